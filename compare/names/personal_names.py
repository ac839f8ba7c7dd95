"""Personal names as strings: keys for comparison, surnames, and whether two names may be one person's."""

from __future__ import annotations

import functools
import re
import unicodedata

from compare.names import romanisation as korean
from compare.names.lexicon import titles
from compare.text.korean_words import HANGUL

_ORDINALS = frozenset({"ii", "iii", "iv", "sr"})
_JUNIOR = "jr"
_MIDDLE_INITIALS = re.compile(r"(?<=\w)\s+(?:[A-Z]\.?)+(?=\s)")
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INITIAL_ONLY = 0.5
_SHORT_FORM = 0.75


@functools.lru_cache(maxsize=20_000)
def person_key(name: str) -> str:
    """A personal name as it is compared: small letters without accents, hyphens, middle initials or ordinals (III).

    "Jr." is kept: an article that writes it means to tell two persons apart.
    """
    decomposed = unicodedata.normalize("NFD", _MIDDLE_INITIALS.sub("", name))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c) or "\u1160" <= c <= "\u11ff").casefold()
    parts = [part for part in _PART.findall(unicodedata.normalize("NFC", plain)) if part not in _ORDINALS]
    return " ".join(parts).replace("’", "'")


@functools.lru_cache(maxsize=20_000)
def surname_keys(name: str) -> frozenset[str]:
    """The words that may stand alone for a full name: the family name, which comes first in Korean names."""
    key = person_key(name)
    parts = key.removesuffix(f" {_JUNIOR}").split()
    if len(parts) == 1 and HANGUL.fullmatch(name) and korean.parse(name):
        return korean.families(name)
    if len(parts) < 2:  # noqa: PLR2004 - a full name has two parts
        return frozenset()
    if korean.parse(name):
        return frozenset({parts[0], parts[-1]} & korean.surname_spellings()) or frozenset({parts[0]})
    return frozenset({parts[-1]})


def same_person(a: str, b: str) -> float:
    """The certainty, 0 to 1, that two full names may be one person's, by their spelling alone.

    Korean names are compared across romanisations, others by surname and by given name, its short form or its initial.
    Two names that one article uses for two persons are two whatever this says: see ``resolve``.
    """
    one, other = person_key(a), person_key(b)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return max(korean.same(a, b), _same_western(one.split(), other.split()))


def romanised(name: str) -> str | None:
    """A coarse key that spellings of one Korean name nearly always share, to find candidates by; None for other names."""
    parsed = korean.parse(name)
    return min(korean.keys(parsed)) if parsed else None


def is_junior(name: str) -> bool:
    """Whether a name says that an elder person bears it too."""
    return person_key(name).endswith(f" {_JUNIOR}")


def _same_western(a: list[str], b: list[str]) -> float:
    if (a[-1] == _JUNIOR) != (b[-1] == _JUNIOR):
        return (
            _INITIAL_ONLY if [part for part in a if part != _JUNIOR] == [part for part in b if part != _JUNIOR] else 0.0
        )
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:  # noqa: PLR2004 - a full name has two parts
        return 0.0
    first, other = a[0], b[0]
    if first == other:
        return _SHORT_FORM if len(a) == 2 or len(b) == 2 else 0.0  # noqa: PLR2004 - one of them leaves the middle name out
    if titles().nicknames.get(first, first) == titles().nicknames.get(other, other):
        return _SHORT_FORM
    initial = min(first, other, key=len)
    return _INITIAL_ONLY if len(initial) == 1 and first[0] == other[0] else 0.0
