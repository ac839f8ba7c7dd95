"""Names that stand in the same role in two sentences and are not the same."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from compare.differences.claims import Span, Worded, mentions
from compare.names import Mention, same_person
from compare.text.stems import idea, stem

_SHARED = 2
"""The fewest telling words that both sentences have beside the names."""
_REGIONS = frozenset(
    {
        "province",
        "county",
        "state",
        "prefecture",
        "region",
        "district",
        "island",
        "islands",
        "peninsula",
        "valley",
        "sea",
    }
)
_UNLIKE = 4
"""The most telling words, those of a name among them, that one sentence may have alone."""
_ABBREVIATED = 3
"""The least letters of an abbreviation, and initials of a name that a longer acronym may begin with."""
_TYPO = 80.0
"""Likeness of letters, of 100, from which on two names are two spellings."""
_PLACES = frozenset({"place", "name"})
_HEARERS = frozenset({"told", "tell", "tells"})
_MARKS = frozenset("'\"‘“")
_TIMES = frozenset({"last", "this", "next", "late", "early"})


def clashes(a: Worded, b: Worded) -> Iterator[tuple[Span, Span]]:
    """The spans of two names of a kind that the sentences put in the same place of the same statement.

    A name that the other sentence has too, under whatever form, clashes with none; nor do names of a list.
    """
    if min(len(a.ideas - b.ideas), len(b.ideas - a.ideas)) > _UNLIKE or len(a.ideas & b.ideas) < _SHARED:
        return
    ours, theirs = mentions(a.text), mentions(b.text)
    left = [x for x in ours if not any(_alike(x, y) for y in theirs)]
    right = [y for y in theirs if not any(_alike(x, y) for x in ours)]
    if len(left) != 1 or len(right) != 1 or _told_apart(a, left[0], b, right[0]):
        return
    x, y = left[0], right[0]
    if _is_quoted(a, x) or _is_quoted(b, y):
        return
    if (
        (_kind(x) == _kind(y) or "place" in (_kind(x), _kind(y)) or "name" in (x.kind, y.kind))
        and _level(x) == _level(y)
        and _same_role(a, x, b, y)
    ):
        yield (x.start, x.end), (y.start, y.end)


def _is_quoted(reading: Worded, x: Mention) -> bool:
    """Whether a name stands alone in quotation marks: then it is what somebody said, or a title."""
    return reading.text[x.start - 1 : x.start] in _MARKS if x.start else False


def _kind(x: Mention) -> str:
    return "place" if x.kind in _PLACES else x.kind


def _level(x: Mention) -> str:
    """Whether a place is a region or a country, as far as its name says: one place lies within another."""
    words = x.surface.casefold().split()
    if _REGIONS.intersection(words):
        return "region"
    return "land" if _lands(x) else ""


def _lands(x: Mention) -> frozenset[str]:
    return _lands_of(x.key)


@functools.lru_cache(maxsize=20_000)
def _lands_of(key: str) -> frozenset[str]:
    told = (idea(stem(word)) for word in (key, *key.split()))
    return frozenset(found for found in told if found.startswith("lands:"))


def _alike(x: Mention, y: Mention) -> bool:
    keys = {x.key, x.metonym} & {y.key, y.metonym} - {None}
    words, others = set(x.key.split()), set(y.key.split())
    within = bool(words & others) or _shortened(x, y) or _shortened(y, x)
    return (
        bool(keys)
        or within
        or bool(_lands(x) & _lands(y))
        or same_person(x.surface, y.surface) > 0
        or ratio(x.key, y.key) >= _TYPO
    )


def _shortened(short: Mention, long: Mention) -> bool:
    """Whether a name is another's abbreviation ("Ark.") or its initials, or the first of them ("CHOGM")."""
    plain = short.key.replace(".", "")
    initials = "".join(word[0] for word in long.key.split())
    if long.key.startswith(plain) and len(plain) >= _ABBREVIATED:
        return True
    return plain == initials or (
        short.surface.isupper() and len(initials) >= _ABBREVIATED and plain.startswith(initials)
    )


def _told_apart(a: Worded, x: Mention, b: Worded, y: Mention) -> bool:
    """Whether the sentences differ in more than the names: then they may tell of two things."""
    first, second = _extended(a, x, y), _extended(b, y, x)
    ours = {p.stem for p in a.pieces if p.idea and not first.start <= p.start < first.end}
    theirs = {p.stem for p in b.pieces if p.idea and not second.start <= p.start < second.end}
    return min(len(ours - theirs), len(theirs - ours)) > 0 or len(ours & theirs) < _SHARED


def _same_role(a: Worded, x: Mention, b: Worded, y: Mention) -> bool:
    """Whether the words around both names are the same: a preposition and what it belongs to, a title, what follows.

    Whom a source told is no fact of the event.
    """
    first, second = _extended(a, x, y), _extended(b, y, x)
    before, after = _around(a, first)
    return len(before) > 1 and (before, after) == _around(b, second) and before[-1] not in _HEARERS


def _extended(reading: Worded, x: Mention, other: Mention) -> Mention:
    """A name with the words after it that the other name ends in: the "Mir space station" of a "Space Station"."""
    words, end = other.key.split(), x.end
    for piece in reading.pieces:
        if piece.start >= end and piece.norm in words[1:] and reading.text[end : piece.start] == " ":
            end = piece.end
    return x._replace(end=end) if reading.text[x.start : end].casefold().endswith(words[-1]) else x


def _around(reading: Worded, x: Mention) -> tuple[tuple[str, ...], str]:
    before = [piece.norm for piece in reading.pieces if piece.end <= x.start]
    after = next((piece for piece in reading.pieces if piece.start >= x.end), None)
    goes_on = after is not None and after.idea and after.norm not in _TIMES
    return tuple(before[-2:]), after.norm if after is not None and goes_on else ""
