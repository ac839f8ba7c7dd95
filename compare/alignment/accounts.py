"""The accounts of one event, aligned: scored pairs -> links -> beads, and the nearest of what has no link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from compare import differences as conflicts
from compare.alignment import beads, decided
from compare.alignment.kinds import kind
from compare.alignment.scoring import Account, Scored, longest, score
from compare.config import AlignmentConfig
from compare.differences.lines import Line, read
from compare.model import Alignment, Article, Cut, Link, LinkRule, Nearest, Sentence

_SURE = 0.5
"""The least score of a link whose sentences are looked at for conflicts: what may not tell the same cannot clash."""


def align(
    articles: Sequence[Article],
    config: AlignmentConfig = AlignmentConfig(),  # noqa: B008 - frozen
    rules: Sequence[LinkRule] = (),
) -> Alignment:
    """The links, beads and nearest sentences of one event's ``articles``, one or many.

    Only prose is aligned (role ``text``). Scores are probabilities, to 4 digits; a link has at least
    ``config.threshold``, and its possible conflicts unless both articles are one outlet's, whose later figures are
    updates. ``link.a`` is of the article whose id sorts first. The result depends neither on the order
    of ``articles`` nor on anything outside them. Where articles are so long that comparing all would take too much,
    ``cut`` says how many sentences at their ends were left out. ``rules`` say what a person decided: a forced link stands
    whatever its score, and its sentences are in one bead; a dropped one is as if it had scored nothing.
    """
    accounts = sorted(articles, key=lambda article: article.id)
    forced, dropped = decided.told(rules, together=True), decided.told(rules, together=False)
    pairs = [decided.without(pair, dropped) for pair in score(accounts)]
    links = sorted(
        (link for pair in pairs for link in _links(pair, config.threshold, forced)), key=lambda x: (x.a, x.b)
    )
    nearest = sorted(
        (found for pair in pairs for found in _nearest(pair, config.threshold)), key=lambda n: (n.sentence, n.other)
    )
    if forced:
        nearest = [n for n in nearest if decided.unlinked(n, forced)]
    refs = [sentence.ref for article in accounts for sentence in article.prose]
    grouped, across = beads.group(links, refs, dropped)
    return Alignment(tuple(links), grouped, across, tuple(nearest), cut=_cut(accounts))


def _cut(accounts: Sequence[Article]) -> tuple[Cut, ...]:
    sizes = [len(article.prose) for article in accounts]
    most = longest(sizes)
    return tuple(Cut(article.id, size - most) for article, size in zip(accounts, sizes, strict=True) if size > most)


def _links(pair: Scored, threshold: float, forced: Collection[decided.Ends]) -> Iterator[Link]:
    one, other = pair.a.article, pair.b.article
    days = _day(one), _day(other)
    clock = _zone(one) is not None and _zone(one) == _zone(other)
    versions = one.outlet_id is not None and one.outlet_id == other.outlet_id
    for i, j, value, by_person in decided.choose(pair, threshold, forced):
        a, b = one.prose[i], other.prose[j]
        doubtful = versions or (value < _SURE and not by_person)
        clashes = () if doubtful else conflicts.find(a, b, days, one_clock=clock)
        said = kind(a.text, b.text, _line(pair.a, i, a), _line(pair.b, j, b))
        yield Link(a.ref, b.ref, said, value, clashes, by_person)


def _line(account: Account, place: int, sentence: Sentence) -> Line:
    """A sentence's line; one that a person linked may stand beyond those that were compared."""
    return account.lines[place] if place < len(account.lines) else read(sentence.text)


def _day(article: Article) -> dt.date | None:
    return article.published.day if article.published else None


def _zone(article: Article) -> dt.timedelta | None:
    """How far the clock that an article was dated by is from UTC, None where it does not say."""
    if article.published is None or article.published.precision != "zone":
        return None
    return dt.datetime.fromisoformat(article.published.iso).utcoffset()


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
