"""What the report is made from: the inputs of ``render`` and the look-ups every page shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from compare.config import Config
from compare.model import Alignment, Article, Bead, Comparison, Corpus, Event, Grouping, Relation
from compare.report.notices import common_forms, share


class Site(Struct, frozen=True, kw_only=True):
    """Everything a site is rendered from.

    ``comparisons`` maps an event's id to its comparison; an event without one is shown uncompared.
    ``data_versions`` names the shipped data files the results depend on, with their digests.
    """

    config: Config
    corpus: Corpus
    grouping: Grouping
    comparisons: Mapping[str, Comparison]
    data_versions: Mapping[str, str] = {}


class Catalogue(NamedTuple):
    """A site with its look-ups: articles, events and relations by article id.

    ``common`` are the forms of the notices that every article carries: each page's ``banner`` says them, or the site's own
    notice in their place.
    """

    site: Site
    articles: dict[str, Article]
    event_of: dict[str, Event]
    relations: dict[str, tuple[Relation, ...]]
    common: frozenset[str]
    banner: tuple[str, ...]

    def comparison(self, event: Event) -> Comparison:
        """The event's comparison; one in which nothing is linked where none was made."""
        return self.site.comparisons.get(event.id) or _uncompared(event, self.articles)

    def notices(self, *articles: Article) -> tuple[str, ...]:
        """The notices of the articles that the banner does not say, each once."""
        return tuple(found.text for found in share(articles, self.site.corpus.outlets, self.common))


def catalogue(site: Site) -> Catalogue:
    """Index a site once, so that every page finds its articles and relations in constant time."""
    common = common_forms(site.corpus)
    relations: dict[str, list[Relation]] = defaultdict(list)
    for relation in site.grouping.relations:
        relations[relation.a].append(relation)
        relations[relation.b].append(relation)
    return Catalogue(
        site=site,
        articles={article.id: article for article in site.corpus.articles},
        event_of={article_id: event for event in site.grouping.events for article_id in event.article_ids},
        relations={article_id: tuple(found) for article_id, found in relations.items()},
        common=common,
        banner=_banner(site, common),
    )


def _uncompared(event: Event, articles: Mapping[str, Article]) -> Comparison:
    named = (article_id for article_id in event.article_ids if articles[article_id].headline)
    beads = (Bead((s.ref,)) for article_id in event.article_ids for s in articles[article_id].prose)
    return Comparison(
        event=event, title_of=next(named, None), origins=(), alignment=Alignment(links=(), beads=tuple(beads))
    )


def _banner(site: Site, common: frozenset[str]) -> tuple[str, ...]:
    """What stands on top of every page: the site's notice, else what all its articles carry."""
    if site.config.site.notice:
        return (site.config.site.notice,)
    if not common:
        return ()
    articles = sorted(site.corpus.articles, key=lambda article: article.id)
    found = share(articles, site.corpus.outlets)
    return tuple(notice.text for notice in found if len(notice.places) == len(articles))
