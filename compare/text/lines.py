"""What comparisons read from a sentence: its words, stems and ideas, and its names."""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple

from compare.data import read_table
from compare.text.stems import canonical, idea, terms
from compare.text.tokens import WORD, normalise

_JOINTS = frozenset({"and", "for", "of", "the", "to"})
"""Words that may stand inside a title."""
_FEW_NAMES, _TITLE_CASE = 3, 0.6
"""More capitalised words than these, in number and share, are a heading's house style, not names."""


class ComparedWord(NamedTuple):
    """One word, normalised, with what it is compared by; a hyphenated one has several stems."""

    norm: str
    stems: tuple[str, ...]
    rarities: tuple[float, ...]
    ideas: tuple[str, ...]
    number: bool
    letters: str
    """What character n-grams see: the word, a Hangul one in its letters, since its syllables are two or three each."""


class Line(NamedTuple):
    """A sentence as sequences and sets of terms; sequences keep the order of the text."""

    stems: tuple[str, ...]
    rarities: tuple[float, ...]
    """The background IDF of each stem's word, 0 for "the", about 9 for a rare name."""
    ideas: tuple[str, ...]
    """What each stem stands for: itself, or what its kindred words share."""
    words: tuple[tuple[str, tuple[str, ...]], ...]
    """Each normalised word, as character n-grams see it, with its stems."""
    names: frozenset[str]
    """Stems of capitalised words, the first word of the sentence left out."""


def read(text: str) -> Line:
    """Everything that comparisons use of a ``text``; boilerplate and titles before names count for nothing."""
    found = [(word_of(match.group()), match.start()) for match in WORD.finditer(text)]
    kept = _without_boilerplate(text, found)
    names: set[str] = set()
    capitalised = 0
    for place in kept:
        word, start = found[place]
        if place and text[start].isupper() and not word.number:
            capitalised += 1
            names.update(word.stems)
    if capitalised > max(_FEW_NAMES, _TITLE_CASE * len(kept)):
        names.clear()
    words = [found[place][0] for place in kept]
    return Line(
        stems=tuple(stem for word in words for stem in word.stems),
        rarities=tuple(rarity for word in words for rarity in word.rarities),
        ideas=tuple(idea for word in words for idea in word.ideas),
        words=tuple((word.letters, word.stems) for word in words),
        names=frozenset(names),
    )


@functools.lru_cache(maxsize=200_000)
def word_of(surface: str) -> ComparedWord:
    """A word as it stands in a text, ready to be compared."""
    norm = normalise(surface)
    found = terms(norm)
    stems = tuple(term for term, _ in found)
    rarities = tuple(rarity for _, rarity in found)
    letters = norm if norm.isascii() else unicodedata.normalize("NFD", norm)
    return ComparedWord(
        norm, stems, rarities, tuple(idea(stem) for stem in stems), canonical(norm) is not None, letters
    )


@functools.cache
def _boilerplate() -> tuple[dict[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    """The phrases that every newsroom writes, longest first under their first word, and the words of titles."""
    table = read_table("boilerplate")
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table["phrases"]:
        parts = tuple(phrase.split())
        phrases.setdefault(parts[0], []).append(parts)
    ordered = {first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in phrases.items()}
    return ordered, frozenset(table["titles"].split())


def _without_boilerplate(text: str, found: list[tuple[ComparedWord, int]]) -> list[int]:
    """The places in ``found`` of the words that count."""
    phrases, titles = _boilerplate()
    norms = [word.norm for word, _ in found]
    kept: list[int] = []
    at = 0
    while at < len(norms):
        length = 0
        if norms[at] in phrases:
            length = next((len(p) for p in phrases[norms[at]] if tuple(norms[at : at + len(p)]) == p), 0)
        if not length and norms[at] in titles:
            length = _title_at(text, found, at)
        if not length:
            kept.append(at)
        at += length or 1
    return kept


def _title_at(text: str, found: list[tuple[ComparedWord, int]], at: int) -> int:
    """The words of a title that begins here and leads to a name, 0 where there is none."""
    titles = _boilerplate()[1]
    end = at
    for place in range(at, len(found)):
        word, start = found[place]
        if not text[start].isupper():
            if place == at or word.norm not in _JOINTS:
                break
        elif word.norm in titles:
            end = place + 1
        else:
            return place - at if end > at else 0
    return 0
