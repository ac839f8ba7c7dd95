"""Word differences: what differs is marked, house style is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.alignment.word_diff import diff


def marked(*texts: str) -> list[list[tuple[str, str]]]:
    return [[(text[m.start : m.end], m.kind) for m in marks] for text, marks in zip(texts, diff(texts), strict=True)]


def test_differing_words_are_marked_on_both_sides() -> None:
    assert marked("Police said 25 people were hurt.", "Police said 25 people were killed.") == [
        [("hurt", "differs")],
        [("killed", "differs")],
    ]


def test_neighbouring_words_are_one_mark() -> None:
    assert marked("The ship sank.", "The very old ship sank.") == [[], [("very old", "differs")]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. said 5% of it.", "The US said five per cent of it."),
        ("“Twenty-five” it’s", '"25" it\'s'),
        ("a well-known man", "a well known man"),
        ("on Sept. 9", "on September 9"),
        ("some 3,700 km", "some 3700 kilometers"),
        ("The sixth test", "The 6th test"),
        ("10 percent", "10 pct"),
        ("defence programme", "defense program"),
        ("Choe’s answer", "Choe answer"),
    ],
)
def test_house_style_is_no_difference(one: str, other: str) -> None:
    assert marked(one, other) == [[], []]


def test_moved_words_are_told_from_differing_ones() -> None:
    one = "In Seoul on Monday, the minister said that growth was possible."
    other = "The minister said that growth was possible in Seoul on Monday."
    assert marked(one, other) == [[("In Seoul on Monday", "moved")], [("in Seoul on Monday", "moved")]]


def test_a_date_may_be_turned_round() -> None:
    assert marked("He left on July 13.", "He left on 13 July.") == [[("July", "moved")], [("July", "moved")]]


def test_function_words_between_differences_are_no_island() -> None:
    one, other = marked("Kim praised the work of Choe.", "Kim blamed the failure of Lee.")
    assert one == [("praised the work of Choe", "differs")]
    assert other == [("blamed the failure of Lee", "differs")]


def test_one_word_more_parts_nothing() -> None:
    assert marked("Kim is in the very new house.", "Kim is in a house.") == [
        [("the very new", "differs")],
        [("a", "differs")],
    ]
    assert marked("He went to the port of old Jinju.", "He went to the port of Jinju again today.")[0] == [
        ("old", "differs")
    ]
    assert marked("It's over.", "It over.") == [[("It's", "differs")], [("It", "differs")]]


def test_of_several_wordings_each_shows_what_it_says_alone() -> None:
    assert marked("25 were hurt near Mokpo.", "25 were injured near Mokpo.", "27 were injured near Mokpo.") == [
        [("hurt", "differs")],
        [],
        [("27", "differs")],
    ]


def test_a_word_that_others_have_elsewhere_only_has_moved() -> None:
    first, _, _ = marked("On Monday Kim left Seoul.", "Kim left Seoul on Monday.", "Kim left Seoul on Monday.")
    assert first == [("On Monday", "moved")]


def test_one_wording_and_none_have_no_marks() -> None:
    assert diff(["Alone."]) == ((),)
    assert diff([]) == ()
    assert marked("", "A word.") == [[], [("A word", "differs")]]


def test_texts_that_are_no_sentences_are_compared_at_their_edges() -> None:
    middle = " ".join(["fog"] * 2000)
    first, second = marked(f"The ship {middle} sank.", f"The boat {middle} {middle} sank.")
    assert [text[:4] for text, _ in first] == ["ship"]
    assert [text[:4] for text, _ in second] == ["boat"]
    longer, _ = diff((" ".join(["a b"] * 300), " ".join(["b c"] * 300)))
    assert all(mark.kind == "differs" for mark in longer)


TEXTS = st.lists(
    st.sampled_from(["the", "ship", "of", "Seoul", "sank", "25", "U.S.", "at-last", "per", "cent", "%", "“said”"]),
    max_size=12,
).map(" ".join)


@given(TEXTS | st.text(max_size=60), TEXTS | st.text(max_size=60))
def test_exchanging_the_texts_exchanges_the_marks(one: str, other: str) -> None:
    first, second = diff((one, other))
    assert diff((other, one)) == (second, first)


@given(st.lists(TEXTS | st.text(max_size=40), max_size=4))
def test_marks_are_apart_in_order_and_inside_the_text(texts: list[str]) -> None:
    for text, marks in zip(texts, diff(texts), strict=True):
        edges = [edge for mark in marks for edge in (mark.start, mark.end)]
        assert edges == sorted(edges)
        assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


@given(st.text(max_size=60))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert diff((text, text)) == ((), ())
    assert diff((text, text, text)) == ((), (), ())
