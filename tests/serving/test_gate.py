"""The review answers to the browser that was given its address, on this machine, and to no other site."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.serving.review import REVIEW, Gate
from tests.serving.conftest import HOST, Ask

EXCLUDE = {"decide": '{"kind": "exclude", "article": "post-1"}'}


def written(corpus: Path) -> bool:
    return (corpus / "overrides.toml").exists()


def test_the_printed_address_opens_the_review_and_leaves_the_token_behind(ask: Ask) -> None:
    answer = ask(f"{REVIEW}?token=the-token", cookie=None)
    assert (answer.status, answer.headers["Location"]) == (303, REVIEW)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert f"Path={REVIEW}" in cookie
    assert ask(REVIEW).status == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"cookie": None},
        {"cookie": "outlet-compare-review=guess"},
        {"cookie": "=;\x00"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"client": "192.0.2.7"},
        {"host": "rebound.example:8000"},
    ],
)
def test_nothing_is_shown_to_anybody_else(ask: Ask, changed: dict[str, str]) -> None:
    answer = ask(REVIEW, **changed)
    assert answer.status in {403, 421}
    assert b"the-token" not in answer.body


def test_a_browser_without_the_cookie_is_told_how_to_get_it(ask: Ask) -> None:
    said = ask(REVIEW, cookie=None).body.decode()
    assert "Open the address that `outlet-compare serve --review` printed" in said
    assert "cookie" in said


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": None},
        {"origin": "null"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://localhost:8000"},
        {"sec_fetch_site": "cross-site"},
        {"content_type": "text/plain"},
        {"cookie": None},
        {"client": "198.51.100.1"},
        {"host": "rebound.example:8000"},
    ],
)
def test_nothing_is_changed_for_anybody_else(ask: Ask, corpus: Path, changed: dict[str, str]) -> None:
    assert ask(REVIEW, EXCLUDE, **changed).status in {403, 415, 421}
    assert not written(corpus)


@pytest.mark.parametrize("token", ["", "guess", "thé-token"])
def test_a_form_of_another_start_changes_nothing(ask: Ask, corpus: Path, token: str) -> None:
    assert ask(REVIEW, {**EXCLUDE, "token": token}).status == 403
    assert not written(corpus)


def test_the_reviewers_own_form_is_carried_out(ask: Ask, corpus: Path) -> None:
    assert ask(REVIEW, EXCLUDE, sec_fetch_site="same-origin").status == 303
    assert written(corpus)


def test_a_token_is_new_at_every_start_and_long() -> None:
    first, second = Gate.make(REVIEW), Gate.make(REVIEW)
    assert first.token != second.token
    assert len(first.token) >= 32


def test_pages_send_their_origin_and_may_load_nothing_remote(ask: Ask) -> None:
    headers = ask(REVIEW).headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert HOST not in headers["Content-Security-Policy"]
