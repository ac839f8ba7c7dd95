"""The known outlets: what ``outlets.toml`` may hold, its page rules compiled, and how an outlet is found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from compare.errors import ConfigError
from compare.model import ArticleKind, Outlet
from compare.reading.dates import Setting, day_first_in, expand


class KindRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Tells pages that report no event. Every condition that is given must hold; patterns are searched for.

    ``headline``, ``label`` (of the time line) and ``text`` (the first paragraphs) are patterns; ``line`` must be found
    in at least ``least`` lines of the page.
    """

    kind: ArticleKind
    reason: str
    headline: str | None = None
    label: str | None = None
    text: str | None = None
    line: str | None = None
    least: int = 1


class PageRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How text pages look; the keys are explained in the shipped ``outlets.toml``."""

    marks: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    attributive: tuple[str, ...] = ()
    deck: Literal["before", "after", "none"] | None = None
    zones: dict[str, str] = {}
    kinds: tuple[KindRule, ...] = ()


class HtmlRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the parts of an article stand on web pages: CSS selectors, and expressions for names of classes and ids."""

    body: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    furniture_names: tuple[str, ...] = ()
    caption_names: tuple[str, ...] = ()
    paywall_names: tuple[str, ...] = ()


class FetchRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Where an outlet's pages are found on the web, and how their addresses carry a day; see the shipped table."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    dates_in_addresses: tuple[str, ...] = ()


