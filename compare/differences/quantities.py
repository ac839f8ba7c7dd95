"""Numbers of an English sentence as quantities: value, bound and unit."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from compare.data import read_table
from compare.differences.claims import Span, Worded, read_words
from compare.differences.days import places
from compare.text.stems import canonical, stem

Hedge = Literal["", "about", "least", "most"]

_ABOUT = frozenset({"about", "around", "some", "approximately", "roughly", "estimated", "circa"})
_ALMOST = frozenset({"nearly", "almost"})
_LEAST = ("more than", "at least", "no fewer than", "no less than", "over", "exceeding", "above")
_MOST = ("fewer than", "less than", "up to", "as many as", "as much as", "at most", "no more than", "under", "below")
_MODIFIERS = _ABOUT | _ALMOST | {"over", "exceeding", "above", "under", "below", "least", "than"}
_SPREAD, _ALMOST_SPREAD = 0.075, 0.15
"""How far "about" reaches to either side, and "nearly" down."""
_ROUND, _ROUND_SHARE = 100, 0.075
"""The least grain of a count ("twenty" is twenty, "two hundred" may be 213), and the most that a round number hides."""
_DOZEN = 12.0
_DIGITS = 15
"""A longer number is no quantity that anyone counted."""
_THOUSANDS = 3
_OLDEST = 120
_YEARS = (1800, 2100)
"""What a bare number of four digits is a year between."""

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)th")
_COMPOUND = re.compile(r"([a-z]+|\d[\d,.]*)-([a-z]+)(?:-(old))?")
_GLUED = re.compile(r"(?:us)?(\d[\d,]*(?:\.\d+)?)(million|billion|trillion|thousand|mn|bn|tn|m|b|k)?")
_CLOCK = (":", "a.m", "p.m", "am ", "pm ", "o'clock", "gmt", "utc", "hrs")
_BROKEN = re.compile(r" ?[/½¼¾\ufffd]|, \d{3}\b|(?:-| - )caliber")
"""What follows a number that a page has torn ("15, 800", "41 / 2"), or that lost its point (".38-caliber")."""
_OTHERS = frozenset({"other", "others", "another", "more", "additional", "further", "extra", "remaining"})
"""Words beside a number that say it counts the rest of something."""
_LABELS = frozenset({"flight", "number", "no", "article", "chapter", "route", "highway", "line", "section", "room"})
_PARTS = frozenset({"including", "among"})
_WHOLES = frozenset({"the", "them", "those", "these", "whom", "which", "its", "their", "his", "her", "every"})
_RELATIVE = frozenset({"later", "ago", "earlier", "to go", "away", "apart", "remaining"})
"""Words that make a length of time a moment: "one lap later"."""
_DAYS_OF_AGE = {"day": 1.0, "week": 7.0, "month": 30.4}
_SHAKES = frozenset({"quake", "earthquake", "tremor", "temblor", "aftershock"})


class Unit(NamedTuple):
    """What is measured, and how much of its first unit one is; an empty ``of`` is a mere count."""

    of: str
    scale: float


_COUNT = Unit("", 1.0)


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
    value: float = 0.0
    """The number itself, in the first unit of its measure."""
    hedge: Hedge = ""
    part: bool = False
    """Whether it counts a part or the rest of something ("two of them", "five others"), or dates ("one lap later")."""
    noun: str = ""
    """The stem of what is counted where it does not stand after the number: the page of "48-page", whose age it is."""


class _Number(NamedTuple):
    value: float
    first: int
    last: int
    grain: float
    exact: bool = True


@functools.lru_cache(maxsize=5_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in order; words that belong to dates are none."""
    reading = read_words(text)
    return tuple(_found(reading, places(reading)))


def _found(reading: Worded, skip: frozenset[int]) -> Iterator[Quantity]:
    place = 0
    while place < len(reading.pieces):
        found = None if place in skip else _quantity(reading, place)
        if found is not None:
            yield found
        place = found.last + 1 if found else place + 1


