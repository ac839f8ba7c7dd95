"""One definition of a word, and of its form without house style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.text.tokens import WORD, normalise, tokens, words


def test_words_keep_what_joins_them() -> None:
    text = "Kim Jong-un's 28,500 U.S. troops – inter-Korean, they’d said."
    assert words(text) == ["Kim", "Jong-un's", "28,500", "U.S", "troops", "inter-Korean", "they’d", "said"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("US", "U.S"),
        ("USA", "U.S.A"),
        ("U.S's", "US’s"),
        ("don’t", "don't"),
        ("D.P.R.K", "DPRK"),
        ("inter‑Korean", "Inter-korean"),
        ("Ｙonhap", "yonhap"),
    ],
)
def test_house_style_is_folded(a: str, b: str) -> None:
    assert normalise(a) == normalise(b)


@pytest.mark.parametrize(("a", "b"), [("US", "us"), ("3.5", "35"), ("Korea's", "Korea")])
def test_what_differs_stays_apart(a: str, b: str) -> None:
    assert normalise(a) != normalise(b)


def test_half_a_country_is_spelt_out() -> None:
    norms = [t.norm for t in tokens("N. Korea and S. Korea's, S Korea, in Korea. S. Kim, plan N. Korean")]
    assert norms[:4] == ["north", "korea", "and", "south"]
    assert norms[4:] == ["korea's", "s", "korea", "in", "korea", "s", "kim", "plan", "north", "korean"]


@given(st.text(st.one_of(st.sampled_from(list("N. KoreaS’'-,3")), st.characters()), max_size=50))
def test_tokens_are_the_words_where_they_stand(text: str) -> None:
    found = tokens(text)
    assert [text[t.start : t.end] for t in found] == words(text)
    assert [(t.start, t.end) for t in found] == [match.span() for match in WORD.finditer(text)]
    assert all(t.norm for t in found)
