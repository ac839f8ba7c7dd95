"""Addresses land on the right row, the back button returns to it, and the keyboard does all that a mouse can."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

IN_SIGHT = """id => {
    const box = document.getElementById(id).getBoundingClientRect();
    const x = box.left + Math.min(box.width / 2, 30), y = box.top + Math.min(box.height / 2, 8);
    const top = document.elementFromPoint(x, y);
    return box.top >= 0 && box.top < innerHeight && !!top && document.getElementById(id).contains(top);
}"""
"""Whether an element's beginning is on the screen, and nothing lies over it."""
FOCUSABLE = "a[href], summary, button, select, input:not([type=radio]), input:checked, [tabindex='0']"
DATE_STOPS = 12
"""A date field has stops of its own inside: month, day, year, calendar."""
STOPS = f"""() => [...document.querySelectorAll("{FOCUSABLE}")]
    .filter(e => e.getClientRects().length && e.checkVisibility({{contentVisibilityAuto: true}}))
    .map((e, n) => {{ e.dataset.stop = n; return n; }})"""


def ids(site: Path, path: str, pattern: str) -> list[str]:
    return re.findall(rf' id="({pattern})"', (site / path).read_text(encoding="utf-8"))


def test_every_address_of_a_row_and_of_a_sentence_brings_it_into_sight(
    visit: Any, site: Path, paths: dict[str, str], root: str
) -> None:
    page = visit("about:blank", width=390 if root.startswith("file") else 1280).page
    anchors = ids(site, paths["event"], "[ps]-[0-9a-f-]+")
    assert len(anchors) > 25
    for anchor in anchors:
        page.goto("about:blank")
        page.goto(f"{root}{paths['event']}#{anchor}")
        assert page.evaluate(IN_SIGHT, anchor), anchor


def test_an_articles_address_stands_out_where_it_lands(
    visit: Any, site: Path, paths: dict[str, str], root: str
) -> None:
    last = ids(site, paths["article"], "s-[0-9a-f-]+")[-1]
    page = visit(f"{root}{paths['article']}#{last}").page
    assert page.evaluate(IN_SIGHT, last)
    ground = "id => getComputedStyle(document.getElementById(id)).backgroundColor"
    assert page.evaluate(ground, last) != "rgba(0, 0, 0, 0)"


def test_the_back_button_returns_to_the_row_that_was_left(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["event"]).page
    page.locator("#all-tell .compare").nth(1).click()
    row = page.url.partition("#")[2]
    assert page.evaluate(IN_SIGHT, row)
    page.locator(f"#{row} .at").first.click()
    page.wait_for_url(f"**/{paths['article']}#*")
    page.go_back()
    page.wait_for_url(f"**/{paths['event']}#{row}")
    page.wait_for_function(IN_SIGHT, arg=row)
    page.go_back()
    page.wait_for_url(f"**/{paths['event']}")


def test_the_keyboard_reaches_the_content_first(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["event"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 100
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("kind", ["index", "event", "article", "outlet", "search", "method"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Any, paths: dict[str, str], kind: str) -> None:
    page = visit(paths[kind]).page
    stops = page.evaluate(STOPS)
    reached, hidden = set(), []
    for _ in range(len(stops) + DATE_STOPS):
        page.keyboard.press("Tab")
        stop, seen = page.evaluate("""() => {
            const e = document.activeElement, style = getComputedStyle(e), label = e.closest("label");
            const box = e.getBoundingClientRect();
            const marked = [style, label && getComputedStyle(label)].some(s => s && s.outlineStyle !== "none");
            return [e.dataset.stop, marked && box.bottom > 0 && box.top < innerHeight];
        }""")
        reached.add(stop)
        hidden += [] if seen or stop is None else [stop]
    assert {str(stop) for stop in stops} - reached == set()
    assert hidden == []


def test_the_keyboard_opens_what_is_folded(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"], script=False).page
    for summary in page.locator("summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    assert page.locator("details:not([open])").count() == 0


def test_j_and_k_go_from_row_to_row_and_back(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["event"]).page
    name = "(e => (e.dataset.here ??= String(Math.random())))(document.activeElement)"
    rows = [page.keyboard.press("j") or page.evaluate(name) for _ in range(5)]
    assert len(set(rows)) == 5
    assert page.evaluate("document.activeElement.matches('.tell, .point')")
    assert page.evaluate(IN_SIGHT, page.evaluate("document.activeElement.id"))
    page.keyboard.press("k")
    assert page.evaluate(name) == rows[3]


def test_a_question_mark_shows_the_keys_and_escape_closes_them(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["event"]).page
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("/")
    page.wait_for_url("**/search.html")


def test_keys_are_left_alone_in_a_field(visit: Any) -> None:
    page = visit("search.html").page
    page.get_by_role("searchbox").press_sequentially("jk?/")
    assert page.get_by_role("searchbox").input_value() == "jk?/"
