"""Pages from what is known: those of one event, those about several events, and an event's card for notebooks.

An event's pages are made from its own dossier alone: a unit of work that is pure, and so can be cached and distributed.
What other events have to do with it (articles left out, what the banner says) is in the dossier too, already in words, so
that a dossier is small and equal dossiers make equal pages. Nothing is written here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from compare.clustering.cluster import form_event
from compare.framing.pooling import EventCounts, count_event, pool_events
from compare.model import Comparison, Event
from compare.pipeline import Case
from compare.report.article_page import view_articles
from compare.report.context import EventContext, read_event
from compare.report.environment import Templates, compact, environment, fill, page_values, read_templates, static
from compare.report.event_json import SCHEMA_PATH, EventLines, encode_event, encode_schema, write_files, write_lines
from compare.report.event_page import EventPage, view_event
from compare.report.index_page import (
    MOST_SHOWN,
    PER_PAGE,
    Feed,
    Summary,
    newest_first,
    summarise,
    view_feed,
    view_index,
    view_singles,
)
from compare.report.method import view_method
from compare.report.neighbours import Neighbours, find_neighbours
from compare.report.outlet_page import OutletPage, OutletsPage, Telling, tell, view_outlets
from compare.report.points import STATES, Point, State, find_points
from compare.report.search import EVENTS_A_FILE, EventWords, write_event, write_index
from compare.report.site import Imprint, Site, SiteContext, site_context
from compare.report.urls import page_name, paginate

if TYPE_CHECKING:
    from jinja2 import Environment


_TO_SENTENCE = re.compile(r'href="\.\./\.\./a/[^"#]*#(s-[^"]+)"')
_TO_SITE = re.compile(r' href="(?!#|https?:)[^"]*"')

Page = tuple[str, bytes]
"""A file of the site: its path and its content."""


class Dossier(Struct, frozen=True):
    """An event with all that its pages are made from; the imprint names the event's own outlets alone."""

    case: Case
    comparison: Comparison
    neighbours: Neighbours
    imprint: Imprint


class EventPages(Struct, frozen=True):
    """The pages of an event, and what the pages about several events need of it.

    ``summary`` is None for an article that stayed alone; ``tellings`` come with their outlets' ids; ``counts`` are what
    habits over events are pooled from, ``lines`` the event's findings as data, ``words`` what the event is found by.
    """

    event_id: str
    pages: tuple[Page, ...]
    summary: Summary | None
    tellings: tuple[tuple[str, Telling], ...]
    counts: EventCounts
    lines: EventLines
    words: EventWords


def open_dossier(shelf: SiteContext, event_id: str) -> Dossier:
    """The dossier of one event of the site."""
    neighbours, imprint = look_around(shelf, event_id)
    return Dossier(shelf.cases[event_id], shelf.comparison(event_id), neighbours, imprint)


def look_around(shelf: SiteContext, event_id: str) -> tuple[Neighbours, Imprint]:
    """The parts of an event's dossier that depend on the rest of the site; its comparison is not read."""
    case = shelf.cases[event_id]
    return find_neighbours(shelf, case.articles), replace(shelf.imprint, outlets=case.outlets)


def render_event(dossier: Dossier, templates: Templates) -> EventPages:
    """The event's own page with its further pages and its data, its articles' pages, and redirects to it.

    Raises:
        TemplateError: a template cannot be rendered.
        ConfigError: the site's time zone is not known.
    """
    env, imprint = environment(templates), dossier.imprint
    reading = read_event(dossier.case, dossier.comparison, imprint.site.timezone)
    page = view_event(imprint, reading, dossier.neighbours)
    text, words = write_event(reading, page, full_text=imprint.site.full_text)
    own = _event(env, imprint, reading, page)
    made = (*own, text, *_articles(env, imprint, reading, page), *_redirects(env, dossier))
    return EventPages(
        event_id=page.id,
        pages=made,
        summary=None if page.alone else summarise(imprint, reading, page),
        tellings=tuple(tell(reading, page)),
        counts=count_event(dossier.comparison),
        lines=write_lines(reading, full_text=imprint.site.full_text),
        words=words,
    )


def _event(env: Environment, imprint: Imprint, reading: EventContext, page: EventPage) -> Iterator[Page]:
    folder = f"e/{page.id}/"
    yield f"{folder}event.json", encode_event(reading, page, imprint.site)
    for part in page.layout.pages:
        values = page_values(imprint, "../../", "event", page=page, part=part, href=page.layout.hrefs(part.name))
        template = "event.html" if part.number == 1 else "points.html"
        yield folder + part.name, fill(env, template, f"event {page.id}", values)


def _articles(env: Environment, imprint: Imprint, reading: EventContext, page: EventPage) -> Iterator[Page]:
    for article in view_articles(imprint, reading, page):
        values = page_values(imprint, "../../", "article", page=article)
        yield article.path, fill(env, "article.html", f"article {article.account.article_id}", values)


def _redirects(env: Environment, dossier: Dossier) -> Iterator[Page]:
    """A page for every article that does not name its event, so that its address survives regrouping."""
    event_id = dossier.case.event.id
    for article in dossier.case.articles:
        own = form_event([article]).id
        if own != event_id:
            values = page_values(dossier.imprint, "../../", "event", target=event_id)
            yield f"e/{own}/index.html", fill(env, "redirect.html", f"article {article.id}", values)


def render_single(site: Site, event: Event, folders: Sequence[str]) -> bytes:
    """The event's page with its style inside; links to a site's other pages are plain text.

    Raises:
        TemplateError: a template cannot be rendered.
        ConfigError: the site's time zone is not known.
    """
    env, dossier = environment(read_templates(folders)), open_dossier(site_context(site), event.id)
    reading = read_event(dossier.case, dossier.comparison, dossier.imprint.site.timezone)
    page = view_event(dossier.imprint, reading, dossier.neighbours, whole=True)
    (part,) = page.layout.pages
    css = compact(static(env, "style.css"))
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    values = page_values(dossier.imprint, "../../", "event", page=page, part=part, href=page.layout.hrefs(part.name))
    html = fill(
        env, "event.html", f"event {event.id}", {**values, "style": {"text": css, "hash": f"sha256-{digest}"}}
    ).decode()
    return _TO_SITE.sub("", _TO_SENTENCE.sub(r'href="#\1"', html)).encode()


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


SHOWN = 5


class Tally(NamedTuple):
    """How many sentences are in a state."""

    state: State
    sentences: int


def render_card(case: Case, comparison: Comparison, folders: Sequence[str]) -> str:
    """The event's headline, its accounts, its counts and its first points, as HTML to stand inside another page.

    Raises:
        TemplateError: the template cannot be rendered.
    """
    reading = read_event(case, comparison)
    points = find_points(reading)
    found = list(points.states.values())
    values = {
        "event": case.event,
        "title": comparison.title
        or next((a.headline for a in reading.articles if a.id == comparison.title_of), None)
        or f"Event {case.event.id}",
        "reading": reading,
        "names": _names(reading),
        "tallies": [Tally(state, found.count(state)) for state in STATES if state in found],
        "points": _first(points.shared),
        "more": len(points.shared) - len(_first(points.shared)),
    }
    return fill(environment(read_templates(folders)), "card.html", f"event {case.event.id}", values).decode()


def _names(reading: EventContext) -> list[str]:
    """What each account is called."""
    return [name.full for name in reading.names]


def _first(points: Sequence[Point]) -> Sequence[Point]:
    """The points to show: those in which accounts differ, then those that most of them tell."""
    return sorted(points, key=lambda point: not point.clashes)[:SHOWN]
