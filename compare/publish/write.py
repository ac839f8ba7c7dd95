"""Write a site so that an interruption leaves either the old one or the new one, whole; one build at a time writes a folder.

The new site is built in a sibling folder ``<output>.tmp-<process>``: unchanged pages and files that no build
wrote are hard-linked, changed pages are written. Then the two folders are exchanged and the old one is removed. An interruption
before the exchange leaves the old site, one after it the new site; the next build removes the leftovers.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from compare.config import MANIFEST
from compare.errors import OutputError
from compare.publish.manifest import File, bundle, complete, list_files, owned, same_content

if sys.platform != "win32":  # without flock, concurrent builds into one folder are the caller's to avoid
    import fcntl


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold ``output``, an existing folder, for one build.

    The folder itself is locked, so no lock file is left behind, and the lock ends with the process.

    Raises:
        OutputError: Another run holds the folder, or has just replaced it.
    """
    if sys.platform == "win32":
        yield
        return
    handle = os.open(output, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _busy(output) from error
        if not os.path.samestat(os.fstat(handle), output.stat()):
            raise _busy(output)
        yield
    finally:
        os.close(handle)


def _busy(output: Path) -> OutputError:
    return OutputError(
        "Another run is writing this folder.", where=str(output), hint="Wait for it, then run the command again."
    )


_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}


def exchange(staged: Path, output: Path) -> None:
    """Exchange the folders ``staged`` and ``output``.

    On Linux this is one system call (renameat2), so a reader sees either the old site or the new one. Elsewhere it takes
    two renames by way of ``<staged>-old``; ``recover`` repairs an interruption between them.
    """
    if _exchange_at_once(staged, output):
        return
    aside = staged.with_name(staged.name + "-old")
    output.rename(aside)
    staged.rename(output)
    aside.rename(staged)


def _exchange_at_once(staged: Path, output: Path) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(staged), _AT_FDCWD, os.fsencode(output), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(output))


_STAGING = ".outlet-compare-staging"


