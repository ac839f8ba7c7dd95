"""What may be said of two sentences' claims on one thing: they differ, the later one moved on, or nothing certain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from compare.differences.pairing import Pair
from compare.differences.reading import Span
from compare.differences.sentence_clashes import find
from compare.model import Article, DifferenceKind, DifferenceStatus


class Side(NamedTuple):
    """What one sentence claims: the words, their value in plain form, and whom it cites."""

    span: Span
    value: str
    cites: str | None = None


class Verdict(NamedTuple):
    """What may be said of two claims; ``weight`` grows with how sure it is that both are of one thing."""

    kind: DifferenceKind
    status: DifferenceStatus
    about: str
    a: Side
    b: Side
    weight: float


def judge(pair: Pair, one: Article, other: Article) -> Iterator[Verdict]:
    """What the sentences of ``pair``, of ``one`` and ``other``, tell of one thing, in order of kind and place."""
    if not pair.sure:
        return
    for conflict in find(pair.a, pair.b, (_day(one), _day(other))):
        a, b = pair.a.text[slice(*conflict.a)], pair.b.text[slice(*conflict.b)]
        yield Verdict(conflict.type, "differs", a, Side(conflict.a, a), Side(conflict.b, b), pair.score)


def _day(article: Article) -> dt.date | None:
    return article.published.day if article.published else None
