"""One event as the pages read it: its accounts in order, lettered, with every sentence's place and anchor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Article, Comparison, Finding, Origin, Outlet, Sentence, SentenceRef
from compare.pipeline import Case
from compare.report.anchors import article_page
from compare.report.segments import Span
from compare.text import quotations
from compare.text import tokens as text
from compare.text.anchors import normal_form, sentence_anchors
from compare.text.sentences import lead_in
from compare.text.tokens import Token


class Told(NamedTuple):
    """A sentence in its account: ``number`` counts the account's own sentences from 1.

    ``quoted_words`` are those inside quotation marks; ``lead_in`` is the length of the dateline that it opens
    with, its dash included: it says nothing of the event.
    """

    sentence: Sentence
    account: int
    number: int
    anchor: str
    tokens: Sequence[Token]
    quoted: tuple[Span, ...]
    quoted_words: int
    lead_in: int

    @property
    def page(self) -> str:
        """The article's own page that has the sentence, from the root of the site."""
        return article_page(self.sentence.article_id, self.number)

    @property
    def words(self) -> int:
        """How many words the sentence has."""
        return len(self.tokens)


class Reading(NamedTuple):
    """An event's articles in display order, with their outlets, origins and sentences.

    ``places`` says where each article stands, by its id; ``findings`` are those of each analysis and measure, in order.
    """

    comparison: Comparison
    articles: tuple[Article, ...]
    outlets: tuple[Outlet | None, ...]
    origins: tuple[Origin, ...]
    told: dict[SentenceRef, Told]
    by_account: tuple[tuple[Told, ...], ...]
    places: dict[str, int]
    findings: dict[tuple[str, str], list[Finding]]

    @property
    def origin_count(self) -> int:
        """How many independent origins the event has."""
        return len({origin.id for origin in self.origins})

    @property
    def outlet_count(self) -> int:
        """How many outlets tell it; articles without a known outlet count one each."""
        return len({article.outlet_id or f"\0{article.id}" for article in self.articles})


def read_event(case: Case, comparison: Comparison) -> Reading:
    """The event of ``case``, ready to be laid out; articles keep the event's order, earliest first."""
    articles = case.articles
    origins = {origin.article_id: origin for origin in comparison.origins}
    by_account = tuple(_tell(article, account) for account, article in enumerate(articles))
    findings: dict[tuple[str, str], list[Finding]] = {}
    for finding in comparison.findings:
        findings.setdefault((finding.analysis, finding.measure), []).append(finding)
    return Reading(
        comparison=comparison,
        articles=articles,
        outlets=tuple(case.outlets.get(article.outlet_id or "") for article in articles),
        origins=tuple(origins.get(article.id) or Origin(article.id, article.id, "own") for article in articles),
        told={told.sentence.ref: told for account in by_account for told in account},
        by_account=by_account,
        places={article.id: place for place, article in enumerate(articles)},
        findings=findings,
    )


def _tell(article: Article, account: int) -> tuple[Told, ...]:
    tokens = [text.tokens(sentence.text) for sentence in article.prose]
    anchors = sentence_anchors(article.id, map(normal_form, tokens))
    quotes = quotations.spans(article.body)
    ends = [end for _, end in quotes]
    told = []
    for number, (sentence, anchor, words) in enumerate(zip(article.prose, anchors, tokens, strict=True), start=1):
        quoted = _within(sentence, quotes, ends)
        inside = _count_within([word.start for word in words], quoted) if quoted else 0
        told.append(Told(sentence, account, number, anchor, words, quoted, inside, lead_in(article, sentence)))
    return tuple(told)


def _count_within(starts: Sequence[int], spans: Sequence[Span]) -> int:
    """How many of the ordered ``starts`` lie in one of the spans, which are apart from each other."""
    return sum(bisect_left(starts, end) - bisect_left(starts, start) for start, end in spans)


def _within(sentence: Sentence, quoted: Sequence[Span], ends: Sequence[int]) -> tuple[Span, ...]:
    """The quotation spans of a body inside one sentence, in the sentence's own offsets."""
    inside = []
    for start, end in quoted[bisect_left(ends, sentence.start + 1) :]:
        if start >= sentence.end:
            break
        inside.append((max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start))
    return tuple(inside)
