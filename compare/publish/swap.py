"""Two folders change places, in one step where the system can do it."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}


def exchange(staged: Path, output: Path) -> None:
    """Let ``staged`` and ``output``, both folders, change places.

    On Linux one system call does it (renameat2), so a reader sees the old site or the new one and never
    neither. Elsewhere two renames do, by way of ``<staged>-old``; ``write.recover`` mends a stop between.
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
