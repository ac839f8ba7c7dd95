"""The site in a real browser, from file://: quiet, self-contained, whole on every screen."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def open_all(visit: Any) -> None:
    visit.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("script", ["on", "off"])
def test_every_page_is_quiet_and_asks_nobody_else(visit: Any, paths: dict[str, str], site: Path, script: str) -> None:
    for path in paths.values():
        seen = visit(path, script=script == "on")
        assert seen.errors == [], path
        assert all(url.startswith(site.as_uri()) for url in seen.requests), path
        seen.page.close()


def test_nothing_makes_a_page_scroll_sideways(visit: Any, paths: dict[str, str]) -> None:
    too_wide = []
    for path in paths.values():
        page = (seen := visit(path)).page
        open_all(seen)
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            too_wide += [(path, width)] * (page.evaluate("document.documentElement.scrollWidth") > width)
        page.close()
    assert too_wide == []


def test_at_twice_the_size_a_page_is_still_whole(visit: Any, paths: dict[str, str]) -> None:
    seen = visit(paths["event"], width=1280, zoom=2)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 640
    assert seen.page.get_by_role("heading", name="Sentence by sentence").is_visible()


def test_everything_is_there_without_script(visit: Any, paths: dict[str, str]) -> None:
    seen = visit(paths["event"], script=False)
    assert seen.page.get_by_text("Only in Example Wire: Saturday").is_visible()
    seen.page.get_by_text("Show 4 more from Example Daily").click()
    assert seen.page.locator("#alone").get_by_text("A bell rang twice.").is_visible()


def test_an_old_address_leads_to_the_event(visit: Any, harbour: ModuleType, paths: dict[str, str]) -> None:
    seen = visit(f"e/{harbour.event_of(harbour.DAILY).id}/index.html", script=False)
    seen.page.wait_for_url(f"**/{paths['event']}")
    assert seen.page.get_by_role("heading", level=1).inner_text() == harbour.WIRE.headline


def test_rows_can_be_filtered_by_state_without_script(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"], script=False).page
    page.get_by_role("radio", name="Possible conflict").check()
    assert page.locator(".r-conflict").is_visible()
    assert not page.locator(".r-reworded").is_visible()
    assert not page.locator("#alone").is_visible()
    page.get_by_role("radio", name="All").check()
    assert page.locator("#alone").is_visible()


def test_a_sentences_address_brings_it_into_view_even_out_of_a_fold(
    visit: Any, site: Path, paths: dict[str, str]
) -> None:
    html = (site / paths["event"]).read_text(encoding="utf-8")
    folded = re.findall(r'<li id="(s-[0-9a-f]+)"', html.partition("Show 4 more")[2])[1]
    page = visit(f"{paths['event']}#{folded}").page
    page.wait_for_function(f"document.getElementById('{folded}').getBoundingClientRect().height > 0")
    top = page.evaluate(f"document.getElementById('{folded}').getBoundingClientRect().top")
    assert 0 <= top < 900


def test_the_keyboard_reaches_the_content_first_and_then_every_link(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_picture_has_a_link_for_each_linked_sentence_and_only_those(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    links = page.locator(".pic a")
    assert links.count() == 11
    assert links.first.get_attribute("aria-label") == "Example Wire, sentence 1 of 7: point 1, possible conflict"


def test_in_print_everything_is_open_and_the_rail_is_gone(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    page.emulate_media(media="print")
    assert not page.locator(".rail").is_visible()
    assert page.locator("#alone").get_by_text("A bell rang twice.").bounding_box()["height"] > 0


def test_search_finds_by_word_outlet_and_date_from_a_disk(visit: Any, harbour: ModuleType) -> None:
    seen = visit("search.html")
    page, titles = seen.page, seen.page.locator(".found h3")
    assert page.get_by_role("status").inner_text() == "3 of 3 found"
    page.get_by_label("Words").fill("osan envoy")
    assert titles.all_inner_texts() == [harbour.WIRE.headline]
    page.get_by_label("Words").fill("")
    page.get_by_label("Outlet").select_option("Example Post")
    assert titles.all_inner_texts() == [harbour.SEPTEMBER.headline]
    page.get_by_label("Outlet").select_option("")
    page.get_by_label("To", exact=True).fill("2020-07-31")
    assert titles.all_inner_texts() == [harbour.WIRE.headline]
    titles.first.get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == harbour.WIRE.headline
    page.go_back()
    assert titles.all_inner_texts() == [harbour.WIRE.headline]
    assert seen.errors == []


def test_the_index_asks_the_search_page(visit: Any, harbour: ModuleType) -> None:
    page = visit("index.html").page
    page.get_by_label("Words").fill("Vice minister")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?*")
    assert page.locator(".found h3").all_inner_texts() == [harbour.SEPTEMBER.headline]


def test_keys_go_from_row_to_row_and_show_their_help(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    focused = "document.activeElement.id"
    page.keyboard.press("j")
    first = page.evaluate(focused)
    page.keyboard.press("j")
    second = page.evaluate(focused)
    page.keyboard.press("k")
    assert first == page.evaluate(focused) != second
    assert page.evaluate("document.activeElement.matches('.row')")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("/")
    page.wait_for_url("**/search.html")


def test_a_citation_can_be_read_without_script_and_copied_with_it(visit: Any, paths: dict[str, str]) -> None:
    still = visit(paths["article"], script=False).page
    still.get_by_text("Cite sentence 2").click()
    assert still.get_by_text("Han Bora, “Envoy says", exact=False).nth(1).is_visible()
    page = visit(paths["article"]).page
    page.get_by_text("Cite sentence 2").click()
    button = page.get_by_role("button", name="Copy").first
    button.click()
    page.wait_for_function("document.querySelector('.own button').textContent !== 'Copy'")
    assert page.locator(".own button").first.inner_text() in {"Copied", "Selected"}


def test_outlets_can_have_a_column_each_without_script(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"], script=False).page
    wordings = page.locator(".r-reworded .w:not(.none)")
    page.get_by_role("radio", name="By outlet").check()
    (wire, daily) = (wordings.nth(k).bounding_box() for k in (0, 1))
    assert wire["y"] == daily["y"]
    assert wire["x"] < daily["x"] < page.locator(".r-reworded .ws").bounding_box()["x"] + 480
    conflict = [box["x"] for box in (w.bounding_box() for w in page.locator(".r-conflict .w:not(.none)").all())]
    assert conflict == sorted(set(conflict))
    assert conflict[:2] == [wire["x"], daily["x"]]
