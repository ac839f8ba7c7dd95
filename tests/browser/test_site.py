"""The site in a real browser, from the disk and from ``outlet-compare serve``: quiet, self-contained, working without script."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.mark.parametrize("script", ["on", "off"])
def test_every_page_is_quiet_and_asks_nobody_else(visit: Any, paths: dict[str, str], root: str, script: str) -> None:
    for path in paths.values():
        seen = visit(root + path, script=script == "on")
        assert seen.errors == [], path
        assert seen.requests, path
        assert all(url.startswith(root) for url in seen.requests), path
        seen.page.close()


def test_the_rarer_kinds_of_page_are_quiet_too(visit: Any, addresses: dict[str, str]) -> None:
    for kind, address in addresses.items():
        seen = visit(address)
        assert seen.errors == [], kind
        seen.page.close()


def test_everything_is_there_without_script(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["event"], script=False).page
    assert page.get_by_text("Only in this wording: Saturday").is_visible()
    page.get_by_text("4 more from Example Daily").click()
    assert page.locator("#alone").get_by_text("A bell rang twice.").is_visible()
    page.get_by_text("The same as a table").click()
    assert page.get_by_role("region", name="Order as a table").is_visible()


def test_the_index_leads_everywhere_without_script(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["index"], script=False).page
    page.get_by_role("navigation", name="Events by outlet").get_by_role("link", name="Example Daily").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Example Daily"
    page.get_by_role("link", name="Envoy says capital firmly backs harbour talks").click()
    assert page.url == root + paths["event"]
    page.get_by_role("link", name="in its own order").first.click()
    assert page.url == root + paths["article"]
    page.get_by_role("link", name="Possible conflict, point 1").click()
    assert page.url.startswith(root + paths["event"] + "#p-")


def test_an_old_address_leads_to_the_event(visit: Any, harbour: ModuleType, paths: dict[str, str], root: str) -> None:
    page = visit(f"{root}e/{harbour.event_of(harbour.DAILY).id}/index.html", script=False).page
    page.wait_for_url(f"**/{paths['event']}")
    assert page.get_by_role("heading", level=1).inner_text() == harbour.WIRE.headline


def test_rows_can_be_filtered_by_state_without_script(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["event"], script=False).page
    kinds = {
        "Possible conflict": ".r-conflict",
        "Reworded": ".r-reworded",
        "Same words": "details.r-same",
        "Repeated": "details.r-copied",
        "See also": "#see-also",
        "Only one origin": "#alone",
    }
    for name, shown in kinds.items():
        page.get_by_role("radio", name=name).check()
        assert [kind for kind, where in kinds.items() if page.locator(where).first.is_visible()] == [name]
        assert page.locator(shown).first.is_visible()
    page.get_by_role("radio", name="All").check()
    assert all(page.locator(where).first.is_visible() for where in kinds.values())


def test_outlets_can_have_a_column_each_without_script(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["event"], script=False).page
    wordings = page.locator(".r-reworded .w:not(.none)")
    page.get_by_role("radio", name="By outlet").check()
    (wire, daily) = (wordings.nth(k).bounding_box() for k in (0, 1))
    assert wire["y"] == daily["y"]
    assert wire["x"] < daily["x"] < page.locator(".r-reworded .ws").bounding_box()["x"] + 480
    conflict = [box["x"] for box in (w.bounding_box() for w in page.locator(".r-conflict .w:not(.none)").all())]
    assert conflict == sorted(set(conflict))
    assert conflict[:2] == [wire["x"], daily["x"]]


def test_search_finds_by_word_outlet_and_date(visit: Any, harbour: ModuleType, root: str) -> None:
    seen = visit(f"{root}search.html")
    page, titles = seen.page, seen.page.locator(".found h3")
    assert page.get_by_role("status").inner_text() == "3 found in 3 events and lone articles"
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
    page.get_by_label("Words").fill("submarine")
    assert page.get_by_role("status").inner_text() == "0 found in 3 events and lone articles"
    assert seen.errors == []


def test_the_index_asks_the_search_page(visit: Any, harbour: ModuleType, root: str) -> None:
    page = visit(f"{root}index.html").page
    page.get_by_label("Words").fill("Vice minister")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?*")
    assert page.locator(".found h3").all_inner_texts() == [harbour.SEPTEMBER.headline]


def test_without_script_the_search_page_says_where_to_look_instead(visit: Any, root: str) -> None:
    page = visit(f"{root}search.html", script=False).page
    page.get_by_role("link", name="the index").click()
    assert page.url == f"{root}index.html"


def test_a_citation_can_be_read_without_script_and_copied_with_it(visit: Any, paths: dict[str, str], root: str) -> None:
    still = visit(root + paths["article"], script=False).page
    still.get_by_text("Cite sentence 2").click()
    assert still.get_by_text("Han Bora, “Envoy says", exact=False).nth(1).is_visible()
    page = visit(root + paths["article"]).page
    page.get_by_text("Cite sentence 2").click()
    page.get_by_role("button", name="Copy").first.click()
    page.wait_for_function("document.querySelector('.own button').textContent !== 'Copy'")
    assert page.locator(".own button").first.inner_text() in {"Copied", "Selected"}


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


def test_the_browser_understands_every_rule_of_the_stylesheet(visit: Any, site: Path) -> None:
    css = (site / "style.css").read_text(encoding="utf-8")
    page = visit("index.html").page
    counted = """css => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        const count = rules => [...rules].reduce((sum, rule) => sum + 1 + (rule.cssRules ? count(rule.cssRules) : 0), 0);
        return count(sheet.cssRules);
    }"""
    assert page.evaluate(counted, css) == css.count("{")
