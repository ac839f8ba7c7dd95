"""An outlet's page pools its events and says how far the figures reach."""

from __future__ import annotations

from types import ModuleType

import msgspec
import pytest

from compare.report import render
from compare.report.anchors import outlet_page_id
from compare.report.views.outlets import Share, pool


def test_a_share_is_pooled_over_events_with_its_counts() -> None:
    assert pool([("a", 1, 10), ("a", 1, 10), ("b", 3, 20)]) == Share(5, 40, 2, 12, None)


def test_of_nothing_there_is_no_share() -> None:
    assert pool([]) == Share(0, 0, 0, None, None)


def test_from_nine_events_on_a_share_has_a_margin() -> None:
    assert pool((str(n), 1, 2) for n in range(9)) == Share(9, 18, 9, 50, 0)
    few, many = (pool((str(n), n % 2, 1) for n in range(count)) for count in (10, 1000))
    assert (few.percent, few.margin) == (50, 33)
    assert (many.percent, many.margin) == (50, 3)


def test_the_margin_does_not_depend_on_the_order_of_events() -> None:
    events = [(str(n), n * n % 7, 7 + n) for n in range(30)]
    assert pool(events) == pool(reversed(events))


@pytest.mark.parametrize("name", ["korea-herald", "yonhap2"])
def test_a_plain_id_is_its_own_address(name: str) -> None:
    assert outlet_page_id(name) == name


@pytest.mark.parametrize("name", ["", "..", "a/b", "예시일보", "A", "x" * 65, "-", "a b"])
def test_any_other_id_is_hashed(name: str) -> None:
    made = outlet_page_id(name)
    assert made != name
    assert len(made) == 12


def test_the_page_of_an_outlet_counts_its_articles_events_and_origins(pages: dict[str, bytes]) -> None:
    html = " ".join(pages["outlet/daily/index.html"].decode().split())
    assert "<b>2 articles:</b> 1 event told with other articles" in html
    assert "11 of 15 sentences" in html
    assert "Versions of its own earlier article" in html
    assert "too few to say how far it reaches" in html


def test_events_without_the_outlet_are_listed_as_within_this_corpus(harbour: ModuleType, templates: str) -> None:
    bells = [
        harbour.article(str(n), outlet, f"Bells {n}", None, [["A bell rang."]])
        for n, outlet in enumerate(("post", "ilbo"))
    ]
    more = harbour.compare_by_hand(bells, [], title_of="0")
    made = render(harbour.a_site((*harbour.SITE.corpus.articles, *bells), (harbour.HARBOUR, more)), [templates])
    page = made["outlet/wire/index.html"].decode()
    assert "Events without an article of this outlet" in page
    assert "Bells 0" in page
    assert "Within this corpus" in page
    assert "Events without an article of this outlet" not in made["outlet/ilbo/index.html"].decode()


def test_long_lists_say_how_much_they_leave_away(
    harbour: ModuleType, templates: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.report.views.outlets.MOST_LISTED", 1)
    made_of, comparisons = [], []
    for event in range(4):
        outlets = ("wire", "daily") if event < 2 else ("post", "ilbo")
        pair = [
            harbour.article(f"{event}{o}", o, f"Event {event}", f"2020-07-0{event + 1}", [["Gulls."]]) for o in outlets
        ]
        made_of += pair
        comparisons.append(harbour.compare_by_hand(pair, [], title_of=pair[0].id))
    page = render(harbour.a_site(made_of, comparisons), [templates])["outlet/wire/index.html"].decode()
    assert page.count("1 older event not listed") == 2


def test_a_corpus_without_known_outlets_says_so(harbour: ModuleType, templates: str) -> None:
    site = msgspec.structs.replace(harbour.a_site((harbour.LOOSE,), (harbour.ALONE,)), comparisons={})
    assert "No article in this corpus names its outlet." in render(site, [templates])["outlets.html"].decode()
