"""Articles become events: what belongs together, what stays apart, and that nothing else matters."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.clustering import cluster, form_event
from compare.config import EventsConfig
from compare.model import Article, Grouping

Make = Callable[..., Article]


def members(grouping: Grouping) -> set[frozenset[str]]:
    return {frozenset(event.article_ids) for event in grouping.events}


def test_accounts_of_one_visit_are_one_event_and_a_later_journey_is_another(stories: tuple[Article, ...]) -> None:
    assert members(cluster(stories)) == {
        frozenset({"july-a", "july-b"}),
        frozenset({"september"}),
        frozenset({"fire-a", "fire-b"}),
    }


def test_three_articles_are_enough(stories: tuple[Article, ...]) -> None:
    assert members(cluster(stories[:3])) == {frozenset({"july-a", "july-b"}), frozenset({"september"})}


def test_events_and_their_articles_come_earliest_first(stories: tuple[Article, ...]) -> None:
    found = [event.article_ids for event in cluster(stories).events]
    assert found == [("july-a", "july-b"), ("fire-a", "fire-b"), ("september",)]


def test_an_event_is_named_by_the_hash_of_its_earliest_article(stories: tuple[Article, ...]) -> None:
    assert cluster(stories).events[0].id == hashlib.sha256(b"july-a").hexdigest()[:12]


def test_an_article_without_a_date_comes_last_and_ties_go_by_id(make: Make) -> None:
    articles = [make("c", "t", "x", None), make("b", "t", "x", "2021-01-02"), make("a", "t", "x", "2021-01-02")]
    assert form_event(articles).article_ids == ("a", "b", "c")


@settings(max_examples=8, deadline=None)
@given(places=st.permutations(range(5)))
def test_the_order_of_the_articles_changes_nothing(places: list[int], stories: tuple[Article, ...]) -> None:
    assert cluster([stories[k] for k in places]) == cluster(stories)


@pytest.mark.slow
def test_the_hash_seed_changes_nothing() -> None:
    code = (
        "from compare.clustering import cluster; from compare.model import Article, Moment, Sentence\n"
        "text = ['Ferry Olwen sank near Port Marrick with {} aboard, captain Dunstan Hale said'.format(k) for k in range(6)]\n"
        "print(cluster([Article(id=str(k), headline=t, body=t, sentences=(Sentence(str(k), 0, 0, 0, len(t), t),)) "
        "for k, t in enumerate(text)]))"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(results) == 1


def test_dates_are_not_needed(stories: tuple[Article, ...], make: Make) -> None:
    undated = [make(a.id, a.headline, a.body) for a in stories if a.id != "september"]
    assert members(cluster(undated)) == {frozenset({"july-a", "july-b"}), frozenset({"fire-a", "fire-b"})}


def test_a_wrong_date_parts_no_twins(stories: tuple[Article, ...], make: Make) -> None:
    wrong = make("fire-b", stories[4].headline, stories[4].body, "2021-07-19")
    assert frozenset({"fire-a", "fire-b"}) in members(cluster([*stories[:4], wrong]))


def test_what_is_no_news_stands_alone_and_says_why(stories: tuple[Article, ...], make: Make) -> None:
    listing = make(
        "list", stories[0].headline, stories[0].body, "2021-07-08", kind="list", kind_reason="a list of headlines"
    )
    bare = make("photo", stories[0].headline, stories[0].body, "2021-07-08", kind="photo")
    grouping = cluster([*stories, listing, bare])
    alone = {event.article_ids: event.excluded for event in grouping.events if event.excluded}
    assert alone == {("list",): "a list of headlines", ("photo",): "photo"}
    assert not {r.a for r in grouping.relations} & {"list", "photo"}


def test_captions_and_credits_do_not_group(make: Make, stories: tuple[Article, ...]) -> None:
    from compare.model import Sentence  # noqa: PLC0415

    caption = stories[0].body
    own = stories[3].body
    article = make("mixed", None, f"{caption}\n{own}", "2021-07-09")
    flagged = Article(
        id="mixed",
        body=article.body,
        published=article.published,
        sentences=(
            Sentence("mixed", 0, 0, 0, len(caption), caption, "caption"),
            Sentence("mixed", 1, 1, len(caption) + 1, len(article.body), own),
        ),
    )
    assert frozenset({"mixed", "fire-a", "fire-b"}) in members(cluster([*stories, flagged]))


def test_a_higher_threshold_never_joins_more(stories: tuple[Article, ...]) -> None:
    counts = [len(cluster(stories, EventsConfig(threshold=t)).events) for t in (0.1, 0.5, 0.9, 1.01)]
    assert counts == sorted(counts)
    assert counts[-1] == len(stories)


KOREAN = (
    "그렌델 차관이 8일 하타운에서 팔프리 수석대표와 만나 둔미어 다리 재개통을 지지한다고 밝혔다.",
    "토비아스 그렌델 차관은 하타운 외무부에서 팔프리 수석대표를 만난 뒤 둔미어 다리의 재개통을 지지한다고 말했다.",
    "브라스윅 창고에서 불이 나 노동자 열네 명이 다쳤다고 퀼론 소방대가 금요일 전했다. 불길은 페인트 창고에서 번졌다.",
    "퀼론 소방대는 브라스윅 창고 화재로 노동자 열네 명이 다쳤고 페인트 창고에서 불길이 시작됐다고 금요일 말했다.",
)


def test_korean_articles_are_grouped_among_themselves(make: Make, stories: tuple[Article, ...]) -> None:
    korean = [make(f"k{k}", None, text, "2021-07-08") for k, text in enumerate(KOREAN)]
    found = members(cluster([*stories, *korean]))
    assert {frozenset({"k0", "k1"}), frozenset({"k2", "k3"}), frozenset({"july-a", "july-b"})} <= found


@pytest.mark.parametrize("body", ["", "the of and to", "ABC News"])
def test_articles_that_say_nothing_stay_alone(make: Make, body: str) -> None:
    found = cluster([make(f"n{k}", None, body) for k in range(30)])
    assert len(found.events) == 30
    assert found.relations == ()


def test_no_articles_make_no_events() -> None:
    assert cluster([]) == Grouping(())


def test_headlines_alone_can_make_an_event(make: Make) -> None:
    titles = (
        "Warehouse fire in Quillon injures 14 Brasswick workers",
        "Brasswick warehouse fire injures 14 workers in Quillon",
    )
    found = cluster([make(f"h{k}", title, "") for k, title in enumerate(titles)])
    assert members(found) == {frozenset({"h0", "h1"})}


def test_an_undated_article_joins_one_event_and_bridges_none(stories: tuple[Article, ...], make: Make) -> None:
    later = make("later", stories[3].headline, f"A year on. {stories[3].body}", "2022-08-09T09:00+09:00")
    first = make("first", stories[3].headline, stories[3].body, "2021-07-09T09:00+09:00")
    undated = make("undated", stories[4].headline, f"{stories[3].body} {stories[4].body}")
    found = members(cluster([first, later, undated]))
    assert not any({"first", "later"} <= group for group in found)
    assert sorted(map(len, found)) in ([1, 2], [1, 1, 1])


WORDS = st.lists(
    st.sampled_from(
        [
            "Quillon",
            "TV수신료지원금",
            "KBS뉴스 ",
            "美国",
            "14명의",
            "U.S.",
            "Ünïted",
            "٣٤",
            "дом",
            "のニュース",
            ",",
            "’s",
            "½",
        ]
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_scripts_mixed_in_any_way_are_grouped(make: Make, texts: list[tuple[list[str], list[str]]]) -> None:
    articles = [make(f"m{k}", " ".join(title) or None, " , ".join(body)) for k, (title, body) in enumerate(texts)]
    found = members(cluster(articles))
    assert sorted(name for group in found for name in group) == sorted(article.id for article in articles)
