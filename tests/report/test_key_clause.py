"""A point is named by a clause of one of its sentences: verbatim, shared, clear when read alone."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.report.key_clause import Carrier, KeyClause, candidates, choose_clause


@pytest.fixture(scope="module")
def tell(harbour: ModuleType) -> Any:
    """Texts of several accounts -> a carrier for each, as of one point."""

    def make(*texts: str, **more: Any) -> list[Carrier]:
        articles = [harbour.article(str(n), f"o{n}", None, None, [[text]], **more) for n, text in enumerate(texts)]
        comparison = harbour.compare_by_hand(articles, [])
        event = harbour.read(harbour.a_site(articles, [comparison], outlets={}), comparison)
        return [Carrier(n, account, 0.5, len(account)) for n, account in enumerate(event.by_account)]

    return make


def pieces(carriers: list[Carrier]) -> set[str]:
    told = carriers[0].sentences[0]
    return {told.sentence.text[start:end] for start, end in candidates(told)}


def test_a_clause_runs_from_a_start_to_a_border(tell: Any) -> None:
    text = "After the fog had lifted, the ferry left the harbour for the island, while divers searched the pier."
    found = pieces(tell(text))
    assert text in found
    assert "the ferry left the harbour for the island" in found
    assert "After the fog had lifted, the ferry left the harbour for the island" in found


def test_a_name_beside_its_explanation_begins_no_clause(tell: Any) -> None:
    found = pieces(tell("Garam Line, the operator, will resume sailings to the island on Saturday morning."))
    assert found == {"Garam Line, the operator, will resume sailings to the island on Saturday morning."}


def test_a_quotation_is_never_cut(tell: Any) -> None:
    found = pieces(tell('"The ferry was slow, while the tide was high and rising," the captain of the port said.'))
    assert len(found) == 1


def test_korean_is_shown_by_whole_sentences(tell: Any) -> None:
    assert len(pieces(tell("여객선이 방파제를 들이받아, 승객 열아홉 명이 다쳤다고 해경이 밝혔다."))) == 1


def test_the_words_that_the_others_have_are_chosen_and_a_figure_that_differs_is_left_out(tell: Any) -> None:
    carriers = tell(
        "At least 19 people were slightly hurt when a ferry hit a breakwater in thick fog near the port of Mokpo.",
        "Twenty-five people were hurt on Thursday when a ferry hit a breakwater in thick fog off Mokpo.",
    )
    first = carriers[0].sentences[0]
    carriers[0] = carriers[0]._replace(disputed={first.anchor: [(0, 11)]})
    clause = choose_clause(carriers)
    assert clause.text.startswith("a ferry hit a breakwater in thick fog")
    assert clause.cut_before
    assert clause.support > 0.5


def test_a_clause_that_needs_the_sentence_before_it_is_passed_over(tell: Any) -> None:
    carriers = tell(
        "He told reporters that the ferry had left the harbour late.",
        "The ferry had left the harbour late, the captain told reporters.",
    )
    assert choose_clause(carriers).told.account == 1


def test_a_number_that_others_lack_speaks_against_a_clause(tell: Any) -> None:
    carriers = tell(
        "The ferry Garam reached the passenger terminal in Mokpo at 8:15.",
        "The ferry Garam reached the passenger terminal in Mokpo later.",
        "The ferry Garam reached the passenger terminal in Mokpo unaided.",
    )
    assert choose_clause(carriers).told.account != 0


def test_outlets_take_turns_where_clauses_are_as_good(tell: Any) -> None:
    carriers = tell(*["The ferry reached the passenger terminal in Mokpo."] * 2)
    assert [choose_clause(carriers, used).told.account for used in ({}, {0: 1}, {0: 1, 1: 2})] == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("The ferry left the harbour at noon.", True),
        ("It left the harbour at noon again.", False),
        ("That was the end of the inquiry.", False),
        ('"We left the harbour at noon," the captain said.', True),
        ('"We left the harbour at noon," he said.', False),
        ('"We left the harbour at noon."', False),
        ("It's ridiculous.", False),
        ("Ferry delayed.", False),
        ("‘We left the harbour at noon", False),
    ],
)
def test_what_stands_alone_needs_no_sentence_before_it(tell: Any, text: str, clear: bool) -> None:  # noqa: FBT001 - expected
    told = tell(text)[0].sentences[0]
    assert KeyClause(told, 0, len(text)).stands_alone is clear


@given(
    st.lists(st.sampled_from(["the ferry", ", ", "when a", "; ", " while", '"', "left", " — ", "Mokpo"]), min_size=1)
)
def test_a_clause_is_always_a_piece_of_its_sentence(tell: Any, parts: list[str]) -> None:
    text = " ".join(parts).strip()
    told = tell(text or "x")[0].sentences[0]
    for start, end in candidates(told):
        assert 0 <= start < end <= len(told.sentence.text)
    clause = choose_clause(tell(text or "x", "The ferry left Mokpo."))
    assert clause.text in clause.told.sentence.text
