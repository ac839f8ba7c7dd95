"""Words that an outlet's narration uses more than the others' of the same events do.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), false discoveries controlled by Benjamini
and Hochberg (1995).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from compare.framing.counts import EventCounts
from compare.framing.measures import too_few
from compare.framing.pooled import Pooled

MINIMUM_EVENTS = 30
MINIMUM_WORD_EVENTS = 5
"""The fewest events of a word: one story's subject is no habit."""
FALSE_DISCOVERIES = 0.05
_PRIOR = 500.0
"""The weight of the prior, in words: the frequencies of all outlets together."""


class Word(Struct, frozen=True, kw_only=True):
    """A word that ``outlet_id`` uses more (``z`` > 0) or less than the others in the same events.

    ``log_odds`` is the difference of log-odds, ``z`` that in standard deviations, ``q`` the least share of false
    discoveries at which it is called one; ``count`` and ``others`` are its occurrences, ``events`` those it stands in.
    """

    outlet_id: str
    word: str
    log_odds: float
    z: float
    q: float
    count: int
    others: int
    events: tuple[str, ...]


def pool_words(events: Sequence[EventCounts]) -> tuple[tuple[Word, ...], tuple[Pooled, ...]]:
    """The words of every outlet that pass, strongest first, and for outlets with too few events a line that says so."""
    ordered = sorted(events, key=lambda event: event.event_id)
    words: list[Word] = []
    few: list[Pooled] = []
    for outlet_id in sorted({outlet for event in ordered for outlet in event.words}):
        shared = [event for event in ordered if outlet_id in event.words and len(event.words) > 1]
        if len(shared) < MINIMUM_EVENTS:
            few.append(_few(outlet_id, shared))
        else:
            words.extend(_compare(outlet_id, shared))
    return tuple(words), tuple(few)


def _few(outlet_id: str, shared: Sequence[EventCounts]) -> Pooled:
    count = sum(sum(event.words[outlet_id].values()) for event in shared)
    return Pooled(
        outlet_id=outlet_id,
        analysis="wording",
        measure="words",
        subject="narration",
        count=count,
        n=count,
        uncertainty=too_few(len(shared), MINIMUM_EVENTS, "events"),
        events=tuple(event.event_id for event in shared),
    )


def _compare(outlet_id: str, shared: Sequence[EventCounts]) -> Iterator[Word]:
    own: Counter[str] = Counter()
    other: Counter[str] = Counter()
    places: dict[str, list[str]] = {}
    for event in shared:
        for outlet, counts in event.words.items():
            (own if outlet == outlet_id else other).update(counts)
        for word in sorted({word for counts in event.words.values() for word in counts}):
            places.setdefault(word, []).append(event.event_id)
    tested = sorted(word for word, found in places.items() if len(found) >= MINIMUM_WORD_EVENTS)
    scores = {word: log_odds(word, own, other) for word in tested}
    adjusted = benjamini_hochberg([math.erfc(abs(scores[word][1]) / math.sqrt(2)) for word in tested])
    passing = [(word, q) for word, q in zip(tested, adjusted, strict=True) if q <= FALSE_DISCOVERIES]
    for word, q in sorted(passing, key=lambda found: (-abs(scores[found[0]][1]), found[0])):
        yield Word(
            outlet_id=outlet_id,
            word=word,
            log_odds=scores[word][0],
            z=scores[word][1],
            q=round(q, 6),
            count=own[word],
            others=other[word],
            events=tuple(places[word]),
        )


def log_odds(word: str, own: Mapping[str, int], other: Mapping[str, int]) -> tuple[float, float]:
    """The difference of a word's log-odds between two counts, and its z (Monroe et al. 2008, equations 16, 20 and 22).

    The prior are the frequencies of both counts together, with the weight of 500 words.
    """
    sum_own, sum_other = sum(own.values()), sum(other.values())
    prior = _PRIOR * (own.get(word, 0) + other.get(word, 0)) / (sum_own + sum_other)
    a, b = own.get(word, 0) + prior, other.get(word, 0) + prior
    difference = math.log(a / (sum_own + _PRIOR - a)) - math.log(b / (sum_other + _PRIOR - b))
    return round(difference, 6), round(difference / math.sqrt(1 / a + 1 / b), 6)


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """The adjusted p of each hypothesis: the least false discovery rate at which it is rejected."""
    order = sorted(range(len(p)), key=lambda k: (-p[k], -k))
    adjusted = [1.0] * len(p)
    least = 1.0
    for passed, k in enumerate(order):
        least = min(least, p[k] * len(p) / (len(p) - passed))
        adjusted[k] = least
    return adjusted
