"""``build --changes``: the report lies beside the site, which does not know of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compare import publish
from compare.errors import OutputError

pytestmark = pytest.mark.slow


def test_a_build_writes_the_report_beside_and_the_site_does_not_know(run: Any, corpus: Path, tmp_path: Path) -> None:
    run("build", corpus, "-o", tmp_path / "plain")
    done = run("build", corpus, "-o", tmp_path / "site", "--changes", tmp_path / "changes.json")
    assert done.exit_code == 0
    assert {c["kind"] for c in json.loads((tmp_path / "changes.json").read_text())["changes"]} == {"new"}
    pages = {p.relative_to(tmp_path / "site"): p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    assert pages == {
        p.relative_to(tmp_path / "plain"): p.read_bytes() for p in (tmp_path / "plain").rglob("*") if p.is_file()
    }
    run("build", corpus, "-o", tmp_path / "site", "--changes", tmp_path / "changes.md")
    assert (tmp_path / "changes.md").read_text().startswith("## Changed events\n\nNone: 2 events, as before.")


@pytest.mark.parametrize("name", ["site/changes.md", "changes.txt", "changes"])
def test_a_report_inside_the_site_or_of_no_known_kind_is_refused(
    run: Any, corpus: Path, tmp_path: Path, name: str
) -> None:
    done = run("build", corpus, "-o", tmp_path / "site", "--changes", tmp_path / name)
    assert done.exit_code == 2
    assert not (tmp_path / "site").exists()


def test_a_damaged_document_of_the_standing_site_is_named(run: Any, corpus: Path, tmp_path: Path) -> None:
    run("build", corpus, "-o", tmp_path / "site")
    document = next((tmp_path / "site").glob("e/*/event.json"))
    document.write_text("{")
    done = run("build", corpus, "-o", tmp_path / "site", "--changes", tmp_path / "changes.md")
    assert done.exit_code == 2
    assert str(document) in done.stderr
    with pytest.raises(OutputError):
        publish.read_standing(tmp_path / "site")
