"""Korean personal names across their romanisations: one name in two spellings, told by rule and without a list.

Each Latin syllable may stand for several Korean ones, under one system or another. Two spellings are one name if some
Korean reading serves both, syllable by syllable, and neither spelling has to mix systems more than a newspaper does.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from compare.names.syllables import NEVER, SYSTEMS, Readings, divisions, fold, initial, later, readings, surnames

_BUDGET = 1.0
"""How far two spellings may be apart: one syllable outside its name's system, or two loose southern spellings."""
_MIXED = 1.0
_MOST_SYLLABLES = 3
_HANGUL_NAME = re.compile(r"[가-힣]{2,5}")
_SEPARATORS = re.compile(r"[\s‐‑–-]+")
_LOOSE_HYPHEN = re.compile(r"\s+[-‐‑–]\s+")
_COARSE = str.maketrans(
    "ㄱㄲㅋㄷㄸㅌㅂㅃㅍㅈㅉㅊㅅㅆㄹㄴㅁㅎㅇㅏㅑㅓㅗㅜㅡㅕㅛㅠㅐㅔㅒㅖㅣㅢㅘㅙㅚㅞㅝㅟ",
    "KKKTTTPPPCCCSSNNMHNaaoooouuueeeeiiweeeoi",
)

_ENGLISH_WORDS = frozenset({"An", "Do", "No", "So"})

Way = tuple[Readings, ...]
"""One way to read a given name, syllable by syllable."""


class KoreanName(NamedTuple):
    """A spelling taken apart: the family names it may begin with, in Hangul, and the ways to read its given name."""

    spelling: str
    families: frozenset[str]
    ways: tuple[Way, ...]


@functools.lru_cache(maxsize=20_000)
def parse(name: str) -> KoreanName | None:
    """Take a full name apart; None where it cannot be a Korean one.

    Hyphenated, spaced and joined given names, either order of family and given name, Latin letters or Hangul.
    """
    if _HANGUL_NAME.fullmatch(name):
        length = 2 if len(name) > 2 and name[:2] in surnames() else 1  # noqa: PLR2004 - a family name of two syllables
        return _build(name[:length], tuple(name[length:])) if len(name) > length else None
    words = _LOOSE_HYPHEN.sub("-", name).split()
    if len(words) < 2 or len(words) > 1 + _MOST_SYLLABLES:  # noqa: PLR2004 - family and given name
        return None
    family, given = words[0], words[1:]
    if fold(family) not in surnames() or ("-" in family and "-" not in words[-1]):
        family, given = words[-1], words[:-1]
    return _build(fold(family), tuple(fold(part) for word in given for part in _SEPARATORS.split(word)))


def is_family_before(word: str, given: str) -> bool:
    """Whether an English word is a family name here: "Do" before "Yeong-hwan".

    Prepositions and pronouns ("In", "To", "You") never are: they far oftener stand before a name than begin one.
    """
    if word not in _ENGLISH_WORDS:
        return False
    second = given.partition("-")[2]
    return second.islower() and second.isalpha() and parse(f"{word} {given}") is not None


def distance(a: KoreanName, b: KoreanName) -> float:
    """How far two spellings are from being one name: 0 for none, infinite where no Korean name has both."""
    if a.spelling == b.spelling:
        return 0.0
    if not a.families & b.families:
        return NEVER
    return min(
        (_way_distance(one, other) for one in a.ways for other in b.ways if len(one) == len(other)), default=NEVER
    )


def same(a: str, b: str) -> float:
    """The certainty, 0 to 1, that two full names are spellings of one Korean name; 0 where either is not Korean."""
    one, other = parse(a), parse(b)
    if one is None or other is None:
        return 0.0
    apart = distance(one, other)
    return 1.0 - apart / 2 if apart <= _BUDGET else 0.0


def keys(name: KoreanName) -> frozenset[str]:
    """Coarse forms: two spellings of one name have one in common, so only names that share one need comparing."""
    families = {_family_group()[family] for family in name.families}
    return frozenset(f"{family}-{'-'.join(map(_coarse, way))}" for family in families for way in name.ways)


@functools.cache
def surname_spellings() -> frozenset[str]:
    """Every known spelling of a family name."""
    return frozenset(surnames())


def families(name: str) -> frozenset[str]:
    """The family names that a name may begin with, in Hangul."""
    parsed = parse(name)
    return parsed.families if parsed else frozenset()


def _build(family: str, parts: tuple[str, ...]) -> KoreanName | None:
    families = surnames().get(family, frozenset())
    ways = tuple(_read(way) for way in _given_ways(parts))
    return KoreanName(f"{family} {''.join(parts)}", families, ways) if families and ways else None


def _given_ways(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The syllables of a given name, as its hyphens and spaces say; a joined name may be cut in several ways."""
    if all(readings(part) for part in parts):
        return [parts] if len(parts) <= _MOST_SYLLABLES else []
    return [way for way in divisions("".join(parts), 2) if way and len(parts) == 1]


def _read(way: tuple[str, ...]) -> Way:
    return (initial(readings(way[0]), way[0]), *(later(readings(part), part) for part in way[1:]))


def _way_distance(a: Way, b: Way) -> float:
    """The least cost of one Korean reading for both, each spelling under its own best system."""
    shared = [
        [(one[triple], other[triple]) for triple in one if triple in other] for one, other in zip(a, b, strict=True)
    ]
    if not all(shared):
        return NEVER
    systems = range(len(SYSTEMS))
    return min(
        sum(min(_stretch(one, mine) + _stretch(other, yours) for one, other in pairs) for pairs in shared)
        for mine, yours in itertools.product(systems, systems)
    )


def _stretch(costs: tuple[float, ...], system: int) -> float:
    return min(costs[system], _MIXED + min(costs))


def _coarse(syllable: Readings) -> str:
    return min({triple.translate(_COARSE) for triple in syllable})


@functools.cache
def _family_group() -> dict[str, str]:
    """For each family name the first of all those that a chain of shared spellings ties it to (전, 천: "Chun")."""
    group: dict[str, str] = {}
    for names in surnames().values():
        for name in names:
            group.setdefault(name, name)
    for names in surnames().values():
        tied = {group[name] for name in names}
        first = min(tied)
        group = {name: first if root in tied else root for name, root in group.items()}
    return group
