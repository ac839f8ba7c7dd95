"""The event page: everything it says, in the order in which it says it."""

from __future__ import annotations

from typing import NamedTuple

from compare.report.dates import days, local
from compare.report.imprint import Imprint
from compare.report.measured import Framing, view_framing
from compare.report.notices import Shared, share
from compare.report.order import Picture, draw_order
from compare.report.reading import Reading
from compare.report.runs import Run
from compare.report.timeline import Timeline, draw_timeline
from compare.report.views.accounts import Account, headline, introduce, letter
from compare.report.views.curation import Note, note, offer
from compare.report.views.headlines import Headlines, mark_headlines
from compare.report.views.matrix import Matrix, choose, lay_out
from compare.report.views.parts import Parts, part
from compare.report.views.points import Points, find_points
from compare.report.views.provenance import Trace, trace
from compare.report.views.relations import Neighbours
from compare.report.views.tally import Tally, count_states
from compare.report.views.versions import Revision, find_revisions

MANY = 6
"""Above this many accounts the page shows letters instead of names in tight places."""


class EventPage(NamedTuple):
    """One event as its page tells it; ``title_of`` is the letter of the account whose headline is the title.

    ``notes`` are what people decided, ``offer`` the TOML to decide more.
    """

    id: str
    title: Run | None
    title_of: str | None
    dates: str
    one_day: bool
    excluded: str | None
    accounts: tuple[Account, ...]
    notices: tuple[Shared, ...]
    outlets: int
    origins: int
    tally: Tally
    points: Points
    parts: Parts
    headlines: Headlines
    matrix: Matrix
    picture: Picture | None
    timeline: Timeline | None
    neighbours: Neighbours
    framing: Framing
    revisions: tuple[Revision, ...]
    traces: tuple[Trace, ...]
    notes: tuple[Note, ...]
    offer: str

    @property
    def many(self) -> bool:
        """Whether names must give way to letters."""
        return len(self.accounts) > MANY

    @property
    def alone(self) -> bool:
        """Whether a single article tells the event."""
        return len(self.accounts) == 1


def view_event(imprint: Imprint, reading: Reading, neighbours: Neighbours, *, whole: bool = False) -> EventPage:
    """The page of the event that was read; ``whole`` keeps all rows on one page, however many."""
    comparison, timezone, full_text = reading.comparison, imprint.site.timezone, imprint.site.full_text
    points = find_points(reading, full_text=full_text)
    parts = part(points, reading, whole=whole)
    drawn = choose(points, len(reading.articles))
    title, title_of = _entitle(imprint, reading)
    accounts = introduce(imprint, reading)
    moments = [article.published for article in reading.articles if article.published]
    return EventPage(
        id=comparison.event.id,
        title=title,
        title_of=title_of,
        dates=days(moments, timezone),
        one_day=len({local(moment, timezone).date() for moment in moments}) == 1,
        excluded=comparison.event.excluded,
        accounts=accounts,
        notices=share(reading.articles, imprint.outlets),
        outlets=reading.outlet_count,
        origins=reading.origin_count,
        tally=count_states(reading, points),
        points=points,
        parts=parts,
        headlines=mark_headlines(reading),
        matrix=lay_out(reading, points, drawn),
        picture=draw_order(reading, drawn) if drawn else None,
        timeline=draw_timeline(reading, neighbours, timezone),
        neighbours=neighbours,
        framing=view_framing(reading, full_text=full_text),
        revisions=find_revisions(reading, points.states, full_text=full_text),
        traces=trace(imprint, reading),
        notes=note(comparison.decisions, accounts),
        offer=offer(reading, neighbours, title.text if title else ""),
    )


def _entitle(imprint: Imprint, reading: Reading) -> tuple[Run | None, str | None]:
    """The title, and the letter of the account whose headline it is; a title that a person gave is no account's."""
    comparison = reading.comparison
    if comparison.title is not None:
        return Run(comparison.title), None
    if comparison.title_of is None:
        return None, None
    place = comparison.event.article_ids.index(comparison.title_of)
    return headline(imprint, reading.articles[place]), letter(place)
