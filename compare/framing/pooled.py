"""Habits of an outlet over many events: rates with a paired bootstrap over events, counts alone where events are few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from compare.framing.counts import EventCounts
from compare.framing.measures import Measure, too_few
from compare.framing.rates import RATES, Rate

MINIMUM_EVENTS = 9
"""The fewest events for an interval: about ten points either side of a share; five points take 34 to 57."""
RESAMPLES = 2000
_SEED = 20200708
_LEVEL = (2.5, 97.5)

Floats = npt.NDArray[np.float64]


class Pooled(Struct, frozen=True, kw_only=True):
    """One number of an outlet over ``events``, which are its evidence.

    ``count`` of ``n`` units is what stands in the outlet's own accounts, ``value`` the rate, ``others`` the rate of the
    other outlets in the same events, ``difference`` the first less the second; ``low`` and ``high``, ``low_difference``
    and ``high_difference`` are the ends of 95% intervals of a bootstrap over events, events drawn in pairs. Below the
    minimum sample there are the counts alone and ``uncertainty`` says "too few: n of m events".
    """

    outlet_id: str
    analysis: str
    measure: str
    subject: str
    count: int
    n: int
    uncertainty: str
    events: tuple[str, ...]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    others: float | None = None
    difference: float | None = None
    low_difference: float | None = None
    high_difference: float | None = None


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="rate over events",
        unit="the measure's own, over all units of the outlet's accounts; for leads, the share of other accounts that begin"
        " with the same sentence",
        definition="The count over the units, both summed over the events in which another outlet has an account of its own"
        " too. The other outlets' rate is that of the same events.",
        minimum=f"{MINIMUM_EVENTS} events; below that, the counts alone",
        uncertainty=f"95% percentile interval of a bootstrap over events ({RESAMPLES:,} draws, seeded); none where the rate is"
        " the same in every event",
    ),
    Measure(
        name="difference",
        unit="the measure's own: the outlet's rate less the others'",
        definition="The outlet's rate over events less the rate of all other outlets in the same events.",
        minimum=f"{MINIMUM_EVENTS} events",
        uncertainty=f"95% interval of a paired bootstrap: both sides of an event are drawn together ({RESAMPLES:,} draws, seeded)."
        " An interval that holds 0 shows no difference",
    ),
    Measure(
        name="heard",
        unit="words quoted",
        definition="Words of the quotations given to a speaker with a full name, summed over the events in which another outlet"
        " has an account of its own too, beside those of the other outlets in the same events. Two persons of one name are"
        " added; one person in two spellings is told within an event only.",
        minimum="none: counts",
        uncertainty="none: counts",
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


def pool(events: Sequence[EventCounts]) -> tuple[Pooled, ...]:
    """Every outlet's rates over the events in which another outlet has an account of its own too.

    Pairing by event keeps the subject matter the same on both sides. Seeded: the same events give the same
    intervals, in whatever order they come.
    """
    ordered = sorted(events, key=lambda event: event.event_id)
    return tuple(pooled for place, rate in enumerate(RATES) for pooled in _pool(rate, place, ordered))


class _Sums(NamedTuple):
    """For each event the counts and units of one outlet, and of all others."""

    events: tuple[str, ...]
    hits: Floats
    units: Floats
    other_hits: Floats
    other_units: Floats


def _pool(rate: Rate, place: int, events: Sequence[EventCounts]) -> Iterator[Pooled]:
    totals = [(event.event_id, event.rates[place]) for event in events if event.rates]
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


def _estimate(rate: Rate, outlet_id: str, sums: _Sums) -> Pooled:
    """The rate with its intervals, or the counts alone."""
    counts = Pooled(
        outlet_id=outlet_id,
        analysis=rate.analysis,
        measure=rate.measure,
        subject="all events",
        count=int(sums.hits.sum()),
        n=int(sums.units.sum()),
        uncertainty=too_few(len(sums.events), MINIMUM_EVENTS, "events"),
        events=sums.events,
    )
    return counts if len(sums.events) < MINIMUM_EVENTS else _with_intervals(counts, rate, sums)


def _with_intervals(counts: Pooled, rate: Rate, sums: _Sums) -> Pooled:
    events = len(sums.events)
    drawn = np.random.default_rng(_SEED).integers(0, events, (RESAMPLES, events))
    own = rate.per * sums.hits[drawn].sum(axis=1) / sums.units[drawn].sum(axis=1)
    other = rate.per * sums.other_hits[drawn].sum(axis=1) / sums.other_units[drawn].sum(axis=1)
    value = rate.per * float(sums.hits.sum() / sums.units.sum())
    others = rate.per * float(sums.other_hits.sum() / sums.other_units.sum())
    low_difference, high_difference = _interval(own - other)
    found = replace(
        counts,
        uncertainty=f"95% interval of {RESAMPLES} draws of {events} events",
        value=round(value, 4),
        others=round(others, 4),
        difference=round(value - others, 4),
        low_difference=low_difference,
        high_difference=high_difference,
    )
    if np.ptp(sums.hits / sums.units) == 0:
        return replace(found, uncertainty=f"no interval: the rate is the same in all {events} events")
    low, high = _interval(own)
    return replace(found, low=low, high=high)


def _interval(values: Floats) -> tuple[float, float]:
    """The percentile interval (Efron and Tibshirani 1993)."""
    low, high = np.percentile(values, _LEVEL)
    return round(float(low), 4), round(float(high), 4)
