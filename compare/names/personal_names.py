"""Personal names as strings: their parts, keys for comparison, and whether two names may be one person's.

``same_person`` judges two spellings by themselves. ``agreement`` judges two names of one event, where a shared first
name and a slip of one letter tell more, and also says when two names contradict each other.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from compare.data import read_word_lists
from compare.names import romanisation as korean
from compare.names.lexicon import titles
from compare.text.tokens import HANGUL

_ORDINALS = frozenset({"ii", "iii", "iv", "sr"})
_JUNIOR = "jr"
_MIDDLE_INITIALS = re.compile(r"(?<=\w)\s+(?:[A-Z]\.?)+(?=\s)")
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INITIAL_ONLY = 0.5
_SHORT_FORM = 0.75


@functools.lru_cache(maxsize=20_000)
def person_key(name: str) -> str:
    """A personal name as it is compared: small letters without accents, hyphens, middle initials or ordinals (III).

    "Jr." is kept: an article that writes it means to tell two persons apart.
    """
    decomposed = unicodedata.normalize("NFD", _MIDDLE_INITIALS.sub("", name))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c) or "\u1160" <= c <= "\u11ff").casefold()
    parts = [part for part in _PART.findall(unicodedata.normalize("NFC", plain)) if part not in _ORDINALS]
    return " ".join(parts).replace("’", "'")


@functools.lru_cache(maxsize=20_000)
def surname_keys(name: str) -> frozenset[str]:
    """The words that may stand alone for a full name: the family name, which comes first in Korean names."""
    key = person_key(name)
    parts = key.removesuffix(f" {_JUNIOR}").split()
    if len(parts) == 1 and HANGUL.fullmatch(name) and korean.parse(name):
        return korean.families(name)
    if len(parts) < 2:  # noqa: PLR2004 - a full name has two parts
        return frozenset()
    if korean.parse(name):
        return frozenset({parts[0], parts[-1]} & korean.surname_spellings()) or frozenset({parts[0]})
    return frozenset({parts[-1]})


def same_person(a: str, b: str) -> float:
    """The certainty, 0 to 1, that two full names may be one person's, by their spelling alone.

    Korean names are compared across romanisations, others by surname and by given name, its short form or its initial.
    Two names that one article uses for two persons are two whatever this says: see ``resolve``.
    """
    one, other = person_key(a), person_key(b)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return max(korean.same(a, b), _same_western(one.split(), other.split()))


def romanised(name: str) -> str | None:
    """A coarse key that spellings of one Korean name nearly always share, to find candidates by; None for other names."""
    parsed = korean.parse(name)
    return min(korean.keys(parsed)) if parsed else None


def is_junior(name: str) -> bool:
    """Whether a name says that an elder person bears it too."""
    return person_key(name).endswith(f" {_JUNIOR}")


def _same_western(a: list[str], b: list[str]) -> float:
    if (a[-1] == _JUNIOR) != (b[-1] == _JUNIOR):
        return (
            _INITIAL_ONLY if [part for part in a if part != _JUNIOR] == [part for part in b if part != _JUNIOR] else 0.0
        )
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:  # noqa: PLR2004 - a full name has two parts
        return 0.0
    first, other = a[0], b[0]
    if first == other:
        return _SHORT_FORM if len(a) == 2 or len(b) == 2 else 0.0  # noqa: PLR2004 - one of them leaves the middle name out
    if titles().nicknames.get(first, first) == titles().nicknames.get(other, other):
        return _SHORT_FORM
    initial = min(first, other, key=len)
    return _INITIAL_ONLY if len(initial) == 1 and first[0] == other[0] else 0.0


CONTRADICTS = -1.0
"""The agreement of two names that cannot be one person's."""
Gender = Literal["female", "male", "unknown"]
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?|[^\W_]+(?:['’&‐‑-][^\W_]+)*")
_ARTICLES = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az)[‐‑-](?=\w{3})")
"""An Arabic article tied to a family name: "al-Shamie"."""
_PARTICLES = frozenset(["al", "el", "bin", "ibn"])
_ROYAL = frozenset(
    [
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "saint",
        "emperor",
        "empress",
        "sultan",
        "lord",
        "lady",
        "father",
        "mother",
    ]
)
"""Titles that are part of the name where a first name alone follows."""
_SHORT_OF_SURE = 0.7
_MOST_INITIALS = 3
_LONGEST_REST = 4
_FEW = 5
"""Words of fewer letters are never taken for a slip of one letter."""
_SKELETON = (
    (re.compile(r"ck|kh|gh|q|c(?!h)"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"dh"), "d"),
    (re.compile(r"th"), "t"),
    (re.compile(r"[dt]?zh|dj|dzh"), "j"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"w"), "v"),
    (re.compile(r"[aeiouy]+h?(?![aeiouy])"), "*"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"^g"), "k"),
)
"""What transcriptions of Arabic, Russian and Persian names differ in; vowels leave one mark."""


