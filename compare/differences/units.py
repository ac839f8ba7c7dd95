"""What a number is a number of, as far as the words and signs right beside it say."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import NamedTuple

from compare.differences.reading import Reading


class Unit(NamedTuple):
    """What is measured, and how much of its first unit one is; an empty ``of`` is a mere count."""

    of: str
    scale: float


COUNT = Unit("", 1.0)


class _Tables(NamedTuple):
    units: dict[str, Unit]
    signs: dict[str, str]
    scales: dict[str, float]


@functools.cache
def _tables() -> _Tables:
    table = tomllib.loads((files("compare") / "data" / "units.toml").read_text(encoding="utf-8"))
    units = {word: Unit(of, scale) for of, words in table["units"].items() for word, scale in words.items()}
    return _Tables(units, table["signs"], {word: float(scale) for word, scale in table["scales"].items()})


def scale_of(norm: str) -> float | None:
    """What "million" and its like multiply by."""
    return _tables().scales.get(norm)


def unit_of(norm: str) -> Unit:
    """The unit that a word names."""
    return _tables().units.get(norm, COUNT)


def has_sign(reading: Reading, place: int) -> bool:
    """Whether a sign of money stands before a word."""
    return _sign(reading, place) in _tables().signs


def unit_at(reading: Reading, first: int, last: int) -> Unit:
    """The unit of the number that ``pieces[first : last + 1]`` make."""
    text, pieces = reading.text, reading.pieces
    sign = _tables().signs.get(_sign(reading, first))
    if sign is not None:
        return Unit(sign, 1.0)
    before = [piece.norm for piece in pieces[max(first - 2, 0) : first]]
    if before[-1:] == ["magnitude"] or before == ["magnitude", "of"]:
        return Unit("magnitude", 1.0)
    after = [piece.norm for piece in pieces[last + 1 : last + 3]]
    if text[pieces[last].end : pieces[last].end + 2].lstrip().startswith("%") or after == ["per", "cent"]:
        return Unit("share", 1.0)
    return unit_of(after[0]) if after else COUNT


def _sign(reading: Reading, place: int) -> str:
    start = reading.pieces[place].start
    return reading.text[start - 1 : start] if start else ""
