"""Average linkage over a sparse set of pairs, each merge judged before it is made."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from compare.clustering.weights import Model

if TYPE_CHECKING:
    from numpy.typing import NDArray

NO_PAIR = -5.0
"""The log-odds of a pair that is not listed, and the least of one that is."""
MOST = 5.0
MERGE_FACTORS = ("mean", "best", "smaller", "larger")
"""What the model of merges looks at; see ``merge_values``."""
_SIZES = 8
"""Larger groups count as this large: size is no licence to grow."""
_UNIT = 1e6
"""Log-odds are summed in whole millionths: then no sum depends on its order."""


class Pairs(NamedTuple):
    """Pairs of articles, ``left[k] < right[k]``, and the log-odds of each."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    odds: NDArray[np.float64]

    def at(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> Pairs:
        """These pairs only."""
        return Pairs(self.left[kept], self.right[kept], self.odds[kept])


class JoinCandidate(NamedTuple):
    """Two groups that may become one: mean and best log-odds of their pairs of articles, and their members."""

    mean: float
    best: float
    members_a: Sequence[int]
    members_b: Sequence[int]


class Judge(Protocol):
    """Says how likely two groups are one event."""

    def __call__(self, merge: JoinCandidate, /) -> float:
        """The log-odds."""


class Join(NamedTuple):
    """A merge that was made: the members of both sides, and its log-odds."""

    members_a: tuple[int, ...]
    members_b: tuple[int, ...]
    odds: float


class Linked(NamedTuple):
    """The groups in rising order, the merges that made them, and the log-odds between groups that have listed pairs.

    ``between`` is keyed by two places in ``groups``, the lower first.
    """

    groups: list[list[int]]
    joins: list[Join]
    between: dict[tuple[int, int], float]


_Tie = tuple[float, float, int]
"""What lies between two groups: the sum of the listed log-odds over ``NO_PAIR``, the best pair's, how many are listed."""
_Entry = tuple[float, int, int, int, int]
"""A heap entry of two groups: the log-odds, negated, their names, and the sizes it holds for."""


@dataclass(slots=True)
class _Group:
    members: list[int]
    full: int
    late: bool
    firm: bool
    ties: dict[int, _Tie] = field(default_factory=dict)


def merge_values(merge: JoinCandidate) -> tuple[float, ...]:
    """The values of ``MERGE_FACTORS``.

    ``mean`` and ``best`` are log-odds of pairs, within ``NO_PAIR`` and ``MOST``; ``smaller`` and ``larger`` the logarithms
    of the groups' sizes: many middling pairs say more than one, and a group takes in a group less easily than an article.
    """
    small, large = sorted((min(len(merge.members_a), _SIZES), min(len(merge.members_b), _SIZES)))
    return merge.mean, merge.best, math.log(small), math.log(large)


def merge_odds(model: Model, merge: JoinCandidate) -> float:
    """The log-odds that two groups are one event."""
    values = zip(MERGE_FACTORS, merge_values(merge), strict=True)
    return round(model.intercept + sum(model.weights[name] * value for name, value in values), 9)


class LinkageRules(NamedTuple):
    """What binds a linkage: the log-odds that a merge needs, merges that are barred, and articles that are special.

    ``full`` articles have more neighbours than are listed: an unlisted pair of them is left out of the mean. ``late``
    articles wait until the others are grouped, and then join them without joining two of these groups to each other.
    """

    needed: float = 0.0
    barred: Callable[[JoinCandidate], bool] = lambda _: False
    full: Sequence[bool] = ()
    late: Sequence[bool] = ()


def link_averages(count: int, pairs: Pairs, least: float, judge: Judge, rules: LinkageRules | None = None) -> Linked:
    """Groups of ``range(count)``.

    Goes through pairs of groups by falling log-odds of ``judge``, which looks at the mean over all their pairs of articles
    (UPGMA, Sokal and Michener 1958), down to a mean of ``least``, and merges those that have ``needed`` or more, unless
    they are ``barred``. A pair that is not listed counts as
    ``NO_PAIR``, so one strong pair chains no large groups. Ties go to the groups with the lowest first members.
    """
    rules = rules or LinkageRules()
    full, late = rules.full or [False] * count, rules.late or [False] * count
    found: list[list[int]] = []
    joins: list[Join] = []
    ties: list[tuple[int, int, float]] = []
    for part in _components(count, pairs, least):
        ends = np.unique(np.concatenate([part.left, part.right])).tolist()
        groups = {k: _Group([k], int(full[k]), late[k], not late[k]) for k in ends}
        linkage = _Linkage(groups, part, least, judge, rules)
        linkage.run()
        found += [sorted(group.members) for group in linkage.groups.values()]
        joins += linkage.joins
        ties += linkage.left_apart()
    tied = {member for group in found for member in group}
    found = sorted([*found, *([k] for k in range(count) if k not in tied)])
    place = {member: number for number, group in enumerate(found) for member in group}
    between = {}
    for a, b, odds in ties:
        between[min(place[a], place[b]), max(place[a], place[b])] = odds
    return Linked(found, joins, between)


def _components(count: int, pairs: Pairs, least: float) -> Iterator[Pairs]:
    """The pairs by connected component of likely ones: no merge crosses two, since a mean is no higher than its best pair."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - start-up stays short
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    likely = pairs.odds >= least
    ends = (pairs.left[likely], pairs.right[likely])
    graph = coo_matrix((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(count, count))
    labels = connected_components(graph, directed=False)[1]
    pairs = pairs.at(labels[pairs.left] == labels[pairs.right])
    label = labels[pairs.left]
    order = np.lexsort((pairs.right, pairs.left, label))
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    for part in np.split(order, starts[1:]) if len(order) else []:
        yield pairs.at(part)


class _Linkage:
    """The state of the linkage of one component."""

    def __init__(
        self, groups: dict[int, _Group], pairs: Pairs, least: float, judge: Judge, rules: LinkageRules
    ) -> None:
        self.groups = groups
        self.joins: list[Join] = []
        self._judge, self._least, self._needed, self._barred = judge, least, rules.needed, rules.barred
        over = np.rint((np.clip(pairs.odds, NO_PAIR, MOST) - NO_PAIR) * _UNIT)
        for a, b, total in zip(pairs.left.tolist(), pairs.right.tolist(), over.tolist(), strict=True):
            groups[a].ties[b] = groups[b].ties[a] = (total, total / _UNIT + NO_PAIR, 1)

    def run(self) -> None:
        """Merge what may be merged: first without the late articles, then with them."""
        if any(not group.late for group in self.groups.values()):
            self._merge(lambda a, b: not (a.late or b.late))
        if any(group.late for group in self.groups.values()):
            self._merge(lambda a, b: not (a.firm and b.firm))

    def left_apart(self) -> list[tuple[int, int, float]]:
        """A member each of every two groups with listed pairs that stayed apart, and the log-odds between them."""
        found = []
        for a, one in self.groups.items():
            for b in one.ties:
                if a < b:
                    merge = self._look(a, b)
                    found.append((a, b, NO_PAIR if self._barred(merge) else self._judge(merge)))
        return found

    def _merge(self, may: Callable[[_Group, _Group], bool]) -> None:
        heap = [entry for a in self.groups for entry in self._entries(a) if entry[1] == a]
        heapq.heapify(heap)
        while heap:
            odds, a, b, size_a, size_b = heapq.heappop(heap)
            one, other = self.groups.get(a), self.groups.get(b)
            if not one or not other or len(one.members) != size_a or len(other.members) != size_b:
                continue
            if may(one, other) and not self._barred(self._look(a, b)):
                self.joins.append(Join(tuple(one.members), tuple(other.members), -odds))
                self._join(a, b)
                for entry in self._entries(a):
                    heapq.heappush(heap, entry)

    def _look(self, a: int, b: int) -> JoinCandidate:
        """Two groups as the judge sees them."""
        one, other = self.groups[a], self.groups[b]
        total, best, listed = one.ties[b]
        counted = len(one.members) * len(other.members)
        if listed < counted and one.full and other.full:
            counted -= min(counted - listed, one.full * other.full)
        return JoinCandidate(NO_PAIR + total / counted / _UNIT, best, one.members, other.members)

    def _entries(self, a: int) -> Iterator[_Entry]:
        """The heap entries of one group and each that it may join."""
        size = len(self.groups[a].members)
        for b in self.groups[a].ties:
            merge = self._look(min(a, b), max(a, b))
            if merge.mean < self._least:
                continue
            odds = self._judge(merge)
            if odds >= self._needed:
                size_b = len(self.groups[b].members)
                yield (-odds, a, b, size, size_b) if a < b else (-odds, b, a, size_b, size)

    def _join(self, a: int, b: int) -> None:
        """Move group ``b`` into ``a``; the lower first member stays the group's name."""
        groups = self.groups
        into, gone = groups[a], groups.pop(b)
        into.members += gone.members
        into.full += gone.full
        into.late, into.firm = into.late or gone.late, into.firm or gone.firm
        del into.ties[b], gone.ties[a]
        for c, (total, best, listed) in gone.ties.items():
            ties = groups[c].ties
            del ties[b]
            own = into.ties.get(c)
            tie = (own[0] + total, max(own[1], best), own[2] + listed) if own else (total, best, listed)
            into.ties[c] = ties[a] = tie
