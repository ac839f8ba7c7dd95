"""The headline as the page prints it, without the outlet's name after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compare.reading.outlets import OutletTable
from compare.reading.webpages.blocks import text_of
from compare.reading.webpages.claims import Claims
from compare.reading.webpages.selectors import Selectors, elements
from compare.text.tokens import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = re.compile(r"\s*(?:[|｜]|::+)\s*|\s+[-–—:<>»›«·•l]\s+")
"""Marks between a headline and names; a small l too, which some sites write for a bar."""
_CHAINS = frozenset(":<>|»›«｜")
"""Separators that sites put between several sections: "Headline : National : News : The Outlet"."""
_LONGEST_SECTION = 3
_LEAST_WORDS = 2
_LEAST_SHARED = 0.6
_MOST_HEADINGS = 30
_CUT = ("...", "…")


def choose_headline(
    root: HtmlElement, claims: Claims, selectors: Selectors, table: OutletTable, names: Sequence[str]
) -> str | None:
    """The headline: where the outlet's selectors say, else the heading that the page's claims bear out, else a claim.

    ``names`` are further names of the outlet, beside those that ``table`` knows.
    """
    for found in elements(selectors.headline, root):
        if text := text_of(found[0]):
            return text
    titles = [title for claim in claims.titles if (title := strip_outlet(claim, table, names))]
    headings = [text for heading in [*root.iter("h1")][:_MOST_HEADINGS] if (text := text_of(heading))]
    borne_out = [h for h in headings if any(_is_same(h, title) for title in titles)]
    if borne_out:
        return borne_out[0]
    if titles:
        return _whole(titles)
    return headings[0] if len(headings) == 1 else None


def strip_outlet(title: str, table: OutletTable, names: Sequence[str] = ()) -> str:
    """``title`` without the outlet's name at its end or start, and without the names of sections beside it."""
    own = {_key(name) for name in names}
    parts = _SEPARATOR.split(title)
    marks = [mark.strip() for mark in _SEPARATOR.findall(title)]

    def is_name(text: str) -> bool:
        return _key(text) in own or table.find(text) is not None

    if len(parts) > 1 and is_name(parts[-1]):
        mark = marks[-1]
        parts.pop()
        while len(parts) > 1 and mark in _CHAINS and marks[len(parts) - 2] == mark and _is_section(parts[-1]):
            parts.pop()
    elif len(parts) > 1 and is_name(parts[0]):
        return title[title.index(parts[1], len(parts[0])) :].strip()
    end = _end(title, len(parts))
    return title[:end].strip()


def _end(title: str, kept: int) -> int:
    """Where the first ``kept`` parts of ``title`` end."""
    for number, found in enumerate(_SEPARATOR.finditer(title), start=1):
        if number == kept:
            return found.start()
    return len(title)


def _is_section(text: str) -> bool:
    return len(words(text)) <= _LONGEST_SECTION


def _key(name: str) -> str:
    key = "".join(c for c in name.casefold() if c.isalnum())
    return key.removeprefix("the") or key


def _is_same(heading: str, title: str) -> bool:
    """Whether both are one headline, perhaps in two versions; a site's name or a section shares no words with it."""
    a, b = {w.casefold() for w in words(heading)}, {w.casefold() for w in words(title)}
    return bool(a) and len(a & b) >= _LEAST_SHARED * min(len(a), len(b)) and len(a) >= min(_LEAST_WORDS, len(b))


def _whole(titles: Sequence[str]) -> str:
    """The first title, or one that goes on where it was cut off."""
    first = titles[0]
    stem = first.rstrip(".… ") if first.endswith(_CUT) else first
    return next((t for t in titles if first.endswith(_CUT) and t != first and t.startswith(stem)), first)
