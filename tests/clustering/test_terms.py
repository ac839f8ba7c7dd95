"""What counts as a word of an article, and how much it tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.clustering.vocabulary import Terms, stem_table, surfaces, term_idf
from compare.text.stems import UNSEEN, korean_table, word_idf, word_table


def test_common_words_tell_nothing_and_rare_ones_much() -> None:
    assert word_idf("the") == 0.0
    assert word_idf("the") < word_idf("police") < word_idf("magnitude") < word_idf("zzyzx") == UNSEEN
    assert max(word_table().values()) - 1 < UNSEEN <= max(word_table().values())


def test_the_country_is_not_the_pronoun() -> None:
    assert word_idf("u.s") > word_idf("us")
    terms = Terms()
    assert terms.of(["U.S"]) == terms.of(["US"]) != terms.of(["us"])


def test_the_tables_are_whole() -> None:
    assert len(word_table()) == 80_000
    assert len(korean_table()) == 8_000


@pytest.mark.parametrize(
    ("surface", "terms"),
    [
        ("Envoys", ("envoy",)),
        ("envoy's", ("envoy",)),
        ("envoy’s", ("envoy",)),
        ("1,000", ("1000",)),
        ("6.1", ("6.1",)),
        ("국무부는", ("국무부", "국무", "무부")),
        ("美国", ("美国",)),
        ("비", ()),
        ("KBS뉴스", ("kbs", "뉴스")),
        ("1만4천명이", ("1", "4", "천명")),
    ],
)
def test_words_become_terms(surface: str, terms: tuple[str, ...]) -> None:
    assert Terms().of(surfaces(surface)) == list(terms)


def test_hyphens_part_words() -> None:
    assert Terms().of(surfaces("Jong-un")) == Terms().of(surfaces("Jong Un"))


def test_a_stem_is_at_least_as_common_as_its_words() -> None:
    assert term_idf("missil") <= word_idf("missile")
    assert min(stem_table().values()) >= 0


def test_days_and_years_tell_less_than_other_numbers() -> None:
    assert term_idf("8") < term_idf("2020") < term_idf("284") == term_idf("6.1") == term_idf("20000")


def test_an_unknown_korean_pair_is_as_rare_as_the_rarest_known() -> None:
    assert term_idf("뷁쀍") == max(korean_table().values())


def test_idf_is_remembered() -> None:
    terms = Terms()
    assert terms.idf("envoy") == terms.idf("envoy") == term_idf("envoy")


@given(st.text(max_size=40))
def test_any_mix_of_scripts_gives_terms_that_weigh_something_finite(text: str) -> None:
    terms = Terms()
    assert all(0.0 <= terms.idf(term) <= UNSEEN + 1 for term in terms.of(surfaces(text)))
