"""The outlets' pages: what each does over its events beside the others, and all of them at a glance.

Shown is what the data suffice for; every picture has its table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from compare.framing.analysis import Measure
from compare.framing.hedging import HEDGES
from compare.framing.ordering import LEAD
from compare.framing.pooling import MINIMUM_EVENTS, Habits, Pooled, PreferredWord, QuotedSpeaker
from compare.framing.quotation import QUOTED_WORDS
from compare.framing.selection import ONLY_HERE
from compare.model import OriginKind
from compare.report.context import EventContext, TaggedText, tagged
from compare.report.event_page import EventPage
from compare.report.index_page import Summary, Year, by_year
from compare.report.outlet_figures import (
    Coverage,
    Forest,
    Interval,
    SpeakerBars,
    WordDots,
    draw_coverage,
    draw_forest,
    draw_voices,
    draw_words,
)
from compare.report.site import SiteContext
from compare.report.urls import measure_anchor
from compare.text.anchors import outlet_folder

MOST_LISTED = 200
MOST_WORDS = 40
MOST_VOICES = 24
MOST_LINKS = 6
MOST_SHARING = 12
MOST_PARTNERS = 5
"""The most outlets in the table of shared texts, and beside one outlet on its own page."""
_SHARE_STEPS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75)
"""The shares at which a cell of that table gets darker."""


class Figured(NamedTuple):
    """How a pooled measure is called on the page, and whether it is a rate per 100 words rather than a share."""

    measure: Measure
    title: str
    per_hundred: bool = False


FIGURED: tuple[Figured, ...] = (
    Figured(ONLY_HERE, "Sentences without a match elsewhere"),
    Figured(QUOTED_WORDS, "Words inside quotation marks"),
    Figured(LEAD, "Others with the same first sentence"),
    Figured(HEDGES, "Words that leave a thing open, per 100", per_hundred=True),
)


class Telling(NamedTuple):
    """One article of an outlet, counted.

    ``shared`` says that its event has other articles, ``day`` is when the event was last told (ISO 8601, or empty).
    ``narrated`` are the words outside quotation marks, ``copied`` those of them that also stand in an article of another
    outlet, by that outlet's id.
    """

    event_id: str
    shared: bool
    day: str
    words: int
    quoted: int
    origin: OriginKind
    copied: tuple[tuple[str, int], ...] = ()

    @property
    def narrated(self) -> int:
        """The words outside quotation marks."""
        return self.words - self.quoted


class Proportion(NamedTuple):
    """``part`` of ``whole``, over all articles of an outlet."""

    part: int
    whole: int


class EventLinks(NamedTuple):
    """The first of the events that show something, each by its id and its days; ``more`` are not listed."""

    events: tuple[tuple[str, str], ...]
    more: int


class RateRow(NamedTuple):
    """A rate beside the others', with its difference and that one's interval, in words."""

    title: str
    measure: str
    here: str
    others: str
    difference: str
    interval: str
    events: int


class WordRow(NamedTuple):
    """A word that the narration uses more, or less, than the others' does, with its counts."""

    word: str
    here: int
    others: int
    z: str
    events: EventLinks


class SpeakerRow(NamedTuple):
    """A speaker with the words quoted here and by each other outlet on average."""

    name: str
    words: int
    others: int
    events: EventLinks


class SharingCell(NamedTuple):
    """The share of a row's words that also stands in the column's articles.

    ``level`` shades the cell, 0 where nothing is shared; ``said`` is empty there. ``together`` is how many events both tell.
    """

    level: int
    said: str
    together: int


class SharingRow(NamedTuple):
    """An outlet with a cell for each outlet of the table, None for itself."""

    id: str
    name: TaggedText
    cells: tuple[SharingCell | None, ...]


class MeasureBeside(NamedTuple):
    """One measure for all outlets whose data suffice."""

    title: str
    measure: str
    forest: Forest
    rows: tuple[RateRow, ...]


