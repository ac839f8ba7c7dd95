"""What each headline and deck carry, and what they make of the article's own quotations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Finding, SpanRef
from compare.report.context import EventContext, Told
from compare.report.views.framing.evidence import Shown, by_place, of, show

_AROUND = 90
"""The most characters of a quotation shown on either side of the word that matters."""


class Carried(NamedTuple):
    """A sentence that says what the headline says, and where other accounts have it; None where no match was found."""

    told: Told
    elsewhere: tuple[tuple[int, Told | None], ...]


class Beside(NamedTuple):
    """Words of headline or deck beside a quotation: ``excerpt`` is empty where its text is not reprinted."""

    words: str
    denied: bool
    speakers: str
    excerpt: str
    shown: Shown


class HeadlineNotes(NamedTuple):
    """What is said of one account's headline; ``only`` are its words that no other headline has."""

    carried: tuple[Carried, ...]
    only: str
    beside: tuple[Beside, ...]


def note_headlines(reading: EventContext, *, full_text: bool) -> dict[int, HeadlineNotes]:
    """The notes by the place of the account; without ``full_text`` quotations are linked, not reprinted."""
    points = by_place(reading, of(reading, "headline", "point"))
    only = by_place(reading, of(reading, "headline", "only in this headline"))
    denied = by_place(reading, of(reading, "headline", "denied"))
    quoted = by_place(reading, of(reading, "headline", "quoted"))
    noted = sorted({*points, *only, *denied, *quoted})
    return {
        place: HeadlineNotes(
            carried=tuple(_carried(reading, f, place) for f in points.get(place, ()) if f.value is not None),
            only="; ".join(f.text for f in only.get(place, ()) if f.count),
            beside=(
                *_beside(reading, [f for f in denied.get(place, ()) if f.quotes], full_text=full_text),
                *_beside(reading, quoted.get(place, ()), full_text=full_text),
            ),
        )
        for place in noted
    }


def _carried(reading: EventContext, finding: Finding, place: int) -> Carried:
    """The sentence with, for every other account of an origin of its own, its first match there."""
    told = [reading.told[ref] for ref in finding.evidence]
    measured = sorted(by_place(reading, of(reading, "quotation", "quoted words")))
    firsts: dict[int, Told] = {}
    for one in told[1:]:
        firsts.setdefault(one.account, one)
    return Carried(told[0], tuple((other, firsts.get(other)) for other in measured if other != place))


def _beside(reading: EventContext, found: Sequence[Finding], *, full_text: bool) -> tuple[Beside, ...]:
    return tuple(
        Beside(
            words=finding.subject,
            denied=finding.measure == "denied",
            speakers=finding.text.partition(": ")[2],
            excerpt=_excerpt(reading, finding) if full_text else "",
            shown=show(reading, finding.evidence),
        )
        for finding in found
    )


def _excerpt(reading: EventContext, finding: Finding) -> str:
    """The first quotation in the article's words, cut to what stands around the word that matters."""
    span = next((s for s in finding.spans if s.sentence in reading.told), None)
    if span is None:
        return ""
    text = _text(reading, span)
    at = max(0, text.lower().find(finding.subject.strip("\"'“”‘’").lower()))
    start, end = _edge(text, at - _AROUND, down=True), _edge(text, at + len(finding.subject) + _AROUND, down=False)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _text(reading: EventContext, span: SpanRef) -> str:
    return reading.told[span.sentence].sentence.text[span.start : span.end]


def _edge(text: str, at: int, *, down: bool) -> int:
    """The place nearest to ``at``, outwards, where no word is cut."""
    if at <= 0 or at >= len(text):
        return 0 if down else len(text)
    space = text.rfind(" ", 0, at) + 1 if down else text.find(" ", at)
    return space if space >= 0 else len(text)
