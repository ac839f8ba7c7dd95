"""A site's files, kept small: their digests are known without their contents, which are unpacked one at a time."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

_LEVEL = 1
"""A site of 150 MB packs into 23 MB in half a second; higher levels take twice the time for a tenth of the size."""


class Packed(Struct, frozen=True):
    """A file's content, compressed, with the length in bytes and the SHA-256 (in hexadecimal) of what is in it."""

    size: int
    digest: str
    content: bytes


class File(NamedTuple):
    """A file of a site: its length in bytes, the SHA-256 of its content, and where the content comes from."""

    size: int
    digest: str
    load: Callable[[], bytes]


def pack(content: bytes) -> Packed:
    """The content, compressed."""
    return Packed(len(content), digest(content), zlib.compress(content, _LEVEL))


def unpack(packed: Packed) -> bytes:
    """What was packed.

    Raises:
        ValueError: It is not what its length and digest say.
    """
    try:
        content = zlib.decompressobj().decompress(packed.content, packed.size + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if digest(content) != packed.digest:
        raise ValueError("not what was packed")
    return content


def digest(content: bytes) -> str:
    """The SHA-256 of ``content``, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Bundle(Mapping[str, bytes]):
    """Files by path, in path order. As a mapping it gives their contents; ``files`` has them without."""

    def __init__(self, files: Iterable[tuple[str, File]]) -> None:
        """Take the files; of two with one path the later stands."""
        self.files: dict[str, File] = dict(sorted(dict(files).items()))

    def __getitem__(self, path: str) -> bytes:
        """The content of one file."""
        return self.files[path].load()

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self.files)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self.files)


def bundle(pages: Mapping[str, bytes]) -> Bundle:
    """``pages`` as a bundle; one that is a bundle stays as it is."""
    return pages if isinstance(pages, Bundle) else Bundle((path, hold(content)) for path, content in pages.items())


def hold(content: bytes) -> File:
    """A file whose content stands in memory as it is."""
    return File(len(content), digest(content), lambda: content)


def hold_packed(packed: Packed) -> File:
    """A file whose content stands in memory, compressed."""
    return File(packed.size, packed.digest, lambda: unpack(packed))
