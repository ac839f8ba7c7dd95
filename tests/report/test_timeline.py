"""The timeline shows when accounts were published, as precisely as they say."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from compare.report.context import read_event
from compare.report.neighbours import find_neighbours
from compare.report.site import site_context
from compare.report.timeline import draw_timeline


@pytest.fixture(scope="module")
def draw(harbour: ModuleType) -> Any:
    """Dates of an event's articles, and of those left out -> the timeline."""

    def draw_by_hand(*published: Any, left_out: Any = ()) -> Any:
        articles = [harbour.article(f"{n:02d}", "wire", None, iso, [["Gulls."]]) for n, iso in enumerate(published)]
        others = [harbour.article(f"x{n}", "daily", None, iso, [["Boats."]]) for n, iso in enumerate(left_out)]
        comparisons = [
            harbour.compare_by_hand(articles, []),
            *(harbour.compare_by_hand([other], []) for other in others),
        ]
        relations = [harbour.Relation(articles[0].id, other.id, "related", 0.1, ()) for other in others]
        shelf = site_context(harbour.a_site([*articles, *others], comparisons, relations=relations))
        reading = read_event(shelf.cases[comparisons[0].event.id], comparisons[0])
        return draw_timeline(reading, find_neighbours(shelf, articles), shelf.imprint.site.timezone)

    return draw_by_hand


def test_one_date_makes_no_line(draw: Any) -> None:
    assert draw("2020-07-08") is None
    assert draw("2020-07-08", None) is None


def test_hours_of_one_day_stand_on_a_scale_of_hours(draw: Any) -> None:
    line = draw("2020-07-08T12:39+09:00", "2020-07-08T17:08+09:00")
    assert [tick.text for tick in line.ticks] == ["12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00"]
    assert [(dot.letters, dot.clock) for dot in line.dots] == [("A", "12:39"), ("B", "17:08")]
    assert line.dots[0].x < line.dots[1].x


def test_midnight_is_named_by_its_day(draw: Any) -> None:
    line = draw("2020-07-08T20:00+09:00", "2020-07-09T10:00+09:00")
    assert "9 July" in [tick.text for tick in line.ticks]


def test_dates_without_a_time_stand_on_a_scale_of_days(draw: Any) -> None:
    line = draw("2020-07-08", "2020-07-11", "2020-07-11")
    assert [tick.text for tick in line.ticks] == ["8 July", "9 July", "10 July", "11 July"]
    assert [(dot.letters, dot.clock) for dot in line.dots] == [("A", ""), ("B, C", "")]


def test_what_has_no_time_is_said_beside_what_has(draw: Any) -> None:
    line = draw("2020-07-08T12:39+09:00", "2020-07-08T17:08+09:00", "2020-07-08", None)
    assert line.untimed == (("C", "8 July"),)
    assert line.undated == ("D",)
    assert len(line.dots) == 2


def test_close_labels_stand_on_different_levels(draw: Any) -> None:
    line = draw("2020-07-08T12:00+09:00", "2020-07-08T12:10+09:00", "2020-07-08T20:00+09:00")
    assert [dot.level for dot in line.dots] == [0, 1, 0]


def test_years_apart_there_are_still_few_ticks(draw: Any) -> None:
    assert len(draw("1990-07-08", "2020-07-08").ticks) <= 8


def test_articles_left_out_stand_off_the_line_on_their_side(draw: Any) -> None:
    line = draw("2020-07-08", "2020-07-09", left_out=("2020-09-09", "2020-06-01", "2020-06-03", None))
    assert (line.before, line.after) == ("2 articles", "9 Sept.")
    assert line.start > 0
    assert line.end < 100
    assert all(line.start <= dot.x <= line.end for dot in line.dots)
