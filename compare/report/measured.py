"""What was measured on an event, laid out for its page: figures, tables, notes beside headlines, and the picture of the order.

What the tables and figures say belongs to each analysis (``compare.framing``); here sentences get their addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from compare.framing import ANALYSES
from compare.framing.analysis import Analysis, Measure, show_figures, show_tables
from compare.framing.figures import EventFindings, FindingCell, FindingTable, percent
from compare.framing.headline import DENIED, ONLY_IN_HEADLINE, POINT, QUOTED
from compare.framing.hedging import HEDGES
from compare.framing.ordering import DISPLACEMENT, LEAD, TAU
from compare.framing.quotation import QUOTED_WORDS, SPEAKER, SPEAKER_NOT_TOLD
from compare.framing.selection import CONTAINMENT, list_spreads
from compare.model import Finding, Forms, SentenceRef, SpanRef, Speakers
from compare.report.context import EventContext, Told
from compare.report.points import Point, Points
from compare.report.urls import measure_anchor

MOST_SHOWN = 6
MOST_PAIRS = 10
MOST_MOVED = 6
_AROUND = 90
"""The most characters of a quotation shown on either side of the word that matters."""


class Shown(NamedTuple):
    """The sentences that show a finding, in order; ``more`` are not listed."""

    told: tuple[Told, ...]
    more: int


class ShownCell(NamedTuple):
    """What was found in one account, in words and, where it is a count, as a number; with the sentences that show it."""

    text: str
    shown: Shown
    amount: int | None


class ShownRow(NamedTuple):
    """One subject across the accounts, and what is to be said of it; None where nothing was found."""

    subject: str
    about: str
    cells: tuple[ShownCell | None, ...]


class ShownTable(NamedTuple):
    """One measured dimension; ``accounts`` are the places of those it looked at, ``more`` rows are not listed."""

    key: str
    title: str
    head: str
    intro: str
    empty: str
    accounts: tuple[int, ...]
    rows: tuple[ShownRow, ...]
    more: int


class ShownFigure(NamedTuple):
    """One measure across the accounts; ``cells`` are empty where there is nothing to count.

    ``anchor`` is where it is shown, ``measure`` the anchor of its definition.
    """

    title: str
    about: str
    anchor: str
    sure: str
    measure: str
    cells: tuple[str, ...]


class Figures(NamedTuple):
    """The figures of an event; ``accounts`` are those that stand for an origin of their own."""

    accounts: tuple[int, ...]
    rows: tuple[ShownFigure, ...]


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


class Lead(NamedTuple):
    """An account's first sentence, and for each other account the sentence there that matches it, if any."""

    told: Told
    elsewhere: tuple[tuple[int, Told | None], ...]


class Agreement(NamedTuple):
    """Two accounts and how far their orders agree, or why that cannot be said."""

    first: int
    second: int
    said: str


class Moved(NamedTuple):
    """A shared sentence that stands further down in the second account, or further up (``by`` below 0)."""

    first: Told
    second: Told
    by: int
    of: int


class OrderNotes(NamedTuple):
    """All that is said of order; ``more_pairs`` and ``more_moved`` are not listed."""

    leads: tuple[Lead, ...]
    agreements: tuple[Agreement, ...]
    more_pairs: int
    moved: tuple[Moved, ...]
    more_moved: int


class ShownSpread(NamedTuple):
    """One account's sentences without a match where matching is looser, as it is, and stricter; of ``sentences``."""

    account: int
    loose: int
    chosen: int
    strict: int
    sentences: int


class Framing(NamedTuple):
    """Everything that was measured of an event's framing, by the place on its page where it is said.

    ``notes`` are those on single sentences, by anchor.
    """

    figures: Figures | None
    tables: tuple[ShownTable, ...]
    headlines: dict[int, HeadlineNotes]
    order: OrderNotes
    spreads: tuple[ShownSpread, ...]
    notes: dict[str, tuple[str, ...]]


