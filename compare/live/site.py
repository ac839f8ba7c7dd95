"""The site of some inputs as they are now."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import NamedTuple

from compare import assemble, curation, settings
from compare.cache import Run
from compare.config import Config
from compare.errors import CompareError
from compare.live.memory import Memory
from compare.model import Comparison, Corpus, Grouping, Override


class Source(NamedTuple):
    """What a site is built from: articles, a configuration file, templates of one's own."""

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
    config: Config
    pages: Mapping[str, bytes]


class State(NamedTuple):
    """What stands now: the last site that could be built, and what keeps a newer one from being built."""

    version: str
    built: Built | None
    error: str | None


class LiveSite:
    """A site in memory. Builds come one at a time; readers see the last one, whole."""

    def __init__(self, source: Source) -> None:
        """Nothing is built yet."""
        self.source = source
        self.lock = RLock()
        self._memory = Memory()
        self._start = secrets.token_hex(4)
        self._number = 0
        self.state = State(self._start, None, "Nothing is built yet.")

    def rebuild(self) -> State:
        """Read and build again; an error is kept to be shown, beside the site that stood before."""
        with self.lock:
            try:
                return self.stand(self.build())
            except CompareError as error:
                return self._stand(self.state.built, str(error))

    def build(self) -> Built:
        """The site of the inputs as they are now; nothing is shown yet.

        Raises:
            CompareError: It cannot be built.
        """
        config = settings.load(self.source.inputs, self.source.config)
        raw = assemble.read_articles(self.source.inputs, config, Run(store=self._memory))
        return self.assess(raw, settings.load_overrides(self.source.inputs), config)

    def assess(self, raw: Corpus, overrides: Sequence[Override], config: Config | None = None) -> Built:
        """What the site would be with these decisions; nothing is shown yet. ``config`` is read anew where it is not given.

        Raises:
            CompareError: It cannot be built.
        """
        source = self.source
        config = config or settings.load(source.inputs, source.config)
        config = settings.adjust(config, full_text=source.full_text)
        found = curation.correct(raw, overrides)
        made = assemble.make(found, config, source.templates, run=Run(store=self._memory))
        return Built(raw, found, made.grouping, made.findings.comparisons, config, made.pages)

    def stand(self, built: Built) -> State:
        """Show this site from now on."""
        with self.lock:
            self._memory.forget()
            return self._stand(built, None)

    def _stand(self, built: Built | None, error: str | None) -> State:
        self._number += 1
        self.state = State(f"{self._start}-{self._number}", built, error)
        return self.state

    def find(self, path: str) -> bytes | None:
        """The page at a path of the site that stands."""
        built = self.state.built
        return built.pages.get(path) if built else None
