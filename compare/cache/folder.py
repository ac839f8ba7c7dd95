"""A folder of results, each in a file of its own: safe to delete, to share between runs, and to be stopped at any moment.

An entry is written beside its place and renamed into it, so a reader finds a whole one or none; a checksum over key and content
tells what is damaged, cut short, or was put there by somebody else. Such an entry counts as missing. Two runs that keep the same
result write the same bytes. A folder that cannot be written is no error: the work is done again the next time.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from compare.config import CACHE_TAG

_MAGIC = b"outlet-compare cache 1\n"
_SUM = 32
_FOLDER = re.compile(r"[0-9a-f]{2}")
_ENTRY = re.compile(r"[0-9a-f]{62}(\.tmp-[0-9a-f]{8})?")
_TAGGED = "Signature: 8a477f597d28d172789f06886806bc55\n# Results kept by outlet-compare; the folder may be deleted at any time.\n"
_A_DAY, _AN_HOUR = 86_400, 3_600


class Store(Protocol):
    """Where results are kept; keys are SHA-256 in hexadecimal."""

    def get(self, key: str) -> bytes | None:
        """What was kept under the key, whole and as it was, or None."""

    def put(self, key: str, content: bytes) -> None:
        """Keep the content under the key, if that can be done."""


class Nothing:
    """A store that keeps nothing."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002 - the store's signature
        """Nothing is found."""
        return None

    def put(self, key: str, content: bytes) -> None:
        """Nothing is kept."""


class Folder:
    """A store on disk; ``refused`` says why the last entry could not be written, if one could not."""

    def __init__(self, root: Path) -> None:
        """Keep entries below ``root``, which is made when the first is written."""
        self.root = root
        self.refused: str | None = None
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """What was kept under the key, or None: nothing was, or it is not what was written there."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            content = data[len(_MAGIC) + _SUM :]
            if data[: len(_MAGIC) + _SUM] != _MAGIC + _sum(key, content):
                return None
            self._touch(path)
        except OSError:
            return None
        self._used.add(key)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Write the entry, whole or not at all."""
        path = self._path(key)
        if path.parent.is_symlink():
            self.refused = "a link leads out of the cache"
            return
        staged = path.with_name(f"{path.name}.tmp-{secrets.token_hex(4)}")
        try:
            if not path.parent.is_dir():
                self._make(path.parent)
            staged.write_bytes(_MAGIC + _sum(key, content) + content)
            staged.replace(path)
        except OSError as error:
            self.refused = error.strerror or str(error)
            with suppress(OSError):
                staged.unlink()
            return
        self._used.add(key)

    def prune(self, most: int) -> int:
        """Remove entries, longest unused first, until at most ``most`` bytes are left; returns how many were removed.

        Entries of this run stay, and files that are not ours are not looked at.
        """
        kept, removed = 0, 0
        for entry in sorted(self._entries(), key=lambda entry: (entry.key not in self._used, -entry.used, entry.key)):
            kept += entry.size
            if entry.key not in self._used and kept > most:
                with suppress(OSError):
                    entry.path.unlink()
                    removed += 1
        return removed

    def _entries(self) -> Iterator[_Entry]:
        """Every entry; what a stopped run left half written is removed on the way."""
        for folder in _list(self.root):
            if not _FOLDER.fullmatch(folder.name) or not folder.is_dir(follow_symlinks=False):
                continue
            for file in _list(Path(folder.path)):
                if not _ENTRY.fullmatch(file.name) or not file.is_file(follow_symlinks=False):
                    continue
                with suppress(OSError):
                    state = file.stat(follow_symlinks=False)
                    if "." not in file.name:
                        yield _Entry(folder.name + file.name, Path(file.path), state.st_size, state.st_mtime)
                    elif time.time() - state.st_mtime > _AN_HOUR:
                        Path(file.path).unlink()

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / key[2:]

    def _make(self, folder: Path) -> None:
        new = not self.root.exists() or not any(self.root.iterdir())
        folder.mkdir(parents=True, exist_ok=True)
        if new:
            (self.root / CACHE_TAG).write_text(_TAGGED, encoding="utf-8", newline="\n")
            (self.root / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")

    def _touch(self, path: Path) -> None:
        """Note the use, once a day: what was used longest ago goes first."""
        if time.time() - path.stat().st_mtime > _A_DAY:
            with suppress(OSError):
                os.utime(path)


class _Entry(NamedTuple):
    key: str
    path: Path
    size: int
    used: float


def _sum(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _list(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []
