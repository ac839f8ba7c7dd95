"""Every number over several events, computed once for pages and data alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.framing.counts import EventCounts
from compare.framing.pooled import Pooled, pool
from compare.framing.vocabulary import Word, pool_words


class Habits(NamedTuple):
    """The ``rates`` and the preferred ``words`` of all outlets; ``few`` has a line for each with too few events for words."""

    counts: tuple[EventCounts, ...]
    rates: tuple[Pooled, ...]
    words: tuple[Word, ...]
    few: tuple[Pooled, ...]


def pool_events(events: Sequence[EventCounts]) -> Habits:
    """The numbers over ``events``, whatever order they come in."""
    ordered = tuple(sorted(events, key=lambda event: event.event_id))
    words, few = pool_words(ordered)
    return Habits(ordered, pool(ordered), words, few)
