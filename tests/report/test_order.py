"""The order picture shows every sentence once and joins what carries the same point."""

from __future__ import annotations

from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest

from compare.report.order import LABEL_CLEAR, MOST_COLUMNS, TOP, draw_order
from compare.report.points import find_points


def count_bands(picture: Any) -> int:
    return sum(len(gap.bands) for gap in picture.gaps)


@pytest.fixture(scope="module")
def draw(harbour: ModuleType) -> Any:
    """Articles and groups of links -> the picture."""

    def draw_by_hand(articles: Any, groups: Any) -> Any:
        comparison = harbour.compare_by_hand(articles, groups)
        reading = harbour.read(harbour.a_site(articles, [comparison]), comparison)
        return draw_order(reading, find_points(reading).shared)

    return draw_by_hand


@pytest.fixture(scope="module")
def picture(harbour: ModuleType) -> Any:
    reading = harbour.read(harbour.SITE, harbour.HARBOUR)
    return draw_order(reading, find_points(reading).shared)


def many(harbour: ModuleType, accounts: Any, sentences: Any = 3) -> Any:
    return [
        harbour.article(
            f"{n:02d}", "wire", None, None, [[f"Point {k} of the harbour story." for k in range(sentences)]]
        )
        for n in range(accounts)
    ]


def test_columns_fill_the_width_from_edge_to_edge(picture: Any) -> None:
    assert picture.columns[0].x == 0
    assert picture.columns[-1].x + picture.block_width == pytest.approx(100, abs=0.1)
    assert [column.at_end for column in picture.columns] == [False, False, False, True]


def test_blocks_of_a_column_follow_each_other_without_touching(picture: Any) -> None:
    for column in picture.columns:
        blocks = [block for block in picture.blocks if block.x == column.x]
        assert blocks[0].y == TOP
        assert all(above.y + above.height < below.y for above, below in pairwise(blocks))
        assert blocks[-1].y + blocks[-1].height <= picture.height


def test_a_paragraph_ends_with_a_wider_gap(picture: Any) -> None:
    first, second, third, *_ = (block for block in picture.blocks if block.x == 0)
    assert third.y - second.y - second.height > second.y - first.y - first.height


def test_the_filled_part_is_the_share_of_quoted_words(picture: Any) -> None:
    quoting = next(block for block in picture.blocks if block.told.sentence.text.startswith('"We firmly'))
    assert quoting.quoted == round(100 * 6 / 12)


def test_a_point_is_joined_to_the_next_account_that_carries_it(picture: Any) -> None:
    conflict = [gap for gap in picture.gaps for band in gap.bands if band.state.key == "conflict"]
    assert len(conflict) == 2
    assert sorted(round(gap.x, 1) for gap in conflict) == [13.0, 42.0]


def test_a_hop_over_a_column_is_drawn_before_the_short_ones(picture: Any) -> None:
    widths = [gap.width for gap in picture.gaps]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-1]


def test_labels_keep_clear_of_each_other(harbour: ModuleType, draw: Any) -> None:
    one, two = many(harbour, 2, sentences=20)
    picture = draw(
        (one, two), [[harbour.link(a, b)] for a, b in zip(one.sentences, reversed(two.sentences), strict=True)]
    )
    ys = sorted(label.y for label in picture.labels)
    assert len(ys) == 20
    assert all(below - above >= LABEL_CLEAR - 0.2 for above, below in pairwise(ys))


def test_a_long_article_is_drawn_to_a_smaller_scale(harbour: ModuleType, draw: Any) -> None:
    one, two = many(harbour, 2, sentences=200)
    picture = draw((one, two), [[harbour.link(one.sentences[0], two.sentences[0])]])
    assert picture.height < 1000
    assert not any(block.numbered for block in picture.blocks)


def test_above_twelve_accounts_those_that_share_most_are_drawn_and_the_others_named(
    harbour: ModuleType, draw: Any
) -> None:
    articles = many(harbour, 15)
    links = [harbour.link(a.sentences[0], b.sentences[0]) for a, b in pairwise(articles[3:])]
    picture = draw(articles, [links])
    assert len(picture.columns) == MOST_COLUMNS
    assert picture.hidden == ("A", "B", "C")


def test_sentences_of_a_point_without_a_link_between_them_are_still_joined(harbour: ModuleType, draw: Any) -> None:
    one, two, three = many(harbour, 3, sentences=1)
    links = [harbour.link(one.sentences[0], three.sentences[0]), harbour.link(two.sentences[0], three.sentences[0])]
    assert count_bands(draw((one, two, three), [links])) == 2


def test_an_account_without_a_sentence_has_an_empty_column(harbour: ModuleType, draw: Any) -> None:
    one, two = many(harbour, 2, sentences=1)
    empty = harbour.article("99", "post", "Only a picture", None, [[]])
    picture = draw((one, two, empty), [[harbour.link(one.sentences[0], two.sentences[0])]])
    assert len(picture.columns) == 3
    assert len(picture.blocks) == 2


def test_labels_that_would_cover_each_other_are_pushed_apart(harbour: ModuleType, draw: Any) -> None:
    one, two = many(harbour, 2, sentences=40)
    picture = draw((one, two), [[harbour.link(a, b)] for a, b in zip(one.sentences, two.sentences, strict=True)])
    ys = sorted(label.y for label in picture.labels)
    assert all(below - above >= LABEL_CLEAR - 0.2 for above, below in pairwise(ys))


def test_a_point_has_one_label_a_gap_however_many_bands_it_has(harbour: ModuleType, draw: Any) -> None:
    one, two = many(harbour, 2)
    picture = draw((one, two), [[harbour.link(one.sentences[0], sentence) for sentence in two.sentences]])
    assert (count_bands(picture), len(picture.labels)) == (3, 1)


def test_a_text_of_one_endless_sentence_does_not_make_an_endless_picture(harbour: ModuleType, draw: Any) -> None:
    one, two = (harbour.article(str(n), "wire", None, None, [["harbour " * 50_000]]) for n in range(2))
    assert draw((one, two), [[harbour.link(one.sentences[0], two.sentences[0], "same", 1.0)]]).height < 400
