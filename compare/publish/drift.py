"""How the site on disk differs from the site that its inputs make now."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from compare.bundle import Bundle, File, bundle, digest, hold
from compare.config import MANIFEST
from compare.errors import OutputError
from compare.publish import manifest as manifests


class Drift(Struct, frozen=True):
    """Paths relative to the output folder, each list sorted.

    ``missing``: to be there and not there. ``stale``: there with other content. ``orphaned``: written by an
    earlier build, no longer made. ``foreign``: not ours; kept, told, and no drift.
    """

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    orphaned: tuple[str, ...]
    foreign: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether a build would change anything."""
        return bool(self.missing or self.stale or self.orphaned)


def find_drift(pages: Mapping[str, bytes], output: Path) -> Drift:
    """Compare ``pages`` (path to content) with what stands in ``output``; nothing is written.

    Raises:
        OutputError: The folder holds files but no manifest of ours, or a damaged one.
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
        if not manifests.is_inside(path) or path == MANIFEST:
            raise OutputError(f"A page may not be written to {path!r}.")
    return {**pages.files, MANIFEST: hold(manifests.encode(manifests.describe(pages)))}


def owned(output: Path, standing: set[str]) -> set[str]:
    """The files in ``output`` that an earlier build wrote, by its manifest.

    Raises:
        OutputError: There are files, and no manifest says that a build of ours made the folder.
    """
    manifest = manifests.read(output)
    if manifest is None:
        if standing:
            raise OutputError(
                f"The folder holds files and was not made by outlet-compare (no {MANIFEST}).",
                where=str(output),
                mend="Choose an empty or new folder with -o.",
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
    """Whether a regular file, not a link, stands at ``path`` and holds exactly what ``file`` does."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != file.size:
        return False
    return digest(path.read_bytes()) == file.digest
