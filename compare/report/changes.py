"""What changed between two versions of one text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from compare.text.tokens import function_words

_PIECE = re.compile(r"(?:[^\W_]+(?:['’.,-][^\W_]+)*|[^\w\s]+|_+)\s*")
_ISLAND = 2
"""The longest run of kept function words that is struck and written anew, so that changes read as phrases."""

Fate = Literal["kept", "out", "in"]


class Change(NamedTuple):
    """A piece of text that both versions have (``kept``), only the earlier (``out``) or only the later (``in``)."""

    text: str
    fate: Fate


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The two texts as one, in reading order; white space is no change, kept text is the later version's."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    pieces: list[Change] = []
    for fate, old_run, new_run in _runs(old, new):
        if fate == "kept":
            pieces.append(Change("".join(new_run), "kept"))
            continue
        pieces += [Change("".join(run), side) for run, side in ((old_run, "out"), (new_run, "in")) if run]  # type: ignore[arg-type]
    return tuple(pieces)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Fate, list[str], list[str]]]:
    """Runs that are kept and runs that are exchanged, by turns."""
    opcodes = Indel.opcodes([piece.strip() for piece in old], [piece.strip() for piece in new])
    last = len(opcodes) - 1
    judged = []
    for place, op in enumerate(opcodes):
        mine, theirs = list(old[op.src_start : op.src_end]), list(new[op.dest_start : op.dest_end])
        kept = op.tag == "equal" and not (0 < place < last and _is_island(theirs))
        judged.append((kept, mine, theirs))
    for kept, group in groupby(judged, key=lambda run: run[0]):
        found = list(group)
        yield "kept" if kept else "in", [p for run in found for p in run[1]], [p for run in found for p in run[2]]


def _is_island(run: Sequence[str]) -> bool:
    return len(run) <= _ISLAND and all(piece.strip().casefold() in function_words() for piece in run)
