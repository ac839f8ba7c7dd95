"""Which program made a result: another version of anything that results hang on makes other results.

The version is the digest of the package's own files, so that nobody can forget to raise a number. Code that decides where a
result goes, and not what it is, is left out.
"""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
ASIDE = frozenset({"cli", "publish", "templates", "__pycache__"})
"""Rooms without which every result would be the same; templates are part of the keys that depend on them."""
_NAME = re.compile(r"[\w.-]+")


@cache
def program() -> str:
    """The digest of the package's code and data, and of the versions of Python and of the libraries."""
    sha = hashlib.sha256()
    for name in sorted(_files()):
        content = (_PACKAGE / name).read_bytes()
        sha.update(f"{name}\0{len(content)}\0".encode())
        sha.update(content)
    sha.update(repr((sys.version_info[:3], _libraries())).encode())
    return sha.hexdigest()


def _files() -> list[str]:
    """The files of the package that results hang on, relative to it."""
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
