"""Words and their forms without house style; the one definition of a word that every count uses."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from compare.data import read_word_lists

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
