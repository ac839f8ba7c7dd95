"""Where something was read."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True, gc=False):
    """Where something was read: a file, and the line or the number of the record in it."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """``file:line``."""
        return self.file if self.line is None else f"{self.file}:{self.line}"
