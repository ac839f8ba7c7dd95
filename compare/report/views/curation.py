"""What people decided about an event, and the TOML that would decide more: to copy, where no review is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.curation.overrides import spell
from compare.model import Decision, Exclude, Merge, Rename, Split
from compare.report.anchors import article_page
from compare.report.reading import Reading
from compare.report.views.accounts import Account
from compare.report.views.relations import Neighbours


class About(NamedTuple):
    """An article that a decision is about: its own page, and its account where it is one of this event's."""

    article_id: str
    page: str
    account: Account | None


class Note(NamedTuple):
    """A decision as the page says it; ``kept`` where the result would be the same without it."""

    kind: str
    text: str
    author: str | None
    reason: str | None
    articles: tuple[About, ...]
    kept: bool


def note(decisions: Sequence[Decision], accounts: Sequence[Account]) -> tuple[Note, ...]:
    """The notes on an event's decisions, in their order."""
    own = {account.article_id: account for account in accounts}
    return tuple(
        Note(
            kind=decision.kind,
            text=decision.text,
            author=decision.author,
            reason=decision.reason,
            articles=tuple(About(i, article_page(i), own.get(i)) for i in decision.articles),
            kept=not decision.changed,
        )
        for decision in decisions
    )


def offer(reading: Reading, neighbours: Neighbours, title: str) -> str:
    """Decisions on the event's articles and title as TOML, to be cut down to the one that is meant."""
    ids = [article.id for article in reading.articles]
    tables = [spell("rename", Rename(ids[0], title or "…"))]
    if len(ids) > 1:
        tables.append(spell("split", Split((ids[-1],))))
    tables += [spell("merge", Merge((ids[0], near.article_id))) for near in neighbours.listed[:1]]
    tables.append(spell("exclude", Exclude(ids[-1])))
    return "\n".join(tables)
