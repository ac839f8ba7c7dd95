"""What GitHub Actions shows of a run: annotations at the files, and a summary of the job."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import typer

MOST = 10
"""Annotations of one level that GitHub shows a step; more are dropped in silence."""
MOST_BYTES = 1_000_000
"""GitHub takes a summary of a mebibyte, and drops a longer one whole."""


class Note(NamedTuple):
    """Something to be shown at a file (relative to the working directory), where there is one."""

    level: Literal["error", "warning"]
    title: str
    text: str
    file: str | None = None
    line: int | None = None


def is_action() -> bool:
    """Whether GitHub Actions runs this."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def annotate(notes: Sequence[Note]) -> None:
    """Print at most ten workflow commands, errors first, then how many were left out.

    They go to standard error, which GitHub reads too, so that standard output stays what ``--format`` asks for.
    """
    ranked = sorted(notes, key=lambda note: note.level != "error")
    for note in ranked[:MOST]:
        typer.echo(_command(note), err=True)
    if len(ranked) > MOST:
        typer.echo(f"{len(ranked) - MOST} more are not annotated; the job's summary lists them.", err=True)


def summarise(markdown: str) -> None:
    """Add to the job's summary, where there is one."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    data = markdown.encode(errors="replace")[:MOST_BYTES].decode(errors="ignore")
    try:
        with Path(place).open("a", encoding="utf-8", newline="\n") as file:
            file.write(data)
    except OSError as error:
        typer.echo(f"outlet-compare: {place}: the summary cannot be written ({error.strerror}).", err=True)


def _command(note: Note) -> str:
    """See https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    properties = {"file": note.file, "line": str(note.line) if note.line else None, "title": note.title}
    given = ",".join(f"{name}={_escape(value, in_property=True)}" for name, value in properties.items() if value)
    return f"::{note.level} {given}::{_escape(note.text)}"


def _escape(text: str, *, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text
