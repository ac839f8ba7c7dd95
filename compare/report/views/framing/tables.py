"""Tables of subjects across the accounts: who is heard, what they are called, which words stand for each other, hedges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from compare.framing import ANALYSES
from compare.framing.naming import MINIMUM_MENTIONS
from compare.model import Finding
from compare.report.context import EventContext
from compare.report.urls import measure_anchor
from compare.report.views.framing.evidence import Shown, by_place, name, of, percent, show

MOST_ROWS = 12


class Cell(NamedTuple):
    """What was found in one account, in words, with the sentences that show it."""

    text: str
    shown: Shown


class Row(NamedTuple):
    """One subject across the accounts, and what is to be said of it; None where nothing was found."""

    subject: str
    about: str
    cells: tuple[Cell | None, ...]


class Table(NamedTuple):
    """One measured dimension of an event; ``accounts`` are those it looked at, ``more`` rows are not listed."""

    key: str
    title: str
    head: str
    intro: str
    empty: str
    accounts: tuple[int, ...]
    rows: tuple[Row, ...]
    more: int


def tabulate(reading: EventContext) -> tuple[Table, ...]:
    """The tables of an event; one without a row is left out."""
    tables = (_heard(reading), _called(reading), _worded(reading), _hedged(reading), *_own(reading))
    return tuple(table for table in tables if table.rows)


def _heard(reading: EventContext) -> Table:
    speakers, untold = of(reading, "quotation", "speaker"), of(reading, "quotation", "speaker not told")
    shares = of(reading, "quotation", "quoted words")
    ranked = _rank(speakers, lambda f: f.count or 0)
    accounts = _accounts(reading, shares)
    rows = [_row(reading, s, _only(reading, speakers, s, accounts), speakers, _words) for s in ranked[:MOST_ROWS]]
    rows += (
        [_row(reading, "Speaker not told", "the text does not say, or not surely", untold, _words)] if untold else []
    )
    total = _row(reading, "All words inside quotation marks", "", shares, _share)
    bare = tuple(cell._replace(shown=Shown((), 0)) if cell else None for cell in total.cells)
    return Table(
        "quoted",
        "Who is heard",
        "Speaker",
        "Words inside quotation marks, by speaker, where the text says who speaks; with them the verbs that report it."
        " Small numbers lead to the sentences. Of one event these are counts, not estimates.",
        "not quoted",
        accounts,
        (*rows, total._replace(cells=bare)) if shares else (),
        max(0, len(ranked) - MOST_ROWS),
    )


def _only(reading: EventContext, found: Sequence[Finding], subject: str, accounts: Sequence[int]) -> str:
    """Whether one account alone has the subject."""
    own = {f.article_id for f in found if f.subject == subject}
    if len(own) > 1 or len(accounts) < 2:  # noqa: PLR2004 - a comparison takes two
        return ""
    return f"only in {name(reading, reading.places[str(own.pop())])}"


def _words(finding: Finding) -> str:
    verbs = next((part for part in finding.text.split("; ") if part.startswith("verbs: ")), "")
    count = f"{finding.count} word{'' if finding.count == 1 else 's'}"
    return f"{count}: {verbs.removeprefix('verbs: ')}" if verbs else count


def _share(finding: Finding) -> str:
    return f"{finding.count} of {finding.n} ({percent(finding.count or 0, finding.n or 0)}%)"


def _called(reading: EventContext) -> Table:
    names = (*of(reading, "naming", "names"), *of(reading, "naming", "roles"))
    tellers: dict[str, set[str | None]] = {}
    for finding in names:
        tellers.setdefault(finding.subject, set()).add(finding.article_id)
    ranked = [subject for subject in _rank(names, lambda f: f.count or 0) if len(tellers[subject]) > 1]
    apart = of(reading, "naming", "divergence")
    return Table(
        "called",
        "What they are called",
        "Subject",
        "The names and descriptions, outside quotation marks, of a person, organisation or place that accounts name in"
        " different ways; how often is in brackets. Divergence: 0 where they use the same forms alike, 1 where they share none.",
        "not named",
        _accounts(reading, names),
        tuple(_row(reading, s, _apart(reading, apart, names, s), names, _labels) for s in ranked[:MOST_ROWS]),
        max(0, len(ranked) - MOST_ROWS),
    )


def _labels(finding: Finding) -> str:
    return f"described as {finding.text}" if finding.measure == "roles" else finding.text


def _apart(reading: EventContext, apart: Sequence[Finding], names: Sequence[Finding], subject: str) -> str:
    """How far the labels are apart where there are enough of them, else that there are too few."""
    own = sorted((f for f in apart if f.subject == subject), key=lambda f: (-(f.value or 0), f.uncertainty))
    if own:
        known, furthest = reading.places, own[0]
        pair = " and ".join(
            name(reading, place)
            for place in sorted((known[str(furthest.article_id)], known[str(furthest.other_article_id)]))
        )
        several = f"divergence {own[-1].value:.2f} to {furthest.value:.2f} in {len(own)} pairs, most between {pair}"
        one = f"divergence between {pair} {furthest.value:.2f}"
        return f"{several if len(own) > 1 else one}, {furthest.uncertainty}"
    fewest = min((f.count or 0 for f in names if (f.subject, f.measure) == (subject, "names")), default=0)
    few = f"divergence: too few mentions, {fewest} of {MINIMUM_MENTIONS} needed"
    return few if 0 < fewest < MINIMUM_MENTIONS else ""


def _worded(reading: EventContext) -> Table:
    variants = of(reading, "wording", "variants")
    rows = []
    for finding in variants[:MOST_ROWS]:
        cells: list[Cell | None] = []
        for article in reading.articles:
            spans = [span for span in finding.spans if span.sentence.article_id == article.id]
            texts = [
                reading.told[s.sentence].sentence.text[s.start : s.end] for s in spans if s.sentence in reading.told
            ]
            words = ", ".join(dict.fromkeys(text.lower() for text in texts))
            cells.append(Cell(words, show(reading, [span.sentence for span in spans])) if words else None)
        pairs = f"in {finding.count} linked pair{'' if finding.count == 1 else 's'} of sentences"
        rows.append(Row(finding.subject, pairs, tuple(cells)))
    used = {ref.article_id for finding in variants for ref in finding.evidence}
    return Table(
        "worded",
        "Which words stand for each other",
        "Words",
        "Where two accounts tell the same thing, the different words that they use for it; quotations, names and house"
        " style aside.",
        "other words",
        tuple(place for place, article in enumerate(reading.articles) if article.id in used),
        tuple(rows),
        max(0, len(variants) - MOST_ROWS),
    )


def _hedged(reading: EventContext) -> Table:
    hedges = of(reading, "hedging", "hedges")
    row = _row(reading, "Hedges", "", [f for f in hedges if f.count], _hedge)
    return Table(
        "hedged",
        "Where narration hedges",
        "Outside quotation marks",
        "Words by which the narration leaves open whether a thing is so, for each 100 words of it.",
        "none found",
        _accounts(reading, hedges),
        (row,) if any(f.count for f in hedges) else (),
        0,
    )


def _own(reading: EventContext) -> Iterator[Table]:
    """A table for each analysis that the site adds: its findings as they say themselves, by subject and account."""
    shipped = {analysis.name for analysis in ANALYSES}
    added = [f for f in reading.comparison.findings if f.analysis not in shipped and f.article_id is not None]
    for analysis in dict.fromkeys(f.analysis for f in added):
        found = [f for f in added if f.analysis == analysis]
        subjects = list(dict.fromkeys(f.subject for f in found))
        yield Table(
            f"own-{measure_anchor(analysis, 'table')}",
            analysis[:1].upper() + analysis[1:],
            "Subject",
            "A measure that this site adds; the method page defines it.",
            "none found",
            _accounts(reading, found),
            tuple(_row(reading, s, "", found, lambda f: f.text or f"{f.value}") for s in subjects[:MOST_ROWS]),
            max(0, len(subjects) - MOST_ROWS),
        )


def _hedge(finding: Finding) -> str:
    words = finding.text.partition(": ")[2]
    rate = f"{finding.value:.1f} per 100" if finding.value is not None else finding.uncertainty
    return f"{words}; {finding.count} in {finding.n} words ({rate})"


def _accounts(reading: EventContext, found: Iterable[Finding]) -> tuple[int, ...]:
    ids = {f.article_id for f in found}
    return tuple(place for place, article in enumerate(reading.articles) if article.id in ids)


def _rank(found: Sequence[Finding], weigh: Callable[[Finding], float]) -> list[str]:
    """Subjects by their weight over all accounts, most first; ties go by name."""
    weights: dict[str, float] = {}
    for finding in found:
        weights[finding.subject] = weights.get(finding.subject, 0) + weigh(finding)
    return sorted(weights, key=lambda subject: (-weights[subject], subject))


def _row(
    reading: EventContext, subject: str, about: str, found: Sequence[Finding], say: Callable[[Finding], str]
) -> Row:
    """The findings on one subject, or all of them where it is the name of their sum."""
    own = [f for f in found if f.subject == subject] or list(found)
    cells: list[Cell | None] = [None] * len(reading.articles)
    for place, several in by_place(reading, own).items():
        text = "; ".join(say(f) for f in several)
        cells[place] = Cell(text, show(reading, (ref for f in several for ref in f.evidence)))
    return Row(subject, about, tuple(cells))
