"""How far a sentence says what the event's headlines say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.alignment.lines import Line, read
from compare.alignment.spaces import Values
from compare.model import Article

_TELLING = 1.0
"""Least background IDF of a word that makes part of what a headline says: "said" has 1.1, "about" 0.5."""


def say(lines: Sequence[Line], articles: Sequence[Article]) -> Values:
    """For each line, the share of a headline's ideas that it has, averaged over headlines; 0 where there is none."""
    headlines = [_said(read(article.headline)) for article in articles if article.headline]
    headlines = [said for said in headlines if said]
    if not headlines:
        return np.zeros(len(lines), dtype=np.float32)
    shares = [[len(said.intersection(line.ideas)) / len(said) for said in headlines] for line in lines]
    told: Values = np.array(shares, dtype=np.float32).mean(axis=1)
    return told


def _said(line: Line) -> frozenset[str]:
    return frozenset(term for term, rarity in zip(line.ideas, line.rarities, strict=True) if rarity > _TELLING)
