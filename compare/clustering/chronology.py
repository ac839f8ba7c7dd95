"""Which article came first, and the event that a set of articles makes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from compare.model import Article, Candidate, Event

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def earliness(article: Article) -> tuple[dt.datetime, str]:
    """A key that sorts articles earliest first; those without a date come last, ties go by id."""
    return (article.published.instant if article.published else _NEVER, article.id)


def form_event(articles: Sequence[Article], *, excluded: str | None = None, perhaps: Sequence[Candidate] = ()) -> Event:
    """The event of exactly these articles, named by the hash of the earliest one's id."""
    members = tuple(article.id for article in sorted(articles, key=earliness))
    return Event(hashlib.sha256(members[0].encode()).hexdigest()[:12], members, excluded, tuple(perhaps))
