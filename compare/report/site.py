"""What a site is rendered from, what every page carries, and the look-ups that pages about several events share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from compare.config import Config, FramingConfig, SiteConfig
from compare.model import Article, Comparison, Corpus, Event, Grouping, Origin, Outlet, Relation
from compare.pipeline import Case

_SLOT = "\0"
MOST_NAMED = 6
"""Above this, a notice that many articles carry names the first outlets and counts the others."""


class SharedNotice(NamedTuple):
    """A notice and the places (in the articles asked about) of those that carry it, their outlets named in it."""

    text: str
    places: tuple[int, ...]


def form(notice: str, article: Article, outlets: Mapping[str, Outlet]) -> str:
    """The notice with a slot in place of the name of the article's own outlet."""
    outlet = outlets.get(article.outlet_id or "")
    names = {outlet.name, outlet.native_name or ""} if outlet else {article.outlet_id or ""}
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=lambda n: (-len(n), n)) if name)
    return re.sub(pattern, _SLOT, notice) if pattern else notice


def common_forms(corpus: Corpus) -> frozenset[str]:
    """The forms that every article of the corpus carries; none where there is but one article."""
    carried = [{form(n, article, corpus.outlets) for n in article.notices} for article in corpus.articles]
    return frozenset(set.intersection(*carried)) if len(carried) > 1 else frozenset()


def share(
    articles: Sequence[Article], outlets: Mapping[str, Outlet], leave_out: Iterable[str] = ()
) -> tuple[SharedNotice, ...]:
    """The notices of ``articles``, equal ones and those that differ in their outlet's name alone as one.

    Forms in ``leave_out`` are left out: what every article of a site carries is said once a page.
    """
    found: dict[str, dict[int, None]] = {}
    for place, article in enumerate(articles):
        for notice in article.notices:
            found.setdefault(form(notice, article, outlets), {})[place] = None
    unsaid = frozenset(leave_out)
    return tuple(
        SharedNotice(_name_all(text, [articles[place] for place in places], outlets), tuple(places))
        for text, places in found.items()
        if text not in unsaid
    )


def _name_all(text: str, articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> str:
    ids = {article.outlet_id or "" for article in articles}
    names = sorted(outlets[i].name if i in outlets else i for i in ids)  # whatever the order of the inputs
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED + 1 else []
    return text.replace(_SLOT, " / ".join(names[:MOST_NAMED] + more if more else names))


class Imprint(Struct, frozen=True):
    """How the site presents itself, and the outlets (by id) that a page may name.

    ``common`` are the forms of the notices that every article carries: each page's ``banner`` says them, or the
    site's own notice in their place. ``framing`` names the analyses that the site adds to the shipped ones.
    """

    site: SiteConfig
    outlets: Mapping[str, Outlet]
    common: frozenset[str] = frozenset()
    banner: tuple[str, ...] = ()
    framing: FramingConfig = FramingConfig()

    def notices(self, *articles: Article) -> tuple[str, ...]:
        """The notices of the articles that the banner does not say, each once."""
        return tuple(found.text for found in share(articles, self.outlets, self.common))


def make_imprint(config: Config, corpus: Corpus) -> Imprint:
    """The imprint of a site over ``corpus``."""
    common = common_forms(corpus)
    return Imprint(config.site, corpus.outlets, common, _banner(config.site, corpus, common), config.framing)


def _banner(site: SiteConfig, corpus: Corpus, common: frozenset[str]) -> tuple[str, ...]:
    """The banner of every page: the site's notice, else what all its articles carry."""
    if site.notice:
        return (site.notice,)
    if not common:
        return ()
    articles = sorted(corpus.articles, key=lambda article: article.id)
    found = share(articles, corpus.outlets)
    return tuple(notice.text for notice in found if len(notice.places) == len(articles))


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


class SiteContext(NamedTuple):
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


def site_context(site: Site) -> SiteContext:
    """Index a site once, so that every page finds its articles and relations in constant time."""
    relations: dict[str, list[Relation]] = defaultdict(list)
    for relation in site.grouping.relations:
        relations[relation.a].append(relation)
        relations[relation.b].append(relation)
    return SiteContext(
        site=site,
        imprint=make_imprint(site.config, site.corpus),
        articles={article.id: article for article in site.corpus.articles},
        cases={case.event.id: case for case in site.cases},
        event_of={article_id: event for event in site.grouping.events for article_id in event.article_ids},
        relations={article_id: tuple(found) for article_id, found in relations.items()},
    )
