"""Findings as tidy rows: one number a row, for pandas, R and spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

import msgspec
from msgspec import Struct

from compare.framing.pooling import WORDS, Habits, Pooled, PreferredWord
from compare.model import Comparison, Finding, SentenceRef

COLUMNS: dict[str, str] = {
    "event": "the event's id; empty for a number over several events",
    "outlet": "the outlet's id; empty for a number about the event",
    "article": "the article's id; empty where the number is of no one article",
    "other_outlet": "the id of the outlet that the number is measured against; empty where it is measured against none",
    "other_article": "the id of the article that it is measured against",
    "analysis": "the dimension of framing",
    "measure": "the number's definition within it",
    "subject": "what is measured: a speaker, a person, a word, the opening of a sentence",
    "value": "the number, in the measure's unit; empty where the data are too few or there is nothing to state",
    "low": "lower end of the interval that the uncertainty names; empty without one",
    "high": "upper end of it",
    "count": "what was counted, where the number rests on a count",
    "n": "the units among which it was counted",
    "uncertainty": "how sure the number is, or that data are too few",
    "text": "the number in words",
    "evidence": "addresses of the sentences that prove it, or ids of the events; in CSV with spaces between them",
    "quotes": "words outside any sentence that prove it (headlines, credits); in CSV one to a line",
}
"""The columns in order, each with its meaning."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠'")
"""What a spreadsheet may take a cell for a formula by, and the mark that keeps it from doing so."""


class Row(Struct, frozen=True):
    """One number; the fields are those of ``COLUMNS``."""

    event: str
    outlet: str
    article: str
    other_outlet: str
    other_article: str
    analysis: str
    measure: str
    subject: str
    value: float | None
    low: float | None
    high: float | None
    count: int | None
    n: int | None
    uncertainty: str
    text: str
    evidence: tuple[str, ...]
    quotes: tuple[str, ...]


def sentence_id(ref: SentenceRef) -> str:
    """A sentence's id without white space: the article's id and the 0-based index."""
    return f"{quote(ref.article_id, safe='/')}#{ref.index}"


def event_rows(comparison: Comparison, name: Callable[[SentenceRef], str] = sentence_id) -> tuple[Row, ...]:
    """A row for each finding on an event, in their order; ``name`` gives a sentence its address, without white space."""
    return tuple(_row(comparison.event.id, finding, name) for finding in comparison.findings)


def pooled_rows(habits: Habits) -> Iterator[Row]:
    """A row for each number over events: rates, then their differences from the others', then words."""
    yield from map(_rate, habits.rates)
    yield from (_difference(rate) for rate in habits.rates if rate.difference is not None)
    yield from map(_word, habits.words)
    yield from map(_rate, habits.few)


def _row(event_id: str, finding: Finding, name: Callable[[SentenceRef], str]) -> Row:
    return Row(
        event=event_id,
        outlet=finding.outlet_id or "",
        article=finding.article_id or "",
        other_outlet=finding.other_outlet_id or "",
        other_article=finding.other_article_id or "",
        analysis=finding.analysis,
        measure=finding.measure,
        subject=finding.subject,
        value=finding.value,
        low=finding.low,
        high=finding.high,
        count=finding.count,
        n=finding.n,
        uncertainty=finding.uncertainty,
        text=finding.text,
        evidence=tuple(name(ref) for ref in finding.evidence),
        quotes=finding.quotes,
    )


def _over_events(
    outlet: str, analysis: str, measure: str, subject: str, value: float | None, uncertainty: str, **more: object
) -> Row:
    empty = {"low": None, "high": None, "count": None, "n": None, "text": "", "evidence": (), "quotes": ()}
    fields = {"event": "", "article": "", "other_outlet": "", "other_article": "", **empty, **more}
    named = {"outlet": outlet, "analysis": analysis, "measure": measure, "subject": subject}
    return msgspec.convert({**fields, **named, "value": value, "uncertainty": uncertainty}, Row)


def _rate(p: Pooled) -> Row:
    told = f"the others in the same events: {p.others:g}" if p.others is not None else ""
    more = {"low": p.low, "high": p.high, "count": p.count, "n": p.n, "text": told, "evidence": p.events}
    return _over_events(p.outlet_id, p.analysis, p.measure, p.subject, p.value, p.uncertainty, **more)


def _difference(p: Pooled) -> Row:
    more = {"low": p.low_difference, "high": p.high_difference, "text": "less the others in the same events"}
    sure = f"95% interval of paired draws of {len(p.events)} events"
    return _over_events(
        p.outlet_id, p.analysis, f"{p.measure}: difference", p.subject, p.difference, sure, evidence=p.events, **more
    )


def _word(w: PreferredWord) -> Row:
    told = f"{w.count} times here, {w.others} in the others; difference of log-odds {w.log_odds:g}"
    more = {"count": w.count, "n": w.count + w.others, "text": told, "evidence": w.events}
    return _over_events(
        w.outlet_id, WORDS.analysis, WORDS.name, w.word, w.z, f"false discovery rate q = {w.q:g}", **more
    )


class _Lines(list[str]):
    """Something that ``csv`` can write to."""

    def write(self, line: str) -> None:
        """Keep a line."""
        self.append(line)


def to_csv(found: Iterable[Row], *, header: bool = True) -> bytes:
    """The rows as CSV (RFC 4180, but LF) in UTF-8: an empty cell for what is missing.

    A cell of text that a spreadsheet could take for a formula gets an apostrophe before it, and so does one that opens
    with an apostrophe: taking one leading apostrophe away gives every text back as it was.
    """
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    if header:
        writer.writerow(COLUMNS)
    for row in found:
        cells = {column: getattr(row, column) for column in COLUMNS}
        cells |= {"evidence": " ".join(row.evidence), "quotes": "\n".join(row.quotes)}
        writer.writerow([_cell(value) for value in cells.values()])
    return "".join(lines).encode(errors="backslashreplace")


def _cell(value: str | float | None) -> str | float:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else value


def to_jsonl(found: Iterable[Row]) -> bytes:
    """The rows as JSON lines in UTF-8, with null for what is missing; texts are as they are."""
    return b"".join(_line(row) + b"\n" for row in found)


def _line(row: Row) -> bytes:
    try:
        return msgspec.json.encode(row)
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can hold it, escaped
        return json.dumps(msgspec.to_builtins(row)).encode()
