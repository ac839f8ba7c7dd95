"""Statements that one sentence makes and the other denies."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from compare.alignment.conflicts.reading import Piece, Reading, Span, agree, figures
from compare.alignment.stems import stem

_ENOUGH = 0.6
_REACH = 3
"""How many words after a negator its verb may come."""


class _Lists(NamedTuple):
    negators: frozenset[str]
    deniers: frozenset[str]
    hedges: frozenset[str]
    opposites: dict[str, frozenset[str]]


@functools.cache
def _lists() -> _Lists:
    table = tomllib.loads((files("compare") / "data" / "negation.toml").read_text(encoding="utf-8"))
    opposites: dict[str, set[str]] = {}
    for one, other in table["opposites"]:
        left, right = ({stem(word) for word in side.split()} for side in (one, other))
        for here, there in ((left, right), (right, left)):
            for word in here:
                opposites.setdefault(word, set()).update(there)
    return _Lists(
        frozenset(table["negators"].split()),
        frozenset(stem(word) for word in table["deniers"].split()),
        frozenset(table["hedges"].split()),
        {word: frozenset(found) for word, found in opposites.items()},
    )


def clashes(a: Reading, b: Reading, like: float) -> Iterator[tuple[Span, Span]]:
    """The spans of a denial and of what it denies; none where both sentences deny, or anything else tells them apart."""
    if like < _ENOUGH or figures(a) != figures(b) or _unlike(a, b) > _FEW or _hedged(a) or _hedged(b):
        return
    ours, theirs = _denials(a), _denials(b)
    if len(ours) + len(theirs) == 1:
        found = _denied(a, ours[0], b) if ours else _denied(b, theirs[0], a)
        if found is not None:
            yield found if ours else (found[1], found[0])
    elif not ours and not theirs:
        yield from _opposed(a, b)


def _hedged(reading: Reading) -> bool:
    return any(piece.norm in _lists().hedges for piece in reading.pieces)


def _denials(reading: Reading) -> list[int]:
    """The places of negators and of verbs that deny what follows."""
    lists = _lists()
    return [
        place
        for place, piece in enumerate(reading.pieces)
        if piece.norm in lists.negators or piece.norm.endswith("n't") or piece.stem in lists.deniers
    ]


def _denied(negative: Reading, place: int, positive: Reading) -> tuple[Span, Span] | None:
    """The spans of a denial with what it denies, and of the same in the other sentence."""
    start = negative.pieces[place].start
    for piece in _scope(negative, place):
        match = next((k for k, p in enumerate(positive.pieces) if p.stem == piece.stem), None)
        if match is not None:
            here, there = negative.pieces.index(piece), positive.pieces[match]
            same = agree(negative.around(here, here), positive.around(match, match))
            return ((start, piece.end), (there.start, there.end)) if same else None
    opposite = [
        (p.start, p.end) for p in positive.pieces if p.stem in _lists().opposites.get(negative.pieces[place].stem, ())
    ]
    return ((start, negative.pieces[place].end), opposite[0]) if opposite else None


def _scope(reading: Reading, place: int) -> list[Piece]:
    """The telling words that a denial reaches: those of its clause, the next one alone after "no"."""
    reach = 1 if reading.pieces[place].norm == "no" else _REACH
    found: list[Piece] = []
    for piece in reading.pieces[place + 1 :]:
        between = reading.text[reading.pieces[place].end : piece.start]
        if len(found) == reach or "," in between or piece.norm in {"and", "but", "or"}:
            break
        if piece.idea:
            found.append(piece)
    return found


def _opposed(a: Reading, b: Reading) -> Iterator[tuple[Span, Span]]:
    """The one pair of words that say the opposite, in sentences that are the same around them."""
    opposites = _lists().opposites
    said = {piece.stem for piece in a.pieces}, {piece.stem for piece in b.pieces}
    pairs = [
        (x, y)
        for x in a.pieces
        if x.stem in opposites
        for y in b.pieces
        if y.stem in opposites.get(x.stem, ()) and x.stem not in said[1] and y.stem not in said[0]
    ]
    if len(pairs) == 1:
        x, y = pairs[0]
        yield (x.start, x.end), (y.start, y.end)


_FEW = 2


def _unlike(a: Reading, b: Reading) -> int:
    """How many telling words the shorter sentence has that the other lacks."""
    return min(len(a.ideas - b.ideas), len(b.ideas - a.ideas))
