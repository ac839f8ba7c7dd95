"""When a host may be asked again: its own delay, what it asks for, and how long to back off."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

from compare.fetching.failures import FetchError
from compare.fetching.limits import Clock, Limits


class Pace:
    """Keeps the time of each origin (scheme, host, port)."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        """Nobody has been asked yet."""
        self._limits, self._clock = limits, clock
        self._ready: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    def slow_down(self, origin: str, delay: float) -> None:
        """Leave at least ``delay`` seconds between two requests to ``origin``."""
        self._delays[origin] = max(self._limits.delay, delay)

    def ready_at(self, origin: str) -> float:
        """When ``origin`` may be asked, by the monotonic clock."""
        return self._ready.get(origin, 0.0)

    def wait(self, origin: str) -> None:
        """Sleep until ``origin`` may be asked."""
        seconds = self.ready_at(origin) - self._clock.monotonic()
        if seconds > 0:
            self._clock.sleep(seconds)

    def asked(self, origin: str) -> None:
        """An answer of ``origin`` has just ended: the delay begins."""
        self.pause(origin, self._delays.get(origin, self._limits.delay))

    def pause(self, origin: str, seconds: float) -> None:
        """Leave ``origin`` alone for so long, or longer if that was decided before."""
        self._ready[origin] = max(self.ready_at(origin), self._clock.monotonic() + seconds)

    def back_off(self, attempt: int, retry_after: str | None) -> float:
        """The seconds to wait after the ``attempt``-th failure (from 1): what the server says, else 2, 4, 8 ... delays.

        Raises:
            FetchError: That is longer than ``longest_wait``.
        """
        asked_for = _seconds(retry_after, self._clock.now()) if retry_after else None
        seconds = asked_for if asked_for is not None else max(1.0, self._limits.delay) * 2**attempt
        if seconds > self._limits.longest_wait:
            raise FetchError(f"the host asks to be left alone for {seconds:.0f} seconds", closed=True)
        return seconds


def _seconds(retry_after: str, now: dt.datetime) -> float | None:
    """What a Retry-After header says: seconds, or a date."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    moment = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - now).total_seconds())
