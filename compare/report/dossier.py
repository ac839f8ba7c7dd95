"""One event's pages, made from that event's own dossier: a unit of work that is pure, and so can be cached and distributed.

What other events have to do with it (articles left out, what the banner says) is in the dossier too, already in
words, so that a dossier is small and equal dossiers make equal pages.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from compare.clustering.chronology import form_event
from compare.framing.pooling import EventCounts, count_event
from compare.model import Comparison, Event
from compare.pipeline import Case
from compare.report.article_page import view_articles
from compare.report.context import EventContext, read_event
from compare.report.environment import Templates, compact, environment, fill, page_values, read_templates, static
from compare.report.event_json import EventLines, encode_event, write_lines
from compare.report.event_page import EventPage, view_event
from compare.report.index_page import Summary, summarise
from compare.report.neighbours import Neighbours, find_neighbours
from compare.report.outlet_page import Telling, tell
from compare.report.search import EventWords, write_event
from compare.report.site import Imprint, Site, SiteContext, site_context

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
    """The parts of an event's dossier that hang on the rest of the site; its comparison is not looked at."""
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
        tellings=tuple(tell(reading, page, imprint.site.timezone)),
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
