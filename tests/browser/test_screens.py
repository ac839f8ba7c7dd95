"""Every kind of page on every screen: whole at 320 pixels and at twice its size, told apart without colour."""

from __future__ import annotations

from typing import Any

import pytest


def open_all(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def test_nothing_makes_a_page_scroll_sideways(visit: Any, addresses: dict[str, str]) -> None:
    too_wide = []
    for kind, address in addresses.items():
        page = visit(address).page
        open_all(page)
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            too_wide += [(kind, width)] * (page.evaluate("document.documentElement.scrollWidth") > width)
        page.close()
    assert too_wide == []


@pytest.mark.parametrize("width", [1280, 640])
def test_at_twice_the_size_a_page_is_still_whole(visit: Any, paths: dict[str, str], width: int) -> None:
    for kind, path in paths.items():
        page = visit(path, width=width, zoom=2).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width / 2, kind
        assert page.get_by_role("heading", level=1).is_visible()
        page.close()


def test_no_text_is_cut_off_by_larger_letters(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"], bypass_policy=True).page
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    )
    cut = page.evaluate("""() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, td, th, li, label, summary)")]
        .filter(e => !e.closest(".vh") && getComputedStyle(e).overflow === "hidden" && e.scrollHeight > e.clientHeight + 1)
        .map(e => e.outerHTML.slice(0, 80))""")
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_what_differs_is_told_apart_without_colour(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    look = "s => (s => [s.textDecorationStyle, s.fontWeight])(getComputedStyle(document.querySelector(s)))"
    marks = ("#sentences mark.cf", "#sentences mark:not([class])")
    assert len({tuple(page.evaluate(look, mark)) for mark in marks}) == len(marks)
    assert page.locator(".point .flag").first.inner_text() == "Figures differ"


def test_marks_are_told_apart_in_forced_colours(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    page.emulate_media(forced_colors="active")
    style = "s => getComputedStyle(document.querySelector(s)).textDecorationStyle"
    lines = {kind: page.evaluate(style, f"#sentences .text {kind}") for kind in ("mark:not([class])", "mark.cf")}
    assert lines == {"mark:not([class])": "dotted", "mark.cf": "double"}


def test_nothing_moves_of_itself(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    assert page.evaluate("document.getAnimations().length") == 0
    moving = """() => [...document.querySelectorAll("*")].filter(e => {
        const style = getComputedStyle(e);
        return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto";
    }).length"""
    assert page.evaluate(moving) == 0
