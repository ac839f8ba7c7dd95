"""A site that follows its inputs: built in memory, rebuilt when something changes, reloaded in the browser.

Changes are found by asking the file system for modification times, at most twice a second: that works the same on every
system, on network drives and in containers, where notifications do not arrive. A look costs a hundredth of a second for a
thousand files, and looks are spaced wider where there are more.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Event, RLock
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

from msgspec.structs import replace

from compare import builder, curation, settings
from compare.cache import Run
from compare.config import MANIFEST, Config
from compare.errors import CompareError
from compare.model import Comparison, Corpus, Grouping, Override
from compare.report import environment
from compare.serving.server import Answer, Application, Request, query_of, site_application
from compare.settings import template_folders

if TYPE_CHECKING:
    from jinja2 import Environment


class Memory:
    """An in-memory store of results that drops what the last build did not use."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept: dict[str, bytes] = {}
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """The content stored under the key, or None."""
        self._used.add(key)
        return self._kept.get(key)

    def put(self, key: str, content: bytes) -> None:
        """Store the content under the key."""
        self._kept[key] = content

    def forget(self) -> None:
        """Drop what was not asked for since the last call."""
        self._kept = {key: content for key, content in self._kept.items() if key in self._used}
        self._used = set()


_PAUSE = 0.5
"""Seconds between two looks, at least; ten times as long as a look takes, where that is more."""

Snapshot = dict[str, tuple[int, int, int]]
"""Time of change in nanoseconds, size and number of every file, by its path."""


def follow(
    paths: Sequence[Path], standing: Snapshot, changed: Callable[[], object], stop: Event, pause: float = _PAUSE
) -> None:
    """Call ``changed`` after each change below ``paths``, once it is quiet, until ``stop`` is set.

    ``standing`` is a snapshot from before the last build, so that no change since then is missed.
    """
    wait = pause
    while not stop.wait(wait):
        began = time.thread_time()
        now = look(paths)
        wait = max(pause, 10 * (time.thread_time() - began))
        if now == standing:
            continue
        while not stop.wait(wait) and (later := look(paths)) != now:  # something is still writing
            now = later
        standing = now
        changed()


def look(paths: Sequence[Path]) -> Snapshot:
    """The present state of the files below ``paths``; hidden files and built sites are not inputs."""
    return {str(file): seen for path in paths for file in _files(path) if (seen := _see(file))}


def _see(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        if MANIFEST in files and here != path:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (here / name for name in files if not name.startswith("."))


class SiteSource(NamedTuple):
    """What a site is built from: articles, a configuration file, the user's templates."""

    inputs: Sequence[Path]
    config: Path | None = None
    templates: Path | None = None
    full_text: bool = True

    @property
    def paths(self) -> list[Path]:
        """The files and folders that the site depends on."""
        return [*self.inputs, *(path for path in (self.config, self.templates) if path)]


class Built(NamedTuple):
    """A site with what it was made from; ``raw`` is the corpus before any decision was applied."""

    raw: Corpus
    corpus: Corpus
    grouping: Grouping
    comparisons: Mapping[str, Comparison]
    pages: Mapping[str, bytes]


class SiteState(NamedTuple):
    """The last site that could be built and, if a newer build failed, the error."""

    version: str
    built: Built | None
    error: str | None


class LiveSite:
    """A site in memory. Builds run one at a time; readers always see a complete site."""

    def __init__(self, source: SiteSource) -> None:
        """Nothing is built yet."""
        self.source = source
        self.lock = RLock()
        self._memory = Memory()
        self._start = secrets.token_hex(4)
        self._number = 0
        self.state = SiteState(self._start, None, "Nothing is built yet.")

    def rebuild(self) -> SiteState:
        """Read and build again; an error is kept to be shown, beside the site that stood before."""
        with self.lock:
            try:
                return self.stand(self.build())
            except CompareError as error:
                return self._stand(self.state.built, str(error))

    def build(self) -> Built:
        """Build the site from the present inputs without showing it.

        Raises:
            CompareError: It cannot be built.
        """
        config = settings.load(self.source.inputs, self.source.config)
        raw = builder.read_articles(self.source.inputs, config, Run(store=self._memory))
        return self.assess(raw, settings.load_overrides(self.source.inputs), config)

    def assess(self, raw: Corpus, overrides: Sequence[Override], config: Config | None = None) -> Built:
        """Build the site with these decisions without showing it. Without ``config`` the file is read again.

        Raises:
            CompareError: It cannot be built.
        """
        source = self.source
        config = config or settings.load(source.inputs, source.config)
        config = settings.adjust(config, full_text=source.full_text)
        corpus = replace(curation.correct(raw, overrides), config=config)
        made = builder.make_site(corpus, templates=source.templates, run=Run(store=self._memory))
        return Built(raw, made.corpus, made.grouping, made.comparisons, made.pages)

    def stand(self, built: Built) -> SiteState:
        """Show this site from now on."""
        with self.lock:
            self._memory.forget()
            return self._stand(built, None)

    def _stand(self, built: Built | None, error: str | None) -> SiteState:
        self._number += 1
        self.state = SiteState(f"{self._start}-{self._number}", built, error)
        return self.state

    def find(self, path: str) -> bytes | None:
        """The page at a path of the present site, or None."""
        built = self.state.built
        return built.pages.get(path) if built else None


_SCRIPT, _ASK, _STYLE = "/-live/live.js", "/-live/changed.js", "/-live/live.css"
_FAILED = 500


def live_application(live: LiveSite, *, reload: bool) -> Application:
    """The pages of ``live``; with ``reload`` each page polls for a newer version every second.

    It polls by loading a script, which the site's Content-Security-Policy allows; the static site has no such script.
    """
    pages = site_application(live.find)

    def answer(request: Request) -> Answer:
        state, path = live.state, request.target.partition("?")[0]
        if path == _ASK:
            return _script(_changed(request, state))
        if path == _SCRIPT:
            return _script(asset("live.js"))
        if path == _STYLE:
            return Answer(200, asset("live.css").encode(), "text/css; charset=utf-8")
        found = pages(request)
        if state.error and (found.status != 200 or found.kind.startswith("text/html")):  # noqa: PLR2004 - HTTP
            found = Answer(_FAILED, error_page(state.error), "text/html; charset=utf-8")
        if reload and found.kind.startswith("text/html"):
            found = _with_script(found, state)
        return found

    return answer


def error_page(error: str) -> bytes:
    """A plain page with the error message."""
    return _environment().get_template("live/error.html").render(error=error).encode()


@cache
def asset(name: str) -> str:
    """A file that only the live site serves."""
    environment_ = _environment()
    assert environment_.loader  # noqa: S101 - it was made with one
    return environment_.loader.get_source(environment_, f"live/{name}")[0]


@cache
def _environment() -> Environment:
    return environment.environment(environment.read_templates(template_folders()))


def _changed(request: Request, state: SiteState) -> str:
    known = parse_qs(query_of(request.target)).get("version", [""])[0]
    return "" if known == state.version else "location.reload();"


def _with_script(found: Answer, state: SiteState) -> Answer:
    tag = f"<script src={json.dumps(_SCRIPT)} data-version={json.dumps(state.version)} defer></script>\n</head>"
    return Answer(found.status, found.body.replace(b"</head>", tag.encode(), 1), found.kind, found.headers)


def _script(text: str) -> Answer:
    return Answer(200, text.encode(), "text/javascript; charset=utf-8")
