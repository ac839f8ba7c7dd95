"""Articles become events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.clustering.candidates import NEIGHBOURS
from compare.clustering.copies import find_copies
from compare.clustering.linkage import Node, Pairs, link_averages
from compare.clustering.merging import merge_probability
from compare.clustering.order import earliness, form_event
from compare.clustering.parts import join_parts
from compare.clustering.related import relate
from compare.clustering.scores import Read, Scores, read_articles, score_pairs
from compare.clustering.weights import shipped_weights
from compare.config import EventsConfig
from compare.model import Article, Grouping

UNLIKELY = -4.5
"""A pair with lower log-odds counts as one that is not listed."""
LEAST = -1.5
"""Groups with lower mean log-odds are not worth a judgement."""


def cluster(articles: Sequence[Article], config: EventsConfig | None = None) -> Grouping:
    """The events that ``articles`` tell, earliest first, and the relations between articles of different events.

    Every article is in exactly one event; one that is no news stands alone with the reason. The result does not
    depend on the order of ``articles``. Cost and memory grow about linearly with their number.
    """
    config = config or EventsConfig()
    ordered = sorted(articles, key=lambda article: article.id)
    news = [article for article in ordered if article.kind == "news"]
    everything = read_articles(news)
    first = find_copies([p.digest for p in everything.profiles], np.diff(everything.vectors.full.indptr).tolist())
    own = [place for place, earlier in enumerate(first) if place == earlier]
    read = everything.at(own) if len(own) < len(news) else everything
    scores = score_pairs(read)
    groups = _link(read, scores, config.threshold)
    events = [form_event([news[k] for k in group]) for group in _with_copies(groups, own, first)]
    events += [form_event([a], excluded=a.kind_reason or a.kind) for a in ordered if a.kind != "news"]
    by_id = {article.id: article for article in ordered}
    events.sort(key=lambda event: earliness(by_id[event.article_ids[0]]))
    return Grouping(tuple(events), relate([news[place] for place in own], read, scores, groups, config))


def _with_copies(groups: Sequence[Sequence[int]], own: Sequence[int], first: Sequence[int]) -> list[list[int]]:
    """The groups of ``own`` as places among all articles, every copy beside its first."""
    copies: dict[int, list[int]] = {place: [] for place in own}
    for place, earlier in enumerate(first):
        copies[earlier].append(place)
    return [[place for k in group for place in copies[own[k]]] for group in groups]


def _link(read: Read, scores: Scores, threshold: float) -> list[list[int]]:
    model = shipped_weights().merge
    nodes, pairs = as_graph(read, scores)
    groups = link_averages(nodes, pairs, LEAST, lambda merge: merge_probability(model, merge) >= threshold)
    return join_parts(read, groups, [node.full for node in nodes])


def as_graph(read: Read, scores: Scores) -> tuple[list[Node], Pairs]:
    """The articles and judged pairs as the linkage takes them."""
    likely = scores.alone >= 0.0
    ends = np.concatenate([scores.left[likely], scores.right[likely]])
    degree = np.bincount(ends, minlength=len(read.profiles)).tolist()
    opening = read.names.opening()
    nodes = [Node(opening[k], many >= NEIGHBOURS) for k, many in enumerate(degree)]
    pairs = Pairs(scores.left, scores.right, scores.odds, scores.alone)
    return nodes, pairs.at(scores.odds > UNLIKELY)
