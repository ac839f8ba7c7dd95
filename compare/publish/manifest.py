"""The list of files that a build wrote: what makes a folder ours, and what we may replace in it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import msgspec

from compare.bundle import Bundle
from compare.config import MANIFEST
from compare.errors import OutputError

_REBUILD = "Restore the file, or build into an empty folder."


class Manifest(msgspec.Struct, frozen=True):
    """The files of one build, path to SHA-256 of the content; paths are relative and use "/"."""

    files: dict[str, str]
    generator: str = "outlet-compare"
    schema_version: int = 1


def describe(pages: Bundle) -> Manifest:
    """The manifest of ``pages``, in path order."""
    return Manifest(files={path: file.digest for path, file in pages.files.items()})


def encode(manifest: Manifest) -> bytes:
    """The manifest as it is written: indented JSON, one file a line, so that a review shows what changed."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def read(output: Path) -> Manifest | None:
    """The manifest of the site in ``output``, or None where there is none.

    Raises:
        OutputError: The manifest is damaged, is no manifest of ours, or lists a path outside the folder.
    """
    path = output / MANIFEST
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OutputError(f"The manifest cannot be read ({error}).", where=str(path), mend=_REBUILD) from error
    if manifest.generator != "outlet-compare" or manifest.schema_version != 1:
        raise OutputError("The manifest is of another program or version.", where=str(path), mend=_REBUILD)
    for name in manifest.files:
        if not is_inside(name):
            raise OutputError(f"The manifest lists {name!r}, outside the folder.", where=str(path), mend=_REBUILD)
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
