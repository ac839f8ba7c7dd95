"""The accounts of one event, aligned: scored pairs -> links -> beads, and the nearest of what has no link."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from compare.alignment import beads, evidence, spaces, weights
from compare.alignment.kinds import kind
from compare.alignment.lines import Line, read
from compare.config import AlignmentConfig
from compare.model import Alignment, Article, Link, Nearest, Sentence


def align(articles: Sequence[Article], config: AlignmentConfig = AlignmentConfig()) -> Alignment:  # noqa: B008 - frozen
    """The links, beads and nearest sentences of one event's ``articles``, one or many.

    Only prose is aligned (role ``text``). Scores are probabilities, to 4 digits; a link has at least
    ``config.threshold``. ``link.a`` is of the article whose id sorts first. The result depends neither on the order
    of ``articles`` nor on anything outside them.
    """
    accounts = sorted(articles, key=lambda article: article.id)
    prose = [article.prose for article in accounts]
    lines = [read(sentence.text) for sentences in prose for sentence in sentences]
    links: list[Link] = []
    nearest: list[Nearest] = []
    if lines:
        found = spaces.build(lines)
        starts = np.cumsum([0] + [len(sentences) for sentences in prose]).tolist()
        for i, j in combinations(range(len(accounts)), 2):
            a, b = slice(starts[i], starts[i + 1]), slice(starts[j], starts[j + 1])
            if prose[i] and prose[j]:
                block = evidence.measure(found, a, b)
                score = weights.probability(weights.log_odds(weights.stage("evidence"), block.features))
                links += _links(block, score, (prose[i], prose[j]), (lines[a], lines[b]), config.threshold)
                nearest += _nearest(block, score, prose[i], prose[j], config.threshold)
    links.sort(key=lambda link: (link.a, link.b))
    grouped, across = beads.group(links, [s.ref for sentences in prose for s in sentences])
    return Alignment(tuple(links), grouped, across, tuple(sorted(nearest, key=lambda n: (n.sentence, n.other))))


def _links(
    block: evidence.Block,
    score: np.ndarray,
    prose: tuple[Sequence[Sentence], Sequence[Sentence]],
    lines: tuple[Sequence[Line], Sequence[Line]],
    threshold: float,
) -> list[Link]:
    links = []
    for k in np.flatnonzero(score >= threshold).tolist():
        i, j = int(block.rows[k]), int(block.columns[k])
        a, b = prose[0][i], prose[1][j]
        links.append(Link(a.ref, b.ref, kind(a.text, b.text, lines[0][i], lines[1][j]), float(score[k])))
    return links


def _nearest(
    block: evidence.Block, score: np.ndarray, a: Sequence[Sentence], b: Sequence[Sentence], threshold: float
) -> list[Nearest]:
    dense = np.zeros(block.shape)
    dense[block.rows, block.columns] = score
    found = [_closest(dense[i], a[i], b) for i in range(len(a)) if dense[i].max() < threshold]
    return found + [_closest(dense[:, j], b[j], a) for j in range(len(b)) if dense[:, j].max() < threshold]


def _closest(scores: np.ndarray, sentence: Sentence, others: Sequence[Sentence]) -> Nearest:
    best = int(np.argmax(scores))
    return Nearest(sentence.ref, others[best].ref, float(scores[best]))
