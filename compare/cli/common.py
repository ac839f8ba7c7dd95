"""What several commands share: their options, how a run is carried out, progress, errors and exit codes, lists of rows."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from typer.core import TyperArgument, TyperCommand

from compare.errors import CompareError, ExecutionError, OutputError
from compare.faults import FAULT, fault_log
from compare.model import Corpus

if TYPE_CHECKING:
    from compare.cache import Run


_CHECKED = "Value error, "
"""What the checker of values puts before the message of whoever refused one."""


class Command(TyperCommand):
    """Shows arguments by their metavar alone, in usage and help, and drops the validator's prefix from messages about values."""

    def __init__(self, *args: Any, **parts: Any) -> None:  # noqa: ANN401 - those of the base, whatever they are
        """Keep the types of arguments, such as ``list[Path]``, out of the help."""
        super().__init__(*args, **parts)
        for param in self.params:
            if isinstance(param, TyperArgument):
                vars(param)["display_type_rich"] = _nothing

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's own kind is not public
        """``[OPTIONS] INPUT...``; what may be left out stands in brackets."""
        named = [
            param.metavar if param.required or param.metavar.startswith("[") else f"[{param.metavar}]"
            for param in self.params
            if isinstance(param, TyperArgument) and param.metavar
        ]
        return ["[OPTIONS]", *named]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as above
        """Parse the command line; invalid values are reported in plain words."""
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(_CHECKED)
            raise


def _nothing(**_: object) -> None:
    """No type beside an argument's name."""


class Format(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSONL = "jsonl"


Inputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="INPUT...",
        help="Folders and files: saved pages (.html, .txt ...), records (.jsonl, .csv ...), web archives.",
        show_default=False,
    ),
]
ArticlesOf = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus",
        metavar="INPUT",
        help="Folder or file whose articles may be named by their ids; may be repeated.",
        show_default=False,
    ),
]
Output = Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="The site's folder.")]
Listing = Annotated[Format, typer.Option("--format", help="A table, or one JSON object per line.")]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="FOLDER",
        help="Your own templates; those you do not replace are taken from the package.",
        exists=True,
        file_okay=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Configuration; by default outlet-compare.toml in an INPUT folder.",
        exists=True,
        dir_okay=False,
    ),
]
NoFullText = Annotated[
    bool,
    typer.Option("--no-full-text", help="Reprint only sentences that match a sentence of another article."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 2 if an input could not be read.")]


Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="FOLDER",
        envvar="OUTLET_COMPARE_CACHE",
        file_okay=False,
        help="Keep results in this folder and recompute only what changed. It may be deleted at any time.",
        show_default=False,
    ),
]
CacheSize = Annotated[
    int,
    typer.Option(
        "--cache-size",
        metavar="MB",
        envvar="OUTLET_COMPARE_CACHE_SIZE",
        min=0,
        help="Maximum size of the cache; the least recently used results are removed.",
    ),
]
DEFAULT_SIZE = 1000
Jobs = Annotated[
    int,
    typer.Option(
        "-j",
        "--jobs",
        metavar="N",
        envvar="OUTLET_COMPARE_JOBS",
        min=0,
        help="Number of processes; 0 means one per processor. The result is the same.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        envvar="DASK_SCHEDULER_ADDRESS",
        help="Address of the cluster for `--executor dask`: tcp://HOST:8786.",
        show_default=False,
    ),
]


