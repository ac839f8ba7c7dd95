"""The words of an article's prose, each with its sentence and whether it is quoted."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from compare.attribution import Quotation
from compare.model import Article, SentenceRef
from compare.text.tokens import WORD, normalise


class Word(NamedTuple):
    """A word: ``norm`` is its form without house style, ``start`` and ``end`` count in its sentence's text."""

    norm: str
    sentence: SentenceRef
    start: int
    end: int
    quoted: bool


@functools.lru_cache(maxsize=50_000)
def _norm(word: str) -> str:
    return normalise(word)


def read_words(article: Article, quotations: Sequence[Quotation]) -> tuple[Word, ...]:
    """The words of the prose in order; both sentences and quotations come in order of their place."""
    found: list[Word] = []
    k = 0
    for sentence in article.prose:
        ref = sentence.ref
        for match in WORD.finditer(sentence.text):
            start, end = match.span()
            place = sentence.start + start
            while k < len(quotations) and quotations[k].end <= place:
                k += 1
            quoted = k < len(quotations) and quotations[k].start <= place
            found.append(Word(_norm(match.group()), ref, start, end, quoted))
    return tuple(found)
