"""How the count of sentences without a match depends on what passes for one."""

from __future__ import annotations

from typing import NamedTuple

from compare.report.context import EventContext
from compare.report.views.framing.evidence import by_place, of


class Spread(NamedTuple):
    """One account's sentences without a match where matching is looser, as it is, and stricter; of ``sentences``."""

    account: int
    loose: int
    chosen: int
    strict: int
    sentences: int


def list_spreads(reading: EventContext) -> tuple[Spread, ...]:
    """The spread of every account of an origin of its own, in the order of the page."""
    return tuple(
        Spread(
            place,
            round((finding.low or 0) * (finding.n or 0)),
            finding.count or 0,
            round((finding.high or 0) * (finding.n or 0)),
            finding.n or 0,
        )
        for place, found in sorted(by_place(reading, of(reading, "selection", "only here")).items())
        for finding in found
    )
