"""The lines of an event as weighted, sparse term vectors; weights come from this event and from English at large."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from compare.model import Article
from compare.text.lines import Line, read
from compare.text.sentences import lead_in

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    Matrix = csr_array[np.float32]


Numbers = npt.NDArray[np.float64]
Values = npt.NDArray[np.float32]

_COMMON, _RARE = 0.3, 9.0
"""Background IDFs between which a term's weight in English at large grows from 0 to 1: "about", and a rare name."""
_CROWDED = 0.75
"""How fast a shared term loses weight with the lines that have it: 0.5 ranks as well, but parts weak pairs less."""
SHARP = 4
"""The power that makes a sum of weights act like the greatest of them."""
_GRAMS = (3, 4, 5)
_LINE_BREAK = 10


class Spaces(NamedTuple):
    """One matrix a kind of evidence, a row a line.

    Rows of a cosine space have unit length. Rows of an overlap space hold square roots of weights, so that the
    product of two rows is the summed weight of what they share, and that of a row with itself its total.
    """

    local: Matrix
    """Cosine: stems by their rarity in this event, function words left out."""
    letters: Matrix
    """Cosine: character 3- to 5-grams by their rarity in this event."""
    exclusive: Matrix
    """Overlap: ideas by their rarity in English, the less the more lines of the account have each.

    So what two lines share counts in full where no other line of either account has it, and an eighth where four of
    each do: a word that could pair sixteen lines says little about any one pair.
    """
    sharp: Matrix
    """Overlap: ``exclusive`` with every weight to the power of ``SHARP``: the root of a product is about the greatest."""
    names: Matrix
    """Overlap: the stems of names by their rarity in this event and in English."""
    numbers: Matrix
    """Overlap: the numbers of a line, each the less the more lines of the event have it."""
    plain_letters: Matrix
    """Cosine: ``letters`` without names."""
    names_total: Numbers
    """Each row of ``names`` times itself."""


class Likeness(NamedTuple):
    """The products of some lines with others in every space: one row a line, one column an other line."""

    local: Values
    letters: Values
    exclusive: Values
    sharp: Values
    names: Values
    numbers: Values
    plain_letters: Values

    def columns(self, start: int, stop: int) -> Likeness:
        """The products with some of the other lines."""
        return Likeness(*(product[:, start:stop] for product in self))


def build(lines: Sequence[Line], starts: Sequence[int]) -> Spaces:
    """All spaces of an event's ``lines``, rows in their order; ``lines`` has one at least.

    Account ``k`` has the lines from ``starts[k]`` to ``starts[k + 1]``. A name is a stem that is capitalised inside a
    sentence anywhere in the event.
    """
    stems, vocabulary = _counts([line.stems for line in lines])
    local, world = _local(stems), _world(((line.stems, line.rarities) for line in lines), vocabulary)
    ideas, notions = _counts([line.ideas for line in lines])
    world_ideas = _world(((line.ideas, line.rarities) for line in lines), notions)
    weights = dict(zip(vocabulary, (local * world).tolist(), strict=True))
    names = frozenset().union(*(line.names for line in lines))
    names_space = _sets([line.names for line in lines], weights)
    exclusive = _shared_out(_weighted(_present(ideas), np.sqrt(world_ideas)), starts)
    return Spaces(
        local=_unit(_weighted(_damped(stems), local * (world > 0))),
        letters=_unit(_grams([" ".join(word for word, _ in line.words) for line in lines])),
        exclusive=exclusive,
        sharp=_to_the_power(exclusive, SHARP),
        names=names_space,
        numbers=_numbers(lines),
        plain_letters=_unit(_grams([_nameless(line, names) for line in lines])),
        names_total=_totals(names_space),
    )


def multiply(spaces: Spaces, a: slice, b: slice) -> Likeness:
    """The products of lines ``a`` with lines ``b``."""
    return Likeness(*((getattr(spaces, name)[a] @ getattr(spaces, name)[b].T).toarray() for name in Likeness._fields))


def _nameless(line: Line, names: frozenset[str]) -> str:
    return " ".join(word for word, stems in line.words if names.isdisjoint(stems))


def _counts(rows: Sequence[Iterable[str]]) -> tuple[Matrix, list[str]]:
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    vocabulary: dict[str, int] = {}
    indices: list[int] = []
    pointers = [0]
    for row in rows:
        for term in row:
            if term not in vocabulary:
                vocabulary[term] = len(vocabulary)
        indices += [vocabulary[term] for term in row]
        pointers.append(len(indices))
    values = np.ones(len(indices), dtype=np.float32)
    matrix = csr_array((values, indices, pointers), shape=(len(rows), len(vocabulary)))
    matrix.sum_duplicates()
    return matrix, list(vocabulary)


