"""Why two articles of different events belong together, in words; and every factor of a verdict."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from compare.clustering import cluster, explain
from compare.model import Article

Make = Callable[..., Article]


def test_a_later_journey_is_related_by_the_person_and_says_the_days_between(stories: tuple[Article, ...]) -> None:
    relation = next(r for r in cluster(stories).relations if {r.a, r.b} == {"july-a", "september"})
    assert relation.kind == "related"
    assert relation.score < 0.5
    words = [reason.text for reason in relation.reasons]
    assert words[0].startswith("same person: Grendel")
    assert "63 days apart" in words


def test_relations_join_articles_of_different_events(stories: tuple[Article, ...]) -> None:
    grouping = cluster(stories)
    event = {name: e.id for e in grouping.events for name in e.article_ids}
    assert all(event[r.a] != event[r.b] and r.a < r.b for r in grouping.relations)


def test_strangers_are_not_related(stories: tuple[Article, ...]) -> None:
    assert not [r for r in cluster(stories).relations if {r.a, r.b} & {"fire-a", "fire-b"}]


def test_a_shared_syllable_is_no_shared_person(make: Make) -> None:
    body = "In Hartown the {} of Lorvia, Mr. {}, met with Marsk about bridges. Later {} left the Dunmere for Selby with {}."
    a = make("a", None, body.format("minister", "Pak Jong-kun", "Pak Jong-kun", "Ines Palfrey"), "2021-01-01")
    b = make("b", None, body.format("envoy", "Kwon Jong-gun", "Kwon Jong-gun", "Odette Varga"), "2021-06-01")
    reasons = [x.text for r in cluster([a, b]).relations for x in r.reasons]
    assert not any("Jong" in text for text in reasons)


def test_what_the_parting_of_a_likely_pair_leaves_is_a_near_miss(stories: tuple[Article, ...]) -> None:
    from compare.config import EventsConfig  # noqa: PLC0415

    relations = cluster(stories, EventsConfig(threshold=1.01)).relations
    assert {r.kind for r in relations if r.score >= 0.5} == {"near miss"}


def test_the_shares_add_up_to_the_log_odds(stories: tuple[Article, ...]) -> None:
    for other in stories[1:]:
        verdict = explain(stories[0], other, corpus=stories)
        odds = sum(factor.share for factor in verdict.factors)
        assert 1 / (1 + math.exp(-odds)) == pytest.approx(verdict.score, abs=2e-4)


def test_the_verdict_agrees_with_the_grouping(stories: tuple[Article, ...]) -> None:
    july, september = explain(stories[0], stories[1]), explain(stories[0], stories[2])
    assert (july.same, september.same) == (True, False)
    assert july.score > 0.9
    assert september.score < 0.3


def test_the_verdict_is_the_same_either_way_round(stories: tuple[Article, ...]) -> None:
    one, other = explain(stories[0], stories[2]), explain(stories[2], stories[0])
    assert (one.score, one.factors) == (other.score, other.factors)
    assert (one.a, one.b) == ("july-a", "september")


def test_factors_come_strongest_first_and_say_what_they_are(stories: tuple[Article, ...]) -> None:
    factors = explain(stories[0], stories[2]).factors
    shares = [abs(factor.share) for factor in factors]
    assert shares == sorted(shares, reverse=True)
    texts = {factor.name: factor.text for factor in factors}
    assert texts["far"] == "63 days apart"
    assert "rare words" in texts["body"]


def test_a_missing_date_is_said(stories: tuple[Article, ...], make: Make) -> None:
    undated = make("undated", stories[1].headline, stories[1].body)
    texts = {factor.name: factor.text for factor in explain(stories[0], undated).factors}
    assert texts["near"] == "no date to compare"


@pytest.mark.parametrize(("day", "words"), [("2021-07-08", "the same day"), ("2021-07-09", "1 day apart")])
def test_days_are_counted_in_words(stories: tuple[Article, ...], make: Make, day: str, words: str) -> None:
    other = make("other", stories[1].headline, stories[1].body, day)
    assert {f.name: f.text for f in explain(stories[0], other).factors}["near"] == words


def test_an_article_explained_with_itself_is_one_event(stories: tuple[Article, ...], make: Make) -> None:
    twin = make("twin", stories[0].headline, stories[0].body, "2021-07-08")
    assert explain(stories[0], twin).score > 0.99


def test_strangers_are_explained_too(stories: tuple[Article, ...]) -> None:
    verdict = explain(stories[0], stories[3], corpus=stories)
    assert verdict.score < 0.01
    assert not verdict.same


def test_a_corpus_verdict_is_what_the_grouping_believes(stories: tuple[Article, ...]) -> None:
    event = {name: e.id for e in cluster(stories).events for name in e.article_ids}
    for a in stories:
        for b in stories:
            if a.id < b.id:
                verdict = explain(a, b, corpus=stories)
                assert verdict.same == (verdict.score >= 0.5) == (event[a.id] == event[b.id])


def test_an_unsure_article_is_perhaps_of_an_event_and_says_why(stories: tuple[Article, ...]) -> None:
    from compare.config import EventsConfig  # noqa: PLC0415

    sure = explain(stories[3], stories[4]).score
    grouping = cluster(stories[3:], EventsConfig(threshold=(1 + sure) / 2))
    (offer,) = [(event.article_ids, candidate) for event in grouping.events for candidate in event.perhaps]
    assert offer[0] == ("fire-a",)
    assert offer[1].article_id == "fire-b"
    assert offer[1].probability == pytest.approx(sure, abs=1e-3)
    assert offer[1].reasons
    assert not [event for event in cluster(stories).events if event.perhaps and event.article_ids == ("september",)]
