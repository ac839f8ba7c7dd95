"""A sentence cut where its look changes: quoted or narrated, differing, moved or shared, in conflict or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

Span = tuple[int, int]


class Segment(NamedTuple):
    """A piece of text with one look. ``clash`` is the mark of the possible conflict it belongs to.

    ``last`` says that the clash ends here: its mark is printed once. ``aside`` text is outside the compared
    part. Words that differ, stand elsewhere or are shared are marked, a clash before all of them.
    """

    text: str
    quoted: bool = False
    differs: bool = False
    moved: bool = False
    shared: bool = False
    clash: str | None = None
    last: bool = False
    aside: bool = False


_NOWHERE: Mapping[int, bool] = {}


def cut(
    text: str,
    *,
    quoted: Sequence[Span] = (),
    differing: Sequence[Span] = (),
    moved: Sequence[Span] = (),
    shared: Sequence[Span] = (),
    clashes: Sequence[tuple[Span, str]] = (),
    aside: Sequence[Span] = (),
) -> tuple[Segment, ...]:
    """``text`` in order as segments; their texts joined are ``text`` again.

    Spans of one kind lie apart from each other; those of different kinds may overlap.
    """
    if not (quoted or differing or moved or shared or clashes or aside):
        return (Segment(text),) if text else ()
    ends = {end: mark for (_, end), mark in clashes}
    begins = {start: mark for (start, _), mark in clashes}
    layers = [_edges(spans) if spans else _NOWHERE for spans in (quoted, differing, moved, shared, aside)]
    edges = sorted({0, len(text), *ends, *begins}.union(*layers))
    looks = [_looks(layer, edges) for layer in layers]
    pieces, clash = [], None
    for start, end, inside, differs, moves, same, beyond in zip(edges, edges[1:], *looks, strict=False):
        clash = begins.get(start, None if start in ends else clash)
        free, last = clash is None, clash is not None and end in ends
        pieces.append(Segment(text[start:end], inside, differs and free, moves, same and free, clash, last, beyond))
    return tuple(pieces)


def _edges(spans: Iterable[Span]) -> dict[int, bool]:
    """Where spans that lie apart begin (True) and end (False); one that begins where another ends goes on."""
    kept = [span for span in spans if span[0] < span[1]]
    return {end: False for _, end in kept} | {start: True for start, _ in kept}


def _looks(layer: Mapping[int, bool], edges: Sequence[int]) -> Iterable[bool]:
    """For each edge of the text, whether what follows lies in a span of the layer."""
    if not layer:
        return repeat(object=False)
    inside = False
    return [inside := layer.get(edge, inside) for edge in edges]
