"""Addresses that last: anchors of sentences, pages of articles; and long lists cut into pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from compare.text.anchors import short_digest

SENTENCES_A_PAGE = 100
"""Of an article on its own page, at about 1.6 KB each with their citations."""
_END_WORDS = 5


def body_digest(body: str) -> str:
    """SHA-256 of an article's body in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(body.encode(errors="surrogatepass")).hexdigest()


def article_page(article_id: str, number: int = 1) -> str:
    """The path of the article's own page that has the sentence ``number``; the event it is in does not matter."""
    page = (number - 1) // SENTENCES_A_PAGE
    return f"a/{_article_digest(article_id)}/index{f'-{page + 1}' if page else ''}.html"


@lru_cache(maxsize=1 << 12)
def _article_digest(article_id: str) -> str:
    """Asked for once a sentence."""
    return short_digest(article_id)


def measure_anchor(analysis: str, measure: str) -> str:
    """The anchor of a measure's definition on the method page."""
    return f"m-{analysis}-{measure}".replace(" ", "-")


def at_source(url: str, sentence: str) -> str:
    """``url`` with a text fragment that leads a browser to the sentence there.

    See https://wicg.github.io/scroll-to-text-fragment/: a long text is given by its first and last words.
    """
    words = sentence.split()
    ends = [words] if len(words) <= 2 * _END_WORDS else [words[:_END_WORDS], words[-_END_WORDS:]]
    text = ",".join(quote(" ".join(end), safe="", errors="replace").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def web_address(url: str | None) -> str | None:
    """``url`` where it is a link that a page may carry (http or https, with a host), else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


class Part(NamedTuple):
    """One page of a list: ``items`` are its own, ``total`` counts all."""

    number: int
    pages: int
    items: Sequence[Any]
    total: int


def paginate(items: Sequence[Any], per_page: int) -> Iterator[Part]:
    """The list page by page, counted from 1; an empty list is one empty page."""
    pages = max(1, -(-len(items) // per_page))
    for number in range(1, pages + 1):
        yield Part(number, pages, items[(number - 1) * per_page : number * per_page], len(items))


def page_name(stem: str, number: int) -> str:
    """The file name of a page of a list: ``index.html``, ``index-2.html``."""
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"
