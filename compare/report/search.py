"""The search index: one line an event or lone article, in scripts of bounded size, so that it works from a disk as from a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from compare.report.context import outlet_name, when
from compare.report.environment import reveal
from compare.report.index_page import Summary
from compare.report.site import SiteContext
from compare.report.urls import Part, paginate

PER_FILE = 1000
_BLANK = re.compile(r"\s+")


class _Line(NamedTuple):
    """A line of the index, and by which moment it is sorted; empty where no date is known."""

    sort: str
    text: str


def view_search(shelf: SiteContext, summaries: Sequence[Summary]) -> tuple[tuple[str, bytes], ...]:
    """The index files, name and content, newest first whether told by many or by one; no sentence's text is in them."""
    found = sorted((*_events(summaries), *_singles(shelf)), key=lambda line: line.sort, reverse=True)
    lines = [line.text for line in found]
    return tuple((_name(part), _script(part)) for part in paginate(lines, PER_FILE))


def _events(summaries: Sequence[Summary]) -> Iterator[_Line]:
    for s in summaries:
        outlets = "|".join(_plain(outlet.text) for outlet in s.outlets)
        title = _plain(s.title.text if s.title else "")
        yield _line(s.sort, s.id, s.sort[:10], s.days_in_full, outlets, title, _plain(s.words), "")


def _singles(shelf: SiteContext) -> Iterator[_Line]:
    for event in reversed(shelf.site.grouping.events):
        if len(event.article_ids) > 1:
            continue
        article = shelf.articles[event.article_ids[0]]
        yield _line(
            f"{article.published.instant:%Y-%m-%dT%H:%M:%S}" if article.published else "",
            event.id,
            article.published.iso[:10] if article.published else "",
            when(shelf.imprint, article),
            _plain(outlet_name(shelf.imprint, article).text),
            _plain(article.headline or ""),
            "",
            "alone",
        )


def _line(sort: str, *fields: str) -> _Line:
    return _Line(sort, "\t".join(fields))


def _plain(text: str) -> str:
    """The text on one line, without what parts the fields."""
    return _BLANK.sub(" ", text.replace("|", " ")).strip()


def _name(part: Part) -> str:
    return f"search-{part.number}.js"


def _script(part: Part) -> bytes:
    lines = json.dumps(reveal("\n".join(part.items)).decode())
    return f"(window.OUTLET_COMPARE ||= []).push({lines});\n".encode()
