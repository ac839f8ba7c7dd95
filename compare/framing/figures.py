"""How findings are shown, as data without any HTML: tables of subjects, and rows of figures, across an event's accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from compare.model import Finding, SentenceRef

MOST_ROWS = 12
"""The most subjects that a table lists."""


class Keyed(Protocol):
    """A measure: what findings are looked up by."""

    @property
    def key(self) -> tuple[str, str]:
        """The names of the analysis and of the measure."""


class FindingCell(NamedTuple):
    """What was found in one account, in words and, where it is a count, as a number; with the sentences that show it."""

    text: str
    evidence: tuple[SentenceRef, ...] = ()
    amount: int | None = None


class FindingRow(NamedTuple):
    """One subject across the accounts: what is to be said of it, and a cell for each article (by id) that has one."""

    subject: str
    about: str
    cells: Mapping[str, FindingCell]


class FindingTable(NamedTuple):
    """One measured dimension of an event; ``articles`` are those it looked at, ``more`` rows are not listed.

    ``key`` is the table's anchor on the page, ``head`` the heading of the subjects, ``empty`` what an account without a
    cell is said to have.
    """

    key: str
    title: str
    head: str
    intro: str
    empty: str
    articles: tuple[str, ...]
    rows: tuple[FindingRow, ...]
    more: int = 0


class Figure(NamedTuple):
    """One measure across the accounts, a cell for each article id; ``empty`` is the cell of those without one.

    ``anchor`` names the place on the page that shows it, ``measure`` the definition, ``sure`` how sure it is.
    """

    title: str
    about: str
    anchor: str
    measure: tuple[str, str]
    cells: Mapping[str, str]
    sure: str = "a count"
    empty: str = ""


class EventFindings:
    """The findings of one event, with the names of the accounts and the numbers of their sentences.

    ``names`` are what the articles are called, by id in the order of the page; ``numbers`` say which sentence of its own
    article each is, from 1; ``links`` are how many pairs of sentences are linked.
    """

    def __init__(
        self,
        findings: Sequence[Finding],
        names: Mapping[str, str],
        numbers: Mapping[SentenceRef, int],
        links: int,
    ) -> None:
        """Take the findings in their order."""
        self.findings = tuple(findings)
        self.names = names
        self.numbers = numbers
        self.links = links
        self._by_key: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            self._by_key.setdefault((finding.analysis, finding.measure), []).append(finding)

    def of(self, *measures: Keyed) -> list[Finding]:
        """The findings of one measure, in their order; of several, one measure after another."""
        return [finding for measure in measures for finding in self._by_key.get(measure.key, ())]

    def articles_of(self, found: Iterable[Finding]) -> tuple[str, ...]:
        """The ids of the articles that findings are about, in the order of the page."""
        ids = {finding.article_id for finding in found}
        return tuple(article_id for article_id in self.names if article_id in ids)

    def by_article(self, found: Iterable[Finding]) -> dict[str, list[Finding]]:
        """The findings of each article, in the order of the page; those about no one article are left out."""
        sorted_: dict[str, list[Finding]] = {}
        for finding in found:
            sorted_.setdefault(finding.article_id or "", []).append(finding)
        return {article_id: sorted_[article_id] for article_id in self.names if article_id in sorted_}

    def pair(self, finding: Finding) -> tuple[str, str]:
        """What the two accounts of a finding on a pair are called, in the order of the page."""
        first, second = (
            name for id_, name in self.names.items() if id_ in {finding.article_id, finding.other_article_id}
        )
        return first, second


def tabulate(found: EventFindings, analysis: str, title: str, question: str = "") -> FindingTable:
    """The plain table of an analysis that has none of its own: its findings in their own words, by subject and account.

    A finding about the event as a whole stands beside the subject.
    """
    own = [f for f in found.findings if f.analysis == analysis]
    subjects = list(dict.fromkeys(f.subject for f in own))
    rows = []
    for subject in subjects[:MOST_ROWS]:
        same = [f for f in own if f.subject == subject]
        whole = "; ".join(_plain(f) for f in same if f.article_id is None)
        rows.append(make_row(found, subject, whole, same, _plain))
    return FindingTable(
        key=f"own-{''.join(c if c.isalnum() and c.isascii() else '-' for c in analysis.casefold())}",
        title=title,
        head="Subject",
        intro=" ".join(filter(None, (question, "The method page defines what is measured."))),
        empty="none found",
        articles=found.articles_of(own) or tuple(found.names),
        rows=tuple(rows),
        more=max(0, len(subjects) - MOST_ROWS),
    )


def _plain(finding: Finding) -> str:
    """A finding as it says itself: in words, else its number, else why there is none."""
    if finding.text:
        return finding.text
    return finding.uncertainty if finding.value is None else f"{finding.value:g}"


def make_row(
    found: EventFindings, subject: str, about: str, findings: Iterable[Finding], say: Callable[[Finding], str]
) -> FindingRow:
    """A row of ``findings``: the cell of each account says them one after the other and adds their counts."""
    cells = {}
    for article_id, several in found.by_article(findings).items():
        counts = [f.count for f in several if f.count is not None]
        evidence = tuple(ref for f in several for ref in f.evidence)
        cells[article_id] = FindingCell("; ".join(say(f) for f in several), evidence, sum(counts) if counts else None)
    return FindingRow(subject, about, cells)


def make_figure(
    found: EventFindings, plain: Figure, findings: Iterable[Finding], say: Callable[[Sequence[Finding]], str]
) -> Figure:
    """The figure with a cell for every account that ``findings`` are about."""
    return plain._replace(
        cells={article_id: say(several) for article_id, several in found.by_article(findings).items()}
    )


def rank_subjects(findings: Sequence[Finding]) -> list[str]:
    """Subjects by their counts over all accounts, most first; of equal ones the first by name."""
    weights: dict[str, float] = {}
    for finding in findings:
        weights[finding.subject] = weights.get(finding.subject, 0) + (finding.count or 0)
    return sorted(weights, key=lambda subject: (-weights[subject], subject))


def percent(part: float, whole: float) -> int:
    """The share in whole percent, halves up."""
    return int(100 * part / whole + 0.5) if whole else 0


def count_with_share(found: Sequence[Finding]) -> str:
    """The counts together, with their share: "119 of 292 (41%)"."""
    count, n = sum(f.count or 0 for f in found), sum(f.n or 0 for f in found)
    return f"{count} of {n} ({percent(count, n)}%)"


def counted(n: int, noun: str) -> str:
    """A number with its noun: "1 word", "2 words"."""
    return f"{n} {noun}{'' if n == 1 else 's'}"
