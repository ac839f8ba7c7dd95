"""A body as a sequence of words and marks in which every quotation is one piece: what is left is the narration."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from compare.attribution.grammar import CONTRACTED, NOT_NAMES, TIMES
from compare.names import is_family_before
from compare.text.quotations import spans
from compare.text.sentences import abbreviations

Kind = Literal["word", "mark", "quote"]
_PIECE = re.compile(r"(?P<word>[^\W_]+(?:['’.,&-][^\W_]+)*|[&$%@#])|(?P<mark>--+|[^\w\s])")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*|[DRI]-[A-Z][a-z]*")
"""Initials, dotted letters, and a party with its state."""


class Piece(NamedTuple):
    """A word, a mark or a whole quotation: ``body[start:end]``, with its paragraph."""

    kind: Kind
    start: int
    end: int
    text: str
    lower: str
    name: bool = False
    """Whether the word may be part of a name: capitalised, no day, no function word."""
    quotation: int = -1
    """The number of the quotation, -1 for words and marks."""


class Narration(NamedTuple):
    """The pieces of one outer sentence: a quotation of several sentences is one piece, and does not divide it."""

    pieces: tuple[Piece, ...]
    paragraph: int
    opens: bool
    """Whether it is its paragraph's first."""


def read(body: str, cuts: Sequence[int]) -> tuple[list[Narration], list[tuple[int, int]]]:
    """The outer sentences of ``body``, and its quotations; ``cuts`` are the offsets where its sentences start.

    A sentence that starts within a quotation goes on with it.
    """
    quotations = spans(body)
    outer: list[Narration] = []
    for paragraph, (start, end) in enumerate(m.span() for m in re.finditer(r"[^\n]+", body)):
        first = True
        for low, high in _sentences(start, end, cuts, quotations):
            pieces = tuple(_pieces(body, low, high, quotations))
            if pieces:
                outer.append(Narration(pieces, paragraph, first))
                first = False
    return outer, quotations


def _plain(lower: str) -> str:
    """A pronoun without the verb written with it: "he's" is "he"; any other word as it is."""
    first, mark, _ = lower.partition("'")
    return first if mark and first in CONTRACTED else lower


def _may_name(text: str, lower: str) -> bool:
    return text[:3] != lower[:3] and lower not in NOT_NAMES and lower not in TIMES


def _abbreviates(word: Piece, stop: int) -> bool:
    """Whether a full stop at ``stop`` belongs to the ``word`` before it."""
    return word.end == stop and (word.text in abbreviations() or _INITIALS.fullmatch(word.text) is not None)


def _sentences(
    start: int, end: int, cuts: Sequence[int], quotations: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    starts = [q[0] for q in quotations]
    inner = [
        c for c in cuts[bisect_right(cuts, start) : bisect_right(cuts, end - 1)] if not _within(c, starts, quotations)
    ]
    edges = [start, *inner, end]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]


def _within(place: int, starts: Sequence[int], quotations: Sequence[tuple[int, int]]) -> bool:
    k = bisect_right(starts, place) - 1
    return k >= 0 and quotations[k][0] < place < quotations[k][1]


def _pieces(body: str, start: int, end: int, quotations: Sequence[tuple[int, int]]) -> list[Piece]:
    found: list[Piece] = []
    at = start
    k = bisect_right(quotations, (start, 0))
    if k and quotations[k - 1][1] > start:
        k -= 1
    while at < end:
        stop = min(end, quotations[k][0]) if k < len(quotations) else end
        for match in _PIECE.finditer(body, at, stop):
            text = match.group()
            if text == "." and found and _abbreviates(found[-1], match.start()):
                found[-1] = found[-1]._replace(end=match.end(), text=found[-1].text + ".")
                continue
            if match.lastgroup == "mark":
                found.append(Piece("mark", match.start(), match.end(), text, text))
            else:
                lower = _plain(text.lower().replace("’", "'"))
                found.append(Piece("word", match.start(), match.end(), text, lower, _may_name(text, lower)))
        if k >= len(quotations) or quotations[k][0] >= end:
            break
        low, high = max(start, quotations[k][0]), min(end, quotations[k][1])
        found.append(Piece("quote", low, high, body[low:high], "", quotation=k))
        at, k = high, k + 1
    for place in range(1, len(found) - 1):
        if is_family_before(found[place].text, found[place + 1].text) and _goes_on(found[place - 1]):
            found[place] = found[place]._replace(name=True, lower=f"{found[place].lower}-")  # no word that any list has
    return found


def _goes_on(before: Piece) -> bool:
    """Whether a sentence in small letters goes on after a piece."""
    return before.kind == "quote" or before.text == "," or before.text.islower()
