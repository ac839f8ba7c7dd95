"""axe-core finds nothing to object to, on any kind of page, light or dark, wide or narrow."""

from __future__ import annotations

from importlib.resources import files
from types import ModuleType
from typing import Any

import pytest

package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (files(package) / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def paths(harbour: ModuleType) -> list[str]:
    """A page of every kind."""
    events = (harbour.HARBOUR.event.id, harbour.ALONE.event.id)
    return [
        "index.html",
        "method.html",
        "outlets.html",
        "outlet/daily/index.html",
        *(f"e/{event}/index.html" for event in events),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_violates_a_rule(visit: Any, paths: list[str], axe: str, width: int, scheme: str) -> None:
    found = []
    for path in paths:
        page = visit(path, width=width, scheme=scheme, bypass_policy=True).page
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        page.evaluate(axe)
        result = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        found += [(path, rule["id"], rule["nodes"][0]["html"]) for rule in result["violations"]]
        assert result["passes"], path
    assert found == []
