"""What to ask for: feeds and sitemaps, the pages and dates in them, and the order in which they are asked."""

from __future__ import annotations

import datetime as dt
import io
import re
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple
from xml.parsers import expat
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from compare.errors import ConfigError
from compare.fetching.http import (
    GZIP_MAGIC,
    FetchError,
    Limits,
    host,
    normalise,
    origin,
    outlet_of,
    page_key,
    read_gzip,
    within,
)
from compare.fetching.politeness import Pace
from compare.model import Moment, Outlet
from compare.reading import OutletTable, bounds, load_outlets
from compare.reading.dates import from_groups, from_iso
from compare.reading.outlets import TABLE_NAME, compile_pattern


class SourceEntry(NamedTuple):
    """A page that a source lists, with its dates of publication and of last change (ISO 8601) if given."""

    url: str
    published: str | None = None
    changed: str | None = None


class Listing(NamedTuple):
    """What a source names: pages, and further sitemaps; ``problem`` says where it broke off."""

    pages: tuple[SourceEntry, ...] = ()
    sitemaps: tuple[SourceEntry, ...] = ()
    problem: str = ""


def strict_parser() -> expat.XMLParserType:
    """An XML parser that refuses entities of the document's own, and loads nothing from outside.

    Its ``Parse`` raises ``FetchError`` at the first declaration of an entity.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.EntityDeclHandler = _refuse_declaration
    parser.UnparsedEntityDeclHandler = _refuse_declaration
    parser.ExternalEntityRefHandler = _refuse_declaration
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def refuse_entities(data: bytes) -> None:
    """Refuse XML that declares entities.

    Raises:
        FetchError: ``data`` does.
    """
    parser = strict_parser()
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        if b"<!ENTITY" in data.replace(b"\0", b""):  # not well-formed: a lenient parser must not meet entities either
            _refuse_declaration()


def _refuse_declaration(*_: object) -> int:
    raise FetchError("the XML declares entities, which are refused", settled=True)


_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_YEARS = range(1990, 3000)
_LONGEST_DATE = 100


def moment_from(text: str | None, zone: str | None, zones: Mapping[str, str] | None = None) -> Moment | None:
    """The moment that a feed's date names: ISO 8601, RFC 822, or digits in a row; None where it is none.

    ``zone`` is the outlet's time zone, for times that carry none; ``zones`` maps abbreviations to offsets.
    """
    written = (text or "").strip()
    if not written or len(written) > _LONGEST_DATE:
        return None
    if compact := _COMPACT.fullmatch(written):
        year, month, day, hour, minute, second = compact.groups()
        written = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}"
    moment = from_iso(written) or _from_rfc822(written, zones or {})
    if moment is None or moment.day.year not in _YEARS:
        return None
    if moment.precision == "minute" and zone:
        local = dt.datetime.fromisoformat(moment.iso).replace(tzinfo=ZoneInfo(zone))
        return Moment(local.isoformat(timespec="seconds" if local.second else "minutes"))
    return moment


def day_in(text: str, patterns: Sequence[re.Pattern[str]], today: dt.date) -> Moment | None:
    """The day that the first fitting pattern finds in ``text``, addresses of an entry; None for days to come."""
    for pattern in patterns:
        for found in pattern.finditer(text):
            moment = from_groups({**found.groupdict(), "hour": None}, None, {})
            if moment and moment.day.year in _YEARS and moment.day <= today + dt.timedelta(days=1):
                return moment
    return None


def _from_rfc822(text: str, zones: Mapping[str, str]) -> Moment | None:
    """An RFC 822 date with its zone as an offset; an unknown zone counts as none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    offset = "" if moment.tzinfo else zones.get(text.rpartition(" ")[2], "")
    return Moment(moment.isoformat() + offset)


_MOST_FEED_ENTRIES = 50_000
_DEEPEST_MARKUP = 6


class Dating(NamedTuple):
    """How an outlet's feeds tell dates: the zone of times without one, zones by abbreviation, days in addresses."""

    zone: str | None
    zones: Mapping[str, str]
    in_addresses: Sequence[re.Pattern[str]]
    today: dt.date


