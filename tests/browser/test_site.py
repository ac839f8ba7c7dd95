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
    assert page.locator("#all-tell .said").get_by_text("The meeting at the foreign ministry").is_visible()
    page.locator("summary", has_text="10 sentences found only in Example Daily").click()
    assert page.locator("#only-in-2").get_by_text("A bell rang twice.").is_visible()
    page.get_by_text("Order: what comes early, what late").click()
    assert page.get_by_role("region", name="Order", exact=True).is_visible()


def test_the_index_leads_everywhere_without_script(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["index"], script=False).page
    page.get_by_role("link", name="Envoy says capital firmly backs harbour talks").first.click()
    assert page.url == root + paths["event"]
    page.get_by_text("Where each text comes from").click()
    page.get_by_role("link", name="in its own order").first.click()
    assert page.url == root + paths["article"]
    page.get_by_role("link", name="Figures differ").click()
    assert page.url.startswith(root + paths["event"] + "#p-")


def test_the_index_can_be_filtered_by_outlet_without_script(visit: Any, paths: dict[str, str], root: str) -> None:
    page = visit(root + paths["index"], script=False).page
    assert page.locator(".entry").count() == 1
    page.get_by_role("radio", name="Example Ilbo").check()
    assert page.locator(".entry").is_visible()


def test_an_event_of_many_accounts_can_be_narrowed_without_script(visit: Any, addresses: dict[str, str]) -> None:
    page = visit(addresses["large event"], script=False).page
    page.get_by_text("Choose accounts").click()
    labels = page.locator("#all-tell .outlet.a2, #sentences .outlet.a2")
    before = sum(label.is_visible() for label in labels.all())
    page.get_by_role("checkbox", name="o1", exact=True).uncheck()
    assert before > 0
    assert not any(label.is_visible() for label in labels.all())
    page.get_by_role("button", name="Show all 12").click()
    assert sum(label.is_visible() for label in labels.all()) == before


def test_an_old_address_leads_to_the_event(visit: Any, harbour: ModuleType, paths: dict[str, str], root: str) -> None:
    page = visit(f"{root}e/{harbour.event_of(harbour.DAILY).id}/index.html", script=False).page
    page.wait_for_url(f"**/{paths['event']}")
    assert page.get_by_role("heading", level=1).inner_text() == harbour.WIRE.headline


def test_an_account_has_a_column_of_its_own_on_a_wide_screen_and_a_line_on_a_phone(
    visit: Any, paths: dict[str, str]
) -> None:
    for width, side_by_side in ((1280, True), (390, False)):
        page = visit(paths["event"], width=width, script=False).page
        boxes = [box.bounding_box() for box in page.locator(".point").first.locator(".wording").all()]
        assert len(boxes) == 3
        assert (len({box["y"] for box in boxes}) == 1) is side_by_side


def test_search_finds_words_phrases_outlets_and_days(visit: Any, harbour: ModuleType, root: str) -> None:
    seen = visit(f"{root}search.html")
    page, titles, status = seen.page, seen.page.locator(".found h3"), seen.page.get_by_role("status")
    words = page.get_by_role("searchbox")

    def ask(query: str, found: str) -> list[str]:
        words.fill(query)
        page.wait_for_function("found => document.querySelector('#status').textContent === found", arg=found)
        return titles.all_inner_texts()

    page.wait_for_function("() => document.querySelector('#status').textContent === '3 found'")
    assert ask("osan envoy", "1 found") == [harbour.WIRE.headline]
    assert page.locator(".snippet mark").first.inner_text().lower() in {"osan", "envoy"}
    assert ask("envoy", "2 found") == [harbour.SEPTEMBER.headline, harbour.WIRE.headline]
    assert ask("envoy -gulls", "1 found") == [harbour.SEPTEMBER.headline]
    assert ask('"meet the envoy"', "1 found") == [harbour.SEPTEMBER.headline]
    assert ask('"envoy meet"', "0 found") == []
    assert ask("화요일", "1 found") == [harbour.WIRE.headline]
    assert ask("submarine", "0 found") == []
    assert ask("", "3 found")[0] == harbour.SEPTEMBER.headline
    page.get_by_label("Outlet").select_option("Example Post")
    page.wait_for_function("() => document.querySelector('#status').textContent === '1 found'")
    page.get_by_label("Outlet").select_option("")
    page.get_by_label("To", exact=True).fill("2020-07-31")
    page.wait_for_function("() => document.querySelector('.found h3').textContent.startsWith('Envoy')")
    titles.first.get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == harbour.WIRE.headline
    page.go_back()
    status.get_by_text("1 found").wait_for()
    assert seen.errors == []


def test_a_query_loads_only_what_it_needs(visit: Any, root: str) -> None:
    seen = visit(f"{root}search.html?q=lamps")
    seen.page.wait_for_function("() => document.querySelector('#status').textContent.endsWith('found')")
    loaded = [url.removeprefix(root) for url in seen.requests if "/search/" in url or "text.js" in url]
    assert not any("filters" in url for url in loaded)
    assert sum("search/w-" in url for url in loaded) == 1
    assert sum("text.js" in url for url in loaded) == 2


def test_the_index_asks_the_search_page(visit: Any, harbour: ModuleType, root: str) -> None:
    page = visit(f"{root}index.html").page
    page.get_by_role("searchbox").fill("Vice minister")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?*")
    page.wait_for_function("() => document.querySelector('#status').textContent === '1 found'")
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
    page.wait_for_function("() => document.querySelector('.own button').textContent !== 'Copy'")
    assert page.locator(".own button").first.inner_text() in {"Copied", "Selected"}


def test_the_picture_of_order_is_as_wide_as_its_place_and_says_what_it_shows(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    page.get_by_text("Order: what comes early, what late").click()
    picture = page.locator("svg.order")
    assert picture.bounding_box()["width"] > 1000
    assert "Each account as a strip" in picture.get_attribute("aria-label")
    assert picture.locator("line").count() >= 3


def test_print_leaves_out_what_paper_cannot_use(visit: Any, paths: dict[str, str]) -> None:
    page = visit(paths["event"]).page
    page.emulate_media(media="print")
    for selector in (".contents", "nav", ".compare", ".fold"):
        assert not page.locator(selector).first.is_visible(), selector
    for part in ("#all-tell", "#differ", "#sentences"):
        assert page.locator(part).is_visible(), part


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
