"""Possible conflicts between two linked sentences: numbers, dates, negation, names. Precision comes before recall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from compare.differences import dates, names, negation, numbers
from compare.differences.reading import Reading, carried, read
from compare.differences.referents import other_people
from compare.model import Conflict, DifferenceKind, Sentence

__all__ = ["find"]


def find(
    a: Sentence, b: Sentence, days: tuple[dt.date | None, dt.date | None] = (None, None), *, one_clock: bool = False
) -> tuple[Conflict, ...]:
    """What may not both be true in two linked sentences, in order of type and place.

    ``days`` are the days on which the articles were published: weekdays and "yesterday" are resolved against them.
    ``one_clock`` says that both keep the same time, so that weekdays one apart may clash too where the sentences agree.
    Spans are characters of each sentence's text. Whether one article is a later version of the other, whose figures
    are updates, is the caller's to know. Sentences that differ in a figure and in the day tell of two happenings.
    """
    if max(len(a.text), len(b.text)) > _LONGEST:
        return ()
    one, other = read(a.text), read(b.text)
    return tuple(sorted(_all(one, other, days, one_clock=one_clock), key=lambda c: (_ORDER[c.type], c.a, c.b)))


def _far(days: tuple[dt.date | None, dt.date | None]) -> bool:
    """Whether the accounts were published so far apart that the later's figures are an update."""
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) > dates.WEEK


_ORDER: dict[DifferenceKind, int] = {"number": 0, "date": 1, "statement": 2, "name": 3}
_LONGEST = 2_000
"""Characters beyond which a text is no one sentence, and nothing in it has a place to clash in."""
_LEAST = 0.4
"""The share of the shorter sentence that the other must carry for what they say to clash; names count by themselves."""


def _all(a: Reading, b: Reading, days: tuple[dt.date | None, dt.date | None], *, one_clock: bool) -> Iterator[Conflict]:
    yield from (Conflict("name", first, second) for first, second in names.clashes(a, b))
    like = carried(a, b)
    if like < _LEAST or other_people(a, b):
        return
    opposed = negation.say_opposites(a, b)
    figures = [] if opposed or _far(days) else list(numbers.clashes(a, b, like))
    moments = [] if opposed else list(dates.clashes(a, b, days, like, one_clock=one_clock))
    if not (figures and moments):
        yield from (Conflict("number", first, second) for first, second in figures)
        yield from (Conflict("date", first, second) for first, second in moments)
    yield from (Conflict("statement", first, second) for first, second in negation.clashes(a, b, like))