def _quantity(reading: Worded, place: int) -> Quantity | None:
    norm = reading.pieces[place].norm
    compound = _COMPOUND.fullmatch(norm) if "-" in norm else None
    if compound is not None and canonical(compound.group(0)) is None:
        return _compound(reading, place, compound)
    number = _number(reading, place)
    if number is None or _is_clock_or_year(reading, number) or _is_torn(reading, number):
        return None
    start = _start(reading, place)
    if _ORDINAL.fullmatch(norm):
        return Quantity((start, reading.pieces[place].end), place, place, number.value, number.value, "ordinal")
    if place and reading.pieces[place - 1].norm in {"aged", "age"}:
        return Quantity(
            (start, reading.pieces[number.last].end),
            place,
            number.last,
            number.value,
            number.value,
            "age",
            number.value,
        )
    aside = _aside(reading, number)
    if aside or _is_label(reading, number):
        span = start, reading.pieces[number.last].end
        value = number.value
        return Quantity(span, place, number.last, value, value, "age", value, noun=aside) if aside else None
    return _measure(reading, place, number)


def _measure(reading: Worded, place: int, number: _Number) -> Quantity:
    upper = _range_end(reading, number)
    last = upper.last if upper else number.last
    unit = _unit_at(reading, place, last)
    low, high, hedge = _bounds(reading, number, last, measured=bool(unit.of))
    if upper is not None:
        low, high, hedge = number.value, upper.value, ""
    follow = [piece.norm for piece in reading.pieces[last + 1 : last + 3]]
    named = bool(unit.of) and _unit_of(follow[0] if follow else "").of == unit.of
    span = (_start(reading, place), reading.pieces[last].end)
    if named and follow[1:] == ["old"]:
        return Quantity(span, place, last + 2, low, high, "age", number.value)
    return Quantity(
        span,
        place,
        last + named,
        low * unit.scale,
        high * unit.scale,
        unit.of,
        number.value * unit.scale,
        hedge,
        _is_part(reading, number, last + named),
    )


def _start(reading: Worded, place: int) -> int:
    """Where a number begins, with the point of ".20"."""
    start = reading.pieces[place].start
    return start - 1 if _is_fraction(reading, place) else start


def _is_fraction(reading: Worded, place: int) -> bool:
    start = reading.pieces[place].start
    before = reading.text[max(start - 2, 0) : start]
    return before.endswith(".") and reading.pieces[place].norm.isdigit() and not before[:-1].strip()


def _compound(reading: Worded, place: int, compound: re.Match[str]) -> Quantity | None:
    """The number in "63-year-old", "three-day" or "48-page", with its unit, or what it counts."""
    digits = _value(compound.group(1))
    if digits is None:
        return None
    start = reading.pieces[place].start
    span = (start, start + len(compound.group(1)))
    if compound.group(3):
        days = _DAYS_OF_AGE.get(compound.group(2), 0.0)
        value = digits * (days or 1.0)
        return Quantity(span, place, place, value - days / 2, value + days / 2, "days of age" if days else "age", value)
    if compound.group(2) == "magnitude":
        return Quantity(span, place, place, digits, digits, "magnitude", digits)
    unit = _unit_of(compound.group(2))
    value = digits * unit.scale
    return Quantity(span, place, place, value, value, unit.of, value, noun=stem(compound.group(2)))


def _value(norm: str) -> float | None:
    digits = canonical(norm)
    return None if digits is None or len(digits) > _DIGITS else float(digits)


def _number(reading: Worded, place: int) -> _Number | None:
    pieces = reading.pieces
    norm = pieces[place].norm
    value, scale = _value(norm), 1.0
    if value is None:
        if norm == "a" and [piece.norm for piece in pieces[place + 1 : place + 2]] == ["dozen"]:
            return _Number(_DOZEN, place, place + 1, 0.0, exact=False)
        glued = _GLUED.fullmatch(norm)
        if (
            glued is None
            or len(norm) > _DIGITS
            or (glued[2] in {"m", "b", "k", None} and not _has_sign(reading, place))
        ):
            return None
        found = _value(glued[1])
        if found is None:
            return None
        value, scale = found, _tables().scales.get(glued[2] or "", 1.0)
    if _is_fraction(reading, place):
        value /= 10.0 ** len(norm)
    grain = _grain(value)
    last = place
    while last + 1 < len(pieces) and reading.text[pieces[last].end : pieces[last + 1].start] in {" ", "-", "\u00a0"}:
        larger = _tables().scales.get(pieces[last + 1].norm)
        if larger is None:
            break
        scale, last = scale * larger, last + 1
    if scale > 1:
        grain = max(grain, 1.0 if value == int(value) else 0.0) * scale
    return _Number(value * scale, place, last, grain)


