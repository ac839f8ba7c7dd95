"""The rules of a host are read first and kept; its pace too."""

from __future__ import annotations

from typing import Any

import pytest


def test_the_rules_are_asked_for_once_before_anything_else(web: Any, fetch: Any, answers: Any) -> None:
    for path in ("a", "b"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(web.url("post.example/a"), web.url("post.example/b"))
    assert [place for place, _ in web.asked] == ["post.example/robots.txt", "post.example/a", "post.example/b"]


def test_what_they_forbid_is_not_asked_for(web: Any, fetch: Any, answers: Any) -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: outlet-compare\nDisallow: /private/\nDisallow: /*.php$\nAllow: /private/open"
    web.on("post.example/robots.txt", answers.reply(200, rules, content_type="text/plain"))
    for path in ("news", "private/a", "x.php", "private/open"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    summary = fetch(*(web.url(f"post.example/{p}") for p in ("news", "private/a", "x.php", "private/open")))
    assert web.paths() == ["post.example/news", "post.example/private/open"]
    assert {told for _, told in summary.failed} == {"robots.txt forbids it"}


def test_they_hold_for_feeds_too(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/robots.txt", answers.reply(200, "User-agent: *\nDisallow: /feed"))
    web.on("post.example/feed", answers.feed())
    assert fetch(feeds=[web.url("post.example/feed")]).failed[0][1] == "robots.txt forbids it"


@pytest.mark.parametrize("status", [404, 403, 410])
def test_without_rules_everything_may_be_asked(web: Any, fetch: Any, answers: Any, status: int) -> None:
    web.on("post.example/robots.txt", answers.reply(status))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    assert len(fetch(web.url("post.example/a")).new) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_rules_that_the_server_cannot_give_close_it_for_this_run(
    web: Any, fetch: Any, answers: Any, status: int
) -> None:
    web.on("post.example/robots.txt", answers.reply(status))
    summary = fetch(web.url("post.example/a"), web.url("post.example/b"))
    assert web.paths() == []
    assert len(summary.failed) == 2
    assert f"robots.txt could not be read (status {status})" in summary.failed[0][1]
    assert len(web.asked) == 4


def test_rules_that_come_at_the_second_try_count(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/robots.txt", answers.reply(503), answers.reply(200, ""))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    assert len(fetch(web.url("post.example/a")).new) == 1


def test_rules_may_have_moved_within_the_outlet(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/robots.txt", answers.reply(301, location=web.url("www.post.example/robots.txt")))
    web.on("www.post.example/robots.txt", answers.reply(200, "User-agent: *\nDisallow: /a"))
    assert fetch(web.url("post.example/a")).failed[0][1] == "robots.txt forbids it"


@pytest.mark.parametrize("target", ["http://evil.example/robots.txt", "/robots.txt"])
def test_rules_that_lead_out_or_in_circles_close_the_host(web: Any, fetch: Any, answers: Any, target: str) -> None:
    web.on("post.example/robots.txt", answers.reply(301, location=target))
    assert "robots.txt could not be read" in fetch(web.url("post.example/a")).failed[0][1]
    assert web.paths() == []


def test_a_host_is_asked_one_thing_in_two_seconds(web: Any, fetch: Any, time: Any, answers: Any) -> None:
    urls = [web.url(f"post.example/{n}") for n in range(4)]
    for n in range(4):
        web.on(f"post.example/{n}", answers.reply(200, str(n)))
    fetch(*urls)
    assert time.waits == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("Crawl-delay: 7", 7),
        ("Crawl-delay: 0.1", 2),
        ("Request-rate: 1/9", 9),
        ("Crawl-delay: nan", 2),
        ("Crawl-delay: -7", 2),
    ],
)
def test_a_longer_pace_of_the_host_is_kept(
    web: Any, fetch: Any, time: Any, answers: Any, rules: str, seconds: float
) -> None:
    web.on("post.example/robots.txt", answers.reply(200, f"User-agent: *\n{rules}"))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(web.url("post.example/a"))
    assert time.waits == [seconds]


def test_a_pace_that_no_run_can_keep_closes_the_host(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/robots.txt", answers.reply(200, "User-agent: *\nCrawl-delay: 3600"))
    assert "a delay of 3600 seconds" in fetch(web.url("post.example/a")).failed[0][1]


def test_two_hosts_take_turns_and_nobody_waits_for_the_other(web: Any, fetch: Any, time: Any, answers: Any) -> None:
    places = [f"{host}.example/{n}" for host in ("post", "wire") for n in range(2)]
    for place in places:
        web.on(place, answers.reply(200, place))
    fetch(*map(web.url, places))
    assert web.paths() == ["post.example/0", "wire.example/0", "post.example/1", "wire.example/1"]
    assert sum(time.waits) < 8


def test_rules_that_are_to_be_asked_for_much_later_close_the_host(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/robots.txt", answers.reply(503, retry_after="4000"))
    assert "left alone for 4000 seconds" in fetch(web.url("post.example/a")).failed[0][1]
    assert len(web.asked) == 1