class Executor(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    DASK = "dask"


Workers = Annotated[Executor, typer.Option("--executor", help="Work on this machine or on a Dask cluster.")]


@contextmanager
def open_run(
    cache: Path | None = None,
    size: int = DEFAULT_SIZE,
    jobs: int = 1,
    executor: Executor = Executor.LOCAL,
    scheduler: str | None = None,
) -> Iterator[Run]:
    """A run as the command line asks for it; at its end the cache is pruned to ``size`` megabytes."""
    from compare import workers  # noqa: PLC0415 - keeps --help quick
    from compare.cache import Folder, Nothing, Run  # noqa: PLC0415 - as above

    if executor is Executor.DASK and scheduler is None:
        raise ExecutionError("--executor dask takes a cluster.", hint="Give its address with --scheduler.")
    store = Folder(cache) if cache else Nothing()
    opened = workers.dask(scheduler or "") if executor is Executor.DASK else workers.processes(jobs)
    with opened as map_:
        yield Run(map=map_, here=map_ if executor is Executor.LOCAL else map, store=store)
    if isinstance(store, Folder):
        store.prune(size * 1_000_000)
        if store.refused:
            typer.echo(f"outlet-compare: {cache}: results could not be kept ({store.refused}).", err=True)


def describe_work(run: Run) -> str:
    """What a run with a cache had to do: ``2 of 500 events compared, 3 rendered again``."""
    made, found = run.counts
    events = made["compare"] + found["compare"]
    return f"{made['compare']} of {events} events compared, {made['render']} rendered again"


DRIFT, USAGE, PARTLY = 1, 2, 3
"""Exit codes besides 0; 2 takes precedence over 1, and 1 over 3."""

_MOST_ALIKE, _MOST_NAMED = 3, 10
_VALUES = re.compile(r"'[^']*'|“[^”]*”|https?://\S+|\d+")
_Message = tuple[str, int | None, str]
"""A file, the line in it (for records), and what is wrong there."""


@contextmanager
def reported() -> Iterator[None]:
    """Print a ``CompareError`` to standard error and exit with 2."""
    try:
        yield
    except CompareError as error:
        typer.echo(f"outlet-compare: {error}", err=True)
        raise typer.Exit(USAGE) from error


def finish(corpus: Corpus, *, strict: bool = False, code: int = 0) -> None:
    """List what could not be read, then exit with 2 if nothing was read (or ``strict``), else with ``code``, 3 or 0."""
    for line in notes(corpus):
        typer.echo(line, err=True)
    lost = len(corpus.unreadable)
    if any(item.problem.startswith(FAULT) for item in corpus.unreadable):
        typer.echo(f"outlet-compare: tracebacks of faults are in {fault_log()}; please report them.", err=True)
    if lost:
        typer.echo(
            f"outlet-compare: {lost} of {lost + len(corpus.articles)} pages and records could not be read.", err=True
        )
    if lost and (strict or not corpus.articles):
        raise typer.Exit(USAGE)
    if code or lost:
        raise typer.Exit(code or PARTLY)


def how_read(corpus: Corpus) -> Iterator[str]:
    """Lines on what is weak: how many articles have no date, are short or headlines alone, and which; none where all is well."""
    if corpus.weakly_dated:
        missing, count = len(corpus.undated), len(corpus.articles)
        yield f"No date: {missing} of {count} articles, so which articles tell one event is less sure."
    parts = [("short", corpus.short), ("known by the headline alone", corpus.headlines)]
    if not any(articles for _, articles in parts):
        return
    whole = len(corpus.articles) - sum(len(articles) for _, articles in parts)
    lost = [f"{len(corpus.unreadable)} not at all"] * bool(corpus.unreadable)
    yield f"Read: {', '.join([f'{whole} whole', *(f'{len(a)} {name}' for name, a in parts if a), *lost])}."
    for name, articles in parts:
        shown = [printable(str(corpus.place_of(article.id))) for article in articles[:_MOST_NAMED]]
        more = [f"{len(articles) - len(shown)} more"] * (len(articles) > len(shown))
        if shown:
            yield f"  {name}: {', '.join([*shown, *more])}"


def notes(corpus: Corpus) -> Iterator[str]:
    """A line for whatever could not be read, files and records first, then fields of articles.

    Of many similar messages for one file (equal except for values and numbers) only the first is given.
    """
    lost = [(item.path, item.line, f"{item.problem.rstrip('.')}. {item.hint}") for item in corpus.unreadable]
    places = [(corpus.place_of(article.id), article) for article in corpus.articles]
    partly = [(place.file, place.line, remark) for place, article in places for remark in article.remarks]
    for path, line, message, more in _grouped([*lost, *partly]):
        place = printable(path) if line is None else f"{printable(path)}:{line}"
        yield f"{place}: {message}" + (f" ({more} more like this.)" if more else "")


def _grouped(messages: Iterable[_Message]) -> Iterator[tuple[str, int | None, str, int]]:
    """Messages in order, with how many similar ones follow; more than ``_MOST_ALIKE`` are reduced to the first."""
    groups: dict[tuple[str, str], list[_Message]] = {}
    for path, line, message in messages:
        key = message if line is None else _VALUES.sub("", message)
        groups.setdefault((path, key), []).append((path, line, message))
    for group in groups.values():
        shown = group if len(group) <= _MOST_ALIKE else group[:1]
        yield from ((*item, len(group) - len(shown)) for item in shown)


def refuse_lost(corpus: Corpus, *, strict: bool) -> None:
    """Exit with 2, as ``finish`` would, before anything is written, so that an existing site is unchanged."""
    if corpus.unreadable and (strict or not corpus.articles):
        finish(corpus, strict=strict)


def refuse_inside(output: Path, **others: Path | None) -> None:
    """Refuse other files inside the site's folder: the site depends on its inputs alone."""
    for option, path in others.items():
        if path is not None and path.resolve().is_relative_to(output.resolve()):
            problem = f"--{option} lies in the site's folder {output}."
            raise OutputError(problem, where=str(path), hint="Choose a place beside it.")


def refuse_ending(path: Path | None, *endings: str) -> None:
    """Refuse a file whose suffix does not name a known format."""
    if path is not None and path.suffix not in endings:
        raise OutputError("The ending says nothing.", where=str(path), hint=f"Name it {' or '.join(endings)}.")


def printable(name: str) -> str:
    """The name, escaped if it contains control characters."""
    return name if name.isprintable() else ascii(name)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each step as it begins; it is shown if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals pay for it

    with Console(stderr=True).status("Starting") as status:
        yield lambda stage: status.update(f"{stage} …")


def print_jsonl(rows: Iterable[object]) -> None:
    """One JSON object per line, in UTF-8, keys in the order given."""
    encode = msgspec.json.encode
    for row in rows:
        sys.stdout.buffer.write(encode(row) + b"\n")
    sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """An aligned table on a terminal; tab-separated values if the output is piped."""
    if not sys.stdout.isatty():
        typer.echo("\t".join(columns))
        for row in rows:
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals pay for it
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
