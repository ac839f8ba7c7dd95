"""The verdict on two sentences' claims about one thing: they differ, the later one is an update, or nothing is certain."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from compare.differences import days, names, negation, statements
from compare.differences.amounts import Amount, amounts, elsewhere, lists, scopes
from compare.differences.claims import Span, Worded, carried, other_people, read_words
from compare.differences.comparable import PAST, alone, apart, fit, has, known, same_thing, strange
from compare.differences.pairing import SentencePair
from compare.model import DifferenceKind, DifferenceStatus, Moment

_LONGEST = 2_000
"""Characters beyond which a text is no one sentence, and nothing in it has a place to differ in."""
_LEAST = 0.4
"""The share of the shorter sentence that the other must carry for what they say to differ; names count by themselves."""
_LEAST_APART = 0.25
"""That share where no link says that the sentences tell the same, and only the dead, the hurt and the like are counted."""
_NEAR_BOUND = 1.5
"""How far above a bound ("more than 200") a figure still says the same."""
_WEEK = dt.timedelta(days=7)
_LATER = dt.timedelta(minutes=45)
"""How much later an account is that may know more."""
_FIXED = frozenset({"age", "ordinal", "magnitude"})
"""Measures that do not move on."""
_AS_OF = re.compile(
    r"\b(?:as of|so far|by (?:noon|midnight|early|late|then)|at the time|initially|preliminary)\b|지금까지|현재"
)
_SESSION = (
    re.compile(r"\b(?:clos(?:e|ed|ing)|finish(?:ed)?|end(?:ed)? (?:the|at))\b|마감|마쳤"),
    re.compile(
        r"\b(?:open(?:ed|ing)?|morning|afternoon|midday|mid-day|intraday|early trading|in trading|was trading|were trading|trading at)\b|장중|개장|출발"
    ),
)
"""Words of the end of a day's trading, and of the hours before it."""


class Side(NamedTuple):
    """What one sentence claims: the words, their value in plain form, and whom it cites."""

    span: Span
    value: str
    cites: str | None = None


class Verdict(NamedTuple):
    """What may be said of two claims; ``weight`` grows with how sure it is that both are of one thing."""

    kind: DifferenceKind
    status: DifferenceStatus
    about: str
    a: Side
    b: Side
    weight: float


class Times(NamedTuple):
    """When both accounts were published, where known, and whether one newsroom wrote both."""

    a: Moment | None
    b: Moment | None
    versions: bool = False
    zones: tuple[str | None, str | None] = (None, None)
    """The time zones of the outlets."""

    @property
    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """The days of publication."""
        return (self.a.day if self.a else None), (self.b.day if self.b else None)

    @property
    def far(self) -> bool:
        """Whether the accounts were published so far apart that the later's figures are an update."""
        one, other = self.days
        return one is not None and other is not None and abs(one - other) > _WEEK

    @property
    def one_clock(self) -> bool:
        """Whether both keep the same time."""
        one, other = (_offset(moment) for moment in (self.a, self.b))
        return (one is not None and one == other) or (self.zones[0] is not None and self.zones[0] == self.zones[1])

    @property
    def order(self) -> int:
        """1 where the second account is surely later, -1 where the first is, else 0."""
        if self.a is None or self.b is None:
            return 0
        if "date" in (self.a.precision, self.b.precision):
            return (self.a.day < self.b.day) - (self.b.day < self.a.day)
        if (self.a.precision == "zone") is not (self.b.precision == "zone"):
            return (self.a.day < self.b.day) - (self.b.day < self.a.day)
        one, other = dt.datetime.fromisoformat(self.a.iso), dt.datetime.fromisoformat(self.b.iso)
        return 0 if abs(other - one) < _LATER else 1 if one < other else -1


def _offset(moment: Moment | None) -> dt.timedelta | None:
    """How far the clock that an account was dated by is from UTC, None where it does not say."""
    if moment is None or moment.precision != "zone":
        return None
    return dt.datetime.fromisoformat(moment.iso).utcoffset()


def judge(pair: SentencePair, times: Times) -> list[Verdict]:
    """Where the sentences of ``pair`` differ, in order of kind and place.

    Weekdays and "yesterday" are resolved against the days of publication. Sentences that differ in a figure and in the
    day tell of two happenings. Of two articles of one outlet only figures are judged, and all of them are later ones.
    """
    if max(len(pair.a.text), len(pair.b.text)) > _LONGEST:
        return []
    a, b = read_words(pair.a.text), read_words(pair.b.text)
    found = list(_all(a, b, pair, times))
    return sorted(found, key=lambda v: (v.kind, v.a.span, v.b.span))


