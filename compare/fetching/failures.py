"""Why something was not got, in words that a summary prints."""

from __future__ import annotations


class FetchError(Exception):
    """An answer that cannot be had, or not be used; ``str`` says why.

    ``again``: another try soon may do better. ``settled``: neither will another run, unless the source says so.
    ``closed``: nothing more is to be had from the host in this run.
    """

    def __init__(
        self,
        problem: str,
        *,
        again: bool = False,
        settled: bool = False,
        closed: bool = False,
        status: int | None = None,
        retry_after: str | None = None,
    ) -> None:
        """Keep the problem, and what to do about it; ``retry_after`` is the server's header."""
        self.again, self.settled, self.closed = again, settled, closed
        self.status, self.retry_after = status, retry_after
        super().__init__(problem)
