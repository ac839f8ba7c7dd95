"""What ``evaluate`` measures: one function a task, from labels in memory to scores."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any

import msgspec
from msgspec import Struct, field

from compare.attribution import MINIMUM_WORDS, Quotation, attribute
from compare.attribution.grammar import lexicon
from compare.clustering import cluster
from compare.clustering.cluster import group_news, probability
from compare.clustering.headlines import judge_headlines
from compare.config import EventsConfig
from compare.evaluation.scores import (
    BinaryScores,
    Calibration,
    GroupingScores,
    Mistake,
    calibrate,
    find_merges,
    find_splits,
    score_grouping,
    score_sets,
)
from compare.model import Article, Sentence, SentenceRef
from compare.names.personal_names import same_person
from compare.text.sentences import split
from compare.text.tokens import words

Ends = frozenset[SentenceRef]


class EventsReport(Struct, frozen=True):
    """The grouping's scores; ``calibration`` is over the pairs of labelled articles that were candidates.

    ``headlines`` holds, for each found event that a mistake names, the headline of its earliest article that has one.
    """

    scores: GroupingScores
    calibration: Calibration
    merges: tuple[Mistake, ...]
    splits: tuple[Mistake, ...]
    headlines: dict[str, str]


class HeadlinesReport(Struct, frozen=True):
    """Pairs called one event at a probability of one half or more."""

    pairs: int
    scores: BinaryScores
    calibration: Calibration


class NamesReport(Struct, frozen=True):
    """Pairs of spellings called one person; ``merged`` and ``split`` are the pairs called wrongly."""

    people: int
    spellings: int
    scores: BinaryScores
    merged: tuple[tuple[str, str], ...]
    split: tuple[tuple[str, str], ...]


class LinksReport(Struct, frozen=True):
    """Links found, by event and over all; optional gold links neither help nor hurt."""

    events: dict[str, BinaryScores]
    all: BinaryScores


class CoderAgreement(Struct, frozen=True):
    """Two coders' links over the same ``pairs`` of sentences: F1 of one against the other, and Cohen's kappa (1960)."""

    pairs: int
    f1: float
    kappa: float


def evaluate_events(articles: Sequence[Article], config: EventsConfig) -> EventsReport:
    """Group ``articles`` and compare with the events that their records were given."""
    gold = {a.id: a.given_event for a in articles if a.given_event is not None}
    grouping = cluster(articles, config)
    found = {article_id: event.id for event in grouping.events for article_id in event.article_ids}
    labels, chances = _judge_candidates(articles, gold, config)
    merges, splits = find_merges(gold, found), find_splits(gold, found)
    named = {merge.name for merge in merges} | {part for split in splits for part, _ in split.parts}
    headlines = {article.id: article.headline for article in articles if article.headline}
    return EventsReport(
        scores=score_grouping(gold, found),
        calibration=calibrate(labels, chances),
        merges=tuple(merges),
        splits=tuple(splits),
        headlines={
            event.id: next((headlines[i] for i in event.article_ids if i in headlines), "")
            for event in grouping.events
            if event.id in named
        },
    )


def evaluate_headlines(pairs: Iterable[tuple[str, str, bool]]) -> HeadlinesReport:
    """Judge pairs of headlines, labelled True where both tell one event, by the headlines of ``pairs`` alone."""
    given = list(pairs)
    chances = judge_headlines([(a, b) for a, b, _ in given])
    cases = [(number, label, p) for number, ((_, _, label), p) in enumerate(zip(given, chances, strict=True))]
    return HeadlinesReport(
        pairs=len(cases),
        scores=score_sets({n for n, label, _ in cases if label}, {n for n, _, p in cases if p >= 0.5}),  # noqa: PLR2004 - one half
        calibration=calibrate([label for _, label, _ in cases], [p for _, _, p in cases]),
    )


def evaluate_names(people: Mapping[str, Sequence[str]]) -> NamesReport:
    """Judge every pair of spellings, listed by person; a spelling of two people belongs to both."""
    owners: dict[str, set[str]] = defaultdict(set)
    for person, spellings in people.items():
        for spelling in spellings:
            owners[spelling].add(person)
    pairs = list(combinations(sorted(owners), 2))
    gold = {(a, b) for a, b in pairs if owners[a] & owners[b]}
    found = {(a, b) for a, b in pairs if same_person(a, b) >= 0.5}  # noqa: PLR2004 - one half
    return NamesReport(
        people=len(people),
        spellings=len(owners),
        scores=score_sets(gold, found),
        merged=tuple(sorted(found - gold)),
        split=tuple(sorted(gold - found)),
    )


def evaluate_links(gold: Mapping[str, tuple[set[Ends], set[Ends]]], found: Mapping[str, set[Ends]]) -> LinksReport:
    """Score links by event: ``gold`` holds required and optional ones, ``found`` the answer's."""
    needed, answered, events = set[tuple[str, Ends]](), set[tuple[str, Ends]](), {}
    for event, (required, optional) in gold.items():
        answer = found.get(event, set()) - optional
        events[event] = score_sets(required, answer)
        needed |= {(event, ends) for ends in required}
        answered |= {(event, ends) for ends in answer}
    return LinksReport(events, score_sets(needed, answered))


def compare_coders(first: AbstractSet[Ends], second: AbstractSet[Ends], pairs: int) -> CoderAgreement:
    """How far two coders agree, who each looked at the same ``pairs`` of sentences.

    Raises:
        ValueError: There are fewer pairs than links.
    """
    both, one, other = len(first & second), len(first), len(second)
    if pairs < len(first | second):
        raise ValueError(f"{len(first | second)} links in {pairs} pairs")
    observed = (pairs - one - other + 2 * both) / pairs if pairs else 1.0
    expected = (one * other + (pairs - one) * (pairs - other)) / pairs**2 if pairs else 1.0
    kappa = (observed - expected) / (1 - expected) if expected < 1 else 1.0
    return CoderAgreement(pairs, score_sets(first, second).f1, kappa)


