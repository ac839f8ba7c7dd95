"""What a run of ``fetch`` may take: bytes, seconds, hops, requests; and the clock it waits by."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct

from compare.reading.html import MAX_MARKUP_BYTES


class Limits(Struct, frozen=True):
    """Sizes in bytes as unpacked, times in seconds.

    ``total_seconds`` bounds one answer from the connection to its last byte, ``read_seconds`` the silence within it.
    ``longest_wait``: a host that asks for a longer pause is left for another run. ``pages`` are asked for in one run, and ``indexed``
    sitemaps that other sitemaps name.
    """

    page_bytes: int = MAX_MARKUP_BYTES
    feed_bytes: int = 50_000_000
    robots_bytes: int = 500_000
    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 120
    redirects: int = 5
    attempts: int = 4
    delay: float = 2
    longest_wait: float = 300
    pages: int = 500
    indexed: int = 200


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Clock(NamedTuple):
    """The time of day, and how to wait; tests bring their own."""

    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], dt.datetime] = _utc_now
