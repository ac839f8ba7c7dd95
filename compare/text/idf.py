"""How surprising a word is in any article: a frozen IDF that no corpus changes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from compare.data import read_text
from compare.text.korean_words import syllable_pairs

UNSEEN = 9.0
"""The IDF of a word that the table lacks: about that of its rarest words, so that a typing error outweighs no name."""


def word_idf(norm: str) -> float:
    """The background IDF of a normalised word: 0 for "the", about 4 for "police", ``UNSEEN`` for a rare name."""
    return word_table().get(norm, UNSEEN)


@cache
def word_table() -> dict[str, float]:
    """The IDF of some 80,000 normalised English words (see ``benchmarks/background_idf.py`` for the formula)."""
    return dict(_rows("background_idf.tsv"))


@cache
def korean_table() -> dict[str, float]:
    """The IDF of some 8,000 pairs of neighbouring Korean syllables."""
    return dict(_rows("background_idf_ko.tsv"))


def korean_idf(term: str) -> float:
    """The background IDF of a term of ``compare.text.korean_words``; a longer word is rarer than its rarest pair of syllables."""
    table, rarest = korean_table(), _rarest_pair()
    if len(term) == len("국무"):
        return table.get(term, rarest)
    return max((table.get(pair, rarest) for pair in syllable_pairs(term)), default=rarest - 1.0) + 1.0


@cache
def _rarest_pair() -> float:
    return max(korean_table().values())


def _rows(name: str) -> Iterator[tuple[str, float]]:
    for line in read_text(name).splitlines():
        if not line.startswith("#"):
            idf, forms = line.split("\t")
            value = float(idf)
            for form in forms.split(" "):
                yield form, value
