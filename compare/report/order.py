"""The geometry of the order picture: a column an account, a block a sentence, bands between shared points.

Widths and x are percent of the picture, heights and y pixels, so that it fits any screen without a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from compare.report.context import EventContext, Told, letter
from compare.report.points import Point, State

TOP = 30.0
TALLEST = 620.0
HIGHEST = 240.0
"""No block is higher: a text without a full stop is one sentence, however long."""
SCALES = (1.0, 0.8, 0.6, 0.45, 0.3, 0.2, 0.12)
MOST_COLUMNS = 12
MOST_BLOCKS = 400
"""Above this, a block a sentence is more than a reader sees, and than a page bears."""
LABEL_ALONG = 0.287
"""How far into the gap a band's label stands, as a share of the gap: bands cross mid-way, labels must not."""
LABEL_CLEAR = 14.0
LABEL_STEP = 7.0
NUMBERED_FROM = 14.0


Sized = tuple[Told, float, float]
"""A sentence with its top and its height."""


class Block(NamedTuple):
    """A sentence; ``quoted`` is the share of its quoted words, in percent. ``points`` are those it shares, if any."""

    told: Told
    x: float
    y: float
    height: float
    quoted: int
    points: tuple[Point, ...]
    numbered: bool


class Column(NamedTuple):
    """An account's blocks; ``header_x`` and ``at_end`` place its name."""

    account: int
    x: float
    header_x: float
    at_end: bool
    blocks: tuple[Block, ...]


class Band(NamedTuple):
    """A shared point's way from one column to a later one; ``path`` is in units of 100 across its gap."""

    state: State
    path: str


class Gap(NamedTuple):
    """The room between two columns, with the bands that cross it."""

    x: float
    width: float
    bands: tuple[Band, ...]


class Label(NamedTuple):
    """The point's number on its band."""

    state: State
    number: int
    x: float
    y: float


class Picture(NamedTuple):
    """The whole picture; ``hidden`` are accounts for which there is no column.

    ``merged`` says that sentences in a row without a drawn point are one block.
    """

    height: float
    block_width: float
    columns: tuple[Column, ...]
    gaps: tuple[Gap, ...]
    labels: tuple[Label, ...]
    hidden: tuple[str, ...]
    merged: bool

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, column by column."""
        return tuple(block for column in self.columns for block in column.blocks)


class _Grid(NamedTuple):
    width: float
    gap: float
    x: dict[int, float]


def draw_order(reading: EventContext, points: Sequence[Point]) -> Picture:
    """The order picture of an event with at least one shared point; ``points`` are those that are drawn."""
    shown = _choose_columns(reading, points)
    grid = _grid(shown)
    carried = _carried(points)
    stacks = {k: tuple(_stack(sized, grid, carried)) for k, sized in _fit(reading, shown).items()}
    merged = sum(map(len, stacks.values())) > MOST_BLOCKS
    if merged:
        stacks = {k: tuple(_merge(stack)) for k, stack in stacks.items()}
    blocks = [block for stack in stacks.values() for block in stack]
    height = round(max((block.y + block.height for block in blocks), default=TOP) + 6, 1)
    placed = {block.told.anchor: block for block in blocks if block.points}
    hops = sorted(_hops(points, shown, placed), key=lambda hop: (hop[1].x - hop[2].x, hop[1].x))
    return Picture(
        height=height,
        block_width=grid.width,
        columns=tuple(_column(k, grid, shown, stacks[k]) for k in shown),
        gaps=tuple(_gaps(hops, grid)),
        labels=tuple(_label_all(hops, grid)),
        hidden=tuple(letter(k) for k in range(len(reading.articles)) if k not in shown),
        merged=merged,
    )


def _choose_columns(reading: EventContext, points: Sequence[Point]) -> list[int]:
    """The accounts that share most points, in the event's order."""
    shared = [0] * len(reading.articles)
    for point in points:
        for wording in point.wordings:
            for account in wording.accounts:
                shared[account] += 1
    ranked = sorted(range(len(shared)), key=lambda k: (-shared[k], k))
    return sorted(ranked[:MOST_COLUMNS])


def _grid(shown: Sequence[int]) -> _Grid:
    width = round(min(13.0, 52 / len(shown)), 2)
    gap = round((100 - len(shown) * width) / (len(shown) - 1), 2)
    return _Grid(width, gap, {account: round(k * (width + gap), 2) for k, account in enumerate(shown)})


def _column(account: int, grid: _Grid, shown: Sequence[int], blocks: tuple[Block, ...]) -> Column:
    at_end = account == shown[-1]
    return Column(account, grid.x[account], 100.0 if at_end else grid.x[account], at_end, blocks)


def _sizes(told: Sequence[Told], scale: float) -> Iterator[Sized]:
    """Each sentence with its top and height; a paragraph's end leaves a wider gap."""
    y = TOP
    for place, sentence in enumerate(told):
        height = round(min(max(17 * scale, 0.56 * scale * sentence.words), HIGHEST), 1)
        yield sentence, round(y, 1), height
        ends = place + 1 < len(told) and told[place + 1].sentence.paragraph != sentence.sentence.paragraph
        y += height + max(1.0, 4 * scale) + (6 * scale if ends else 0)