def _all(a: Worded, b: Worded, pair: SentencePair, times: Times) -> Iterator[Verdict]:
    like = carried(a, b)
    if not pair.sure:
        if like >= _LEAST_APART and not times.far:
            yield from _tolls(a, b, pair, times)
        return
    if not times.versions:
        yield from (_plain("name", a, b, x, y, pair.score) for x, y in names.clashes(a, b))
        yield from _misquoted(a, b, pair.score)
    if like < _LEAST or other_people(a, b):
        return
    opposed = negation.say_opposites(a, b)
    numbers = [] if opposed else list(_figures(a, b, like, pair, times))
    moments = [] if opposed or times.versions else list(days.clashes(a, b, times.days, like, one_clock=times.one_clock))
    if not (numbers and moments):
        yield from numbers
        yield from (_plain("date", a, b, x, y, pair.score) for x, y in moments)
    if not times.versions:
        yield from (_plain("statement", a, b, x, y, pair.score) for x, y in negation.clashes(a, b, like))


def _misquoted(a: Worded, b: Worded, weight: float) -> Iterator[Verdict]:
    for x, y in statements.misquotes(a.text, b.text):
        named = a.text[x[0]].isupper() and b.text[y[0]].isupper()
        yield _plain("name" if named else "statement", a, b, x, y, weight)


def _plain(kind: DifferenceKind, a: Worded, b: Worded, x: Span, y: Span, weight: float) -> Verdict:
    """Two claims that differ, each with its own words for value."""
    said = a.text[slice(*x)], b.text[slice(*y)]
    about = _before(a.text, x) or said[0]
    return Verdict(kind, "differs", about, Side(x, said[0], cites(a.text)), Side(y, said[1], cites(b.text)), weight)


def _figures(a: Worded, b: Worded, like: float, pair: SentencePair, times: Times) -> Iterator[Verdict]:
    """The figures that exclude each other; a figure that fits any of the other sentence differs from none.

    Sentences whose figures reach differently far ("so far", "this season") are not compared, nor are sums with their
    parts. Where more figures differ than agree, the sentences tell of two happenings, unless one newsroom wrote both.
    """
    if scopes(a) != scopes(b) or strange(a.text, b.text):
        return
    ours, theirs = amounts(a.text), amounts(b.text)
    alike = [(x, y) for x in ours for y in theirs if same_thing(x, y, like)]
    found = []
    for x, y in alike:
        rivals = [pair for pair in alike if (pair[0] is x) != (pair[1] is y)]
        if rivals or known(a, x, ours, b, y, theirs) or elsewhere(x, y) or apart(a, x, b, y):
            continue
        if x.fate or alone(x, ours, y, theirs) or x.near & y.near:
            found.append((x, y))
    agreeing = sum(has(x, [y for y in theirs if x.unit or x.things & y.things]) for x in ours)
    unlike = [(x, y) for x in ours for y in theirs if x.unit == y.unit and x.things & y.things and not fit(x, y)]
    tolls = all(x.fate for x, _ in found)  # the dead and the hurt rise together
    several = len({x.span for x, _ in unlike} | {x.span for x, _ in found}) > 1
    if several and not (agreeing or tolls or times.versions):
        return
    if len(found) == 1 or len(found) <= agreeing or tolls or times.versions:
        for x, y in found:
            status = _status(a, x, b, y, times)
            if status is not None:
                yield _verdict(status, a, x, b, y, pair.score)


def _tolls(a: Worded, b: Worded, pair: SentencePair, times: Times) -> Iterator[Verdict]:
    """Casualty figures of sentences that may not match, where nothing shows that they count different things."""
    if bool(PAST.search(a.text)) or bool(PAST.search(b.text)) or strange(a.text, b.text):
        return
    ours, theirs = amounts(a.text), amounts(b.text)
    for x in ours:
        for y in theirs:
            one = x.fate and x.fate == y.fate and x.unit == y.unit and not (x.part or y.part) and x.scopes == y.scopes
            people = lists().people
            all_told = _general(x, people) and _general(y, people)
            rivals = [z for z in ours if z is not x and _rivals(z, x)] + [
                z for z in theirs if z is not y and _rivals(z, y)
            ]
            if not one or not all_told or rivals or elsewhere(x, y) or known(a, x, ours, b, y, theirs):
                continue
            status = _status(a, x, b, y, times)
            if status is not None and len(a.ideas & b.ideas) >= 4:  # noqa: PLR2004
                yield _verdict(
                    status if pair.nearness in {"linked", "lead"} or status == "later" else "compare",
                    a,
                    x,
                    b,
                    y,
                    pair.score,
                )


