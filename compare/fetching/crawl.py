"""A run of ``fetch``: take a task, ask when its host may be asked, keep what comes, go on whatever happens, and sum up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from msgspec import Struct, field

from compare.fetching.http import OK, Client, FetchError, FetchTerms, Response, origin, page_key
from compare.fetching.politeness import MOVED, Asker, Pace, next_address
from compare.fetching.sources import FetchTask, Queue, dating_of, day_of, read_source, tasks_from
from compare.fetching.store import Asked, FetchedPage, PageFolder, stamp
from compare.reading import OutletTable


class CrawlSummary(Struct):
    """Pages that were kept, known before, or not to be had.

    ``left`` counts pages for another run because of a limit, ``closed`` those of hosts from which nothing more was to be
    had, each by reason; ``elsewhere`` counts, for each source, links that lead to no outlet that is known.
    """

    new: list[FetchedPage] = field(default_factory=list)
    changed: list[FetchedPage] = field(default_factory=list)
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


_UNCHANGED = 304
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_SETTLED = {401: "asks for a password", 403: "refused", 404: "no such page", 410: "gone", 451: "barred by law"}
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_GIVE_UP = 3
"""After so many failures in a row, each after several attempts, a host is left for another run."""


class Crawl:
    """One run over a folder."""

    def __init__(
        self, folder: PageFolder, table: OutletTable, client: Client, terms: FetchTerms, tell: Callable[[str], None]
    ) -> None:
        """``tell`` is called with the progress of the run."""
        self._folder, self._table, self._terms, self._tell = folder, table, terms, tell
        pace = Pace(terms.limits, terms.clock)
        self._pace, self._queue = pace, Queue(pace)
        self._asker = Asker(client, pace, terms.limits, terms.user_agent)
        self._summary = CrawlSummary()
        self._pages, self._sitemaps = 0, 0
        self._in_a_row: Counter[str] = Counter()
        self._held: set[str] = set()
        self._closed: dict[str, str] = {}

    def run(self, tasks: Iterable[FetchTask | tuple[str, str]]) -> CrawlSummary:
        """Do ``tasks`` and what they lead to; a pair is an address that cannot be asked, and why."""
        for given in tasks:
            if isinstance(given, FetchTask):
                self._add(given)
            else:
                self._summary.failed.append(given)
        while task := self._queue.take():
            if task.kind == "page" and not (task.hops or task.failures):
                if self._pages == self._terms.limits.pages:
                    self._summary.left[f"the limit of {self._pages} pages a run"] += 1 + len(self._queue.drop_pages())
                    continue
                self._pages += 1
            self._do(task)
        self._summary.requests, self._summary.held = self._asker.requests, len(self._held)
        return self._summary

    def _add(self, task: FetchTask) -> None:
        """Queue a page that is not held as it is, or a source."""
        if task.kind != "page" or self._is_new(task):
            self._queue.add(task)
        elif self._folder.page(task.url):
            self._held.add(page_key(task.requested))

    def _is_new(self, task: FetchTask) -> bool:
        held, asked = self._folder.page(task.url), self._folder.last_asked(task.url)
        if self._terms.recheck or not (held or asked):
            return True
        if task.by_hand:
            return held is None
        return task.feed_changed is not None and all(
            known.feed_changed != task.feed_changed for known in (held, asked) if known
        )

    def _do(self, task: FetchTask) -> None:
        place = origin(task.url)
        if reason := self._closed.get(place):
            self._close(place, [task], reason)
            return
        self._tell(f"{len(self._summary.new)} new pages; asking {place}")
        try:
            answer = self._ask(task)
            if answer.status in MOVED:
                self._move(task, answer)
            elif task.kind == "page":
                self._take_page(task, answer)
            else:
                self._take_source(task, answer)
        except FetchError as error:
            self._fail(task, error)
        else:
            self._in_a_row[place] = 0

    def _ask(self, task: FetchTask) -> Response:
        limits = self._terms.limits
        conditions = self._conditions(task)
        if task.kind == "page":
            answer = self._asker.ask(task.url, task.home, limits.page_bytes, _PAGE_TYPES, conditions)
        else:
            answer = self._asker.ask(task.url, task.home, limits.feed_bytes, None, conditions)
        if answer.status in {OK, *MOVED} or (answer.status == _UNCHANGED and conditions):
            return answer
        raise FetchError(
            f"{_SETTLED.get(answer.status, 'no answer to use')} (status {answer.status})",
            again=answer.status in _BUSY,
            settled=answer.status in _SETTLED,
            status=answer.status,
            retry_after=answer.headers.get("retry-after"),
        )

    def _conditions(self, task: FetchTask) -> dict[str, str]:
        """The headers of a conditional request for a page that is already held."""
        known: FetchedPage | Asked | None
        if task.kind == "page":
            known = self._folder.page(task.url)
            known = known if known and self._folder.has_file(known) else None
        else:
            held = self._folder.source(task.url)
            known = held[0] if held else None
        tags = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
        return {name: value for name, value in tags.items() if value}

    def _move(self, task: FetchTask, answer: Response) -> None:
        """Queue where a redirect leads, unless that page is held."""
        target = next_address(task.url, answer, task.home)
        if task.hops == self._terms.limits.redirects:
            raise FetchError(f"more than {task.hops} redirects", settled=True)
        if task.kind == "page" and self._folder.page(target) and not self._folder.page(task.requested):
            self._note(task, answer.status)
            self._held.add(page_key(task.requested))
        else:
            self._queue.put_back(task._replace(url=target, hops=task.hops + 1, failures=0))

    def _take_page(self, task: FetchTask, answer: Response) -> None:
        now = self._terms.clock.now()
        if answer.status == _UNCHANGED:
            self._note(task, answer.status)
            self._summary.unchanged += 1
            return
        before = self._folder.page(task.requested) or self._folder.page(task.url)
        page = FetchedPage(
            file="",
            url=task.url,
            requested=task.requested,
            fetched=stamp(now),
            status=answer.status,
            content_type=answer.headers.get("content-type", ""),
            outlet=task.outlet.id,
            feed_date=task.feed_date,
            sha256="",
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            feed_changed=task.feed_changed,
        )
        dating = dating_of(task.outlet, self._table, now.date())
        kept = self._folder.keep_page(answer, page, day_of(task, dating))
        if kept is None:
            self._note(task, answer.status)
            self._summary.unchanged += 1
        else:
            (self._summary.changed if before else self._summary.new).append(kept)

    def _take_source(self, task: FetchTask, answer: Response) -> None:
        """Queue what a source names; an unchanged one still names what an earlier run did not get to."""
        now = self._terms.clock.now()
        held = self._folder.source(task.url) if answer.status == _UNCHANGED else None
        body, kind = (held[1], held[0].content_type) if held else (answer.body, answer.headers.get("content-type", ""))
        listing = read_source(task, body, kind, dating_of(task.outlet, self._table, now.date()), self._terms.limits)
        if held is None:
            self._folder.keep_source(answer, task.url, now)
        self._summary.sources += 1
        if listing.problem:
            self._summary.failed.append((task.url, listing.problem))
        for found in tasks_from(task, listing, self._table, self._terms.since):
            if isinstance(found, str):
                self._summary.elsewhere[task.requested] += 1
            elif found.kind == "page":
                self._add(found)
            elif self._sitemaps < self._terms.limits.indexed:
                self._sitemaps += self._queue.add(found)
            else:
                self._summary.left[f"the limit of {self._sitemaps} sitemaps a run"] += 1

    def _fail(self, task: FetchTask, error: FetchError) -> None:
        """Try again later, or say what is wrong; a host that keeps failing is left for another run."""
        place = origin(task.url)
        if error.again and task.failures + 1 < self._terms.limits.attempts:
            try:
                self._pace.pause(place, self._pace.back_off(task.failures + 1, error.retry_after))
            except FetchError as refusal:
                error = refusal
            else:
                self._queue.put_back(task._replace(failures=task.failures + 1))
                return
        if error.closed:
            self._close(place, [task], str(error))
            return
        self._summary.failed.append((task.requested, str(error)))
        if error.settled and task.kind == "page":
            self._note(task, error.status, str(error))
        self._in_a_row[place] = self._in_a_row[place] + 1 if error.again else 0
        if self._in_a_row[place] == _GIVE_UP:
            self._close(place, [], f"failed {_GIVE_UP} times in a row")

    def _close(self, place: str, tasks: list[FetchTask], reason: str) -> None:
        """Leave all that is or will be queued for a host; sources and what the user asked for are named, pages counted."""
        self._closed[place] = reason
        for task in [*tasks, *self._queue.drop(place)]:
            if task.kind == "page" and not task.by_hand:
                self._summary.closed[f"{place}: {reason}"] += 1
            else:
                self._summary.failed.append((task.requested, reason))

    def _note(self, task: FetchTask, status: int | None, problem: str | None = None) -> None:
        self._folder.note(
            Asked(
                kind="page",
                url=task.requested,
                asked=stamp(self._terms.clock.now()),
                status=status,
                feed_changed=task.feed_changed,
                problem=problem,
            )
        )
