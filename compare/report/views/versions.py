"""Versions of one story by one outlet: what the later one changed, added and took out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from compare.model import SentenceRef
from compare.report.changes import Change, changes
from compare.report.reading import Reading, Told
from compare.report.states import ONLY, State

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


def find_revisions(reading: Reading, states: Mapping[SentenceRef, State], *, full_text: bool) -> tuple[Revision, ...]:
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


def _are_ordered(reading: Reading, earlier: int, later: int) -> bool:
    first, second = reading.articles[earlier].published, reading.articles[later].published
    return bool(first and second and first.is_before(second))


def _revise(
    reading: Reading, states: Mapping[SentenceRef, State], earlier: int, later: int, *, full_text: bool
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
    reading: Reading, earlier: int, later: int, partners: Pairs
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


def _pair(reading: Reading, earlier: int, later: int) -> Pairs:
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
