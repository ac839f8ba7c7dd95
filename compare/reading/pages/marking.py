"""What each line of a page is, judged by itself and the layout."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from compare.model import Moment
from compare.reading import moments
from compare.reading.layout import LONGEST_MARK, Layout, LineSet
from compare.reading.pages.lines import Line

Role = Literal["text", "furniture", "section", "end", "cut", "time", "byline", "credit", "notice"]

_SEPARATORS = re.compile(r"[\s•·|,/:;()\[\]-]*")
_STOP = re.compile(r"(?:[!?…。！？]|(?<![A-Z])\.|(?<=[A-Z]{2})\.)[)\]”’\"'»]*(?:\s*\([^()]{2,40}\))?$")
_YEAR = re.compile(r"\d{4}")
_LONGEST_DATE_LINE = 160
_LONG = 30
_SHORTEST_SENTENCE = 4


class Mark(NamedTuple):
    """A line with its role, and what the role's pattern captured."""

    line: Line
    role: Role
    byline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    label: str | None = None

    @property
    def text(self) -> str:
        """The line's text."""
        return self.line.text


def mark(line: Line, layout: Layout) -> Mark:
    """``line`` with its role. Of several that fit, what is shown or kept goes before what is dropped."""
    text = line.text
    if len(text) > LONGEST_MARK:
        return Mark(line, "text")
    if layout.notices.has(text):
        return Mark(line, "notice")
    known = _time(line, layout) or _byline(line, layout)
    if known is not None:
        return known
    sets: tuple[tuple[Role, LineSet], ...] = (
        ("cut", layout.cuts),
        ("end", layout.ends),
        ("furniture", layout.furniture),
        ("credit", layout.credits),
        ("section", layout.sections),
    )
    return Mark(line, next((role for role, lines in sets if lines.has(text)), "text"))


def is_prose(text: str, layout: Layout, least: int = _SHORTEST_SENTENCE) -> bool:
    """Whether ``text`` is running text: a dateline, a long paragraph, or a sentence of ``least`` words with its stop."""
    if any(pattern.match(text[:LONGEST_MARK]) for pattern in layout.datelines):
        return True
    words = text.count(" ") + 1
    return words >= _LONG or (words >= least and ends_a_sentence(text))


def ends_a_sentence(text: str) -> bool:
    """Whether ``text`` stops as a sentence does; "talks with U.S." may be a headline."""
    return _STOP.search(text[-80:]) is not None


def find_byline(text: str, layout: Layout) -> str | None:
    """The author that ``text``, a whole line such as "By Kim Ha-na (hana@paper.example)", names."""
    found = _first(layout.bylines, text) if len(text) <= LONGEST_MARK else None
    return None if found is None else found["byline"].strip()


def _byline(line: Line, layout: Layout) -> Mark | None:
    author = find_byline(line.text, layout)
    return None if author is None else Mark(line, "byline", byline=author)


def _time(line: Line, layout: Layout) -> Mark | None:
    """The line as a date line: a date pattern fits, and nothing but separators stands beside the dates."""
    if len(line.text) > _LONGEST_DATE_LINE or _YEAR.search(line.text) is None:
        return None
    published = _first(layout.published, line.text)
    modified = _first(layout.modified, line.text)
    spans = sorted(found.span() for found in (published, modified) if found is not None)
    if not spans:
        return None
    rest = line.text
    for start, end in reversed(spans):
        rest = rest[:start] + rest[end:]
    if _SEPARATORS.fullmatch(rest) is None:
        return None
    groups = published.groupdict() if published else {}
    return Mark(
        line,
        "time",
        published=_moment(published, layout),
        modified=_moment(modified, layout),
        label=(groups.get("label") or "").strip() or None,
    )


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(text)) is not None), None)


def _moment(found: re.Match[str] | None, layout: Layout) -> Moment | None:
    zone = layout.outlet.timezone if layout.outlet else None
    return None if found is None else moments.from_groups(found.groupdict(), zone, layout.zones)
