"""An event's rows over one page or several, so that no page grows past what a reader's connection bears."""

from __future__ import annotations

from typing import NamedTuple

from compare.report.anchors import article_page
from compare.report.reading import Reading
from compare.report.views.paging import page_name
from compare.report.views.points import Point, Points

FIRST, NEXT = 50_000, 200_000
"""Estimated bytes of rows on the event's own page, which has much else, and on those that follow."""
MOST_ALONE = 50_000
"""Estimated bytes of sentences in no shared point; above it only the first of each account are listed."""
_ROW, _WORDING, _PLACE, _ABSENCE, _LONE = 1250, 400, 220, 230, 420


class Part(NamedTuple):
    """The rows on one page, which is the file ``name`` in the event's folder."""

    number: int
    pages: int
    name: str
    points: tuple[Point, ...]

    def of(self, *keys: str) -> tuple[Point, ...]:
        """The page's points in one of these states."""
        return tuple(point for point in self.points if point.state.key in keys)


class Parts(NamedTuple):
    """All pages of rows, and where each sentence stands; ``alone`` says that all in no shared point are listed."""

    pages: tuple[Part, ...]
    alone: bool
    places: dict[str, str]

    def hrefs(self, name: str) -> dict[str, str]:
        """The link to every anchor from the page ``name`` of the event's folder."""
        return {anchor: f"#{anchor}" if at == name else f"{at}#{anchor}" for anchor, at in self.places.items()}


def part(points: Points, reading: Reading, *, whole: bool = False) -> Parts:
    """The rows of an event, in order, on as many pages as their size asks for, or on one."""
    groups: list[list[Point]] = [[]]
    room = FIRST
    for point in points.shared:
        weight = _weigh(point)
        if weight > room and groups[-1] and not whole:
            groups.append([])
            room = NEXT
        groups[-1].append(point)
        room -= weight
    parts = tuple(
        Part(n, len(groups), page_name("index" if n == 1 else "points", n), tuple(group))
        for n, group in enumerate(groups, start=1)
    )
    lone = [item for found in points.unshared for item in found.sentences]
    alone = whole or sum(_LONE + len(item.told.sentence.text) for item in lone) <= MOST_ALONE
    return Parts(parts, alone, _place(parts, points, reading, alone=alone))


def _weigh(point: Point) -> int:
    """About how many bytes the row takes."""
    texts = sum(len(segment.text) + 60 for wording in point.wordings for segment in wording.segments)
    places = sum(len(wording.accounts) for wording in point.wordings)
    return _ROW + _WORDING * len(point.wordings) + texts + _PLACE * places + _ABSENCE * len(point.absences)


def _place(parts: tuple[Part, ...], points: Points, reading: Reading, *, alone: bool) -> dict[str, str]:
    places = {}
    for page in parts:
        for point in page.points:
            for ref in point.bead.sentences:
                places[reading.told[ref].anchor] = page.name
            places[f"p-{point.anchor[2:]}"] = page.name
    first = parts[0].name
    for found in points.unshared:
        article_id = reading.articles[found.account].id
        places.update((item.told.anchor, first) for item in found.shown)
        for item in found.folded:
            places[item.told.anchor] = first if alone else f"../../{article_page(article_id, item.told.number)}"
    return places
