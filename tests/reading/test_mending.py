"""Paragraphs broken inside a sentence are joined; those that only look so are not."""

from __future__ import annotations

import pytest

from compare.reading import load_outlets
from compare.reading.page_lines import page_lines, rejoin, unglue

WORDS = load_outlets().default_layout.attributive


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tak is scheduled to meet US.", "Deputy Secretary of State Ann Doe on Thursday."),
        ("Tak thanked then-U.S.", "President Jo Roe for the visit."),
        ("The bill was sent to “US.", "Senate leaders,” he said."),
        ("The sanctions of the U.S.", "government were lifted."),
        ("The order came from Lt. Gen.", "Kim Ha-na."),
        ("They are to meet on Sept.", "9 in Seoul."),
        ("It is bus No.", "12 that stops here."),
        ("The ferry left the harbor and", "came back an hour later."),
    ],
)
def test_a_sentence_in_two_paragraphs_is_one(before: str, after: str) -> None:
    assert rejoin(["It rained.", before, after], WORDS) == ["It rained.", f"{before} {after}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tak left for the US.", "Deputy Secretary Ann Doe will meet her."),
        ("It binds Japan and US.", "Deputy Secretary Ann Doe said so."),
        ("He does not wish to talk with US.", "Tak said the same."),
        ("He lives in the U.S.", "The house is small."),
        ("His answer was No.", "Tak said the same."),
        ("It rained on Monday.", "iPhones were dry."),
        ("Who will pay", "The council has not decided."),
        ("They came in Sept.", "The ferry was late."),
        ("He met US.", "“Deputy Secretary,” he said."),
        ("He met US.", "— and left."),
    ],
)
def test_two_paragraphs_stay_two(before: str, after: str) -> None:
    assert rejoin([before, after], WORDS) == [before, after]


def test_a_space_lost_throughout_is_put_back() -> None:
    assert unglue(["It rained.The ferry left. It came back.No one was wet."]) == [
        "It rained. The ferry left. It came back. No one was wet."
    ]


def test_a_single_stop_without_a_space_is_left_alone() -> None:
    assert unglue(["He runs boats.Com as a side line."]) == ["He runs boats.Com as a side line."]


WRAPPED = [
    "The night ferries of the harbor city will run on after the council",
    "voted to keep them, and the inter-",
    "island line will get a new ship before the autumn, the mayor said on",
    "Monday after the vote.",
    "",
    "She did not say who would pay for the ship or where it would be",
    "built, nor when the old one would be sold, and she left without",
    "taking questions.",
]


def test_hard_wrapped_lines_are_joined_by_paragraph() -> None:
    texts = [line.text for line in page_lines("\n".join(WRAPPED))]
    assert len(texts) == 3
    assert texts[0].endswith("council voted to keep them, and the inter-")
    assert texts[2].endswith("sold, and she left without taking questions.")


def test_a_list_of_headlines_is_not_taken_for_wrapped_text() -> None:
    headlines = [f"Council of harbor city number {n} votes to keep its night ferries" for n in range(8)]
    assert [line.text for line in page_lines("\n".join(headlines))] == headlines


def test_a_word_hyphenated_at_a_full_rows_end_is_joined_without_a_space() -> None:
    rows = [
        f"{'the ferry and the harbor and the city ' * 2}inter-",
        "island line is to be closed for the winter, and so",
        *WRAPPED,
    ]
    assert "inter-island line" in page_lines("\n".join(rows))[0].text