class Written(Struct, frozen=True):
    """What a build did to the folder: paths relative to it, sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    foreign: tuple[str, ...]


def write(pages: Mapping[str, bytes], output: Path) -> Written:
    """Make ``output`` hold exactly ``pages`` (path to content), beside files that no build wrote.

    Raises:
        OutputError: The folder is not empty and no build made it, a page would replace a file that no build wrote,
            another build is running, or the disk refuses. The old site is then unchanged.
    """
    output = output.resolve()
    files = complete(bundle(pages))
    try:
        recover(output)
        output.mkdir(parents=True, exist_ok=True)
        with locked(output):
            return _replace(files, output)
    except OSError as error:
        raise OutputError(
            f"The site cannot be written ({error.strerror or error}).",
            where=str(error.filename or output),
            hint="Existing files are unchanged.",
        ) from error


def write_page(page: bytes, output: Path) -> None:
    """Write one file, whole or not at all.

    Raises:
        OutputError: The disk refuses; an existing file is unchanged.
    """
    staged = output.with_name(f"{output.name}.tmp")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(page)
        staged.replace(output)
    except OSError as error:
        with suppress(OSError):
            staged.unlink()
        problem = f"The page cannot be written ({error.strerror or error})."
        raise OutputError(problem, where=str(output), hint="The existing file is unchanged.") from error


def _replace(files: Mapping[str, File], output: Path) -> Written:
    standing = set(list_files(output))
    listed = owned(output, standing) & standing
    foreign = standing - listed
    _refuse_collisions(files, foreign, output)
    kept = {path for path in files.keys() & listed if same_content(output / path, files[path])}
    result = Written(
        written=tuple(sorted(files.keys() - kept)),
        removed=tuple(sorted(listed - files.keys())),
        kept=tuple(sorted(kept)),
        foreign=tuple(sorted(foreign - files.keys())),
    )
    for left in _leftovers(output):
        _clear(left)
    if result.written or result.removed:
        staged = output.with_name(f"{output.name}.tmp-{os.getpid()}")
        try:
            _stage(files, result, output, staged)
            exchange(staged, output)
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        _take_away(staged, output, mine=listed | set(result.foreign))
    return result


def _refuse_collisions(files: Mapping[str, File], foreign: Iterable[str], output: Path) -> None:
    folders = {parent.as_posix() for path in files for parent in Path(path).parents}
    for path in sorted(foreign):
        clash = path in files and not same_content(output / path, files[path])
        if clash or path in folders or any(parent.as_posix() in files for parent in Path(path).parents):
            raise OutputError(
                "This file is not ours and stands where a page must go.", where=str(output / path), hint="Move it away."
            )


def _stage(files: Mapping[str, File], plan: Written, output: Path, staged: Path) -> None:
    staged.mkdir()
    (staged / _STAGING).touch()
    staged.chmod(output.stat().st_mode)
    for folder in _foreign_folders(plan, output):
        (staged / folder).mkdir(parents=True, exist_ok=True)
    for path in (*plan.kept, *plan.foreign):
        _carry(output / path, staged / path)
    # The manifest goes last: a staging folder that holds one is a whole site.
    for path in sorted(plan.written, key=lambda p: (p == MANIFEST, p)):
        target = staged / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(files[path].load())
        _date(target)
    (staged / _STAGING).unlink()
    for folder in [*staged.rglob("*/"), staged] if _epoch() is not None else []:
        _date(folder)


def _date(path: Path) -> None:
    """Set the modification time to ``SOURCE_DATE_EPOCH``, if that is set, so that archives of two builds are equal."""
    epoch = _epoch()
    if epoch is not None:
        os.utime(path, (epoch, epoch))


def _epoch() -> int | None:
    """``SOURCE_DATE_EPOCH``, in seconds; see https://reproducible-builds.org/specs/source-date-epoch/."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not (given.isascii() and given.isdigit()):
        hint = "Set it to seconds since 1970, or unset it."
        raise OutputError(f"SOURCE_DATE_EPOCH is no number of seconds: {given!r}.", hint=hint)
    return int(given)


def _foreign_folders(plan: Written, output: Path) -> list[Path]:
    """Relative paths of folders that hold no page: they are kept even if they are empty."""
    ours = {parent for path in (*plan.removed, *plan.kept, *plan.written) for parent in Path(path).parents}
    folders = (p.relative_to(output) for p in output.rglob("*") if p.is_dir() and not p.is_symlink())
    return sorted(folder for folder in folders if folder not in ours)


def _carry(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target, follow_symlinks=False)


def _take_away(old: Path, output: Path, mine: set[str]) -> None:
    """Remove the old tree; a file that appeared in it during the build moves to the new one."""
    for path in sorted(list_files(old)):
        if path not in mine and not (output / path).exists():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (old / path).rename(output / path)
    _clear(old)


def _clear(folder: Path) -> None:
    """Remove a folder; its markers go last, so that the next build can finish an interrupted removal."""
    marks = (MANIFEST, _STAGING)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in marks:
            path.unlink()
    for name in marks:
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()


def recover(output: Path) -> None:
    """Restore a site that an interruption between two renames left under its temporary name."""
    if output.exists():
        return
    for left in _leftovers(output):
        if (left / MANIFEST).is_file() and not (left / _STAGING).exists():
            left.rename(output)
            return


def _leftovers(output: Path) -> list[Path]:
    """Staging folders of interrupted builds, recognised by name and by their markers, or empty."""
    found = output.parent.glob(f"{_escaped(output.name)}.tmp-*")
    return sorted(path for path in found if path.is_dir() and not path.is_symlink() and _is_ours(path))


def _is_ours(folder: Path) -> bool:
    if (folder / _STAGING).exists() or (folder / MANIFEST).exists():
        return True
    return folder.name.rpartition(".tmp-")[2].removesuffix("-old").isdigit() and not any(folder.iterdir())


def _escaped(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
