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
def test_at_twice_the_size_a_page_is_still_whole_and_works(visit: Any, paths: dict[str, str], width: int) -> None:
    for kind, path in paths.items():
        page = visit(path, width=width, zoom=2).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width / 2, kind
        assert page.get_by_role("heading", level=1).is_visible()
        page.close()
    page = visit(paths["event"], width=width, zoom=2).page
    page.get_by_role("radio", name="Reworded").check()
    assert page.locator(".r-reworded").is_visible()
    assert not page.locator(".r-conflict").is_visible()


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


GREY = """selector => {
    const style = getComputedStyle(document.querySelector(selector));
    const ground = style.backgroundColor.endsWith(", 0)") ? getComputedStyle(document.body).backgroundColor : style.backgroundColor;
    const [r, g, b] = ground.match(/[\\d.]+/g).map(Number).map(v => v / 255)
        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return [style.borderTopStyle, style.borderTopWidth, .2126 * r + .7152 * g + .0722 * b];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_states_are_told_apart_in_greyscale(visit: Any, paths: dict[str, str], scheme: str) -> None:
    page = visit(paths["event"], scheme=scheme).page
    keys = ("conflict", "reworded", "same", "copied", "only")
    signs = [page.locator(f".units .k-{key} .g").inner_text() for key in keys]
    assert len(set(signs)) == len(keys)
    borders = [page.evaluate(GREY, f".sq .s-{key}") for key in keys]
    for n, (style, width, light) in enumerate(borders):
        for other_style, other_width, other in borders[:n]:
            contrast = (max(light, other) + 0.05) / (min(light, other) + 0.05)
            assert (style, width) != (other_style, other_width) or contrast >= 3


def test_states_are_told_apart_in_forced_colours(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    page.emulate_media(forced_colors="active")
    lines = {
        kind: page.evaluate(
            "s => getComputedStyle(document.querySelector(s)).textDecorationStyle", f"#sentences .t {kind}"
        )
        for kind in ("mark:not([class])", "mark.cf")
    }
    assert lines == {"mark:not([class])": "dotted", "mark.cf": "double"}
    assert page.locator(".units .g").first.is_visible()
    chip = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.querySelector('.chip')))")
    assert chip[0] != chip[1]


def test_nothing_moves_of_itself(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    assert page.evaluate("document.getAnimations().length") == 0
    moving = """() => [...document.querySelectorAll("*")].filter(e => {
        const style = getComputedStyle(e);
        return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto";
    }).length"""
    assert page.evaluate(moving) == 0