def view_framing(reading: EventContext, analyses: Sequence[Analysis] = ANALYSES, *, full_text: bool) -> Framing:
    """What the event's findings say; of one account alone only the notes on its sentences are left.

    ``analyses`` say how their findings are shown; findings of any other are shown in a plain table. Without ``full_text`` quotations are linked, not reprinted.
    """
    found, several = read_findings(reading), len(reading.articles) > 1
    return Framing(
        figures=_figures(reading, found, analyses) if several else None,
        tables=tuple(_table(reading, table) for table in show_tables(found, analyses)) if several else (),
        headlines=note_headlines(reading, found, full_text=full_text) if several else {},
        order=note_order(reading, found),
        spreads=tuple(
            ShownSpread(reading.places[s.article_id], s.loose, s.chosen, s.strict, s.sentences)
            for s in list_spreads(found)
        ),
        notes=note_sentences(reading, found),
    )


def read_findings(reading: EventContext) -> EventFindings:
    """The event's findings, by measure and article: ``read_findings(reading).of(SPEAKER)``."""
    return EventFindings(
        reading.comparison.findings,
        {article.id: reading.names[place].full for place, article in enumerate(reading.articles)},
        {ref: told.number for ref, told in reading.told.items()},
        len(reading.comparison.alignment.links),
    )


def show(reading: EventContext, refs: Iterable[SentenceRef], most: int = MOST_SHOWN) -> Shown:
    """The first of the sentences ``refs`` in the order of the page."""
    told = [reading.told[ref] for ref in set(refs) if ref in reading.told]
    told.sort(key=lambda one: (one.account, one.number))
    return Shown(tuple(told[:most]), max(0, len(told) - most))


def _table(reading: EventContext, table: FindingTable) -> ShownTable:
    def cell(found: FindingCell | None) -> ShownCell | None:
        return ShownCell(found.text, show(reading, found.evidence), found.amount) if found else None

    return ShownTable(
        key=table.key,
        title=table.title,
        head=table.head,
        intro=table.intro,
        empty=table.empty,
        accounts=tuple(reading.places[article_id] for article_id in table.articles),
        rows=tuple(
            ShownRow(row.subject, row.about, tuple(cell(row.cells.get(article.id)) for article in reading.articles))
            for row in table.rows
        ),
        more=table.more,
    )


def _figures(reading: EventContext, found: EventFindings, analyses: Sequence[Analysis]) -> Figures | None:
    """The table of an event's figures; None where fewer than two accounts were measured."""
    measured = _by_place(reading, found, QUOTED_WORDS)
    if len(measured) < 2:  # noqa: PLR2004 - a comparison takes two
        return None
    rows = tuple(
        ShownFigure(
            title=figure.title,
            about=figure.about,
            anchor=figure.anchor,
            sure=figure.sure,
            measure=measure_anchor(*figure.measure),
            cells=tuple(figure.cells.get(article.id, figure.empty) for article in reading.articles),
        )
        for figure in show_figures(found, analyses)
    )
    return Figures(tuple(measured), rows)


def _by_place(reading: EventContext, found: EventFindings, measure: Measure) -> dict[int, list[Finding]]:
    """The findings of each account, by its place, in the order of the page."""
    return {reading.places[article_id]: several for article_id, several in found.by_article(found.of(measure)).items()}


def note_headlines(reading: EventContext, found: EventFindings, *, full_text: bool) -> dict[int, HeadlineNotes]:
    """What each headline and deck carry, and what they make of quotations, by the place of the account."""
    points, only = _by_place(reading, found, POINT), _by_place(reading, found, ONLY_IN_HEADLINE)
    denied, quoted = _by_place(reading, found, DENIED), _by_place(reading, found, QUOTED)
    measured = list(_by_place(reading, found, QUOTED_WORDS))
    return {
        place: HeadlineNotes(
            carried=tuple(_carried(reading, f, place, measured) for f in points.get(place, ()) if f.value is not None),
            only=", ".join(words for f in only.get(place, ()) for words in _forms(f)),
            beside=(
                *(_beside(reading, f, denied=True, full_text=full_text) for f in denied.get(place, ()) if f.quotes),
                *(_beside(reading, f, denied=False, full_text=full_text) for f in quoted.get(place, ())),
            ),
        )
        for place in sorted({*points, *only, *denied, *quoted})
    }


