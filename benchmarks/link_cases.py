"""The labelled events of folders as cases to fit and to score link weights on.

Beside the events themselves there are their accounts two by two, since of two accounts the first score is final; and
accounts of different events put together, which share no link: who compares strangers must be told so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

from compare.alignment.scoring import Measured, measure
from compare.model import Article
from compare.reading import read
from compare.text.tokens import HANGUL

OPTIONAL = 0.5
OTHERS = 3
STRANGERS = 0.3
"""How much a case of different events counts when weights are fitted; an event counts 1."""


class Case(NamedTuple):
    """Accounts put together: their measured pairs, the pairs' labels (1 a link, 0.5 an optional one), the links in all."""

    events: frozenset[str]
    measured: list[Measured]
    features: np.ndarray
    labels: np.ndarray
    links: int
    weight: float = 1.0
    korean: bool = False

    @property
    def name(self) -> str:
        """The names of its events."""
        return "+".join(sorted(self.events))


class Cases(NamedTuple):
    """Events whole; their accounts two by two; two strangers; two accounts of an event with a stranger."""

    events: list[Case]
    twos: list[Case]
    strangers: list[Case]
    mixed: list[Case]


class _Event(NamedTuple):
    name: str
    articles: tuple[Article, ...]
    links: dict[tuple, float]

    @property
    def korean(self) -> bool:
        """Whether its accounts are in Korean."""
        return HANGUL.search(self.articles[0].body) is not None


def load(*folders: Path) -> Cases:
    """The cases of folders of ``*.jsonl`` with ``*.labels.json`` beside them, events in order of their names.

    Strangers are as many for each event, however many events there are: an account of it with one of each of the next
    ``OTHERS`` events of its language, and its accounts two by two with one of the next event.
    """
    paths = sorted((path for folder in folders for path in folder.glob("*.labels.json")), key=lambda path: path.name)
    events = [_event(path) for path in paths]
    by_language = [[e for e in events if e.korean is korean] for korean in (False, True)]
    others = [
        (event, same[(place + step) % len(same)], step)
        for same in by_language
        for place, event in enumerate(same)
        for step in range(1, min(OTHERS, len(same) - 1) + 1)
    ]
    return Cases(
        [_case((event,), event.articles) for event in events],
        [_case((event,), two) for event in events for two in combinations(event.articles, 2)],
        [_case((event, other), _one_of_each(event, other, step)) for event, other, step in others],
        [
            _case((event, other), three)
            for event, other, step in others
            if step == 1
            for three in _with_one(event, other)
        ],
    )


def _one_of_each(event: _Event, other: _Event, step: int) -> tuple[Article, ...]:
    return tuple(e.articles[step % len(e.articles)] for e in (event, other))


def _event(path: Path) -> _Event:
    gold = json.loads(path.read_text(encoding="utf-8"))
    links: dict[tuple, float] = {}
    for link in gold["links"]:
        key = tuple(sorted(((link["a"], link["i"]), (link["b"], link["j"]))))
        links[key] = max(OPTIONAL if link["optional"] else 1.0, links.get(key, 0.0))
    articles = read([path.with_name(path.name.replace(".labels.json", ".jsonl"))]).articles
    return _Event(gold["event"], articles, links)


def _with_one(event: _Event, other: _Event) -> Iterator[tuple[Article, ...]]:
    """Every two accounts of an event with one of another's, each other account used as often."""
    for place, two in enumerate(combinations(event.articles, 2)):
        yield (*two, other.articles[place % len(other.articles)])


def _case(events: tuple[_Event, ...], articles: tuple[Article, ...]) -> Case:
    here = {article.id for article in articles}
    links = {key: value for event in events for key, value in event.links.items() if {key[0][0], key[1][0]} <= here}
    measured = measure(sorted(articles, key=lambda article: article.id))
    labels = []
    for pair in measured:
        for i, j in zip(pair.block.rows.tolist(), pair.block.columns.tolist(), strict=True):
            ends = [(sentence.article_id, sentence.index) for sentence in (pair.a.prose[i], pair.b.prose[j])]
            labels.append(links.get(tuple(sorted(ends)), 0.0))
    features = np.concatenate([pair.block.features for pair in measured])
    required = sum(value == 1 for value in links.values())
    weight = 1.0 if len(events) == 1 else STRANGERS
    return Case(
        frozenset(event.name for event in events),
        measured,
        features,
        np.array(labels),
        required,
        weight,
        events[0].korean,
    )
