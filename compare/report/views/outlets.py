"""An outlet over all its events: what it covers, how much it quotes and copies, each with its uncertainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare.framing import pooling
from compare.model import OriginKind
from compare.report.context import EventContext, TaggedText, tagged
from compare.report.event_page import EventPage
from compare.report.index_page import Summary, Year, by_year
from compare.report.site import SiteContext
from compare.report.urls import outlet_page_id
from compare.report.views.habits import Habits, view_habits

MOST_LISTED = 200


class Telling(NamedTuple):
    """One article of an outlet, counted: in which event, how many words and sentences, from what origin."""

    event_id: str
    shared: bool
    words: int
    quoted: int
    sentences: int
    only: int
    origin: OriginKind


class Share(NamedTuple):
    """``part`` of ``whole``, over all articles of an outlet."""

    part: int
    whole: int


class OutletPage(NamedTuple):
    """An outlet's page; ``years`` are events it shares with others, ``without`` those it has no article on.

    ``counted`` are the events over which its habits are pooled: those in which another outlet has an account of its own.
    """

    id: str
    name: TaggedText
    native: TaggedText | None
    articles: int
    shared: int
    alone: int
    origins: tuple[tuple[OriginKind, int], ...]
    quoted: Share
    habits: Habits
    counted: tuple[Summary, ...]
    years: tuple[Year, ...]
    more: int
    without: tuple[Summary, ...]
    without_more: int


def tell(reading: EventContext, page: EventPage) -> Iterator[tuple[str, Telling]]:
    """What the event adds to its outlets: the outlet's id with the telling, for articles whose outlet is known."""
    alone = {found.account: len(found.sentences) for found in page.points.alone}
    for article, origin, account in zip(reading.articles, reading.origins, page.accounts, strict=True):
        if article.outlet_id:
            counts = (account.words, account.quoted_words, account.sentences, alone.get(account.place, 0))
            yield article.outlet_id, Telling(page.id, not page.alone, *counts, origin.kind)


def view_outlets(
    shelf: SiteContext, tellings: dict[str, list[Telling]], summaries: Sequence[Summary], pooled: pooling.Habits
) -> tuple[OutletPage, ...]:
    """Every outlet with an article, by name."""
    habits = view_habits(pooled, {summary.id: summary.days_in_full for summary in summaries})
    pages = [
        _view(shelf, outlet_id, found, summaries, habits.get(outlet_id, Habits()))
        for outlet_id, found in tellings.items()
    ]
    return tuple(sorted(pages, key=lambda page: (page.name.text.casefold(), page.id)))


def _view(
    shelf: SiteContext, outlet_id: str, found: Sequence[Telling], summaries: Sequence[Summary], habits: Habits
) -> OutletPage:
    outlet, language = shelf.imprint.outlets.get(outlet_id), shelf.imprint.site.language
    shared = [telling for telling in found if telling.shared]
    ids = {telling.event_id for telling in shared}
    present = [summary for summary in summaries if summary.id in ids]
    absent = [summary for summary in summaries if summary.id not in ids]
    counted = [summary for summary in summaries if summary.id in set(habits.events)]
    kinds: tuple[OriginKind, ...] = ("own", "wire", "reprint", "undecided", "version")
    return OutletPage(
        id=outlet_page_id(outlet_id),
        name=tagged(outlet.name if outlet else outlet_id, None, language),
        native=tagged(outlet.native_name, None, language) if outlet and outlet.native_name else None,
        articles=len(found),
        shared=len(ids),
        alone=len(found) - len(shared),
        origins=tuple((kind, count) for kind in kinds if (count := sum(t.origin == kind for t in found))),
        quoted=Share(sum(t.quoted for t in found), sum(t.words for t in found)),
        habits=habits,
        counted=tuple(counted[:MOST_LISTED]),
        years=by_year(present[:MOST_LISTED]),
        more=max(0, len(present) - MOST_LISTED),
        without=tuple(absent[:MOST_LISTED]),
        without_more=max(0, len(absent) - MOST_LISTED),
    )