def _local(counts: Matrix) -> Numbers:
    """Rarity in the event: the log of lines to lines that have the term."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity: Numbers = np.log((1 + counts.shape[0]) / (0.5 + frequency))
    return rarity


def _world(rows: Iterable[tuple[Sequence[str], Sequence[float]]], vocabulary: Sequence[str]) -> Numbers:
    """Rarity in English, 0 to 1, by the commonest form of a term in the event."""
    pairs = {pair for terms, values in rows for pair in zip(terms, values, strict=True)}
    rarity = dict(sorted(pairs, key=lambda pair: -pair[1]))
    found = np.array([rarity[term] for term in vocabulary])
    return np.clip((found - _COMMON) / (_RARE - _COMMON), 0.0, 1.0)


def _present(counts: Matrix) -> Matrix:
    present = counts.copy()
    present.data = np.ones_like(counts.data)
    return present


def _shared_out(matrix: Matrix, starts: Sequence[int]) -> Matrix:
    """Every entry over how many lines of its account have the term, to the power of ``_CROWDED``."""
    shared = matrix.copy()
    for first, last in pairwise(starts):
        inside = slice(matrix.indptr[first], matrix.indptr[last])
        columns = matrix.indices[inside]
        frequency = np.bincount(columns, minlength=matrix.shape[1])
        shared.data[inside] = matrix.data[inside] / frequency[columns] ** _CROWDED
    return shared


def _damped(counts: Matrix) -> Matrix:
    damped = counts.copy()
    damped.data = np.sqrt(counts.data)
    return damped


def _weighted(matrix: Matrix, weights: Numbers) -> Matrix:
    weighted = matrix.copy()
    weighted.data = (matrix.data * weights[matrix.indices]).astype(np.float32)
    return weighted


def _to_the_power(matrix: Matrix, power: int) -> Matrix:
    raised = matrix.copy()
    raised.data = matrix.data**power
    return raised


def _unit(matrix: Matrix) -> Matrix:
    lengths = np.sqrt(_totals(matrix))
    scale = np.where(lengths > 0, 1 / np.maximum(lengths, 1e-12), 0.0)
    unit = matrix.copy()
    unit.data = (matrix.data * np.repeat(scale, np.diff(matrix.indptr))).astype(np.float32)
    return unit


def _totals(matrix: Matrix) -> Numbers:
    """The product of every row with itself."""
    squares = np.concatenate([[0.0], np.cumsum(matrix.data.astype(np.float64) ** 2)])
    sums: Numbers = squares[matrix.indptr[1:]] - squares[matrix.indptr[:-1]]
    return sums


def _sets(rows: Sequence[frozenset[str]], weights: Mapping[str, float]) -> Matrix:
    matrix, vocabulary = _counts([sorted(row) for row in rows])
    return _weighted(matrix, np.sqrt(np.array([weights[term] for term in vocabulary])))


def _numbers(lines: Sequence[Line]) -> Matrix:
    matrix, _ = _counts([sorted({stem for stem in line.stems if stem[:1].isdigit()}) for line in lines])
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return _weighted(matrix, np.sqrt(1 / frequency))


def _grams(texts: Sequence[str]) -> Matrix:
    """Character n-grams, hashed to 64 bits; equal ones of all lines meet in one column."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    joined = "".join(f" {text} \n" for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(text) + 3 for text in texts])
    hashes = np.zeros(len(codes), dtype=np.uint64)
    whole = np.ones(len(codes), dtype=bool)
    keys, rows = [], []
    for n in range(1, max(_GRAMS) + 1):
        size = max(len(codes) - n + 1, 0)
        window = codes[n - 1 :]
        hashes = hashes[:size] * np.uint64(1_000_003) + window
        whole = whole[:size] & (window != _LINE_BREAK)
        if n in _GRAMS:
            keys.append(hashes[whole] * np.uint64(8) + np.uint64(n))
            rows.append(owner[:size][whole])
    grams, columns = np.unique(np.concatenate(keys), return_inverse=True)
    places = (np.concatenate(rows), columns)
    matrix = csr_array((np.ones(len(columns), dtype=np.float32), places), shape=(len(texts), len(grams)))
    return _weighted(_damped(matrix), _local(matrix))


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
