"""Days, weeks, months and years on which two sentences disagree about one event, in English and Korean."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from compare.data import read_table
from compare.differences.claims import Span, Worded, agree
from compare.text.stems import stem
from compare.text.tokens import HANGUL, MONTH_STARTS, korean_terms

WEEK = 7
"""Days between two publications from which on a weekday may be any week's."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = r"(?P<month>Jan(?:\.|uary)?|Feb(?:\.|ruary)?|Mar(?:\.|ch)?|Apr(?:\.|il)?|May|June?|July?|Aug(?:\.|ust)?|Sept?(?:\.|ember)?|Oct(?:\.|ober)?|Nov(?:\.|ember)?|Dec(?:\.|ember)?)"
_DAY = re.compile(
    rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!-|:| to \w+ \d)(?:, (?P<year>\d{{4}}))?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.replace('month', 'month2')}\b(?: (?P<year2>\d{{4}}))?"
    rf"|\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|\b(?P<near>yesterday|today|tomorrow)\b"
    r"|\b(?P<week>(?:last|this|next) week)\b(?!end| (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    rf"|\b{_MONTH.replace('month', 'month3')} (?P<year3>(?:18|19|20)\d\d)\b"
    r"|\b(?:[Ii]n|[Ss]ince) (?P<year4>(?:18|19|20)\d\d)\b"
)
_KOREAN = re.compile(
    r"(?:(?P<year>\d{4})년 ?)?(?:(?P<month>\d{1,2})월 ?)?(?<!\d)(?P<day>\d{1,2})일(?!간|째|제|정|반| ?동안| ?만)|(?P<weekday>[월화수목금토일])요일"
)
_RANGE = re.compile(r"\b(?:from|between)\b[^.;]{0,25}$|\bto $|\band $")
_DATELINE = re.compile(r"[A-Z][\w ,./'’-]{1,50}\(")
_GOES_ON = re.compile(
    rf" ?(?:to|and|through|until|-|–) ?(?:\d|(?:{'|'.join(MONTH_STARTS)})|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"(?:last|next|this|past|coming|every|each|previous|following) $|^ (?:last|next|after|before) ")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKS = {"last": -7, "this": 0, "next": 7}
_LIKE = 0.6
"""The share of the shorter sentence that the other carries where weekdays one apart or years differ."""
_MUCH = 3
"""How many ideas of both clauses do as well."""
_MUCH = 3
"""How many ideas that both clauses share do as well."""
_ONE_STATEMENT = 0.9
"""That share where years need no further sign that they are of one act."""
_SAME_ACT = 0.55
"""The share of the poorer clause that the other has where both tell of one act, names left out."""
_KOREAN_ACT, _KOREAN_NEAR = 0.6, 4
"""That share in Korean, of so many nouns to either side."""
_SAYING = frozenset(
    ("said", "says", "say", "told", "announced", "reported", "confirmed", "added", "declared", "wrote", "tweeted")
)
_COMING = frozenset({"will", "expected", "plan", "plans", "planned", "scheduled", "due", "would", "set", "going"})
_IRREGULAR = frozenset(
    (
        "sent",
        "met",
        "went",
        "took",
        "gave",
        "held",
        "made",
        "found",
        "left",
        "won",
        "lost",
        "began",
        "came",
        "was",
        "were",
        "had",
    )
)
_PASSED = frozenset({"did"})
"""What stands among a clause's ideas where a verb of it tells of the past."""
_SLACK = 1
"""Days that a time zone may lie between two accounts of one moment."""

Kind = Literal["day", "bare", "weekday", "week", "year"]


class Day(NamedTuple):
    """A day as a sentence says it: the days it may be; without a year (1904) or as a mere weekday where none is known."""

    span: Span
    kind: Kind
    days: frozenset[dt.date]
    weekday: int | None = None
    yearly: frozenset[int] = frozenset()
    """The years that are told with it, or that it is."""


def places(reading: Worded) -> frozenset[int]:
    """The places of words that belong to dates."""
    spans = [match.span() for match in _DAY.finditer(reading.text)]
    return frozenset(
        place for place, piece in enumerate(reading.pieces) if any(start <= piece.start < end for start, end in spans)
    )


def clashes(
    a: Worded, b: Worded, published: tuple[dt.date | None, dt.date | None], like: float, *, one_clock: bool
) -> Iterator[tuple[Span, Span]]:
    """The spans of two days of one happening that cannot be one day, time zones allowed for.

    Only sentences that say one day each are compared: who says more than one may say them of several happenings.
    ``one_clock`` says that both accounts keep one time, so that weekdays one apart may differ where the sentences agree.
    """
    if HANGUL.search(a.text) and HANGUL.search(b.text):
        yield from _korean_clashes(a.text, b.text, published, like)
        return
    ours, theirs = _days(a, published[0]), _days(b, published[1])
    if len(ours) != 1 or len(theirs) != 1:
        return
    x, y = ours[0], theirs[0]
    far = published[0] is not None and published[1] is not None and abs((published[0] - published[1]).days) > WEEK
    if a.text[slice(*x.span)].casefold() == b.text[slice(*y.span)].casefold() and x.days == y.days:
        return
    if far and {"weekday", "week"} & {_sort(x), _sort(y)}:
        return
    if _opens(a) != _opens(b) or ("year" in (x.kind, y.kind) and like < _LIKE):
        return
    weekdays = x.weekday is not None and y.weekday is not None
    shared = _act(a, x.span) & _act(b, y.span) - _COMING - _PASSED
    slack = 0 if one_clock and weekdays and (like >= _LIKE or len(shared) >= _MUCH) else _SLACK
    one_statement = like >= _ONE_STATEMENT and "year" in (x.kind, y.kind)
    if _differ(x, y, slack) and (one_statement or _same_happening(a, x, b, y)):
        yield x.span, y.span


def _sort(day: Day) -> str:
    return "weekday" if day.weekday is not None else day.kind


@functools.cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    table = read_table("negation")
    first, last = (frozenset(stem(word) for word in table[name].split()) for name in ("starts", "ends"))
    return first, last


def _opens(reading: Worded) -> tuple[bool, bool]:
    """Whether a sentence tells of a beginning, and whether of an end."""
    said = {piece.stem for piece in reading.pieces}
    starts, ends = _edges()
    return not said.isdisjoint(starts), not said.isdisjoint(ends)


def _same_happening(a: Worded, x: Day, b: Worded, y: Day) -> bool:
    """Whether the words around both days are of one act that both have behind, or both before them."""
    first, second = _around(a, x.span), _around(b, y.span)
    reported = _is_of_report(a, x.span), _is_of_report(b, y.span)
    if any(reported) or _other_moment(a, b) or not agree(first, second):
        return False
    ours, theirs = _act(a, x.span), _act(b, y.span)
    if (ours & _COMING and theirs & _PASSED) or (theirs & _COMING and ours & _PASSED):
        return False
    ours, theirs = ours - _PASSED, theirs - _PASSED
    least = min(len(ours - _COMING), len(theirs - _COMING))
    return least > 0 and len(ours & theirs - _COMING) >= _SAME_ACT * least


def _act(reading: Worded, span: Span) -> frozenset[str]:
    """What a day's clause tells: its ideas, names and the day itself left out, and the words of what is to come."""
    pieces = reading.pieces
    inside = [k for k, piece in enumerate(pieces) if span[0] <= piece.start < span[1]]
    if not inside:
        return frozenset()
    start = stop = inside[0]
    while start > 0 and not _parts(reading, start - 1, start):
        start -= 1
    while stop + 1 < len(pieces) and not _parts(reading, stop, stop + 1):
        stop += 1
    told = {p.idea for p in pieces[start : stop + 1] if p.idea and not (p.start and reading.text[p.start].isupper())}
    norms = [p.norm for p in pieces[start : stop + 1]]
    tense = _COMING.intersection(norms) or ({"did"} if any(n.endswith("ed") or n in _IRREGULAR for n in norms) else ())
    return frozenset(i for i in told if not i[0].isdigit()) | frozenset(tense)


_JOINTS = frozenset({"after", "before", "when", "while", "who", "which", "that", "because", "but", "where"})


def _parts(reading: Worded, one: int, other: int) -> bool:
    """Whether a clause ends between two neighbouring words: at a joint, a mark, or a "to" right after the day."""
    before, after = reading.pieces[one], reading.pieces[other]
    gap = reading.text[before.end : after.start]
    aim = after.norm == "to" and (before.norm in WEEKDAYS or before.norm[:1].isdigit())
    return aim or not _JOINTS.isdisjoint((before.norm, after.norm)) or any(mark in gap for mark in ';:—–“”"')


def _is_of_report(reading: Worded, span: Span) -> bool:
    """Whether a day is that of saying so: "the bank said on Monday"."""
    before = [piece.norm for piece in reading.pieces if piece.end <= span[0]][-2:]
    return bool(_SAYING.intersection(before))


_MOMENTS = re.compile(
    r"\b(?:similar|another|earlier|previous|again|next|later|second|first|third)\b(?! week)", re.IGNORECASE
)
_SAME = {"another": "second"}
_CLOCKS = re.compile(r"\b\w+ time\b")


def _other_moment(a: Worded, b: Worded) -> bool:
    """Whether the sentences count their moments differently ("the second"), or either names another place's clock."""
    marked = [{_SAME.get(m, m) for m in map(str.casefold, _MOMENTS.findall(r.text))} for r in (a, b)]
    return marked[0] != marked[1] or _CLOCKS.search(a.text) is not None or _CLOCKS.search(b.text) is not None


def _around(reading: Worded, span: Span) -> frozenset[str]:
    inside = [k for k, piece in enumerate(reading.pieces) if span[0] <= piece.start < span[1]]
    return reading.around(inside[0], inside[-1]) if inside else frozenset()


def _differ(x: Day, y: Day, slack: int) -> bool:
    if "year" in (x.kind, y.kind):
        return bool(x.yearly and y.yearly) and not x.yearly & y.yearly
    if "week" in (x.kind, y.kind):
        return x.kind == y.kind and bool(x.days and y.days) and not x.days & y.days
    if x.days and y.days and (x.kind == "bare") == (y.kind == "bare"):
        return min(abs((p - q).days) for p in x.days for q in y.days) > slack
    if x.weekday is not None and y.weekday is not None:
        return (x.weekday - y.weekday) % 7 not in ({0, 1, 6} if slack else {0})
    return False


def _days(reading: Worded, published: dt.date | None) -> list[Day]:
    found: list[Day] = []
    text = reading.text
    dateline = _DATELINE.match(text)
    for match in _DAY.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if dateline and match.end() <= dateline.end():
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
    return [day for day in found if day.kind != "week"] or found


def _day(match: re.Match[str], published: dt.date | None, *, last: bool) -> Day | None:  # noqa: PLR0911 - a form a line
    part = match.groupdict()
    if part["weekday"]:
        return _of_weekday(match.span(), WEEKDAYS.index(part["weekday"].casefold()), published, last=last)
    if part["near"]:
        if published is None:
            return None
        return Day(match.span(), "day", frozenset({published + dt.timedelta(days=_NEAR[part["near"]])}))
    if part["week"]:
        return _of_week(match.span(), part["week"], published)
    if part["year4"]:
        return Day(match.span("year4"), "year", frozenset(), yearly=frozenset({int(part["year4"])}))
    if part["month3"]:
        when = dt.date(int(part["year3"]), _month(part["month3"]), 1)
        return Day(match.span(), "year", frozenset({when}), yearly=frozenset({when.year}))
    month, day = _month(part["month"] or part["month2"]), int(part["day"] or part["day2"])
    year = part["year"] or part["year2"]
    return _of_date(match.span(), month, day, int(year) if year else None, published)


def _of_week(span: Span, words: str, published: dt.date | None) -> Day | None:
    """The days of "last week"; a Sunday is no day to tell which week is this one."""
    if published is None or published.weekday() == WEEKDAYS.index("sunday"):
        return None
    monday = (
        published
        - dt.timedelta(days=published.weekday())
        + dt.timedelta(days=_WEEKS[words.split(maxsplit=1)[0].casefold()])
    )
    return Day(span, "week", frozenset(monday + dt.timedelta(days=step) for step in range(WEEK)))


def _of_weekday(span: Span, weekday: int, published: dt.date | None, *, last: bool) -> Day:
    if published is None:
        return Day(span, "weekday", frozenset(), weekday)
    reach = range(-7, 0) if last else range(-6, 7)
    days = (published + dt.timedelta(days=step) for step in reach)
    return Day(span, "day", frozenset(day for day in days if day.weekday() == weekday), weekday)


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
    told = frozenset({year}) if year else frozenset[int]()
    return Day(span, "day" if year or published else "bare", frozenset(dates), yearly=told)


def _month(name: str) -> int:
    return MONTH_STARTS.index(name[:3].casefold()) + 1


def _korean_clashes(
    a: str, b: str, published: tuple[dt.date | None, dt.date | None], like: float
) -> Iterator[tuple[Span, Span]]:
    """The spans of two Korean days of one happening; only sentences of one day each are compared."""
    ours, theirs = list(_KOREAN.finditer(a)), list(_KOREAN.finditer(b))
    if like < _LIKE or len(ours) != 1 or len(theirs) != 1:
        return
    x, y = _korean_day(ours[0], published[0]), _korean_day(theirs[0], published[1])
    if x is None or y is None or not _differ(x, y, 0 if x.weekday is None else _SLACK):
        return
    near, nearby = _korean_around(a, ours[0]), _korean_around(b, theirs[0])
    least = min(len(near), len(nearby))
    if least and len(near & nearby) >= max(_KOREAN_ACT * least, 1):
        yield x.span, y.span


def _korean_day(match: re.Match[str], published: dt.date | None) -> Day | None:
    if match["weekday"]:
        return _of_weekday(match.span(), "월화수목금토일".index(match["weekday"]), published, last=False)
    day, month = int(match["day"]), int(match["month"] or 0)
    if month:
        return _of_date(match.span(), min(month, 12), day, int(match["year"]) if match["year"] else None, published)
    if published is None:
        return Day(match.span(), "bare", frozenset({dt.date(1904, 1, day)})) if 0 < day <= 31 else None  # noqa: PLR2004
    near = [published + dt.timedelta(days=step) for step in range(-14, 15)]
    found = frozenset(date for date in near if date.day == day)
    return Day(match.span(), "day", found) if found else None


def _korean_around(text: str, match: re.Match[str]) -> frozenset[str]:
    """The nouns beside a day."""
    before = [noun for word in HANGUL.findall(text[: match.start()]) for noun in korean_terms(word)[:1]]
    after = [noun for word in HANGUL.findall(text[match.end() :]) for noun in korean_terms(word)[:1]]
    return frozenset((*before[-_KOREAN_NEAR:], *after[:_KOREAN_NEAR]))
