"""What an outlet does over many events, beside the others in the same events: rates, words, and who is heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from compare.framing import pooling
from compare.framing.hedging import HEDGES
from compare.framing.ordering import LEAD
from compare.framing.pooling import EventCounts, Pooled, PreferredWord
from compare.framing.quotation import QUOTED_WORDS
from compare.framing.selection import ONLY_HERE
from compare.report.urls import measure_anchor

MOST_SPEAKERS = 12
MOST_WORDS = 40
MOST_LINKS = 6

_SAID = {
    ONLY_HERE.key: ("Sentences told in no account of another origin", "sentence"),
    QUOTED_WORDS.key: ("Words inside quotation marks", "word"),
    LEAD.key: ("Other accounts that begin with the same sentence", "account"),
    HEDGES.key: ("Hedges of the narration", "word"),
}
"""For each pooled measure its name on the page, and what it counts among."""


class Habit(NamedTuple):
    """A rate with its counts, its interval, the others' rate and the difference, in words; ``few`` says too few events."""

    title: str
    measure: str
    counted: int
    n: int
    unit: str
    rate: str
    others: str
    difference: str
    over: str


class Links(NamedTuple):
    """The first of the events that show something, each by its id and its days; ``more`` are not listed."""

    events: tuple[tuple[str, str], ...]
    more: int


class Voice(NamedTuple):
    """A speaker with the words quoted of him here and in the other outlets' accounts of the same events."""

    name: str
    words: int
    others: int
    events: Links


class Preference(NamedTuple):
    """A word that the narration uses more (or less) than the others' does."""

    word: str
    here: int
    others: int
    z: str
    q: str
    events: Links


class Habits(NamedTuple):
    """One outlet's habits; ``few`` says that too few events were there to compare words, ``events`` are those pooled."""

    rates: tuple[Habit, ...] = ()
    voices: tuple[Voice, ...] = ()
    more_voices: int = 0
    preferences: tuple[Preference, ...] = ()
    more_preferences: int = 0
    few: str = ""
    events: tuple[str, ...] = ()

    @property
    def any_rate(self) -> bool:
        """Whether there were events enough for any rate."""
        return any(habit.rate for habit in self.rates)


def view_habits(habits: pooling.Habits, days: Mapping[str, str]) -> dict[str, Habits]:
    """The habits of every outlet that shares an event with another, by outlet id; ``days`` are the events' by their ids."""
    rates: dict[str, list[Pooled]] = {}
    for pooled in habits.rates:
        rates.setdefault(pooled.outlet_id, []).append(pooled)
    preferred: dict[str, list[PreferredWord]] = {}
    for word in habits.words:
        preferred.setdefault(word.outlet_id, []).append(word)
    few = {pooled.outlet_id: _few(pooled) for pooled in habits.few}
    return {
        outlet_id: _view(
            found,
            _voices(outlet_id, habits.counts, days),
            [_preference(word, days) for word in preferred.get(outlet_id, [])],
            few.get(outlet_id, ""),
        )
        for outlet_id, found in rates.items()
    }


def _view(rates: Sequence[Pooled], voices: Sequence[Voice], words: Sequence[Preference], few: str) -> Habits:
    return Habits(
        rates=tuple(_habit(pooled) for pooled in rates),
        voices=tuple(voices[:MOST_SPEAKERS]),
        more_voices=max(0, len(voices) - MOST_SPEAKERS),
        preferences=tuple(words[:MOST_WORDS]),
        more_preferences=max(0, len(words) - MOST_WORDS),
        few=few,
        events=tuple(sorted({event for pooled in rates for event in pooled.events})),
    )


def _habit(pooled: Pooled) -> Habit:
    title, unit = _SAID[pooled.analysis, pooled.measure]
    hundred = (pooled.analysis, pooled.measure) == HEDGES.key
    return Habit(
        title=f"{title}, per 100 words" if hundred else title,
        measure=measure_anchor(pooled.analysis, pooled.measure),
        counted=pooled.count,
        n=pooled.n,
        unit=unit,
        rate=_rate(pooled.value, pooled.low, pooled.high, hundred=hundred),
        others=_number(pooled.others, hundred=hundred),
        difference=_difference(pooled, hundred=hundred),
        over=_over(pooled),
    )


def _over(pooled: Pooled) -> str:
    """Over how many events, and whether they are enough."""
    if pooled.value is None:
        return _few(pooled)
    return f"{len(pooled.events)} events" if pooled.low is not None else pooled.uncertainty


def _few(pooled: Pooled) -> str:
    """How many events there are, and how many it would take."""
    return f"too few events: {len(pooled.events)} of {pooled.needed} needed"


def _number(value: float | None, *, hundred: bool) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if hundred else f"{100 * value:.0f}%"


def _rate(value: float | None, low: float | None, high: float | None, *, hundred: bool) -> str:
    said = _number(value, hundred=hundred)
    if low is None or high is None:
        return said
    return f"{said} ({_number(low, hundred=hundred).removesuffix('%')} to {_number(high, hundred=hundred)})"


def _difference(pooled: Pooled, *, hundred: bool) -> str:
    """The difference with its interval, and whether that holds 0."""
    values = (pooled.difference, pooled.low_difference, pooled.high_difference)
    if None in values:
        return ""
    scale, digits = (1, 1) if hundred else (100, 0)
    said, low, high = (_signed(scale * value, digits) for value in values if value is not None)
    none = "" if (pooled.low_difference or 0) > 0 or (pooled.high_difference or 0) < 0 else "; may be none"
    return f"{said}{'' if hundred else ' points'} ({low} to {high}{none})"


def _signed(value: float, digits: int) -> str:
    """The number with its sign; what rounds to nothing has none."""
    said = f"{value:+.{digits}f}"
    return said.replace("-", "−") if said.strip("+-0.") else said[1:]


def _voices(outlet_id: str, counts: Sequence[EventCounts], days: Mapping[str, str]) -> list[Voice]:
    """Everyone with a full name whom the outlet quotes in events that it shares, most words first."""
    own: dict[str, int] = {}
    others: dict[str, int] = {}
    events: dict[str, list[str]] = {}
    for event in (event for event in counts if event.compares(outlet_id)):
        for outlet, heard in event.heard.items():
            for speaker, words in heard.items():
                sums = own if outlet == outlet_id else others
                sums[speaker] = sums.get(speaker, 0) + words
                if outlet == outlet_id:
                    events.setdefault(speaker, []).append(event.event_id)
    ranked = sorted(own, key=lambda name: (-own[name], name))
    return [Voice(name, own[name], others.get(name, 0), _links(events[name], days)) for name in ranked]


def _preference(word: PreferredWord, days: Mapping[str, str]) -> Preference:
    q = f"{word.q:.3f}" if word.q >= 0.001 else "< 0.001"  # noqa: PLR2004 - three digits
    z = f"{word.z:+.1f}".replace("-", "−")
    return Preference(word.word, word.count, word.others, z, q, _links(word.events, days))


def _links(events: Sequence[str], days: Mapping[str, str]) -> Links:
    return Links(
        tuple((event, days[event] or "no date") for event in events[:MOST_LINKS]), max(0, len(events) - MOST_LINKS)
    )
