"""What the report is made from: the inputs of ``render`` and the look-ups that pages about several events share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from compare.config import Config
from compare.model import Article, Comparison, Corpus, Event, Grouping, Origin, Relation
from compare.pipeline import Case
from compare.report.imprint import Imprint, make_imprint


class Brief(Struct, frozen=True):
    """What pages of other events, and pages about several, need of a comparison: its title, its origins.

    ``title`` is one that a person gave, else the headline of ``title_of`` is the title.
    """

    title_of: str | None
    origins: tuple[Origin, ...]
    title: str | None = None


class Site(Struct, frozen=True, kw_only=True):
    """Everything a site is rendered from.

    ``cases`` has a case for each event of ``grouping``, in its order, and ``comparisons`` the comparison of each by event
    id; ``briefs`` has what other pages need of them, where that is at hand without reading each. ``data_versions`` names the
    shipped data files that the results depend on, with their digests.
    """

    config: Config
    corpus: Corpus
    grouping: Grouping
    cases: tuple[Case, ...]
    comparisons: Mapping[str, Comparison]
    briefs: Mapping[str, Brief] = {}
    data_versions: Mapping[str, str] = {}


class Catalogue(NamedTuple):
    """A site with its look-ups: articles, events and relations by article id, cases by event id."""

    site: Site
    imprint: Imprint
    articles: dict[str, Article]
    cases: dict[str, Case]
    event_of: dict[str, Event]
    relations: dict[str, tuple[Relation, ...]]

    def comparison(self, event_id: str) -> Comparison:
        """The event's comparison."""
        return self.site.comparisons[event_id]

    def brief(self, event_id: str) -> Brief:
        """What other pages need of the event's comparison."""
        return self.site.briefs.get(event_id) or abridge(self.comparison(event_id))


def abridge(comparison: Comparison) -> Brief:
    """What pages of other events need of the comparison."""
    return Brief(comparison.title_of, comparison.origins, comparison.title)


def catalogue(site: Site) -> Catalogue:
    """Index a site once, so that every page finds its articles and relations in constant time."""
    relations: dict[str, list[Relation]] = defaultdict(list)
    for relation in site.grouping.relations:
        relations[relation.a].append(relation)
        relations[relation.b].append(relation)
    return Catalogue(
        site=site,
        imprint=make_imprint(site.config.site, site.corpus),
        articles={article.id: article for article in site.corpus.articles},
        cases={case.event.id: case for case in site.cases},
        event_of={article_id: event for event in site.grouping.events for article_id in event.article_ids},
        relations={article_id: tuple(found) for article_id, found in relations.items()},
    )
