"""The command line, run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from compare.cli import app

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Result]

LEAD = "The ferry between Port Hale and the Sorrel Islands resumed on Monday after nine weeks of repairs, the harbour office said."


def page(title: str, time: str, body: str) -> str:
    """A page dump in a wire agency's layout, with a text of our own."""
    return f"Go to Contents Go to Navigation\n\n{title}\n\nAll News {time}\n\nSEOUL, Sept. 14 (Yonhap) -- {body}\n\n(END)\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two accounts of one event and one of another, as records of invented outlets."""
    import msgspec  # noqa: PLC0415

    folder = tmp_path / "corpus"
    folder.mkdir()
    rows = [
        {
            "id": "wire-1",
            "outlet": "Example Wire",
            "title": "Sorrel Islands ferry resumes after nine weeks",
            "published": "2021-09-13T08:00+09:00",
            "text": f"{LEAD} Captain Ida Morrow steered the first crossing with 212 passengers on board.",
        },
        {
            "id": "daily-1",
            "outlet": "Example Daily",
            "title": "Ferry to the Sorrel Islands sails again",
            "published": "2021-09-13T12:30+09:00",
            "text": f"{LEAD} Islanders had waited for the Port Hale ferry since July. Captain Ida Morrow steered the first crossing.",
        },
        {
            "id": "daily-2",
            "outlet": "Example Daily",
            "title": "Museum in Quillan returns two bronze bells",
            "published": "2021-10-02",
            "text": "The Quillan museum handed two bronze bells back to the monastery of Saint Oda. They were cast in 1684.",
        },
    ]
    (folder / "articles.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return folder


@pytest.fixture
def run() -> Run:
    """Run the command in this process."""
    runner = CliRunner()

    def invoke(*arguments: object) -> Result:
        return runner.invoke(app, [str(a) for a in arguments])

    return invoke


@pytest.fixture
def run_apart() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command in a process of its own; named arguments add to its environment, ``cwd`` sets its folder."""

    def invoke(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "compare", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return invoke