class NameParts(NamedTuple):
    """A name taken apart: ``words`` without titles, in small letters without accents, particles or marks.

    ``with_small`` keeps small words ("of"), for acronyms. ``surnames`` may stand alone for the name, ``families`` are
    the Korean family names it may begin with. ``body``: a word says that it is a ministry, a company or the like.
    """

    words: tuple[str, ...]
    with_small: tuple[str, ...]
    titles: tuple[str, ...]
    surnames: frozenset[str]
    families: frozenset[str]
    body: bool
    owned: int
    """How many words at the end "of" or "for" ties to the rest: they alone are something else."""
    junior: bool
    given: bool
    """Whether it begins with a known given name."""
    spelling: str

    @property
    def key(self) -> str:
        """What equal names share."""
        return " ".join(self.words) + (f" {_JUNIOR}" if self.junior else "")


@functools.lru_cache(maxsize=50_000)
def name_parts(surface: str) -> NameParts:
    """Take a name apart: "Sen. Adam B. Schiff" has the title "sen" and the words "adam", "b" and "schiff"."""
    if HANGUL.fullmatch(surface):
        families = korean.families(surface) if len(surface) > 1 else frozenset[str]()
        return NameParts(
            words=(surface,),
            with_small=(surface,),
            titles=(),
            surnames=families or frozenset({surface}),
            families=families,
            body=False,
            owned=0,
            junior=False,
            given=bool(families),
            spelling=surface,
        )
    found = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(surface)]
    if found[:1] == ["Former"] and len(found) > 1:
        found = found[1:]
    lists = titles()
    rest = _without_titles(found)
    surname = bool(found) and (found[0] in lists.given or ("-" in surface and korean.parse(surface) is not None))
    generic = lists.bodies | (frozenset() if surname else lists.places)  # "Henry Hill", "Park Chul-soo"
    if not generic.isdisjoint(found) and (len(rest) < 2 or not generic.isdisjoint(rest)):  # noqa: PLR2004 - a full name has two parts
        rest = found
    body = not generic.isdisjoint(rest)
    lead = tuple(_fold(word) for word in found[: len(found) - len(rest)])
    folded = [part for place, word in enumerate(rest) for part in _spell(word, initials=place < len(rest) - 1)]
    junior = folded[-1:] == [_JUNIOR]
    while len(folded) > 1 and (folded[-1] in _ORDINALS or folded[-1] == _JUNIOR):
        folded.pop()
    small = set(lists.particles) | {"and", "a", "an", "in", "on", "&"}
    words = [word for word in folded if word not in (small if body else _PARTICLES)] or folded
    spelling = " ".join(rest)
    full = len(words) > 1 and not body
    surnames = frozenset(_fold(word) for word in surname_keys(spelling)) if full else frozenset[str]()
    return NameParts(
        words=tuple(words),
        with_small=tuple(folded),
        titles=lead,
        surnames=surnames | ({words[-1]} if full and not korean.parse(spelling) else set()),
        families=korean.families(spelling) if full else frozenset(),
        body=body,
        owned=_owned(folded, words),
        junior=junior,
        given=full and words[0] in _given_names(),
        spelling=spelling,
    )


