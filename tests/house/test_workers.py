"""Work in several processes gives what work in one does, in order, and survives a process that is killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from compare import builder, workers
from compare.cache import Run
from compare.config import Config
from compare.errors import ExecutionError, TemplateError

pytestmark = pytest.mark.slow


def square(number: int) -> int:
    return number * number


def where(_: int) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    raise TemplateError("Nothing to see.", where="event.html", line=number)


def die_once(number: int, mark: Path) -> int:
    """Kill the process at the third item, the first time only."""
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_one_job_is_this_process() -> None:
    with workers.processes(1) as spread:
        assert list(spread(where, [1, 2])) == [os.getpid()] * 2


def test_several_jobs_keep_the_order_and_are_reused() -> None:
    with workers.processes(2) as spread:
        assert list(spread(square, range(40))) == [n * n for n in range(40)]
        here = set(spread(where, range(20))) | set(spread(where, range(20)))
    assert os.getpid() not in here
    assert len(here) <= 2


def test_a_single_item_starts_no_process() -> None:
    with workers.processes(2) as spread:
        assert list(spread(where, [1])) == [os.getpid()]
        assert list(spread(where, [])) == []


def test_an_error_comes_back_as_it_was_raised() -> None:
    with workers.processes(2) as spread, pytest.raises(TemplateError, match=r"event\.html:7: Nothing") as failed:
        list(spread(refuse, [7, 8]))
    assert (failed.value.where, failed.value.line) == ("event.html", 7)


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    with workers.processes(2) as spread:
        assert list(spread(partial(die_once, mark=tmp_path / "mark"), list(range(12)))) == list(range(12))
    assert (tmp_path / "mark").exists()


def test_processes_that_always_die_are_given_up() -> None:
    with workers.processes(2) as spread, pytest.raises(ExecutionError, match=r"killed.*fewer --jobs"):
        list(spread(die, [1, 2, 3]))


def test_no_more_items_are_taken_than_are_worked_on_soon() -> None:
    taken: list[int] = []

    class Noting(list[int]):
        def __getitem__(self, part: object) -> Iterator[int]:  # type: ignore[override]
            return (taken.append(n) or n for n in list(self))  # type: ignore[func-returns-value]

    with workers.processes(2) as spread:
        results = iter(spread(square, Noting(range(100))))
        next(results)
        assert len(taken) <= 2 * workers.AHEAD
        assert list(results)[-1] == 99 * 99


def test_processes_end_with_the_block() -> None:
    with workers.processes(2) as spread:
        here = set(spread(where, range(20)))
    for process in here:
        for _ in range(200):
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                break
            time.sleep(0.05)
        else:
            pytest.fail(f"process {process} goes on")


def test_nought_is_a_process_for_each_processor() -> None:
    assert workers.available() >= 1
    with workers.processes(0) as spread:
        assert list(spread(square, [2, 3])) == [4, 9]


def test_the_whole_build_has_the_same_bytes(accounts: Any, tmp_path: Path) -> None:
    accounts.write_records(tmp_path / "corpus", accounts.make_records(12, 4))
    (tmp_path / "corpus" / "broken.jsonl").write_text("no JSON\n", encoding="utf-8")
    builder.build([tmp_path / "corpus"], tmp_path / "serial", config=Config())
    with workers.processes(2) as spread:
        run = Run(map=spread, here=spread)
        builder.build([tmp_path / "corpus"], tmp_path / "two", config=Config(), run=run)
    serial, two = (
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in (tmp_path / "serial", tmp_path / "two")
    )
    assert serial == two
    assert run.counts.made["read"] == 13
