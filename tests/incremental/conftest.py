"""Small corpora of several events, and builds whose work is counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from compare import builder
from compare.cache import Counts, Folder, Run
from compare.cli import app
from compare.config import Config
from compare.publish import Written


@pytest.fixture
def corpus(accounts: ModuleType, tmp_path: Path) -> Path:
    """Twelve articles on four events."""
    accounts.write_records(tmp_path / "corpus", accounts.make_records(12, 4))
    return tmp_path / "corpus"


Build = Callable[..., tuple[Written, Counts]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a corpus with a cache: what was written, and what was worked out or found."""

    def build_counted(corpus: Path, output: Path, cache: Path | None = tmp_path / "cache", **more: Any) -> Any:
        run = Run(store=Folder(cache)) if cache else Run()
        _, written = builder.build([corpus], output, config=more.pop("config", Config()), run=run, **more)
        return written, run.counts

    return build_counted


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the command in this process."""
    return lambda *arguments: CliRunner().invoke(app, [str(a) for a in arguments])
