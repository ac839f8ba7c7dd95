"""Habits of an outlet over many events: rates with a paired bootstrap over events, counts alone where events are few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from compare.framing.measures import too_few
from compare.model import Comparison, Finding

MINIMUM_EVENTS = 9
"""The fewest events for an interval: about ten points either side of a share; five points take 34 to 57."""
RESAMPLES = 2000
_SEED = 20200708
_LEVEL = (2.5, 97.5)

Floats = npt.NDArray[np.float64]


class Pooled(Struct, frozen=True, kw_only=True):
    """One number of an outlet over ``events``, which are its evidence.

    ``value`` is the rate over all units ``n`` of the outlet's own accounts, ``others`` the rate of the other outlets in
    the same events, both with the 95% interval of a bootstrap over events; ``low_difference`` and ``high_difference``
    are the interval of value - others, events drawn in pairs. All are None, but for ``value`` and ``n``, below the
    minimum sample, where ``value`` is the bare count and ``uncertainty`` says "too few: n of m events".
    """

    outlet_id: str
    analysis: str
    measure: str
    subject: str
    value: float
    n: int
    uncertainty: str
    events: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    others: float | None = None
    low_difference: float | None = None
    high_difference: float | None = None


class Rate(NamedTuple):
    """A measure that can be pooled: how a finding gives its count, and per how many units the rate is."""

    analysis: str
    measure: str
    per: float
    hits: Callable[[Finding], float]


def _counted(finding: Finding) -> float:
    """The count behind a share of ``n`` units."""
    return float(round(finding.value * (finding.n or 0)))


RATES: tuple[Rate, ...] = (
    Rate("selection", "only here", 1.0, _counted),
    Rate("quotation", "quoted words", 1.0, _counted),
    Rate("hedging", "hedges", 100.0, lambda finding: float(len(finding.spans))),
)
"""The measures that are pooled over events."""


def pool(comparisons: Sequence[Comparison]) -> tuple[Pooled, ...]:
    """Every outlet's rates over the events in which another outlet has an account of its own too.

    Pairing by event keeps the subject matter the same on both sides. Seeded: the same comparisons give the same
    intervals, in whatever order they come.
    """
    ordered = sorted(comparisons, key=lambda comparison: comparison.event.id)
    return tuple(pooled for rate in RATES for pooled in _pool(rate, ordered))


class _Sums(NamedTuple):
    """For each event the counts and units of one outlet, and of all others."""

    events: tuple[str, ...]
    hits: Floats
    units: Floats
    other_hits: Floats
    other_units: Floats


def _pool(rate: Rate, comparisons: Sequence[Comparison]) -> Iterator[Pooled]:
    totals = [(c.event.id, _totals(rate, c.findings)) for c in comparisons]
    for outlet_id in sorted({outlet for _, by_outlet in totals for outlet in by_outlet}):
        rows = [(event, by[outlet_id], by) for event, by in totals if outlet_id in by and len(by) > 1]
        if rows:
            others = [
                tuple(sum(side) for side in zip(*(v for k, v in by.items() if k != outlet_id), strict=True))
                for _, _, by in rows
            ]
            own = np.array([mine for _, mine, _ in rows], dtype=float)
            other = np.array(others, dtype=float)
            sums = _Sums(tuple(event for event, _, _ in rows), own[:, 0], own[:, 1], other[:, 0], other[:, 1])
            yield _estimate(rate, outlet_id, sums)


def _totals(rate: Rate, findings: Sequence[Finding]) -> dict[str, tuple[float, float]]:
    """The count and the units of every outlet in one event."""
    found: dict[str, tuple[float, float]] = {}
    for finding in findings:
        known = finding.outlet_id is not None and finding.n
        if known and (finding.analysis, finding.measure) == (rate.analysis, rate.measure):
            count, units = found.get(str(finding.outlet_id), (0.0, 0.0))
            found[str(finding.outlet_id)] = (count + rate.hits(finding), units + float(finding.n or 0))
    return found


def _estimate(rate: Rate, outlet_id: str, sums: _Sums) -> Pooled:
    """The rate with its intervals, or the count alone."""
    events = len(sums.events)
    if events < MINIMUM_EVENTS:
        return Pooled(
            outlet_id=outlet_id,
            analysis=rate.analysis,
            measure=rate.measure,
            subject="all events",
            value=float(sums.hits.sum()),
            n=int(sums.units.sum()),
            uncertainty=too_few(events, MINIMUM_EVENTS, "events"),
            events=sums.events,
        )
    drawn = np.random.default_rng(_SEED).integers(0, events, (RESAMPLES, events))
    own = rate.per * sums.hits[drawn].sum(axis=1) / sums.units[drawn].sum(axis=1)
    other = rate.per * sums.other_hits[drawn].sum(axis=1) / sums.other_units[drawn].sum(axis=1)
    low, high = _interval(own)
    low_difference, high_difference = _interval(own - other)
    return Pooled(
        outlet_id=outlet_id,
        analysis=rate.analysis,
        measure=rate.measure,
        subject="all events",
        value=round(rate.per * float(sums.hits.sum() / sums.units.sum()), 4),
        n=int(sums.units.sum()),
        uncertainty=f"95% interval of {RESAMPLES} draws of {events} events",
        events=sums.events,
        low=low,
        high=high,
        others=round(rate.per * float(sums.other_hits.sum() / sums.other_units.sum()), 4),
        low_difference=low_difference,
        high_difference=high_difference,
    )


def _interval(values: Floats) -> tuple[float, float]:
    """The percentile interval (Efron and Tibshirani 1993)."""
    low, high = np.percentile(values, _LEVEL)
    return round(float(low), 4), round(float(high), 4)
