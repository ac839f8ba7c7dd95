"""From a feed or sitemap to the pages and sitemaps it names that are to be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from compare.fetching.entries import Entry, Listing
from compare.fetching.failures import FetchError
from compare.fetching.feeds import Dating, read_feed
from compare.fetching.limits import Limits
from compare.fetching.moments import day_in
from compare.fetching.sitemaps import read_sitemap
from compare.fetching.tasks import Task, newest_first
from compare.fetching.urls import host, normalise, outlet_of, within
from compare.model import Outlet
from compare.reading import OutletTable
from compare.reading.outlets import compile_pattern

_DEEPEST = 2


def read_source(task: Task, body: bytes, content_type: str, dating: Dating, limits: Limits) -> Listing:
    """What the source of ``task`` names.

    Raises:
        FetchError: It is no feed, or no sitemap.
    """
    if task.kind == "feed":
        return read_feed(body, task.url, content_type, dating)
    return read_sitemap(body, limits.feed_bytes)


def dating_of(outlet: Outlet, table: OutletTable, today: dt.date) -> Dating:
    """How the sources of ``outlet`` tell dates.

    Raises:
        ConfigError: A pattern of the table does not compile.
    """
    rules = table.rules.get(outlet.id)
    own = rules.fetch.dates_in_addresses if rules else ()
    patterns = [
        compile_pattern(p, "fetch.dates_in_addresses", "outlets.toml", ("year", "day"))
        for p in (*own, *table.fetch.dates_in_addresses)
    ]
    return Dating(outlet.timezone, table.layout(outlet.id).setting.zones, patterns, today)


def tasks_from(task: Task, listing: Listing, table: OutletTable, since: dt.date | None) -> Iterator[Task | str]:
    """The tasks that a source leads to, newest first; the address itself of a link that leads elsewhere.

    ``since``: pages of earlier days are passed over, and sitemaps not changed since then.
    """
    entries = [e for e in listing.pages if _is_recent(e.published or e.changed, since)]
    found = [_page(task, entry, table) for entry in entries]
    yield from (t for t in found if isinstance(t, str))
    yield from newest_first(t for t in found if isinstance(t, Task))
    if task.depth < _DEEPEST:
        further = [_sitemap(task, entry) for entry in listing.sitemaps if _is_recent(entry.changed, since)]
        yield from newest_first(t for t in further if t)


def day_of(task: Task, dating: Dating) -> str:
    """The day that a page's file is named by: the source's date, else the one in its address, else today."""
    if task.feed_date:
        return task.feed_date[:10]
    found = day_in(task.url, dating.in_addresses, dating.today)
    return found.iso if found else dating.today.isoformat()


def _is_recent(moment: str | None, since: dt.date | None) -> bool:
    return since is None or moment is None or moment[:10] >= since.isoformat()


def _page(source: Task, entry: Entry, table: OutletTable) -> Task | str:
    try:
        url = normalise(entry.url, source.url)
    except FetchError:
        return entry.url
    known = table.find(host(url))
    own = within(url, source.home)
    if not own and (known is None or source.outlet.id in table.outlets):
        return url
    outlet = source.outlet if own else known or outlet_of(url, table)
    home = source.home if own else outlet.domains
    return Task("page", url, url, outlet, home, feed_date=entry.published, feed_changed=entry.changed)


def _sitemap(source: Task, entry: Entry) -> Task | None:
    try:
        url = normalise(entry.url, source.url)
    except FetchError:
        return None
    if not within(url, source.home):
        return None
    return source._replace(
        url=url, requested=url, feed_changed=entry.changed, depth=source.depth + 1, hops=0, failures=0
    )
