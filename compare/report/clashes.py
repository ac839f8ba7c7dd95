"""The possible conflicts of a point, each with its mark and the words that clash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from compare.model import Bead, DifferenceKind, SentenceRef
from compare.report.reading import Told
from compare.report.segments import Span

DISAGREE: dict[DifferenceKind, str] = {
    "number": "numbers differ",
    "date": "dates differ",
    "place": "places differ",
    "name": "names differ",
    "statement": "one denies it",
}
End = tuple[SentenceRef, Span]


class Clash(NamedTuple):
    """A possible conflict: what kind, and the words that clash, in the order of the accounts.

    ``mark`` tells it from the point's others: ``≠``, or ``≠ i``, ``≠ ii`` where there are several. Points and sentences
    have the Arabic numbers, and a figure beside a figure would be read as one.
    """

    mark: str
    kind: str
    said: tuple[str, ...]
    ends: tuple[End, ...]


def find_clashes(bead: Bead, told: Mapping[SentenceRef, Told]) -> tuple[Clash, ...]:
    """The bead's conflicts in order; those of one kind that share a span are one, told by several."""
    groups: list[tuple[DifferenceKind, set[End]]] = []
    for link in bead.links:
        for conflict in link.conflicts:
            ends = {(link.a, conflict.a), (link.b, conflict.b)}
            same = [group for group in groups if group[0] == conflict.type and group[1] & ends]
            groups = [group for group in groups if group not in same]
            groups.append((conflict.type, ends.union(*(group[1] for group in same))))

    def place(end: End) -> tuple[int, int, Span]:
        return told[end[0]].account, told[end[0]].number, end[1]

    ordered = sorted(((kind, sorted(ends, key=place)) for kind, ends in groups), key=lambda g: (place(g[1][0]), g[0]))
    return tuple(
        Clash(
            _mark(number) if len(ordered) > 1 else "≠",
            DISAGREE[kind],
            unique(told[ref].sentence.text[slice(*span)] for ref, span in ends),
            tuple(ends),
        )
        for number, (kind, ends) in enumerate(ordered, start=1)
    )


def _mark(number: int) -> str:
    """``≠ iv``: the number in small Roman numerals."""
    tens, ones = divmod(number, 10)  # beyond thirty-nine, with further tens: nobody reads on, and the marks stay apart
    return "≠ " + "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def unique(said: Iterable[str]) -> tuple[str, ...]:
    """Each piece once, as it was first written, whatever its capitals."""
    first: dict[str, str] = {}
    for piece in said:
        first.setdefault(piece.casefold(), piece)
    return tuple(piece for piece in first.values() if piece.strip())
