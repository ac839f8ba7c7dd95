"""Every finding of the site as data beside its pages: ``findings.csv`` and ``findings.jsonl``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from compare.framing import export
from compare.framing.pooling import Habits
from compare.model import Comparison, SentenceRef
from compare.report.reading import Reading

_OPENINGS = frozenset({"containment", "pair", "displacement", "lead"})
"""The measures whose subject is called by a sentence's first words."""


class EventLines(Struct, frozen=True):
    """The findings on one event as lines of both files."""

    csv: bytes
    jsonl: bytes


def write_lines(reading: Reading, *, full_text: bool = True) -> EventLines:
    """The lines of the event that was read; a sentence is named by its address from the root of the site.

    Without ``full_text`` no sentence's opening and no deck stands in them.
    """

    def name(ref: SentenceRef) -> str:
        told = reading.told[ref]
        return f"{told.page}#{told.anchor}"

    comparison = reading.comparison if full_text else _without_text(reading)
    rows = export.event_rows(comparison, name)
    return EventLines(export.to_csv(rows, header=False), export.to_jsonl(rows))


def _without_text(reading: Reading) -> Comparison:
    """The comparison with sentences called by their number, and of headlines and decks the headlines alone."""
    headlines = {article.headline for article in reading.articles}
    return replace(
        reading.comparison,
        findings=tuple(
            replace(
                f,
                subject=" / ".join(f"sentence {reading.told[ref].number}" for ref in f.evidence)
                if f.measure in _OPENINGS
                else f.subject,
                quotes=tuple(q for q in f.quotes if q in headlines) if f.analysis == "headline" else f.quotes,
            )
            for f in reading.comparison.findings
        ),
    )


def write_files(lines: Sequence[EventLines], habits: Habits) -> Iterator[tuple[str, bytes]]:
    """Both files: the lines of every event in the site's order, then the numbers over events."""
    pooled = tuple(export.pooled_rows(habits))
    yield (
        "findings.csv",
        export.to_csv([]) + b"".join(found.csv for found in lines) + export.to_csv(pooled, header=False),
    )
    yield "findings.jsonl", b"".join(found.jsonl for found in lines) + export.to_jsonl(pooled)