def read_feed(data: bytes, url: str, content_type: str, dating: Dating) -> Listing:
    """The pages that a feed names, in its order.

    A date without a zone gets the outlet's; an entry without a date, the day that its addresses carry: its link
    first, then those of its pictures.

    Raises:
        FetchError: It is no feed, or declares entities.
    """
    import feedparser  # noqa: PLC0415 - slow to load

    data = bounds.first_entries(data)
    _refuse_names(data)
    if len(data) > bounds.FEED:
        raise FetchError(f"a feed whose first entries take more than {bounds.FEED // 1_000_000} MB")
    refuse_entities(data)
    try:
        # A stream, never the bytes themselves: feedparser would take those for the name of a file first.
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": content_type or "application/xml", "content-location": url},
            sanitize_html=False,
        )
    except Exception as error:  # its lenient parser raises anything at all where markup is broken enough
        raise FetchError(f"no feed that can be read ({type(error).__name__})") from error
    if not found.get("version") and not found.entries:
        raise FetchError("no feed")
    entries = [_feed_entry(entry, dating) for entry in found.entries[:_MOST_FEED_ENTRIES]]
    problem = "" if found.entries or not found.bozo else f"no well-formed feed ({found.bozo_exception})"
    return Listing(tuple(entry for entry in entries if entry.url), problem=problem)


def _feed_entry(entry: dict[str, Any], dating: Dating) -> SourceEntry:
    # dict.get: feedparser's own would answer for a missing "updated" with "published", and warn.
    link = str(dict.get(entry, "link") or "")
    told = {key: str(dict.get(entry, key) or "") for key in ("published", "created", "updated")}
    changed = moment_from(told["updated"], dating.zone, dating.zones)
    published = (
        moment_from(told["published"], dating.zone, dating.zones)
        or moment_from(told["created"], dating.zone, dating.zones)
        or changed
        or day_in(link, dating.in_addresses, dating.today)
        or day_in("\n".join(_texts(entry, _DEEPEST_MARKUP)), dating.in_addresses, dating.today)
    )
    return SourceEntry(link, published.iso if published else None, changed.iso if changed else None)


def _texts(value: object, depth: int) -> Iterator[str]:
    """Every string in an entry."""
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, depth - 1)


def _refuse_names(data: bytes) -> None:
    if bounds.has_long_namespace(data):
        raise FetchError(f"XML with a namespace of more than {bounds.NAMESPACE:,} characters")


_MOST_ENTRIES = 50_000  # the protocol's own limit


def read_sitemap(data: bytes, most: int) -> Listing:
    """The pages or further sitemaps that a sitemap names, in its order; never more than 50,000.

    ``most`` is the number of bytes that a packed one may unpack to.

    Raises:
        FetchError: It is no sitemap, declares entities, or unpacks to more.
    """
    content = read_gzip([data], most) if data.startswith(GZIP_MAGIC) else data
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() == b"http":
        lines = content.decode("utf-8-sig", "replace").split()
        return Listing(tuple(SourceEntry(line) for line in lines[:_MOST_ENTRIES]))
    _refuse_names(content)
    reader = _Reader()
    problem = ""
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError) as error:
        problem = f"no well-formed XML ({error})"
    if not (reader.pages or reader.sitemaps) and (problem or not reader.is_sitemap):
        raise FetchError(problem or "no sitemap")
    return Listing(tuple(reader.pages), tuple(reader.sitemaps), problem)


