"""How likely two articles tell one event, by what the two have in common and nothing else."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.candidates import find_candidates
from compare.clustering.features import Features, Profile, pair_products
from compare.clustering.headlines import headline_likeness
from compare.clustering.weights import EventWeights

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIR_FACTORS = (
    "lead",
    "body",
    "names",
    "shared",
    "headline",
    "told",
    "strangers",
    "near",
    "far",
    "outlet",
    "length",
)
"""The columns of ``pair_factors``, in order."""
_NEAR = 2.0
_UNKNOWN = 0.5
"""``near`` where a date is missing: as if a day lay between."""
_SOON, _FAR = 7.0, 60.0
MONTHS = 45
"""Articles that are surely more days apart tell no one event, unless one names the other's day."""
_LOGS = 7.0
"""Sums of IDF enter as logarithms, over this, which brings most of them between 0 and 1."""
_USUAL = 100.0
"""So many pairs with the usual share of likely ones join a corpus' own: a few articles do not tell how it was collected."""
_SHIFT_STEPS, _MOST_SHIFT = 0.5, 2.0


class Scores(NamedTuple):
    """Judged pairs of a corpus: rows ``left < right``, their factor table and log-odds."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    factors: NDArray[np.float64]
    odds: NDArray[np.float64]


def score_pairs(
    read: Features, weights: EventWeights, extra: tuple[int, int] | None = None
) -> tuple[Scores, EventWeights]:
    """Every candidate pair, and ``extra`` in any case, with what speaks for and against one event.

    With them the weights they were judged by: ``weights``, the pairs' intercept moved to this corpus (``prior_shift``).
    """
    left, right = find_candidates(read.vectors.body, read.days)
    searched = len(left)
    if extra and not np.any((left == extra[0]) & (right == extra[1])):
        left, right = np.append(left, extra[0]), np.append(right, extra[1])
    factors = pair_factors(read, left, right)
    odds = weights.pair.odds(PAIR_FACTORS, factors)
    adapted = weights.shifted(prior_shift(odds[:searched], weights.usual))
    return Scores(left, right, factors, adapted.pair.odds(PAIR_FACTORS, factors)), adapted


def prior_shift(odds: NDArray[np.float64], usual: float) -> float:
    """What to add to every log-odds in a corpus in which more articles have company than usual.

    A collection made about some events holds more pairs of one event, among the pairs that share words, than days of
    news do; so each pair has better odds from the start. How many more is told by the pairs that are likely on their own
    evidence ("classify and count", Forman 2005): the log-odds of their share, less those of the ``usual`` share, which
    the weights were fitted at. Pairs that are not likely have no voice, so texts of one template do not make each other
    an event. The shift is never negative: a day on which all tell different things is no reason to doubt what two
    articles have in common. It moves in steps, so that a few more articles change nothing.
    """
    share = (np.count_nonzero(odds > 0.0) + _USUAL * usual) / (len(odds) + _USUAL)
    shift = _log_odds(share) - _log_odds(usual)
    return float(np.clip(np.floor(shift / _SHIFT_STEPS) * _SHIFT_STEPS, 0.0, _MOST_SHIFT))


def _log_odds(share: float) -> float:
    return math.log(share / (1.0 - share))


def pair_factors(read: Features, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    """A row of factor values for every pair ``left[k]``, ``right[k]``; columns are ``PAIR_FACTORS``.

    ``lead``, ``body`` and ``names`` are cosines of TF-IDF vectors. ``shared`` sums the IDF of the words that the
    texts share, on a logarithmic scale: two long texts of low cosine may still share a lot. ``headline`` is the fuzzy
    likeness of the headlines. ``told`` is how much of a headline, by IDF, the other article's lead tells (the
    better of the two). ``strangers`` is the likeness of headlines that have rare names each, and neither text any of the
    other's, as in reports of quakes in two places; else 0. ``near`` falls from 1 for the same day to 0 at two days; ``far`` rises from 0 at a week to 1 at two
    months. ``outlet`` is 1 for two articles of one outlet, which seldom tells one event twice. ``length`` is that of the
    shorter text, since short ones share little.
    """
    table = np.empty((len(left), len(PAIR_FACTORS)))
    for number, column in enumerate(_columns(read, left, right)):  # one at a time: there may be millions of pairs
        table[:, number] = column
    return table.round(6, out=table)


def _columns(read: Features, left: NDArray[np.intp], right: NDArray[np.intp]) -> Iterator[NDArray[np.float64]]:
    """The columns of ``pair_factors``, in the order of ``PAIR_FACTORS``."""
    v, profiles = read.vectors, read.profiles
    yield from (pair_products(matrix, matrix, left, right) for matrix in (v.lead, v.body, v.names))
    yield np.log1p(pair_products(v.whole, v.whole, left, right)) / _LOGS
    likeness = headline_likeness([p.headline for p in profiles], left, right)
    yield likeness
    yield _told(read, left, right)
    yield likeness * _are_strangers(read, left, right)
    yield from _dates(profiles, left, right)
    yield _same_outlet(profiles, left, right)
    yield _length(read, left, right)


def surely_apart(a: Profile, b: Profile) -> bool:
    """Whether both dates are sure and months apart, and neither text names the other's day."""
    if not (a.sure and b.sure) or a.day is None or b.day is None or abs(a.day - b.day) <= MONTHS:
        return False
    return _month_day(a.day) not in b.said and _month_day(b.day) not in a.said


def _month_day(ordinal: int) -> tuple[int, int]:
    day = dt.date.fromordinal(ordinal)
    return day.month, day.day


def _told(read: Features, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    title, opening = read.vectors.title, read.vectors.opening
    whole = np.maximum(np.asarray(title.multiply(title).sum(axis=1)).ravel(), 1e-6)
    one = pair_products(title, opening, left, right) / whole[left]
    other = pair_products(title, opening, right, left) / whole[right]
    told: NDArray[np.float64] = np.clip(np.maximum(one, other), 0.0, 1.0)
    return told


def _are_strangers(read: Features, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.bool_]:
    marked, whole = read.vectors.marked, read.vectors.whole
    names = np.diff(marked.indptr) > 0
    known = pair_products(marked, whole, left, right) + pair_products(marked, whole, right, left)
    strangers: NDArray[np.bool_] = names[left] & names[right] & (known <= 0.0)
    return strangers


def _dates(
    profiles: Sequence[Profile], left: NDArray[np.intp], right: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    days = np.array([np.nan if p.day is None else float(p.day) for p in profiles])
    apart = np.abs(days[left] - days[right])
    known = ~np.isnan(apart)
    apart = np.nan_to_num(apart)
    near = np.where(known, np.clip(1.0 - apart / _NEAR, 0.0, 1.0), _UNKNOWN)
    far = np.log(np.maximum(apart, _SOON) / _SOON) / np.log(_FAR / _SOON)
    return near, np.where(known, np.clip(far, 0.0, 1.0), 0.0)


def _same_outlet(profiles: Sequence[Profile], left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    numbers: dict[str, int] = {}
    outlet = np.array(
        [-k if p.outlet is None else numbers.setdefault(p.outlet, len(numbers) + 1) for k, p in enumerate(profiles, 1)]
    )
    same: NDArray[np.float64] = (outlet[left] == outlet[right]).astype(np.float64)
    return same


def _length(read: Features, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    whole = read.vectors.whole
    said = np.asarray(whole.multiply(whole).sum(axis=1)).ravel()
    length: NDArray[np.float64] = np.log1p(np.minimum(said[left], said[right])) / _LOGS
    return length
