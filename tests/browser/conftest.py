"""A browser for the tests, and the sites it visits. Skipped where there is none, unless one is required."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from compare import publish
from compare.builder import render
from compare.report import render_single
from compare.report.urls import article_page

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = [str(ROOT / "templates")]
REQUIRED = "OUTLET_COMPARE_REQUIRE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "report" / "fixtures" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def harbour() -> ModuleType:
    """The invented site of the report's tests."""
    return load("harbour")


@pytest.fixture(scope="session")
def site(harbour: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented site, written to disk."""
    folder = tmp_path_factory.mktemp("site") / "harbour"
    publish.write(render(harbour.SITE, TEMPLATES), folder)
    return folder


@pytest.fixture(scope="session")
def crowded(harbour: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a very large event, long lists, and an event as one file beside it."""
    large = load("extremes").large(harbour)
    alone = [harbour.article(f"alone-{n}", "wire", f"Gull {n}", None, [["It circled."]]) for n in range(45)]
    made = render(
        harbour.a_site(
            (*large.corpus.articles, *alone),
            (*large.comparisons.values(), *(harbour.compare_by_hand((a,), [], title_of=a.id) for a in alone)),
            unreadable=harbour.SITE.corpus.unreadable * 45,
        ),
        TEMPLATES,
    )
    folder = tmp_path_factory.mktemp("crowded") / "site"
    publish.write({**made, "single.html": render_single(harbour.SITE, harbour.HARBOUR.event, TEMPLATES)}, folder)
    return folder


@pytest.fixture(scope="session")
def empty(harbour: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which nothing could be read."""
    folder = tmp_path_factory.mktemp("empty") / "site"
    publish.write(render(harbour.a_site((), (), unreadable=harbour.SITE.corpus.unreadable), TEMPLATES), folder)
    return folder


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address at which the command serves the invented site."""
    command = [sys.executable, "-m", "compare", "serve", str(site), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as run:
        assert run.stdout
        yield run.stdout.readline().split(" at ")[1].split()[0]
        run.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[sync_api.Browser]:
    """The system's Chromium, headless."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no browser: none of {', '.join(NAMES)} is on the PATH"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{reason}, and {REQUIRED}=1")
        pytest.skip(reason)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def paths(harbour: ModuleType) -> dict[str, str]:
    """A page of every kind of the invented site."""
    return {
        "index": "index.html",
        "event": f"e/{harbour.HARBOUR.event.id}/index.html",
        "single": f"e/{harbour.ALONE.event.id}/index.html",
        "article": article_page(harbour.WIRE.id),
        "outlets": "outlets.html",
        "outlet": "outlet/daily/index.html",
        "method": "method.html",
        "search": "search.html",
    }


@pytest.fixture(scope="session")
def addresses(paths: dict[str, str], site: Path, crowded: Path, empty: Path) -> dict[str, str]:
    """The address of a page of every kind there is, on disk."""
    (points,) = crowded.glob("e/*/points-2.html")
    return {
        **{kind: (site / path).as_uri() for kind, path in paths.items()},
        "large event": points.with_name("index.html").as_uri(),
        "further rows": points.as_uri(),
        "alone": (crowded / "alone.html").as_uri(),
        "unreadable": (crowded / "unreadable.html").as_uri(),
        "one file": (crowded / "single.html").as_uri(),
        "empty index": (empty / "index.html").as_uri(),
    }


class Visit:
    """A page that was opened, with what it complained about and what it asked for."""

    def __init__(self, page: sync_api.Page) -> None:
        """Listen to ``page`` from the start."""
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def visit(chromium: sync_api.Browser, site: Path) -> Iterator:  # type: ignore[type-arg]
    """A path of the site (or an address), and the size, scheme and scripting of the browser -> the visit."""
    contexts = []

    def go(
        path: str,
        *,
        width: int = 1280,
        scheme: str = "light",
        script: bool = True,
        zoom: float = 1,
        bypass_policy: bool = False,
    ) -> Visit:
        context = chromium.new_context(
            viewport={"width": round(width / zoom), "height": round(900 / zoom)},
            device_scale_factor=zoom,
            color_scheme=scheme,
            java_script_enabled=script,
            bypass_csp=bypass_policy,  # axe needs to be let in
        )
        contexts.append(context)
        made = Visit(context.new_page())
        made.page.goto(path if ":" in path else f"{site.as_uri()}/{path}")
        return made

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(params=["file", "serve"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """Where the invented site begins: on the disk, and at the address of ``outlet-compare serve``."""
    return f"{site.as_uri()}/" if request.param == "file" else request.getfixturevalue("served")
