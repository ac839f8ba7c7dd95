"""What comparisons read off a sentence: its words, stems and ideas, and its names."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import NamedTuple

from compare.alignment.ideas import idea
from compare.alignment.numerals import canonical
from compare.alignment.stems import terms
from compare.text import Token, tokens


_JOINTS = frozenset({"and", "for", "of", "the", "to"})
"""Words that may stand inside a title."""
_FEW_NAMES, _TITLE_CASE = 3, 0.6
"""More capitalised words than these, in number and share, are a heading's house style, not names."""


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
    stems: list[str] = []
    rarities: list[float] = []
    words: list[tuple[str, tuple[str, ...]]] = []
    names: set[str] = set()
    capitalised = 0
    for position, token in _without_boilerplate(text, tokens(text)):
        found = terms(token.norm)
        own = tuple(term for term, _ in found)
        words.append((token.norm, own))
        stems += own
        rarities += [rarity for _, rarity in found]
        if position and text[token.start].isupper() and canonical(token.norm) is None:
            capitalised += 1
            names.update(own)
    if capitalised > max(_FEW_NAMES, _TITLE_CASE * len(words)):
        names.clear()
    ideas = tuple(idea(term) for term in stems)
    return Line(tuple(stems), tuple(rarities), ideas, tuple(words), frozenset(names))


@functools.cache
def _boilerplate() -> tuple[dict[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    """The phrases that every newsroom writes, longest first under their first word, and the words of titles."""
    table = tomllib.loads((files("compare") / "data" / "boilerplate.toml").read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table["phrases"]:
        parts = tuple(phrase.split())
        phrases.setdefault(parts[0], []).append(parts)
    ordered = {first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in phrases.items()}
    return ordered, frozenset(table["titles"].split())


def _without_boilerplate(text: str, found: list[Token]) -> list[tuple[int, Token]]:
    norms = [token.norm for token in found]
    kept: list[tuple[int, Token]] = []
    at = 0
    while at < len(found):
        length = _phrase_at(norms, at) or _title_at(text, found, at)
        if length == 0:
            kept.append((at, found[at]))
        at += length or 1
    return kept


def _phrase_at(norms: list[str], at: int) -> int:
    for phrase in _boilerplate()[0].get(norms[at], ()):
        if tuple(norms[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _title_at(text: str, found: list[Token], at: int) -> int:
    """The words of a title that begins here and leads to a name, 0 where there is none."""
    titles = _boilerplate()[1]
    end = at
    for place in range(at, len(found)):
        token = found[place]
        if not text[token.start].isupper():
            if token.norm not in _JOINTS or place == at:
                break
        elif token.norm in titles:
            end = place + 1
        else:
            return place - at if end > at else 0
    return 0
