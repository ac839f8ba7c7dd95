"""Korean words without what grammar writes onto them: the one way that grouping and alignment see a Korean word."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from compare.data import read_table

HANGUL = re.compile("[가-힣]+")
_SHORTEST = 2
"""A stem has at least two syllables: one alone (불, 것, 명) stands in nearly every article."""


class _Endings(NamedTuple):
    verbs: re.Pattern[str]
    predicates: re.Pattern[str]
    particles: re.Pattern[str]


@functools.cache
def _endings() -> _Endings:
    """The endings as patterns, each matching the longest that fits; one syllable is an ending after two others only (회의)."""
    table = read_table("korean_endings")
    return _Endings(*(_pattern(str(table[kind]).split()) for kind in _Endings._fields))


def _pattern(endings: list[str]) -> re.Pattern[str]:
    longest_first = sorted(set(endings), key=lambda ending: (-len(ending), ending))
    short, long = ([ending for ending in longest_first if (len(ending) > 1) is many] for many in (False, True))
    return re.compile(rf"(?:(?<=[가-힣])(?:{'|'.join(long)})|(?<=[가-힣]{{{_SHORTEST}}})(?:{'|'.join(short)}))$")


def noun_stem(word: str) -> str:
    """The noun in one run of Hangul; empty where it is a verb or an adjective, or too short to tell anything.

    ``noun_stem("상륙했다") == noun_stem("상륙을") == "상륙"``, ``stem("밝혔다") == ""``. Endings alone decide: a noun that ends as a verb
    does is lost, a name that ends as a particle does loses it, in every text alike.
    """
    endings = _endings()
    noun = endings.verbs.sub("", word)
    if noun == word:
        if endings.predicates.search(word):
            return ""
        noun = endings.particles.sub("", word)
    return noun if len(noun) >= _SHORTEST else ""


def is_bare(word: str) -> bool:
    """Whether a run of Hangul is a noun with a particle or without, not one made a verb."""
    return not _endings().verbs.search(word)


def syllable_pairs(noun: str) -> list[str]:
    """The pairs of neighbouring syllables, which find a word inside a compound: 물류 and 창고 in 물류창고."""
    return [noun[place : place + 2] for place in range(len(noun) - 1)]


@functools.lru_cache(maxsize=100_000)
def korean_terms(word: str) -> tuple[str, ...]:
    """The comparable terms of one run of Hangul: its stem, and the stem's pairs of syllables where it is longer."""
    noun = noun_stem(word)
    if not noun:
        return ()
    return (noun, *syllable_pairs(noun)) if len(noun) > _SHORTEST else (noun,)
