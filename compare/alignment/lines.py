"""What comparisons read off a sentence: its stems, names, numbers and quoted words."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import NamedTuple

import Stemmer

from compare.alignment.numerals import canonical
from compare.background import word_idf
from compare.text import Token, tokens

_QUOTED = re.compile(r"“([^”]*)(?:”|$)|\"([^\"]*)(?:\"|$)")


NUMBER_RARITY = 5.0
"""A number tells less than a rare name: the same one counts many things."""


class Line(NamedTuple):
    """A sentence as sequences and sets of terms; ``stems`` keep the order of the text."""

    stems: tuple[str, ...]
    rarities: tuple[float, ...]
    """The background IDF of each stem's word, 0 for "the", about 9 for a rare name."""
    names: frozenset[str]
    numbers: frozenset[str]
    quoted: frozenset[str]
    letters: str
    """The text as character n-grams see it: words in lower case, joined by single spaces."""


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The English stem of a normalised word."""
    return str(_stemmer().stemWord(word))


@functools.cache
def boilerplate() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases that every newsroom writes, as normalised words, longest first under their first word."""
    text = (files("compare") / "data" / "boilerplate.toml").read_text(encoding="utf-8")
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in tomllib.loads(text)["phrases"]:
        parts = tuple(phrase.split())
        phrases.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in phrases.items()}


@functools.lru_cache(maxsize=100_000)
def terms(norm: str) -> tuple[tuple[str, float], ...]:
    """The comparable terms of one normalised word with their rarity: its number, else its hyphened parts' stems."""
    number = canonical(norm)
    if number is not None:
        return ((number, NUMBER_RARITY),)
    word = norm.removesuffix("'s")
    return tuple((stem(part), word_idf(part)) for part in word.split("-") if part)


def read(text: str) -> Line:
    """Everything that comparisons use of a sentence's ``text``; boilerplate phrases count for nothing."""
    found = tokens(text)
    kept = _without_boilerplate(found)
    quoted_spans = [m.span() for m in _QUOTED.finditer(text)]
    stems: list[str] = []
    rarities: list[float] = []
    names: set[str] = set()
    numbers: set[str] = set()
    quoted: set[str] = set()
    for position, token in kept:
        pairs = terms(token.norm)
        parts = [part for part, _ in pairs]
        stems += parts
        rarities += [rarity for _, rarity in pairs]
        if canonical(token.norm) is not None:
            numbers.update(parts)
        elif position and text[token.start].isupper():
            names.update(parts)
        if any(start < token.start < end for start, end in quoted_spans):
            quoted.update(parts)
    letters = " ".join(token.norm for _, token in kept)
    return Line(tuple(stems), tuple(rarities), frozenset(names), frozenset(numbers), frozenset(quoted), letters)


def _without_boilerplate(found: list[Token]) -> list[tuple[int, Token]]:
    norms = [token.norm for token in found]
    kept: list[tuple[int, Token]] = []
    at = 0
    while at < len(found):
        length = _phrase_at(norms, at)
        if length == 0:
            kept.append((at, found[at]))
        at += length or 1
    return kept


def _phrase_at(norms: list[str], at: int) -> int:
    for phrase in boilerplate().get(norms[at], ()):
        if tuple(norms[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0
