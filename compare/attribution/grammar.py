"""The words by which a sentence is read without a parser: closed classes, and the shipped lists around speakers."""

from __future__ import annotations

import functools
from typing import NamedTuple

from compare.data import read_table, read_word_lists


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words("he she they it")
WRITER = _words("i we you")
RELATIVE = _words("who which")
CONTRACTED = PRONOUNS | WRITER | _words("who that there here what where how let")
"""Words that a verb may be written together with: "he's", "there's"."""
PREPOSITIONS = _words("""
of for from at with in on to by near inside within about against into over under among after before during since until
through between behind outside across around via per as than like amid
""")
PARTICLES = _words("de la van von der den bin al el du al- da di della")
"""Lower-case words within personal names."""
DETERMINERS = _words("""
the a an another one his her their its this that these those some several two three four many other both
""")
POSSESSIVES = _words("his her its their")
SOME = _words("one some several two many most")
BREAKS = _words("""
that but when while because if although though whether where so yet or nor than what how why and as since unless until
once
""")
"""Words at which a noun phrase ends or begins."""
OPENERS = _words("when while although though if but and however meanwhile asked")
"""Words that open a part of a sentence before its subject."""
TIMES = _words("""
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february
march april june july august september october november december jan feb mar apr aug sept sep oct nov dec a.m p.m est
edt gmt kst
""")
TIME_NOUNS = _words("week month year day night morning afternoon evening weekend hours minutes days weeks months years")
BEFORE_TIMES = _words("on last late early next this in since")
BEFORE_TIME_NOUNS = _words("last this next that earlier one")
NOT_NAMES = (
    PREPOSITIONS
    | PRONOUNS
    | WRITER
    | RELATIVE
    | DETERMINERS
    | POSSESSIVES
    | BREAKS
    | SOME
    | _words("""
there here then now also however meanwhile still not no yes our my your all each every according last next earlier
later just asked speaking despite following citing noting using including having being saying calling adding
referring responding writing unlike given nearly almost only perhaps let did does do is are was were has have will would
can could should may might much more few first second third such even too very again instead today yesterday tomorrow
others nor never always often sometimes afterward afterwards earlier soon once thus hence indeed moreover besides
""")
)
"""Words that are capitalised at a sentence's start alone."""
BE = _words("is are was were be been being am")
BEFORE_PARTICIPLE = _words("""
and or as by while after before in when is was are were be been keep kept started began even then of also
""")
"""Words after which a form in -ing may tell speech; so does a comma."""
BEFORE_NOUNS = _words("""
the a an his her its their my our your this these those of for in on at with from by about no any some several other
another such own new more many
""")
"""Words after which "reports" and "claim" are nouns."""
BEFORE_BARE_VERBS = _words("""
to i we you they who will would can could may might must should shall did do does not n't didn't doesn't don't wouldn't
won't couldn't people men women and also often
""")
"""Words after which the base form of a verb is a verb."""
UNCHANGED = _words("read put hit bet set shot cast")
"""Verbs whose past form is their base form."""
PAUSES = frozenset({",", "--", "—", "–", "―"})
DASHES = PAUSES - {","}
PARTIES = frozenset({"Republican", "Democrat", "Independent", "Conservative", "Labour", "Liberal"})
STATES = frozenset(
    [
        "Ala.",
        "Alaska",
        "Ariz.",
        "Ark.",
        "Calif.",
        "Colo.",
        "Conn.",
        "Del.",
        "D.C.",
        "Fla.",
        "Ga.",
        "Hawaii",
        "Idaho",
        "Ill.",
        "Ind.",
        "Iowa",
        "Kan.",
        "Kans.",
        "Ky.",
        "La.",
        "Maine",
        "Mass.",
        "Md.",
        "Mich.",
        "Minn.",
        "Miss.",
        "Mo.",
        "Mont.",
        "N.C.",
        "N.D.",
        "N.H.",
        "N.J.",
        "N.M.",
        "N.Y.",
        "Neb.",
        "Nev.",
        "Ohio",
        "Okla.",
        "Ont.",
        "Ore.",
        "Pa.",
        "Que.",
        "R.I.",
        "S.C.",
        "S.D.",
        "Tenn.",
        "Tex.",
        "Texas",
        "Utah",
        "Va.",
        "Vt.",
        "W.Va.",
        "Wash.",
        "Wis.",
        "Wyo.",
    ]
)
"""States as newspapers write them behind a town."""


class Lexicon(NamedTuple):
    """Lower-case words by what they can do in a reporting clause."""

    speech: frozenset[str]
    """Forms of verbs that stand beside a whole quoted sentence."""
    naming: frozenset[str]
    """Forms of verbs that utter the quoted phrase that is their object."""
    acting: frozenset[str]
    """Forms of verbs of wish, opinion and act whose object a quoted phrase can be."""
    lemmas: dict[str, str]
    people: frozenset[str]
    bodies: frozenset[str]
    texts: frozenset[str]
    groups: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    adverbs: frozenset[str]
    titles: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """The shipped lists, read once."""
    verbs, lists = read_table("reporting_verbs"), read_word_lists("speakers")
    lemmas: dict[str, str] = {}
    for line in "".join(verbs[section] for section in ("speech", "naming", "acting")).strip().splitlines():
        for form in line.split():
            lemmas.setdefault(form, line.split()[0])
    return Lexicon(
        speech=frozenset(verbs["speech"].split()),
        naming=frozenset(verbs["naming"].split()),
        acting=frozenset(verbs["acting"].split()),
        lemmas=lemmas,
        **lists,
    )
