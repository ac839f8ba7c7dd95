"""How alike headlines are, and how likely two of them head one event: by themselves, and among others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from compare.clustering.vocabulary import Terms, surfaces, term_idf
from compare.clustering.weights import Model, shipped_weights
from compare.text.tokens import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_ENOUGH = 16.0
"""The IDF, in all, of a headline that tells an event: some four words."""
HEADLINE_FACTORS = ("shared", "shared_of_shorter", "fuzzy")
"""The columns of ``headline_factors``, in order."""
CONTEXT_FACTORS = ("fuzzy", "nearest_of_one", "nearest_of_both")
"""The columns of ``context_factors``, in order."""
LEAST_HEADLINES = 10
"""Among fewer headlines, how near the others are says nothing."""
FLOOR = 0.2
"""The cosine from which on being nearest counts in full: in a quiet week every headline has some nearest other."""
_ROWS = 512
"""Headlines compared with all others at a time: bounds the memory."""


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


def judge_headlines(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """For each pair, the probability that both headlines head one event, judged among all headlines of ``pairs``.

    Beside what ``headline_probability`` sees, a pair counts for more if each is the other's nearest. With fewer than
    ``LEAST_HEADLINES`` different headlines every pair is judged by itself.
    """
    if len({headline for pair in pairs for headline in pair}) < LEAST_HEADLINES:
        return [headline_probability(a, b) for a, b in pairs]
    model = context_model()
    odds = context_factors(pairs) @ np.array([model.weights[name] for name in CONTEXT_FACTORS]) + model.intercept
    return [round(1.0 / (1.0 + math.exp(-value)), 6) for value in odds.tolist()]


def context_factors(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """The factors of every pair, shape (pairs, ``CONTEXT_FACTORS``), each between 0 and 1.

    ``fuzzy`` is the likeness of their words (rapidfuzz token_set_ratio). ``nearest_of_both`` and ``nearest_of_one`` are
    their cosine over the best that either headline has with any other: the smaller and the larger of the two shares;
    below ``FLOOR`` a share counts for as little as the cosine itself is of it. The cosine's IDF joins half of the background's to the headlines' own, so that a name in half of them parts nothing.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - start-up stays short

    headlines = sorted({headline for pair in pairs for headline in pair})
    rows = {headline: row for row, headline in enumerate(headlines)}
    left = np.array([rows[a] for a, _ in pairs])
    right = np.array([rows[b] for _, b in pairs])
    vectors = _unit_rows(headlines)
    cosine = np.asarray(vectors[left].multiply(vectors[right]).sum(axis=1)).ravel()
    best = np.maximum(_best(vectors), 1e-6)
    shares = np.stack([cosine / best[left], cosine / best[right]]) * np.minimum(1.0, cosine / FLOOR)
    normal = [normal_headline(headline) for headline in headlines]
    fuzzy = process.cpdist([normal[k] for k in left], [normal[k] for k in right], scorer=fuzz.token_set_ratio) / 100.0
    return np.column_stack([fuzzy, shares.max(axis=0), shares.min(axis=0)])


@cache
def context_model() -> Model:
    """The weights that ``benchmarks/fit_headline_context.py`` wrote."""
    text = (resources.files("compare") / "data" / "headline_weights.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=Model)


def _unit_rows(headlines: Sequence[str]) -> csr_matrix:
    """Unit vectors, one row a headline."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - start-up stays short
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - as above

    terms = Terms()
    found = [sorted(set(terms.of(surfaces(headline)))) for headline in headlines]
    uses = Counter(term for of_one in found for term in of_one)
    columns = {term: column for column, term in enumerate(sorted(uses))}
    weights = {term: 0.5 * term_idf(term) + math.log((len(headlines) + 1) / (uses[term] + 1)) for term in columns}
    row = [number for number, of_one in enumerate(found) for _ in of_one]
    flat = [term for of_one in found for term in of_one]
    data = ([weights[term] for term in flat], (row, [columns[term] for term in flat]))
    return csr_matrix(normalize(csr_matrix(data, shape=(len(headlines), len(columns)))))


def _best(vectors: csr_matrix) -> NDArray[np.float64]:
    """For each row, its highest cosine with another row."""
    found = np.zeros(vectors.shape[0])
    for start in range(0, vectors.shape[0], _ROWS):
        block = (vectors[start : start + _ROWS] @ vectors.T).tolil()
        for offset in range(block.shape[0]):
            block[offset, start + offset] = 0.0
        found[start : start + _ROWS] = block.tocsr().max(axis=1).toarray().ravel()
    return found
