"""Asking politely: the origin's rules first, its pace kept, one thing at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from compare.fetching.client import Answer, Client
from compare.fetching.failures import FetchError
from compare.fetching.limits import Limits
from compare.fetching.pacing import Pace
from compare.fetching.robots import Rules, closed, rules_from
from compare.fetching.urls import normalise, origin, within

MOVED = frozenset({301, 302, 303, 307, 308})


class Asker:
    """Knows the rules of every origin it has asked, and when each may be asked again."""

    def __init__(self, client: Client, pace: Pace, limits: Limits, user_agent: str) -> None:
        """``user_agent`` is whom the rules are read for."""
        self._client, self._pace, self._limits, self._user_agent = client, pace, limits, user_agent
        self._rules: dict[str, Rules] = {}
        self.requests = 0

    def ask(
        self, url: str, home: Sequence[str], most: int, types: frozenset[str] | None, headers: Mapping[str, str]
    ) -> Answer:
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

    def _follow(self, url: str, home: Sequence[str]) -> Answer:
        for _ in range(self._limits.redirects + 1):
            answer = self._get(url, self._limits.robots_bytes, None, {})
            if answer.status not in MOVED:
                return answer
            url = next_address(url, answer, home)
        raise FetchError(f"more than {self._limits.redirects} redirects")

    def _get(self, url: str, most: int, types: frozenset[str] | None, headers: Mapping[str, str]) -> Answer:
        self._pace.wait(origin(url))
        self.requests += 1
        try:
            return self._client.get(url, most, types=types, headers=headers)
        finally:
            self._pace.asked(origin(url))


def next_address(url: str, answer: Answer, home: Sequence[str]) -> str:
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
