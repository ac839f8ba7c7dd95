"""Why something was not got, in words that a summary prints."""

from __future__ import annotations


class FetchError(Exception):
    """An answer that cannot be had, or not be used; ``str`` says why.

    ``again``: another try soon may do better. ``settled``: neither will another run, unless the source says so.
    """

    def __init__(
        self,
        problem: str,
        *,
        again: bool = False,
        settled: bool = False,
        status: int | None = None,
        retry_after: str | None = None,
    ) -> None:
        """Keep the problem, and what to do about it; ``retry_after`` is the server's header."""
        self.again, self.settled, self.status, self.retry_after = again, settled, status, retry_after
        super().__init__(problem)
