"""Figures of one thing that two sentences give differently."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from compare.alignment.conflicts.quantities import Quantity, quantities
from compare.alignment.conflicts.reading import Reading, Span, agree, figures
from compare.alignment.ideas import idea
from compare.alignment.stems import stem

_COPULA = 4
"""How far before an ordinal its "was" stands."""
_CLOSE, _BESIDE = 3, 2
"""How many words from a figure stands whose or what it is, and what tells it from others of its unit."""
_ALIKE, _LIKE = 0.5, 0.6
_CONVERTED = 0.03
"""Relative room for conversion between units."""


class _Lists(NamedTuple):
    people: frozenset[str]
    fates: frozenset[str]
    scopes: frozenset[str]


@functools.cache
def _lists() -> _Lists:
    table = tomllib.loads((files("compare") / "data" / "figures.toml").read_text(encoding="utf-8"))
    return _Lists(*(frozenset(idea(stem(word)) for word in table[name].split()) for name in _Lists._fields))


def clashes(a: Reading, b: Reading, like: float) -> Iterator[tuple[Span, Span]]:
    """The spans of figures that exclude each other; a figure that fits any of the other sentence clashes with none.

    ``like`` is the share of the shorter sentence that the other carries.
    """
    ours, theirs = quantities(a.text), quantities(b.text)
    alike = [(x, y) for x in ours for y in theirs if _same_thing(a, x, b, y, like)]
    for x, y in alike:
        rivals = [pair for pair in alike if (pair[0] is x) != (pair[1] is y)]
        told = a.pieces[x.first].idea in figures(b) or b.pieces[y.first].idea in figures(a)
        if not _fit(x, y) and not rivals and not told and (_alone(x, ours, y, theirs) or _touching(a, x, b, y)):
            yield x.span, y.span


def _fit(x: Quantity, y: Quantity) -> bool:
    room = _CONVERTED * max(abs(x.low), abs(y.low), 0.0) if x.unit in {"length", "weight"} else 0.0
    room = 0.0 if room == float("inf") else room
    return x.low - room <= y.high and y.low - room <= x.high


def _alone(x: Quantity, ours: Sequence[Quantity], y: Quantity, theirs: Sequence[Quantity]) -> bool:
    return sum(x.unit == q.unit for q in ours) == 1 == sum(y.unit == q.unit for q in theirs)


def _touching(a: Reading, x: Quantity, b: Reading, y: Quantity) -> bool:
    """Whether a word right beside both is the same: where there are several figures of a unit, it says which is which."""
    return bool(a.around(x.first, x.last, _BESIDE) & b.around(y.first, y.last, _BESIDE))


def _same_thing(a: Reading, x: Quantity, b: Reading, y: Quantity, like: float) -> bool:
    near, nearby = a.around(x.first, x.last), b.around(y.first, y.last)
    if x.unit != y.unit or (near & _lists().scopes) != (nearby & _lists().scopes) or _fate(a, x) != _fate(b, y):
        return False
    counted, other = _counted(a, x), _counted(b, y)
    if x.unit == "ordinal":
        return _is_said(a, x) and _is_said(b, y) and bool(counted & other) and like >= _ALIKE
    if x.unit:
        close = bool(a.around(x.first, x.last, _CLOSE) & b.around(y.first, y.last, _CLOSE))
        return close and (x.unit == "age" or agree(near, nearby))
    if _fate(a, x):
        return bool(counted & other or (counted | other) & _lists().people) or not (counted and other)
    return bool(counted & other) and (agree(near, nearby) or like >= _LIKE)


def _is_said(reading: Reading, x: Quantity) -> bool:
    """Whether an ordinal is what the sentence says ("was its fourth test"), not which one it speaks of."""
    before = {piece.norm for piece in reading.pieces[max(x.first - _COPULA, 0) : x.first]}
    return not before.isdisjoint(("is", "was", "became", "becomes", "marks", "marked"))


def _counted(reading: Reading, x: Quantity) -> frozenset[str]:
    """The ideas of the words that a number counts: those right after it, up to a function word or a comma."""
    found = []
    edge = reading.pieces[x.last].end
    for piece in reading.pieces[x.last + 1 : x.last + 5]:
        if "," in reading.text[edge : piece.start] or not piece.idea:
            break
        found.append(piece.idea)
        edge = piece.end
    return frozenset(found)


def _fate(reading: Reading, x: Quantity) -> str:
    """What befell those that a number counts: the nearest word of death, injury, arrest and the like; what it is the object of, else what follows."""
    after = [piece.idea for piece in reading.pieces[x.last + 1 : x.last + 7]]
    before = next((p.idea for p in reversed(reading.pieces[max(x.first - 4, 0) : x.first]) if p.idea), "")
    return before if before in _lists().fates else next((told for told in after if told in _lists().fates), "")
