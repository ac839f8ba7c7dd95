"""The ``overrides.toml`` of a corpus folder, with what the review did to it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from compare.errors import ConfigError, OutputError


class Ledger:
    """A file of decisions. Undo takes back the last change of this review, if nobody has changed the file since."""

    def __init__(self, path: Path) -> None:
        """Take the file, which need not exist yet."""
        self.path = path
        self._done: list[tuple[str, str]] = []

    def read(self) -> str:
        """The text as it stands, line ends and all; "" where there is no file.

        Raises:
            ConfigError: It is there and cannot be read.
        """
        try:
            return self.path.read_bytes().decode()
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"The decisions cannot be read ({error}).", where=str(self.path)) from error

    def write(self, text: str) -> None:
        """Put ``text`` in the file's place, whole or not at all, and remember what stood there.

        Raises:
            OutputError: The disk refuses; what stood there is unchanged.
        """
        before = self.read()
        self._replace(text)
        self._done.append((before, text))

    @property
    def undoable(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._done)

    def before(self) -> str:
        """What the file said before the last change.

        Raises:
            ConfigError: Nothing was changed, or somebody else has changed the file since.
        """
        if not self._done:
            raise ConfigError("There is nothing to undo.", where=str(self.path))
        before, after = self._done[-1]
        if self.read() != after:
            raise ConfigError(
                "The file was changed by somebody else since.",
                where=str(self.path),
                mend="Withdraw the decision instead.",
            )
        return before

    def undo(self) -> None:
        """Take back the last change.

        Raises:
            ConfigError: See ``before``.
            OutputError: The disk refuses.
        """
        self._replace(self.before())
        self._done.pop()

    def _replace(self, text: str) -> None:
        target = self.path.resolve()  # a link stays one
        staged = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            staged.write_bytes(text.encode())
            if target.exists():
                staged.chmod(target.stat().st_mode & 0o777)
            staged.replace(target)
        except OSError as error:
            with suppress(OSError):
                staged.unlink()
            problem = f"The decisions cannot be written ({error.strerror or error})."
            raise OutputError(problem, where=str(self.path), mend="What stood there is unchanged.") from error
