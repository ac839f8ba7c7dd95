"""Joins the parts of a story that so many articles tell that none can be compared with all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.clustering.candidates import Reach, find_candidates
from compare.clustering.linkage import Node, Pairs, link_averages
from compare.clustering.scores import Read, judge_isolated

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_SAMPLE = 5
"""Articles that speak for a group."""
_LIKELY = 3.0
"""Least mean log-odds of articles of two parts, judged as if no others existed: one in twenty would be wrong."""
_SLACK = 1.5
"""Two parts of one story are nearly as alike as each is within."""
_NEAR = Reach(60, 0.3)
"""Parts of one story use much the same words."""
_ROUNDS = 5
"""Each round may join some thirty parts into one."""

Groups = list[list[int]]


def join_parts(read: Read, groups: Groups, full: Sequence[bool]) -> Groups:
    """The groups, those that are parts of one story joined.

    Only groups of which most members are ``full``, that is have more likely neighbours than a search lists, can be
    parts: their articles were compared with a share of the story only. Five articles of each speak for it. Two parts
    join (average linkage over all judged pairs of groups) where these are, in the mean, likely to tell one event and
    about as alike as within each part.
    """
    for _ in range(_ROUNDS):
        dense = [k for k, group in enumerate(groups) if 2 * sum(full[m] for m in group) > len(group) > 1]
        joined = _join_once(read, [groups[k] for k in dense])
        if len(joined) == len(dense):
            break
        chosen = set(dense)
        groups = sorted([*joined, *(group for k, group in enumerate(groups) if k not in chosen)])
    return groups


def _join_once(read: Read, groups: Groups) -> Groups:
    if not groups[1:]:
        return groups
    left, right = find_candidates(_centroids(read.vectors.full, groups), [_day(read, group) for group in groups], _NEAR)
    if not len(left):
        return groups
    speakers = [_spread(group) for group in groups]
    pairs = list(zip(left.tolist(), right.tolist(), strict=True))
    paired = np.unique([*left, *right]).tolist()
    within = np.zeros(len(groups))
    within[paired], between = np.split(_means(read, speakers, [(k, k) for k in paired] + pairs), [len(paired)])
    needed = np.maximum(_LIKELY, np.minimum(within[left], within[right]) - _SLACK)
    nodes = [Node(frozenset(), full=True)] * len(groups)
    margin = between - needed
    parts = link_averages(nodes, Pairs(left, right, margin, margin), 0.0, lambda merge: merge.mean >= 0.0)
    return [sorted(member for k in part for member in groups[k]) for part in parts]


def _centroids(full: csr_matrix, groups: Groups) -> csr_matrix:
    """A unit row a group: the sum of its articles' vectors."""
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    members = [member for group in groups for member in group]
    ends = np.concatenate([[0], np.cumsum([len(group) for group in groups])])
    sums = matrix((np.ones(len(members)), members, ends), shape=(len(groups), full.shape[0])) @ full
    lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
    return matrix(sums.multiply(1.0 / np.maximum(lengths, 1e-9)[:, None]))


def _day(read: Read, group: Sequence[int]) -> int | None:
    """The middle day of a group."""
    days = sorted(day for member in group if (day := read.profiles[member].day) is not None)
    return days[len(days) // 2] if days else None


def _spread(group: Sequence[int]) -> list[int]:
    """A few members, evenly spread over the group."""
    count = min(_SAMPLE, len(group))
    return [group[k * len(group) // count] for k in range(count)]


def _means(read: Read, speakers: Groups, pairs: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """For each pair of groups, or a group with itself, the mean log-odds over pairs of different articles that speak for them."""
    ends = [(number, x, y) for number, (a, b) in enumerate(pairs) for x in speakers[a] for y in speakers[b] if x != y]
    if not ends:
        return np.zeros(len(pairs))
    number, left, right = (np.array(column, dtype=np.intp) for column in zip(*ends, strict=True))
    odds = judge_isolated(read, np.minimum(left, right), np.maximum(left, right))
    mean: NDArray[np.float64] = np.bincount(number, odds, len(pairs)) / np.maximum(
        np.bincount(number, minlength=len(pairs)), 1
    )
    return np.round(mean, 9)
