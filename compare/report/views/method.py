"""The method page: what every number means, the thresholds and data that it depends on, and what was read."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from compare.report.anchors import body_digest
from compare.report.definitions import (
    KNOWN_FAILURES,
    NOT_CLAIMED,
    STATES,
    Definition,
    Dimension,
    define_counts,
    define_framing,
)
from compare.report.site import Catalogue

MOST_INPUTS = 200


class Input(NamedTuple):
    """An article that was read, with the digest of its body."""

    article_id: str
    event_id: str | None
    digest: str


class MethodPage(NamedTuple):
    """What the site was made with; ``corpus_digest`` covers every article's id and body.

    ``inputs`` is empty where there are too many to list: each event's page has its own.
    """

    events_threshold: float
    alignment_threshold: float
    reprint_share: float
    timezone: str
    data: tuple[tuple[str, str], ...]
    articles: int
    corpus_digest: str
    inputs: tuple[Input, ...]
    counts: tuple[Definition, ...]
    states: tuple[Definition, ...]
    framing: tuple[Dimension, ...]
    not_claimed: tuple[str, ...]
    known_failures: tuple[str, ...]


def view_method(shelf: Catalogue) -> MethodPage:
    """The method page of a site."""
    config = shelf.site.config
    inputs = [_input(shelf, article_id) for article_id in sorted(shelf.articles)]
    together = "".join(f"{found.article_id}\0{found.digest}\n" for found in inputs)
    return MethodPage(
        events_threshold=config.events.threshold,
        alignment_threshold=config.alignment.threshold,
        reprint_share=config.origins.reprint,
        timezone=config.site.timezone,
        data=tuple(sorted(shelf.site.data_versions.items())),
        articles=len(inputs),
        corpus_digest=hashlib.sha256(together.encode(errors="surrogatepass")).hexdigest(),
        inputs=tuple(inputs) if len(inputs) <= MOST_INPUTS else (),
        counts=define_counts(config),
        states=STATES,
        framing=define_framing(config),
        not_claimed=NOT_CLAIMED,
        known_failures=KNOWN_FAILURES,
    )


def _input(shelf: Catalogue, article_id: str) -> Input:
    event = shelf.event_of.get(article_id)
    return Input(article_id, event.id if event else None, body_digest(shelf.articles[article_id].body))
