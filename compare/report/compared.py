"""The part of a sentence that a partial link compares: its clauses that share a telling word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from compare.report.segments import Span

_BREAK = re.compile(r"[,;:.!?…]+[\"”’')\]]*\s+|\s+[–—-]+\s+|(?<=\s)(?=[\"“‘])|(?<=[\"”’])\s+(?=\S)")
"""Where clauses part: after punctuation followed by a space, at a dash, before and after a quotation."""


def beyond(text: str, telling: Sequence[int], differing: Sequence[Span]) -> tuple[Span, ...]:
    """The clauses of ``text`` in which no telling word is shared; ``differing`` are the words that are not.

    ``telling`` holds where the telling words begin, in order. Empty where that would be all of it.
    """
    differs = {at for start, end in differing for at in _between(telling, start, end)}
    shared = [at for at in telling if at not in differs]
    return tuple([span for span in _clauses(text) if not _between(shared, *span)]) if shared else ()


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of the ordered ``places`` from ``start`` to before ``end``."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def outside_of(spans: Sequence[Span], beyond_it: Sequence[Span]) -> list[Span]:
    """The parts of ``spans`` that lie in none of the spans ``beyond_it``, which are in order and apart."""
    kept = []
    for start, end in spans:
        at = start
        for cut_start, cut_end in beyond_it:
            if cut_end <= at or cut_start >= end:
                continue
            if cut_start > at:
                kept.append((at, cut_start))
            at = min(cut_end, end)
        if at < end:
            kept.append((at, end))
    return kept


def _clauses(text: str) -> list[Span]:
    edges = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(edges) if start < end]