def _fit(reading: EventContext, shown: Sequence[int]) -> dict[int, list[Sized]]:
    """The sentences of each column in the largest scale in which no column is too tall; else in the smallest."""
    for scale in SCALES:
        sized = {k: list(_sizes(reading.by_account[k], scale)) for k in shown}
        if all(y + height <= TALLEST for column in sized.values() for _, y, height in column[-1:]):
            break
    return sized


def _carried(points: Sequence[Point]) -> dict[str, tuple[Point, ...]]:
    carried: dict[str, tuple[Point, ...]] = {}
    for point in points:
        for wording in point.wordings:
            for told in wording.places:
                carried.update({sentence.anchor: (point,) for sentence in told})
    return carried


def _stack(sized: Sequence[Sized], grid: _Grid, carried: dict[str, tuple[Point, ...]]) -> Iterator[Block]:
    for sentence, y, height in sized:
        quoted = round(100 * sentence.quoted_words / sentence.words) if sentence.words else 0
        found = carried.get(sentence.anchor, ())
        x = grid.x[sentence.account]
        yield Block(sentence, x, y, height, quoted, found, bool(found) and height >= NUMBERED_FROM)


def _merge(stack: Sequence[Block]) -> Iterator[Block]:
    """The blocks with those in a row that share nothing as one, their quoted shares pooled by words."""
    for shares, group in groupby(stack, key=lambda block: bool(block.points)):
        blocks = list(group)
        if shares:
            yield from blocks
            continue
        words = sum(block.told.words for block in blocks)
        quoted = round(100 * sum(block.told.quoted_words for block in blocks) / words) if words else 0
        yield blocks[0]._replace(height=round(blocks[-1].y + blocks[-1].height - blocks[0].y, 1), quoted=quoted)


def _hops(
    points: Sequence[Point], shown: Sequence[int], placed: dict[str, Block]
) -> Iterator[tuple[Point, Block, Block]]:
    """For each point, its way through the columns that carry it, each to the next."""
    for point in points:
        carriers = {
            account: told
            for wording in point.wordings
            for account, told in zip(wording.accounts, wording.places, strict=True)
            if account in shown
        }
        linked = {frozenset((link.a, link.b)) for link in point.bead.links}
        for one, other in pairwise(sorted(carriers)):
            pairs = [(a, b) for a in carriers[one] for b in carriers[other]]
            joined = [(a, b) for a, b in pairs if frozenset((a.sentence.ref, b.sentence.ref)) in linked]
            for a, b in joined or pairs[:1]:
                yield point, placed[a.anchor], placed[b.anchor]


def _gaps(hops: Sequence[tuple[Point, Block, Block]], grid: _Grid) -> Iterator[Gap]:
    """The bands by the gap they cross, the longest first: shorter ones are drawn over them."""
    for (start, end), group in groupby(hops, key=lambda hop: (hop[1].x, hop[2].x)):
        bands = tuple(_band(*hop) for hop in group)
        yield Gap(round(start + grid.width, 2), round(end - start - grid.width, 2), bands)


def _band(point: Point, a: Block, b: Block) -> Band:
    top, bottom, far_top, far_bottom = a.y, a.y + a.height, b.y, b.y + b.height
    path = (
        f"M0 {top:g}C50 {top:g} 50 {far_top:g} 100 {far_top:g}V{far_bottom:g}"
        f"C50 {far_bottom:g} 50 {bottom:g} 0 {bottom:g}Z"
    )
    return Band(point.state, path)


def _label_all(hops: Sequence[tuple[Point, Block, Block]], grid: _Grid) -> Iterator[Label]:
    """A label a point and gap, pushed down until it is clear of those above it."""
    taken: dict[float, list[float]] = {}
    seen: set[tuple[int, float]] = set()
    for point, a, b in sorted(hops, key=lambda hop: (hop[1].x, hop[1].y, hop[0].number)):
        if (point.number, a.x) in seen:
            continue
        seen.add((point.number, a.x))
        along = _bezier_share(LABEL_ALONG * grid.gap / (b.x - a.x - grid.width))
        y = (a.y + a.height / 2) * (1 - along) + (b.y + b.height / 2) * along + 4
        column = taken.setdefault(a.x, [])
        while any(abs(y - other) < LABEL_CLEAR for other in column):
            y += LABEL_STEP
        column.append(y)
        yield Label(point.state, point.number, round(a.x + grid.width + LABEL_ALONG * grid.gap, 2), round(y, 1))


@lru_cache(maxsize=256)
def _bezier_share(across: float) -> float:
    """How far down a band has come when it is ``across`` (0 to 1) of its way: its curve solved by halving."""
    low, high = 0.0, 1.0
    for _ in range(12):
        t = (low + high) / 2
        x = 1.5 * t * (1 - t) + t**3
        low, high = (t, high) if x < across else (low, t)
    return low * low * (3 - 2 * low)
