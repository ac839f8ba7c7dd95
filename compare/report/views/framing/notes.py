"""What was measured on single sentences, said beside them: who is quoted, what is hedged, what of it stands elsewhere."""

from __future__ import annotations

from compare.model import SentenceRef
from compare.report.context import EventContext
from compare.report.views.framing.evidence import of, percent


def note_sentences(reading: EventContext) -> dict[str, tuple[str, ...]]:
    """The notes on each sentence that has any, by its anchor: speakers, then hedges, then shared words."""
    notes: dict[SentenceRef, dict[str, None]] = {}
    for finding in of(reading, "quotation", "speaker"):
        for span in finding.spans:
            notes.setdefault(span.sentence, {})[f"quotes {finding.subject}"] = None
    for finding in of(reading, "quotation", "speaker not told"):
        for span in finding.spans:
            notes.setdefault(span.sentence, {})["quotes a speaker not told"] = None
    for ref, words in _hedges(reading).items():
        notes.setdefault(ref, {})[f"hedged: {', '.join(words)}"] = None
    for finding in of(reading, "selection", "containment"):
        said = f"{percent(finding.value or 0, 1)}% of its content words stand elsewhere"
        notes.setdefault(finding.evidence[0], {})[said] = None
    return {reading.told[ref].anchor: tuple(found) for ref, found in notes.items() if ref in reading.told}


def _hedges(reading: EventContext) -> dict[SentenceRef, list[str]]:
    found: dict[SentenceRef, list[str]] = {}
    for finding in of(reading, "hedging", "hedges"):
        for span in finding.spans:
            if span.sentence in reading.told:
                text = reading.told[span.sentence].sentence.text
                found.setdefault(span.sentence, []).append(text[span.start : span.end].lower())
    return found
