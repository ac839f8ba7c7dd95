"""The lines of an event as weighted, sparse term vectors; weights come from this event and from English at large."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.alignment.lines import Line

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_GRAMS = (3, 4, 5)
_COMMON, _RARE = 0.3, 9.0
"""Background IDFs between which a term's weight grows from 0 to 1: "about", and a rare name."""


class Spaces(NamedTuple):
    """One matrix a kind of evidence, all with a row a line: cosines from unit rows, overlaps from weights."""

    local: csr_array
    """Stems, event-local TF-IDF, unit rows."""
    world: csr_array
    """Stems, rarity in English, unit rows."""
    mixed: csr_array
    """Stems, the product of both, unit rows."""
    letters: csr_array
    """Character 3- to 5-grams, event-local IDF, unit rows."""
    weights: csr_array
    """Stems present, with the product of both weights: for containment."""
    phrases: csr_array
    """Neighbouring stems, with the mean of their mixed weights."""
    rare: csr_array
    """Stems of at most a few lines, 1 / sqrt(lines - 1)."""
    names: csr_array
    numbers: csr_array
    quoted: csr_array


def build(lines: Sequence[Line]) -> Spaces:
    """All term spaces of an event's ``lines``, rows in their order."""
    size = len(lines)
    counts, vocabulary = _counts([line.stems for line in lines])
    present = counts.copy()
    present.data = np.ones_like(present.data)
    document_frequency = np.asarray(present.sum(axis=0)).ravel()
    local = np.log((1 + size) / (0.5 + document_frequency))
    world = _world(lines, vocabulary)
    mixed = local * world
    tf = counts.copy()
    tf.data = np.sqrt(tf.data)
    weigh = dict(zip(vocabulary, mixed.tolist(), strict=True))
    return Spaces(
        local=_unit(_scaled(tf, local * (world > 0))),
        world=_unit(_scaled(present, world)),
        mixed=_unit(_scaled(tf, mixed)),
        letters=_unit(_grams([line.letters for line in lines])),
        weights=_scaled(present, np.sqrt(mixed)),
        phrases=_phrases(lines, weigh),
        rare=_scaled(present, _sparseness(document_frequency) * (world > 0)),
        names=_sets((line.names for line in lines), weigh),
        numbers=_sets((line.numbers for line in lines), None),
        quoted=_sets((line.quoted for line in lines), weigh),
    )


def _world(lines: Sequence[Line], vocabulary: Sequence[str]) -> np.ndarray:
    """From 0 to 1: what a shared term tells, by its commonest form in the event."""
    rarity: dict[str, float] = {}
    for line in lines:
        for term, value in zip(line.stems, line.rarities, strict=True):
            rarity[term] = min(value, rarity.get(term, value))
    values = np.array([rarity[term] for term in vocabulary])
    return np.clip((values - _COMMON) / (_RARE - _COMMON), 0.0, 1.0)


def _sparseness(document_frequency: np.ndarray) -> np.ndarray:
    few = (document_frequency >= 2) & (document_frequency <= 6)
    return np.where(few, 1 / np.sqrt(np.maximum(document_frequency - 1, 1)), 0.0)


def _counts(rows: Sequence[Iterable[Hashable]]) -> tuple[csr_array, list]:
    from scipy.sparse import csr_array

    vocabulary: dict = {}
    indices: list[int] = []
    pointers = [0]
    for row in rows:
        for term in row:
            indices.append(vocabulary.setdefault(term, len(vocabulary)))
        pointers.append(len(indices))
    matrix = csr_array((np.ones(len(indices)), indices, pointers), shape=(len(rows), len(vocabulary)))
    matrix.sum_duplicates()
    return matrix, list(vocabulary)


def _scaled(matrix: csr_array, weights: np.ndarray) -> csr_array:
    scaled = matrix.copy()
    scaled.data = matrix.data * weights[matrix.indices]
    return scaled


def _unit(matrix: csr_array) -> csr_array:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.where(norms > 0, 1 / np.maximum(norms, 1e-12), 0.0)
    unit = matrix.copy()
    unit.data = matrix.data * np.repeat(scale, np.diff(matrix.indptr))
    return unit


def _sets(rows, weigh) -> csr_array:
    matrix, vocabulary = _counts([sorted(row) for row in rows])
    if weigh is None:
        return matrix
    return _scaled(matrix, np.sqrt([weigh[t] for t in vocabulary]))


def _phrases(lines, weigh) -> csr_array:
    rows = [sorted(set(zip(line.stems, line.stems[1:]))) for line in lines]
    matrix, vocabulary = _counts(rows)
    return _scaled(matrix, np.sqrt([(weigh[a] + weigh[b]) / 2 for a, b in vocabulary]))


def _grams(texts: Sequence[str]) -> csr_array:
    """Hashed character n-grams with event-local IDF; equal grams of all lines meet in one column."""
    from scipy.sparse import csr_array

    codes = np.frombuffer("".join(f" {t} \n" for t in texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = codes.astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(t) + 3 for t in texts])
    keys, rows = [], []
    for n in _GRAMS:
        if len(codes) < n:
            continue
        value = np.zeros(len(codes) - n + 1, dtype=np.uint64)
        inside = np.ones(len(value), dtype=bool)
        for k in range(n):
            window = codes[k : len(codes) - n + 1 + k]
            value = value * np.uint64(1_000_003) + window
            inside &= window != 10
        keys.append(value[inside] * np.uint64(8) + np.uint64(n))
        rows.append(owner[: len(value)][inside])
    grams, columns = np.unique(np.concatenate(keys), return_inverse=True)
    matrix = csr_array((np.ones(len(columns)), (np.concatenate(rows), columns)), shape=(len(texts), len(grams)))
    matrix.sum_duplicates()
    frequency = np.bincount(matrix.indices, minlength=len(grams))
    matrix.data = np.sqrt(matrix.data)
    return _scaled(matrix, np.log((1 + len(texts)) / (0.5 + frequency)))
