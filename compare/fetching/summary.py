"""What a run did, to print and to judge by."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from compare.fetching.records import Fetched


class Summary(Struct):
    """Pages that were kept, known before, or not to be had.

    ``left`` counts pages for another run because of a limit, ``closed`` those of hosts from which nothing more was to be
    had, each by reason; ``elsewhere`` counts, for each source, links that lead to no outlet that is known.
    """

    new: list[Fetched] = field(default_factory=list)
    changed: list[Fetched] = field(default_factory=list)
    unchanged: int = 0
    held: int = 0
    sources: int = 0
    requests: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)

    @property
    def got_something(self) -> bool:
        """Whether any source was read or any page is there."""
        return bool(self.new or self.changed or self.unchanged or self.held or self.sources)

    @property
    def is_whole(self) -> bool:
        """Whether all that was asked for is there, but for what a limit left to another run."""
        return not (self.failed or self.closed)

    def line(self) -> str:
        """The run in one line."""
        parts = [f"{len(self.new)} new page{'s' * (len(self.new) != 1)}", f"{len(self.changed)} changed"]
        parts.append(f"{self.unchanged + self.held} as before")
        if self.failed:
            parts.append(f"{len(self.failed)} not to be had")
        if later := (self.left + self.closed).total():
            parts.append(f"{later} left for another run")
        return ", ".join(parts)

    def notes(self) -> list[str]:
        """A line for each thing that was not got, with the reason."""
        return [
            *(f"{url}: {problem}." for url, problem in self.failed),
            *(
                f"{source}: {n} links lead to no outlet of outlets.toml; not fetched."
                for source, n in self.elsewhere.items()
            ),
            *(
                f"Left for another run: {n} page{'s' * (n != 1)} ({why})."
                for why, n in (self.left + self.closed).items()
            ),
        ]
