"""The lines of a page, with white space settled and hard wrapping undone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Characters that only say where a line may break."""
_ENDING = re.compile(r"[.!?…。！？:][)\]”’\"'»]*$")
_MARKED = re.compile(r"\((?:END|ATTN|Yonhap\)$)|--+$|[•|#]|\S+@\S+$|By [A-Z]|\d\d:\d\d ")
_BRACKETED = re.compile(r"\[.*\]|\(.*\)")
_HYPHENATED = re.compile(r"[a-z]-$")
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 45
_FEWEST_WRAPPED = 4
_MOST_WIDE = 0.05
_LEAST_RUNNING = 0.5


class Line(NamedTuple):
    """A line that is not blank: its settled text, 1-based number, indent, and whether a blank line stands before."""

    text: str
    number: int
    indent: int = 0
    gap: bool = False


def page_lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, each run of white space one space; wrapped paragraphs as one line."""
    lines: list[Line] = []
    gap = False
    for number, raw in enumerate(INVISIBLE.sub("", text).split("\n"), start=1):
        settled = " ".join(raw.split())
        if settled:
            lines.append(Line(settled, number, len(raw) - len(raw.lstrip()), gap))
        gap = not settled
    return unwrap(lines)


def unwrap(lines: list[Line]) -> list[Line]:
    """``lines`` with the pieces of each hard-wrapped paragraph joined; untouched where the page is not wrapped.

    A page is wrapped where no long line exceeds what a terminal shows and most line ends fall inside a sentence, the
    next line going on in lower case often enough that it is no list of headlines.
    """
    if not _is_wrapped(lines):
        return lines
    joined: list[Line] = []
    before: Line | None = None
    for line in lines:
        if before is not None and _goes_on(before, line):
            glue = "" if _HYPHENATED.search(before.text) else " "
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text}{glue}{line.text}")
        else:
            joined.append(line)
        before = line
    return joined


def _is_wrapped(lines: list[Line]) -> bool:
    long = [(a, b) for a, b in pairwise(lines) if len(a.text) >= _NARROWEST_WRAP and not b.gap]
    wide = sum(len(line.text) > _WIDEST_WRAP for line in lines)
    if len(long) < _FEWEST_WRAPPED or wide > _MOST_WIDE * len(lines):
        return False
    inside = [b for a, b in long if not _ENDING.search(a.text) and b.indent <= a.indent]
    running = [b for b in inside if not b.text[0].isupper()]
    return len(inside) >= _LEAST_RUNNING * len(long) and len(running) >= _LEAST_RUNNING * len(inside)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether ``line`` continues the paragraph of ``before``: no gap, no indent, no mark of its own, a filled row."""
    if line.gap or line.indent > before.indent or _MARKED.match(line.text) or _BRACKETED.fullmatch(before.text):
        return False
    return len(before.text) >= _NARROWEST_WRAP
