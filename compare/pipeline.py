"""One event, compared: the unit of work that is pure, and so can be cached and distributed.

What comes out depends on the event's articles and the configuration alone. Excluded and related articles
are added when the site is put together, so an unrelated article changes no comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from compare import framing, title
from compare import provenance as origins
from compare.alignment import align
from compare.config import Config
from compare.differences import attach_conflicts, find_differences
from compare.model import Article, Comparison, Curation, Event, Outlet


class Case(Struct, frozen=True):
    """An event with all it takes to compare it: ``articles`` earliest first, ``outlets`` by id, what people decided."""

    event: Event
    articles: tuple[Article, ...]
    outlets: dict[str, Outlet]
    curation: Curation = Curation()


Map = Callable[[Callable[[Case], Comparison], Sequence[Case]], Iterable[Comparison]]
"""The signature of ``map``, which decides where the work is done; results come in order."""


def gather(events: Iterable[Event], articles: Iterable[Article], outlets: Mapping[str, Outlet]) -> list[Case]:
    """The cases of ``events``, each with its own articles and their outlets."""
    by_id = {article.id: article for article in articles}
    return [_case(event, [by_id[i] for i in event.article_ids], outlets) for event in events]


def compare_event(case: Case, config: Config) -> Comparison:
    """Align one event's accounts, line up what they tell differently, trace who wrote them, measure how they frame it, choose its title."""
    traced = origins.trace(case.articles, case.outlets, config.origins)
    aligned = align(case.articles, config.alignment, case.curation.links)
    differences = find_differences(case.articles, aligned, case.outlets)
    alignment = attach_conflicts(aligned, differences)
    accounts = framing.read_accounts(case.articles, case.outlets, alignment, traced, config, case.curation.speakers)
    return Comparison(
        event=case.event,
        title_of=title.choose(case.articles, {o.article_id for o in traced if o.kind == "version"}),
        origins=traced,
        alignment=alignment,
        findings=framing.find(accounts, config),
        differences=differences,
        words=framing.count_words(accounts),
        title=case.curation.title,
        decisions=case.curation.decisions,
    )


def compare_events(cases: Sequence[Case], config: Config, map: Map = map) -> list[Comparison]:  # noqa: A002 - it is one
    """Compare every event, in order; ``map`` may be a pool's or a cluster's: the result is the same."""
    return list(map(partial(compare_event, config=config), cases))


def _case(event: Event, articles: list[Article], outlets: Mapping[str, Outlet]) -> Case:
    known = {a.outlet_id for a in articles}
    return Case(
        event, tuple(articles), {key: outlets[key] for key in sorted(outlets) if key in known or outlets[key].agency}
    )
