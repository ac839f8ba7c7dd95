"""``robots.txt`` (RFC 9309): what an origin lets us ask, and how often."""

from __future__ import annotations

from protego import Protego

from compare.fetching.client import OK, Answer
from compare.fetching.failures import FetchError

TOO_MANY = 429
_CLIENT_ERRORS = range(400, 500)


class Rules:
    """The rules of one origin for one user agent; ``closed`` says why nothing may be asked at all."""

    def __init__(self, text: str, user_agent: str, *, closed: str = "") -> None:
        """Read ``text``, the content of a ``robots.txt``."""
        self._parsed = Protego.parse(text)
        self._user_agent, self.closed = user_agent, closed

    def check(self, url: str) -> None:
        """Let ``url`` pass.

        Raises:
            FetchError: The rules forbid it, or could not be had.
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


def rules_from(answer: Answer, user_agent: str) -> Rules:
    """The rules that an answer means: a missing file allows everything, an error of the server nothing."""
    if answer.status == OK:
        return Rules(answer.body.decode("utf-8", "replace").removeprefix("\ufeff"), user_agent)
    if answer.status in _CLIENT_ERRORS and answer.status != TOO_MANY:
        return Rules("", user_agent)
    return closed(f"status {answer.status}", user_agent)


def closed(problem: str, user_agent: str) -> Rules:
    """Rules that could not be had: nothing may be asked then, until another run."""
    return Rules("", user_agent, closed=f"robots.txt could not be read ({problem}), so nothing may be asked")
