"""For notebooks: articles grouped and every event compared in one call, each shown as a card when a cell ends with it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from compare import builder, clustering, report, settings
from compare.cache import Map, Run
from compare.config import Config, EventsConfig
from compare.model import Article, Comparison, Corpus, Event, Finding, Grouping, Link, Origin, Sentence, SentenceRef
from compare.pipeline import Case, gather_cases


class ComparedEvent(Struct, frozen=True):
    """One event: its articles (``case``), and what was measured on them (``comparison``).

    In a notebook it shows itself as a card: headlines, counts, and the first points on which the accounts meet.
    """

    case: Case
    comparison: Comparison

    @property
    def id(self) -> str:
        """The event's id."""
        return self.case.event.id

    @property
    def event(self) -> Event:
        """The event: its id and its articles' ids."""
        return self.case.event

    @property
    def title(self) -> str | None:
        """The title that a person gave, else the chosen headline, verbatim; None where no account has one."""
        if self.comparison.title is not None:
            return self.comparison.title
        return next((a.headline for a in self.articles if a.id == self.comparison.title_of), None)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The accounts, earliest first."""
        return self.case.articles

    @property
    def links(self) -> tuple[Link, ...]:
        """Pairs of sentences that say the same thing."""
        return self.comparison.alignment.links

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Who really wrote each article."""
        return self.comparison.origins

    @property
    def findings(self) -> tuple[Finding, ...]:
        """How the outlets' framing differs, each number with its evidence."""
        return self.comparison.findings

    def sentence(self, ref: SentenceRef) -> Sentence:
        """The sentence that a link or a finding points at.

        Raises:
            KeyError: The event has no such article, or the article no such sentence.
        """
        for article in self.articles:
            if article.id == ref.article_id and 0 <= ref.index < len(article.sentences):
                return article.sentences[ref.index]
        raise KeyError(ref)

    def __repr__(self) -> str:
        """A line: id, title and size."""
        counts = f"{len(self.articles)} articles, {len(self.links)} links"
        return f"ComparedEvent({self.id}: {self.title or 'no headline'!r}, {counts})"

    def _repr_html_(self) -> str:
        return report.render_card(self.case, self.comparison, settings.template_folders())


def cluster(articles: Corpus | Sequence[Article], config: EventsConfig | None = None) -> Grouping:
    """The events that ``articles`` tell, earliest first.

    A corpus is grouped as ``outlet-compare build`` would group it: with the configuration and the decisions
    (``overrides.toml``) of its folder. ``config`` replaces the former.

    Raises:
        ConfigError: A decision of the corpus names nothing in it, or contradicts another.
    """
    if not isinstance(articles, Corpus):
        return clustering.cluster(articles, config)
    return builder.group(
        articles if config is None else replace(articles, config=replace(articles.config, events=config))
    )


def compare_events(
    corpus: Corpus,
    grouping: Grouping | None = None,
    config: Config | None = None,
    *,
    map: Map = map,  # noqa: A002 - it is one
) -> list[ComparedEvent]:
    """Every event of ``corpus`` compared, earliest first; events of one article are among them.

    ``grouping`` is what ``cluster`` found, or your own; by default it is found here. ``config`` replaces the configuration
    that the corpus came with. ``map`` may be a pool's or a cluster's: the result is the same.

    Raises:
        ConfigError: A decision of the corpus names nothing in it, or contradicts another.
        KeyError: ``grouping`` names an article that the corpus does not have.
    """
    corpus = corpus if config is None else replace(corpus, config=config)
    cases = gather_cases(corpus, cluster(corpus) if grouping is None else grouping)
    comparisons = builder.compare(cases, corpus.config, Run(map=map))
    return [ComparedEvent(case, comparisons[case.event.id]) for case in cases]
