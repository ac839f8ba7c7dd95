"""Features of pairs of sentences: how much the two say the same, and what the rest of the event says of the pair."""

from __future__ import annotations

from collections.abc import Sequence
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
    "beyond",  # log weight of the shared ideas without the heaviest: one shared word is no statement
    "names",  # log of log weight of the shared names, discounted
    "names_carried",  # share of the names of the sentence that has fewer
    "numbers",  # how many numbers they share, each over the lines of the event that have it
    "gist",  # how far both sentences say what headlines and leads say
    "lead",  # plain_letters / place of the sentence nearer its article's start
    "apart",  # distance of their relative places in their articles
)


class LineFacts(NamedTuple):
    """What is known of an account's lines taken singly, one value a line."""

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


def measure_pairs(likeness: Likeness, lines: tuple[LineFacts, LineFacts], most: int) -> Block:
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
        "numbers": shared.numbers,
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


SUPPORT = (
    "along",  # the better of the next pair and the one before, in both articles
    "beside",  # the best pair that keeps one sentence and takes a neighbour of the other
    "uneven",  # how differently the third accounts cover the two sentences, mean over them
)
FirstScored = tuple[int, int, Block, Numbers]
"""Two accounts by their places in the event, the block of their pairs, and the pairs' first scores."""


def measure_support(blocks: Sequence[FirstScored]) -> list[Values]:
    """For every block of two accounts, with its first scores: one row a pair, one column a name in ``SUPPORT``.

    Accounts are numbered from 0. Between every two of three or more there is one block, of the lower number with the
    higher.
    """
    best: dict[tuple[int, int], Values] = {}
    for a, b, block, score in blocks:
        best[a, b] = _best(block.rows, block.shape[0], score)
        best[b, a] = _best(block.columns, block.shape[1], score)
    accounts = sorted({place for place, _ in best})
    cover = {a: _cover(a, accounts, best) for a in accounts}
    return [_block(block, score, _uneven(a, b, block, accounts, cover)) for a, b, block, score in blocks]


def _best(ends: Places, size: int, score: Numbers) -> Values:
    """For each line of an account, its best score with another account."""
    best = np.zeros(size, dtype=np.float32)
    np.maximum.at(best, ends, score.astype(np.float32))
    return best


def _cover(a: int, accounts: Sequence[int], best: dict[tuple[int, int], Values]) -> Values:
    """The best scores of an account's lines with each account, accounts x lines; 0 with itself."""
    lines = next(best[a, b] for b in accounts if b != a)
    rows: Values = np.stack([best.get((a, b), np.zeros_like(lines)) for b in accounts])
    return rows


def _uneven(a: int, b: int, block: Block, accounts: Sequence[int], cover: dict[int, Values]) -> Values:
    """For every pair of a block, how far apart the best scores of its ends with each third account are, on average."""
    apart = np.abs(cover[a][:, block.rows] - cover[b][:, block.columns])
    apart[[accounts.index(a), accounts.index(b)]] = 0.0
    uneven: Values = apart.sum(axis=0) / np.float32(max(len(accounts) - 2, 1))
    return uneven


def _block(block: Block, score: Numbers, uneven: Values) -> Values:
    dense = np.zeros(block.shape, dtype=np.float32)
    dense[block.rows, block.columns] = score
    edged = np.pad(dense, 1)

    def step(down: int, right: int) -> Values:
        """What stands ``down`` and ``right`` of every pair, 0 beyond the edge."""
        found: Values = edged[block.rows + (1 + down), block.columns + (1 + right)]
        return found

    features = {
        "along": np.maximum(step(1, 1), step(-1, -1)),
        "beside": np.maximum.reduce([step(0, 1), step(0, -1), step(1, 0), step(-1, 0)]),
        "uneven": uneven,
    }
    stacked: Values = np.stack([features[name] for name in SUPPORT], axis=1).astype(np.float32)
    return stacked