class _Reader:
    """Collects ``url`` and ``sitemap`` elements; their pictures and videos are ignored."""

    def __init__(self) -> None:
        self.pages: list[SourceEntry] = []
        self.sitemaps: list[SourceEntry] = []
        self.is_sitemap = False
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self.parser = strict_parser()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _start(self, name: str, _attributes: object) -> None:
        local = name.rpartition(" ")[2]
        if not self._path:
            self.is_sitemap = local in {"urlset", "sitemapindex"}
        if local in {"url", "sitemap"}:
            self._fields = {}
        self._path.append(name)
        self._text.clear()

    def _end(self, name: str) -> None:
        self._path.pop()
        above, local = self._path[-1] if self._path else "", name.rpartition(" ")[2]
        own = above.rpartition(" ")[0] == name.rpartition(" ")[0] and above.rpartition(" ")[2] in {"url", "sitemap"}
        if (own and local in {"loc", "lastmod"}) or local == "publication_date":
            self._fields[local] = "".join(self._text).strip()
        elif local in {"url", "sitemap"} and self._fields.get("loc"):
            self._add(self.pages if local == "url" else self.sitemaps)
        self._text.clear()

    def _add(self, entries: list[SourceEntry]) -> None:
        if len(entries) < _MOST_ENTRIES:
            published = moment_from(self._fields.get("publication_date"), None)
            changed = moment_from(self._fields.get("lastmod"), None)
            entries.append(
                SourceEntry(self._fields["loc"], published.iso if published else None, changed.iso if changed else None)
            )
        self._fields = {}


Kind = Literal["feed", "sitemap", "page"]


class FetchTask(NamedTuple):
    """An address to ask. ``requested`` is how its source named it, ``url`` where redirects have led since.

    ``home`` are the domains that redirects may lead to, and for a source, its links. ``by_hand``: the user named it.
    """

    kind: Kind
    url: str
    requested: str
    outlet: Outlet
    home: tuple[str, ...]
    by_hand: bool = False
    feed_date: str | None = None
    feed_changed: str | None = None
    depth: int = 0
    hops: int = 0
    failures: int = 0


class Queue:
    """Tasks by origin. Each page and each source is taken once, however often it was added."""

    def __init__(self, pace: Pace) -> None:
        """Begin empty."""
        self._pace = pace
        self._sources: dict[str, deque[FetchTask]] = {}
        self._pages: dict[str, deque[FetchTask]] = {}
        self._known: set[tuple[bool, str]] = set()

    def add(self, task: FetchTask) -> bool:
        """Put ``task`` at the end of its origin's line; False where it was there before."""
        key = (task.kind == "page", page_key(task.requested))
        if key in self._known:
            return False
        self._known.add(key)
        self._line(task).append(task)
        return True

    def put_back(self, task: FetchTask) -> None:
        """Put ``task``, which has come out, first in the line of its origin."""
        self._line(task).appendleft(task)

    def take(self) -> FetchTask | None:
        """The next task: a source before any page, of the origin that may be asked soonest; None at the end."""
        for lines in (self._sources, self._pages):
            waiting = [place for place, line in lines.items() if line]
            if waiting:
                return lines[min(waiting, key=self._pace.ready_at)].popleft()
        return None

    def drop(self, place: str) -> list[FetchTask]:
        """Take out and return every task of an origin."""
        return [task for lines in (self._sources, self._pages) for task in lines.pop(place, ())]

    def drop_pages(self) -> list[FetchTask]:
        """Take out and return every page."""
        left = [task for line in self._pages.values() for task in line]
        self._pages.clear()
        return left

    def _line(self, task: FetchTask) -> deque[FetchTask]:
        lines = self._pages if task.kind == "page" else self._sources
        return lines.setdefault(origin(task.url), deque())


def newest_first(tasks: Iterable[FetchTask]) -> list[FetchTask]:
    """``tasks`` by date, the newest first; those without one come last, in their order."""
    return sorted(tasks, key=lambda task: (task.feed_date or task.feed_changed or "")[:16], reverse=True)


_DEEPEST = 2


def read_source(task: FetchTask, body: bytes, content_type: str, dating: Dating, limits: Limits) -> Listing:
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


def tasks_from(
    task: FetchTask, listing: Listing, table: OutletTable, since: dt.date | None
) -> Iterator[FetchTask | str]:
    """The tasks that a source leads to, newest first; the address itself of a link that leads elsewhere.

    ``since``: pages of earlier days are passed over, and sitemaps not changed since then.
    """
    entries = [e for e in listing.pages if _is_recent(e.published or e.changed, since)]
    found = [_page(task, entry, table) for entry in entries]
    yield from (t for t in found if isinstance(t, str))
    yield from newest_first(t for t in found if isinstance(t, FetchTask))
    if task.depth < _DEEPEST:
        further = [_sitemap(task, entry) for entry in listing.sitemaps if _is_recent(entry.changed, since)]
        yield from newest_first(t for t in further if t)


