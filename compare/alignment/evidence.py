"""How much two sentences of different articles say the same: every measure, for every pair worth scoring."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compare.alignment.spaces import Likeness, Numbers, Values

Places = npt.NDArray[np.intp]
Chosen = npt.NDArray[np.bool_]

_LEAST = 0.5
"""The least weight that a share is taken of, so that a sentence of next to nothing is no share of 1."""

FEATURES = (
    "letters",  # cosine of character n-grams
    "local",  # cosine of stems, rare in the event
    "mixed",  # cosine of stems, rare in the event and in English
    "ideas_carried",  # share of either sentence's ideas that the other has, the smaller one
    "ideas_shared",  # log of how much the shared ideas tell
    "names",  # log of how much the shared names tell: they are discounted
    "names_carried",  # share of the names of the sentence that has fewer
    "plain",  # cosine of stems without names
    "plain_letters",  # cosine of character n-grams without names
    "headline",  # how far both sentences say what the headlines say
    "lead",  # plain_letters / place of the sentence nearer its article's start
    "leads",  # plain_letters / place of one / place of the other
    "apart",  # distance of their relative places in their articles
    "ranks",  # 1 / rank of the plain likeness among the other article's sentences, summed over both directions
)


class LineFacts(NamedTuple):
    """What an account's lines hold by themselves, one value a line."""

    ideas: Numbers
    """The weight of all its ideas."""
    names: Numbers
    """The weight of all its names."""
    headline: Values
    """How far it says what the headlines say."""


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
    keep = likeness.ideas > 0
    if max(keep.shape) > most:
        keep &= np.minimum(*ranks(likeness.letters + likeness.plain_letters)) <= most
    rows, columns = np.nonzero(keep)
    shared = Likeness(*(product[keep] for product in likeness))
    standing = ranks(likeness.plain + likeness.plain_letters)
    a, b = lines
    features = {
        "letters": shared.letters,
        "local": shared.local,
        "mixed": shared.mixed,
        "ideas_carried": shared.ideas / np.maximum(np.maximum(a.ideas[rows], b.ideas[columns]), _LEAST),
        "ideas_shared": np.log1p(shared.telling),
        "names": np.log1p(shared.names),
        "names_carried": shared.names / np.maximum(np.minimum(a.names[rows], b.names[columns]), _LEAST),
        "plain": shared.plain,
        "plain_letters": shared.plain_letters,
        "headline": np.sqrt(a.headline[rows] * b.headline[columns]),
        "ranks": 1 / standing[0][keep] + 1 / standing[1][keep],
    }
    features |= _positions(rows, columns, keep.shape, shared.plain_letters)
    stacked = np.stack([features[name] for name in FEATURES], axis=1).astype(np.float32)
    return Block(rows, columns, stacked, (keep.shape[0], keep.shape[1]))


def _positions(rows: Places, columns: Places, shape: tuple[int, ...], likeness: Values) -> dict[str, Values]:
    return {
        "lead": likeness / (1 + np.minimum(rows, columns)),
        "leads": likeness / (1 + rows) / (1 + columns),
        "apart": np.abs((rows + 0.5) / shape[0] - (columns + 0.5) / shape[1]).astype(np.float32),
    }


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
