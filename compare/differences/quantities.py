"""Numbers of a sentence as quantities: how much, at least or at most, of what."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from compare.differences.bounds import MODIFIERS, bounds
from compare.differences.dates import places
from compare.differences.reading import Reading, Span, read
from compare.differences.units import has_sign, scale_of, unit_at, unit_of
from compare.text.stems import canonical

_DOZEN = 12.0
_DIGITS = 15
"""A longer number is no quantity that anyone counted."""
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th")
_COMPOUND = re.compile(r"([a-z]+|\d[\d,.]*)-([a-z]+)(?:-(old))?")
_CLOCK = (":", "a.m", "p.m", "am ", "pm ", "o'clock", "gmt", "utc", "hrs")
_BROKEN = re.compile(r" ?[/½¼¾\ufffd]|, \d{3}\b|(?:-| - )caliber")
"""What follows a number that a page has torn ("15, 800", "41 / 2"), or that lost its point (".38-caliber")."""
_THOUSANDS = 3
_OTHERS = frozenset({"other", "others", "more", "additional", "further", "extra"})
"""Words after a number that add it to another."""
_LABELS = frozenset({"flight", "number", "no", "article", "chapter", "route", "highway", "line", "section", "room"})
_PARTS = frozenset({"including", "among"})
_WHOLES = frozenset({"the", "them", "those", "these", "whom", "which", "its", "their", "his", "her"})
_YEARS = (1800, 2100)
"""What a bare number of four digits is a year between."""


class Quantity(NamedTuple):
    """A number of a sentence: its span, the words it is made of, the least and most it says, and its unit."""

    span: Span
    first: int
    last: int
    """With the word of its unit."""
    low: float
    high: float
    unit: str
    """A measure, "ordinal", "age", or "" for a count of something."""


class _Number(NamedTuple):
    value: float
    first: int
    last: int
    exact: bool = True


@functools.lru_cache(maxsize=5_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in order; words that belong to dates are none."""
    reading = read(text)
    return tuple(_found(reading, places(reading)))


def _found(reading: Reading, skip: frozenset[int]) -> Iterator[Quantity]:
    place = 0
    while place < len(reading.pieces):
        found = None if place in skip else _quantity(reading, place)
        if found is not None:
            yield found
        place = found.last + 1 if found else place + 1


def _quantity(reading: Reading, place: int) -> Quantity | None:
    norm = reading.pieces[place].norm
    compound = _COMPOUND.fullmatch(norm) if "-" in norm else None
    if compound is not None and canonical(compound.group(0)) is None:
        return _compound(reading, place, compound)
    number = _number(reading, place)
    if number is None or _is_clock_or_year(reading, number) or _is_label(reading, number):
        return None
    start = reading.pieces[place].start
    if _ORDINAL.fullmatch(reading.pieces[place].norm):
        return Quantity((start, reading.pieces[place].end), place, place, number.value, number.value, "ordinal")
    upper = _range_end(reading, number)
    last = upper.last if upper else number.last
    unit = unit_at(reading, place, last)
    if upper is not None:
        low, high = number.value, upper.value
    else:
        measured = bool(unit.of)
        low, high = bounds(reading, place, last, number.value, exact=number.exact, measured=measured)
    follow = [piece.norm for piece in reading.pieces[last + 1 : last + 3]]
    named = bool(unit.of) and unit_of(follow[0] if follow else "").of == unit.of
    if named and follow[1:] == ["old"]:
        return Quantity((start, reading.pieces[last].end), place, last + 2, low, high, "age")
    return Quantity(
        (start, reading.pieces[last].end), place, last + named, low * unit.scale, high * unit.scale, unit.of
    )


def _compound(reading: Reading, place: int, compound: re.Match[str]) -> Quantity | None:
    """The number in "63-year-old" or "three-day", its unit, and what makes it an age."""
    digits = _value(compound.group(1))
    unit = unit_of(compound.group(2))
    if digits is None or not unit.of:
        return None
    start = reading.pieces[place].start
    of, value = ("age", digits) if compound.group(3) else (unit.of, digits * unit.scale)
    return Quantity((start, start + len(compound.group(1))), place, place, value, value, of)


