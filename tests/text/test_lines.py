"""What comparisons read off a sentence."""

from __future__ import annotations

import pytest

from compare.text.lines import read
from compare.text.stems import canonical, idea, stem


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        ("3,700", "3700"),
        ("2.50", "2.5"),
        ("13th", "13"),
        ("007", "7"),
        ("0", "0"),
        ("twelve", "12"),
        ("sixth", "6"),
        ("twenty-five", "25"),
        ("forty-second", "42"),
        ("thirty-third", "33"),
        ("fog", None),
        ("12-hour", None),
        ("1,23", None),
        ("٣", None),
        ("fog-five", None),
    ],
)
def test_numbers_have_one_form(word: str, digits: str | None) -> None:
    assert canonical(word) == digits


def test_boilerplate_and_titles_before_names_are_left_out() -> None:
    line = read("Deputy Secretary of State Ada Berg did not immediately respond to a request for comment.")
    assert line.stems == ("ada", "berg")
    assert read("The secretary of the club spoke.").stems[:2] == ("the", "secretari")
    assert "presid" in read("The next President.").stems


def test_names_are_capitalised_inside_the_sentence() -> None:
    assert read("Ferries left Mokpo for Jeju on 3 May.").names == {"mokpo", "jeju", "may"}
    assert read("Ferry Hits Breakwater In Thick Fog Near Mokpo").names == frozenset()


def test_kindred_words_share_an_idea() -> None:
    assert idea(stem("missile")) == idea(stem("rockets"))
    assert idea(stem("tokyo")) == idea(stem("japanese"))
    assert idea("cabbag") == "cabbag"


def test_a_hyphenated_word_has_the_stems_of_its_parts() -> None:
    assert read("inter-Korean talks").stems == ("inter", "korean", "talk")
