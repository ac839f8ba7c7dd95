"""A sentence as the words that a difference is made of, house style folded away."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import NamedTuple

from compare.alignment.numerals import canonical
from compare.text import WORD, normalise

_PIECE = re.compile(WORD.pattern + r"|[%]")
_HYPHENS = re.compile(r"[-‐‑–—]")


class Wording(NamedTuple):
    """The normalised words of a text and where each stands in it."""

    norms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@functools.cache
def function_words() -> frozenset[str]:
    """Words on which no agreement in content can rest."""
    return frozenset(_table("function_words.toml")["words"].split())


@functools.lru_cache(maxsize=20_000)
def wording(text: str) -> Wording:
    """The words of ``text``, a hyphenated one in its parts, "per cent" and "%" as one word, numerals as digits."""
    norms: list[str] = []
    spans: list[tuple[int, int]] = []
    joined = _joined()
    for match in _PIECE.finditer(text):
        start = match.start()
        word = match.group()
        for part in fold(word):
            norms.append(part[2])
            spans.append((start + part[0], start + part[1]))
            pair = joined.get((norms[-2], norms[-1])) if len(norms) > 1 else None
            if pair is not None:
                norms[-2:] = [pair]
                spans[-2:] = [(spans[-2][0], spans[-1][1])]
    return Wording(tuple(norms), tuple(spans))


@functools.lru_cache(maxsize=50_000)
def fold(word: str) -> tuple[tuple[int, int, str], ...]:
    """The parts of one word as (start, end, folded form): hyphens divide it unless it is a number word."""
    whole = normalise(word) if word != "%" else word
    number = canonical(whole)
    if number is not None:
        return ((0, len(word), number),)
    parts: list[tuple[int, int, str]] = []
    start = 0
    for piece in _HYPHENS.split(word):
        norm = normalise(piece) if piece != "%" else piece
        parts.append((start, start + len(piece), canonical(norm) or _folded().get(norm, norm)))
        start += len(piece) + 1
    return tuple(parts)


@functools.cache
def _folded() -> dict[str, str]:
    return dict(_table("house_style.toml")["fold"])


@functools.cache
def _joined() -> dict[tuple[str, str], str]:
    pairs = {}
    for words, folded in _table("house_style.toml")["joined"].items():
        first, second = words.split()
        pairs[first, second] = str(folded)
    return pairs


def _table(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files("compare") / "data" / name).read_text(encoding="utf-8"))
