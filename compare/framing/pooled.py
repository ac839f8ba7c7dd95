"""Habits of an outlet over many events: rates with a paired bootstrap over events, counts alone where events are few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from compare.framing.measures import Measure, too_few
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
    """A measure that can be pooled: how a finding gives its count and its units, and per how many units the rate is."""

    analysis: str
    measure: str
    per: float
    hits: Callable[[Finding], float]
    units: Callable[[Finding], float]


def _units(finding: Finding) -> float:
    return float(finding.n or 0)


def _counted(finding: Finding) -> float:
    """The count behind a share of ``n`` units."""
    return float(round(finding.value * _units(finding)))


def _hedges(finding: Finding) -> float:
    return float(len(finding.spans))


def _leads_too(finding: Finding) -> float:
    """Whether the other account begins with the lead as well."""
    return float(finding.value == 1.0)


def _once(_: Finding) -> float:
    return 1.0


RATES: tuple[Rate, ...] = (
    Rate("selection", "only here", 1.0, _counted, _units),
    Rate("quotation", "quoted words", 1.0, _counted, _units),
    Rate("order", "lead", 1.0, _leads_too, _once),
    Rate("hedging", "hedges", 100.0, _hedges, _units),
)
"""The measures that are pooled over events."""

MEASURES: tuple[Measure, ...] = (
    Measure(
        name="rate over events",
        unit="the measure's own, over all units of the outlet's accounts; for leads, the share of other accounts that begin"
        " with the same sentence",
        definition="The count over the units, both summed over the events in which another outlet has an account of its own"
        " too. The other outlets' rate is that of the same events.",
        minimum=f"{MINIMUM_EVENTS} events; below that, the count alone",
        uncertainty=f"95% percentile interval of a bootstrap over events ({RESAMPLES} draws, seeded); for the difference,"
        " both sides of an event are drawn together",
    ),
    Measure(
        name="words",
        unit="z of the difference of log-odds",
        definition="Words of the narration that an outlet uses more or less than the others in the same events: log-odds with an"
        " informative Dirichlet prior (Monroe, Colaresi and Quinn 2008); quotations, names, numbers and house style masked.",
        minimum="30 events of the outlet, five of the word",
        uncertainty="the share of false discoveries is held at 5% (Benjamini and Hochberg 1995)",
    ),
)
"""The definitions of the numbers over events."""


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
        outlet, units = finding.outlet_id, rate.units(finding)
        if outlet is not None and units and (finding.analysis, finding.measure) == (rate.analysis, rate.measure):
            before = found.get(outlet, (0.0, 0.0))
            found[outlet] = (before[0] + rate.hits(finding), before[1] + units)
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
