"""The words of an article's prose, each with its sentence and whether it is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.framing.speakers import Quotation
from compare.model import Article, SentenceRef
from compare.text import tokens


class Word(NamedTuple):
    """A word: ``norm`` is its form without house style, ``start`` and ``end`` count in its sentence's text."""

    norm: str
    sentence: SentenceRef
    start: int
    end: int
    quoted: bool


def read_words(article: Article, quotations: Sequence[Quotation]) -> tuple[Word, ...]:
    """The words of the prose in order; both sentences and quotations come in order of their place."""
    found: list[Word] = []
    k = 0
    for sentence in article.prose:
        for token in tokens(sentence.text):
            place = sentence.start + token.start
            while k < len(quotations) and quotations[k].end <= place:
                k += 1
            quoted = k < len(quotations) and quotations[k].start <= place
            found.append(Word(token.norm, sentence.ref, token.start, token.end, quoted))
    return tuple(found)