def _value(norm: str) -> float | None:
    digits = canonical(norm)
    return None if digits is None or len(digits) > _DIGITS else float(digits)


def _number(reading: Reading, place: int) -> _Number | None:
    pieces = reading.pieces
    value = _value(pieces[place].norm)
    if value is None:
        dozen = pieces[place].norm == "a" and [piece.norm for piece in pieces[place + 1 : place + 2]] == ["dozen"]
        return _Number(_DOZEN, place, place + 1, exact=False) if dozen else None
    last = place
    while last + 1 < len(pieces) and reading.text[pieces[last].end : pieces[last + 1].start] in {" ", "-", "\u00a0"}:
        scale = scale_of(pieces[last + 1].norm)
        if scale is None:
            break
        value, last = value * scale, last + 1
    return _Number(value, place, last)


def _is_clock_or_year(reading: Reading, number: _Number) -> bool:
    piece = reading.pieces[number.first]
    before = reading.text[piece.start - 1 : piece.start] if piece.start else ""
    after = reading.text[piece.end : piece.end + 6].lstrip().casefold()
    if before == ":" or after.startswith(_CLOCK):
        return True
    plain = piece.norm.isdigit() and number.first == number.last and not has_sign(reading, number.first)
    return plain and _YEARS[0] <= number.value <= _YEARS[1] and not unit_at(reading, number.first, number.last).of


def _is_label(reading: Reading, number: _Number) -> bool:
    """Whether a number names something ("Falcon 9", "flight 175") or a part of it ("five of them", "among them six")."""
    text, pieces, first = reading.text, reading.pieces, number.first
    follow = [piece.norm for piece in pieces[number.last + 1 : number.last + 3]]
    if _is_torn(reading, number) or _is_aside(reading, number) or not _OTHERS.isdisjoint(follow[:1]):
        return True
    if follow[:1] == ["of"] and not _WHOLES.isdisjoint(follow):
        return True
    if not first:
        return False
    if _is_whole(reading, first):
        return True
    before = pieces[first - 1]
    if before.norm in _LABELS | _PARTS:
        return True
    named = first > 1 and text[before.start].isupper() and text[before.end : pieces[first].start] == " "
    return named and before.norm not in MODIFIERS | {"magnitude"}


def _is_torn(reading: Reading, number: _Number) -> bool:
    """Whether a number is a piece of one, as in "15, 800" or "41 / 2"."""
    start, end = reading.pieces[number.first].start, reading.pieces[number.last].end
    before = reading.text[max(start - 3, 0) : start]
    half = end - start == _THOUSANDS and before.endswith(", ") and before[:1].isdigit()
    return _BROKEN.match(reading.text, end) is not None or half or before.rstrip().endswith("/")


def _is_aside(reading: Reading, number: _Number) -> bool:
    """Whether a number stands between commas after a name: it is an age, and whose is not told by what follows."""
    if not number.first:
        return False
    before, piece = reading.pieces[number.first - 1], reading.pieces[number.last]
    between, after = reading.text[before.end : reading.pieces[number.first].start], reading.text[piece.end :]
    return between == ", " and reading.text[before.start].isupper() and after[:1] in {",", "."}


def _is_whole(reading: Reading, first: int) -> bool:
    """Whether a number is what another is a part of: the 15 of "12 of its 15 games"."""
    before = [piece.norm for piece in reading.pieces[max(first - 3, 0) : first]]
    if before[-1:] and before[-1] in _WHOLES:
        before = before[:-1]
    return len(before) > 1 and before[-1] == "of" and canonical(before[-2]) is not None


def _range_end(reading: Reading, number: _Number) -> _Number | None:
    """The second number of "30 to 40", and of "between 30 and 40"."""
    pieces, last = reading.pieces, number.last
    if last + 2 >= len(pieces):
        return None
    between = number.first > 0 and pieces[number.first - 1].norm == "between"
    if pieces[last + 1].norm != "to" and not (between and pieces[last + 1].norm == "and"):
        return None
    upper = _number(reading, last + 2)
    follows = pieces[upper.last + 1].norm if upper and upper.last + 1 < len(pieces) else ""
    return upper if upper and number.value < upper.value and follows not in {"vote", "win", "victory"} else None
