"""How alike two headlines are, and how likely they head one event."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.clustering.terms import Terms, surfaces, term_idf
from compare.clustering.weights import shipped_weights
from compare.text.tokens import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ENOUGH = 16.0
"""The IDF, in all, of a headline that tells an event: some four words."""
HEADLINE_FACTORS = ("shared", "shared_of_shorter", "fuzzy")
"""The columns of ``headline_factors``, in order."""


def headline_probability(a: str, b: str) -> float:
    """The probability that two headlines head one event, from their words alone."""
    model = shipped_weights().headline
    values = headline_factors(a, b)
    odds = model.intercept + sum(model.weights[n] * v for n, v in zip(HEADLINE_FACTORS, values, strict=True))
    return round(1.0 / (1.0 + math.exp(-odds)), 6)


def headline_factors(a: str, b: str) -> tuple[float, ...]:
    """IDF-weighted overlap of two headlines' terms, over all and over the shorter one, and fuzzy likeness: 0 to 1."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - start-up stays short

    terms = Terms()
    left, right = ({t: term_idf(t) for t in terms.of(surfaces(x))} for x in (a, b))
    shared = sum(left[t] for t in sorted(left.keys() & right.keys()))
    every = sum(left[t] for t in sorted(left)) + sum(right[t] for t in sorted(right)) - shared
    shorter = min(sum(left.values()), sum(right.values()))
    fuzzy = fuzz.token_set_ratio(normal_headline(a), normal_headline(b)) / 100.0
    return (shared / every if every else 0.0, shared / shorter if shorter else 0.0, fuzzy)


def headline_likeness(headlines: Sequence[str], left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    """The fuzzy likeness of two articles' headlines, 0 to 1, for every pair; 0 where one has none.

    A headline that tells little, such as "ABC News", counts as little as it tells.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - start-up stays short

    used = np.unique(np.concatenate([left, right])).tolist()
    numbers = {headline: number for number, headline in enumerate(dict.fromkeys(headlines[k] for k in used))}
    normal = [normal_headline(headline) for headline in numbers]
    terms = Terms()
    found = [sum(map(terms.idf, sorted(set(terms.of(text.split(" ")))))) for text in normal]
    telling = np.minimum(1.0, np.array(found) / _ENOUGH)
    of_article = np.zeros(len(headlines), dtype=np.intp)
    of_article[used] = [numbers[headlines[k]] for k in used]
    first, second = of_article[left], of_article[right]
    scores = process.cpdist(
        [normal[k] for k in first], [normal[k] for k in second], scorer=fuzz.token_sort_ratio, dtype=np.float64
    )
    likeness: NDArray[np.float64] = np.asarray(scores, dtype=np.float64) / 100.0
    return likeness * np.minimum(telling[first], telling[second]) if len(left) else likeness


def normal_headline(headline: str) -> str:
    """A headline as its normalised words, possessives cut, joined by a blank."""
    return " ".join(token.norm.removesuffix("'s") for token in tokens(headline[:300]))
