"""The site: every page from its view and its template. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from compare.events.order import form_event
from compare.model import Event
from compare.report.document import SCHEMA_PATH, encode_event, encode_schema
from compare.report.environment import environment, fill, static
from compare.report.reading import read_event
from compare.report.site import Catalogue, Site, catalogue
from compare.report.states import ONLY, STATES
from compare.report.stylesheet import compact
from compare.report.views.article import view_articles
from compare.report.views.event import EventPage, view_event
from compare.report.views.feed import Feed, view_feed
from compare.report.views.index import MOST_SHOWN, PER_PAGE, Summary, newest_first, summarise, view_index
from compare.report.views.method import view_method
from compare.report.views.outlets import OutletPage, Telling, tell, view_outlets
from compare.report.views.paging import page_name, paginate
from compare.report.views.search import view_search
from compare.report.views.singles import view_singles

if TYPE_CHECKING:
    from jinja2 import Environment

Page = tuple[str, bytes]


def render(site: Site, folders: Sequence[str]) -> dict[str, bytes]:
    """The whole site: relative path to content. The same inputs give the same bytes.

    ``folders`` hold the templates; each is taken from the first folder that has it.

    Raises:
        TemplateError: a template cannot be rendered.
        ConfigError: the site's time zone is not known.
    """
    env = environment(folders)
    shelf = catalogue(site)
    summaries: list[Summary] = []
    tellings: dict[str, list[Telling]] = {}
    pages = dict(_redirects(env, shelf))
    for event in site.grouping.events:
        page, made = _event(env, shelf, event)
        pages.update(made)
        for outlet_id, telling in tell(shelf, event, page):
            tellings.setdefault(outlet_id, []).append(telling)
        if not page.alone:
            summaries.append(summarise(shelf, event, page))
    summaries = newest_first(summaries)
    outlets = view_outlets(shelf, tellings, summaries)
    feed = view_feed(site.config.site.title, summaries)
    pages.update(_index(env, shelf, summaries, outlets, feed))
    pages.update(_outlets(env, shelf, outlets))
    pages["method.html"] = fill(
        env, "method.html", "the method page", page_values(shelf, "", "method", page=view_method(shelf))
    )
    pages.update(_search(env, shelf, summaries, outlets))
    pages["style.css"] = compact(static(env, "style.css")).encode()
    pages[SCHEMA_PATH] = encode_schema()
    return dict(sorted(pages.items()))


def _event(env: Environment, shelf: Catalogue, event: Event) -> tuple[EventPage, list[Page]]:
    reading = read_event(shelf, shelf.comparison(event))
    page = view_event(shelf, reading)
    folder = f"e/{event.id}/"
    made = [(f"{folder}event.json", encode_event(reading, page, shelf.site.config.site))]
    for part in page.parts.pages:
        values = page_values(shelf, "../../", "event", page=page, part=part, href=page.parts.hrefs(part.name))
        template = "event.html" if part.number == 1 else "points.html"
        made.append((folder + part.name, fill(env, template, f"event {event.id}", values)))
    for article in view_articles(shelf, reading, page):
        values = page_values(shelf, "../../", "article", page=article)
        made.append((article.path, fill(env, "article.html", f"article {article.account.article_id}", values)))
    return page, made


def _redirects(env: Environment, shelf: Catalogue) -> Iterator[Page]:
    """A page for every article that does not name its event, so that its address survives regrouping."""
    for event in shelf.site.grouping.events:
        for article_id in event.article_ids:
            own = form_event([shelf.articles[article_id]]).id
            if own != event.id:
                values = page_values(shelf, "../../", "event", target=event.id)
                yield f"e/{own}/index.html", fill(env, "redirect.html", f"article {article_id}", values)


def _index(
    env: Environment,
    shelf: Catalogue,
    summaries: Sequence[Summary],
    outlets: Sequence[OutletPage],
    feed: Feed | None,
) -> Iterator[Page]:
    if feed:
        base = shelf.site.config.site.base_url.rstrip("/")
        values = page_values(shelf, "", "feed", feed=feed, base=f"{base}/" if base else "")
        yield "feed.xml", fill(env, "feed.xml", "the feed", values)
    singles = view_singles(shelf)
    for page in view_index(shelf, summaries, singles):
        values = page_values(shelf, "", "index", page=page, outlets=outlets, feed=feed)
        yield page_name("index", page.number), fill(env, "index.html", f"the index, page {page.number}", values)

    for stem, items in (("alone", singles), ("unreadable", shelf.site.corpus.unreadable)):
        for part in paginate(items, PER_PAGE) if len(items) > MOST_SHOWN else ():
            subject = f"the list {stem}, page {part.number}"
            yield (
                page_name(stem, part.number),
                fill(env, f"{stem}.html", subject, page_values(shelf, "", "list", page=part)),
            )


def _search(
    env: Environment, shelf: Catalogue, summaries: Sequence[Summary], outlets: Sequence[OutletPage]
) -> Iterator[Page]:
    files = view_search(shelf, summaries)
    yield from files
    values = page_values(shelf, "", "search", outlets=outlets, files=[name for name, _ in files])
    yield "search.html", fill(env, "search.html", "the search page", values)
    yield "site.js", static(env, "site.js").encode()


def _outlets(env: Environment, shelf: Catalogue, outlets: Sequence[OutletPage]) -> Iterator[Page]:
    yield (
        "outlets.html",
        fill(env, "outlets.html", "the list of outlets", page_values(shelf, "", "outlets", outlets=outlets)),
    )
    for page in outlets:
        values = page_values(shelf, "../../", "outlet", page=page)
        yield f"outlet/{page.id}/index.html", fill(env, "outlet.html", f"outlet {page.id}", values)


def page_values(shelf: Catalogue, root: str, here: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - what a template gets
    """What every template is given: the site, the way to its root, which page it is, and ``more``."""
    return {
        "site": shelf.site.config.site,
        "root": root,
        "here": here,
        "style": None,
        "banner": shelf.banner,
        "page_name": page_name,
        "states": STATES,
        "only": ONLY,
        **more,
    }
