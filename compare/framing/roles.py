"""What an article says a person is: the title before the name, the role before it, the explanation behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare.attribution.grammar import BREAKS, DETERMINERS, POSSESSIVES, PREPOSITIONS, PRONOUNS, RELATIVE, lexicon
from compare.framing.accounts import ReadAccount
from compare.names import Mention
from compare.text.tokens import WORD

_DOT = r"(?:(?<=[A-Z])|(?<=\bMr)|(?<=\bMs)|(?<=\bMrs)|(?<=\bDr)|(?<=\bSen)|(?<=\bRep)|(?<=\bGov)|(?<=\bGen))\."
"""A full stop of an abbreviation, which ends no explanation."""
_BEHIND = re.compile(
    r"\s?(?:\([^()]{1,40}\)\s?)?,\s(?:who\s(?:is|was|serves\sas|served\sas|doubles\sas|acts\sas|also\sserves\sas)"
    rf"\s(?:also\s)?)?(?P<role>(?:[^,.;:!?()\"“”\n]|{_DOT}){{3,90}})(?=[,.;:)])"
)
_BEFORE = re.compile(r"(?P<role>(?:[^\W\d_][\w’'.-]*\s){0,4}[^\W\d_][\w’'-]*),?\s$")
_LISTED = re.compile(r"[a-z] [A-Z][\w’'-]+ [A-Z][\w’'-]+ and ")
"""Another name with its role, in a list: "engineer Bo Lindqvist and others"."""
_EXPLAINED = re.compile(r"[A-Z][\w’'-]+,\s(?:the\s|an?\s)?$")
"""What is before a role that explains another name: "Lee Do-hoon, South Korea's envoy, Stephen Biegun"."""
_NEAR = 60
_EARLY = 7
"""Within how many words of an explanation its role must stand: "a former deputy director of the agency"."""
_STOPS = (
    PREPOSITIONS | BREAKS | DETERMINERS | PRONOUNS | RELATIVE | frozenset({"and", "including", "include", "includes"})
)
"""Words before which no role reaches back."""
_BEFORE_VERBS = PRONOUNS | RELATIVE | BREAKS | {"to"}
"""Those of them behind which a verb stands: "they hurt candidate Duarte"."""
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_OPENING = frozenset({"and", "or", "both", "along", "together"}) | BREAKS | PRONOUNS | POSSESSIVES | PREPOSITIONS
"""Words with which no explanation opens."""
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lady", "lord", "dame", "madam"})
"""Titles that say how a person is addressed, not what he is."""
_MODIFIERS = frozenset(
    {"former", "acting", "senior", "top", "longtime", "veteran", "special", "national", "press", "deputy"}
)
_ADJECTIVES = frozenset({"presidential", "liberal", "conservative", "independent", "progressive", "general", "vice"})
"""Words of the list of persons that alone name none."""


class Role(NamedTuple):
    """Words that say what a person is: ``body[start:end] == text``."""

    text: str
    start: int
    end: int


def roles(account: ReadAccount, mention: Mention) -> Iterator[Role]:
    """The titles and roles that stand beside one mention of a person."""
    body = account.article.body
    if mention.title:
        start = body.rfind(mention.title, max(0, mention.start - len(mention.title) - 2), mention.start)
        if start >= 0 and mention.title.rstrip(".").lower() not in _HONORIFICS:
            yield Role(mention.title, start, start + len(mention.title))
    else:
        yield from _before(body, mention.start)
    behind = _BEHIND.match(body, mention.end)
    if behind is not None and _names_role(behind["role"]) and not _names_another(account, *behind.span("role")):
        yield _plain(body, *behind.span("role"))


def _before(body: str, end: int) -> Iterator[Role]:
    """A role in small letters right before the name: "Seoul's chief nuclear envoy, Lee Do-hoon"."""
    line = body.rfind("\n", max(0, end - _NEAR), end)
    start = line + 1 if line >= 0 else max(0, end - _NEAR)
    match = _BEFORE.search(body[start:end])
    if match is None:
        return
    low, high = (start + place for place in match.span("role"))
    words = list(WORD.finditer(body, low, high))
    head = words[-1].group()
    if head.casefold() not in lexicon().people - _ADJECTIVES or not head.islower():
        return
    low = _reach(words, opens=low == 0 or body[low - 1] == "\n")
    if not _EXPLAINED.search(body[max(0, low - _NEAR) : low]):
        yield Role(body[low:high], low, high)


def _reach(words: Sequence[re.Match[str]], *, opens: bool) -> int:
    """Where the role that ends with the last of ``words`` begins.

    Back to a possessive ("Seoul's"), or to the word after one that no role reaches over; where there is neither, over words
    that roles are made of alone. ``opens`` says that a line begins with the first word.
    """
    first = len(words) - 1
    while first and not _parts(words[first - 1], words[first]):
        first -= 1
        if words[first].group().endswith(_POSSESSIVE):
            while first and words[first - 1].group()[0].isupper() and not _parts(words[first - 1], words[first]):
                first -= 1
            return words[first].start()
    if opens if not first else words[first - 1].group().casefold() not in _BEFORE_VERBS:
        return words[first].start()
    first = len(words) - 1
    while first and _makes_role(words[first - 1].group()):
        first -= 1
    return words[first].start()


def _parts(word: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a word is none of the role: a small word, a verb of saying, or one that a mark parts from the next."""
    small = word.group().casefold()
    verb = small in lexicon().speech or (small.endswith("ing") and word.group().islower())
    return verb or small in _STOPS or following.start() - word.end() != 1


def _makes_role(word: str) -> bool:
    lex, small = lexicon(), word.casefold()
    return word[0].isupper() or small in lex.people or small in lex.titles or small in lex.bodies or small in _MODIFIERS


def _names_another(account: ReadAccount, start: int, end: int) -> bool:
    """Whether an explanation names a person of its own: it is the next of a list, not what this one is."""
    body = account.article.body
    for mention in account.mentions:
        if mention.kind == "person" and start <= mention.start < end:
            before = [w.casefold() for w in WORD.findall(body[start : mention.start])]
            owned = body.startswith(("'s", "’s"), mention.end)
            if not owned and not PREPOSITIONS.intersection(before):
                return True
    return _LISTED.search(body[start:end]) is not None


def _names_role(text: str) -> bool:
    """Whether an explanation begins as a role does: a word for a person early in it, and no verb before that."""
    lex = lexicon()
    words = [w.casefold() for w in WORD.findall(text)[:_EARLY]]
    if not words or words[0] in _OPENING or (words[0].endswith("ed") and words[0] != "retired"):
        return False
    for word in words:
        if word in (lex.people | lex.titles) - _ADJECTIVES - _HONORIFICS:
            return True
        if word in lex.lemmas or word in lex.adverbs or word in {"in", "on", "at", "who", "which", "after", "when"}:
            return False
    return False


def _plain(body: str, start: int, end: int) -> Role:
    """The role without the article that opens it."""
    match = re.match(r"(?:the|an?)\s", body[start:end])
    start += match.end() if match else 0
    return Role(body[start:end], start, end)
