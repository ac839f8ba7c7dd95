"""How a command ends: errors in one line, what could not be read, the exit code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from compare.errors import CompareError, OutputError
from compare.model import Corpus, Unreadable

DRIFT, USAGE, PARTLY = 1, 2, 3
"""Exit codes beside 0; where several apply, 2 goes before 1 and 1 before 3."""

_MOST_ALIKE = 3
_VALUES = re.compile(r"'[^']*'|“[^”]*”|https?://\S+|\d+")
_Message = tuple[str, int | None, str]
"""A file, the line in it where it holds records, and what is wrong there."""


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
    """A line for whatever could not be read, files and records first, then fields of articles.

    Of many alike in one file (the same message, values and numbers aside) the first stands for all of them.
    """
    lost = [(item.path, item.line, f"{item.problem.rstrip('.')}. {item.mend}") for item in corpus.unreadable]
    places = [(corpus.place_of(article.id), article) for article in corpus.articles]
    partly = [(place.file, place.line, remark) for place, article in places for remark in article.remarks]
    for path, line, message, more in _grouped([*lost, *partly]):
        place = printable(path) if line is None else f"{printable(path)}:{line}"
        yield f"{place}: {message}" + (f" ({more} more like this.)" if more else "")


def _grouped(messages: Iterable[_Message]) -> Iterator[tuple[str, int | None, str, int]]:
    """Messages in order of their first; each stands for the ones alike where they are more than ``_MOST_ALIKE``."""
    groups: dict[tuple[str, str], list[_Message]] = {}
    for path, line, message in messages:
        key = message if line is None else _VALUES.sub("", message)
        groups.setdefault((path, key), []).append((path, line, message))
    for group in groups.values():
        shown = group if len(group) <= _MOST_ALIKE else group[:1]
        yield from ((*item, len(group) - len(shown)) for item in shown)


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
