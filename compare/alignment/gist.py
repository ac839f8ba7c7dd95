"""How far a sentence says what the event is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.alignment.spaces import Values
from compare.differences.lines import Line, read
from compare.model import Article
from compare.text.sentences import lead_in

_TELLING = 1.0
"""Least background IDF of a word that makes part of a gist: "said" has 1.1, "about" 0.5."""


def say(lines: Sequence[Line], articles: Sequence[Article]) -> Values:
    """For each line, the share that it has of a gist's ideas, averaged over gists; 0 where there is none.

    A gist is what a headline says, and what the first sentence of an account says: the one stands in where records
    come without the other.
    """
    texts = [text for article in articles for text in _texts(article)]
    gists = [said for said in (_said(read(text)) for text in texts) if said]
    if not gists:
        return np.zeros(len(lines), dtype=np.float32)
    shares = [[len(said.intersection(line.ideas)) / len(said) for said in gists] for line in lines]
    told: Values = np.array(shares, dtype=np.float32).mean(axis=1)
    return told


def _texts(article: Article) -> list[str]:
    leads = [sentence.text[lead_in(article, sentence) :] for sentence in article.prose[:1]]
    return [article.headline, *leads] if article.headline else leads


def _said(line: Line) -> frozenset[str]:
    return frozenset(term for term, rarity in zip(line.ideas, line.rarities, strict=True) if rarity > _TELLING)
