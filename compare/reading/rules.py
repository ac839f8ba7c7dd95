"""The shape of ``outlets.toml``: what an outlet is and how its pages look, as written."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from compare.model import ArticleKind


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
