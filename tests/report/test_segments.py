"""A sentence is cut where its look changes, and nothing of it is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from compare.report.key_clause import is_telling
from compare.report.marking import Segment, beyond, cut, outside_of
from compare.text.tokens import tokens


@st.composite
def texts_with_spans(draw: Any) -> Any:
    text = draw(st.text(max_size=40))
    layers = []
    for _ in range(4):
        edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
        layers.append([(edges[i], edges[i + 1]) for i in range(0, len(edges) - 1, 2)])
    return text, layers


@given(texts_with_spans())
def test_the_segments_are_the_text_and_each_look_covers_exactly_its_spans(case: Any) -> None:
    text, (quoted, differing, moved, clashing) = case
    clashes = [(span, number) for number, span in enumerate(clashing, start=1)]
    pieces = cut(text, quoted=quoted, differing=differing, moved=moved, clashes=clashes)
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    for piece in pieces:
        inside = [any(start <= at < end for start, end in spans) for spans in (quoted, moved, clashing)]
        assert [piece.quoted, piece.moved, piece.clash is not None] == inside
        assert piece.differs == (any(start <= at < end for start, end in differing) and piece.clash is None)
        at += len(piece.text)
    assert sum(piece.last for piece in pieces) == len(clashes)


def test_plain_text_is_one_segment_and_no_text_is_none() -> None:
    assert cut("All quiet.") == (Segment("All quiet."),)
    assert cut("") == ()


def test_a_conflict_carries_its_number_once_even_where_a_quotation_divides_it() -> None:
    pieces = cut("about “14 men” came", quoted=[(6, 14)], clashes=[((0, 10), 1)])
    assert [(piece.text, piece.clash, piece.last) for piece in pieces] == [
        ("about ", 1, False),
        ("“14 ", 1, True),
        ("men”", None, False),
        (" came", None, False),
    ]


def telling(text: str) -> list[int]:
    return [token.start for token in tokens(text) if is_telling(token.norm)]


def test_a_partial_sentence_keeps_the_clauses_that_share_a_telling_word() -> None:
    text = "In a statement on July 4, Choe Mi-ran rejected talks: “We feel no need.”"
    spans = [(text.index("Choe"), text.index(":"))]
    differing = outside_of([(0, len(text))], spans)
    assert [text[start:end] for start, end in beyond(text, telling(text), differing)] == [
        "In a statement on July 4, ",
        "“We feel no need.”",
    ]


def test_where_nothing_telling_is_shared_nothing_is_set_aside() -> None:
    text = "It was said, and so it was."
    assert beyond(text, telling(text), []) == ()


def test_spans_are_kept_where_they_lie_outside_others() -> None:
    assert outside_of([(0, 10), (12, 14)], [(3, 5), (9, 13)]) == [(0, 3), (5, 9), (13, 14)]
    assert outside_of([(0, 4)], [(0, 4)]) == []
    assert outside_of([(2, 4)], []) == [(2, 4)]
