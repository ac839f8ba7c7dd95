"""A sentence cut where its look changes: quoted or narrated, differing, moved or shared, in conflict or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Span = tuple[int, int]


class Segment(NamedTuple):
    """A piece of text with one look. ``clash`` is the index of the possible conflict it belongs to.

    ``aside`` text is outside the compared part. ``last`` says that the clash ends here: its index is printed once, after its last piece.
    """

    text: str
    quoted: bool = False
    differs: bool = False
    moved: bool = False
    clash: int | None = None
    last: bool = False
    aside: bool = False


def cut(
    text: str,
    *,
    quoted: Sequence[Span] = (),
    differing: Sequence[Span] = (),
    moved: Sequence[Span] = (),
    clashes: Sequence[tuple[Span, int]] = (),
    aside: Sequence[Span] = (),
) -> tuple[Segment, ...]:
    """``text`` in order as segments; their texts joined are ``text`` again. Spans may overlap."""
    if not (quoted or differing or moved or clashes or aside):
        return (Segment(text),) if text else ()
    spans = [*quoted, *differing, *moved, *aside, *(span for span, _ in clashes)]
    edges = sorted({0, len(text), *(min(max(at, 0), len(text)) for span in spans for at in span)})
    pieces = []
    for start, end in pairwise(edges):
        clash, last = _clash_at(clashes, start, end)
        differs = clash is None and _covers(differing, start)
        inside = _covers(quoted, start)
        moves = _covers(moved, start)
        pieces.append(Segment(text[start:end], inside, differs, moves, clash, last, _covers(aside, start)))
    return tuple(pieces)


def _covers(spans: Iterable[Span], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _clash_at(clashes: Sequence[tuple[Span, int]], start: int, end: int) -> tuple[int | None, bool]:
    for (first, last), index in clashes:
        if first <= start < last:
            return index, end == last
    return None, False
