"""What leads and what is pushed down: where leads stand elsewhere, and how far two accounts' orders agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Finding
from compare.report.context import EventContext, Told
from compare.report.views.framing.evidence import by_place, of

MOST_PAIRS = 10
MOST_MOVED = 6


class Lead(NamedTuple):
    """An account's first sentence, and for each other account the sentence there that matches it, if any."""

    told: Told
    elsewhere: tuple[tuple[int, Told | None], ...]


class Agreement(NamedTuple):
    """Two accounts and how far their orders agree, or why that cannot be said."""

    first: int
    second: int
    said: str


class Moved(NamedTuple):
    """A shared sentence that stands further down in the second account, or further up (``by`` below 0)."""

    first: Told
    second: Told
    by: int
    of: int


class OrderNotes(NamedTuple):
    """All that is said of order; ``more_pairs`` and ``more_moved`` are not listed."""

    leads: tuple[Lead, ...]
    agreements: tuple[Agreement, ...]
    more_pairs: int
    moved: tuple[Moved, ...]
    more_moved: int


def note_order(reading: EventContext) -> OrderNotes:
    """The leads in the order of the page, the pairs of accounts that agree least first, the furthest moved sentences."""
    taus = sorted(of(reading, "order", "tau"), key=lambda f: (f.value is None, f.value or 0.0))
    moved = [_moved(reading, f) for f in of(reading, "order", "displacement")]
    moved.sort(key=lambda m: (-abs(m.by), m.first.account, m.first.number, m.second.account))
    return OrderNotes(
        leads=tuple(
            lead
            for _, found in sorted(by_place(reading, of(reading, "order", "lead")).items())
            if (lead := _lead(reading, found)) is not None
        ),
        agreements=tuple(_agreement(reading, f) for f in taus[:MOST_PAIRS]),
        more_pairs=max(0, len(taus) - MOST_PAIRS),
        moved=tuple(moved[:MOST_MOVED]),
        more_moved=max(0, len(moved) - MOST_MOVED),
    )


def _lead(reading: EventContext, found: Sequence[Finding]) -> Lead | None:
    known = reading.places
    told = reading.told[found[0].evidence[0]]
    elsewhere = []
    for finding in sorted(found, key=lambda f: known[str(f.other_article_id)]):
        there = reading.told[finding.evidence[1]] if len(finding.evidence) > 1 else None
        elsewhere.append((known[str(finding.other_article_id)], there))
    return Lead(told, tuple(elsewhere))


def _agreement(reading: EventContext, finding: Finding) -> Agreement:
    known = reading.places
    first, second = sorted((known[str(finding.article_id)], known[str(finding.other_article_id)]))
    if finding.value is None:
        return Agreement(first, second, finding.uncertainty)
    return Agreement(first, second, f"tau {finding.value:.2f} over {finding.n} links".replace("-", "−"))


def _moved(reading: EventContext, finding: Finding) -> Moved:
    a, b = (reading.told[ref] for ref in finding.evidence[:2])
    by = int(finding.value or 0)
    return Moved(a, b, by, finding.n or 0) if a.account < b.account else Moved(b, a, -by, finding.n or 0)
