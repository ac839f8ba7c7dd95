"""The picture of order: each account a strip from its first sentence to its last, lines between what they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from compare.report.context import EventContext
from compare.report.points import Point, Points

MOST_STRIPS = 12
STRIP, BAR_TOP, BAR_HEIGHT = 64, 18, 14
"""Pixels from one strip to the next, from a strip's top to its bar, and of the bar."""
_FILLED = 0.88
"""The part of its width that a sentence fills, so that neighbours stay apart."""


class Block(NamedTuple):
    """Sentences in a row that are alike: shared with another account or not. In percent of the width."""

    shared: bool
    x: float
    width: float


class Strip(NamedTuple):
    """An account's sentences from left to right; ``y`` is the top of its label."""

    account: int
    y: int
    blocks: tuple[Block, ...]


class OrderLine(NamedTuple):
    """From a sentence of one strip to one of the next that tells the same."""

    x1: float
    y1: int
    x2: float
    y2: int


class OrderPicture(NamedTuple):
    """The strips with the lines between them; ``hidden`` accounts, which share least, are not drawn."""

    height: int
    strips: tuple[Strip, ...]
    lines: tuple[OrderLine, ...]
    hidden: tuple[int, ...]


def draw_order(event: EventContext, points: Points) -> OrderPicture | None:
    """The picture of an event; None where nothing is shared."""
    if not points.shared:
        return None
    drawn = _choose(event, points.shared)
    tops = {account: row * STRIP for row, account in enumerate(drawn)}
    return OrderPicture(
        height=len(drawn) * STRIP - (STRIP - BAR_TOP - BAR_HEIGHT) + 4,
        strips=tuple(Strip(k, tops[k] + BAR_TOP - 4, tuple(_blocks(event, points, k))) for k in drawn),
        lines=tuple(_lines(event, points.shared, drawn, tops)),
        hidden=tuple(k for k, told in enumerate(event.by_account) if told and k not in tops),
    )


def _choose(event: EventContext, shared: Sequence[Point]) -> list[int]:
    """The accounts that share most points, in the event's order."""
    counts = [sum(k in point.carriers for point in shared) for k in range(len(event.articles))]
    readable = [k for k, told in enumerate(event.by_account) if told]
    return sorted(sorted(readable, key=lambda k: (-counts[k], k))[:MOST_STRIPS])


def _blocks(event: EventContext, points: Points, account: int) -> Iterator[Block]:
    told = event.by_account[account]
    width = 100 / len(told)
    alone = ("only", "perhaps")
    kinds = [points.states[one.sentence.ref].key not in alone for one in told]
    for shared, group in groupby(enumerate(kinds), key=lambda item: item[1]):
        places = [place for place, _ in group]
        if shared:  # each by itself: a line leads to it
            for place in places:
                yield Block(shared, round(place * width, 2), round(_FILLED * width, 2))
        else:
            yield Block(shared, round(places[0] * width, 2), round((len(places) - 1 + _FILLED) * width, 2))


def _lines(
    event: EventContext, shared: Sequence[Point], drawn: Sequence[int], tops: dict[int, int]
) -> Iterator[OrderLine]:
    def middle(point: Point, account: int) -> float:
        return round(100 * (point.first_of(account).number - 0.5) / len(event.by_account[account]), 1)

    bottom = BAR_TOP + BAR_HEIGHT
    for upper, lower in pairwise(drawn):
        for point in shared:
            if {upper, lower} <= set(point.carriers):
                yield OrderLine(middle(point, upper), tops[upper] + bottom, middle(point, lower), tops[lower] + BAR_TOP)
