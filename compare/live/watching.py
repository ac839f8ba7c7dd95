"""Which inputs changed: asked of the file system every so often.

Asking (modification times, twice a second at most) works the same on every system, on network drives and in containers,
where notifications do not arrive; it costs a hundredth of a second for a thousand files, and waits longer where there are more.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

from compare.config import MANIFEST

_PAUSE = 0.5
"""Seconds between two looks, at least; ten times as long as a look takes, where that is more."""

Snapshot = dict[str, tuple[int, int, int]]
"""Time of change in nanoseconds, size and number of every file, by its path."""


def follow(
    paths: Sequence[Path], standing: Snapshot, changed: Callable[[], object], stop: Event, pause: float = _PAUSE
) -> None:
    """Call ``changed`` after each change below ``paths``, once it is quiet, until ``stop`` is set.

    ``standing`` is how they looked before they were last read, so that nothing that changed since is missed.
    """
    wait = pause
    while not stop.wait(wait):
        began = time.thread_time()
        now = look(paths)
        wait = max(pause, 10 * (time.thread_time() - began))
        if now == standing:
            continue
        while not stop.wait(wait) and (later := look(paths)) != now:  # an editor or a download is still writing
            now = later
        standing = now
        changed()


def look(paths: Sequence[Path]) -> Snapshot:
    """The files below ``paths`` as they are now; what is hidden, and a built site inside, is no input."""
    return {str(file): seen for path in paths for file in _files(path) if (seen := _see(file))}


def _see(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        if MANIFEST in files and here != path:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (here / name for name in files if not name.startswith("."))
