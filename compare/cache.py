"""Results kept from one run to the next, found by the digest of everything they depend on.

``encode`` and ``decode`` turn results into bytes and back by their declared types alone, so nothing that is read can name a
class or run code. ``Folder`` keeps them on disk, ``program`` says which version of the program made them, and ``recall`` looks
for a result before it does the work: either way the results are the same, and come in order.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from compare.config import CACHE_TAG

T = TypeVar("T")

_PACK, _TEXT = b"\x00", b"\x01"
"""How an encoding begins: MessagePack, or JSON where a text holds half of a surrogate pair, which is no UTF-8."""


def encode(value: Any, order: Literal["deterministic"] | None = None) -> bytes:  # noqa: ANN401 - whatever msgspec encodes
    """``value`` as bytes, mappings in their own order; with ``order`` equal values give equal bytes, also of sets."""
    try:
        return _PACK + msgspec.msgpack.encode(value, order=order)
    except UnicodeEncodeError:
        return _TEXT + json.dumps(msgspec.to_builtins(value, order=order)).encode()


def decode(data: bytes, kind: type[T]) -> T:
    """The value of type ``kind`` that was encoded.

    Raises:
        ValueError: The bytes are no encoding of such a value.
    """
    form, rest = data[:1], data[1:]
    try:
        if form == _PACK:
            return msgspec.msgpack.decode(rest, type=kind)
        if form == _TEXT:
            return msgspec.convert(json.loads(rest), kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    raise ValueError("not an encoding of ours")


def key_of(*parts: Any) -> str:  # noqa: ANN401 - whatever msgspec encodes
    """The SHA-256, in hexadecimal, of the encoded parts, each preceded by its length so that different lists of parts cannot collide."""
    sha = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else encode(part, "deterministic")
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()


_MAGIC = b"outlet-compare cache 1\n"
_SUM = 32
_FOLDER = re.compile(r"[0-9a-f]{2}")
_ENTRY = re.compile(r"[0-9a-f]{62}(\.tmp-[0-9a-f]{8})?")
_TAGGED = "Signature: 8a477f597d28d172789f06886806bc55\n# Results kept by outlet-compare; the folder may be deleted at any time.\n"
_A_DAY, _AN_HOUR = 86_400, 3_600


class Store(Protocol):
    """Where results are kept; keys are SHA-256 in hexadecimal."""

    def get(self, key: str) -> bytes | None:
        """The content stored under the key, or None."""

    def put(self, key: str, content: bytes) -> None:
        """Store the content under the key; a failure is not an error."""


class Nothing:
    """A store that keeps nothing."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002 - the store's signature
        """Always None."""
        return None

    def put(self, key: str, content: bytes) -> None:
        """Do nothing."""


class Folder:
    """A store on disk, one file an entry: safe to delete, to share between runs, and to be stopped at any moment.

    An entry is written beside its place and renamed into it, so a reader finds a whole one or none. A checksum over key and
    content tells what is damaged, cut short or was put there by somebody else; such an entry counts as missing. A folder that
    cannot be written is no error, the work is done again next time: ``refused`` says why the last entry was not kept.
    """

    def __init__(self, root: Path) -> None:
        """Keep entries below ``root``, which is made when the first is written."""
        self.root = root
        self.refused: str | None = None
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """The content stored under the key, or None if there is none or it is damaged."""
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
        """Remove the least recently used entries until at most ``most`` bytes are left; returns how many were removed.

        Entries used in this run stay, and files that this class did not write are ignored.
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
        """Every entry. Temporary files that an interrupted run left behind are removed on the way."""
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
        """Update the entry's access time, at most once a day, for ``prune``."""
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


_PACKAGE = Path(__file__).resolve().parent
ASIDE = frozenset({"cli", "publish", "templates", "__pycache__"})
"""Rooms without which every result would be the same; templates are part of the keys that depend on them."""
_NAME = re.compile(r"[\w.-]+")


