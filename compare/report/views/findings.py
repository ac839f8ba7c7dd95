"""How an event's accounts frame it: who is quoted, what people are called, which words and hedges, with the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from compare.model import Finding
from compare.report.reading import Reading, Told

MOST_ROWS = 12
MOST_EVIDENCE = 6


class Measured(NamedTuple):
    """What was found in one account, in words, with the sentences that show it; ``more`` are not listed."""

    text: str
    evidence: tuple[Told, ...]
    more: int


class Row(NamedTuple):
    """One subject across the accounts; None where nothing was found."""

    subject: str
    cells: tuple[Measured | None, ...]


class Table(NamedTuple):
    """One measured dimension of an event; ``accounts`` are those it looked at, ``more`` rows are not listed."""

    key: str
    title: str
    intro: str
    empty: str
    accounts: tuple[int, ...]
    rows: tuple[Row, ...]
    more: int


def tabulate(reading: Reading) -> tuple[Table, ...]:
    """The tables of an event with several accounts; one without a row is left out."""
    if len(reading.articles) < 2:  # noqa: PLR2004 - one account has nothing beside it
        return ()
    found = [f for f in reading.comparison.findings if f.article_id is not None]
    tables = (_quoted(reading, found), _called(reading, found), _hedged(reading, found))
    return tuple(table for table in tables if table.rows)


def _quoted(reading: Reading, found: Sequence[Finding]) -> Table:
    speakers = _of(found, "quotation", "speaker")
    ranked = _rank(speakers, lambda f: round(f.value * (f.n or 0)))
    rows = _rows(reading, speakers, ranked, lambda f: f"{round(f.value * (f.n or 0))} words")
    shares = _of(found, "quotation", "quoted words")
    total = _rows(reading, shares, list(dict.fromkeys(f.subject for f in shares)), _share, proven=False)
    return Table(
        "quoted",
        "Who is quoted",
        "Words inside quotation marks, by speaker where the text says who speaks. Numbers are the sentences.",
        "not quoted",
        _accounts(reading, shares),
        (*rows, *(row._replace(subject="All words inside quotation marks") for row in total)),
        max(0, len(ranked) - MOST_ROWS),
    )


def _called(reading: Reading, found: Sequence[Finding]) -> Table:
    names = [*_of(found, "naming", "names"), *_of(found, "naming", "roles")]
    tellers: dict[str, set[str | None]] = {}
    for finding in names:
        tellers.setdefault(finding.subject, set()).add(finding.article_id)
    ranked = [subject for subject in _rank(names, lambda f: f.value) if len(tellers[subject]) > 1]
    return Table(
        "called",
        "What they are called",
        "The names and descriptions that at least two accounts use for one person, organisation or place, counted.",
        "not named",
        _accounts(reading, names),
        _rows(reading, names, ranked, lambda f: f.text),
        max(0, len(ranked) - MOST_ROWS),
    )


def _hedged(reading: Reading, found: Sequence[Finding]) -> Table:
    hedges = _of(found, "hedging", "hedges")
    rows = _rows(reading, [f for f in hedges if f.spans], ["narration"], lambda f: f.text)
    return Table(
        "hedged",
        "Where narration hedges",
        "Words outside quotation marks that leave open whether a thing is so.",
        "none found",
        _accounts(reading, hedges),
        rows if any(f.spans for f in hedges) else (),
        0,
    )


def _share(finding: Finding) -> str:
    return f"{round(finding.value * (finding.n or 0))} of {finding.n} ({round(100 * finding.value)}%)"


def _of(found: Sequence[Finding], analysis: str, measure: str) -> list[Finding]:
    return [f for f in found if (f.analysis, f.measure) == (analysis, measure)]


def _accounts(reading: Reading, found: Iterable[Finding]) -> tuple[int, ...]:
    ids = {f.article_id for f in found}
    return tuple(place for place, article in enumerate(reading.articles) if article.id in ids)


def _rank(found: Sequence[Finding], weigh: Callable[[Finding], float]) -> list[str]:
    """Subjects by their weight over all accounts, most first; ties go by name."""
    weights: dict[str, float] = {}
    for finding in found:
        weights[finding.subject] = weights.get(finding.subject, 0) + weigh(finding)
    return sorted(weights, key=lambda subject: (-round(weights[subject], 6), subject))


def _rows(
    reading: Reading,
    found: Sequence[Finding],
    subjects: Sequence[str],
    say: Callable[[Finding], str],
    *,
    proven: bool = True,
) -> tuple[Row, ...]:
    rows = []
    for subject in subjects[:MOST_ROWS]:
        cells = []
        for article in reading.articles:
            own = [f for f in found if f.subject == subject and f.article_id == article.id]
            cells.append(_cell(reading, own, say, proven=proven) if own else None)
        rows.append(Row(subject, tuple(cells)))
    return tuple(rows)


def _cell(reading: Reading, own: Sequence[Finding], say: Callable[[Finding], str], *, proven: bool) -> Measured:
    refs = sorted({ref for f in own for ref in f.evidence if ref in reading.told}) if proven else []
    evidence = tuple(reading.told[ref] for ref in refs[:MOST_EVIDENCE])
    return Measured("; ".join(say(f) for f in own), evidence, len(refs) - len(evidence))
