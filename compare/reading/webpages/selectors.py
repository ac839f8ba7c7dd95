"""An outlet's selectors compiled: where on its web pages the parts of an article stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from compare.errors import ConfigError
from compare.reading.layout import compile_pattern
from compare.reading.rules import HtmlRules

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ATTRIBUTE = re.compile(r"^(?P<selector>.*)::attr\((?P<name>[\w-]+)\)$", re.DOTALL)
_PARTS = ("body", "headline", "deck", "byline", "published", "modified", "furniture", "captions")


class Selector(NamedTuple):
    """A compiled CSS selector, and the attribute that is read where it is not the element's text."""

    find: Callable[[HtmlElement], list[HtmlElement]]
    attribute: str | None = None


class Selectors(NamedTuple):
    """``HtmlRules`` compiled; the names are searched for in class names and ids."""

    body: tuple[Selector, ...]
    headline: tuple[Selector, ...]
    deck: tuple[Selector, ...]
    byline: tuple[Selector, ...]
    published: tuple[Selector, ...]
    modified: tuple[Selector, ...]
    furniture: tuple[Selector, ...]
    captions: tuple[Selector, ...]
    furniture_names: re.Pattern[str] | None
    caption_names: re.Pattern[str] | None
    paywall_names: re.Pattern[str] | None


@lru_cache(maxsize=512)
def compile_selectors(rules: HtmlRules, where: str) -> Selectors:
    """The selectors of ``rules``, which stand in the file ``where``.

    Raises:
        ConfigError: One is no CSS selector, or no regular expression; names it.
    """
    parts: dict[str, Any] = {
        part: tuple(_selector(css, part, where) for css in getattr(rules, part)) for part in _PARTS
    }
    return Selectors(
        **parts,
        furniture_names=_names(rules.furniture_names, "furniture_names", where),
        caption_names=_names(rules.caption_names, "caption_names", where),
        paywall_names=_names(rules.paywall_names, "paywall_names", where),
    )


def elements(selectors: Sequence[Selector], root: HtmlElement) -> Iterator[list[HtmlElement]]:
    """For each selector that finds any: the elements it finds, outermost ones only, in document order."""
    for selector in selectors:
        found = selector.find(root)
        inside = set(found)
        if outermost := [e for e in found if inside.isdisjoint(e.iterancestors())]:
            yield outermost


def _selector(css: str, part: str, where: str) -> Selector:
    from cssselect import SelectorError  # noqa: PLC0415 - only web pages need it
    from lxml.cssselect import CSSSelector  # noqa: PLC0415 - as above

    split = _ATTRIBUTE.match(css)
    try:
        found = CSSSelector(split["selector"] if split else css, translator="html")
    except (SelectorError, ValueError, RecursionError) as error:
        problem = f"html.{part}: {css!r} is no CSS selector: {error}."
        raise ConfigError(problem, where=where, mend="Correct it.") from error
    return Selector(found, split["name"] if split else None)


def _names(patterns: tuple[str, ...], key: str, where: str) -> re.Pattern[str] | None:
    for pattern in patterns:
        compile_pattern(pattern, f"html.{key}", where)
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None
