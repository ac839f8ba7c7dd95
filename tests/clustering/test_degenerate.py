"""Input that no newsroom would call a corpus ends well: what counts is which articles are together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.clustering import cluster
from compare.model import Article, Grouping

pytestmark = pytest.mark.slow

Make = Callable[..., Article]
SYLLABLES = ("ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pa", "ro", "su", "ta", "ve", "wi", "zo")


def name(number: int) -> str:
    """A word for each number, unlike any other."""
    digits = [number // 15**place % 15 for place in range(4)]
    return "".join(SYLLABLES[digit] for digit in digits).capitalize()


def accident(make: Make, k: int, title: str | None = "") -> Article:
    """An accident in a place of its own; without ``title`` its headline says so."""
    ship, place, master = name(3 * k), name(3 * k + 1), name(3 * k + 2)
    text = (
        f"The ferry {ship} struck a pier in {place} and harbour master {master} of {place} closed the berth. "
        f"The operator of the {ship} said that passengers were taken to hospital in {place}, as {master} had asked."
    )
    return make(f"x{k:05d}", f"Ferry {ship} hits pier in {place}" if title == "" else title, text, "2021-05-05")


def sizes(grouping: Grouping) -> list[int]:
    return sorted(len(event.article_ids) for event in grouping.events)


def test_5000_copies_of_one_article_are_one_event(make: Make, stories: tuple[Article, ...]) -> None:
    copies = [make(f"copy{k:04d}", stories[3].headline, stories[3].body, "2021-07-09") for k in range(5000)]
    grouping = cluster([*stories, *copies])
    assert sizes(grouping) == [1, 2, 5002]
    assert len(grouping.relations) <= 3 * len(stories)


def test_10000_articles_with_one_headline_are_no_event(make: Make) -> None:
    grouping = cluster([accident(make, k, "ABC News") for k in range(10_000)])
    assert sizes(grouping)[-1] <= 3
    assert len(grouping.events) > 9_900


def test_headline_only_records_are_grouped_by_what_the_headline_tells(make: Make) -> None:
    twins = [
        (f"Ferry {name(k)} sinks off {name(k + 100)}", f"{name(k + 100)}: ferry {name(k)} sinks") for k in range(40)
    ]
    grouping = cluster(
        [make(f"{k}-{side}", title, "") for k, pair in enumerate(twins) for side, title in enumerate(pair)]
    )
    assert sizes(grouping) == [2] * 40
    assert all(a.split("-")[0] == b.split("-")[0] for a, b in (event.article_ids for event in grouping.events))


@pytest.mark.parametrize("title", [None, "", "   "])
def test_empty_titles_take_nothing_away(make: Make, stories: tuple[Article, ...], title: str | None) -> None:
    bare = [make(a.id, title, a.body, str(a.published.day) if a.published else None) for a in stories]
    assert sizes(cluster(bare)) == [1, 2, 2]


def test_a_2_megabyte_article_is_one_of_its_event(make: Make, stories: tuple[Article, ...]) -> None:
    long = make("long", stories[3].headline, f"{stories[3].body} " * 6_000, "2021-07-09")
    assert len(long.body) > 2_000_000
    events = {event.article_ids for event in cluster([*stories, long]).events}
    assert any({"fire-a", "fire-b", "long"} == set(event) for event in events)


def test_languages_do_not_mix(make: Make, stories: tuple[Article, ...]) -> None:
    others = [
        make("ko", None, "퀼론 소방대는 브라스윅 창고 화재로 노동자 열네 명이 다쳤다고 금요일 말했다.", "2021-07-09"),
        make(
            "de", None, "Beim Brand eines Lagerhauses in der Altstadt wurden vierzehn Arbeiter verletzt.", "2021-07-09"
        ),
        make("zh", None, "周五凌晨仓库发生火灾，十四名工人受伤，消防队说。", "2021-07-09"),
        make("ar", None, "أصيب أربعة عشر عاملا في حريق اندلع في مستودع فجر الجمعة", "2021-07-09"),
    ]
    assert sizes(cluster([*stories, *others])) == [1, 1, 1, 1, 1, 2, 2]


def test_one_outlet_and_no_dates_will_do(make: Make, stories: tuple[Article, ...]) -> None:
    bare = [make(a.id, a.headline, a.body, outlet_id="only") for a in stories]
    assert {frozenset(e.article_ids) for e in cluster(bare).events} >= {frozenset({"fire-a", "fire-b"})}
    assert sizes(cluster(bare)) == [1, 2, 2]
