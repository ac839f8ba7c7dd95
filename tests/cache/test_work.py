"""Work that was done is not done again; work that was not is, and in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.cache import Folder, Run, Stage, key_of, program, recall, recall_one


def double(number: int) -> float:
    return 2 * number


STAGE = Stage("double", double, lambda number: (number,), float)


def run_with(folder: Path, done: list[int]) -> Run:
    """A run that writes down the items it works on."""

    def note(work: object, items: list[int]) -> Iterator[float]:
        for item in items:
            done.append(item)
            yield work(item)  # type: ignore[operator]

    return Run(note, Folder(folder))


def results(items: list[int], run: Run) -> list[float]:
    return [result for _, result in recall(STAGE, items, run)]


def test_only_what_is_new_is_worked_on_and_the_order_is_kept(tmp_path: Path) -> None:
    done: list[int] = []
    assert results([3, 1], run_with(tmp_path, done)) == [6, 2]
    run = run_with(tmp_path, done)
    assert results([1, 2, 3, 4], run) == [2, 4, 6, 8]
    assert done == [3, 1, 2, 4]
    assert (run.counts.made["double"], run.counts.found["double"]) == (2, 2)


def test_a_result_is_of_its_declared_type_whether_made_or_found(tmp_path: Path) -> None:
    for run in (Run(), Run(store=Folder(tmp_path)), Run(store=Folder(tmp_path))):
        assert type(recall_one(STAGE, 1, run)) is float


def test_what_was_done_before_a_stop_is_kept(tmp_path: Path) -> None:
    done: list[int] = []
    under_way = recall(STAGE, [1, 2, 3], run_with(tmp_path, done))
    next(under_way)
    next(under_way)
    under_way.close()  # type: ignore[attr-defined]
    assert results([1, 2, 3], run_with(tmp_path, done)) == [2, 4, 6]
    assert done == [1, 2, 3]


def test_a_result_of_another_kind_under_the_key_is_ignored(tmp_path: Path) -> None:
    store = Folder(tmp_path)
    store.put(key_of("double", program(), 1), b"\x00\xa3abc")
    run = Run(store=store)
    assert recall_one(STAGE, 1, run) == 2
    assert run.counts.made["double"] == 1


def test_stages_do_not_answer_for_each_other(tmp_path: Path) -> None:
    run = Run(store=Folder(tmp_path))
    recall_one(STAGE, 1, run)
    assert recall_one(STAGE._replace(name="triple", work=lambda n: 3 * n), 1, run) == 3


def test_another_program_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recall_one(STAGE, 1, Run(store=Folder(tmp_path)))
    monkeypatch.setattr("compare.cache.program", lambda: "a later version")
    run = Run(store=Folder(tmp_path))
    recall_one(STAGE, 1, run)
    assert run.counts.made["double"] == 1


def test_runs_count_apart() -> None:
    recall_one(STAGE, 1, Run())
    assert not Run().counts.made
