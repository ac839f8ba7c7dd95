"""Degenerate and large input ends well."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.clustering import cluster
from compare.model import Article

pytestmark = pytest.mark.slow

Make = Callable[..., Article]
PLACES = ("Quillon", "Hartown", "Selby", "Marrick", "Dunvale", "Oxley", "Brenford", "Tarn", "Wexcombe", "Yarrow")
BOATS = ("Olwen", "Petrel", "Gannet", "Tamsin", "Kittiwake", "Morwen", "Drift")


def _accident(make: Make, k: int) -> Article:
    place, boat = f"{PLACES[k % 10]}{PLACES[k // 10 % 10].lower()}", f"{BOATS[k % 7]}{BOATS[k // 7 % 7].lower()}"
    text = (
        f"The ferry {boat} struck a pier in {place} on day {k}, and harbour master number {k} of {place} closed berth {k * 7}. "
        f"The operator of the {boat} said that {k * 3 % 101} passengers of the ferry were taken to hospital in {place}."
    )
    return make(f"x{k:05d}", f"Ferry {boat} hits pier in {place}", text, f"2021-{k % 12 + 1:02d}-{k % 28 + 1:02d}")


def test_copies_of_one_article_are_one_event(make: Make, stories: tuple[Article, ...]) -> None:
    copies = [make(f"copy{k:04d}", stories[3].headline, stories[3].body, "2021-07-09") for k in range(2000)]
    grouping = cluster([*stories, *copies])
    assert sorted(len(event.article_ids) for event in grouping.events) == [1, 2, 2002]
    assert len(grouping.relations) <= 3 * len(stories)


def test_a_headline_that_all_share_makes_no_event(make: Make) -> None:
    articles = [make(a.id, "ABC News", a.body, "2021-05-05") for a in (_accident(make, k) for k in range(60))]
    assert len(cluster(articles).events) > 45


def test_relations_are_few_however_alike_articles_are(make: Make) -> None:
    articles = [_accident(make, k) for k in range(300)]
    assert len(cluster(articles).relations) <= 3 * len(articles)


def test_a_very_long_article_loses_no_other(make: Make, stories: tuple[Article, ...]) -> None:
    long = make("long", "All of it", " ".join(a.body for a in stories) * 1000, "2021-07-08")
    grouping = cluster([*stories, long])
    assert sum(len(event.article_ids) for event in grouping.events) == 6


def test_every_article_is_in_exactly_one_event(make: Make) -> None:
    articles = [_accident(make, k) for k in range(200)]
    found = [name for event in cluster(articles).events for name in event.article_ids]
    assert sorted(found) == [a.id for a in articles]


def test_more_articles_change_few_old_pairs(make: Make) -> None:
    old = [_accident(make, k) for k in range(150)]
    new = [
        make(
            f"new{k}", "Council votes on bins", f"The council of Oxley votes on bins, item {k}, said clerk Mabel Orrin."
        )
        for k in range(15)
    ]
    before = {frozenset(e.article_ids) for e in cluster(old).events}
    after = {frozenset(n for n in e.article_ids if n[0] == "x") for e in cluster([*old, *new]).events} - {frozenset()}
    assert before == after
