"""A large event stands on several pages, none of them heavy, every address kept."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest

from compare.builder import render

HEAVIEST = 300_000
SENTENCES = 90


@pytest.fixture(scope="module")
def large(harbour: ModuleType, extremes: ModuleType, large_pages: dict[str, bytes]) -> Any:
    """The folder of the large event, and all pages."""
    (event,) = extremes.large(harbour).grouping.events
    return f"e/{event.id}/", {path: content.decode() for path, content in large_pages.items()}


@pytest.mark.slow
def test_no_page_is_heavy(large: Any) -> None:
    _, pages = large
    assert {p: len(html) for p, html in pages.items() if p.endswith(".html") and len(html.encode()) > HEAVIEST} == {}


@pytest.mark.slow
def test_three_hundred_sentences_of_twelve_outlets_stay_light(
    harbour: ModuleType, extremes: ModuleType, templates: str
) -> None:
    made = render(extremes.large(harbour, sentences=300), [templates])
    assert {path: len(page) for path, page in made.items() if path.endswith(".html") and len(page) > HEAVIEST} == {}
    assert max(len(page) for path, page in made.items() if path.endswith("event.json")) < 1_200_000


def test_every_point_stands_on_exactly_one_page(large: Any) -> None:
    folder, pages = large
    parts = [html for path, html in pages.items() if path.startswith(folder) and path.endswith(".html")]
    rows = [row for html in parts for row in re.findall(r'<article class="point" id="(p-[0-9a-f]+)"', html)]
    assert len(parts) > 2
    assert len(rows) == len(set(rows)) == SENTENCES * 2 // 3


def test_every_link_between_its_pages_arrives(large: Any) -> None:
    folder, pages = large
    ids = {path: set(re.findall(r' id="([^"]+)"', html)) for path, html in pages.items()}
    for path, html in pages.items():
        if not path.startswith(folder) or not path.endswith(".html"):
            continue
        for target, anchor in re.findall(r'href="([^"#:]*)#([sp]-[^"]+)"', html):
            goal = (
                path
                if not target
                else target.removeprefix("../../")
                if target.startswith("../../")
                else folder + target
            )
            assert anchor in ids[goal], (path, target, anchor)


def test_what_is_left_out_is_said(large: Any) -> None:
    folder, pages = large
    first = pages[f"{folder}index.html"]
    assert "55 more shared points" in first
    assert "Sentences found in one account only are too many to list here" in first
    assert 'href="points-2.html" rel="next"' in first
    assert 'href="index.html" rel="prev"' in pages[f"{folder}points-2.html"]
