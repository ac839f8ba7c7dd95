"""A sentence cut where its look changes: quoted or narrated, differing, moved or shared, in conflict or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Span = tuple[int, int]


class Segment(NamedTuple):
    """A piece of text with one look. ``clash`` is the index of the possible conflict it belongs to.

    ``last`` says that the clash ends here: its index is printed once. ``aside`` text is outside the compared
    part. Words that differ, stand elsewhere or are shared are marked, a clash before all of them.
    """

    text: str
    quoted: bool = False
    differs: bool = False
    moved: bool = False
    shared: bool = False
    clash: int | None = None
    last: bool = False
    aside: bool = False


def cut(
    text: str,
    *,
    quoted: Sequence[Span] = (),
    differing: Sequence[Span] = (),
    moved: Sequence[Span] = (),
    shared: Sequence[Span] = (),
    clashes: Sequence[tuple[Span, int]] = (),
    aside: Sequence[Span] = (),
) -> tuple[Segment, ...]:
    """``text`` in order as segments; their texts joined are ``text`` again.

    Spans of one kind lie apart from each other; those of different kinds may overlap.
    """
    if not (quoted or differing or moved or shared or clashes or aside):
        return (Segment(text),) if text else ()
    layers = [_Layer(spans) for spans in (quoted, differing, moved, shared, aside)]
    ends = {end: index for (_, end), index in clashes}
    begins = {start: index for (start, _), index in clashes}
    edges = {0, len(text), *ends, *begins}
    for layer in layers:
        edges |= layer.opens | layer.closes
    pieces, clash = [], None
    for start, end in pairwise(sorted(edges)):
        inside, differs, moves, same, beyond = [layer.at(start) for layer in layers]
        clash = begins.get(start, None if start in ends else clash)
        free, last = clash is None, clash is not None and end in ends
        pieces.append(Segment(text[start:end], inside, differs and free, moves, same and free, clash, last, beyond))
    return tuple(pieces)


class _Layer:
    """Spans of one look, apart from each other, asked edge by edge in the order of the text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.opens = {start for start, end in spans if start < end}
        self.closes = {end for start, end in spans if start < end}
        self._inside = False

    def at(self, edge: int) -> bool:
        self._inside = edge in self.opens or (self._inside and edge not in self.closes)
        return self._inside
