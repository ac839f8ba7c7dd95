"""Findings as views take them up: by measure and by account, with the sentences that show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.model import Finding, SentenceRef
from compare.report.context import EventContext, Told, letter

MOST_SHOWN = 6


class Shown(NamedTuple):
    """The sentences that show a finding, in order; ``more`` are not listed."""

    told: tuple[Told, ...]
    more: int


def of(reading: EventContext, analysis: str, measure: str) -> Sequence[Finding]:
    """The findings of one measure, in their order."""
    return reading.findings.get((analysis, measure), ())


def name(reading: EventContext, place: int) -> str:
    """What an account is called: its outlet, with its letter where the event has several articles of it."""
    article, outlet = reading.articles[place], reading.outlets[place]
    called = outlet.name if outlet else article.outlet_id or "outlet not given"
    repeated = sum(other.outlet_id == article.outlet_id for other in reading.articles) > 1
    return f"{called} ({letter(place)})" if repeated else called


def by_place(reading: EventContext, found: Iterable[Finding]) -> dict[int, list[Finding]]:
    """The findings of each account, by its place; those of no one account are left out."""
    known = reading.places
    sorted_: dict[int, list[Finding]] = {}
    for finding in found:
        if finding.article_id in known:
            sorted_.setdefault(known[finding.article_id], []).append(finding)
    return sorted_


def show(reading: EventContext, refs: Iterable[SentenceRef], most: int = MOST_SHOWN) -> Shown:
    """The first of the sentences ``refs`` in the order of the page."""
    known = sorted({ref for ref in refs if ref in reading.told}, key=lambda ref: _place(reading.told[ref]))
    return Shown(tuple(reading.told[ref] for ref in known[:most]), max(0, len(known) - most))


def percent(part: float, whole: float) -> int:
    """The share in whole percent, halves up."""
    return int(100 * part / whole + 0.5) if whole else 0


def _place(told: Told) -> tuple[int, int]:
    return told.account, told.number
