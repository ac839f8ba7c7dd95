"""What is to be asked, and in which order: sources first, one thing at a time of each origin."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Literal, NamedTuple

from compare.fetching.pacing import Pace
from compare.fetching.urls import origin, page_key
from compare.model import Outlet

Kind = Literal["feed", "sitemap", "page"]


class Task(NamedTuple):
    """An address to ask. ``requested`` is how its source named it, ``url`` where redirects have led since.

    ``home`` are the domains that redirects may lead to, and for a source, its links. ``by_hand``: the user named it.
    """

    kind: Kind
    url: str
    requested: str
    outlet: Outlet
    home: tuple[str, ...]
    by_hand: bool = False
    feed_date: str | None = None
    feed_changed: str | None = None
    depth: int = 0
    hops: int = 0
    failures: int = 0


class Queue:
    """Tasks by origin. Each page and each source comes out once, however often it was put in."""

    def __init__(self, pace: Pace) -> None:
        """Begin empty."""
        self._pace = pace
        self._sources: dict[str, deque[Task]] = {}
        self._pages: dict[str, deque[Task]] = {}
        self._known: set[tuple[bool, str]] = set()

    def add(self, task: Task) -> bool:
        """Put ``task`` at the end of its origin's line; False where it was there before."""
        key = (task.kind == "page", page_key(task.requested))
        if key in self._known:
            return False
        self._known.add(key)
        self._line(task).append(task)
        return True

    def put_back(self, task: Task) -> None:
        """Put ``task``, which has come out, first in the line of its origin."""
        self._line(task).appendleft(task)

    def take(self) -> Task | None:
        """The next task: a source before any page, of the origin that may be asked soonest; None at the end."""
        for lines in (self._sources, self._pages):
            waiting = [place for place, line in lines.items() if line]
            if waiting:
                return lines[min(waiting, key=self._pace.ready_at)].popleft()
        return None

    def drop(self, place: str) -> list[Task]:
        """Take out and return every task of an origin."""
        return [task for lines in (self._sources, self._pages) for task in lines.pop(place, ())]

    def drop_pages(self) -> list[Task]:
        """Take out and return every page."""
        left = [task for line in self._pages.values() for task in line]
        self._pages.clear()
        return left

    def _line(self, task: Task) -> deque[Task]:
        lines = self._pages if task.kind == "page" else self._sources
        return lines.setdefault(origin(task.url), deque())


def newest_first(tasks: Iterable[Task]) -> list[Task]:
    """``tasks`` by date, the newest first; those without one come last, in their order."""
    return sorted(tasks, key=lambda task: (task.feed_date or task.feed_changed or "")[:16], reverse=True)
