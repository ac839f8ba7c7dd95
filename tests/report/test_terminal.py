"""A comparison on a terminal: lines that hang under their text, and never lose a letter."""

from __future__ import annotations

from types import ModuleType

from hypothesis import given
from hypothesis import strategies as st

from compare.model import Nearest
from compare.report.terminal import StyledText, describe, mark, wrap


def test_a_long_sentence_hangs_under_its_text_clear_of_letter_and_number() -> None:
    line = (
        StyledText("A  12  ", "quiet"),
        StyledText("The ferry left the "),
        StyledText("old harbour", "differs"),
        StyledText(" at noon."),
    )
    assert [mark(piece) for piece in wrap(line, 24)] == [
        "A  12  The ferry left",
        "       the [old harbour]",
        "       at noon.",
    ]


def test_a_line_keeps_its_own_indent() -> None:
    line = (StyledText("   19 hurt as ferry hits breakwater"),)
    assert [mark(piece) for piece in wrap(line, 20)] == ["   19 hurt as ferry", "   hits breakwater"]


def test_an_empty_line_stays_one() -> None:
    assert list(wrap((), 80)) == [()]


@given(st.text(alphabet="ab ", max_size=120), st.integers(12, 80))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, width: int) -> None:
    pieces = [mark(piece) for piece in wrap((StyledText("A   1  ", "quiet"), StyledText(text)), width)]
    assert all(len(piece) <= width for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(("A   1  " + text).split())


def test_what_is_perhaps_told_elsewhere_is_not_listed_as_only_in_one(harbour: ModuleType) -> None:
    one = harbour.article("1", "wire", None, None, [["Gulls circled."]])
    two = harbour.article("2", "daily", None, None, [["Birds flew round."]])
    perhaps = (Nearest(one.sentences[0].ref, two.sentences[0].ref, 0.25),)
    comparison = harbour.compare_by_hand((one, two), [], perhaps=perhaps)
    lines = [mark(line) for line in describe(comparison, (one, two), harbour.OUTLETS)]
    assert "◌ Perhaps told elsewhere (2)" in lines
    assert not any("Only one article" in line for line in lines)
