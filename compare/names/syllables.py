"""Korean syllables behind their Latin spellings, with what each romanisation system would have to stretch."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import Any

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
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("compare").joinpath("data", "romanisation.toml").read_text(encoding="utf-8"))


@functools.cache
def surnames() -> dict[str, frozenset[str]]:
    """For each spelling of a family name, the Hangul names it may stand for."""
    found: dict[str, set[str]] = {}
    for hangul, spellings in _tables()["surnames"].items():
        for spelling in (*spellings.split(), hangul):
            found.setdefault(spelling, set()).add(hangul)
    return {spelling: frozenset(names) for spelling, names in found.items()}


@functools.cache
def _part(table: str, spelt: str) -> Readings:
    """What a spelt onset, vowel, coda or whole syllable may stand for."""
    entry: dict[str, str] = _tables()[table].get(spelt, {})
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
    parts = ("|".join(sorted(_tables()[name], key=len, reverse=True)) for name in ("onsets", "vowels", "codas"))
    onsets, vowels, codas = parts
    return re.compile(f"({onsets})({vowels})({codas})")
