"""The coverage matrix: points by accounts, a cell carrying the wording's letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.report.context import EventContext, Told
from compare.report.points import ALSO, ONLY, Point, Points, State

MOST_CELLS = 300
MOST_ROWS = 25
"""Above this, points that only two accounts carry are folded."""


class Cell(NamedTuple):
    """A point in an account: its wording's letter and its sentences' numbers.

    No letter where only sentences outside the point are linked to it.
    """

    letter: str
    numbers: tuple[int, ...]
    anchor: str


class MatrixRow(NamedTuple):
    """One shared point across all accounts."""

    point: Point
    cells: tuple[Cell | None, ...]


class Matrix(NamedTuple):
    """Shared points first, what only two accounts carry folded when there are many; then the rest, counted.

    ``also`` counts each account's sentences that are linked but in no shared point, ``only`` those that nothing is
    linked to. ``unlisted`` points, those that fewest accounts carry, have no row of their own.
    """

    rows: tuple[MatrixRow, ...]
    folded: tuple[MatrixRow, ...]
    also: tuple[int, ...]
    only: tuple[int, ...]
    read: tuple[int, ...]
    unlisted: int

    @property
    def any_beside(self) -> bool:
        """Whether a cell names sentences that are linked to its point from outside."""
        return any(cell is not None and not cell.letter for row in (*self.rows, *self.folded) for cell in row.cells)


def choose(points: Points, accounts: int) -> tuple[Point, ...]:
    """The points that fit into a table and a picture: those that most accounts carry, in their order."""
    carriers = {point.number: sum(len(wording.accounts) for wording in point.wordings) for point in points.shared}
    ranked = sorted(points.shared, key=lambda point: (-carriers[point.number], point.number))
    kept = ranked[: max(MOST_ROWS, MOST_CELLS // accounts)]
    return tuple(sorted(kept, key=lambda point: point.number))


def lay_out(reading: EventContext, points: Points, chosen: Sequence[Point]) -> Matrix:
    """The matrix of an event's ``chosen`` points."""
    rows = [MatrixRow(point, _cells(point, len(reading.articles))) for point in chosen]
    fold = len(rows) > MOST_ROWS
    narrow = [fold and sum(cell is not None for cell in row.cells) == 2 for row in rows]  # noqa: PLR2004 - two accounts
    return Matrix(
        rows=tuple(row for row, folded in zip(rows, narrow, strict=True) if not folded),
        folded=tuple(row for row, folded in zip(rows, narrow, strict=True) if folded),
        also=_count(reading, points, ALSO),
        only=_count(reading, points, ONLY),
        read=tuple(len(account) for account in reading.by_account),
        unlisted=len(points.shared) - len(rows),
    )


def _count(reading: EventContext, points: Points, state: State) -> tuple[int, ...]:
    return tuple(sum(points.states[told.sentence.ref] is state for told in account) for account in reading.by_account)


def _cells(point: Point, accounts: int) -> tuple[Cell | None, ...]:
    cells: list[Cell | None] = [None] * accounts
    beside: dict[int, list[Told]] = {}
    for linked in point.see_also:
        beside.setdefault(linked.account, []).append(linked)
    for account, sentences in beside.items():
        cells[account] = Cell("", tuple(told.number for told in sentences), sentences[0].anchor)
    for wording in point.wordings:
        for account, told in zip(wording.accounts, wording.places, strict=True):
            cells[account] = Cell(wording.letter, tuple(t.number for t in told), told[0].anchor)
    return tuple(cells)
