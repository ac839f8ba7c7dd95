"""Persons in Korean text: full names before a title, the surnames before one, and the names again without it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from compare.names.lexicon import titles
from compare.names.syllables import surnames
from compare.text.idf import korean_idf
from compare.text.korean_words import HANGUL, noun_stem, syllable_pairs

_RARE = 3.5
"""Least mean background IDF of a name's pairs of syllables, most of which no table has; those of common nouns are below."""
_NO_NAME = frozenset("당측부회처청한할된될던는")
"""Syllables that end bodies ("공화당 대표") and verbs ("유명한 작가") more often than given names."""

Found = tuple[int, int, str]
"""Start and end of a name, and its title."""


def persons(text: str) -> list[Found]:
    """The persons that ``text`` names in Hangul, in order; every one is named with a title somewhere in it."""
    if text.isascii() or not HANGUL.search(text):
        return []
    titled = {
        m.start("name"): (*m.span("name"), m["title"]) for m in _titled().finditer(text) if _may_be_name(m["name"])
    }
    known = {text[start:end] for start, end, _ in titled.values() if end - start > 1}
    for start, end in _again(text, known):
        titled.setdefault(start, (start, end, ""))
    return sorted(titled.values())


def _again(text: str, known: set[str]) -> Iterator[tuple[int, int]]:
    for match in HANGUL.finditer(text) if known else ():
        noun = noun_stem(match.group())
        if noun in known and match.group().startswith(noun):
            yield match.start(), match.start() + len(noun)


def _may_be_name(name: str) -> bool:
    """Whether Hangul before a title may be a surname alone, or a surname with a given name that is no common noun."""
    family = name[:2] if name[:2] in surnames() and len(name) > 2 else name[:1]  # noqa: PLR2004 - a surname of two
    if family not in surnames():
        return False
    if len(name) == 1:
        return True
    pairs = [korean_idf(pair) for pair in syllable_pairs(name)]
    return len(name) > 2 and name[-1] not in _NO_NAME and sum(pairs) >= _RARE * len(pairs)  # noqa: PLR2004 - see above


@functools.cache
def _titled() -> re.Pattern[str]:
    listed = "|".join(sorted(titles().korean, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?<![가-힣”’\"'»)])(?P<name>[가-힣]{{1,4}}) (?P<title>{listed})(?=[은는이가을를의와과도에께로라만]|[^가-힣]|$)"
    )
