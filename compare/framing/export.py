"""Findings as tidy rows: one number a row, for pandas, R and spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

import msgspec
from msgspec import Struct

from compare.framing.pooled import Pooled
from compare.model import Comparison, SentenceRef

COLUMNS: dict[str, str] = {
    "event": "the event's id; empty for a number over several events",
    "outlet": "the outlet's id; empty for a number about the event",
    "article": "the article's id; empty where the number is of no one article",
    "analysis": "the dimension of framing",
    "measure": "the number's definition within it",
    "subject": "what is measured: a speaker, a person, a word, the opening of a sentence",
    "value": "the number, in the measure's unit",
    "low": "lower end of the interval that the uncertainty names; empty without one",
    "high": "upper end of it",
    "n": "the units of which the value is a share, a rate or a count",
    "uncertainty": "how sure the number is, or that data are too few",
    "text": "the number in words",
    "evidence": "ids of the sentences, or of the events, that prove it; in CSV with spaces between them",
    "quotes": "words outside any sentence that prove it (headlines, credits); in CSV one to a line",
}
"""The columns in order, each with its meaning."""


class Row(Struct, frozen=True):
    """One number; the fields are those of ``COLUMNS``."""

    event: str
    outlet: str
    article: str
    analysis: str
    measure: str
    subject: str
    value: float
    low: float | None
    high: float | None
    n: int | None
    uncertainty: str
    text: str
    evidence: tuple[str, ...]
    quotes: tuple[str, ...]


def sentence_id(ref: SentenceRef) -> str:
    """A sentence's id without white space: the article's id and the 0-based index."""
    return f"{quote(ref.article_id, safe='/')}#{ref.index}"


def rows(
    comparisons: Iterable[Comparison], pooled: Iterable[Pooled] = (), name: Callable[[SentenceRef], str] = sentence_id
) -> Iterator[Row]:
    """A row for each finding of ``comparisons``, in their order, then one for each of ``pooled``.

    ``name`` gives a sentence its id; ids hold no white space.
    """
    for comparison in comparisons:
        for f in comparison.findings:
            yield Row(
                event=comparison.event.id,
                outlet=f.outlet_id or "",
                article=f.article_id or "",
                analysis=f.analysis,
                measure=f.measure,
                subject=f.subject,
                value=f.value,
                low=f.low,
                high=f.high,
                n=f.n,
                uncertainty=f.uncertainty,
                text=f.text,
                evidence=tuple(name(ref) for ref in f.evidence),
                quotes=f.quotes,
            )
    for p in pooled:
        yield _pooled_row(p)


def _pooled_row(pooled: Pooled) -> Row:
    compared = pooled.others is not None
    return Row(
        event="",
        outlet=pooled.outlet_id,
        article="",
        analysis=pooled.analysis,
        measure=pooled.measure,
        subject=pooled.subject,
        value=pooled.value,
        low=pooled.low,
        high=pooled.high,
        n=pooled.n,
        uncertainty=pooled.uncertainty,
        text=f"others in the same events: {pooled.others}; difference {pooled.low_difference} to {pooled.high_difference}"
        if compared
        else "",
        evidence=pooled.events,
        quotes=(),
    )


class _Lines(list[str]):
    """Something that ``csv`` can write to."""

    def write(self, line: str) -> None:
        """Keep a line."""
        self.append(line)


def to_csv(found: Iterable[Row]) -> str:
    """The rows as CSV (RFC 4180, but LF): a header, an empty cell for what is missing."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in found:
        cells = {column: getattr(row, column) for column in COLUMNS}
        cells |= {"evidence": " ".join(row.evidence), "quotes": "\n".join(row.quotes)}
        writer.writerow(["" if value is None else value for value in cells.values()])
    return "".join(lines)


def to_jsonl(found: Iterable[Row]) -> str:
    """The rows as JSON lines, with null for what is missing."""
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in found)
