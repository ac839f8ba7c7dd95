"""Results survive being written and read, and only as what they are declared to be."""

from __future__ import annotations

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.cache import decode, encode, key_of
from compare.model import Article, Finding, Moment, Sentence, SentenceRef

ANY_TEXT = st.text(
    st.characters(exclude_categories=()), max_size=20
)  # with halves of surrogate pairs, as JSON may hold


@given(ANY_TEXT, st.none() | ANY_TEXT)
def test_an_article_comes_back_as_it_was(body: str, headline: str | None) -> None:
    sentence = Sentence("a", 0, 0, 0, len(body), body)
    article = Article(id="a", headline=headline, published=Moment("2020-07-08"), body=body, sentences=(sentence,))
    assert decode(encode(article), Article) == article


@given(st.floats(allow_nan=False))
def test_a_number_comes_back_to_the_last_bit(value: float) -> None:
    finding = Finding("order", "lead", value, "", (SentenceRef("a", 0),))
    assert decode(encode(finding), Finding) == finding


@given(st.binary(max_size=60))
def test_whatever_bytes_are_read_make_an_article_or_a_value_error(data: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(decode(data, Article), Article)


@pytest.mark.parametrize("data", [b"", b"\x02", b"\x00", b"\x01{", b"\x01[1]", b"\x00\xff", b"\x01" + b"[" * 100_000])
def test_damaged_encodings_are_told(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the library says
        decode(data, Article)


def test_mappings_keep_their_order_in_results_and_have_none_in_keys() -> None:
    one, other = {"b": 1, "a": 2}, {"a": 2, "b": 1}
    assert list(decode(encode(one), dict[str, int])) == ["b", "a"]
    assert key_of(one) == key_of(other)
    assert key_of(frozenset("abcdef")) == key_of(frozenset("fedcba"))


def test_parts_of_a_key_do_not_run_together() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", ""), key_of(["ab", "c"])}) == 5


def test_a_text_that_is_no_unicode_has_a_key() -> None:
    assert key_of("\ud800") != key_of("\ud801")


def test_nothing_is_unpickled() -> None:
    import pickle  # noqa: PLC0415

    class Trap(msgspec.Struct):
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return pytest.fail, ("unpickled",)

    for data in (pickle.dumps(Trap()), b"\x00" + pickle.dumps(Trap()), b"\x01" + pickle.dumps(Trap())):
        with pytest.raises(ValueError):  # noqa: PT011 - as above
            decode(data, Article)