def telling_words(surface: str) -> frozenset[str]:
    """The words that show a name to be named: a person's surnames, else all but those of any body, or the name itself."""
    parts = name_parts(surface)
    if not parts.body and (parts.surnames or len(parts.words) == 1):
        return parts.surnames or frozenset(parts.words)
    generic = {word.casefold() for word in titles().bodies | titles().places | titles().modifiers}
    return frozenset(word for word in parts.words if word not in generic) or frozenset(parts.words)


@functools.lru_cache(maxsize=50_000)
def name_words(surface: str) -> tuple[str, ...]:
    """The words of a name as they are compared, and those of its parts that a hyphen ties."""
    parts = name_parts(surface)
    tied = [_fold(part) for word in _WORD.findall(surface) for part in re.split(r"[‐‑-]", word)]
    return (*parts.words, *tied)


def _owned(folded: Sequence[str], words: Sequence[str]) -> int:
    """How many of the ``words`` stand behind the last "of" or "for"."""
    last = max((place for place, word in enumerate(folded) if word in {"of", "for"}), default=None)
    return 0 if last is None else min(len(words), sum(1 for word in folded[last + 1 :] if word in words))


def agreement(a: NameParts, b: NameParts, *, known: bool = True) -> float:
    """How surely two full names of one event are one person's: 0 to 1, 0 where nothing says so, or ``CONTRADICTS``.

    Equal but for the order, hyphens, initials, middle or short names; spelt otherwise in another transcription; or one
    slip of a letter beside an equal part. Two given names of one surname contradict each other. ``known``: something
    shows that they are persons; without that, a name is no part of a longer one.
    """
    if a.junior != b.junior:
        return _INITIAL_ONLY if a.words == b.words else CONTRADICTS if a.words[-1] == b.words[-1] else 0.0
    if "".join(a.words) == "".join(b.words):
        return 1.0
    if a.families and b.families:
        return _korean_agreement(a, b)
    if sorted(a.words) == sorted(b.words):
        return 0.9
    short, long = sorted((a, b), key=lambda parts: len(parts.words))
    within = _within(short, long)
    personal = known or short.given
    if within and (personal or (within > _SHORT_OF_SURE and len(long.words) == len(short.words) + 1)):
        return within
    return _western_agreement(a.words, b.words)


def _within(short: NameParts, long: NameParts) -> float:
    """How surely a full name is the end, or else the beginning, of a longer one."""
    size = len(short.words)
    if not 1 < size < len(long.words):
        return 0.0
    if long.words[-size:] == short.words and long.owned < size:
        return 0.72
    return 0.65 if long.words[:size] == short.words and short.words[-1] != long.words[-1] else 0.0


def skeleton(word: str) -> str:
    """What the transcriptions of one name share: its consonants, with one mark for each run of vowels."""
    for pattern, plain in _SKELETON:
        word = pattern.sub(plain, word)
    return word


def differs_by_a_letter(a: str, b: str) -> bool:
    """Whether two words of five letters and more are one apart: a letter more, less, another, or two exchanged."""
    if min(len(a), len(b)) < _FEW or abs(len(a) - len(b)) > 1 or a == b or a[0] != b[0]:
        return False
    at = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
        return swapped or a[at + 1 :] == b[at + 1 :]
    short, long = sorted((a, b), key=len)
    return short[at:] == long[at + 1 :]


def gender(words: Iterable[str]) -> Gender:
    """What titles and given names tell; unknown where they say nothing or disagree."""
    lists = read_word_lists("speakers")
    signs = {sign for word in words for sign in ("female", "male") if word.rstrip(".") in lists[sign]}
    if len(signs) != 1:
        return "unknown"
    return "female" if "female" in signs else "male"


