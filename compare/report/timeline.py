"""The geometry of the timeline: when each account was published, and when those left out were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Moment
from compare.report.context import EventContext, letter
from compare.report.date_format import local, short_day
from compare.report.neighbours import Neighbours

HOUR = 60
DAY = 24 * HOUR
STEPS = (
    15,
    30,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    30 * DAY,
    91 * DAY,
    365 * DAY,
)
MOST_TICKS = 6
LEVEL = 16.0
LABEL_WIDTH = 11.0
"""Percent of the width that a label takes; closer ones stand a level higher."""


class Tick(NamedTuple):
    """A mark of the scale: ``14:00`` or ``8 July``."""

    x: float
    text: str


class Dot(NamedTuple):
    """When accounts were published; ``level`` 0 is just above the line."""

    x: float
    level: int
    letters: str
    clock: str


class Timeline(NamedTuple):
    """A line from ``start`` to ``end`` percent; ``before`` and ``after`` date what lies off it."""

    start: float
    end: float
    base: float
    height: float
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    before: str
    after: str
    undated: tuple[str, ...]
    untimed: tuple[tuple[str, str], ...]


def draw_timeline(reading: EventContext, neighbours: Neighbours, timezone: str) -> Timeline | None:
    """The timeline of an event, None where fewer than two accounts have a date."""
    dated = [(local(a.published, timezone), a.published, k) for k, a in enumerate(reading.articles) if a.published]
    if len(dated) < 2:  # noqa: PLR2004 - one moment makes no line
        return None
    timed = [stamp for stamp in dated if stamp[1].precision != "date"]
    by_day = len(timed) < 2  # noqa: PLR2004 - as above
    stamps = [(dt.datetime.combine(at.date(), dt.time()), m, k) for at, m, k in dated] if by_day else timed
    first, last = min(stamps)[0], max(stamps)[0]
    off = [n.published for n in neighbours.listed]
    before = [m for m in off if m and local(m, timezone).date() < first.date()]
    after = [m for m in off if m and local(m, timezone).date() > last.date()]
    ticks, low, high = _ticks(first, last, by_day=by_day)
    start, end = (18.0 if before else 0.0), (80.0 if after else 100.0)
    at = _scale(low, high, start, end)
    dots = _dots(stamps, at, by_day=by_day, timezone=timezone)
    base = 26 + LEVEL * max(dot.level for dot in dots)
    return Timeline(
        start=start,
        end=end,
        base=base,
        height=base + 26,
        ticks=tuple(Tick(at(stamp), text) for stamp, text in ticks),
        dots=dots,
        before=_off_line(before, timezone),
        after=_off_line(after, timezone),
        undated=tuple(letter(k) for k, article in enumerate(reading.articles) if not article.published),
        untimed=tuple((letter(k), short_day(at.date())) for at, moment, k in dated if moment.precision == "date"),
    )


class _Scale(NamedTuple):
    low: dt.datetime
    span: float
    start: float
    width: float

    def __call__(self, at: dt.datetime) -> float:
        share = (at - self.low).total_seconds() / self.span
        return round(self.start + self.width * share, 2)


def _scale(low: dt.datetime, high: dt.datetime, start: float, end: float) -> _Scale:
    """Leaves room at both ends, so that a label at the first or last tick is not cut off."""
    return _Scale(low, (high - low).total_seconds(), start + 3, end - start - 6)


def _ticks(
    first: dt.datetime, last: dt.datetime, *, by_day: bool
) -> tuple[list[tuple[dt.datetime, str]], dt.datetime, dt.datetime]:
    minutes = (last - first).total_seconds() / 60
    steps = [step for step in STEPS if step >= DAY] if by_day else STEPS
    step = next(
        (step for step in steps if minutes / step <= MOST_TICKS - 1), steps[-1] * (1 + int(minutes / steps[-1] / 5))
    )
    midnight = dt.datetime.combine(first.date(), dt.time())
    offset = (first - midnight).total_seconds() / 60 // step * step
    stamps = [midnight + dt.timedelta(minutes=offset)]
    while stamps[-1] < last or len(stamps) < 2:  # noqa: PLR2004 - a scale has two ends
        stamps.append(stamps[-1] + dt.timedelta(minutes=step))
    days = step >= DAY
    return [(s, _tick_text(s, days=days)) for s in stamps], stamps[0], stamps[-1]


def _tick_text(stamp: dt.datetime, *, days: bool) -> str:
    return short_day(stamp.date()) if days or stamp.time() == dt.time() else f"{stamp:%H:%M}"


def _dots(
    stamps: Sequence[tuple[dt.datetime, Moment, int]], at: _Scale, *, by_day: bool, timezone: str
) -> tuple[Dot, ...]:
    dots: list[Dot] = []
    ends: list[float] = []
    for stamp, moment, account in sorted(stamps, key=lambda s: (s[0], s[2])):
        x = at(stamp)
        clock = "" if by_day else f"{local(moment, timezone):%H:%M}"
        if dots and dots[-1].x == x:
            dots[-1] = dots[-1]._replace(letters=f"{dots[-1].letters}, {letter(account)}")
            continue
        level = next((n for n, end in enumerate(ends) if x - end >= LABEL_WIDTH), len(ends))
        ends[level : level + 1] = [x]
        dots.append(Dot(x, level, letter(account), clock))
    return tuple(dots)


def _off_line(moments: Sequence[Moment], timezone: str) -> str:
    if not moments:
        return ""
    days = sorted(local(moment, timezone).date() for moment in moments)
    return short_day(days[0]) if len(days) == 1 else f"{len(days)} articles"
