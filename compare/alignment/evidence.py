"""How much two sentences of different articles say the same: every measure, for every pair worth scoring."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compare.alignment.vectors import SHARP, Likeness, Numbers, Values

Places = npt.NDArray[np.intp]

_LEAST = 0.5
"""The least weight that a share is taken of, so that a sentence of next to nothing is no share of 1."""

FEATURES = (
    "letters",  # cosine of character n-grams
    "local",  # cosine of stems, rare in the event
    "exclusive",  # how much the shared ideas tell, the less the more lines of either account share them
    "beyond",  # log of how much they tell beyond the one that tells most: one shared word is no statement
    "names",  # log of how much the shared names tell: they are discounted
    "names_carried",  # share of the names of the sentence that has fewer
    "gist",  # how far both sentences say what headlines and leads say
    "lead",  # plain_letters / place of the sentence nearer its article's start
    "apart",  # distance of their relative places in their articles
)


class LineFacts(NamedTuple):
    """What an account's lines hold by themselves, one value a line."""

    names: Numbers
    """The weight of all its names."""
    gist: Values
    """How far it says what headlines and leads say."""


class Block(NamedTuple):
    """The measured pairs of two articles: sentence ``rows[k]`` of one with ``columns[k]`` of the other."""

    rows: Places
    columns: Places
    features: Values
    """One row a pair, one column a name in ``FEATURES``."""
    shape: tuple[int, int]


def measure(likeness: Likeness, lines: tuple[LineFacts, LineFacts], most: int) -> Block:
    """The pairs of two accounts' lines that share an idea, with their features.

    ``likeness`` has the products of the one's lines with the other's. Where an account has more than ``most`` lines,
    a line keeps the ``most`` pairs of the highest likeness.
    """
    keep = likeness.exclusive > 0
    if max(keep.shape) > most:
        keep &= np.minimum(*ranks(likeness.letters + likeness.plain_letters)) <= most
    rows, columns = np.nonzero(keep)
    shared = Likeness(*(product[keep] for product in likeness))
    a, b = lines
    features = {
        "letters": shared.letters,
        "local": shared.local,
        "exclusive": shared.exclusive,
        "beyond": np.log1p(np.maximum(shared.exclusive - shared.sharp ** (1 / SHARP), 0.0)),
        "names": np.log1p(shared.names),
        "names_carried": shared.names / np.maximum(np.minimum(a.names[rows], b.names[columns]), _LEAST),
        "gist": np.sqrt(a.gist[rows] * b.gist[columns]),
        "lead": shared.plain_letters / (1 + np.minimum(rows, columns)),
        "apart": np.abs((rows + 0.5) / keep.shape[0] - (columns + 0.5) / keep.shape[1]),
    }
    stacked = np.stack([features[name] for name in FEATURES], axis=1).astype(np.float32)
    return Block(rows, columns, stacked, (keep.shape[0], keep.shape[1]))


def ranks(likeness: Values) -> tuple[Values, Values]:
    """The rank of every pair in its row and in its column, from 1; the earlier of two equals comes first."""
    rounded = np.round(likeness, 5)
    return _row_ranks(rounded), _row_ranks(rounded.T).T


def _row_ranks(likeness: Values) -> Values:
    order = np.argsort(-likeness, axis=1, kind="stable")
    ranks = np.empty(likeness.shape, dtype=np.float32)
    places = np.broadcast_to(np.arange(1, likeness.shape[1] + 1, dtype=np.float32), likeness.shape)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks
