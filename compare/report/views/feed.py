"""The Atom feed: the newest events, each with its address, counts and last publication."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from compare.report.views.index import Summary

MOST_ENTRIES = 50
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://outlet-compare.invalid/event")
"""Event ids have no address of their own; this makes them globally unique names (RFC 4122, version 5)."""


class FeedEntry(NamedTuple):
    """An event in the feed; ``updated`` is RFC 3339."""

    event: Summary
    urn: str
    updated: str


class Feed(NamedTuple):
    """The feed; ``updated`` is its newest entry's."""

    urn: str
    updated: str
    entries: tuple[FeedEntry, ...]


def view_feed(title: str, summaries: Sequence[Summary]) -> Feed | None:
    """The feed of the newest dated events, None where no event has a date: Atom requires one (RFC 4287)."""
    dated = [summary for summary in summaries if summary.sort][:MOST_ENTRIES]
    if not dated:
        return None
    entries = tuple(FeedEntry(summary, _urn(summary.id), f"{summary.sort}Z") for summary in dated)
    return Feed(_urn(f"feed of {title}"), entries[0].updated, entries)


def _urn(name: str) -> str:
    return uuid.uuid5(_SPACE, name.encode(errors="backslashreplace").decode()).urn
