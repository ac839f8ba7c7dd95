"""An outlet's page pools its events and says how far the figures reach."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.builder import render
from compare.model import Copied, Finding, Origin
from compare.report.outlet_figures import MOST_COLUMNS, Interval, draw_coverage, draw_forest
from compare.text.anchors import outlet_folder


@pytest.mark.parametrize("name", ["korea-herald", "yonhap2"])
def test_a_plain_id_is_its_own_address(name: str) -> None:
    assert outlet_folder(name) == name


@pytest.mark.parametrize("name", ["", "..", "a/b", "예시일보", "A", "x" * 65, "-", "a b"])
def test_any_other_id_is_hashed(name: str) -> None:
    made = outlet_folder(name)
    assert made != name
    assert len(made) == 12


def test_the_page_of_an_outlet_counts_its_articles_events_and_origins(pages: dict[str, bytes]) -> None:
    html = " ".join(pages["outlet/daily/index.html"].decode().split())
    assert "2 articles; 1 event told with other articles." in html
    assert "1 of its articles is a version of an earlier one of its own." in html


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
    assert "1 event in this corpus" in " ".join(page.split())
    assert "Events without an article of this outlet" not in made["outlet/ilbo/index.html"].decode()


def test_long_lists_say_how_much_they_leave_away(
    harbour: ModuleType, templates: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.report.outlet_page.MOST_LISTED", 1)
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


def section(page: str, key: str) -> str:
    found = re.search(rf'<section id="{key}">(.*?)</section>', page, re.DOTALL)
    assert found, f"no section {key}"
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", found[1])


class TestHabits:
    """What an outlet does over its events, beside the others in the same events."""

    @pytest.fixture
    def pages_of(self, harbour: ModuleType, templates: str) -> Callable[..., str]:
        def make(events: int, path: str = "outlet/wire/index.html") -> str:
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
            return " ".join(made[path].decode().split())

        return make

    def test_below_nine_events_nothing_is_set_beside_the_others(self, pages_of: Callable[..., str]) -> None:
        page = pages_of(3)
        assert "Too few events to set its figures beside the others’: 3 of 9 needed." in page
        assert 'id="beside"' not in page
        assert 'id="words"' not in page

    def test_from_nine_events_on_differences_have_intervals_in_a_picture_and_in_its_table(
        self, pages_of: Callable[..., str]
    ) -> None:
        page = section(pages_of(12), "beside")
        assert "12%; the others 40%" in page
        assert "<td>12%</td><td>40%</td>" in page
        assert re.search(r"<td>−2[89] points</td><td>−29 to −2[78]</td><td>12</td>", page)
        assert page.count('class="dot"') == 1
        assert "Too few events to name words that it prefers: 12 of 30 needed." in pages_of(12)

    def test_a_difference_that_may_be_none_has_an_open_dot(self) -> None:
        rows = [Interval("a", "", 5, -10, 20), Interval("b", "", 5, 1, 9)]
        assert [row.reaches_zero for row in draw_forest(rows).rows] == [True, False]

    def test_words_are_named_from_thirty_events_on_with_the_events_that_show_them(
        self, pages_of: Callable[..., str]
    ) -> None:
        words = section(pages_of(30), "words")
        assert '<text class="serif end" x="49%" y="43">regime</text>' in words
        assert '<text class="serif" x="51%" y="69">government</text>' in words
        assert "gull" not in words
        assert "and 24 more" in words

    def test_speakers_are_counted_beside_each_other_outlet_on_average(self, pages_of: Callable[..., str]) -> None:
        text = " ".join(re.sub(r"<[^>]+>", " ", section(pages_of(2), "quotes")).split())
        assert "Ana Duarte 21 words 80 words 1 July 2020 ; 2 July 2020" in text

    def test_the_events_counted_are_listed(self, pages_of: Callable[..., str]) -> None:
        counted = re.search(r"The events counted</summary>(.*?)</details>", pages_of(9))
        assert counted
        assert counted[1].count("<li>") == 9

    def test_all_outlets_are_set_beside_one_another(self, pages_of: Callable[..., str]) -> None:
        page = section(pages_of(12, path="outlets.html"), "beside")
        names = re.findall(r'<text class="halo b"[^>]*>([^<]+)<', page)
        assert names == ["Example Daily", "Example Wire"]  # most above the others first
        assert 'id="beside"' not in pages_of(8, path="outlets.html")

    def test_an_outlet_without_a_shared_event_has_no_figures(self, pages: dict[str, bytes]) -> None:
        page = pages["outlet/post/index.html"].decode()
        assert not re.search(r'id="(beside|words|quotes|shares|coverage|events)"', page)
        assert "Too few" not in page


class TestSharing:
    """Who shares text with whom, of the words outside quotation marks in events that both tell."""

    @pytest.fixture
    def table(self, harbour: ModuleType, templates: str) -> Callable[..., str]:
        def make(words: int) -> str:
            text = [["Forty gulls live under the northern pillar of the old harbour bridge today."]]
            pair = [harbour.article(o, o, "Gulls", "2020-07-01", text) for o in ("wire", "daily")]
            origin = Origin("wire", "daily", "reprint", "wire", (), Copied("wire", words, 13, (0,)))
            compared = harbour.compare_by_hand(pair, [], title_of="wire")
            compared = msgspec.structs.replace(compared, origins=(Origin("wire", "wire", "own", "wire"), origin))
            made = render(harbour.a_site(pair, (compared,)), [templates])
            return section(made["outlets.html"].decode(), "shares") if words else made["outlets.html"].decode()

        return make

    def test_a_copy_shades_the_cell_of_its_source(self, table: Callable[..., str]) -> None:
        cells = re.findall(r'<td class="heat h(\d)">(\d+%)<br><span class="meta">1 event<', table(13))
        assert cells == [("9", "100%")]
        assert re.findall(r'class="heat h\d">([^<]+)<', table(1)) == ["8%"]

    def test_where_nobody_shares_text_there_is_no_table(self, table: Callable[..., str]) -> None:
        assert 'id="shares"' not in table(0)


class TestPictures:
    @given(
        st.lists(st.tuples(*[st.floats(-1e4, 1e4).map(lambda x: round(x, 4))] * 3).map(sorted), min_size=1, max_size=9)
    )
    def test_every_mark_dot_and_interval_is_on_the_axis(self, ends: list[list[float]]) -> None:
        forest = draw_forest([Interval("", "", value, low, high) for low, value, high in ends])
        places = [x for row in forest.rows for x in (row.low, row.x, row.high)] + [mark.x for mark in forest.marks]
        assert all(2.9 <= x <= 97.1 for x in places)
        assert 3 <= len(forest.marks) <= 7
        assert len({mark.text for mark in forest.marks}) == len(forest.marks)

    @given(st.lists(st.tuples(st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), st.booleans()), max_size=30))
    def test_every_event_is_in_one_column(self, days: list[tuple[dt.date, bool]]) -> None:
        coverage = draw_coverage(days)
        if coverage is not None:
            assert sum(c.all for c in coverage.columns) == len(days)
            assert sum(c.own for c in coverage.columns) == sum(told for _, told in days)
            assert 2 <= len(coverage.columns) <= MOST_COLUMNS
            assert all(c.x >= 0 and c.x + c.width <= 100.01 for c in coverage.columns)
            assert len({c.name for c in coverage.columns}) == len(coverage.columns)

    def test_events_of_one_day_have_no_picture_over_time(self) -> None:
        day = dt.date(2020, 7, 1)
        assert draw_coverage([]) is None
        assert draw_coverage([(day, True), (day, False)]) is None

    @pytest.mark.parametrize(
        ("last", "unit", "name"),
        [
            ("2020-07-09", "day", "2 July"),
            ("2020-12-01", "month", "August"),
            ("2021-12-01", "month", "Aug. 2020"),
            ("2030-01-01", "year", "2021"),
        ],
    )
    def test_columns_are_days_months_or_years(self, last: str, unit: str, name: str) -> None:
        coverage = draw_coverage([(dt.date(2020, 7, 1), True), (dt.date.fromisoformat(last), False)])
        assert coverage is not None
        assert (coverage.unit, coverage.columns[1].name) == (unit, name)


def _quoting(article: Any, words: int) -> Iterator[Finding]:
    refs = (article.sentences[0].ref,)
    share = Finding("quotation", "words inside quotation marks", words / 100, "a count", refs, measure="quoted words")
    share = msgspec.structs.replace(
        share, outlet_id=article.outlet_id, article_id=article.id, n=100, count=words, text=f"{words} of 100"
    )
    yield share
    yield msgspec.structs.replace(share, measure="speaker", subject="Ana Duarte", n=words)
