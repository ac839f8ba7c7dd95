"""The table of outlets: who they are and how their pages look, as data in ``outlets.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from compare.errors import ConfigError
from compare.model import Outlet
from compare.reading.layout import Layout, compile_layout
from compare.reading.rules import HtmlRules, OutletRules, PageRules, Table

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
            raise ConfigError(str(error), where=where, mend="See the comments in the shipped outlets.toml.") from error
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
            id_: self.default_layout._replace(outlet=self.outlets[id_])
            if entry.page == PageRules()
            else compile_layout(self.outlets[id_], rules.defaults, entry.page, where)
            for id_, entry in rules.outlets.items()
        }
        self._by_name: dict[str, str] = {}
        self._by_domain: dict[str, str] = {}
        for id_, entry in rules.outlets.items():
            for name in (id_, entry.name, entry.native_name, *entry.aliases):
                if name:
                    self._by_name.setdefault(_key(name), id_)
            for domain in entry.domains:
                self._by_domain.setdefault(domain.casefold(), id_)

    def find(self, name: str) -> Outlet | None:
        """The outlet that ``name`` means: an id, a name, a domain or an address, letter case and "The" aside."""
        found = self._by_name.get(_key(name)) or self._by_domain_of(name)
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
        line, mend = int(found[1]) if found else None, "Write it as TOML, in UTF-8."
        raise ConfigError(f"cannot be read: {error}.", where=str(path), line=line, mend=mend) from error


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
        raise ConfigError(problem, where=where, mend='Use a name such as "Asia/Seoul".') from error
    return name


def _key(name: str) -> str:
    key = "".join(c for c in name.casefold() if c.isalnum())
    return key.removeprefix("the") or key
