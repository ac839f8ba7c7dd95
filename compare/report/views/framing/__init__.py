"""How an event's accounts frame it: every measured dimension with its figures, how sure they are, and where they show.

Figures stand in one table, subjects (speakers, names, words) in tables of their own; what is said of a headline, of the
order or of one sentence stands with it.
"""

from __future__ import annotations

from typing import NamedTuple

from compare.report.context import EventContext
from compare.report.views.framing.headlines import HeadlineNotes, note_headlines
from compare.report.views.framing.notes import note_sentences
from compare.report.views.framing.order import OrderNotes, note_order
from compare.report.views.framing.overview import Figures, list_figures
from compare.report.views.framing.selection import Spread, list_spreads
from compare.report.views.framing.tables import Table, tabulate


class Framing(NamedTuple):
    """Everything that was measured of an event's framing, by the place on its page where it is said."""

    figures: Figures | None
    tables: tuple[Table, ...]
    headlines: dict[int, HeadlineNotes]
    order: OrderNotes
    spreads: tuple[Spread, ...]
    notes: dict[str, tuple[str, ...]]


def view_framing(reading: EventContext, *, full_text: bool) -> Framing:
    """What the event's findings say; of one account alone only the notes on its sentences are left."""
    several = len(reading.articles) > 1
    return Framing(
        figures=list_figures(reading) if several else None,
        tables=tabulate(reading) if several else (),
        headlines=note_headlines(reading, full_text=full_text) if several else {},
        order=note_order(reading),
        spreads=list_spreads(reading),
        notes=note_sentences(reading),
    )
