"""Words and their forms without house style, and Korean words without what grammar writes onto them."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from compare.data import read_table, read_word_lists

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
"""A word: letters or digits, joined inside by an apostrophe, full stop, comma or hyphen."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months in English, in order."""
MONTH_STARTS = tuple(month[:3].lower() for month in MONTHS)
"""Their first three letters, by which any spelling of them is told."""

_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
)
_UNITED_STATES = frozenset({"US", "U.S", "USA", "U.S.A"})
_HALVES = {"n": "north", "s": "south"}
_HALVED = re.compile(r"\b[NS]\. (?=Korea)")


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` is its surface, ``norm`` what comparisons use."""

    norm: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words of ``text`` as they stand."""
    return WORD.findall(text)


def tokens(text: str) -> list[Token]:
    """The words of ``text`` with their places and normalised forms, in order; the N in "N. Korea" is "north"."""
    # In the hot loop of whole corpora, tuple.__new__ takes a third of the time of Token(...), and to find each word
    # again less than to ask a match for its places. Nothing lies between two words in which one could begin.
    new, find, end = tuple.__new__, text.find, 0
    found = [
        new(Token, (normalise(word), start := find(word, end), end := start + len(word))) for word in WORD.findall(text)
    ]
    return _with_halves(text, found) if ". Korea" in text else found


def _with_halves(text: str, found: list[Token]) -> list[Token]:
    halved = {m.start() for m in _HALVED.finditer(text)}
    return [t._replace(norm=_HALVES[t.norm]) if t.start in halved else t for t in found]


@functools.lru_cache(maxsize=100_000)
def normalise(word: str) -> str:
    """A word without house style: case, typographic quotes and hyphens, full stops in abbreviations.

    "US" and "U.S." become "u.s", apart from the pronoun "us"; a possessive "'s" is kept.
    """
    possessive = ""
    plain = unicodedata.normalize("NFKC", word).translate(_FOLD)
    if plain.endswith("'s"):
        plain, possessive = plain[:-2], "'s"
    if plain in _UNITED_STATES:
        return "u.s" + possessive
    if "." in plain and not any(c.isdigit() for c in plain):
        plain = plain.replace(".", "")
    return plain.casefold() + possessive


@functools.cache
def function_words() -> frozenset[str]:
    """The words, normalised."""
    return read_word_lists("function_words")["words"]


HANGUL = re.compile("[가-힣]+")
_SHORTEST = 2
"""A stem has at least two syllables: one alone (불, 것, 명) stands in nearly every article."""


class _Endings(NamedTuple):
    verbs: re.Pattern[str]
    predicates: re.Pattern[str]
    particles: re.Pattern[str]


@functools.cache
def _endings() -> _Endings:
    """The endings as patterns, each matching the longest that fits; one syllable is an ending after two others only (회의)."""
    table = read_table("korean_endings")
    return _Endings(*(_pattern(str(table[kind]).split()) for kind in _Endings._fields))


def _pattern(endings: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(endings), key=lambda ending: (-len(ending), ending))
    short, long = ([ending for ending in longest_first if (len(ending) > 1) is many] for many in (False, True))
    return re.compile(rf"(?:(?<=[가-힣])(?:{'|'.join(long)})|(?<=[가-힣]{{{_SHORTEST}}})(?:{'|'.join(short)}))$")


def noun_stem(word: str) -> str:
    """The noun in one run of Hangul; empty where it is a verb or an adjective, or too short to tell anything.

    ``noun_stem("상륙했다") == noun_stem("상륙을") == "상륙"``, ``stem("밝혔다") == ""``. Endings alone decide: a noun that ends as a verb
    does is lost, a name that ends as a particle does loses it, in every text alike.
    """
    endings = _endings()
    noun = endings.verbs.sub("", word)
    if noun == word:
        if endings.predicates.search(word):
            return ""
        noun = endings.particles.sub("", word)
    return noun if len(noun) >= _SHORTEST else ""


def is_bare(word: str) -> bool:
    """Whether a run of Hangul is a noun with a particle or without, not one made a verb."""
    return not _endings().verbs.search(word)


def syllable_pairs(noun: str) -> list[str]:
    """The pairs of neighbouring syllables, which find a word inside a compound: 물류 and 창고 in 물류창고."""
    return [noun[place : place + 2] for place in range(len(noun) - 1)]


@functools.lru_cache(maxsize=100_000)
def korean_terms(word: str) -> tuple[str, ...]:
    """The comparable terms of one run of Hangul: its stem, and the stem's pairs of syllables where it is longer."""
    noun = noun_stem(word)
    if not noun:
        return ()
    return (noun, *syllable_pairs(noun)) if len(noun) > _SHORTEST else (noun,)