class OutletPage(NamedTuple):
    """An outlet's page; pictures and tables are empty or None where the data do not suffice.

    ``counted`` are the events over which its figures are pooled: those in which another outlet has an account of its own.
    ``missing`` says what there are too few events for; ``years`` are events it shares with others, ``without`` those it has
    no article on.
    """

    id: str
    name: TaggedText
    native: TaggedText | None
    articles: int
    shared: int
    alone: int
    origins: tuple[tuple[OriginKind, int], ...]
    quoted: Proportion
    forests: tuple[Forest, ...]
    rates: tuple[RateRow, ...]
    words: WordDots | None
    word_rows: tuple[WordRow, ...]
    more_words: int
    voices: SpeakerBars | None
    voice_rows: tuple[SpeakerRow, ...]
    more_voices: int
    sharing: tuple[SharingRow, ...]
    coverage: Coverage | None
    missing: tuple[str, ...]
    counted: tuple[Summary, ...]
    years: tuple[Year, ...]
    more: int
    without: tuple[Summary, ...]
    without_more: int


class OutletsPage(NamedTuple):
    """All outlets at a glance: how they differ in each measure, and who shares text with whom."""

    outlets: tuple[OutletPage, ...]
    comparisons: tuple[MeasureBeside, ...]
    sharing: tuple[SharingRow, ...]


def tell(reading: EventContext, page: EventPage) -> Iterator[tuple[str, Telling]]:
    """What the event adds to its outlets: the outlet's id with the telling, for articles whose outlet is known."""
    day = last_day.isoformat() if (last_day := reading.last_day) else ""
    for article, origin, account in zip(reading.articles, reading.origins, page.accounts, strict=True):
        if article.outlet_id:
            copied = origin.copied
            source = reading.places.get(copied.source_id) if copied else None
            newsroom = reading.articles[source].outlet_id if source is not None else None
            foreign = newsroom is not None and newsroom != article.outlet_id
            shared = ((newsroom, copied.words),) if copied and copied.words and newsroom and foreign else ()
            counts = (account.words, account.quoted_words)
            yield article.outlet_id, Telling(page.id, not page.alone, day, *counts, origin.kind, shared)


def view_outlets(
    shelf: SiteContext, tellings: Mapping[str, Sequence[Telling]], summaries: Sequence[Summary], habits: Habits
) -> OutletsPage:
    """Every outlet with an article, by name, each with its page."""
    desk = _Desk(shelf, tellings, summaries, habits)
    pages = [_view(desk, outlet_id) for outlet_id in tellings]
    return OutletsPage(
        outlets=tuple(sorted(pages, key=lambda page: (page.name.text.casefold(), page.id))),
        comparisons=tuple(found for figured in FIGURED if (found := _compare(desk, figured))),
        sharing=_sharing(desk, _sharers(desk)[:MOST_SHARING]),
    )


class _Desk:
    """What all outlets' pages are made from, by outlet id."""

    def __init__(
        self,
        shelf: SiteContext,
        tellings: Mapping[str, Sequence[Telling]],
        summaries: Sequence[Summary],
        habits: Habits,
    ) -> None:
        self.shelf, self.tellings, self.summaries = shelf, tellings, summaries
        self.days = {summary.id: summary.days_in_full for summary in summaries}
        self.rates: dict[str, list[Pooled]] = {}
        for pooled in habits.rates:
            self.rates.setdefault(pooled.outlet_id, []).append(pooled)
        self.few = {pooled.outlet_id: pooled for pooled in habits.few}
        self.words: dict[str, list[PreferredWord]] = {}
        for word in habits.words:
            self.words.setdefault(word.outlet_id, []).append(word)
        self.voices: dict[str, list[QuotedSpeaker]] = {}
        for voice in habits.voices:
            self.voices.setdefault(voice.outlet_id, []).append(voice)
        self.events = {id_: {t.event_id for t in found if t.shared} for id_, found in tellings.items()}
        every = {t.event_id: t.day for found in tellings.values() for t in found if t.shared and t.day}
        self.dates = {event_id: dt.date.fromisoformat(day) for event_id, day in sorted(every.items())}

    def name(self, outlet_id: str) -> TaggedText:
        outlet, language = self.shelf.imprint.outlets.get(outlet_id), self.shelf.imprint.site.language
        return tagged(outlet.name if outlet else outlet_id, None, language)

    def links(self, events: Sequence[str]) -> EventLinks:
        """The first events with their days."""
        named = tuple((event, self.days[event] or "no date") for event in events[:MOST_LINKS])
        return EventLinks(named, max(0, len(events) - MOST_LINKS))