def _forms(finding: Finding) -> list[str]:
    return [form.text for form in finding.detail.forms] if isinstance(finding.detail, Forms) else []


def _carried(reading: EventContext, finding: Finding, place: int, measured: Sequence[int]) -> Carried:
    """The sentence with, for every other account of an origin of its own, its first match there."""
    told = [reading.told[ref] for ref in finding.evidence]
    firsts: dict[int, Told] = {}
    for one in told[1:]:
        firsts.setdefault(one.account, one)
    return Carried(told[0], tuple((other, firsts.get(other)) for other in measured if other != place))


def _beside(reading: EventContext, finding: Finding, *, denied: bool, full_text: bool) -> Beside:
    speakers = finding.detail.names if isinstance(finding.detail, Speakers) else (None,)
    return Beside(
        words=finding.subject,
        denied=denied,
        speakers=", ".join(speaker or "an unknown speaker" for speaker in speakers),
        excerpt=_excerpt(reading, finding) if full_text else "",
        shown=show(reading, finding.evidence),
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


def note_order(reading: EventContext, found: EventFindings) -> OrderNotes:
    """The leads in the order of the page, the pairs of accounts that agree least first, the furthest moved sentences."""
    taus = sorted(found.of(TAU), key=lambda f: (f.value is None, f.value or 0.0))
    moved = [_moved(reading, f) for f in found.of(DISPLACEMENT)]
    moved.sort(key=lambda m: (-abs(m.by), m.first.account, m.first.number, m.second.account))
    return OrderNotes(
        leads=tuple(_lead(reading, several) for several in _by_place(reading, found, LEAD).values()),
        agreements=tuple(_agreement(reading, f) for f in taus[:MOST_PAIRS]),
        more_pairs=max(0, len(taus) - MOST_PAIRS),
        moved=tuple(moved[:MOST_MOVED]),
        more_moved=max(0, len(moved) - MOST_MOVED),
    )


def _lead(reading: EventContext, several: Sequence[Finding]) -> Lead:
    known = reading.places
    elsewhere = []
    for finding in sorted(several, key=lambda f: known[str(f.other_article_id)]):
        there = reading.told[finding.evidence[1]] if len(finding.evidence) > 1 else None
        elsewhere.append((known[str(finding.other_article_id)], there))
    return Lead(reading.told[several[0].evidence[0]], tuple(elsewhere))


def _agreement(reading: EventContext, finding: Finding) -> Agreement:
    known = reading.places
    first, second = sorted((known[str(finding.article_id)], known[str(finding.other_article_id)]))
    if finding.value is None:
        return Agreement(first, second, finding.uncertainty)
    return Agreement(first, second, f"tau {finding.value:.2f} over {finding.n} links".replace("-", "−"))


def _moved(reading: EventContext, finding: Finding) -> Moved:
    a, b = (reading.told[ref] for ref in finding.evidence[:2])
    by = int(finding.value or 0)
    return Moved(a, b, by, finding.n or 0) if a.account < b.account else Moved(b, a, -by, finding.n or 0)


def note_sentences(reading: EventContext, found: EventFindings) -> dict[str, tuple[str, ...]]:
    """What was measured on single sentences, by their anchors: whom they quote, what is hedged, what stands elsewhere."""
    notes: dict[SentenceRef, dict[str, None]] = {}
    for finding in found.of(SPEAKER):
        for span in finding.spans:
            notes.setdefault(span.sentence, {})[f"quotes {finding.subject}"] = None
    for finding in found.of(SPEAKER_NOT_TOLD):
        for span in finding.spans:
            notes.setdefault(span.sentence, {})["quotes an unknown speaker"] = None
    for ref, words in _hedges(reading, found).items():
        notes.setdefault(ref, {})[f"hedged: {', '.join(words)}"] = None
    for finding in found.of(CONTAINMENT):
        said = f"{percent(finding.value or 0, 1)}% of its content words stand elsewhere"
        notes.setdefault(finding.evidence[0], {})[said] = None
    return {reading.told[ref].anchor: tuple(said) for ref, said in notes.items() if ref in reading.told}


def _hedges(reading: EventContext, found: EventFindings) -> dict[SentenceRef, list[str]]:
    words: dict[SentenceRef, list[str]] = {}
    for finding in found.of(HEDGES):
        for span in finding.spans:
            if span.sentence in reading.told:
                words.setdefault(span.sentence, []).append(_text(reading, span).lower())
    return words


MOST_STRIPS = 12
STRIP, BAR_TOP, BAR_HEIGHT = 64, 18, 14
"""Pixels from one strip to the next, from a strip's top to its bar, and of the bar."""
_FILLED = 0.88
"""The part of its width that a sentence fills, so that neighbours stay apart."""


class StripSegment(NamedTuple):
    """Sentences in a row that are alike: shared with another account or not. In percent of the width."""

    shared: bool
    x: float
    width: float


class Strip(NamedTuple):
    """An account's sentences from left to right; ``y`` is the top of its label."""

    account: int
    y: int
    blocks: tuple[StripSegment, ...]


class OrderLine(NamedTuple):
    """From a sentence of one strip to one of the next that tells the same."""

    x1: float
    y1: int
    x2: float
    y2: int


class OrderPicture(NamedTuple):
    """The strips with the lines between them; ``hidden`` accounts, which share least, are not drawn."""

    height: int
    strips: tuple[Strip, ...]
    lines: tuple[OrderLine, ...]
    hidden: tuple[int, ...]


def draw_order(event: EventContext, points: Points) -> OrderPicture | None:
    """The picture of an event; None where nothing is shared."""
    if not points.shared:
        return None
    drawn = _choose(event, points.shared)
    tops = {account: row * STRIP for row, account in enumerate(drawn)}
    return OrderPicture(
        height=len(drawn) * STRIP - (STRIP - BAR_TOP - BAR_HEIGHT) + 4,
        strips=tuple(Strip(k, tops[k] + BAR_TOP - 4, tuple(_blocks(event, points, k))) for k in drawn),
        lines=tuple(_lines(event, points.shared, drawn, tops)),
        hidden=tuple(k for k, told in enumerate(event.by_account) if told and k not in tops),
    )


def _choose(event: EventContext, shared: Sequence[Point]) -> list[int]:
    """The accounts that share most points, in the event's order."""
    counts = [sum(k in point.carriers for point in shared) for k in range(len(event.articles))]
    readable = [k for k, told in enumerate(event.by_account) if told]
    return sorted(sorted(readable, key=lambda k: (-counts[k], k))[:MOST_STRIPS])


def _blocks(event: EventContext, points: Points, account: int) -> Iterator[StripSegment]:
    told = event.by_account[account]
    width = 100 / len(told)
    alone = ("only", "perhaps")
    kinds = [points.states[one.sentence.ref].key not in alone for one in told]
    for shared, group in groupby(enumerate(kinds), key=lambda item: item[1]):
        places = [place for place, _ in group]
        if shared:  # each by itself: a line leads to it
            for place in places:
                yield StripSegment(shared, round(place * width, 2), round(_FILLED * width, 2))
        else:
            yield StripSegment(shared, round(places[0] * width, 2), round((len(places) - 1 + _FILLED) * width, 2))


def _lines(
    event: EventContext, shared: Sequence[Point], drawn: Sequence[int], tops: dict[int, int]
) -> Iterator[OrderLine]:
    def middle(point: Point, account: int) -> float:
        return round(100 * (point.first_of(account).number - 0.5) / len(event.by_account[account]), 1)

    bottom = BAR_TOP + BAR_HEIGHT
    for upper, lower in pairwise(drawn):
        for point in shared:
            if {upper, lower} <= set(point.carriers):
                yield OrderLine(middle(point, upper), tops[upper] + bottom, middle(point, lower), tops[lower] + BAR_TOP)
