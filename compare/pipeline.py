"""One event, compared: the unit of work that is pure, and so can be cached and distributed.

A comparison depends on the event's articles, the decisions on it and the configuration alone. What other events have to do
with it (articles left out, near misses) is added when the site is put together, so an unrelated article changes no comparison.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from compare import framing, provenance
from compare.alignment import align
from compare.config import Config
from compare.curation import curate
from compare.differences import attach_conflicts, find_differences
from compare.model import Article, Comparison, Corpus, Curation, Event, Grouping, Outlet
from compare.text.tokens import tokens


class Case(Struct, frozen=True):
    """An event with everything its comparison needs.

    ``articles`` come earliest first; ``outlets`` holds those of the articles and every agency, by id; ``curation`` is what
    people decided about the event.
    """

    event: Event
    articles: tuple[Article, ...]
    outlets: dict[str, Outlet]
    curation: Curation = Curation()


def gather_cases(corpus: Corpus, grouping: Grouping) -> list[Case]:
    """A case for each event of ``grouping``, in its order.

    Raises:
        ConfigError: A decision of the corpus names nothing in it, or contradicts another.
        KeyError: ``grouping`` names an article that the corpus does not have.
    """
    articles = {article.id: article for article in corpus.articles}
    curations = curate(corpus, grouping)
    return [
        _case(event, [articles[i] for i in event.article_ids], corpus.outlets, curations.get(event.id, Curation()))
        for event in grouping.events
    ]


def _case(event: Event, articles: Sequence[Article], outlets: Mapping[str, Outlet], curation: Curation) -> Case:
    own = {article.outlet_id for article in articles}
    known = {key: outlets[key] for key in sorted(outlets) if key in own or outlets[key].agency}
    return Case(event, tuple(articles), known, curation)


def compare_event(case: Case, config: Config) -> Comparison:
    """Align one event's accounts, line up what they tell differently, trace who wrote them, measure framing, choose a title."""
    origins = provenance.trace(case.articles, case.outlets, config.origins)
    aligned = align(case.articles, config.alignment, case.curation.links)
    differences = find_differences(case.articles, aligned, case.outlets)
    alignment = attach_conflicts(aligned, differences)
    accounts = framing.read_accounts(case.articles, case.outlets, alignment, origins, config, case.curation.speakers)
    return Comparison(
        event=case.event,
        title_of=choose_title(case.articles, {o.article_id for o in origins if o.kind == "version"}),
        origins=origins,
        alignment=alignment,
        findings=framing.find(accounts, config),
        differences=differences,
        words=framing.count_words(accounts),
        title=case.curation.title,
        decisions=case.curation.decisions,
    )


def choose_title(articles: Sequence[Article], superseded: Collection[str] = ()) -> str | None:
    """The id of the article whose headline is the most central, or None where no article has a headline.

    A headline's centrality is the share of its distinct words that another account uses in its headline or body, averaged
    over the other accounts and rounded to six digits. Ties go to the earlier article; ``articles`` come earliest first.
    ``superseded`` are ids of articles that a later version replaced: their headlines are not considered. A headline in
    one case throughout, as a slug or a feed gives it, is considered only where there is no other.
    """
    vocabularies = {a.id: _vocabulary(f"{a.headline or ''}\n{a.body}") for a in articles}
    headed = [(a, a.headline) for a in articles if a.headline and a.id not in superseded]
    written = [(a, headline) for a, headline in headed if not _in_one_case(headline)]
    best: tuple[float, str] | None = None
    for article, headline in written or headed:
        heading = _vocabulary(headline)
        others = [vocabularies[a.id] for a in articles if a.id != article.id]
        shares = [len(heading & other) / len(heading) for other in others if heading]
        score = round(sum(shares) / len(shares), 6) if shares else 0.0
        if best is None or score > best[0]:
            best = (score, article.id)
    return best[1] if best else None


def _in_one_case(headline: str) -> bool:
    """Whether a headline has letters of one case only; never so in a script that has no case."""
    return headline.isupper() or headline.islower()


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in tokens(text))