def _view(desk: _Desk, outlet_id: str) -> OutletPage:
    outlet, language = desk.shelf.imprint.outlets.get(outlet_id), desk.shelf.imprint.site.language
    found, ids = desk.tellings[outlet_id], desk.events[outlet_id]
    present = [summary for summary in desk.summaries if summary.id in ids]
    absent = [summary for summary in desk.summaries if summary.id not in ids]
    rates = [(figured, pooled) for figured in FIGURED for pooled in _rates(desk, outlet_id, figured)]
    pooled_events = {event for pooled in desk.rates.get(outlet_id, ()) for event in pooled.events}
    words, voices = desk.words.get(outlet_id, []), desk.voices.get(outlet_id, [])
    kinds: tuple[OriginKind, ...] = ("own", "wire", "reprint", "undecided", "version")
    return OutletPage(
        id=outlet_folder(outlet_id),
        name=desk.name(outlet_id),
        native=tagged(outlet.native_name, None, language) if outlet and outlet.native_name else None,
        articles=len(found),
        shared=len(ids),
        alone=sum(not telling.shared for telling in found),
        origins=tuple((kind, count) for kind in kinds if (count := sum(t.origin == kind for t in found))),
        quoted=Proportion(sum(t.quoted for t in found), sum(t.words for t in found)),
        forests=_forests(rates),
        rates=tuple(_rate_row(figured, pooled, figured.title) for figured, pooled in rates),
        words=draw_words([(word.word, word.z) for word in words]),
        word_rows=tuple(_word_row(desk, word) for word in words[:MOST_WORDS]),
        more_words=max(0, len(words) - MOST_WORDS),
        voices=draw_voices(voices),
        voice_rows=tuple(
            SpeakerRow(voice.name, voice.words, round(voice.others), desk.links(voice.events))
            for voice in voices[:MOST_VOICES]
        ),
        more_voices=max(0, len(voices) - MOST_VOICES),
        sharing=_partners(desk, outlet_id),
        coverage=draw_coverage((day, event_id in ids) for event_id, day in desk.dates.items()),
        missing=tuple(_missing(desk, outlet_id, len(pooled_events))),
        counted=tuple(s for s in desk.summaries if s.id in pooled_events)[:MOST_LISTED],
        years=by_year(present[:MOST_LISTED]),
        more=max(0, len(present) - MOST_LISTED),
        without=tuple(absent[:MOST_LISTED]),
        without_more=max(0, len(absent) - MOST_LISTED),
    )


def _rates(desk: _Desk, outlet_id: str, figured: Figured) -> Iterator[Pooled]:
    """The outlet's rate of one measure, where there are events enough for its difference from the others'."""
    for pooled in desk.rates.get(outlet_id, ()):
        if (pooled.analysis, pooled.measure) == figured.measure.key and pooled.difference is not None:
            yield pooled


def _missing(desk: _Desk, outlet_id: str, events: int) -> Iterator[str]:
    """What there are too few events for, each with how many it takes."""
    if 0 < events < MINIMUM_EVENTS:
        yield f"to set its figures beside the others’: {events} of {MINIMUM_EVENTS} needed"
    elif outlet_id in desk.few:
        few = desk.few[outlet_id]
        yield f"to name words that it prefers: {len(few.events)} of {few.needed} needed"


def _forests(rates: Sequence[tuple[Figured, Pooled]]) -> tuple[Forest, ...]:
    """The shares on one axis, in points, and the rates per 100 words on another."""
    points = [_interval(pooled, figured.title, figured) for figured, pooled in rates if not figured.per_hundred]
    hundreds = [_interval(pooled, figured.title, figured) for figured, pooled in rates if figured.per_hundred]
    return tuple(draw_forest(rows) for rows in (points, hundreds) if rows)


def _interval(pooled: Pooled, title: str, figured: Figured, anchor: str = "") -> Interval:
    scale = 1 if figured.per_hundred else 100
    said = f"{_number(pooled.value, figured)}; the others {_number(pooled.others, figured)}"
    low, high = pooled.low_difference or 0.0, pooled.high_difference or 0.0
    return Interval(title, said, scale * (pooled.difference or 0.0), scale * low, scale * high, anchor)


