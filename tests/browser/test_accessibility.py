"""axe-core finds nothing to object to, on any kind of page, light or dark, wide or narrow."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DARK = ["color-contrast", "link-in-text-block"]
"""Rules that ask for colours: a dark scheme changes nothing else."""


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (files(package) / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, rules: dict[str, Any]) -> list[tuple[str, str]]:
    result = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", rules)
    assert result["passes"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in result["violations"]]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "kind",
    ["index", "event", "single", "article", "outlets", "outlet", "method", "search",
     "large event", "further rows", "alone", "unreadable", "one file", "empty index"],
)  # fmt: skip
def test_no_page_violates_a_rule(visit: Any, addresses: dict[str, str], axe: str, kind: str, width: int) -> None:
    page = visit(addresses[kind], width=width, bypass_policy=True).page
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(axe)
    assert violations(page, {"type": "tag", "values": RULES}) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"type": "rule", "values": DARK}) == []