def day_of(task: FetchTask, dating: Dating) -> str:
    """The day that a page's file is named by: the source's date, else the one in its address, else today."""
    if task.feed_date:
        return task.feed_date[:10]
    found = day_in(task.url, dating.in_addresses, dating.today)
    return found.iso if found else dating.today.isoformat()


def _is_recent(moment: str | None, since: dt.date | None) -> bool:
    return since is None or moment is None or moment[:10] >= since.isoformat()


def _page(source: FetchTask, entry: SourceEntry, table: OutletTable) -> FetchTask | str:
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
    return FetchTask("page", url, url, outlet, home, feed_date=entry.published, feed_changed=entry.changed)


def _sitemap(source: FetchTask, entry: SourceEntry) -> FetchTask | None:
    try:
        url = normalise(entry.url, source.url)
    except FetchError:
        return None
    if not within(url, source.home):
        return None
    return source._replace(
        url=url, requested=url, feed_changed=entry.changed, depth=source.depth + 1, hops=0, failures=0
    )


_Named = tuple[Kind, str, Outlet | None]


class Wanted(Struct, frozen=True):
    """What to fetch: pages, feeds and sitemaps by address, and outlets by id, whose feeds the table knows."""

    urls: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


def plan(wanted: Wanted, table: OutletTable) -> Iterator[FetchTask | tuple[str, str]]:
    """The tasks of ``wanted`` in its order; an address that cannot be asked comes as itself and the problem.

    Raises:
        ConfigError: An outlet is not in the table, or has no feed there.
    """
    named: list[_Named] = [("feed", url, None) for url in wanted.feeds]
    named += [("sitemap", url, None) for url in wanted.sitemaps]
    named += [source for name in wanted.outlets for source in _sources_of(name, table)]
    named += [("page", url, None) for url in wanted.urls]
    for kind, url, outlet in named:
        try:
            address = normalise(url)
        except FetchError as error:
            yield url, str(error)
            continue
        owner = outlet or outlet_of(address, table)
        yield FetchTask(
            kind=kind,
            url=address,
            requested=address,
            outlet=owner,
            home=tuple(dict.fromkeys((*owner.domains, host(address)))),
            by_hand=True,
        )


def choose(wanted: Wanted, folder: Path, config: Path | None = None) -> tuple[Wanted, OutletTable]:
    """What to fetch, and the outlets to know: the shipped ones, those of ``folder`` and of ``config``.

    Where no source is named, the outlets are those of ``config``, else of the folder's own table.

    Raises:
        ConfigError: A table cannot be used, or nothing is named.
    """
    table = load_outlets([folder], [config] if config else [])
    own = config or folder / TABLE_NAME
    if wanted == Wanted() or (config and not wanted.outlets):
        named = tomllib.loads(own.read_text(encoding="utf-8-sig")).get("outlets", {}) if own.is_file() else {}
        found = tuple(id_ for id_ in named if (rules := table.rules[id_].fetch).feeds or rules.sitemaps)
        wanted = replace(wanted, outlets=found)
    if wanted == Wanted():
        hint = f"Name addresses, --feed, --sitemap or --outlet, or put feeds into {own}."
        raise ConfigError("There is nothing to fetch.", hint=hint)
    return wanted, table


def _sources_of(name: str, table: OutletTable) -> list[_Named]:
    outlet = table.find(name)
    if outlet is None:
        raise ConfigError(f"No outlet is called {name!r}.", where="outlets.toml", hint="Give its id there.")
    rules = table.rules[outlet.id].fetch
    if not (rules.feeds or rules.sitemaps):
        hint = f'Add [outlets.{outlet.id}.fetch] with feeds = ["https://..."].'
        raise ConfigError(f"{outlet.name} has neither feeds nor sitemaps.", where="outlets.toml", hint=hint)
    feeds: list[_Named] = [("feed", url, outlet) for url in rules.feeds]
    return [*feeds, *(("sitemap", url, outlet) for url in rules.sitemaps)]
