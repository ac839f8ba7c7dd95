"""An outlet over all its events: what it covers, how much it quotes and copies, each with its uncertainty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import NamedTuple

from compare.model import OriginKind
from compare.report.anchors import outlet_page_id
from compare.report.reading import Reading
from compare.report.runs import Run, run
from compare.report.site import Catalogue
from compare.report.views.event import EventPage
from compare.report.views.index import Month, Summary, by_month

LEAST_EVENTS = 9
"""Below this, an interval over events says less than the counts do: +-10 points take 9 to 15 events."""
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
    """``part`` of ``whole``, over so many events; ``margin`` is half a 95% interval in points, None for too few."""

    part: int
    whole: int
    events: int
    percent: int | None
    margin: int | None


class OutletPage(NamedTuple):
    """An outlet's page; ``months`` are events it shares with others, ``without`` those it has no article on."""

    id: str
    name: Run
    native: Run | None
    articles: int
    shared: int
    alone: int
    origins: tuple[tuple[OriginKind, int], ...]
    quoted: Share
    only: Share
    months: tuple[Month, ...]
    more: int
    without: tuple[Summary, ...]
    without_more: int


def tell(reading: Reading, page: EventPage) -> Iterator[tuple[str, Telling]]:
    """What the event adds to its outlets: the outlet's id with the telling, for articles whose outlet is known."""
    told = zip(reading.articles, reading.origins, page.accounts, page.matrix.only, strict=True)
    for article, origin, account, only in told:
        if article.outlet_id:
            counts = (account.words, account.quoted_words, account.sentences, only)
            yield article.outlet_id, Telling(page.id, not page.alone, *counts, origin.kind)


def view_outlets(
    shelf: Catalogue, tellings: dict[str, list[Telling]], summaries: Sequence[Summary]
) -> tuple[OutletPage, ...]:
    """Every outlet with an article, by name."""
    pages = [_view(shelf, outlet_id, found, summaries) for outlet_id, found in tellings.items()]
    return tuple(sorted(pages, key=lambda page: (page.name.text.casefold(), page.id)))


def pool(parts: Iterable[tuple[str, int, int]]) -> Share:
    """The share of a part in a whole, pooled over events; each item is an event's id, part and whole.

    The margin is 1.96 standard errors of a ratio estimate over events as clusters: Cochran, Sampling
    Techniques (3rd ed., 1977), section 6.
    """
    events: dict[str, tuple[int, int]] = {}
    for event_id, part, whole in parts:
        before = events.get(event_id, (0, 0))
        events[event_id] = (before[0] + part, before[1] + whole)
    part, whole = (sum(pair[k] for pair in events.values()) for k in (0, 1))
    if not whole:
        return Share(part, whole, len(events), None, None)
    ratio, n = part / whole, len(events)
    margin = None
    if n >= LEAST_EVENTS:
        error = sqrt(n / (n - 1) * sum((p - ratio * w) ** 2 for p, w in events.values())) / whole
        margin = round(round(196 * error, 6))
    return Share(part, whole, n, round(100 * ratio), margin)


def _view(shelf: Catalogue, outlet_id: str, found: Sequence[Telling], summaries: Sequence[Summary]) -> OutletPage:
    outlet, language = shelf.imprint.outlets.get(outlet_id), shelf.imprint.site.language
    shared = [telling for telling in found if telling.shared]
    ids = {telling.event_id for telling in shared}
    present = [summary for summary in summaries if summary.id in ids]
    absent = [summary for summary in summaries if summary.id not in ids]
    kinds: tuple[OriginKind, ...] = ("own", "wire", "reprint", "version")
    return OutletPage(
        id=outlet_page_id(outlet_id),
        name=run(outlet.name if outlet else outlet_id, None, language),
        native=run(outlet.native_name, None, language) if outlet and outlet.native_name else None,
        articles=len(found),
        shared=len(ids),
        alone=len(found) - len(shared),
        origins=tuple((kind, count) for kind in kinds if (count := sum(t.origin == kind for t in found))),
        quoted=pool((t.event_id, t.quoted, t.words) for t in found),
        only=pool((t.event_id, t.only, t.sentences) for t in shared),
        months=by_month(present[:MOST_LISTED], max((s.sentences for s in summaries), default=0)),
        more=max(0, len(present) - MOST_LISTED),
        without=tuple(absent[:MOST_LISTED]),
        without_more=max(0, len(absent) - MOST_LISTED),
    )
