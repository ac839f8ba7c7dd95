"""Figures of one thing that two sentences give differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isfinite

from compare.differences.frames import Frame, elsewhere, frame, is_said, lists, scopes
from compare.differences.quantities import Quantity, quantities
from compare.differences.reading import Reading, Span, agree, figures

_CLOSE, _BESIDE = 3, 2
"""How many words from a figure stands whose or what it is, and what tells it from others of its unit."""
_LIKE = 0.5
"""Least share of the shorter sentence that the other carries where no fate of people says what is counted."""
_CLAUSE = 0.6
"""Least share of the poorer clause that the other has."""
_CONVERTED = 0.03
"""Relative room for conversion between units."""
_MOST_PARTS, _NEXT = 3, 6
"""How many counts may be parts of a sum, and how many words lie between them at most."""
_ONE_MORE, _REACH = re.compile(r"\band (?:an?|another)\b"), 40

Framed = tuple[Quantity, Frame]


def clashes(a: Reading, b: Reading, like: float) -> Iterator[tuple[Span, Span]]:
    """The spans of figures that exclude each other; a figure that fits any of the other sentence clashes with none.

    ``like`` is the share of the shorter sentence that the other carries. Sentences whose figures reach differently far
    ("so far", "this season") are not compared, nor are sums with their parts. Where more figures clash than
    agree, the sentences tell of two happenings.
    """
    if scopes(a) != scopes(b):
        return
    ours, theirs = [(x, frame(a, x)) for x in quantities(a.text)], [(y, frame(b, y)) for y in quantities(b.text)]
    alike = [(x, y) for x in ours for y in theirs if _same_thing(a, x, b, y, like)]
    found = []
    for (x, fx), (y, fy) in alike:
        rivals = [pair for pair in alike if (pair[0][0] is x) != (pair[1][0] is y)]
        told = a.pieces[x.first].idea in figures(b) or b.pieces[y.first].idea in figures(a)
        known = told or _fit(x, y) or _has(x, theirs) or _has(y, ours) or _is_sum(b, x, theirs) or _is_sum(a, y, ours)
        if not rivals and not known and not elsewhere(fx, fy) and (_alone(x, ours, y, theirs) or _touching(a, x, b, y)):
            found.append((x.span, y.span))
    agreeing = sum(_has(x, theirs) for x, _ in ours)
    if len(found) == 1 or len(found) <= agreeing:
        yield from found


def _has(x: Quantity, others: Sequence[Framed]) -> bool:
    """Whether another sentence has a figure of the unit that ``x`` fits, other than a mere bound."""
    return any(x.unit == y.unit and _fit(x, y) and isfinite(y.high - y.low) for y, _ in others)


def _is_sum(reading: Reading, x: Quantity, others: Sequence[Framed]) -> bool:
    """Whether neighbouring counts of the other sentence make ``x``: "two women and one man", "three people"."""
    parts = [y for y, _ in others if y.unit == x.unit == ""]
    for start in range(len(parts)):
        low, high = parts[start].low, parts[start].high
        for before, part in pairwise(parts[start : start + _MOST_PARTS]):
            between = reading.text[before.span[1] : part.span[0]]
            if part.first - before.last > _NEXT or not (", " in between or " and " in between):
                break
            low, high = low + part.low, high + part.high
            if x.low <= high and low <= x.high:
                return True
        one_more = _ONE_MORE.search(reading.text[parts[start].span[1] :][:_REACH]) is not None
        if one_more and x.low <= parts[start].high + 1 and parts[start].low + 1 <= x.high:
            return True
    return False


def _fit(x: Quantity, y: Quantity) -> bool:
    room = _CONVERTED * max(abs(x.low), abs(y.low), 0.0) if x.unit in {"length", "weight"} else 0.0
    room = 0.0 if room == float("inf") else room
    return x.low - room <= y.high and y.low - room <= x.high


def _alone(x: Quantity, ours: Sequence[Framed], y: Quantity, theirs: Sequence[Framed]) -> bool:
    return sum(x.unit == q.unit for q, _ in ours) == 1 == sum(y.unit == q.unit for q, _ in theirs)


def _touching(a: Reading, x: Quantity, b: Reading, y: Quantity) -> bool:
    """Whether a word right beside both is the same: where there are several figures of a unit, it says which is which."""
    return bool(a.around(x.first, x.last, _BESIDE) & b.around(y.first, y.last, _BESIDE))


def _same_thing(a: Reading, one: Framed, b: Reading, other: Framed, like: float) -> bool:
    (x, fx), (y, fy) = one, other
    if x.unit != y.unit or fx.scopes != fy.scopes:
        return False
    if x.unit == "age":
        return bool(fx.things & fy.things) and like >= _LIKE
    if fx.fate or fy.fate:
        return fx.fate == fy.fate and (_of_people(fx, fy) if not x.unit else _measured(a, one, b, other, like))
    if x.unit == "ordinal":
        within = fx.counted <= fy.counted or fy.counted <= fx.counted
        return is_said(a, x) and is_said(b, y) and bool(fx.counted & fy.counted) and within and like >= _LIKE
    if x.unit:
        return _measured(a, one, b, other, like)
    return bool(fx.things & fy.things) and like >= _LIKE and _one_clause(fx, fy)


def _of_people(fx: Frame, fy: Frame) -> bool:
    """Whether two counts with one fate are of the same people, or of people as such."""
    counted = fx.counted & fy.counted or (fx.counted | fy.counted) & lists().people
    return bool(counted) or not (fx.counted and fy.counted)


def _measured(a: Reading, one: Framed, b: Reading, other: Framed, like: float) -> bool:
    (x, fx), (y, fy) = one, other
    close = bool(a.around(x.first, x.last, _CLOSE) & b.around(y.first, y.last, _CLOSE))
    return close and like >= _LIKE and _one_clause(fx, fy)


def _one_clause(fx: Frame, fy: Frame) -> bool:
    """Whether both clauses tell the same: two ideas shared, or all where there are fewer, and most of the poorer."""
    counted = fx.counted & fy.counted
    one, other = fx.clause - counted, fy.clause - counted
    return agree(one, other) and len(one & other) >= _CLAUSE * min(len(one), len(other))
