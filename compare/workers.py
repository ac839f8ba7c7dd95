"""Who does the work of a run: this process, several, or a Dask cluster. The results are the same, and come in order.

``processes`` and ``dask`` are context managers that give a ``map``. Work and items are pickled and sent to processes that this
run started or was told to trust; workers read nothing from a disk.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from compare.cache import Map, program
from compare.errors import ExecutionError

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = "10s"
"""How long to wait for a scheduler."""
AHEAD = 4
"""How many items each worker may have queued; they are held in memory."""
MOST_VAIN = 2
"""How often processes are restarted without a single new result before the run gives up."""


def available() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(jobs: int) -> Iterator[Map]:
    """A map over ``jobs`` processes (0: one per processor), started only if there are two items or more; 1 is this process.

    Raises:
        ExecutionError: Worker processes were killed repeatedly, for example because memory ran out.
    """
    jobs = jobs or available()
    if jobs == 1:
        yield map
        return
    pools: list[ProcessPoolExecutor] = []
    try:
        yield partial(_spread, pools=pools, jobs=jobs)
    finally:
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def dask(scheduler: str) -> Iterator[Map]:
    """A map over the workers of the Dask cluster at ``scheduler``; the items of a lost worker are done by another.

    Raises:
        ExecutionError: Dask is not installed, nothing answers at the address, or workers run another version.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = "Install it beside this program: pip install distributed."
        raise ExecutionError("Dask is not installed.", hint=hint) from error
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        problem = f"No Dask scheduler answers ({str(error) or type(error).__name__})."
        raise ExecutionError(problem, where=scheduler, hint="Start one, or check the address.") from error
    try:
        _refuse_strangers(client, scheduler)
        yield partial(_farm_out, client=client)
    finally:
        client.close()


def _refuse_strangers(client: Client, scheduler: str) -> None:
    """Refuse workers that run another version of the program or of a library: their results could differ."""
    ours = program()
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise ExecutionError("The cluster has no worker.", where=scheduler, hint="Start some: dask worker.") from error
    try:
        versions: dict[str, str] = client.run(program)
    except Exception as error:
        problem = f"The workers cannot load outlet-compare ({error})."
        raise ExecutionError(problem, where=scheduler, hint="Install the same version there.") from error
    others = sorted(address for address, version in versions.items() if version != ours)
    if others:
        problem = f"{len(others)} of {len(versions)} workers run another version, the first being {others[0]}."
        raise ExecutionError(
            problem, where=scheduler, hint="Install the same versions of outlet-compare and its libraries there."
        )


def _farm_out(work: Callable[[Any], Any], items: Sequence[Any], *, client: Client) -> Iterator[Any]:
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    ahead = AHEAD * max(sum(client.nthreads().values()), 1)
    try:
        yield from _stream(partial(client.submit, pure=False), work, items, ahead)
    except (KilledWorker, CancelledError, OSError) as error:  # the work itself opens nothing
        hint = "With --cache, what was done is kept: run it again."
        raise ExecutionError(f"The Dask cluster was lost ({type(error).__name__}).", hint=hint) from error


def _spread(
    work: Callable[[Any], Any], items: Sequence[Any], *, pools: list[ProcessPoolExecutor], jobs: int
) -> Iterable[Any]:
    """One item is not worth a process."""
    return map(work, items) if len(items) < 2 else _in_turn(work, items, pools, jobs)  # noqa: PLR2004 - two


def _in_turn(
    work: Callable[[Any], Any], items: Sequence[Any], pools: list[ProcessPoolExecutor], jobs: int
) -> Iterator[Any]:
    """The results in order; if a process is killed, new ones continue with the first item that has no result."""
    done, before, vain = 0, 0, 0
    while done < len(items):
        if not pools:
            pools.append(_start(jobs))
        try:
            for result in _stream(pools[0].submit, work, items[done:], jobs * AHEAD):
                done += 1
                yield result
        except BrokenProcessPool as error:
            pools.pop().shutdown(wait=False, cancel_futures=True)
            vain, before = (0, done) if done > before else (vain + 1, before)
            if vain == MOST_VAIN:
                hint = "If memory ran out, use fewer --jobs; with --cache, what was done is kept."
                raise ExecutionError("Worker processes were killed.", hint=hint) from error


def _stream(
    submit: Callable[[Callable[[Any], Any], Any], Any], work: Callable[[Any], Any], items: Sequence[Any], ahead: int
) -> Iterator[Any]:
    """The results in order, with at most ``ahead`` items in progress."""
    waiting: deque[Any] = deque()
    for item in items:
        waiting.append(submit(work, item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _start(jobs: int) -> ProcessPoolExecutor:
    """Spawned processes: forked ones would inherit threads and locks, which can deadlock."""
    from multiprocessing import get_context  # noqa: PLC0415 - only where processes are started

    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_settle)


def _settle() -> None:
    """Limit linear algebra to one thread per process: there is already a process per processor."""
    import numpy as np  # noqa: PLC0415, F401 - limits are set on what is loaded
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with scikit-learn

    threadpool_limits(1)
