"""The house keeps its shape: short functions, short files, words that we never use about an article."""

from __future__ import annotations

import ast
import re
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


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_function_reaches_sixty_lines_and_no_file_seven_hundred_and_fifty(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions if (f.end_lineno or 0) - f.lineno >= 59}
    assert not long
    assert source.count("\n") < 750


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
