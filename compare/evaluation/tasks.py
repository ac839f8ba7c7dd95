"""What ``evaluate`` measures: one function a task, from labels to scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from msgspec import Struct

from compare.clustering import cluster
from compare.clustering.cluster import group_news, probability
from compare.clustering.headlines import judge_headlines
from compare.config import EventsConfig
from compare.evaluation.binary import BinaryScores, Calibration, calibrate, score_sets
from compare.evaluation.grouping import GroupingScores, Mistake, find_merges, find_splits, score
from compare.model import Article, SentenceRef
from compare.names.persons import same_person

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


class Agreement(Struct, frozen=True):
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
        scores=score(gold, found),
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


def compare_coders(first: AbstractSet[Ends], second: AbstractSet[Ends], pairs: int) -> Agreement:
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
    return Agreement(pairs, score_sets(first, second).f1, kappa)


def _judge_candidates(
    articles: Sequence[Article], gold: Mapping[str, str], config: EventsConfig
) -> tuple[list[bool], list[float]]:
    """For every candidate pair of labelled articles, whether it is one event and how likely the grouping believes so."""
    found = group_news(sorted((a for a in articles if a.kind == "news"), key=lambda a: a.id), config)
    chances, ids = found.probabilities(), [article.id for article in found.articles]
    pairs = zip(found.scores.left.tolist(), found.scores.right.tolist(), strict=True)
    judged = [(ids[a], ids[b], probability(chances.odds(a, b))) for a, b in pairs if ids[a] in gold and ids[b] in gold]
    return [gold[a] == gold[b] for a, b, _ in judged], [p for _, _, p in judged]