def _grain(value: float) -> float:
    """What a number may have been rounded to: its last digit behind the point, else its zeros."""
    if value != int(value):
        return float(10.0 ** -len(repr(value).partition(".")[2]))
    whole, grain = int(value), 1
    while whole and whole % (grain * 10) == 0:
        grain *= 10
    return float(grain)


def _bounds(reading: Worded, number: _Number, last: int, *, measured: bool) -> tuple[float, float, Hedge]:
    """The least and the most that a number says, and the hedge before it; "a dozen" is not exact."""
    value = number.value
    words = [piece.norm for piece in reading.pieces[max(number.first - 3, 0) : number.first]]
    before = " ".join(words)
    if before.endswith(_LEAST) or reading.text[reading.pieces[last].end :].startswith((" or more", " and more")):
        return value, math.inf, "least"
    if before.endswith(_MOST):
        return -math.inf, value, "most"
    if before.endswith(tuple(_ALMOST)):
        return value * (1 - _ALMOST_SPREAD), value, "about"
    if measured or value != int(value):
        half = (number.grain if number.grain < value or value != int(value) else number.grain / 10) / 2
    else:
        half = number.grain / 2 if number.grain >= _ROUND else 0.0
    half = min(half, max(value * _ROUND_SHARE, 0.0)) if value == int(value) else half
    if not number.exact or _ABOUT.intersection(words[-2:]):
        return value - max(half, value * _SPREAD), value + max(half, value * _SPREAD), "about"
    return value - half, value + half, ""


def _is_clock_or_year(reading: Worded, number: _Number) -> bool:
    piece = reading.pieces[number.first]
    before = reading.text[piece.start - 1 : piece.start] if piece.start else ""
    after = reading.text[piece.end : piece.end + 6].lstrip().casefold()
    if before == ":" or after.startswith(_CLOCK):
        return True
    plain = piece.norm.isdigit() and number.first == number.last and not _has_sign(reading, number.first)
    counted = _YEARS[0] <= number.value <= _YEARS[1] and len(piece.norm) == 4  # noqa: PLR2004 - a year has four digits
    return plain and counted and not _unit_at(reading, number.first, number.last).of


def _is_label(reading: Worded, number: _Number) -> bool:
    """Whether a number names something ("Falcon 9", "flight 175") or is a part of a ratio ("12 of its 15 games")."""
    text, pieces, first = reading.text, reading.pieces, number.first
    if not first:
        return False
    before = pieces[first - 1]
    if _is_whole(reading, first) or before.norm in _LABELS:
        return True
    between = text[before.end : pieces[first].start]
    named = first > 1 and text[before.start].isupper() and between in {" ", " - ", "-"}
    if not named or before.norm in _MODIFIERS | {"magnitude"}:
        return False
    if _unit_at(reading, first, number.last).of:
        return False
    led = pieces[first - 2].norm in {"in", "on", "at", "near", "from", "since"}
    return not (led and _counts_several(reading, number.last))


def _counts_several(reading: Worded, last: int) -> bool:
    """Whether a plural noun follows."""
    follow = reading.pieces[last + 1].norm if last + 1 < len(reading.pieces) else ""
    return follow in {"people", "children", "men", "women"} or (follow.endswith("s") and len(follow) > _THOUSANDS)


def _is_part(reading: Worded, number: _Number, last: int) -> bool:
    pieces, first = reading.pieces, number.first
    follow = [piece.norm for piece in pieces[last + 1 : last + 4]]
    before = [piece.norm for piece in pieces[max(first - 2, 0) : first]]
    if not _OTHERS.isdisjoint((*follow[:1], *before[-1:])) or (before and before[-1] in _PARTS):
        return True
    if follow[:1] == ["of"] and not _WHOLES.isdisjoint(follow[1:2]):
        return True
    if follow[:1] in (["before"], ["after"]):
        return _unit_at(reading, first, number.last).of in {"years", "days", "hours"}
    return any(word in _RELATIVE for word in (*follow[:2], " ".join(follow[:2]), " ".join(follow[1:3])))


