"""A sentence as claims are read from it: its words and their meanings, the context of a place, and the people it names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.names import Mention, recognise_names, same_person
from compare.text.lines import word_of
from compare.text.tokens import WORD, function_words

Span = tuple[int, int]

HAN = re.compile("^(?=[^가-힣]*$).*[\u4e00-\u9fff\u3040-\u30ff]", re.DOTALL)
"""Matches a text with Chinese or Japanese characters and no Korean ones."""
_DIGITS = re.compile(r"\d+")

_CLAUSE = ";:"
_NEAR = 5
"""How many words to either side stand around a place."""


class ClaimWord(NamedTuple):
    """A word with its place; ``idea`` is empty for function words."""

    norm: str
    start: int
    end: int
    stem: str
    idea: str
    rarity: float


class Worded(NamedTuple):
    """A text and its words."""

    text: str
    pieces: tuple[ClaimWord, ...]
    ideas: frozenset[str]
    """All that it tells of."""

    def around(self, first: int, last: int, width: int = _NEAR) -> frozenset[str]:
        """The ideas of the words near ``pieces[first : last + 1]``, these and those beyond a semicolon left out."""
        found = set()
        for places in (range(first - 1, max(first - 1 - width, -1), -1), range(last + 1, last + 1 + width)):
            edge = self.pieces[first].start if places.step < 0 else self.pieces[last].end
            for place in places:
                if place >= len(self.pieces):
                    break
                piece = self.pieces[place]
                gap = self.text[piece.end : edge] if places.step < 0 else self.text[edge : piece.start]
                if any(mark in gap for mark in _CLAUSE):
                    break
                edge = piece.start if places.step < 0 else piece.end
                if piece.idea:
                    found.add(piece.idea)
        return frozenset(found)


@functools.lru_cache(maxsize=5_000)
def read_words(text: str) -> Worded:
    """The words of ``text``."""
    pieces = tuple(_pieces(text))
    return Worded(text, pieces, frozenset(piece.idea for piece in pieces if piece.idea))


def _pieces(text: str) -> Iterable[ClaimWord]:
    for match in WORD.finditer(text):
        word = word_of(match.group())
        told = "" if word.norm in function_words() or not word.stems else word.ideas[-1]
        stem, rarity = (word.stems[-1], word.rarities[-1]) if word.stems else ("", 0.0)
        yield ClaimWord(word.norm, match.start(), match.end(), stem, told, rarity)


_SHARED = 2


def carried(a: Worded, b: Worded) -> float:
    """The share of the shorter sentence's ideas, by rarity, that the other has; figures aside.

    Chinese and Japanese do not part words: there it is the share of pairs of neighbouring characters.
    """
    if HAN.search(a.text) and HAN.search(b.text):
        pairs = [{text[k : k + 2] for k in range(len(text) - 1)} for text in (_DIGITS.sub("", x.text) for x in (a, b))]
        return len(pairs[0] & pairs[1]) / max(min(map(len, pairs)), 1)
    weights = {
        piece.idea: piece.rarity for piece in (*a.pieces, *b.pieces) if piece.idea and not piece.idea[0].isdigit()
    }
    ours, theirs = a.ideas & weights.keys(), b.ideas & weights.keys()
    both = sum(weights[i] for i in sorted(ours & theirs))
    least = min(sum(weights[i] for i in sorted(ideas)) for ideas in (ours, theirs))
    return both / least if least else 0.0


def agree(near: frozenset[str], nearby: frozenset[str]) -> bool:
    """Whether two surroundings are of one thing: two ideas shared at least, and half of what the poorer one has."""
    shared = len(near & nearby)
    least = min(len(near), len(nearby))
    return shared >= min(_SHARED, least) > 0 and 2 * shared >= least


def numbers_of(reading: Worded) -> frozenset[str]:
    """Its numbers, ordinals among them, as digits."""
    return frozenset(told for told in reading.ideas if told[0].isdigit())


@functools.lru_cache(maxsize=5_000)
def mentions(text: str) -> tuple[Mention, ...]:
    """The names of a sentence."""
    return recognise_names(text)


def other_people(a: Worded, b: Worded) -> bool:
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
