"""Whose page it is, told by what stands on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.model import Outlet
from compare.reading.layout import LONGEST_MARK, Layout
from compare.reading.outlets import OutletTable
from compare.reading.pages.lines import Line

_MARK, _HINT, _LEAST = 3, 1, 2
_MOST_LINES = 400
_ADDRESS = re.compile(r"^(?:(?:URL|Source|Link) ?: ?)?(https?://\S+)$", re.IGNORECASE)


def address(lines: Sequence[Line]) -> str | None:
    """The web address that the page's first or last line consists of."""
    for line in (*lines[:2], *lines[-1:]):
        if len(line.text) < 10 * LONGEST_MARK and (found := _ADDRESS.match(line.text)) is not None:
            return found[1]
    return None


def recognise(lines: Sequence[Line], table: OutletTable) -> Outlet | None:
    """The outlet whose marks the page bears; None where none has enough, or two have as many.

    Between a newspaper and an agency with as many it is the newspaper's page: it reprints the agency's dateline.
    """
    excerpt = "\n".join(_clip(line.text) for line in (*lines[:_MOST_LINES], *lines[_MOST_LINES:][-_MOST_LINES:]))
    scored: dict[tuple[int, bool], list[str]] = {}
    for id_, layout in table.layouts.items():
        if layout.marks or layout.hints:
            scored.setdefault((_score(excerpt, layout), not table.outlets[id_].agency), []).append(id_)
    (best, _), ids = max(scored.items(), default=((0, False), []))
    return table.outlets[ids[0]] if best >= _LEAST and len(ids) == 1 else None


def _score(excerpt: str, layout: Layout) -> int:
    marks = sum(pattern.search(excerpt) is not None for pattern in layout.marks)
    hints = sum(pattern.search(excerpt) is not None for pattern in layout.hints)
    return _MARK * marks + _HINT * hints


def _clip(text: str) -> str:
    return text if len(text) <= 2 * LONGEST_MARK else f"{text[:LONGEST_MARK]}\n{text[-LONGEST_MARK:]}"
