"""A new corpus folder: starter files, each with explanatory comments. Existing files are never replaced."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from compare.errors import OutputError

FILES = {
    "outlets.toml": "outlets.toml",
    "overrides.toml": "overrides.toml",
    "outlet-compare.toml": "outlet-compare.toml",
    "workflow.yml": ".github/workflows/outlet-compare.yml",
    "ignored.txt": ".gitignore",
}
"""The files of this folder, and where each goes in a corpus folder."""


class Started(Struct, frozen=True):
    """The files of a corpus folder, relative to it: those that were written, and those that existed already."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def start(folder: Path) -> Started:
    """Make ``folder`` a corpus folder.

    Raises:
        OutputError: It cannot be written; existing files are unchanged.
    """
    written, kept = [], []
    for name, place in FILES.items():
        path, text = folder / place, (Path(__file__).parent / name).read_bytes()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:  # fails if a file or link exists
                file.write(text)
        except FileExistsError as error:
            if not path.exists() and not path.is_symlink():
                raise _refuse(path.parent, error) from error
            kept.append(place)
        except OSError as error:
            raise _refuse(path, error) from error
        else:
            written.append(place)
    return Started(tuple(written), tuple(kept))


def _refuse(path: Path, error: OSError) -> OutputError:
    problem = f"The corpus folder cannot be written ({error.strerror or error})."
    return OutputError(problem, where=str(path), hint="Existing files are unchanged.")
