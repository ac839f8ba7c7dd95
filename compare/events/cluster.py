"""Articles become events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.config import EventsConfig
from compare.events.linkage import link_averages
from compare.events.order import earliness, form_event
from compare.events.related import relate
from compare.events.scores import Scores, read_articles, score_pairs
from compare.model import Article, Grouping

_LEAST = 0.02
"""A less likely pair is as good as none in the average of a group."""


def cluster(articles: Sequence[Article], config: EventsConfig | None = None) -> Grouping:
    """The events that ``articles`` tell, earliest first, and the relations between articles of different events.

    Every article is in exactly one event; one that is no news stands alone with the reason. The result does not
    depend on the order of ``articles``. Cost and memory grow about linearly with their number.
    """
    config = config or EventsConfig()
    ordered = sorted(articles, key=lambda article: article.id)
    news = [article for article in ordered if article.kind == "news"]
    read = read_articles(news)
    scores = score_pairs(read)
    groups = _link(len(news), scores, config.threshold)
    events = [form_event([news[k] for k in group]) for group in groups]
    events += [form_event([a], excluded=a.kind_reason or a.kind) for a in ordered if a.kind != "news"]
    by_id = {article.id: article for article in ordered}
    events.sort(key=lambda event: earliness(by_id[event.article_ids[0]]))
    return Grouping(tuple(events), relate(news, read, scores, groups, config))


def _link(count: int, scores: Scores, threshold: float) -> list[list[int]]:
    chance = scores.chance
    kept = np.flatnonzero(chance >= _LEAST)
    pairs = zip(scores.left[kept].tolist(), scores.right[kept].tolist(), chance[kept].tolist(), strict=True)
    return link_averages(count, pairs, threshold)
