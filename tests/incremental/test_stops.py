"""Whatever stops a build, the old site stands whole or the new one does, and the next build mends the rest."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from compare import builder
from compare.cache import Folder, Run
from compare.errors import OutputError
from compare.publish.write import locked

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are stopped by signals of POSIX"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # fork beside threads; the child only builds
]
STEPS = {
    "os.rename",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.utime",
    "os.chmod",
    "os.listdir",
    "os.scandir",
    "open",
    "ctypes.dlsym",
}


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def stop_at(step: int | None, job: Callable[[], object], count: Path | None = None) -> int:
    """Do the job in a child process that kills itself at its ``step``-th touch of a disk; the child's status."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    seen = 0

    def watch(event: str, _: object) -> None:
        nonlocal seen
        if event in STEPS:
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    try:
        job()
        if count:
            count.write_text(str(seen))
    except BaseException:  # noqa: BLE001 - the child must never go on as a second test run
        os._exit(1)
    os._exit(0)


@pytest.fixture
def two(corpus: Path, accounts: ModuleType, tmp_path: Path) -> tuple[Path, Path]:
    """Two corpora with most of their articles in common."""
    import shutil  # noqa: PLC0415

    other = tmp_path / "other"
    shutil.copytree(corpus, other)
    for path in sorted(other.glob("e00000-*")):
        path.unlink()
    accounts.write_records(other, accounts.make_records(3, 1, seed=9))
    return corpus, other


@pytest.mark.parametrize("seed", range(2))
def test_a_build_killed_at_any_moment_leaves_a_whole_site(two: tuple[Path, Path], tmp_path: Path, seed: int) -> None:
    here = tmp_path / "here"
    here.mkdir()
    references = []
    for corpus in two:
        builder.build([corpus], tmp_path / "reference", run=Run(store=Folder(tmp_path / "filled")))
        references.append(content(tmp_path / "reference"))
    site, cache = here / "site", here / "cache"
    builder.build([two[0]], site)
    (site / "CNAME").write_text("news.example")
    for reference in references:
        reference["CNAME"] = b"news.example"

    def build(corpus: Path, kept: Path) -> Callable[[], object]:
        return lambda: builder.build([corpus], site, run=Run(store=Folder(kept)))

    stop_at(None, build(two[1], tmp_path / "filled"), tmp_path / "count")
    assert content(site) == references[1]
    steps, draw = int((tmp_path / "count").read_text()), random.Random(seed)
    killed = 0
    for moment in draw.sample(range(1, steps - 20), 6):
        standing = references.index(content(site))
        status = stop_at(moment, build(two[1 - standing], tmp_path / "filled"))
        killed += os.WIFSIGNALED(status)
        assert content(site) in references
        assert {p.name.partition(".tmp-")[0] for p in here.iterdir()} <= {"site", "cache"}
    assert killed == 6
    build(two[0], cache)()
    assert content(site) == references[0]
    assert {p.name for p in here.iterdir()} == {"site", "cache"}


def test_a_stopped_build_goes_on_where_it_was(corpus: Path, build: Any, tmp_path: Path) -> None:
    """The process is killed as it keeps the third comparison."""

    left = [None] * (12 + 1 + 3)  # what twelve files gave, the grouping, and three comparisons

    class Stopping(Folder):
        def put(self, key: str, content: bytes) -> None:
            super().put(key, content)
            left.pop()
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    status = stop_at(
        None, lambda: builder.build([corpus], tmp_path / "site", run=Run(store=Stopping(tmp_path / "cache")))
    )
    assert os.WIFSIGNALED(status)
    _, counts = build(corpus, tmp_path / "site")
    assert not counts.made["read"]
    assert counts.found["group"] == 1
    assert (counts.found["compare"], counts.made["compare"]) == (3, 1)
    build(corpus, tmp_path / "apart", cache=None)
    assert content(tmp_path / "site") == content(tmp_path / "apart")


def test_of_two_builds_into_one_folder_one_wins_whole(two: tuple[Path, Path], tmp_path: Path) -> None:
    references = []
    for corpus in two:
        builder.build([corpus], tmp_path / "reference")
        references.append(content(tmp_path / "reference"))
    command = [sys.executable, "-m", "compare", "build"]
    more = ["-o", str(tmp_path / "site"), "--cache", str(tmp_path / "cache")]
    root = Path(__file__).resolve().parents[2]
    rivals = [
        subprocess.Popen([*command, str(corpus), *more], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=root)
        for corpus in two
    ]
    ends = [(rival.communicate()[1].decode(), rival.returncode) for rival in rivals]
    assert any(code == 0 for _, code in ends), ends
    assert all(code == 0 or (code == 2 and "Another run" in said) for said, code in ends), ends
    assert content(tmp_path / "site") in references
    assert not list(tmp_path.glob("site.tmp-*"))


def test_a_build_beside_one_that_is_writing_fails_clearly(corpus: Path, tmp_path: Path) -> None:
    builder.build([corpus], tmp_path / "site")
    before = content(tmp_path / "site")
    next(corpus.glob("e00000-*")).unlink()
    with locked(tmp_path / "site"), pytest.raises(OutputError, match="Another run is writing this folder"):
        builder.build([corpus], tmp_path / "site")
    assert content(tmp_path / "site") == before
