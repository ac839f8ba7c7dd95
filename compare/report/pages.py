"""The site: the pages of every event, and those about several events. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from compare.framing.pooling import pool_events
from compare.report.dossier import EventPages, Page
from compare.report.environment import Templates, compact, environment, fill, page_values, static
from compare.report.event_json import SCHEMA_PATH, encode_schema, write_files
from compare.report.index_page import (
    MOST_SHOWN,
    PER_PAGE,
    Feed,
    Summary,
    newest_first,
    view_feed,
    view_index,
    view_singles,
)
from compare.report.method import view_method
from compare.report.outlet_page import OutletPage, OutletsPage, Telling, view_outlets
from compare.report.search import EVENTS_A_FILE, write_index
from compare.report.site import SiteContext
from compare.report.urls import page_name, paginate

if TYPE_CHECKING:
    from jinja2 import Environment


def render_shared(shelf: SiteContext, made: Sequence[EventPages], templates: Templates) -> Iterator[Page]:
    """The pages about several events, from what the pages of each, ``made`` in the events' order, say in short."""
    env = environment(templates)
    summaries = newest_first([event.summary for event in made if event.summary])
    tellings: dict[str, list[Telling]] = {}
    for event in made:
        for outlet_id, telling in event.tellings:
            tellings.setdefault(outlet_id, []).append(telling)
    habits = pool_events([event.counts for event in made])
    overview = view_outlets(shelf, tellings, summaries, habits)
    outlets = overview.outlets
    feed = view_feed(shelf.imprint.site.title, summaries)
    yield from _index(env, shelf, summaries, outlets, feed)
    yield from _outlets(env, shelf, overview)
    yield "method.html", _fill(env, shelf, "method.html", "the method page", "method", page=view_method(shelf))
    yield from _search(env, shelf, summaries, outlets, made)
    yield "style.css", compact(static(env, "style.css")).encode()
    yield "icon.svg", static(env, "icon.svg").encode()
    yield SCHEMA_PATH, encode_schema()
    yield from write_files([event.lines for event in made], habits)


def _index(
    env: Environment,
    shelf: SiteContext,
    summaries: Sequence[Summary],
    outlets: Sequence[OutletPage],
    feed: Feed | None,
) -> Iterator[Page]:
    if feed:
        base = shelf.imprint.site.base_url.rstrip("/")
        yield "feed.xml", _fill(env, shelf, "feed.xml", "the feed", "feed", feed=feed, base=f"{base}/" if base else "")
    singles = view_singles(shelf)
    for page in view_index(shelf, summaries, singles):
        subject = f"the index, page {page.number}"
        filled = _fill(env, shelf, "index.html", subject, "index", page=page, outlets=outlets, feed=feed)
        yield page_name("index", page.number), filled

    for stem, items in (("alone", singles), ("unreadable", shelf.site.corpus.unreadable)):
        for part in paginate(items, PER_PAGE) if len(items) > MOST_SHOWN else ():
            subject = f"the list {stem}, page {part.number}"
            yield page_name(stem, part.number), _fill(env, shelf, f"{stem}.html", subject, "list", page=part)


def _search(
    env: Environment,
    shelf: SiteContext,
    summaries: Sequence[Summary],
    outlets: Sequence[OutletPage],
    made: Sequence[EventPages],
) -> Iterator[Page]:
    index = write_index(shelf, summaries, {event.event_id: event.words for event in made})
    yield from index.files
    values = {"outlets": outlets, "index": index, "index_part": EVENTS_A_FILE}
    yield "search.html", _fill(env, shelf, "search.html", "the search page", "search", **values)
    for name in ("site.js", "search.js"):
        yield name, static(env, name).encode()


def _outlets(env: Environment, shelf: SiteContext, overview: OutletsPage) -> Iterator[Page]:
    yield "outlets.html", _fill(env, shelf, "outlets.html", "the list of outlets", "outlets", page=overview)
    for page in overview.outlets:
        values = page_values(shelf.imprint, "../../", "outlet", page=page)
        yield f"outlet/{page.id}/index.html", fill(env, "outlet.html", f"outlet {page.id}", values)


def _fill(env: Environment, shelf: SiteContext, template: str, subject: str, here: str, **more: Any) -> bytes:  # noqa: ANN401 - what a template gets
    """A page at the root of the site."""
    return fill(env, template, subject, page_values(shelf.imprint, "", here, **more))
