"""Articles left out are listed by their closest tie, with every reason."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from compare.report.neighbours import MOST_NEIGHBOURS, find_neighbours, probability
from compare.report.site import site_context


@pytest.fixture(scope="module")
def neighbours(harbour: ModuleType) -> Any:
    """Relations as (own, other, score) of an event of two articles -> its neighbours."""

    def find(*ties: tuple[str, str, float], others: int = 2) -> Any:
        own = [harbour.article(name, "wire", None, "2020-07-08", [["Gulls."]]) for name in ("a", "b")]
        rest = [harbour.article(f"x{n}", "daily", f"Other {n}", None, [["Boats."]]) for n in range(others)]
        comparisons = [harbour.compare_by_hand(own, []), *(harbour.compare_by_hand([other], []) for other in rest)]
        relations = [harbour.Relation(a, b, "related", score, ()) for a, b, score in ties]
        return find_neighbours(site_context(harbour.a_site([*own, *rest], comparisons, relations=relations)), own)

    return find


def test_an_article_with_several_ties_is_listed_once_by_its_strongest(neighbours: Any) -> None:
    for ties in ((("a", "x0", 0.1), ("x0", "b", 0.3)), (("a", "x0", 0.1), ("x0", "b", 0.3), ("b", "x0", 0.2))):
        found = neighbours(*ties)
        assert [(n.article_id, n.score, n.own_id) for n in found.listed] == [("x0", "0.30", "b")]


def test_the_closest_come_first_and_ties_go_by_id(neighbours: Any) -> None:
    found = neighbours(("a", "x1", 0.2), ("a", "x2", 0.4), ("b", "x0", 0.2), others=3)
    assert [n.article_id for n in found.listed] == ["x2", "x0", "x1"]


def test_a_tie_within_the_event_leaves_nobody_out(neighbours: Any) -> None:
    assert neighbours(("a", "b", 0.9)).total == 0


def test_distant_ones_beyond_a_dozen_are_counted(neighbours: Any) -> None:
    found = neighbours(*((("a"), f"x{n}", 0.2) for n in range(15)), others=15)
    assert (len(found.listed), found.more, found.total) == (MOST_NEIGHBOURS, 3, 15)


@pytest.mark.parametrize(
    ("score", "said"), [(0.0, "under 0.01"), (0.004, "under 0.01"), (0.12, "0.12"), (0.999, "over 0.99")]
)
def test_no_probability_is_said_to_be_nought_or_one(score: float, said: str) -> None:
    assert probability(score) == said