def _judge_candidates(
    articles: Sequence[Article], gold: Mapping[str, str], config: EventsConfig
) -> tuple[list[bool], list[float]]:
    """For every candidate pair of labelled articles, whether it is one event and how likely the grouping believes so."""
    found = group_news(sorted((a for a in articles if a.kind == "news"), key=lambda a: a.id), config)
    chances, ids = found.probabilities(), [article.id for article in found.articles]
    pairs = zip(found.scores.left.tolist(), found.scores.right.tolist(), strict=True)
    judged = [(ids[a], ids[b], probability(chances.odds(a, b))) for a, b in pairs if ids[a] in gold and ids[b] in gold]
    return [gold[a] == gold[b] for a, b, _ in judged], [p for _, _, p in judged]


Span = tuple[int, int]
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’-]+")


class LabelledAttribution(Struct, frozen=True):
    """Character spans of who says it (``source``), the words that report it (``cue``), and what is said."""

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()


class LabelledText(Struct, frozen=True):
    """A text with its attributions; offsets are code points, half open. Further fields are ignored."""

    id: str
    text: str
    attributions: tuple[LabelledAttribution, ...]


class WrongSpeaker(Struct, frozen=True):
    """A quotation that was given to the wrong speaker, with the speaker of the labels."""

    text_id: str
    start: int
    end: int
    found: str
    gold: str


class QuotesReport(Struct, frozen=True):
    """Of ``spans`` labelled quotations, ``answered`` were given a speaker and ``right`` the right one.

    ``share`` is answered / spans, ``precision`` right / answered; 0 where there is nothing to divide by.
    """

    spans: int
    answered: int
    right: int
    share: float
    precision: float
    wrong: tuple[WrongSpeaker, ...] = field(default=())


def evaluate_quotes(rows: Iterable[Mapping[str, Any]]) -> QuotesReport:
    """Score speakers on ``rows`` of {"id", "text", "attributions": [{"source", "cue", "content"}]}.

    Counted are quotations of ``MINIMUM_WORDS`` words and more that lie in one span of the content of an attribution
    with a source; of several, the one with the shortest content is meant, since it is the innermost. An answer is right
    if the words that told the speaker overlap the source, or if the speaker's name has a capitalised word of the source
    as its family name, so that "she", told to be Jane Doe, is right for the source "Doe". Where the source is a bare
    verb of saying, the labels have source and cue exchanged, and the cue is the source.

    Raises:
        msgspec.ValidationError: A row lacks a field, or one has another type.
    """
    spans = answered = 0
    wrong: list[WrongSpeaker] = []
    for row in rows:
        labelled = msgspec.convert(row, LabelledText)
        for quotation in attribute(_as_article(labelled)):
            gold = _innermost(labelled, quotation)
            if gold is None or quotation.words < MINIMUM_WORDS:
                continue
            spans += 1
            if quotation.speaker is None:
                continue
            answered += 1
            source = _source(labelled, gold)
            if not _is_right(labelled.text, quotation, source):
                said = " ".join(labelled.text[a:b] for a, b in source)
                wrong.append(WrongSpeaker(labelled.id, quotation.start, quotation.end, quotation.speaker, said))
    right = answered - len(wrong)
    return QuotesReport(
        spans, answered, right, answered / spans if spans else 0.0, right / answered if answered else 0.0, tuple(wrong)
    )


def lies_within(labelled: LabelledText) -> bool:
    """Whether every labelled span is one of the text's own characters."""
    spans = [span for one in labelled.attributions for part in (one.source, one.cue, one.content) for span in part]
    return all(0 <= low <= high <= len(labelled.text) for low, high in spans)


def _as_article(labelled: LabelledText) -> Article:
    """The text as an article: a line is a paragraph."""
    found: list[Sentence] = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", labelled.text)):
        for start, end in split(line.group()):
            low, high = line.start() + start, line.start() + end
            found.append(Sentence(labelled.id, len(found), paragraph, low, high, labelled.text[low:high]))
    return Article(id=labelled.id, body=labelled.text, sentences=tuple(found))


def _innermost(labelled: LabelledText, quotation: Quotation) -> LabelledAttribution | None:
    """The attribution with the shortest content that holds the quotation; its marks may stand outside."""
    around = [
        one
        for one in labelled.attributions
        if one.source and any(low <= quotation.start + 1 and quotation.end - 1 <= high for low, high in one.content)
    ]
    return min(around, key=lambda one: sum(high - low for low, high in one.content), default=None)


def _source(labelled: LabelledText, gold: LabelledAttribution) -> tuple[Span, ...]:
    said = " ".join(labelled.text[low:high] for low, high in gold.source).casefold()
    return gold.cue if said in lexicon().lemmas and gold.cue else gold.source


def _is_right(text: str, quotation: Quotation, source: tuple[Span, ...]) -> bool:
    """Whether the answer's words overlap the ``source``, or its name is one of the source's names."""
    if quotation.mention is not None:
        start, end = quotation.mention
        if any(low < end and start < high for low, high in source):
            return True
    named = {m.group().casefold() for low, high in source for m in _CAPITALISED.finditer(text[low:high])}
    named |= {name.removesuffix("'s").removesuffix("’s") for name in named}
    parts = words(quotation.speaker or "")
    family = parts[0] if len(parts) == 2 and "-" in parts[1] else parts[-1]  # noqa: PLR2004 - Choe Son-hui
    return quotation.named and family.casefold() in named