def _is_torn(reading: Worded, number: _Number) -> bool:
    """Whether a number is a piece of one, as in "15, 800" or "41 / 2"."""
    start, end = reading.pieces[number.first].start, reading.pieces[number.last].end
    before = reading.text[max(start - 3, 0) : start]
    half = end - start == _THOUSANDS and before.endswith(", ") and before[:1].isdigit()
    return _BROKEN.match(reading.text, end) is not None or half or before.rstrip().endswith("/")


def _aside(reading: Worded, number: _Number) -> str:
    """The stems of the name that a number between commas is the age of; empty where it is none."""
    if not number.first or not 0 < number.value < _OLDEST or not reading.pieces[number.first].norm.isdigit():
        return ""
    before, piece = reading.pieces[number.first - 1], reading.pieces[number.last]
    between, after = reading.text[before.end : reading.pieces[number.first].start], reading.text[piece.end :]
    stands = between == ", " and reading.text[before.start].isupper() and after[:1] in {",", "."}
    if not stands:
        return ""
    given = reading.pieces[number.first - 2] if number.first > 1 else before
    named = (
        given is not before and reading.text[given.start].isupper() and reading.text[given.end : before.start] == " "
    )
    return f"{given.stem} {before.stem}" if named else before.stem


def _is_whole(reading: Worded, first: int) -> bool:
    """Whether a number is what another is a part of: the 15 of "12 of its 15 games"."""
    before = [piece.norm for piece in reading.pieces[max(first - 3, 0) : first]]
    if before[-1:] and before[-1] in _WHOLES:
        before = before[:-1]
    return len(before) > 1 and before[-1] == "of" and canonical(before[-2]) is not None


def _range_end(reading: Worded, number: _Number) -> _Number | None:
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


class _Tables(NamedTuple):
    units: dict[str, Unit]
    signs: dict[str, str]
    scales: dict[str, float]


@functools.cache
def _tables() -> _Tables:
    table = read_table("units")
    units = {word: Unit(of, scale) for of, words in table["units"].items() for word, scale in words.items()}
    return _Tables(units, table["signs"], {word: float(scale) for word, scale in table["scales"].items()})


def _unit_of(norm: str) -> Unit:
    """The unit that a word names."""
    return _tables().units.get(norm, _COUNT)


def _has_sign(reading: Worded, place: int) -> bool:
    """Whether a sign of money stands before a word."""
    return _sign(reading, place) in _tables().signs


def _sign(reading: Worded, place: int) -> str:
    before = reading.text[: reading.pieces[place].start]
    return before[-2:].strip() if before.endswith(" ") else before[-1:]


def _unit_at(reading: Worded, first: int, last: int) -> Unit:
    """The unit of the number that ``pieces[first : last + 1]`` make."""
    text, pieces = reading.text, reading.pieces
    sign = _tables().signs.get(_sign(reading, first))
    if sign is not None:
        return Unit(sign, 1.0)
    before = [piece.norm for piece in pieces[max(first - 2, 0) : first]]
    after = [piece.norm for piece in pieces[last + 1 : last + 3]]
    shakes = not _SHAKES.isdisjoint(piece.norm for piece in pieces)
    if before[-1:] == ["magnitude"] or before == ["magnitude", "of"] or after[:1] == ["magnitude"]:
        return Unit("magnitude", 1.0)
    if shakes and (before[-1:] in (["measuring"], ["measured"]) or (after[:1] and after[0] in _SHAKES)):
        return Unit("magnitude", 1.0)
    if text[pieces[last].end : pieces[last].end + 2].lstrip().startswith("%") or after == ["per", "cent"]:
        return Unit("share", 1.0)
    if after[:2] == ["percentage", "points"]:
        return Unit("points", 1.0)
    return _unit_of(after[0]) if after else _COUNT
