"""An event as a card for notebooks: a fragment that needs no style but its own, light or dark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Comparison
from compare.pipeline import Case
from compare.report.context import EventContext, read_event
from compare.report.environment import environment, fill, read_templates
from compare.report.points import STATES, Point, State, find_points

SHOWN = 5


class Tally(NamedTuple):
    """How many sentences are in a state."""

    state: State
    sentences: int


def render_card(case: Case, comparison: Comparison, folders: Sequence[str]) -> str:
    """The event's headline, its accounts, its counts and its first points, as HTML to stand inside another page.

    Raises:
        TemplateError: the template cannot be rendered.
    """
    reading = read_event(case, comparison)
    points = find_points(reading)
    found = list(points.states.values())
    values = {
        "event": case.event,
        "title": comparison.title
        or next((a.headline for a in reading.articles if a.id == comparison.title_of), None)
        or f"Event {case.event.id}",
        "reading": reading,
        "names": _names(reading),
        "tallies": [Tally(state, found.count(state)) for state in STATES if state in found],
        "points": _first(points.shared),
        "more": len(points.shared) - len(_first(points.shared)),
    }
    return fill(environment(read_templates(folders)), "card.html", f"event {case.event.id}", values).decode()


def _names(reading: EventContext) -> list[str]:
    """What each account is called."""
    return [name.full for name in reading.names]


def _first(points: Sequence[Point]) -> Sequence[Point]:
    """The points to show: those in which accounts differ, then those that most of them tell."""
    return sorted(points, key=lambda point: not point.clashes)[:SHOWN]
