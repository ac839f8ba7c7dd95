"""What every page carries, whatever it shows: the site's own words, the outlets' names, the notices said once."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from compare.config import SiteConfig
from compare.model import Article, Corpus, Outlet
from compare.report.notices import common_forms, share


class Imprint(Struct, frozen=True):
    """How the site presents itself, and the outlets (by id) that a page may name.

    ``common`` are the forms of the notices that every article carries: each page's ``banner`` says them, or the
    site's own notice in their place.
    """

    site: SiteConfig
    outlets: Mapping[str, Outlet]
    common: frozenset[str] = frozenset()
    banner: tuple[str, ...] = ()

    def notices(self, *articles: Article) -> tuple[str, ...]:
        """The notices of the articles that the banner does not say, each once."""
        return tuple(found.text for found in share(articles, self.outlets, self.common))


def make_imprint(site: SiteConfig, corpus: Corpus) -> Imprint:
    """The imprint of a site over ``corpus``."""
    common = common_forms(corpus)
    return Imprint(site, corpus.outlets, common, _banner(site, corpus, common))


def _banner(site: SiteConfig, corpus: Corpus, common: frozenset[str]) -> tuple[str, ...]:
    """What stands on top of every page: the site's notice, else what all its articles carry."""
    if site.notice:
        return (site.notice,)
    if not common:
        return ()
    articles = sorted(corpus.articles, key=lambda article: article.id)
    found = share(articles, corpus.outlets)
    return tuple(notice.text for notice in found if len(notice.places) == len(articles))
