"""An outlet's page pools its events and says how far the figures reach."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare.builder import render
from compare.framing.pooling import Habits, Pooled
from compare.model import Finding
from compare.report.urls import outlet_page_id
from compare.report.views.habits import view_habits


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
    assert "Versions of its own earlier article: 1 of 2 articles" in html


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
    site = harbour.a_site((harbour.LOOSE,), (harbour.ALONE,))
    assert "No article in this corpus names its outlet." in render(site, [templates])["outlets.html"].decode()


class TestHabits:
    """What an outlet does over its events, beside the others in the same events."""

    @pytest.fixture
    def pages_of(self, harbour: ModuleType, templates: str) -> Callable[..., str]:
        def make(events: int, outlet: str = "wire") -> str:
            made_of, comparisons = [], []
            for number in range(events):
                pair = [
                    harbour.article(f"{number}{o}", o, f"Event {number}", f"2020-07-{number % 28 + 1:02}", [["Gulls."]])
                    for o in ("wire", "daily")
                ]
                made_of += pair
                shares = {"wire": 10 + number % 4, "daily": 40}
                found = tuple(f for a in pair for f in _quoting(a, shares[a.outlet_id]))
                words = {"wire": {"regime": 3, "gull": 5}, "daily": {"government": 3, "gull": 5}}
                compared = harbour.compare_by_hand(pair, [], title_of=pair[0].id)
                comparisons.append(msgspec.structs.replace(compared, findings=found, words=words))
            made = render(harbour.a_site(made_of, comparisons), [templates])
            return " ".join(made[f"outlet/{outlet}/index.html"].decode().split())

        return make

    def test_below_nine_events_there_are_counts_and_how_many_events_are_too_few(
        self, pages_of: Callable[..., str]
    ) -> None:
        page = pages_of(3)
        assert "33 of 300 words" in page
        assert "too few events: 3 of 9 needed" in page
        assert "No word is named; too few events: 3 of 30 needed." in page
        assert "points (" not in page
        assert "<td>–" not in page
        assert ">Difference<" not in page

    def test_from_nine_events_on_rates_have_intervals_and_a_difference(self, pages_of: Callable[..., str]) -> None:
        page = pages_of(12)
        assert "138 of 1,200 words" in page
        assert re.search(r"12% \(1[01] to 1[23]%\)", page)
        assert "40%" in page
        assert re.search(r"−2[89] points \(−29 to −2[78]\)", page)
        assert "12 events" in page

    def test_a_difference_that_may_be_none_says_so(self) -> None:
        pooled = Pooled(
            outlet_id="a",
            analysis="quotation",
            measure="quoted words",
            subject="all events",
            count=3,
            n=9,
            uncertainty="95% interval",
            events=tuple(map(str, range(9))),
            value=0.3,
            low=0.2,
            high=0.4,
            others=0.25,
            difference=0.05,
            low_difference=-0.1,
            high_difference=0.2,
        )
        habits = view_habits(Habits((), (pooled,), (), ()), {})["a"]
        (rate,) = habits.rates
        assert (rate.rate, rate.others, rate.over) == ("30% (20 to 40%)", "25%", "9 events")
        assert rate.difference == "+5 points (−10 to +20; may be none)"

    def test_words_are_named_from_thirty_events_on_with_the_events_that_show_them(
        self, pages_of: Callable[..., str]
    ) -> None:
        page = pages_of(30)
        words = re.search(r'<section id="words">(.*?)</section>', page)
        assert words
        assert "regime" in words[1]
        assert "gull" not in words[1]
        assert "< 0.001" in words[1].replace("&lt;", "<")
        assert "and 24 more" in words[1]

    def test_speakers_are_counted_beside_the_others(self, pages_of: Callable[..., str]) -> None:
        page = re.search(r'<section id="heard">(.*?)</section>', pages_of(2))
        assert page
        text = " ".join(re.sub(r"<[^>]+>", " ", page[1]).split())
        assert "Ana Duarte Here: 21 words The others: 80 words Events: 1 July 2020 ; 2 July 2020" in text

    def test_the_events_counted_are_listed(self, pages_of: Callable[..., str]) -> None:
        counted = re.search(r"The events counted</summary>(.*?)</details>", pages_of(3))
        assert counted
        assert counted[1].count("<li>") == 3

    def test_an_outlet_without_a_shared_event_has_no_habits(self, pages: dict[str, bytes]) -> None:
        assert b'id="habits"' not in pages["outlet/post/index.html"]


def _quoting(article: Any, words: int) -> Iterator[Finding]:
    refs = (article.sentences[0].ref,)
    share = Finding("quotation", "words inside quotation marks", words / 100, "a count", refs, measure="quoted words")
    share = msgspec.structs.replace(
        share, outlet_id=article.outlet_id, article_id=article.id, n=100, count=words, text=f"{words} of 100"
    )
    yield share
    yield msgspec.structs.replace(share, measure="speaker", subject="Ana Duarte", n=words)
