"""The invented site as it is, page by page.

Run with ``--update-golden`` after a wanted change, and read the diff.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
STYLE = "style.css"


def test_it_is_as_it_was(pages: dict[str, bytes], request: Any) -> None:
    folder = HERE / "golden"
    made = {path: content for path, content in pages.items() if path != STYLE}
    if request.config.getoption("--update-golden"):
        for old in sorted(folder.rglob("*"), reverse=True):
            old.unlink() if old.is_file() else old.rmdir()
        for path, content in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        pytest.skip("golden files written")
    kept = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert sorted(made) == sorted(kept)
    changed = [path for path in made if made[path] != kept[path]]
    assert not changed, f"changed: {changed}; if that is wanted, run pytest --update-golden"
