"""A story that hundreds of articles tell stays one event, and its look-alike another."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product

from compare.clustering import cluster
from compare.clustering.cluster import join_parts
from compare.clustering.features import read_features
from compare.clustering.linkage import Linked
from compare.clustering.weights import shipped_weights
from compare.model import Article

Make = Callable[..., Article]
WORDS = [
    "harbour",
    "ferry",
    "council",
    "bridge",
    "inquiry",
    "verdict",
    "budget",
    "tunnel",
    "storm",
    "signal",
    "engineer",
    "witness",
    "cargo",
    "pilot",
    "tariff",
    "orchard",
    "ballot",
    "treaty",
    "reactor",
    "museum",
    "railway",
    "pipeline",
    "glacier",
    "vaccine",
    "senator",
    "minister",
    "hostage",
    "cathedral",
    "satellite",
    "volcano",
]


def _names(seed: int) -> list[str]:
    rng = random.Random(seed)
    parts = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
    return ["".join(rng.sample(parts, 3)).capitalize() for _ in range(10)]


def _sentences(shape: int, names: list[str]) -> list[str]:
    rng = random.Random(shape)
    return [
        " ".join(
            [
                *rng.sample(WORDS, 6),
                "said",
                names[rng.randrange(10)],
                "of",
                names[rng.randrange(10)],
                *rng.sample(WORDS, 4),
            ]
        )
        for _ in range(40)
    ]


def _remixes(make: Make, prefix: str, seed: int, shape: int, count: int) -> list[Article]:
    """Articles of 8 to 14 of the 40 sentences of a story; stories of one ``shape`` differ by their names alone."""
    rng, names = random.Random(seed), _names(seed)
    told = _sentences(shape, names)
    return [
        make(
            f"{prefix}{k:04d}",
            " ".join([names[0], *rng.sample(WORDS, 4)]),
            ". ".join(rng.sample(told, rng.randint(8, 14))) + ".",
            f"2024-03-{10 + rng.randrange(3)}",
        )
        for k in range(count)
    ]


def test_a_huge_story_does_not_shatter_and_its_look_alike_stays_apart(make: Make) -> None:
    events = cluster([*_remixes(make, "a", 1, 7, 300), *_remixes(make, "b", 2, 7, 120)]).events
    assert all(len({name[0] for name in event.article_ids}) == 1 for event in events)
    largest = sorted((len(event.article_ids) for event in events), reverse=True)[:2]
    assert largest[0] >= 285
    assert largest[1] >= 114


def _joined(articles: list[Article], groups: list[list[int]], *, full: bool) -> list[list[int]]:
    linked = Linked(groups, [], {(0, 1): -3.0} if groups[1:] else {})
    return join_parts(read_features(articles), linked, [full] * len(articles), shipped_weights()).groups


def test_groups_whose_members_met_all_they_could_are_left_alone(make: Make) -> None:
    articles = _remixes(make, "a", 1, 7, 12)
    groups = [list(range(6)), list(range(6, 12))]
    assert _joined(articles, groups, full=False) == groups
    assert _joined(articles, groups, full=True) == [list(range(12))]
    assert _joined(articles, groups[:1], full=True) == groups[:1]


def test_parts_of_different_stories_stay_apart(make: Make) -> None:
    articles = [*_remixes(make, "a", 1, 7, 6), *_remixes(make, "b", 2, 8, 6)]
    groups = [list(range(6)), list(range(6, 12))]
    assert _joined(articles, groups, full=True) == groups