def _rate_row(figured: Figured, pooled: Pooled, title: str) -> RateRow:
    scale, digits = (1, 2) if figured.per_hundred else (100, 0)
    difference, low, high = (
        _signed(scale * (value or 0.0), digits)
        for value in (pooled.difference, pooled.low_difference, pooled.high_difference)
    )
    return RateRow(
        title=title,
        measure=measure_anchor(*figured.measure.key),
        here=_number(pooled.value, figured),
        others=_number(pooled.others, figured),
        difference=difference if figured.per_hundred else f"{difference} points",
        interval=f"{low} to {high}",
        events=len(pooled.events),
    )


def _number(value: float | None, figured: Figured) -> str:
    return f"{value or 0:.1f}" if figured.per_hundred else f"{100 * (value or 0):.0f}%"


def _signed(value: float, digits: int) -> str:
    """The number with its sign; what rounds to nothing has none."""
    said = f"{value:+.{digits}f}"
    return said.replace("-", "−") if said.strip("+-0.") else said[1:]


def _word_row(desk: _Desk, word: PreferredWord) -> WordRow:
    z = f"{word.z:+.1f}".replace("-", "−")
    return WordRow(word.word, word.count, word.others, z, desk.links(word.events))


def _compare(desk: _Desk, figured: Figured) -> MeasureBeside | None:
    """One measure for all outlets that have events enough, most above the others first; None for fewer than two."""
    found = [(id_, pooled) for id_ in desk.tellings for pooled in _rates(desk, id_, figured)]
    if len(found) < 2:  # noqa: PLR2004 - a comparison takes two
        return None
    found.sort(key=lambda one: (-(one[1].difference or 0.0), desk.name(one[0]).text, one[0]))
    rows = [_interval(pooled, desk.name(id_).text, figured, outlet_folder(id_)) for id_, pooled in found]
    return MeasureBeside(
        title=figured.title,
        measure=measure_anchor(*figured.measure.key),
        forest=draw_forest(rows),
        rows=tuple(_rate_row(figured, pooled, desk.name(id_).text) for id_, pooled in found),
    )


def _copied(desk: _Desk, one: str, other: str) -> int:
    """How many words of one outlet's articles also stand in the other's."""
    return sum(words for t in desk.tellings[one] for source, words in t.copied if source == other)


def _sharers(desk: _Desk) -> list[str]:
    """The outlets that share text with another, those with most such words first."""
    words: dict[str, int] = {}
    for outlet_id, found in desk.tellings.items():
        for source, copied in (pair for telling in found for pair in telling.copied):
            for each in (outlet_id, source):
                words[each] = words.get(each, 0) + copied
    return sorted(words, key=lambda id_: (-words[id_], id_))


def _partners(desk: _Desk, outlet_id: str) -> tuple[SharingRow, ...]:
    """The table of shared texts of an outlet and those it shares most with."""
    words = {
        other: _copied(desk, outlet_id, other) + _copied(desk, other, outlet_id)
        for other in desk.tellings
        if other != outlet_id
    }
    ranked = sorted((id_ for id_, count in words.items() if count), key=lambda id_: (-words[id_], id_))
    return _sharing(desk, [outlet_id, *ranked[:MOST_PARTNERS]])


def _sharing(desk: _Desk, outlets: Sequence[str]) -> tuple[SharingRow, ...]:
    """The table of shared texts; empty for fewer than two outlets."""
    if len(outlets) < 2:  # noqa: PLR2004 - sharing takes two
        return ()
    return tuple(
        SharingRow(
            outlet_folder(one),
            desk.name(one),
            tuple(None if one == other else _sharing_cell(desk, one, other) for other in outlets),
        )
        for one in outlets
    )


def _sharing_cell(desk: _Desk, one: str, other: str) -> SharingCell:
    together = desk.events[one] & desk.events[other]
    words = sum(t.narrated for t in desk.tellings[one] if t.event_id in together)
    share = _copied(desk, one, other) / words if words else 0.0
    if not share:
        return SharingCell(0, "", len(together))
    said = f"{100 * share:.0f}%" if share >= 0.01 else "under 1%"  # noqa: PLR2004 - one percent
    return SharingCell(1 + sum(share >= step for step in _SHARE_STEPS), said, len(together))
