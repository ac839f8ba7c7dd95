"""How many sentences stand in each state, as counts and as one square a sentence."""

from __future__ import annotations

from typing import NamedTuple

from compare.report.context import EventContext, letter
from compare.report.points import STATES, Points, State

MOST_SQUARES = 120
"""Above this, squares are a blur: counts and one stacked bar say more."""


class Count(NamedTuple):
    """The sentences in one state: ``letters`` has their accounts' letters, ``x`` and ``width`` are percent of the bar."""

    state: State
    sentences: int
    letters: tuple[str, ...]
    x: float
    width: float


class Tally(NamedTuple):
    """All sentences of an event, counted by state."""

    counts: tuple[Count, ...]
    sentences: int

    @property
    def squares(self) -> bool:
        """Whether there are few enough for one square each."""
        return self.sentences <= MOST_SQUARES

    def of(self, key: str) -> int:
        """How many sentences are in the state."""
        return next((count.sentences for count in self.counts if count.state.key == key), 0)


def count_states(reading: EventContext, points: Points) -> Tally:
    """The event's sentences by state, states without a sentence left out."""
    everything = [(points.states[told.sentence.ref], told) for account in reading.by_account for told in account]
    total = len(everything)
    counts, before = [], 0
    for state in STATES:
        found = [letter(told.account) for of, told in everything if of is state]
        if found:
            counts.append(
                Count(
                    state, len(found), tuple(found), round(100 * before / total, 2), round(100 * len(found) / total, 2)
                )
            )
            before += len(found)
    return Tally(tuple(counts), total)
