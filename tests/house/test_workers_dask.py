"""Work on a Dask cluster of two processes gives what work in one does, and a killed worker loses nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from compare import builder, workers
from compare.cache import Folder, Run
from compare.errors import ExecutionError, TemplateError

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),
]  # the cluster's own warnings are not ours to mend


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two worker processes of one thread each, replaced where they die."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", protocol="tcp"
    ) as made:
        yield made


@pytest.fixture
def address(cluster: Any) -> str:
    return str(cluster.scheduler_address)


def square(number: int) -> int:
    return number * number


def where(_: int) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    raise TemplateError("Nothing to see.", where="event.html", line=number)


def die_once(number: int, mark: Path) -> int:
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_the_workers_work_and_the_order_is_kept(address: str) -> None:
    with workers.dask(address) as spread:
        assert list(spread(square, range(40))) == [n * n for n in range(40)]
        assert os.getpid() not in set(spread(where, range(8)))
        assert list(spread(square, [])) == []


def test_an_error_comes_back_as_it_was_raised(address: str) -> None:
    with workers.dask(address) as spread, pytest.raises(TemplateError, match=r"event\.html:7: Nothing"):
        list(spread(refuse, [7]))


def test_a_killed_worker_loses_nothing(address: str, tmp_path: Path) -> None:
    with workers.dask(address) as spread:
        assert list(spread(partial(die_once, mark=tmp_path / "mark"), range(12))) == list(range(12))
    assert (tmp_path / "mark").exists()


def test_an_address_where_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", "1s")
    with (
        pytest.raises(ExecutionError, match=r"^tcp://127\.0\.0\.1:9: No Dask scheduler answers"),
        workers.dask("tcp://127.0.0.1:9"),
    ):
        pass


def test_a_cluster_without_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PATIENCE", "2s")
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(ExecutionError, match="has no worker"),
        workers.dask(empty.scheduler_address),
    ):
        pass


def test_workers_with_another_version_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "program", another_version)
    with pytest.raises(ExecutionError, match=r"\d of \d workers run another version"), workers.dask(address):
        pass


calls = iter(range(1000))


def another_version() -> str:
    """Another one in each process, and each time."""
    return f"{os.getpid()}-{next(calls)}"


def test_the_whole_build_has_the_same_bytes(address: str, accounts: Any, tmp_path: Path) -> None:
    accounts.write_records(tmp_path / "corpus", accounts.make_records(12, 4))
    found = builder.read_corpus([tmp_path / "corpus"])
    serial = builder.make_site(found).pages
    with workers.dask(address) as spread:
        run = Run(map=spread, store=Folder(tmp_path / "cache"))
        assert dict(builder.make_site(found, run=run).pages) == dict(serial)
    warm = Run(store=Folder(tmp_path / "cache"))
    assert dict(builder.make_site(found, run=warm).pages) == dict(serial)
    assert not warm.counts.made
