"""How a command ends: errors in one line, what could not be read, the exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from compare.errors import CompareError, OutputError
from compare.model import Corpus, Unreadable

DRIFT, USAGE, PARTLY = 1, 2, 3
"""Exit codes beside 0; where several apply, 2 goes before 1 and 1 before 3."""


@contextmanager
def reported() -> Iterator[None]:
    """Print an error of ours to standard error, as it is, and exit with 2."""
    try:
        yield
    except CompareError as error:
        typer.echo(f"outlet-compare: {error}", err=True)
        raise typer.Exit(USAGE) from error


def finish(corpus: Corpus, *, strict: bool = False, code: int = 0) -> None:
    """List what could not be read, then exit: 2 where nothing was (or ``strict``), ``code``, 3, or 0."""
    for line in notes(corpus):
        typer.echo(line, err=True)
    lost = len(corpus.unreadable)
    if lost:
        typer.echo(
            f"outlet-compare: {lost} of {lost + len(corpus.articles)} pages and records could not be read.", err=True
        )
    if lost and (strict or not corpus.articles):
        raise typer.Exit(USAGE)
    if code or lost:
        raise typer.Exit(code or PARTLY)


def notes(corpus: Corpus) -> Iterator[str]:
    """A line for whatever could not be read, files and records first, then fields of articles."""
    yield from map(describe, corpus.unreadable)
    for article in corpus.articles:
        for remark in article.remarks:
            yield f"{printable(str(corpus.place_of(article.id)))}: {remark}"


def refuse_lost(corpus: Corpus, *, strict: bool) -> None:
    """Before anything is written: end with 2, as ``finish`` would, so that a site that stands stays as it is."""
    if corpus.unreadable and (strict or not corpus.articles):
        finish(corpus, strict=strict)


def refuse_inside(output: Path, **others: Path | None) -> None:
    """Refuse what would be written into the site's folder: the site is a function of its inputs, and of nothing else."""
    for option, path in others.items():
        if path is not None and path.resolve().is_relative_to(output.resolve()):
            problem = f"--{option} lies in the site's folder {output}."
            raise OutputError(problem, where=str(path), mend="Choose a place beside it.")


def refuse_ending(path: Path | None, *endings: str) -> None:
    """Refuse a file whose ending does not say what to write."""
    if path is not None and path.suffix not in endings:
        raise OutputError("The ending says nothing.", where=str(path), mend=f"Name it {' or '.join(endings)}.")


def describe(unreadable: Unreadable) -> str:
    """``path:line: problem. mend`` on one line, control characters in the path made visible."""
    path = printable(unreadable.path)
    place = path if unreadable.line is None else f"{path}:{unreadable.line}"
    return f"{place}: {unreadable.problem.rstrip('.')}. {unreadable.mend}"


def printable(name: str) -> str:
    """The name, or its escaped form where it holds characters that would move the cursor."""
    return name if name.isprintable() else ascii(name)
