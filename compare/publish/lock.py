"""One build at a time writes a folder."""

from __future__ import annotations

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

    The lock lies on the folder itself, so no lock file is left behind, and it dies with the process.

    Raises:
        OutputError: Another run holds the folder, or has replaced it in this moment.
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
        "Another run is writing this folder.", where=str(output), mend="Wait for it, then run the command again."
    )
