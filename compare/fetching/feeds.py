"""RSS and Atom feeds: pages with their dates."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from compare.fetching.entries import Entry, Listing, refuse_entities
from compare.fetching.failures import FetchError
from compare.fetching.moments import day_in, moment_from

_MOST_ENTRIES = 50_000
_DEEPEST = 6


class Dating(NamedTuple):
    """How an outlet's feeds tell dates: the zone of times without one, zones by abbreviation, days in addresses."""

    zone: str | None
    zones: Mapping[str, str]
    in_addresses: Sequence[re.Pattern[str]]
    today: dt.date


def read_feed(data: bytes, url: str, content_type: str, dating: Dating) -> Listing:
    """The pages that a feed names, in its order.

    A date without a zone gets the outlet's; an entry without a date, the day that its addresses carry: its link
    first, then those of its pictures.

    Raises:
        FetchError: It is no feed, or declares entities.
    """
    import feedparser  # noqa: PLC0415 - slow to load

    refuse_entities(data)
    try:
        # A stream, never the bytes themselves: feedparser would take those for the name of a file first.
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": content_type or "application/xml", "content-location": url},
            sanitize_html=False,
        )
    except Exception as error:  # its lenient parser raises anything at all where markup is broken enough
        raise FetchError(f"no feed that can be read ({type(error).__name__})") from error
    if not found.get("version") and not found.entries:
        raise FetchError("no feed")
    entries = [_entry(entry, dating) for entry in found.entries[:_MOST_ENTRIES]]
    problem = "" if found.entries or not found.bozo else f"no well-formed feed ({found.bozo_exception})"
    return Listing(tuple(entry for entry in entries if entry.url), problem=problem)


def _entry(entry: dict[str, Any], dating: Dating) -> Entry:
    # dict.get: feedparser's own would answer for a missing "updated" with "published", and warn.
    link = str(dict.get(entry, "link") or "")
    told = {key: str(dict.get(entry, key) or "") for key in ("published", "created", "updated")}
    changed = moment_from(told["updated"], dating.zone, dating.zones)
    published = (
        moment_from(told["published"], dating.zone, dating.zones)
        or moment_from(told["created"], dating.zone, dating.zones)
        or changed
        or day_in(link, dating.in_addresses, dating.today)
        or day_in("\n".join(_texts(entry, _DEEPEST)), dating.in_addresses, dating.today)
    )
    return Entry(link, published.iso if published else None, changed.iso if changed else None)


def _texts(value: object, depth: int) -> Iterator[str]:
    """Every string in an entry."""
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, depth - 1)
