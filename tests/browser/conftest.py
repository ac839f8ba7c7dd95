"""A browser for the tests, and the site it visits. Skipped where there is none, unless one is required."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from compare.report import render
from compare.report.anchors import article_page

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIRED = "OUTLET_COMPARE_REQUIRE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="session")
def harbour() -> ModuleType:
    """The invented site of the report's tests."""
    spec = importlib.util.spec_from_file_location("harbour", ROOT / "tests" / "report" / "fixtures" / "harbour.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def site(harbour: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented site, written to disk."""
    folder = tmp_path_factory.mktemp("site")
    for path, content in render(harbour.SITE, [str(ROOT / "templates")]).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


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
    """A page of every kind."""
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
    """A path of the site and the size, scheme and scripting of the browser -> the visit."""
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
        made.page.goto((site / path.partition("#")[0]).as_uri() + path[len(path.partition("#")[0]) :])
        return made

    yield go
    for context in contexts:
        context.close()
