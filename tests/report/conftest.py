"""What the report's tests share: invented sites, and the pages made of them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from compare.builder import render
from compare.report import render_single

HERE = Path(__file__).resolve().parent


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HERE / "fixtures" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def harbour() -> ModuleType:
    """The invented site with the functions to make more of its kind."""
    return load("harbour")


@pytest.fixture(scope="session")
def extremes() -> ModuleType:
    """Sites that are hostile, or very large."""
    return load("extremes")


@pytest.fixture(scope="session")
def templates() -> str:
    """The folder of the shipped templates."""
    return str(HERE.parent.parent / "templates")


@pytest.fixture(scope="session")
def pages(harbour: ModuleType, templates: str) -> dict[str, bytes]:
    """The pages of the invented site."""
    return render(harbour.SITE, [templates])


@pytest.fixture(scope="session")
def hostile(harbour: ModuleType, extremes: ModuleType, templates: str) -> dict[str, bytes]:
    """The pages of a site in which every text is an attack."""
    return render(extremes.hostile(harbour), [templates])


@pytest.fixture(scope="session")
def large_pages(harbour: ModuleType, extremes: ModuleType, templates: str) -> dict[str, bytes]:
    """The pages of an event that no single page can hold."""
    return render(extremes.large(harbour), [templates])


def crowd_of_strangers(harbour: ModuleType) -> Any:
    """A site of articles that tell nothing in common, more than the index lists."""
    articles = [harbour.article(f"alone-{n}", "wire", f"Gull {n}", None, [["It circled."]]) for n in range(45)]
    return harbour.a_site(articles, [harbour.compare_by_hand((a,), [], title_of=a.id) for a in articles])


@pytest.fixture(scope="session")
def every_kind(
    harbour: ModuleType,
    templates: str,
    pages: dict[str, bytes],
    hostile: dict[str, bytes],
    large_pages: dict[str, bytes],
) -> dict[str, bytes]:
    """HTML pages of every kind, usual, empty, hostile, large, and of the demonstration, each under a name of its own."""
    sites = {
        "": pages,
        "hostile": hostile,
        "large": {path: content for path, content in large_pages.items() if not path.startswith("a/")},
        "empty": render(harbour.a_site((), ()), [templates]),
        "unreadable": render(harbour.a_site((), (), unreadable=harbour.SITE.corpus.unreadable * 60), [templates]),
        "alone": render(crowd_of_strangers(harbour), [templates]),
    }
    found = {
        f"{name}/{path}".lstrip("/"): content
        for name, made in sites.items()
        for path, content in made.items()
        if path.endswith(".html")
    }
    reports = HERE.parent.parent / "reports"
    found |= {f"reports/{path.relative_to(reports)}": path.read_bytes() for path in reports.rglob("*.html")}
    return {**found, "single.html": render_single(harbour.SITE, harbour.HARBOUR.event, [templates])}
