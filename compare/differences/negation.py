"""Statements that one sentence makes and the other denies."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from compare.data import read_table
from compare.differences.claims import ClaimWord, Span, Worded, agree, numbers_of
from compare.differences.days import WEEKDAYS
from compare.text.stems import idea, stem

_ENOUGH = 0.6
_STOPS = frozenset({"and", "but", "or", "what", "whether", "how", "why", "who", "if"})
"""Words beyond which a denial does not reach."""
_SLOT = 4
"""How many words around two opposite words tell whether they are said of one thing."""
_REACH = 6
"""How many words after a negator the word that it denies may come."""


class _NegationLists(NamedTuple):
    negators: frozenset[str]
    deniers: frozenset[str]
    hedges: frozenset[str]
    softeners: frozenset[str]
    spans: frozenset[str]
    near: frozenset[str]
    opposites: dict[str, frozenset[str]]


@functools.cache
def _lists() -> _NegationLists:
    table = read_table("negation")
    opposites: dict[str, set[str]] = {}
    for one, other in table["opposites"]:
        left, right = ({stem(word) for word in side.split()} for side in (one, other))
        for here, there in ((left, right), (right, left)):
            for word in here:
                opposites.setdefault(word, set()).update(there)
    return _NegationLists(
        frozenset(table["negators"].split()),
        frozenset(stem(word) for word in table["deniers"].split()),
        frozenset(table["hedges"].split()),
        frozenset(table["softeners"].split()),
        frozenset(table["spans"].split()),
        frozenset(table["near"].split()),
        {word: frozenset(found) for word, found in opposites.items()},
    )


def clashes(a: Worded, b: Worded, like: float) -> Iterator[tuple[Span, Span]]:
    """The spans of a denial and of what it denies; none where both sentences deny, or anything else tells them apart."""
    if like < _ENOUGH or numbers_of(a) != numbers_of(b) or _unlike(a, b) > _FEW or _hedged(a) or _hedged(b):
        return
    ours, theirs = _denials(a), _denials(b)
    if (
        _pleads(a)
        or _pleads(b)
        or _nearly(a)
        or _nearly(b)
        or a.text.rstrip().endswith("?")
        or b.text.rstrip().endswith("?")
    ):
        return
    if len(ours) + len(theirs) == 1:
        found = _denied(a, ours[0], b) if ours else _denied(b, theirs[0], a)
        if found is not None:
            yield found if ours else (found[1], found[0])
    elif not ours and not theirs:
        yield from _opposed(a, b)


def say_opposites(a: Worded, b: Worded) -> bool:
    """Whether one sentence has a word whose opposite the other has: then their figures and days are of two acts."""
    opposites = _lists().opposites
    theirs = frozenset(piece.stem for piece in b.pieces)
    ours = frozenset(piece.stem for piece in a.pieces)
    return any(theirs & opposites.get(word, frozenset()) and word not in theirs for word in sorted(ours))


def _hedged(reading: Worded) -> bool:
    return any(piece.norm in _lists().hedges for piece in reading.pieces)


def _pleads(reading: Worded) -> bool:
    """Whether a sentence tells of a plea, which is no verdict."""
    return any(piece.stem in {"plead", "plea"} for piece in reading.pieces)


def _nearly(reading: Worded) -> bool:
    """Whether a sentence denies by other words: "yet to", "unable"; then who denies what is not told by negators."""
    return any(piece.norm in _lists().near for piece in reading.pieces)


def _denials(reading: Worded) -> list[int]:
    """The places of negators and of verbs that deny what follows."""
    lists = _lists()
    return [
        place
        for place, piece in enumerate(reading.pieces)
        if (piece.norm in lists.negators or piece.norm.startswith("no-"))
        or piece.norm.endswith("n't")
        or (piece.stem in lists.deniers and not _describes(reading, place))
        or (piece.norm == "t" and reading.text[: piece.start].rstrip().endswith(("n ’", "n '", "n’", "n'")))
    ]


def _denied(negative: Worded, place: int, positive: Worded) -> tuple[Span, Span] | None:
    """The spans of a denial with what it denies, and of the same in the other sentence."""
    start = negative.pieces[place].start
    here = _denied_word(negative, place)
    if here is not None:
        piece = negative.pieces[here]
        places = [k for k, p in enumerate(positive.pieces) if p.idea == piece.idea]
        if len(places) == 1:
            told = places[0]
            there = positive.pieces[told]
            if _in_longer_name(negative, here) or _bounds(negative, place):
                return None
            same = _is_name(negative, here) == _is_name(positive, told) and agree(
                negative.around(here, here), positive.around(told, told)
            )
            return ((start, piece.end), (there.start, there.end)) if same else None
    opposite = [
        (p.start, p.end) for p in positive.pieces if p.stem in _lists().opposites.get(negative.pieces[place].stem, ())
    ]
    return ((start, negative.pieces[place].end), opposite[0]) if opposite else None


def _describes(reading: Worded, place: int) -> bool:
    """Whether a denying word describes a noun: "a failed rescue attempt"."""
    before = reading.pieces[place - 1].norm if place else ""
    return before in {"a", "an", "the", "his", "her", "its", "their", "after", "in"} and reading.pieces[
        place
    ].norm.endswith("ed")


def _is_name(reading: Worded, place: int) -> bool:
    return place > 0 and reading.text[reading.pieces[place].start].isupper()


def _in_longer_name(reading: Worded, place: int) -> bool:
    """Whether a word begins a name of several: "not Patch Tuesday" denies no patch."""
    after = reading.pieces[place + 1 : place + 2]
    return _is_name(reading, place) and bool(after) and reading.text[after[0].start].isupper()


def _bounds(reading: Worded, place: int) -> bool:
    """Whether a denial sets a bound: "none of the offers is for more than eight years"."""
    norms = [piece.norm for piece in reading.pieces[place:]]
    return any(norm in {"more", "less", "fewer", "longer"} and after == "than" for norm, after in pairwise(norms))


def _denied_word(reading: Worded, place: int) -> int | None:
    """The place of the word that a denial denies: the next telling one of its clause, within reach."""
    lists = _lists()
    if place + 1 < len(reading.pieces) and reading.pieces[place + 1].norm in lists.softeners:
        return None
    for k in range(place + 1, min(place + 1 + _REACH, len(reading.pieces))):
        piece = reading.pieces[k]
        between = reading.text[reading.pieces[place].end : piece.start]
        if "," in between or piece.norm in _STOPS:
            return None
        if piece.idea and piece.norm not in lists.spans:
            return k
    return None


def _opposed(a: Worded, b: Worded) -> Iterator[tuple[Span, Span]]:
    """The one pair of words that say the opposite, in sentences that are the same around them."""
    opposites = _lists().opposites
    said = {piece.stem for piece in a.pieces}, {piece.stem for piece in b.pieces}
    pairs = [
        (x, y)
        for x in a.pieces
        if x.stem in opposites
        for y in b.pieces
        if y.stem in opposites.get(x.stem, ())
        and not _says(said[1], x.stem)
        and not _says(said[0], y.stem)
        and _one_slot(a, x, b, y)
    ]
    if len(pairs) == 1:
        x, y = pairs[0]
        yield (x.start, x.end), (y.start, y.end)


def _one_slot(a: Worded, x: ClaimWord, b: Worded, y: ClaimWord) -> bool:
    """Whether a telling word right beside both is the same, days and months aside: the one who rose is the one who fell."""
    if _is_noun(a, x) or _is_noun(b, y):
        return False
    places = a.pieces.index(x), b.pieces.index(y)
    shared = a.around(places[0], places[0], _SLOT) & b.around(places[1], places[1], _SLOT)
    return any(not told[0].isdigit() and told not in _times() for told in shared)


def _is_noun(reading: Worded, x: ClaimWord) -> bool:
    """Whether a word that may be a verb stands as a noun: "by the end of March"."""
    return reading.text[x.end :].startswith(" of ") or reading.text[: x.start].endswith(("the ", "an ", " a "))


@functools.cache
def _times() -> frozenset[str]:
    names = "january february march april may june july august september october november december"
    return frozenset(idea(stem(word)) for word in (*names.split(), *WEEKDAYS))


def _says(said: Collection[str], word: str) -> bool:
    """Whether one of the words has the opposites of another: "fell" and "fallen"."""
    opposites = _lists().opposites
    return any(opposites.get(other, frozenset()) & opposites[word] for other in said)


_FEW = 2


def _unlike(a: Worded, b: Worded) -> int:
    """How many telling words the shorter sentence has that the other lacks."""
    return min(len(a.ideas - b.ideas), len(b.ideas - a.ideas))
