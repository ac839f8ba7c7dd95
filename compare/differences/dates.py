"""Days that two sentences give differently for one happening."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from compare.differences.reading import Reading, Span, agree
from compare.text.stems import stem

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>Jan(?:\.|uary)?|Feb(?:\.|ruary)?|Mar(?:\.|ch)?|Apr(?:\.|il)?|May|June?|July?|Aug(?:\.|ust)?|Sept?(?:\.|ember)?|Oct(?:\.|ober)?|Nov(?:\.|ember)?|Dec(?:\.|ember)?)"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(
    rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!-|:| to \w+ \d)(?:, (?P<year>\d{{4}}))?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.replace('month', 'month2')}\b(?: (?P<year2>\d{{4}}))?"
    rf"|\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?P<near>yesterday|today|tomorrow)\b"
    rf"|\b{_MONTH.replace('month', 'month3')} (?P<year3>(?:18|19|20)\d\d)\b"
    r"|\b(?:[Ii]n|[Ss]ince) (?P<year4>(?:18|19|20)\d\d)\b"
)
_RANGE = re.compile(r"\b(?:from|between)\b[^.;]{0,25}$|\bto $|\band $")
_DATELINE = re.compile(r"[A-Z][\w ,./'’-]{1,50}\(")
_GOES_ON = re.compile(
    rf" ?(?:to|and|through|until|-|–) ?(?:\d|(?:{'|'.join(_MONTHS)})|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"(?:last|next|this|past|coming|every|each|previous|following) $|^ (?:last|next|after|before) ")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_LIKE = 0.6
_SAYING = frozenset(
    ("said", "says", "say", "told", "announced", "reported", "confirmed", "added", "declared", "wrote", "tweeted")
)
WEEK = 7
"""Days between two publications from which on a weekday may be any week's."""
_SLACK = 1
"""Days that a time zone may lie between two accounts of one moment."""


class Day(NamedTuple):
    """A day as a sentence says it: the days it may be; without a year (1900) or as a mere weekday where none is known."""

    span: Span
    kind: str
    days: frozenset[dt.date]
    weekday: int | None = None


def places(reading: Reading) -> frozenset[int]:
    """The places of words that belong to dates."""
    spans = [match.span() for match in _DAY.finditer(reading.text)]
    return frozenset(
        place for place, piece in enumerate(reading.pieces) if any(start <= piece.start < end for start, end in spans)
    )


def clashes(
    a: Reading, b: Reading, published: tuple[dt.date | None, dt.date | None], like: float, *, one_clock: bool
) -> Iterator[tuple[Span, Span]]:
    """The spans of two days of one happening that cannot be one day, time zones allowed for.

    Only sentences that say one day each are compared, days that both say left out: who says more than one may say
    them of several happenings.
    """
    ours, theirs = _days(a, published[0]), _days(b, published[1])
    if len(ours) != 1 or len(theirs) != 1:
        return
    x, y = ours[0], theirs[0]
    far = published[0] is not None and published[1] is not None and abs((published[0] - published[1]).days) > WEEK
    if a.text[slice(*x.span)].casefold() == b.text[slice(*y.span)].casefold():
        return
    if x.weekday is not None and (x.weekday == y.weekday or far):
        return
    if y.weekday is not None and far:
        return
    if "year" in (x.kind, y.kind) and (like < _LIKE or _within_a_year(a, x, b, y)):
        return
    if _opens(a) != _opens(b):
        return
    weekdays = x.weekday is not None and y.weekday is not None
    slack = 0 if one_clock and weekdays and like >= _LIKE else _SLACK
    if _differ(x, y, slack) and _same_happening(a, x, b, y):
        yield x.span, y.span


def _within_a_year(a: Reading, x: Day, b: Reading, y: Day) -> bool:
    """Whether one gives a year and the other a month of it."""
    bare = [reading.text[slice(*day.span)].isdigit() for reading, day in ((a, x), (b, y))]
    return any(bare) and bool({day.year for day in x.days} & {day.year for day in y.days})


@functools.cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads((files("compare") / "data" / "negation.toml").read_text(encoding="utf-8"))
    first, last = (frozenset(stem(word) for word in table[name].split()) for name in ("starts", "ends"))
    return first, last


def _opens(reading: Reading) -> tuple[bool, bool]:
    """Whether a sentence tells of a beginning, and whether of an end."""
    said = {piece.stem for piece in reading.pieces}
    starts, ends = _edges()
    return not said.isdisjoint(starts), not said.isdisjoint(ends)