@cache
def program() -> str:
    """The digest of the package's code and data, and of the versions of Python and of the libraries.

    No version number has to be raised by hand; rooms in ``ASIDE``, without which every result would be the same, are left out.
    """
    sha = hashlib.sha256()
    for name in sorted(_files()):
        content = (_PACKAGE / name).read_bytes()
        sha.update(f"{name}\0{len(content)}\0".encode())
        sha.update(content)
    sha.update(repr((sys.version_info[:3], _libraries())).encode())
    return sha.hexdigest()


def _files() -> list[str]:
    """The files of the package that results depend on, relative to the package."""
    paths = (path.relative_to(_PACKAGE) for path in _PACKAGE.rglob("*") if path.is_file())
    return [path.as_posix() for path in paths if not ASIDE & set(path.parts)]


def _libraries() -> list[tuple[str, str]]:
    """The libraries that the package asks for, its extras included, each with the version that is installed."""
    try:
        asked = requires("outlet-compare") or []
    except PackageNotFoundError:
        return []
    names = sorted({found[0] for line in asked if (found := _NAME.match(line))})
    return [(name, _version(name)) for name in names]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # an extra's
        return ""


I = TypeVar("I")  # noqa: E741 - an item
R = TypeVar("R")

Map = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
"""The signature of ``map``, which decides where the work is done; results come in order."""

_ONE_BY_ONE: Map = map
"""A name for it where a field hides it."""


class Counts(NamedTuple):
    """By stage, how many results were computed in this run and how many were found in the store."""

    made: Counter[str]
    found: Counter[str]


def _no_counts() -> Counts:
    return Counts(Counter(), Counter())


class Run(Struct, frozen=True):
    """How a build is carried out: who does the work, where results are kept, what was done. None of it affects the result.

    ``map`` may send work to other machines; ``here`` runs work on this machine, because it reads files.
    """

    map: Map = map
    store: Store = field(default_factory=Nothing)
    counts: Counts = field(default_factory=_no_counts)
    here: Map = _ONE_BY_ONE


def _always(_item: object, _result: object) -> bool:
    return True


class Stage(NamedTuple, Generic[I, R]):
    """A kind of work: its name, its function, what a result depends on besides the program, and the type of the result.

    ``work`` and the items must be picklable. ``work`` may use nothing but what ``depends_on`` returns, which makes the key.
    ``keeps`` decides, after the work, whether a result may be stored under that key.
    """

    name: str
    work: Callable[[I], R]
    depends_on: Callable[[I], tuple[Any, ...]]
    kind: type[R]
    keeps: Callable[[I, R], bool] = _always


def recall(stage: Stage[I, R], items: Iterable[I], run: Run) -> Iterator[tuple[str, R]]:
    """For each item, in order, the key of its result and the result: found in the store, or else computed and stored.

    Results are stored as they come, so an interrupted run loses only the items in progress.
    """
    listed = list(items)
    keys = [key_of(stage.name, program(), *stage.depends_on(item)) for item in listed]
    found = {place: result for place, key in enumerate(keys) if (result := _find(stage, key, run)) is not None}
    made = iter(run.map(stage.work, [item for place, item in enumerate(listed) if place not in found]))
    for place, key in enumerate(keys):
        if place in found:
            yield key, found.pop(place)
            continue
        result = next(made)
        content = encode(result)
        run.counts.made[stage.name] += 1
        if stage.keeps(listed[place], result):
            run.store.put(key, content)
        yield (
            key,
            decode(content, stage.kind),
        )  # decoded, so that a computed result equals a stored one (an int declared as float comes back as a float)


def recall_one(stage: Stage[I, R], item: I, run: Run) -> R:
    """The result for one ``item``, found in the store or computed in this process."""
    ((_, result),) = recall(stage, [item], replace(run, map=map))
    return result


def _find(stage: Stage[I, R], key: str, run: Run) -> R | None:
    content = run.store.get(key)
    if content is None:
        return None
    try:
        result = decode(content, stage.kind)
    except ValueError:
        return None
    run.counts.found[stage.name] += 1
    return result
