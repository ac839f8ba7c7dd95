"""How a command carries out its work: which cache it asks first, and who does what is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.errors import ExecutionError

if TYPE_CHECKING:
    from compare.cache import Run

Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="FOLDER",
        envvar="OUTLET_COMPARE_CACHE",
        file_okay=False,
        help="Keep results there, and do only what is new. May be deleted at any time.",
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
        help="Above this, results unused for longest are removed.",
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
        help="Work in N processes; 0 is one for each processor. The result is the same.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        envvar="DASK_SCHEDULER_ADDRESS",
        help="Where the cluster of `--executor dask` is: tcp://HOST:8786.",
        show_default=False,
    ),
]


class Executor(StrEnum):
    """Who works."""

    LOCAL = "local"
    DASK = "dask"


Workers = Annotated[Executor, typer.Option("--executor", help="This machine, or a Dask cluster.")]


@contextmanager
def carried_out(
    cache: Path | None = None,
    size: int = DEFAULT_SIZE,
    jobs: int = 1,
    executor: Executor = Executor.LOCAL,
    scheduler: str | None = None,
) -> Iterator[Run]:
    """A run with what the command line asks for; the cache is pruned to ``size`` megabytes at its end."""
    from compare import execution  # noqa: PLC0415 - keeps --help quick
    from compare.cache import Folder, Nothing, Run  # noqa: PLC0415 - as above

    if executor is Executor.DASK and scheduler is None:
        raise ExecutionError("--executor dask takes a cluster.", mend="Give its address with --scheduler.")
    store = Folder(cache) if cache else Nothing()
    workers = execution.dask(scheduler or "") if executor is Executor.DASK else execution.processes(jobs)
    with workers as map_:
        yield Run(map=map_, here=map_ if executor is Executor.LOCAL else map, store=store)
    if isinstance(store, Folder):
        store.prune(size * 1_000_000)
        if store.refused:
            typer.echo(f"outlet-compare: {cache}: results could not be kept ({store.refused}).", err=True)


def describe_work(run: Run) -> str:
    """What a run with a cache had to do: ``2 of 500 events compared, 3 rendered anew``."""
    made, found = run.counts
    events = made["compare"] + found["compare"]
    return f"{made['compare']} of {events} events compared, {made['render']} rendered anew"
