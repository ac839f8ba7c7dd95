"""Words and their house-style-free forms; the one definition of a word that every count uses."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
"""A word: letters or digits, joined inside by an apostrophe, full stop, comma or hyphen."""

_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
)
_UNITED_STATES = frozenset({"US", "U.S", "USA", "U.S.A"})


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` is its surface, ``norm`` what comparisons use."""

    norm: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words of ``text`` as they stand."""
    return WORD.findall(text)


def tokens(text: str) -> list[Token]:
    """The words of ``text`` with their places and normalised forms, in order."""
    return [Token(normalise(m.group()), m.start(), m.end()) for m in WORD.finditer(text)]


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