class OutletRules(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the table."""

    name: str
    native_name: str | None = None
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    language: str | None = None
    timezone: str | None = None
    agency: bool = False
    files: tuple[str, ...] = ()
    page: PageRules = PageRules()
    html: HtmlRules = HtmlRules()
    fetch: FetchRules = FetchRules()


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: rules for pages, web pages and addresses, time zones by top-level domain, and the outlets by id."""

    defaults: PageRules = PageRules()
    html: HtmlRules = HtmlRules()
    fetch: FetchRules = FetchRules()
    domain_zones: dict[str, str] = {}
    outlets: dict[str, OutletRules] = {}


_GROUP = re.compile(r"\\.|\[(?:\\.|[^]])*\]|\((?:\\.|\[(?:\\.|[^]])*\]|[^()\\])*\)")
"""A group without groups inside it, a set of characters, or an escaped character."""
LONGEST_MARK = 300
"""Lines beyond this are prose; no pattern but the ones for a paragraph's start and tail is tried on them."""


class LineSet(NamedTuple):
    """Whole lines, as literals (letter case ignored) or, written between slashes, as patterns."""

    literals: frozenset[str]
    pattern: re.Pattern[str] | None

    def has(self, line: str) -> bool:
        """Whether ``line`` is one of the set."""
        if len(line) > LONGEST_MARK:
            return False
        return line.casefold() in self.literals or (self.pattern is not None and self.pattern.match(line) is not None)


Finder = Callable[[str], re.Match[str] | None]
"""Finds a pattern in a line."""


class Kind(NamedTuple):
    """A compiled ``KindRule``."""

    kind: ArticleKind
    reason: str
    headline: re.Pattern[str] | None
    label: re.Pattern[str] | None
    text: re.Pattern[str] | None
    line: Finder | None
    least: int


class Layout(NamedTuple):
    """How pages of one outlet look (``outlet`` None: of any), the outlet's own rules before the general ones."""

    outlet: Outlet | None
    marks: tuple[re.Pattern[str], ...]
    hints: tuple[re.Pattern[str], ...]
    furniture: LineSet
    sections: LineSet
    ends: LineSet
    cuts: LineSet
    published: tuple[re.Pattern[str], ...]
    modified: tuple[re.Pattern[str], ...]
    bylines: tuple[re.Pattern[str], ...]
    credits: LineSet
    tails: re.Pattern[str] | None
    captions: re.Pattern[str] | None
    datelines: tuple[re.Pattern[str], ...]
    versions: tuple[re.Pattern[str], ...]
    notices: LineSet
    agencies: frozenset[str]
    attributive: frozenset[str]
    deck: str
    setting: Setting
    kinds: tuple[Kind, ...]


def compile_layout(outlet: Outlet | None, general: PageRules, own: PageRules, where: str) -> Layout:
    """The layout of ``outlet``: its own rules, then the general ones.

    Raises:
        ConfigError: A pattern does not compile; names the key.
    """
    at = f"outlets.{outlet.id}.page" if outlet else "defaults"

    def patterns(key: str, *groups: str) -> tuple[re.Pattern[str], ...]:
        items = getattr(own, key) + getattr(general, key)
        return tuple(compile_pattern(item, f"{at}.{key}", where, groups) for item in items)

    def anywhere(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(compile_pattern(f"(?m:{item})", f"{at}.{key}", where) for item in getattr(own, key))

    def lines(key: str) -> LineSet:
        return _line_set((*getattr(own, key), *getattr(general, key)), f"{at}.{key}", where)

    def joined(key: str, form: str) -> re.Pattern[str] | None:
        items = (*getattr(own, key), *getattr(general, key))
        for item in items:
            compile_pattern(item, f"{at}.{key}", where)
        return (
            compile_pattern(form.format("|".join(f"(?:{i})" for i in items)), f"{at}.{key}", where) if items else None
        )

    return Layout(
        outlet=outlet,
        marks=anywhere("marks"),
        hints=anywhere("hints"),
        furniture=lines("furniture"),
        sections=lines("sections"),
        ends=lines("ends"),
        cuts=lines("cuts"),
        published=patterns("published", "year", "day"),
        modified=patterns("modified", "year", "day"),
        bylines=patterns("bylines", "byline"),
        credits=lines("credits"),
        tails=joined("tails", r"\s*({})$"),
        captions=joined("captions", r"(?:\((?:[^()]*[^()\w])??(?:{})(?:[^()\w][^()]*)?\)?\s?)+$"),
        datelines=patterns("datelines", "dateline"),
        versions=patterns("versions", "version"),
        notices=lines("notices"),
        agencies=frozenset(name.casefold() for name in own.agencies + general.agencies),
        attributive=frozenset(own.attributive + general.attributive),
        deck=own.deck or general.deck or "none",
        setting=_setting(outlet, {**general.zones, **own.zones}),
        kinds=tuple(_compile_kind(rule, f"{at}.kinds[{n}]", where) for n, rule in enumerate(own.kinds + general.kinds)),
    )


def _setting(outlet: Outlet | None, zones: dict[str, str]) -> Setting:
    if outlet is None:
        return Setting(None, zones)
    return Setting(outlet.timezone, zones, day_first_in(outlet.language, outlet.timezone))


def compile_pattern(pattern: str, key: str, where: str, groups: Sequence[str] = ()) -> re.Pattern[str]:
    """A pattern of the table, its date directives expanded.

    Raises:
        ConfigError: It does not compile, or names none of the ``groups`` it is there for.
    """
    try:
        compiled = re.compile(expand(pattern))
    except (re.error, RecursionError, OverflowError) as error:
        problem = f"{key}: {pattern!r} is no regular expression: {error}."
        raise ConfigError(problem, where=where, hint="Correct it.") from error
    if missing := [group for group in groups if group not in compiled.groupindex]:
        problem = f"{key}: {pattern!r} does not say where the {' and the '.join(missing)} stands."
        raise ConfigError(problem, where=where, hint="Name it: (?P<byline>...), or %Y and %d in a date.")
    return compiled


def _line_set(items: Iterable[str], key: str, where: str) -> LineSet:
    literals, patterns = [], []
    for item in items:
        if len(item) > 1 and item.startswith("/") and item.endswith("/"):
            patterns.append(item[1:-1])
            compile_pattern(item[1:-1], key, where)
        else:
            literals.append(item.casefold())
    whole = "|".join(f"(?:{p})" for p in patterns)
    return LineSet(frozenset(literals), compile_pattern(f"(?i:{whole})$", key, where) if patterns else None)


def _compile_kind(rule: KindRule, key: str, where: str) -> Kind:
    line = None if rule.line is None else compile_pattern(rule.line, f"{key}.line", where)

    def condition(name: str) -> re.Pattern[str] | None:
        value = getattr(rule, name)
        return None if value is None else compile_pattern(value, f"{key}.{name}", where)

    return Kind(
        kind=rule.kind,
        reason=rule.reason,
        headline=condition("headline"),
        label=condition("label"),
        text=condition("text"),
        line=_finder(line) if line else None,
        least=rule.least,
    )


def _finder(pattern: re.Pattern[str]) -> Finder:
    """The quickest way to find ``pattern`` in one line: where it is bound to the start, elsewhere is not looked."""
    bound = pattern.pattern.startswith("^") and "|" not in _GROUP.sub("", pattern.pattern)
    return pattern.match if bound else pattern.search


TABLE_NAME = "outlets.toml"
_INHERIT = "..."


class OutletTable:
    """The outlets that are known, found by id, name, native name, alias or domain; and their page layouts."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        """Check and compile a decoded table.

        Raises:
            ConfigError: Names the key that is unknown, mistyped, or holds a bad pattern or time zone.
        """
        try:
            rules = msgspec.convert(table, Table)
        except msgspec.ValidationError as error:
            raise ConfigError(str(error), where=where, hint="See the comments in the shipped outlets.toml.") from error
        self.where = where
        self.given = table
        self.rules = rules.outlets
        self._html = rules.html
        self._domain_zones = {
            key: _zone(zone, f"domain_zones.{key}", where) for key, zone in rules.domain_zones.items()
        }
        self.fetch = rules.fetch
        self.outlets = {id_: _outlet(id_, entry, where) for id_, entry in rules.outlets.items()}
        self.default_layout = compile_layout(None, rules.defaults, PageRules(), where)
        self.layouts: dict[str, Layout] = {
            id_: self.default_layout._replace(
                outlet=self.outlets[id_], setting=_setting(self.outlets[id_], rules.defaults.zones)
            )
            if entry.page == PageRules()
            else compile_layout(self.outlets[id_], rules.defaults, entry.page, where)
            for id_, entry in rules.outlets.items()
        }
        self._by_name: dict[str, str] = {}
        self._by_domain: dict[str, str] = {}
        for id_, entry in rules.outlets.items():
            for name in (id_, entry.name, entry.native_name, *entry.aliases):
                if name:
                    self._by_name.setdefault(outlet_key(name), id_)
            for domain in entry.domains:
                self._by_domain.setdefault(domain.casefold(), id_)

    def find(self, name: str) -> Outlet | None:
        """The outlet that ``name`` means: an id, a name, a domain or an address, letter case and "The" aside."""
        found = self._by_name.get(outlet_key(name)) or self._by_domain_of(name)
        return self.outlets[found] if found else None

    def layout(self, outlet_id: str | None) -> Layout:
        """The layout of an outlet's pages; the defaults where the outlet is unknown."""
        return self.layouts.get(outlet_id or "", self.default_layout)

    def html(self, outlet_id: str | None) -> HtmlRules:
        """Where the parts of an article stand on an outlet's web pages: its own rules, then the general ones."""
        entry = self.rules.get(outlet_id or "")
        if entry is None or entry.html == HtmlRules():
            return self._html
        pairs = {name: getattr(entry.html, name) + getattr(self._html, name) for name in HtmlRules.__struct_fields__}
        return HtmlRules(**pairs)

    def zone_of(self, host: str | None) -> str | None:
        """The time zone of the country that a host's top-level domain names, where the country has only one."""
        return self._domain_zones.get((host or "").rpartition(".")[2].casefold())

    def _by_domain_of(self, name: str) -> str | None:
        host = host_of(name if "://" in name else f"x://{name}") or ""
        while "." in host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None


def host_of(address: str | None) -> str | None:
    """The host of a web address, without "www."; None where it is no address."""
    try:
        host = urlsplit(address or "").hostname or "" if "://" in (address or "") else ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def load_outlets(folders: Sequence[Path] = (), files: Sequence[Path] = ()) -> OutletTable:
    """The shipped table, with each folder's own ``outlets.toml`` added to it or overriding it field by field.

    ``files`` are further such tables, added after those.

    In a list, the item "..." stands for the list it replaces.

    Raises:
        ConfigError: A table is no TOML, or holds an unknown key, a bad pattern or a bad time zone.
    """
    own = [*sorted({path for folder in folders if (path := folder / TABLE_NAME).is_file()}), *files]
    if not own:
        return _shipped_table()
    merged = _shipped()
    for path in own:
        merged = _merge(merged, _read(path))
        OutletTable(merged, str(path))
    return OutletTable(merged, str(own[-1]))


@cache
def _shipped_table() -> OutletTable:
    return OutletTable(_shipped(), TABLE_NAME)


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((files("compare") / "data" / TABLE_NAME).read_text(encoding="utf-8"))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, RecursionError, UnicodeDecodeError, OSError) as error:
        found = re.search(r"at line (\d+)", str(error))
        line, hint = int(found[1]) if found else None, "Write it as TOML, in UTF-8."
        raise ConfigError(f"cannot be read: {error}.", where=str(path), line=line, hint=hint) from error


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = below.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            merged[key] = _merge(old, value)
        elif isinstance(value, list):
            merged[key] = list(_inherit(value, old if isinstance(old, list) else []))
        else:
            merged[key] = value
    return merged


def _inherit(items: Iterable[Any], old: list[Any]) -> Iterable[Any]:
    for item in items:
        if item == _INHERIT:
            yield from old
        else:
            yield item


def _outlet(id_: str, entry: OutletRules, where: str) -> Outlet:
    if entry.timezone is not None:
        _zone(entry.timezone, f"outlets.{id_}.timezone", where)
    return Outlet(
        id_, entry.name, entry.native_name, entry.domains, entry.language, entry.timezone, agency=entry.agency
    )


def _zone(name: str, key: str, where: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        problem = f"{key}: {name!r} is no time zone."
        raise ConfigError(problem, where=where, hint='Use a name such as "Asia/Seoul".') from error
    return name


def outlet_key(name: str) -> str:
    """A name as names are compared: letters and figures alone, letter case and "The" aside."""
    key = "".join(c for c in name.casefold() if c.isalnum())
    return key.removeprefix("the") or key
