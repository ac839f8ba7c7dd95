"""The search index: one line an event, in scripts of bounded size, so that it works from a disk as from a server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from compare.report.environment import reveal
from compare.report.site import Catalogue
from compare.report.views.accounts import outlet_name, when
from compare.report.views.index import Summary
from compare.report.views.paging import Part, paginate

PER_FILE = 1000
_BLANK = re.compile(r"\s+")


def view_search(shelf: Catalogue, summaries: Sequence[Summary]) -> tuple[tuple[str, bytes], ...]:
    """The index files, name and content, newest events first; no sentence's text is in them."""
    lines = [*_events(summaries), *_singles(shelf)]
    return tuple((_name(part), _script(part)) for part in paginate(lines, PER_FILE))


def _events(summaries: Sequence[Summary]) -> Iterator[str]:
    for s in summaries:
        outlets = "|".join(_plain(outlet.text) for outlet in s.outlets)
        yield "\t".join(
            (s.id, s.sort[:10], s.days_in_full, outlets, _plain(s.title.text if s.title else ""), _plain(s.words))
        )


def _singles(shelf: Catalogue) -> Iterator[str]:
    for event in reversed(shelf.site.grouping.events):
        if len(event.article_ids) > 1:
            continue
        article = shelf.articles[event.article_ids[0]]
        yield "\t".join(
            (
                event.id,
                article.published.iso[:10] if article.published else "",
                when(shelf.imprint, article),
                _plain(outlet_name(shelf.imprint, article).text),
                _plain(article.headline or ""),
                "",
            )
        )


def _plain(text: str) -> str:
    """The text on one line, without what parts the fields."""
    return _BLANK.sub(" ", text.replace("|", " ")).strip()


def _name(part: Part) -> str:
    return f"search-{part.number}.js"


def _script(part: Part) -> bytes:
    lines = json.dumps("\n".join(reveal(line) for line in part.items))
    return f"(window.OUTLET_COMPARE ||= []).push({lines});\n".encode()
