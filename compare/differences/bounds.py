"""The least and the most that a number says, with the words before it and the zeros it ends in."""

from __future__ import annotations

import math

from compare.differences.reading import Reading

ABOUT = frozenset({"about", "around", "some", "approximately", "roughly", "estimated", "circa"})
_ALMOST = frozenset({"nearly", "almost"})
_LEAST = ("more than", "at least", "no fewer than", "no less than", "over", "exceeding", "above")
_MOST = ("fewer than", "less than", "up to", "as many as", "at most", "no more than", "under", "below")
MODIFIERS = ABOUT | _ALMOST | {"over", "exceeding", "above", "under", "below"}
_SPREAD = 0.15
"""How far "about" reaches to either side."""
_ROUND = 100
"""The least grain of a count: "twenty" is twenty, "two hundred" may be 213."""


def bounds(
    reading: Reading, first: int, last: int, value: float, *, exact: bool, measured: bool
) -> tuple[float, float]:
    """The range of ``value``, the number that ``pieces[first : last + 1]`` make; "a dozen" is not ``exact``."""
    words = [piece.norm for piece in reading.pieces[max(first - 3, 0) : first]]
    before = " ".join(words)
    if before.endswith(_LEAST) or reading.text[reading.pieces[last].end :].startswith((" or more", " and more")):
        return value, math.inf
    if before.endswith(_MOST):
        return -math.inf, value
    if before.endswith(tuple(_ALMOST)):
        return value * (1 - _SPREAD), value
    half = _grain(value, measured=measured) / 2
    if not exact or ABOUT.intersection(words[-2:]):
        half = max(half, value * _SPREAD)
    return value - half, value + half


def _grain(value: float, *, measured: bool) -> float:
    """What a number may have been rounded to: its last digit for a measure, its zeros from a hundred on for a count."""
    if value != int(value):
        return float(10.0 ** -len(repr(value).partition(".")[2]))
    whole, grain = int(value), 1
    while whole and whole % (grain * 10) == 0:
        grain *= 10
    if measured:
        return float(grain) if grain < value else grain / 10
    return float(grain) if grain >= _ROUND else 0.0
