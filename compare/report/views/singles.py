"""Articles that stayed alone: why, or what came nearest."""

from __future__ import annotations

from typing import NamedTuple

from compare.model import Article, Event
from compare.report.runs import Run
from compare.report.site import Catalogue
from compare.report.views.accounts import headline, outlet_name, when
from compare.report.views.relations import copy_source, find_neighbours, origin_of


class Single(NamedTuple):
    """An article that stayed alone: why, or what came nearest."""

    event_id: str
    headline: Run | None
    outlet: Run
    when: str
    copy_of: str | None
    excluded: str | None
    nearest_event: str | None
    nearest_title: Run | None
    apart: str | None
    score: str | None
    notices: tuple[str, ...]


def view_singles(shelf: Catalogue) -> tuple[Single, ...]:
    """Every article that is an event of its own, newest first."""
    events = (event for event in reversed(shelf.site.grouping.events) if len(event.article_ids) == 1)
    return tuple(_single(shelf, shelf.articles[event.article_ids[0]], event) for event in events)


def _single(shelf: Catalogue, article: Article, event: Event) -> Single:
    nearest = next(iter(find_neighbours(shelf, [article]).listed), None)
    title = _title(shelf, nearest.event_id) if nearest else None
    return Single(
        event_id=event.id,
        headline=headline(shelf.imprint, article),
        outlet=outlet_name(shelf.imprint, article),
        when=when(shelf.imprint, article),
        copy_of=copy_source(shelf.imprint, article, origin_of(shelf, article.id)),
        excluded=event.excluded,
        nearest_event=nearest.event_id if nearest else None,
        nearest_title=title,
        apart=_turn(nearest.apart) if nearest and nearest.apart else None,
        score=nearest.score if nearest else None,
        notices=shelf.imprint.notices(article),
    )


def _title(shelf: Catalogue, event_id: str) -> Run | None:
    brief = shelf.brief(event_id)
    if brief.title is not None:
        return Run(brief.title)
    return headline(shelf.imprint, shelf.articles[brief.title_of]) if brief.title_of else None


def _turn(apart: str) -> str:
    """The distance seen from the other side."""
    return apart.replace("later", "earlier") if "later" in apart else apart.replace("earlier", "later")