def _without_titles(words: Sequence[str]) -> Sequence[str]:
    """The words behind the last title that a name follows."""
    lists = titles()
    known, heads = lists.heads | lists.modifiers, lists.heads | lists.callings
    if words and words[0] in lists.given:
        return words
    for place in range(len(words) - 2, -1, -1):
        if words[place].rstrip(".") not in heads:
            continue
        rest = words[place + 1 :]
        royal = len(rest) == 1 and words[place].casefold() in _ROYAL
        if len(rest) <= _LONGEST_REST and not royal and known.isdisjoint(rest) and not rest[0].islower():
            return rest
    return words


def _spell(word: str, *, initials: bool) -> list[str]:
    """A word as it is compared: letters alone; initials written together are parted ("J.K.", "JK")."""
    plain = word.replace(".", "")
    parted = "." in word or (plain.isupper() and plain.isascii() and len(plain) <= _MOST_INITIALS)
    if initials and parted and plain.isalpha():
        return [letter.casefold() for letter in plain]
    return [_fold(_ARTICLES.sub("", word.casefold()))]


@functools.lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _korean_agreement(a: NameParts, b: NameParts) -> float:
    same = korean.same(a.spelling, b.spelling)
    if not same:
        return CONTRADICTS if a.families & b.families else 0.0
    turned = a.words[0] not in b.words[:1] and a.words[0] == b.words[-1]
    return 0.8 if turned or a.words[-1] == b.words[0] else 0.6


def _western_agreement(a: Sequence[str], b: Sequence[str]) -> float:
    if min(len(a), len(b)) < 2:  # noqa: PLR2004 - a full name has two parts
        return 0.0
    given, family = _given_alike(a[0], b[0]), a[-1] == b[-1]
    if family and given:
        return given if _middles_agree(a[1:-1], b[1:-1]) else CONTRADICTS
    if family:
        return CONTRADICTS
    adjective = f"{a[-1]}n" == b[-1] or f"{b[-1]}n" == a[-1]
    spelt = not adjective and (skeleton(a[-1]) == skeleton(b[-1]) or differs_by_a_letter(a[-1], b[-1]))
    if not spelt or given < _SHORT_FORM or not _middles_agree(a[1:-1], b[1:-1]):
        return 0.0
    return 0.7 if a[0] == b[0] else 0.6


def _given_alike(a: str, b: str) -> float:
    """How surely two given names before one surname are one."""
    lists = titles()
    if a == b:
        return _SHORT_FORM
    if lists.nicknames.get(a, a) == lists.nicknames.get(b, b):
        return _SHORT_FORM
    if min(len(a), len(b)) == 1:
        return _INITIAL_ONLY if a[0] == b[0] else 0.0
    known = _given_names()
    if a in known and b in known and skeleton(a) != skeleton(b):
        return 0.0
    alike = len(a) > 3 and len(b) > 3 and skeleton(a) == skeleton(b) and not _two_names(a, b)  # noqa: PLR2004 - short names have few letters to tell them apart
    return 0.75 if alike else 0.6 if differs_by_a_letter(a, b) and not {a, b} & known else 0.0


def _two_names(a: str, b: str) -> bool:
    """Whether two given names are known as those of two women, or of a woman and a man."""
    lists = read_word_lists("speakers")
    return (a in lists["female"] or b in lists["female"]) and {a, b} <= _given_names()


@functools.cache
def _given_names() -> frozenset[str]:
    lists = read_word_lists("speakers")
    roles = (
        lists["people"]
        | lists["titles"]
        | frozenset(["aunt", "grandmother", "girl", "widow", "herself", "boy", "uncle", "himself"])
    )
    return (lists["female"] | lists["male"]) - roles | {name.casefold() for name in titles().given}


def _middles_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the names between two others may be one person's: one side has none, or those of both begin alike."""
    if not a or not b:
        return True
    if len(a) == len(b):
        return all(x[0] == y[0] and (x == y or 1 in {len(x), len(y)}) for x, y in zip(a, b, strict=True))
    short, long = sorted((a, b), key=len)
    return all(len(x) > 1 and x in long for x in short)
