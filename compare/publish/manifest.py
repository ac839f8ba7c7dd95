"""The files of a site, and how a folder on disk compares with them.

A bundle holds files compressed, with their digests. The manifest lists what a build wrote: it makes a folder ours, and says
what we may replace in it. ``find_drift`` compares a folder with the site that its inputs make now; ``read_standing`` reads the
events of the site that stands from its own documents.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec
from msgspec import Struct

from compare.config import MANIFEST
from compare.errors import OutputError

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
    """The original content.

    Raises:
        ValueError: The content does not match its length and digest.
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
    """Files by path, in path order. As a mapping it gives their contents; ``files`` gives sizes and digests."""

    def __init__(self, files: Iterable[tuple[str, File]]) -> None:
        """Take the files; of two with the same path the later wins."""
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
    """``pages`` as a bundle; a bundle is returned unchanged."""
    return pages if isinstance(pages, Bundle) else Bundle((path, hold(content)) for path, content in pages.items())


def hold(content: bytes) -> File:
    """A file whose content is in memory, uncompressed."""
    return File(len(content), digest(content), lambda: content)


def hold_packed(packed: Packed) -> File:
    """A file whose content is in memory, compressed."""
    return File(packed.size, packed.digest, lambda: unpack(packed))


_REBUILD = "Restore the file, or build into an empty folder."


class Manifest(msgspec.Struct, frozen=True):
    """The files of one build, path to SHA-256 of the content; paths are relative and use "/"."""

    files: dict[str, str]
    generator: str = "outlet-compare"
    schema_version: int = 1


def make_manifest(pages: Bundle) -> Manifest:
    """The manifest of ``pages``, in path order."""
    return Manifest(files={path: file.digest for path, file in pages.files.items()})


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as it is written: indented JSON with one file per line, so that diffs are readable."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def read_manifest(output: Path) -> Manifest | None:
    """The manifest of the site in ``output``, or None where there is none.

    Raises:
        OutputError: The manifest is damaged, was not written by outlet-compare, or lists a path outside the folder.
    """
    path = output / MANIFEST
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OutputError(f"The manifest cannot be read ({error}).", where=str(path), hint=_REBUILD) from error
    if manifest.generator != "outlet-compare" or manifest.schema_version != 1:
        raise OutputError("The manifest was written by another program or version.", where=str(path), hint=_REBUILD)
    for name in manifest.files:
        if not is_inside(name):
            raise OutputError(f"The manifest lists {name!r}, outside the folder.", where=str(path), hint=_REBUILD)
    return manifest


def is_inside(path: str) -> bool:
    """Whether a page's path stays inside the output folder, on every system."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and not ({"..", "."} & set(path.split("/")))
        and "\\" not in path
        and "\0" not in path
        and ":" not in parts[0]
    )


class Drift(Struct, frozen=True):
    """Paths relative to the output folder, each list sorted.

    ``missing``: not on disk. ``stale``: on disk with other content. ``orphaned``: written by an earlier build and no
    longer made. ``foreign``: not written by a build; kept, reported, and not counted as drift.
    """

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    orphaned: tuple[str, ...]
    foreign: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether a build would change anything."""
        return bool(self.missing or self.stale or self.orphaned)


def find_drift(pages: Mapping[str, bytes], output: Path) -> Drift:
    """Compare ``pages`` (path to content) with the files in ``output``; nothing is written.

    Raises:
        OutputError: The folder holds files but no manifest, or a damaged one.
    """
    expected = complete(bundle(pages))
    standing = set(list_files(output)) if output.is_dir() else set()
    listed = owned(output, standing)
    return Drift(
        missing=tuple(sorted(expected.keys() - standing)),
        stale=tuple(sorted(p for p in expected.keys() & standing if not same_content(output / p, expected[p]))),
        orphaned=tuple(sorted((standing & listed) - expected.keys())),
        foreign=tuple(sorted(standing - listed - expected.keys())),
    )


def complete(pages: Bundle) -> dict[str, File]:
    """The files of ``pages`` with their manifest, after a check that every path stays inside the folder."""
    for path in pages.files:
        if not is_inside(path) or path == MANIFEST:
            raise OutputError(f"A page may not be written to {path!r}.")
    return {**pages.files, MANIFEST: hold(encode_manifest(make_manifest(pages)))}


def owned(output: Path, standing: set[str]) -> set[str]:
    """The files in ``output`` that an earlier build wrote, by its manifest.

    Raises:
        OutputError: There are files but no manifest, so no build made the folder.
    """
    manifest = read_manifest(output)
    if manifest is None:
        if standing:
            raise OutputError(
                f"The folder holds files and was not made by outlet-compare (no {MANIFEST}).",
                where=str(output),
                hint="Choose an empty or new folder with -o.",
            )
        return set()
    return set(manifest.files) | {MANIFEST}


def list_files(folder: Path) -> Iterator[str]:
    """The files and links below ``folder``, relative, with "/"; links to folders are not entered."""
    for root, folders, files in os.walk(folder):
        below = Path(root)
        linked = [name for name in folders if (below / name).is_symlink()]
        for name in [*files, *linked]:
            yield (below / name).relative_to(folder).as_posix()


def same_content(path: Path, file: File) -> bool:
    """Whether ``path`` is a regular file (not a link) with exactly the content of ``file``."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != file.size:
        return False
    return digest(path.read_bytes()) == file.digest


_DOCUMENT = re.compile(r"e/[^/]+/event\.json")


class StandingArticle(Struct, frozen=True):
    """An article of the existing site; ``sha256`` is the digest of its body."""

    id: str
    outlet_name: str
    headline: str | None
    sha256: str


class StandingEvent(Struct, frozen=True):
    """An event of the existing site; other fields of its ``event.json`` are ignored."""

    id: str
    title: str | None
    articles: tuple[StandingArticle, ...]


def read_standing(output: Path) -> tuple[StandingEvent, ...]:
    """The events of the site in ``output``, by id; empty if there is no site.

    Raises:
        OutputError: A document of the site cannot be read.
    """
    manifest = read_manifest(output)
    paths = sorted(path for path in manifest.files if _DOCUMENT.fullmatch(path)) if manifest else []
    return tuple(_read_event(output / path) for path in paths)


def _read_event(path: Path) -> StandingEvent:
    try:
        return msgspec.json.decode(path.read_bytes(), type=StandingEvent)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        problem = f"The standing site's document cannot be read, so changes cannot be told ({error})."
        raise OutputError(problem, where=str(path), hint="Build once without --changes.") from error
