"""The review and the watching in a real browser: a reviewer's round trip, and a page that reloads by itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from compare.curation import parse
from tests.serving.conftest import REVIEWED

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
ROOT = Path(__file__).resolve().parents[2]
FILE = '# Decisions of the desk.\n\n# Not ours:\n[[exclude]]\narticle = "daily-2" # a museum\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in REVIEWED), encoding="utf-8")
    (tmp_path / "overrides.toml").write_text(FILE)
    return tmp_path


@pytest.fixture
def address(corpus: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where the command says that it serves the corpus."""
    command = [sys.executable, "-m", "compare", "serve", "--port", "0", *request.param, str(corpus)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.search(r"at (http://\S+)", process.stdout.readline())
            assert found
            yield found[1]
        finally:
            process.kill()


@pytest.fixture
def page(chromium: sync_api.Browser) -> Iterator[sync_api.Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", [["--review"]], indirect=True)
def test_a_reviewer_rejects_accepts_and_takes_back(page: sync_api.Page, address: str, corpus: Path) -> None:
    page.goto(address)
    assert "token" not in page.url
    page.get_by_role("link", name=re.compile("ferry", re.IGNORECASE)).first.click()
    page.get_by_label("Your name").fill("R. Ames")
    page.get_by_label("Reason for the next decision").fill("Another crossing.")
    page.locator("#articles li", has_text="post-1").get_by_role("button", name="Not this event").click()
    assert page.get_by_role("status").inner_text() == "Written: split."
    assert page.locator("#articles li").count() == 2
    assert page.get_by_label("Your name").input_value() == "R. Ames"

    page.locator("#links").get_by_role("button", name="Not the same").first.click()
    page.get_by_role("link", name="The site").click()
    assert "R. Ames" in page.locator("#decided").inner_text()
    assert page.locator("#decided > ul > li").count() == 2
    page.get_by_role("link", name="Review").click()

    page.get_by_role("button", name="Undo the last change").click()
    kinds = [override.kind for override in parse((corpus / "overrides.toml").read_text(), "x")]
    assert kinds == ["exclude", "split"]
    assert (corpus / "overrides.toml").read_text().startswith(FILE)
    page.get_by_role("button", name=re.compile("Withdraw split")).click()
    assert (corpus / "overrides.toml").read_text() == FILE


@pytest.mark.parametrize("address", [["--review"]], indirect=True)
def test_the_review_is_accessible_and_fits_a_phone(chromium: sync_api.Browser, address: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            bypass_csp=True,  # axe needs to be let in
        )
        page = context.new_page()
        page.goto(address)
        assert_accessible(page)
        with page.expect_navigation(wait_until="load"):  # a click alone does not wait for the stylesheet
            page.get_by_role("link", name=re.compile("ferry", re.IGNORECASE)).first.click()
        assert_accessible(page)
        context.close()


@pytest.mark.parametrize("address", [["--review"]], indirect=True)
def test_another_site_cannot_send_its_form(page: sync_api.Page, address: str, corpus: Path) -> None:
    page.goto(address)
    home = page.url
    page.route(
        "https://elsewhere.example/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="{home}"><input name="undo" value="1"><button>Prize</button></form>',
        ),
    )
    page.goto("https://elsewhere.example/")
    with page.expect_response(lambda response: response.url == home) as answer:
        page.get_by_role("button", name="Prize").click()
    assert answer.value.status == 403
    assert (corpus / "overrides.toml").read_text() == FILE


@pytest.mark.parametrize("address", [["--watch"]], indirect=True)
def test_a_page_reloads_when_its_inputs_change(page: sync_api.Page, address: str, corpus: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    (corpus / "overrides.toml").write_text('[[rename]]\nevent = "wire-1"\ntitle = "The ferry is back"\n')
    page.get_by_role("link", name="The ferry is back").first.wait_for()
    (corpus / "overrides.toml").write_text("[[rename]\n")
    page.get_by_role("heading", name="The site cannot be built").wait_for()
    assert "Not TOML" in page.locator("pre").inner_text()
    (corpus / "overrides.toml").write_text(FILE)
    page.get_by_role("heading", name="The site cannot be built").wait_for(state="detached")
    assert not errors


def assert_accessible(page: sync_api.Page) -> None:
    found = axe.Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def hundred(tmp_path: Path, accounts: ModuleType) -> Path:
    """Some 250 made-up articles on a hundred events."""
    accounts.write_records(tmp_path / "hundred", accounts.make_records(250, 100))
    return tmp_path / "hundred"


def test_forty_decisions_take_the_keyboard_alone(page: sync_api.Page, hundred: Path) -> None:
    command = [sys.executable, "-m", "compare", "serve", "--review", "--port", "0", str(hundred)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.search(r"at (http://\S+)", process.stdout.readline())
            assert found
            page.goto(found[1])
            page.goto(f"{page.url}queue/")
            total = int(re.search(r"of (\d+)", page.locator(".progress b").inner_text())[1])  # type: ignore[index]
            assert total == 40
            for number in range(total):
                asked, named = page.url, page.locator("input[data-key=n]").count() > 0
                page.keyboard.press("n" if number % 3 == 0 else "y")
                if named and number % 3 == 0:
                    page.keyboard.type("Ada Moor")
                    page.keyboard.press("Enter")
                page.wait_for_url(lambda url, before=asked: url != before)
            page.keyboard.press("u")
            page.get_by_text("Undone.").wait_for()
            decisions = parse((hundred / "overrides.toml").read_text(), "x")
            assert len(decisions) == 39
        finally:
            process.kill()


@pytest.mark.parametrize("address", [["--review"]], indirect=True)
def test_the_queue_shows_progress_moves_both_ways_and_is_accessible(chromium: sync_api.Browser, address: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(address)
        page.goto(f"{page.url}queue/")
        start = page.url
        assert page.locator(".progress b").inner_text().startswith("1 of ")
        assert page.locator(".side").count() == 2
        assert_accessible(page)
        page.keyboard.press("ArrowRight")
        page.wait_for_url(lambda url, before=start: url != before)
        if page.locator("[data-key=back]").count():
            page.keyboard.press("ArrowLeft")
            page.wait_for_url(start)
        context.close()
