"""The pages of the invented site, as they are: run with ``--update-golden`` after a wanted change, and read the diff."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).resolve().parent / "golden"
STYLE = "style.css"


def test_the_pages_are_as_they_were(pages: dict[str, bytes], request: Any) -> None:
    made = {path: content for path, content in pages.items() if path != STYLE}
    if request.config.getoption("--update-golden"):
        for old in sorted(GOLDEN.rglob("*"), reverse=True):
            old.unlink() if old.is_file() else old.rmdir()
        for path, content in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(content)
        pytest.skip("golden files written")
    kept = {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.rglob("*") if path.is_file()}
    assert sorted(made) == sorted(kept)
    changed = [path for path in made if made[path] != kept[path]]
    assert not changed, f"changed: {changed}; if that is wanted, run pytest --update-golden"
