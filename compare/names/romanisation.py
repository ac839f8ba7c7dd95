"""Korean personal names across their romanisations, by rule and without a list of people.

A Latin syllable may stand for several Korean ones, under one romanisation system or another. Two spellings are one
name if some Korean reading serves both, syllable by syllable, and neither spelling has to mix systems more than a
newspaper does.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from typing import NamedTuple

from compare.data import read_table

Costs = tuple[float, ...]
"""For each of ``SYSTEMS``: how far the spelling is from what the system writes; infinite where it never would."""
Readings = dict[str, Costs]
"""Jamo triples (onset, vowel, coda; "-" for no coda) that a Latin syllable may stand for."""

SYSTEMS = ("rr", "mr", "north", "south")
NEVER = float("inf")
LOOSE = 0.5
"""The cost of a southern spelling that more often stands for another syllable, and of a dropped initial."""
VOICED = 0.6
"""The cost of "Dae" or "Byong" in a northern name: it must not stand beside a loose spelling."""

_ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_CODAS = "-ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㄹㄹㅁㅂㅂㄷㄷㅇㄷㄷㄱㄷㅂㄷ"
"""The 28 final positions of a Hangul block as they are pronounced."""
_Y_VOWELS = "ㅣㅑㅒㅕㅖㅛㅠ"
_FIRST, _LAST = "가", "힣"
_VARIANTS = str.maketrans("ǒôǔûʻ‘’`´ʼ", "ŏŏŭŭ''''''")


def fold(word: str) -> str:
    """A Latin word in small letters; of its diacritics only ŏ and ŭ, of its marks only apostrophes are left."""
    composed = unicodedata.normalize("NFC", word).casefold().translate(_VARIANTS)
    plain = "".join(c if c in "ŏŭ" else unicodedata.normalize("NFD", c)[0] for c in composed)
    return re.sub(r"(?<![kptch])'", "", plain.replace("wh", "hw"))


@functools.lru_cache(maxsize=20_000)
def readings(syllable: str) -> Readings:
    """What one folded Latin syllable, or one Hangul block, may stand for; empty where it is no Korean syllable."""
    if len(syllable) == 1 and _FIRST <= syllable <= _LAST:
        return {jamo(syllable): (0.0,) * len(SYSTEMS)}
    found: Readings = {}
    match = _shape().fullmatch(syllable)
    if match is None:
        return found
    onset, vowel, coda = (
        _part(name, spelt) for name, spelt in zip(("onsets", "vowels", "codas"), match.groups(), strict=True)
    )
    for first, first_costs in onset.items():
        for middle, middle_costs in vowel.items():
            for last, last_costs in coda.items():
                costs = tuple(map(sum, zip(first_costs, middle_costs, last_costs, strict=True)))
                if min(costs) < NEVER and _is_speakable(middle, last, match[2]):
                    found[first + middle + last] = costs
    for block, costs in _part("syllables", syllable).items():
        known = found.get(jamo(block), (NEVER,) * len(SYSTEMS))
        found[jamo(block)] = tuple(map(min, zip(known, costs, strict=True)))
    return found


def initial(found: Readings, spelt: str) -> Readings:
    """Readings of a word's first syllable, which no system but the southern ones begins with g, d or b.

    Southern speech drops or softens an initial r or n that northern speech keeps.
    """
    voiced = tuple(VOICED * (spelt[0] in "gdb" and system in {"mr", "north"}) for system in SYSTEMS)
    widened = {triple: tuple(map(sum, zip(costs, voiced, strict=True))) for triple, costs in found.items()}
    for triple, costs in tuple(widened.items()):
        softened = _softened(triple)
        if softened not in widened:
            widened[softened] = tuple(cost + LOOSE for cost in costs)
    return widened


def later(found: Readings, spelt: str) -> Readings:
    """Readings of a later syllable: an r is assimilated to n (Myong-nok), and 렬, 률 are also written 열, 율."""
    widened = dict(found)
    for triple, costs in found.items():
        if triple[0] == "ㄴ" and spelt.startswith("n"):
            widened["ㄹ" + triple[1:]] = costs
        if triple in {"ㄹㅕㄹ", "ㄹㅠㄹ"}:
            widened["ㅇ" + triple[1:]] = tuple(cost + LOOSE for cost in costs)
    return widened


def jamo(block: str) -> str:
    """The onset, vowel and spoken coda of a Hangul block: "영" gives "ㅇㅕㅇ"."""
    index = ord(block) - ord(_FIRST)
    return _ONSETS[index // 588] + _VOWELS[index // 28 % 21] + _CODAS[index % 28]


def divisions(word: str, most: int = 3) -> list[tuple[str, ...]]:
    """All ways to cut a folded word, Latin or Hangul, into at most ``most`` Korean syllables."""
    if not word:
        return [()]
    if not most:
        return []
    longest = 1 if _FIRST <= word[0] <= _LAST else 7
    return [
        (word[:end], *rest)
        for end in range(1, min(longest, len(word)) + 1)
        if readings(word[:end])
        for rest in divisions(word[end:], most - 1)
    ]


def _softened(triple: str) -> str:
    onset, vowel = triple[0], triple[1]
    if onset in "ㄹㄴ" and vowel in _Y_VOWELS:
        return "ㅇ" + triple[1:]
    return "ㄴ" + triple[1:] if onset == "ㄹ" else triple


def _is_speakable(vowel: str, coda: str, spelt: str) -> bool:
    """Whether southern habits that need a coda, or its absence, are kept: "u" for ㅓ or ㅡ stands in closed syllables."""
    return not (coda == "-" and spelt in {"u", "yu", "you"} and vowel in "ㅓㅕㅡ")


@functools.cache
def surnames() -> dict[str, frozenset[str]]:
    """For each spelling of a family name, the Hangul names it may stand for."""
    found: dict[str, set[str]] = {}
    for hangul, spellings in read_table("romanisation")["surnames"].items():
        for spelling in (*spellings.split(), hangul):
            found.setdefault(spelling, set()).add(hangul)
    return {spelling: frozenset(names) for spelling, names in found.items()}


@functools.cache
def _part(table: str, spelt: str) -> Readings:
    """What a spelt onset, vowel, coda or whole syllable may stand for."""
    entry: dict[str, str] = read_table("romanisation")[table].get(spelt, {})
    found: dict[str, list[float]] = {}
    for column, system in enumerate(SYSTEMS):
        for letter in entry.get(system, ""):
            found.setdefault(letter, [NEVER] * len(SYSTEMS))[column] = 0.0
    for letter in entry.get("loose", ""):
        found.setdefault(letter, [NEVER] * len(SYSTEMS))[SYSTEMS.index("south")] = LOOSE
    return {letter: tuple(costs) for letter, costs in found.items()}


@functools.cache
def _shape() -> re.Pattern[str]:
    """Onset, vowel, coda; the longest onset and vowel are taken."""
    parts = (
        "|".join(sorted(read_table("romanisation")[name], key=len, reverse=True))
        for name in ("onsets", "vowels", "codas")
    )
    onsets, vowels, codas = parts
    return re.compile(f"({onsets})({vowels})({codas})")


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
