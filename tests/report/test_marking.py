"""What is said aloud of a wording: phrases that a listener can follow."""

from __future__ import annotations

from types import ModuleType
from typing import Any, get_args

import pytest

from compare.model import DifferenceKind
from compare.report.marking import KIND_NAMES, join, mark


@pytest.fixture
def only(harbour: ModuleType) -> Any:
    """Two wordings, each one or more sentences -> the words said to be only in the first."""

    def say(first: list[str], second: list[str]) -> Any:
        articles = [harbour.article(name, "wire", None, None, [texts]) for name, texts in (("a", first), ("b", second))]
        site = harbour.a_site(articles, [comparison := harbour.compare_by_hand(articles, [])])
        reading = harbour.read(site, comparison)
        return mark([join(told) for told in reading.by_account], partial=False)[1][0].only

    return say


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (["At least 19 passengers were hurt."], ["Some passengers were hurt."], ("At least 19",)),
        (["The captain did not see the light."], ["The captain saw the light."], ("did not see",)),
        (
            ['Envoy Harbin of Mokpo took "direct orders" by cable.'],
            ["Envoy Harbin of Mokpo waited."],
            ("took", "direct orders", "cable"),
        ),
        (["Lamps burned on the quay."], ["Lamps stood on the quay."], ("burned",)),
    ],
)
def test_a_piece_is_said_as_phrases(only: Any, first: Any, second: Any, said: Any) -> None:
    assert only(first, second) == said


def test_a_phrase_ends_where_a_sentence_ends(only: Any) -> None:
    said = only(["The ferry sailed home early.", "Gulls circled the harbour."], ["The ferry left the harbour."])
    assert said == ("sailed home early", "Gulls circled")


def test_every_kind_of_difference_has_a_heading_and_a_plural() -> None:
    assert tuple(KIND_NAMES) == get_args(DifferenceKind)
