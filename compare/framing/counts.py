"""What one event adds to its outlets' habits: counts alone, so that pooling needs no texts and no findings."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from compare.framing.rates import RATES, Rate
from compare.model import Comparison, Finding


class EventCounts(Struct, frozen=True):
    """The counts of one event, each by outlet id.

    ``rates`` has, for each of ``RATES`` in order, the count and the units of each outlet; ``heard`` the words quoted of each
    speaker that has a full name; ``words`` the words of the narrations: quotations, names, numbers and house style masked.
    """

    event_id: str
    rates: tuple[dict[str, tuple[float, float]], ...] = ()
    heard: dict[str, dict[str, int]] = {}
    words: dict[str, dict[str, int]] = {}

    def compares(self, outlet_id: str) -> bool:
        """Whether the outlet has an account of its own here, and another outlet has too."""
        outlets = {outlet for rate in self.rates for outlet in rate}
        return outlet_id in outlets and len(outlets) > 1


def count_event(comparison: Comparison) -> EventCounts:
    """The counts of an event that was compared."""
    return EventCounts(
        event_id=comparison.event.id,
        rates=tuple(_count(rate, comparison.findings) for rate in RATES),
        heard=_heard(comparison.findings),
        words=comparison.words,
    )


def _count(rate: Rate, findings: Sequence[Finding]) -> dict[str, tuple[float, float]]:
    """The count and the units of every outlet in one event; its accounts are added."""
    found: dict[str, tuple[float, float]] = {}
    for finding in findings:
        outlet, units = finding.outlet_id, rate.units(finding)
        if outlet is not None and units and (finding.analysis, finding.measure) == (rate.analysis, rate.measure):
            before = found.get(outlet, (0.0, 0.0))
            found[outlet] = (before[0] + rate.hits(finding), before[1] + units)
    return found


def _heard(findings: Sequence[Finding]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for finding in findings:
        spoken = (finding.analysis, finding.measure) == ("quotation", "speaker")
        if spoken and finding.outlet_id is not None and _is_full_name(finding.subject):
            words = found.setdefault(finding.outlet_id, {})
            words[finding.subject] = words.get(finding.subject, 0) + (finding.count or 0)
    return found


def _is_full_name(subject: str) -> bool:
    """Whether a speaker's name can mean the same one in two events: "the mayor" and a surname cannot."""
    words = subject.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
