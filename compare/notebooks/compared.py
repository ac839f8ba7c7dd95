"""Events with what was measured on them and the texts it was measured on."""

from __future__ import annotations

from msgspec import Struct

from compare import assemble, pipeline, report
from compare.config import Config
from compare.model import Article, Comparison, Corpus, Event, Finding, Grouping, Link, Origin, Sentence, SentenceRef
from compare.pipeline import Case


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
        """The headline that the event is called by, verbatim; None where no account has one."""
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

    def _repr_html_(self) -> str:
        return report.render_card(self.case, self.comparison, assemble.template_folders())


def compare_events(
    corpus: Corpus,
    grouping: Grouping | None = None,
    config: Config | None = None,
    *,
    map: pipeline.Map = map,  # noqa: A002 - it is one
) -> list[ComparedEvent]:
    """Every event of ``corpus`` compared, earliest first; events of one article are among them.

    ``grouping`` is what ``cluster`` found, or your own; by default it is found here. ``map`` may be a pool's or a
    cluster's: the result is the same.

    Raises:
        KeyError: ``grouping`` names an article that the corpus does not have.
    """
    config = config or Config()
    cases = assemble.gather(corpus, grouping or assemble.group(corpus, config))
    done = pipeline.compare_events(cases, config, map)
    return [ComparedEvent(case, comparison) for case, comparison in zip(cases, done, strict=True)]
