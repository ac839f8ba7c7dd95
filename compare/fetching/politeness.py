"""Asking politely: the origin's ``robots.txt`` (RFC 9309) first, its pace kept, one request at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from protego import Protego

from compare.fetching.http import OK, Client, Clock, FetchError, Limits, Response, normalise, origin, within

TOO_MANY = 429
_CLIENT_ERRORS = range(400, 500)


class Rules:
    """The rules of one origin for one user agent; ``closed`` gives the reason why nothing may be asked."""

    def __init__(self, text: str, user_agent: str, *, closed: str = "") -> None:
        """Read ``text``, the content of a ``robots.txt``."""
        self._parsed = Protego.parse(text)
        self._user_agent, self.closed = user_agent, closed

    def check(self, url: str) -> None:
        """Check that ``url`` may be asked.

        Raises:
            FetchError: The rules forbid it, or could not be fetched.
        """
        if self.closed:
            raise FetchError(self.closed, closed=True)
        if not self._parsed.can_fetch(url, self._user_agent):
            raise FetchError("robots.txt forbids it")

    @property
    def delay(self) -> float:
        """The seconds that the rules ask for between two requests; 0 where they ask for none."""
        rate = self._parsed.request_rate(self._user_agent)
        return max(
            self._parsed.crawl_delay(self._user_agent) or 0.0,
            rate.seconds / rate.requests if rate and rate.requests else 0.0,
        )


def rules_from(answer: Response, user_agent: str) -> Rules:
    """The rules in a response: a missing file allows everything, a server error nothing."""
    if answer.status == OK:
        return Rules(answer.body.decode("utf-8", "replace").removeprefix("\ufeff"), user_agent)
    if answer.status in _CLIENT_ERRORS and answer.status != TOO_MANY:
        return Rules("", user_agent)
    return closed(f"status {answer.status}", user_agent)


def closed(problem: str, user_agent: str) -> Rules:
    """Rules that could not be fetched: nothing may be asked in this run."""
    return Rules("", user_agent, closed=f"robots.txt could not be read ({problem}), so nothing may be asked")


class Pace:
    """When each origin (scheme, host, port) may be asked next."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        """Start with no origin asked."""
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
        """Note that an answer of ``origin`` has just ended: its delay begins."""
        self.pause(origin, self._delays.get(origin, self._limits.delay))

    def pause(self, origin: str, seconds: float) -> None:
        """Do not ask ``origin`` for this long, or longer if that was decided before."""
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


MOVED = frozenset({301, 302, 303, 307, 308})


class Asker:
    """Sends requests within the rules and the pace of each origin."""

    def __init__(self, client: Client, pace: Pace, limits: Limits, user_agent: str) -> None:
        """``user_agent`` is whom the rules are read for."""
        self._client, self._pace, self._limits, self._user_agent = client, pace, limits, user_agent
        self._rules: dict[str, Rules] = {}
        self.requests = 0

    def ask(
        self, url: str, home: Sequence[str], most: int, types: frozenset[str] | None, headers: Mapping[str, str]
    ) -> Response:
        """The answer to ``url``, once its origin may be asked; ``home`` are the domains its ``robots.txt`` may be in.

        Raises:
            FetchError: The rules forbid it, or see ``Client.get``.
        """
        self.rules(url, home).check(url)
        return self._get(url, most, types, headers)

    def rules(self, url: str, home: Sequence[str]) -> Rules:
        """The rules of the origin of ``url``, asked for once a run."""
        place = origin(url)
        if place not in self._rules:
            rules = self._read_rules(place, home)
            if rules.delay > self._limits.longest_wait:
                rules = closed(f"a delay of {rules.delay:.0f} seconds", self._user_agent)
            self._rules[place] = rules
            self._pace.slow_down(place, rules.delay)
            self._pace.asked(place)
        return self._rules[place]

    def _read_rules(self, place: str, home: Sequence[str]) -> Rules:
        problem = ""
        for attempt in range(1, self._limits.attempts + 1):
            retry_after = None
            try:
                answer = self._follow(f"{place}/robots.txt", home)
                rules = rules_from(answer, self._user_agent)
                if not rules.closed:
                    return rules
                problem, retry_after = f"status {answer.status}", answer.headers.get("retry-after")
            except FetchError as error:
                if error.closed:
                    return Rules("", self._user_agent, closed=str(error))
                problem = str(error)
                if not error.again:
                    break
            try:
                self._pace.pause(place, self._pace.back_off(attempt, retry_after))
            except FetchError as error:
                problem = str(error)
                break
        return closed(problem, self._user_agent)

    def _follow(self, url: str, home: Sequence[str]) -> Response:
        for _ in range(self._limits.redirects + 1):
            answer = self._get(url, self._limits.robots_bytes, None, {})
            if answer.status not in MOVED:
                return answer
            url = next_address(url, answer, home)
        raise FetchError(f"more than {self._limits.redirects} redirects")

    def _get(self, url: str, most: int, types: frozenset[str] | None, headers: Mapping[str, str]) -> Response:
        self._pace.wait(origin(url))
        self.requests += 1
        try:
            return self._client.get(url, most, types=types, headers=headers)
        finally:
            self._pace.asked(origin(url))


def next_address(url: str, answer: Response, home: Sequence[str]) -> str:
    """Where a redirect leads.

    Raises:
        FetchError: Nowhere, or out of the domains ``home``.
    """
    location = answer.headers.get("location", "")
    if not location:
        raise FetchError(f"moved ({answer.status}) without saying where", settled=True)
    try:
        target = normalise(location, url)
    except FetchError as error:
        raise FetchError(f"moved to {location[:200]!r}: {error}", settled=True) from error
    if not within(target, home):
        raise FetchError(f"moved to {origin(urljoin(url, target))}, which is not of this outlet", settled=True)
    return target
