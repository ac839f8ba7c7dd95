"""One build at a time writes a folder, and two folders change places in one step where the system can do it."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compare.errors import OutputError

if sys.platform != "win32":  # without flock, concurrent builds into one folder are the caller's to avoid
    import fcntl


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold ``output``, an existing folder, for one build.

    The folder itself is locked, so no lock file is left behind, and the lock ends with the process.

    Raises:
        OutputError: Another run holds the folder, or has just replaced it.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(output, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _busy(output) from error
        if not os.path.samestat(os.fstat(handle), output.stat()):
            raise _busy(output)
        yield
    finally:
        os.close(handle)


def _busy(output: Path) -> OutputError:
    return OutputError(
        "Another run is writing this folder.", where=str(output), hint="Wait for it, then run the command again."
    )


_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}


def exchange(staged: Path, output: Path) -> None:
    """Exchange the folders ``staged`` and ``output``.

    On Linux this is one system call (renameat2), so a reader sees either the old site or the new one. Elsewhere it takes
    two renames by way of ``<staged>-old``; ``write.recover`` repairs an interruption between them.
    """
    if _exchange_at_once(staged, output):
        return
    aside = staged.with_name(staged.name + "-old")
    output.rename(aside)
    staged.rename(output)
    aside.rename(staged)


def _exchange_at_once(staged: Path, output: Path) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(staged), _AT_FDCWD, os.fsencode(output), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(output))
