"""Long lists, cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple


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
