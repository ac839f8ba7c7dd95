"""The house keeps its shape: short functions, short files, words that we never use about an article."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "compare").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
CLOCKS = re.compile(r"\b(?:perf_counter|process_time|monotonic|timeit)(?:_ns)?\b")
WORDS_OF_OURS = sorted(
    [
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "compare").rglob("*.py"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "README.md",
    ]
)

MOST_FILES, LEAST_MEDIAN, MOST_AT_THE_ROOT = 170, 140, 14


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_function_reaches_sixty_lines_and_no_file_seven_hundred_and_fifty(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions if (f.end_lineno or 0) - f.lineno >= 59}
    assert not long
    assert source.count("\n") < 750


def test_the_package_is_few_deep_modules() -> None:
    lengths = sorted(path.read_text(encoding="utf-8").count("\n") for path in MODULES)
    at_the_root = [path for path in MODULES if path.parent == ROOT / "compare"]
    assert len(at_the_root) <= MOST_AT_THE_ROOT
    assert len(lengths) <= MOST_FILES
    assert lengths[len(lengths) // 2] >= LEAST_MEDIAN


def test_no_module_name_occurs_in_two_rooms() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        if path.stem != "__init__" and path.parent.name != "cli":  # a command's module is named as it is typed
            places[path.stem].append(path.relative_to(ROOT).as_posix())
    assert not {name: found for name, found in places.items() if len(found) > 1}


def test_a_class_name_stands_for_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path.relative_to(ROOT).as_posix())
    assert not {name: found for name, found in places.items() if len(found) > 1}


@pytest.mark.parametrize(
    "path", [p for p in TESTS if p != Path(__file__)], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_no_test_reads_a_stopwatch(path: Path) -> None:
    assert not CLOCKS.search(path.read_text(encoding="utf-8")), "a busy machine is no failure: measure in benchmarks/"


@pytest.mark.parametrize("path", WORDS_OF_OURS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_article_is_said_to_have_omitted_anything(path: Path) -> None:
    said = re.sub(r"omit_defaults|``?omit\w*``?|never \"omitted\"", "", path.read_text(encoding="utf-8"))
    assert not re.search(r"\bomit(s|ted)?\b", said)


def test_the_public_names_exist_and_are_documented() -> None:
    import compare  # noqa: PLC0415

    for name in compare.__all__:
        assert getattr(compare, name).__doc__, name
