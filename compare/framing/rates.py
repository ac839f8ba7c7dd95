"""The measures that are pooled over events, and how a finding gives the count and the units of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from compare.model import Finding


class Rate(NamedTuple):
    """A measure that can be pooled: how a finding gives its count and its units, and per how many units the rate is."""

    analysis: str
    measure: str
    per: float
    hits: Callable[[Finding], float]
    units: Callable[[Finding], float]


def _units(finding: Finding) -> float:
    return float(finding.n or 0)


def _count(finding: Finding) -> float:
    return float(finding.count or 0)


def _leads_too(finding: Finding) -> float:
    """Whether the other account begins with the lead as well."""
    return float(finding.value == 1.0)


def _once(_: Finding) -> float:
    return 1.0


RATES: tuple[Rate, ...] = (
    Rate("selection", "only here", 1.0, _count, _units),
    Rate("quotation", "quoted words", 1.0, _count, _units),
    Rate("order", "lead", 1.0, _leads_too, _once),
    Rate("hedging", "hedges", 100.0, _count, _units),
)
"""The measures that are pooled over events."""
