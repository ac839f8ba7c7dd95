"""Pages that do not hold the whole article: behind a paywall, or with fewer words than they claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compare.reading.webpages.claims import Claims
from compare.reading.webpages.selectors import Selectors
from compare.text.tokens import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORT = 150
"""Fewer words than this beside a paywall are taken for the teaser: subscribers' own copies are longer."""
_LEAST_SHARE = 0.6
_LEAST_CLAIMED = 100


def why_truncated(paragraphs: Sequence[str], root: HtmlElement, claims: Claims, selectors: Selectors) -> str | None:
    """Why the text is known not to be the whole article; None where nothing says so."""
    count = sum(len(words(paragraph)) for paragraph in paragraphs)
    if claims.words and claims.words >= _LEAST_CLAIMED and count < _LEAST_SHARE * claims.words:
        return f"the page holds {count} of the article's {claims.words} words"
    if count < _SHORT and (claims.free is False or _has_paywall(root, selectors)):
        return f"behind a paywall: {_counted(count)} on the page"
    return None


def _has_paywall(root: HtmlElement, selectors: Selectors) -> bool:
    pattern = selectors.paywall_names
    return pattern is not None and any(
        pattern.search(name)
        for element in root.iter("div", "section", "aside", "p")
        for name in f"{element.get('class') or ''} {element.get('id') or ''}".split()
    )


def _counted(count: int) -> str:
    return "1 word is" if count == 1 else f"{count} words are"
