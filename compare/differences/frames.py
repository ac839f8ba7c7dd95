"""What a figure of a sentence is of: what it counts, what befell those, and what its clause tells."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from compare.differences.quantities import Quantity
from compare.differences.reading import Reading
from compare.text.stems import stem
from compare.text.synonyms import idea

_COUNTED, _BEFORE, _AFTER = 4, 4, 6
"""How many words after a figure say what it counts, and how many to either side what befell that."""
_FEW = 3
_COPULA = 4
"""How far before an ordinal its "was" stands."""


class Frame(NamedTuple):
    """What stands around a figure, each as ideas, the last as stems."""

    counted: frozenset[str]
    """The words right after it, up to a function word or a comma."""
    fate: str
    """The nearest word of death, injury, arrest and the like; empty where there is none."""
    clause: frozenset[str]
    """The telling words of its clause; those of the sentence where those are fewer than three."""
    places: tuple[tuple[str, str], ...]
    """Prepositions of its clause, each with the word that it leads to: "on" the islands."""
    scopes: frozenset[str]
    """How far it reaches, as its clause says."""
    things: frozenset[str]
    """Stems of what it counts: "machine guns" are no "rifles", though both are arms."""


class Lists(NamedTuple):
    """The word lists of ``data/figures.toml``, which says what each of them is."""

    people: frozenset[str]
    fates: frozenset[str]
    scopes: frozenset[str]
    joints: frozenset[str]
    prepositions: frozenset[str]
    days: frozenset[str]


@functools.cache
def lists() -> Lists:
    """The word lists: people and fates as ideas, days as stems, the others as they stand."""
    table = tomllib.loads((files("compare") / "data" / "figures.toml").read_text(encoding="utf-8"))
    words = {name: table[name].split() for name in Lists._fields}
    return Lists(
        people=frozenset(idea(stem(word)) for word in words["people"]),
        fates=frozenset(idea(stem(word)) for word in words["fates"]),
        scopes=frozenset(words["scopes"]),
        joints=frozenset(words["joints"]),
        prepositions=frozenset(words["prepositions"]),
        days=frozenset(stem(word) for word in words["days"]),
    )


def frame(reading: Reading, x: Quantity) -> Frame:
    """What stands around ``x``."""
    counted = _counted(reading, x)
    told = frozenset(reading.pieces[k].idea for k in counted)
    things = frozenset(reading.pieces[k].stem for k in counted)
    places = _clause(reading, x.first, x.last)
    clause = _ideas(reading, places)
    if len(clause if x.unit else clause - told) < _FEW:
        clause = _ideas(reading, [k for k in range(len(reading.pieces)) if not x.first <= k <= x.last])
    rate = _RATE.search(reading.text[reading.pieces[x.last].end :][:_RATE_REACH])
    reach = lists().scopes.intersection(reading.pieces[k].norm for k in places) | ({rate[1]} if rate else frozenset())
    return Frame(told, _fate(reading, x), clause, tuple(_led_to(reading, places)), reach, things)


def _ideas(reading: Reading, places: Iterable[int]) -> frozenset[str]:
    return frozenset(i for i in (reading.pieces[k].idea for k in places) if i and not i[0].isdigit())


def _led_to(reading: Reading, places: Sequence[int]) -> Iterator[tuple[str, str]]:
    for k in places:
        if reading.pieces[k].norm in lists().prepositions:
            led = next((p.idea for p in reading.pieces[k + 1 : k + 4] if p.idea), "")
            if led and not led[0].isdigit() and led not in lists().days:
                yield reading.pieces[k].norm, led


def elsewhere(one: Frame, other: Frame) -> bool:
    """Whether the same preposition leads to different places in both clauses: "on the mainland", "on the islands"."""
    ours, theirs = dict(one.places), dict(other.places)
    return any(
        ours[word] != theirs[word] and not {pair[1] for pair in one.places} & {pair[1] for pair in other.places}
        for word in sorted(ours.keys() & theirs.keys())
    )


def scopes(reading: Reading) -> frozenset[str]:
    """How far a sentence's figures reach: "so far", "this season", "worldwide"; empty where it does not say."""
    return lists().scopes.intersection(piece.norm for piece in reading.pieces)


def is_said(reading: Reading, x: Quantity) -> bool:
    """Whether an ordinal is what the sentence says ("was its fourth test"), not which one it speaks of."""
    before = {piece.norm for piece in reading.pieces[max(x.first - _COPULA, 0) : x.first]}
    return not before.isdisjoint(("is", "was", "became", "becomes", "marks", "marked"))


def _counted(reading: Reading, x: Quantity) -> list[int]:
    found = []
    edge = reading.pieces[x.last].end
    for place in range(x.last + 1, min(x.last + 1 + _COUNTED, len(reading.pieces))):
        piece = reading.pieces[place]
        if "," in reading.text[edge : piece.start] or not piece.idea:
            break
        found.append(place)
        edge = piece.end
    return found


def _fate(reading: Reading, x: Quantity) -> str:
    """What it is the object of, else what follows."""
    fates = lists().fates
    after = [piece.idea for piece in reading.pieces[x.last + 1 : x.last + 1 + _AFTER]]
    before = next((p.idea for p in reversed(reading.pieces[max(x.first - _BEFORE, 0) : x.first]) if p.idea), "")
    return before if before in fates else next((told for told in after if told in fates), "")


_RATE, _RATE_REACH = re.compile(r"\b(?:an?|per|each|every) (second|minute|hour|day|week|month|year)\b"), 40
_DIVIDES = re.compile(r"[,;:()—–]|--|\s-\s")


def _clause(reading: Reading, first: int, last: int) -> list[int]:
    """The places of the words between the nearest marks and joints to either side, the figure's own left out."""
    pieces, joints = reading.pieces, lists().joints
    start = first
    while start > 0 and pieces[start - 1].norm not in joints:
        if _DIVIDES.search(reading.text[pieces[start - 1].end : pieces[start].start]):
            break
        start -= 1
    stop = last
    while stop + 1 < len(pieces) and pieces[stop + 1].norm not in joints:
        if _DIVIDES.search(reading.text[pieces[stop].end : pieces[stop + 1].start]):
            break
        stop += 1
    return [k for k in range(start, stop + 1) if not first <= k <= last]
