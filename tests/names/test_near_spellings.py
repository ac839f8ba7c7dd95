"""Names a letter apart are found by the spellings that they share, without comparing each with each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compare.names.personal_names import differs_by_a_letter
from compare.names.persons import _by_spelling, _shortened

WORDS = st.text("abc", min_size=3, max_size=8)


@given(st.lists(WORDS, max_size=12, unique=True), WORDS)
def test_words_a_letter_apart_share_a_spelling_that_lacks_one(words: list[str], word: str) -> None:
    spelled = _by_spelling(words)
    near = {other for spelling in _shortened(word) for other in spelled.get(spelling, ())}
    assert {other for other in words if differs_by_a_letter(word, other)} <= near
