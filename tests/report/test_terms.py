"""Points are named by the rarest words that their accounts share."""

from __future__ import annotations

from typing import Any

from compare.report.terms import is_telling, name_terms
from compare.text.tokens import tokens


def name(*texts: Any) -> Any:
    return name_terms([(text, tokens(text)) for text in texts])


def test_neighbouring_words_make_one_term_in_the_order_of_the_first_account() -> None:
    assert name(
        "The delegation landed at Osan Air Base before noon.", "At Osan Air Base, a delegation of twelve landed."
    ) == ("delegation landed", "Osan Air Base")


def test_common_words_name_nothing() -> None:
    assert name("He said that it was so.", "She said that it was so, too.") == ()
    assert not is_telling("the")
    assert is_telling("delegation")


def test_a_number_names_only_beside_or_after_words() -> None:
    assert name("46 bells rang in Jinju.", "In Jinju, 46 gulls.") == ("46", "Jinju")
    assert name("Bells, gulls, lamps, boats: 46", "boats and lamps and gulls and bells, 46")[:1] == ("Bells",)


def test_possessives_count_as_the_name_and_are_not_shown() -> None:
    assert name("Biegun’s plane stood idle.", "The aide met Biegun.") == ("Biegun",)


def test_a_word_that_two_later_accounts_share_still_names_the_point() -> None:
    assert name("Nothing at all.", "Gulls circled.", "The gulls slept.") == ("Gulls",)


def test_a_term_is_at_most_five_words_long() -> None:
    text = "Northern harbour customs inspection office gates closed"
    assert max(len(term.split()) for term in name(text, text)) == 5
