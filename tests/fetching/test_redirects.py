"""Redirects lead to pages of the same outlet, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_outlet_is_followed(web: Any, fetch: Any, log: Any, answers: Any, status: int) -> None:
    web.on("post.example/old", answers.reply(status, location=web.url("m.post.example/new")))
    web.on("m.post.example/new", answers.reply(200, "<p>new"))
    fetch(web.url("post.example/old"))
    (line,) = log()
    assert (line["requested"], line["url"]) == (web.url("post.example/old"), web.url("m.post.example/new"))
    web.asked.clear()
    assert fetch(web.url("post.example/old")).held == 1
    assert fetch(web.url("m.post.example/new")).held == 1
    assert web.asked == []


@pytest.mark.parametrize(
    "target",
    ["http://elsewhere.example/a", "//elsewhere.example/a", "http://post.example.evil.example/a", "http://127.0.0.1/a"],
)
def test_a_redirect_out_of_the_outlet_is_refused(web: Any, fetch: Any, answers: Any, target: str) -> None:
    web.on("post.example/a", answers.reply(302, location=target))
    summary = fetch(web.url("post.example/a"))
    assert "which is not of this outlet" in summary.failed[0][1]
    assert {place.partition("/")[0] for place, _ in web.asked} == {"post.example"}


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://post.example/a", "javascript:alert(1)", "http://[bad/"]
)
def test_a_redirect_to_another_scheme_is_refused(web: Any, fetch: Any, log: Any, answers: Any, target: str) -> None:
    web.on("post.example/a", answers.reply(302, location=target))
    assert fetch(web.url("post.example/a")).failed
    assert log() == []


def test_a_redirect_without_a_place_is_said(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(302))
    assert fetch(web.url("post.example/a")).failed[0][1] == "moved (302) without saying where"


def test_a_loop_ends_after_five_redirects(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(302, location="/b"))
    web.on("post.example/b", answers.reply(302, location="/a"))
    summary = fetch(web.url("post.example/a"))
    assert summary.failed == [(web.url("post.example/a"), "more than 5 redirects")]
    assert len(web.paths()) == 6


def test_a_redirect_to_a_page_that_is_held_fetches_nothing_twice(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    web.on("post.example/new", answers.reply(200, "<p>new"))
    web.on("post.example/feed", answers.feed(answers.item(web.url("post.example/short"))))
    web.on("post.example/short", answers.reply(301, location="/new"))
    fetch(web.url("post.example/new"))
    assert fetch(feeds=[web.url("post.example/feed")]).held == 1
    assert len(log()) == 1
    web.asked.clear()
    fetch(feeds=[web.url("post.example/feed")])
    assert web.paths() == ["post.example/feed"]


def test_the_rules_of_the_host_that_a_redirect_leads_to_hold_there(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(302, location=web.url("m.post.example/private/a")))
    web.on("m.post.example/robots.txt", answers.reply(200, "User-agent: *\nDisallow: /private/"))
    assert fetch(web.url("post.example/a")).failed[0][1] == "robots.txt forbids it"
    assert "m.post.example/private/a" not in web.paths()
