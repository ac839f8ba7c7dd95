"""Progress on a terminal; silence everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each stage as it begins; it shows on a terminal's standard error."""
    if not sys.stderr.isatty():
        yield lambda _stage: None
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals pay for it

    with Console(stderr=True).status("Starting") as status:
        yield lambda stage: status.update(f"{stage} …")
