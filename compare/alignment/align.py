"""The accounts of one event, aligned: scored pairs -> links -> beads, and the nearest of what has no link."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from compare.alignment import beads
from compare.alignment.scoring import ComparedText, Scored, longest, score
from compare.config import AlignmentConfig
from compare.model import Alignment, Article, Cut, Link, LinkKind, LinkRule, Nearest, Sentence, SentenceRef
from compare.text.lines import Line, read
from compare.text.sentences import lead_in
from compare.text.style import wording

_REWORDED = 0.5
"""Least share of either sentence's rarity that the other must carry to be the same statement, not a part of it."""
Ends = tuple[SentenceRef, SentenceRef]
"""Two sentences, that of the article whose id sorts first before the other."""


class _Chosen(NamedTuple):
    """A pair of sentences to link, by their places in both proses."""

    row: int
    column: int
    score: float
    forced: bool


def align(
    articles: Sequence[Article],
    config: AlignmentConfig = AlignmentConfig(),  # noqa: B008 - frozen
    rules: Sequence[LinkRule] = (),
) -> Alignment:
    """The links, beads and nearest sentences of one event's ``articles``, one or many.

    Only prose is aligned (role ``text``). Scores are probabilities, to 4 digits; a link has at least
    ``config.threshold``, a sentence that another ``perhaps`` matches at least ``config.perhaps``. ``link.a`` is of the article
    whose id sorts first. The result depends neither on the order of ``articles`` nor on anything outside them. Where
    articles are so long that comparing all would take too much, ``cut`` says how many sentences at their ends were left
    out. ``rules`` say what a person decided: a forced link stands whatever its score, and its sentences are in one bead;
    a dropped one is as if it had scored nothing. What the sentences of a link tell differently is found later, by
    ``compare.differences``.
    """
    accounts = sorted(articles, key=lambda article: article.id)
    forced, dropped = _decided(rules, together=True), _decided(rules, together=False)
    pairs = [_without(pair, dropped) for pair in score(accounts)]
    links = sorted(
        (link for pair in pairs for link in _links(pair, config.threshold, forced)), key=lambda x: (x.a, x.b)
    )
    nearest = sorted(
        (found for pair in pairs for found in _nearest(pair, config.threshold)), key=lambda n: (n.sentence, n.other)
    )
    if forced:
        nearest = [n for n in nearest if _unlinked(n, forced)]
    refs = [sentence.ref for article in accounts for sentence in article.prose]
    grouped, across = beads.group(links, refs, dropped)
    perhaps = tuple(n for n in nearest if n.score >= config.perhaps)
    return Alignment(tuple(links), grouped, across, tuple(nearest), perhaps, cut=_cut(accounts))


def classify_link(texts: tuple[str, str], lines: tuple[Line, Line]) -> LinkKind:
    """The kind of a link between two sentences, without their datelines.

    ``same``: equal but for house style; ``reworded``: each carries most of the other; else ``partial``.
    """
    if wording(texts[0]).norms == wording(texts[1]).norms:
        return "same"
    return "reworded" if _carried(*lines) >= _REWORDED else "partial"


def _carried(a: Line, b: Line) -> float:
    first, second = dict(zip(a.ideas, a.rarities, strict=True)), dict(zip(b.ideas, b.rarities, strict=True))
    both = sum(min(first[idea], second[idea]) for idea in sorted(first.keys() & second.keys()))
    most = max(sum(first.values()), sum(second.values()))
    return both / most if most else 0.0


def _cut(accounts: Sequence[Article]) -> tuple[Cut, ...]:
    sizes = [len(article.prose) for article in accounts]
    most = longest(sizes)
    return tuple(Cut(article.id, size - most) for article, size in zip(accounts, sizes, strict=True) if size > most)


def _links(pair: Scored, threshold: float, forced: Collection[Ends]) -> Iterator[Link]:
    proses = pair.a.article.prose, pair.b.article.prose
    for chosen in _choose(pair, threshold, forced):
        a, b = proses[0][chosen.row], proses[1][chosen.column]
        lines = _line(pair.a, chosen.row, a), _line(pair.b, chosen.column, b)
        said = a.text[lead_in(pair.a.article, a) :], b.text[lead_in(pair.b.article, b) :]
        yield Link(a.ref, b.ref, classify_link(said, lines), chosen.score, forced=chosen.forced)


def _line(account: ComparedText, place: int, sentence: Sentence) -> Line:
    """A sentence's line; one that a person linked may stand beyond those that were compared."""
    return account.lines[place] if place < len(account.lines) else read(sentence.text)


def _nearest(pair: Scored, threshold: float) -> Iterator[Nearest]:
    scores = np.zeros(pair.block.shape)
    scores[pair.block.rows, pair.block.columns] = pair.score
    yield from _closest(scores, pair.a.prose, pair.b.prose, threshold)
    yield from _closest(scores.T, pair.b.prose, pair.a.prose, threshold)


def _closest(
    scores: npt.NDArray[np.float64], prose: Sequence[Sentence], others: Sequence[Sentence], threshold: float
) -> Iterator[Nearest]:
    best = scores.argmax(axis=1).tolist()
    top = scores.max(axis=1).tolist()
    for sentence, place, value in zip(prose, best, top, strict=True):
        if value < threshold:
            yield Nearest(sentence.ref, others[place].ref, value)


def _decided(rules: Sequence[LinkRule], *, together: bool) -> frozenset[Ends]:
    """The pairs that ``rules`` force, or drop."""
    return frozenset((rule.a, rule.b) for rule in rules if rule.together is together)


def _without(pair: Scored, dropped: Collection[Ends]) -> Scored:
    """The accounts as if the ``dropped`` pairs of their sentences had nothing in common."""
    places = _places(pair, dropped)
    if not places:
        return pair
    gone = [(i, j) in places for i, j in zip(pair.block.rows.tolist(), pair.block.columns.tolist(), strict=True)]
    return pair._replace(score=np.where(gone, 0.0, pair.score))


def _choose(pair: Scored, threshold: float, forced: Collection[Ends]) -> Iterator[_Chosen]:
    """The pairs of sentences to link, by their places in both proses, each with its score and whether it is forced."""
    places = _places(pair, forced)
    rows, columns, scores = pair.block.rows.tolist(), pair.block.columns.tolist(), pair.score.tolist()
    found = {
        (i, j): score
        for i, j, score in zip(rows, columns, scores, strict=True)
        if score >= threshold or (i, j) in places
    }
    for i, j in sorted(found.keys() | places):
        yield _Chosen(i, j, found.get((i, j), 0.0), (i, j) in places)


def _unlinked(nearest: Nearest, forced: Collection[Ends]) -> bool:
    """Whether no forced link joins the sentence to an account that it would be nearest to, unlinked."""
    ends = ((a, b.article_id) for pair in forced for a, b in (pair, pair[::-1]))
    return (nearest.sentence, nearest.other.article_id) not in set(ends)


def _places(pair: Scored, ends: Collection[Ends]) -> set[tuple[int, int]]:
    ours = [(a, b) for a, b in ends if (a.article_id, b.article_id) == (pair.a.article.id, pair.b.article.id)]
    if not ours:
        return set()
    rows, columns = _ranks(pair.a.article.prose), _ranks(pair.b.article.prose)
    return {(rows[a], columns[b]) for a, b in ours}


def _ranks(prose: Sequence[Sentence]) -> dict[SentenceRef, int]:
    return {sentence.ref: rank for rank, sentence in enumerate(prose)}
