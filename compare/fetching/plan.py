"""From what the user names to the first tasks: addresses, feeds, sitemaps, outlets of the table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from compare.errors import ConfigError
from compare.fetching.failures import FetchError
from compare.fetching.tasks import Kind, Task
from compare.fetching.urls import host, normalise, outlet_of
from compare.model import Outlet
from compare.reading import OutletTable, load_outlets
from compare.reading.outlets import TABLE_NAME

_Named = tuple[Kind, str, Outlet | None]


class Wanted(Struct, frozen=True):
    """What to fetch: pages, feeds and sitemaps by address, and outlets by id, whose feeds the table knows."""

    urls: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


def plan(wanted: Wanted, table: OutletTable) -> Iterator[Task | tuple[str, str]]:
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
        yield Task(
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
        mend = f"Name addresses, --feed, --sitemap or --outlet, or put feeds into {own}."
        raise ConfigError("There is nothing to fetch.", mend=mend)
    return wanted, table


def _sources_of(name: str, table: OutletTable) -> list[_Named]:
    outlet = table.find(name)
    if outlet is None:
        raise ConfigError(f"No outlet is called {name!r}.", where="outlets.toml", mend="Give its id there.")
    rules = table.rules[outlet.id].fetch
    if not (rules.feeds or rules.sitemaps):
        mend = f'Add [outlets.{outlet.id}.fetch] with feeds = ["https://..."].'
        raise ConfigError(f"{outlet.name} has neither feeds nor sitemaps.", where="outlets.toml", mend=mend)
    feeds: list[_Named] = [("feed", url, outlet) for url in rules.feeds]
    return [*feeds, *(("sitemap", url, outlet) for url in rules.sitemaps)]