def _rivals(x: Amount, y: Amount) -> bool:
    """Whether two figures of one sentence count the same fate, as far as both reach."""
    return x.fate == y.fate and x.scopes == y.scopes


def _general(x: Amount, people: frozenset[str]) -> bool:
    return not x.counted or bool(x.things & people) or x.unit == "명" or "illness" in x.counted


def _verdict(status: DifferenceStatus, a: Worded, x: Amount, b: Worded, y: Amount, weight: float) -> Verdict:
    sides = [Side(f.span, _value(f), cites(reading.text)) for reading, f in ((a, x), (b, y))]
    return Verdict("number", status, _about(a.text, x), sides[0], sides[1], round(weight, 4))


def _value(x: Amount) -> str:
    """A figure in plain form: "300 dollars"."""
    return f"{x.value:.12g} {x.unit}".strip()


def _status(a: Worded, x: Amount, b: Worded, y: Amount, times: Times) -> DifferenceStatus | None:
    """What may be said of two figures of one thing; None where they agree."""
    moving = x.unit not in _FIXED
    if fit(x, y):
        risen = bool(x.fate) and _risen(x, y, times)
        return "later" if risen else None
    if times.versions:
        return "later" if moving else None
    if times.far and moving:
        return None
    sessions = [tuple(bool(words.search(reading.text)) for words in _SESSION) for reading in (a, b)]
    if sessions[0] != sessions[1] and any(map(any, sessions)) and x.unit not in {"", *_FIXED}:
        return "scope"
    risen = moving and bool(x.fate) and (y.value - x.value) * times.order > 0
    dated = bool(_AS_OF.search(a.text)) or bool(_AS_OF.search(b.text))
    return "later" if risen or (dated and moving and times.order) else "differs"


def _risen(x: Amount, y: Amount, times: Times) -> bool:
    """Whether a toll given as "at least" is higher in the later account."""
    if not times.order or x.value == y.value or "about" in (x.hedge, y.hedge):
        return False
    first, second = (x, y) if times.order > 0 else (y, x)
    near = (
        second.hedge == ""
        and first.hedge == "least"
        and _is_round(first.value)
        and second.value <= _NEAR_BOUND * first.value
    )
    return first.hedge == "least" and second.value > first.value and second.hedge != "most" and not near


def _is_round(value: float) -> bool:
    return value >= 100 and value % 100 == 0  # noqa: PLR2004


_STOP = re.compile(r"[,.;:()“”\"…]|\s[-–—]|--")
_ABOUT_WORDS = 6


def _about(text: str, x: Amount) -> str:
    """What is counted, in the sentence's own words: those after the figure, else those before it."""
    after = _STOP.split(text[x.span[1] :].lstrip("%"), maxsplit=1)[0].split()
    return " ".join(after[:_ABOUT_WORDS]) or _before(text, x.span)


def _before(text: str, span: Span) -> str:
    return " ".join(_STOP.split(text[: span[0]])[-1].split()[-_ABOUT_WORDS:])


_CITED = re.compile(
    r"(?:,|[”\"])\s+(?P<who>(?:(?!,|[“”\"]|\b(?:and|but)\b).){2,60}?)\s+(?:said|says|told|reported|announced|confirmed|estimated|added)\b"
    r"|\b[Aa]ccording to (?P<source>[^,.;“”\"]{2,60})"
    r"|(?P<korean>[가-힣A-Za-z0-9·]+(?: [가-힣A-Za-z0-9·]+)?)(?:은|는|이|가) (?=[^.]*(?:밝혔|말했|전했|발표|설명했))"
    r"|(?P<reported>[가-힣A-Za-z0-9·]+)에 따르면"
)


def cites(text: str) -> str | None:
    """The source that a sentence cites, verbatim; None where it cites none."""
    found = _CITED.search(text)
    return next((part.strip() for part in found.groups() if part), None) if found else None