def _same_happening(a: Reading, x: Day, b: Reading, y: Day) -> bool:
    first, second = _around(a, x.span), _around(b, y.span)
    reported = _is_of_report(a, x.span), _is_of_report(b, y.span)
    return agree(first, second) and not any(reported) and not _other_moment(a, b)


def _is_of_report(reading: Reading, span: Span) -> bool:
    """Whether a day is that of saying so: "the bank said on Monday"."""
    before = [piece.norm for piece in reading.pieces if piece.end <= span[0]][-2:]
    return bool(_SAYING.intersection(before))


_MOMENTS = re.compile(r"\b(?:similar|another|earlier|previous|again|next|later|second|first|third)\b", re.IGNORECASE)
_SAME = {"another": "second"}
_CLOCKS = re.compile(r"\b\w+ time\b")


def _other_moment(a: Reading, b: Reading) -> bool:
    """Whether the sentences count their moments differently ("the second"), or either names another place's clock."""
    marked = [{_SAME.get(m, m) for m in map(str.casefold, _MOMENTS.findall(r.text))} for r in (a, b)]
    return marked[0] != marked[1] or _CLOCKS.search(a.text) is not None or _CLOCKS.search(b.text) is not None


def _around(reading: Reading, span: Span) -> frozenset[str]:
    inside = [k for k, piece in enumerate(reading.pieces) if span[0] <= piece.start < span[1]]
    return reading.around(inside[0], inside[-1]) if inside else frozenset()


def _differ(x: Day, y: Day, slack: int) -> bool:
    if x.kind != y.kind and "year" in (x.kind, y.kind):
        return False
    if x.days and y.days and (x.kind == "bare") == (y.kind == "bare"):
        slack = slack if x.kind != "year" else 0
        return min(abs((p - q).days) for p in x.days for q in y.days) > slack
    if x.weekday is not None and y.weekday is not None:
        return (x.weekday - y.weekday) % 7 not in {0, 1, 6}
    return False


def _days(reading: Reading, published: dt.date | None) -> list[Day]:
    found: list[Day] = []
    text = reading.text
    for match in _DAY.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _DATELINE.match(text) and match.end() <= _DATELINE.match(text).end():  # type: ignore[union-attr]
            continue
        if _RANGE.search(before) or _GOES_ON.match(after):
            return []
        if _VAGUE.search(before) and match.group("weekday") and not before.endswith("last "):
            return []
        if re.match(r" (?:last|next) week", after):
            return []
        day = _day(match, published, last=before.endswith("last "))
        if day is not None and found and day.span[0] - found[-1].span[1] <= 2 and found[-1].weekday is not None:  # noqa: PLR2004
            found[-1] = day._replace(span=(found[-1].span[0], day.span[1]))
        elif day is not None:
            found.append(day)
    return found


def _day(match: re.Match[str], published: dt.date | None, *, last: bool) -> Day | None:
    part = match.groupdict()
    if part["weekday"]:
        return _of_weekday(match, WEEKDAYS.index(part["weekday"].casefold()), published, last=last)
    if part["near"]:
        if published is None:
            return None
        return Day(match.span(), "day", frozenset({published + dt.timedelta(days=_NEAR[part["near"]])}))
    if part["year4"]:
        return Day(match.span("year4"), "year", frozenset({dt.date(int(part["year4"]), 1, 1)}))
    if part["month3"]:
        return Day(match.span(), "year", frozenset({dt.date(int(part["year3"]), _month(part["month3"]), 1)}))
    month, day = _month(part["month"] or part["month2"]), int(part["day"] or part["day2"])
    year = part["year"] or part["year2"]
    return _of_date(match.span(), month, day, int(year) if year else None, published)


def _of_weekday(match: re.Match[str], weekday: int, published: dt.date | None, *, last: bool) -> Day:
    if published is None:
        return Day(match.span(), "weekday", frozenset(), weekday)
    reach = range(-7, 0) if last else range(-6, 7)
    days = (published + dt.timedelta(days=step) for step in reach)
    return Day(match.span(), "day", frozenset(day for day in days if day.weekday() == weekday), weekday)


def _of_date(span: Span, month: int, day: int, year: int | None, published: dt.date | None) -> Day | None:
    years = [year] if year else [published.year + k for k in (-1, 0, 1)] if published else [1904]
    dates = []
    for candidate in years:
        try:
            dates.append(dt.date(candidate, month, day))
        except ValueError:
            continue
    if not dates:
        return None
    if published and not year:
        dates = [min(dates, key=lambda date: (abs((date - published).days), date))]
    return Day(span, "day" if year or published else "bare", frozenset(dates))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1
