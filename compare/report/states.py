"""The six states of a sentence, each a glyph, a word and a border, never a colour alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from compare.model import Alignment, SentenceRef

StateKey = Literal["conflict", "reworded", "same", "copied", "also", "only"]


class State(Struct, frozen=True):
    """How a sentence stands to the other accounts; ``key`` names its style, ``word`` is read aloud.

    ``counted`` is the word after a number of sentences.
    """

    key: StateKey
    glyph: str
    word: str
    counted: str


CONFLICT = State("conflict", "≠", "Possible conflict", "may conflict")
REWORDED = State("reworded", "≈", "Reworded", "reworded")
SAME = State("same", "=", "Same words", "in the same words")
COPIED = State("copied", "○", "Repeated", "repeated within one origin")
"""Copies, versions of one text, further articles of one newsroom: all are one origin, and only some are copies."""
ALSO = State("also", "◐", "See also", "linked, but in no shared point")
"""A sentence that no point takes in, though it has links: to say that one article alone has it would be untrue."""
ONLY = State("only", "●", "Only one origin", "in one article only")
STATES = (CONFLICT, REWORDED, SAME, COPIED, ALSO, ONLY)
"""In the order in which counts are given."""


def link_across(alignment: Alignment) -> dict[SentenceRef, list[SentenceRef]]:
    """The sentences that each one is linked to outside its point."""
    across: dict[SentenceRef, list[SentenceRef]] = {}
    for link in alignment.across:
        across.setdefault(link.a, []).append(link.b)
        across.setdefault(link.b, []).append(link.a)
    return across


def state_of(*, articles: int, origins: int, wordings: int, conflicts: Collection[object], linked: bool) -> State:
    """The state of a bead told by so many articles, origins and wordings; ``linked`` where links lead out of it.

    A conflict comes first, even among copies: a number changed in copying is worth seeing.
    """
    if articles < 2:  # noqa: PLR2004 - a point needs two tellers to be shared
        return ALSO if linked else ONLY
    if conflicts:
        return CONFLICT
    if origins < 2:  # noqa: PLR2004 - as above
        return COPIED
    return SAME if wordings == 1 else REWORDED
