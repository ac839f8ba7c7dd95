"""What a later version of one outlet's text changed, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from compare.model import SentenceRef
from compare.report.context import EventContext, Told
from compare.report.points import ONLY, State
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


Pairs = dict[SentenceRef, Told]


class Edit(NamedTuple):
    """A sentence that changed, came or went; ``told`` is the later version's where it has one.

    No ``pieces`` where its text is not reprinted.
    """

    kind: str
    told: Told
    pieces: tuple[Change, ...]


class Revision(NamedTuple):
    """Two versions in a row: the accounts, what changed in the later one's order, and how many sentences stayed."""

    earlier: int
    later: int
    edits: tuple[Edit, ...]
    unchanged: int

    def count(self, kind: str) -> int:
        """How many sentences were ``changed``, ``added`` or ``taken out``."""
        return sum(edit.kind == kind for edit in self.edits)


def find_revisions(
    reading: EventContext, states: Mapping[SentenceRef, State], *, full_text: bool
) -> tuple[Revision, ...]:
    """Every version of an event with the one before it by the same outlet, in the event's order.

    Two whose dates do not tell which came first have no earlier and later version.
    """
    families: dict[tuple[str, str | None], list[int]] = {}
    for place, origin in enumerate(reading.origins):
        families.setdefault((origin.id, reading.articles[place].outlet_id), []).append(place)
    pairs = (pair for places in families.values() for pair in pairwise(places))
    return tuple(
        _revise(reading, states, earlier, later, full_text=full_text)
        for earlier, later in sorted(pairs, key=lambda pair: pair[1])
        if "version" in {reading.origins[later].kind, reading.origins[earlier].kind}
        and _are_ordered(reading, earlier, later)
    )


def _are_ordered(reading: EventContext, earlier: int, later: int) -> bool:
    first, second = reading.articles[earlier].published, reading.articles[later].published
    return bool(first and second and first.is_before(second))


def _revise(
    reading: EventContext, states: Mapping[SentenceRef, State], earlier: int, later: int, *, full_text: bool
) -> Revision:
    partners = _pair(reading, earlier, later)
    edits, unchanged = [], 0
    for kind, told, pieces in _edit(reading, earlier, later, partners):
        if all(piece.fate == "kept" for piece in pieces):
            unchanged += 1
            continue
        shown = full_text or states[told.sentence.ref] is not ONLY
        edits.append(Edit(kind, told, pieces if shown else ()))
    return Revision(earlier, later, tuple(edits), unchanged)


def _edit(
    reading: EventContext, earlier: int, later: int, partners: Pairs
) -> Iterator[tuple[str, Told, tuple[Change, ...]]]:
    """The later version's sentences in order; one that went is told where the earlier version had it."""
    kept = {told.sentence.ref for told in partners.values()}
    gone = [told for told in reading.by_account[earlier] if told.sentence.ref not in kept]
    for told in reading.by_account[later]:
        before = partners.get(told.sentence.ref)
        if before is None:
            yield "added", told, (Change(told.sentence.text, "in"),)
            continue
        while gone and gone[0].number < before.number:
            yield from _take_out(gone.pop(0))
        yield "changed", told, changes(before.sentence.text, told.sentence.text)
    for told in gone:
        yield from _take_out(told)


def _take_out(told: Told) -> Iterator[tuple[str, Told, tuple[Change, ...]]]:
    yield "taken out", told, (Change(told.sentence.text, "out"),)


def _pair(reading: EventContext, earlier: int, later: int) -> Pairs:
    """Each sentence of the later version with the one it came from: the best links, each sentence once."""
    ids = reading.articles[earlier].id, reading.articles[later].id
    found: list[tuple[float, SentenceRef, SentenceRef]] = []
    for link in reading.comparison.alignment.links:
        if {link.a.article_id, link.b.article_id} == set(ids):
            before, after = (link.a, link.b) if link.a.article_id == ids[0] else (link.b, link.a)
            found.append((-round(link.score, 6), before, after))
    partners: Pairs = {}
    taken: set[SentenceRef] = set()
    for _, before, after in sorted(found):
        if before not in taken and after not in partners:
            taken.add(before)
            partners[after] = reading.told[before]
    return partners
