"""Whether two sentences tell of different people."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from compare.differences.reading import Reading
from compare.names import Mention, recognise_names, same_person


@functools.lru_cache(maxsize=5_000)
def mentions(text: str) -> tuple[Mention, ...]:
    """The names of a sentence."""
    return recognise_names(text)


def other_people(a: Reading, b: Reading) -> bool:
    """Whether the sentences name different people: each some that the other does not, or each another one first."""
    ours, theirs = mentions(a.text), mentions(b.text)
    if _strangers(_people(ours), _people(theirs)):
        return True
    return _strangers(_people(ours[:1], "name"), theirs) and _strangers(_people(theirs[:1], "name"), ours)


def _people(found: Sequence[Mention], *kinds: str) -> list[Mention]:
    return [mention for mention in found if mention.kind in {"person", *kinds}]


def _strangers(ours: Sequence[Mention], theirs: Sequence[Mention]) -> bool:
    return bool(ours and theirs) and not any(_may_be_one(x, y) for x in ours for y in theirs)


def _may_be_one(x: Mention, y: Mention) -> bool:
    return not set(x.key.split()).isdisjoint(y.key.split()) or same_person(x.surface, y.surface) > 0
