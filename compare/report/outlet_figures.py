"""The pictures of the outlets' pages as numbers: where lines, dots, bars and columns stand, in percent of the width.

Heights and distances from the top are pixels. Every picture has the table beside it from which it is drawn.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.framing.pooling import QuotedSpeaker
from compare.report.date_format import SHORT_MONTHS, short_day
from compare.text.tokens import MONTHS

MOST_BARS = 8
MOST_DOTS = 8
"""The most words shown of either kind: those used more, and those used less."""
MOST_COLUMNS = 40
_MOST_LABELS = 6
_HEADER, _ROW, _FOOTER = 24, 58, 24
_HALF = 47.0
"""How far the ends of an axis are from its middle."""
_COLUMN_HEIGHT = 90


class AxisMark(NamedTuple):
    """A mark on an axis, with what it says."""

    x: float
    text: str


class Interval(NamedTuple):
    """A difference with its interval, before it is drawn; ``said`` are the rates behind it."""

    title: str
    said: str
    value: float
    low: float
    high: float
    anchor: str = ""


class Whisker(NamedTuple):
    """A dot with the ends of its interval; ``reaches_zero`` where the interval holds 0, so that there may be no difference."""

    title: str
    said: str
    y: int
    x: float
    low: float
    high: float
    reaches_zero: bool
    anchor: str


class Forest(NamedTuple):
    """Differences one below the other on one axis."""

    rows: tuple[Whisker, ...]
    marks: tuple[AxisMark, ...]
    foot: int
    height: int


class WordDot(NamedTuple):
    """A word on its stem, used more to the right, less to the left."""

    word: str
    x: float
    y: int
    more: bool


class WordDots(NamedTuple):
    """Preferred words, the strongest first, then those that are used less."""

    rows: tuple[WordDot, ...]
    height: int


class SpeakerBar(NamedTuple):
    """A speaker's words here and in each other outlet on average, as two bars."""

    name: str
    words: int
    others: int
    width: float
    others_width: float
    y: int


class SpeakerBars(NamedTuple):
    """The speakers who are quoted most, a pair of bars each."""

    rows: tuple[SpeakerBar, ...]
    height: int


class CoverageColumn(NamedTuple):
    """A day, month or year: how many events all outlets tell, and how many of them this one."""

    name: str
    all: int
    own: int
    x: float
    width: float
    all_height: float
    own_height: float


class Coverage(NamedTuple):
    """Events over time; ``labels`` name some of the columns, ``unit`` says what a column is."""

    unit: str
    columns: tuple[CoverageColumn, ...]
    labels: tuple[AxisMark, ...]
    height: int


def draw_forest(rows: Sequence[Interval]) -> Forest:
    """The differences on one axis, symmetric about 0."""
    limit = max((abs(end) for row in rows for end in (row.value, row.low, row.high)), default=0.0) or 1.0
    step = _nice(limit / 3)

    def at(value: float) -> float:
        return round(50 + _HALF * value / limit, 2)

    steps = [k * step for k in range(1, int(limit / step + 1e-9) + 1)]
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    sides = [AxisMark(at(sign * s), f"{'+' if sign > 0 else '−'}{s:.{digits}f}") for s in steps for sign in (-1, 1)]
    foot = _HEADER + _ROW * len(rows)
    return Forest(
        rows=tuple(
            Whisker(
                title=row.title,
                said=row.said,
                y=_HEADER + _ROW * place,
                x=at(row.value),
                low=at(row.low),
                high=at(row.high),
                reaches_zero=row.low <= 0 <= row.high,
                anchor=row.anchor,
            )
            for place, row in enumerate(rows)
        ),
        marks=tuple(sorted([*sides, AxisMark(50.0, "0")])),
        foot=foot,
        height=foot + _FOOTER,
    )


def _nice(least: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least - 1e-12)


def draw_words(scores: Sequence[tuple[str, float]]) -> WordDots | None:
    """The words with their z, the strongest of either kind; None where there is none."""
    more = [found for found in scores if found[1] > 0][:MOST_DOTS]
    less = [found for found in scores if found[1] < 0][:MOST_DOTS]
    rows = [*more, *reversed(less)]
    if not rows:
        return None
    most = max(abs(z) for _, z in rows)
    dots = (
        WordDot(word, round(50 + 44 * z / most, 2), _HEADER + 14 + 26 * place, z > 0)
        for place, (word, z) in enumerate(rows)
    )
    return WordDots(tuple(dots), _HEADER + 26 * len(rows) + 4)


def draw_voices(voices: Sequence[QuotedSpeaker]) -> SpeakerBars | None:
    """The speakers with most words; None where nobody with a full name is quoted."""
    shown = [voice for voice in voices[:MOST_BARS] if voice.words]
    if not shown:
        return None
    most = max(max(voice.words, voice.others) for voice in shown)
    rows = (
        SpeakerBar(
            name=voice.name,
            words=voice.words,
            others=round(voice.others),
            width=round(80 * voice.words / most, 1),
            others_width=round(80 * voice.others / most, 1),
            y=_HEADER + 56 * place,
        )
        for place, voice in enumerate(shown)
    )
    return SpeakerBars(tuple(rows), _HEADER + 56 * len(shown))


def draw_coverage(days: Iterable[tuple[dt.date, bool]]) -> Coverage | None:
    """Events by day, month or year, whichever makes few enough columns; each event has a day, and whether it is told here.

    None where all events fall into one column.
    """
    known = sorted(days)
    if not known:
        return None
    first, last = known[0][0], known[-1][0]
    if (last - first).days < MOST_COLUMNS:
        unit, names = "day", [first + dt.timedelta(days=k) for k in range((last - first).days + 1)]
    elif (months := 12 * (last.year - first.year) + last.month - first.month + 1) <= MOST_COLUMNS:
        start = 12 * first.year + first.month - 1
        unit, names = "month", [dt.date((start + k) // 12, (start + k) % 12 + 1, 1) for k in range(months)]
    else:
        unit, names = "year", [dt.date(year, 1, 1) for year in range(first.year, last.year + 1)]
    if len(names) == 1 or len(names) > MOST_COLUMNS:
        return None
    every = Counter(_column_of(day, unit) for day, _ in known)
    own = Counter(_column_of(day, unit) for day, told in known if told)
    columns = _columns(names, unit, every, own)
    apart = math.ceil(len(columns) / _MOST_LABELS)
    labels = tuple(AxisMark(round(c.x + c.width / 2, 2), c.name) for c in columns[apart // 2 :: apart])
    return Coverage(unit, columns, labels, _COLUMN_HEIGHT)


def _column_of(day: dt.date, unit: str) -> dt.date:
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _columns(
    names: Sequence[dt.date], unit: str, every: Counter[dt.date], own: Counter[dt.date]
) -> tuple[CoverageColumn, ...]:
    most, step = max(every.values()), 100 / len(names)
    return tuple(
        CoverageColumn(
            name=_column_name(day, unit, with_year=names[0].year != names[-1].year),
            all=every[day],
            own=own[day],
            x=round(step * place + step * 0.1, 2),
            width=round(step * 0.8, 2),
            all_height=round(_COLUMN_HEIGHT * every[day] / most, 1),
            own_height=round(_COLUMN_HEIGHT * own[day] / most, 1),
        )
        for place, day in enumerate(names)
    )


def _column_name(day: dt.date, unit: str, *, with_year: bool) -> str:
    if unit == "day":
        return short_day(day)
    if unit == "year":
        return str(day.year)
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}" if with_year else MONTHS[day.month - 1]
