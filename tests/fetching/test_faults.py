"""Servers that are slow, broken or hostile: fetch ends well on each, and keeps what it got."""

from __future__ import annotations

import gzip
import threading
import zlib
from typing import Any

import pytest

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def beside(web: Any, answers: Any) -> str:
    """A good page of the same outlet, asked for after the bad one."""
    web.on("post.example/good", answers.reply(200, "<p>good"))
    return str(web.url("post.example/good"))


def problem(summary: Any) -> str:
    """The one problem there was, beside one page that was kept."""
    assert [page.url[-4:] for page in summary.new] == ["good"]
    ((_, told),) = summary.failed
    return str(told)


def test_too_many_requests_is_waited_out_as_long_as_the_server_says(
    web: Any, fetch: Any, time: Any, answers: Any, beside: str
) -> None:
    web.on("post.example/a", answers.reply(429, retry_after="37"), answers.reply(200, "<p>a"))
    summary = fetch(web.url("post.example/a"), beside)
    assert not summary.failed
    assert 37 in time.waits


def test_retry_after_may_be_a_date(web: Any, fetch: Any, time: Any, answers: Any) -> None:
    web.on(
        "post.example/a", answers.reply(503, retry_after="Mon, 03 May 2021 12:01:30 GMT"), answers.reply(200, "<p>a")
    )
    assert len(fetch(web.url("post.example/a")).new) == 1
    assert 90 in time.waits


def test_a_host_that_asks_for_a_long_pause_is_left_for_another_run(
    web: Any, fetch: Any, time: Any, answers: Any
) -> None:
    web.on("post.example/a", answers.reply(429, retry_after="86400"), answers.reply(200, "<p>a"))
    web.on("post.example/b", answers.reply(200, "<p>b"))
    web.on("wire.example/c", answers.reply(200, "<p>c"))
    urls = [web.url("post.example/a"), web.url("post.example/b"), web.url("wire.example/c")]
    summary = fetch(*urls)
    assert [page.outlet for page in summary.new] == ["wire"]
    reason = "the host asks to be left alone for 86400 seconds"
    assert summary.failed == [(urls[0], reason), (urls[1], reason)]
    assert max(time.waits) < 300
    assert len(fetch(*urls).new) == 2


def test_a_host_that_asked_to_be_left_alone_is_not_asked_for_what_another_source_names(
    web: Any, fetch: Any, answers: Any
) -> None:
    web.on("post.example/rss", answers.reply(429, retry_after="86400"))
    web.on("digest.example/rss", answers.feed(answers.item(web.url("post.example/a"))))
    summary = fetch(feeds=[web.url("post.example/rss"), web.url("digest.example/rss")])
    assert web.paths() == ["post.example/rss", "digest.example/rss"]
    assert [url for url, _ in summary.failed] == [web.url("post.example/rss")]
    assert summary.closed.total() == 1


def test_pages_of_a_closed_host_that_a_feed_names_are_counted_in_one_line(web: Any, fetch: Any, answers: Any) -> None:
    web.on("post.example/rss", answers.feed(*(answers.item(web.url(f"m.post.example/{n}")) for n in range(50))))
    web.on("m.post.example/robots.txt", answers.reply(503))
    summary = fetch(feeds=[web.url("post.example/rss")])
    place = web.url("m.post.example/").rstrip("/")
    why = "robots.txt could not be read (status 503), so nothing may be asked"
    assert summary.notes() == [f"Left for another run: 50 pages ({place}: {why})."]
    assert "50 left for another run" in summary.line()
    assert not summary.is_whole


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again_ever_later_and_then_given_up(
    web: Any, fetch: Any, time: Any, answers: Any, beside: str, status: int
) -> None:
    web.on("post.example/a", answers.reply(status))
    assert f"status {status}" in problem(fetch(web.url("post.example/a"), beside))
    assert web.paths().count("post.example/a") == 4
    assert [wait for wait in time.waits if wait > 2] == [4, 8, 16]


def test_nonsense_in_retry_after_is_passed_over(web: Any, fetch: Any, time: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(503, retry_after="soon"), answers.reply(200, "<p>a"))
    assert len(fetch(web.url("post.example/a")).new) == 1
    assert 4 in time.waits


def test_a_host_that_fails_three_times_in_a_row_is_left_alone(web: Any, fetch: Any, answers: Any) -> None:
    urls = [web.url(f"post.example/{n}") for n in range(6)]
    for n in range(6):
        web.on(f"post.example/{n}", answers.raw(b""))
    web.on("wire.example/rss", answers.feed(*map(answers.item, urls)))
    summary = fetch(feeds=[web.url("wire.example/rss")], attempts=2)
    assert len(summary.elsewhere) == 1
    web.on("digest.example/rss", answers.feed(*map(answers.item, urls)))
    summary = fetch(feeds=[web.url("digest.example/rss")], attempts=2)
    assert len(summary.failed) == 3
    assert dict(summary.closed) == {f"{web.url('post.example/').rstrip('/')}: failed 3 times in a row": 3}
    assert len([place for place in web.paths() if place.startswith("post")]) == 6


def test_a_body_cut_short_is_tried_again_and_never_kept(
    web: Any, fetch: Any, log: Any, answers: Any, beside: str
) -> None:
    web.on("post.example/a", answers.raw(OK + b"Content-Length: 5000\r\n\r\n<p>half"))
    assert problem(fetch(web.url("post.example/a"), beside)) == "the connection was cut"
    assert web.paths().count("post.example/a") == 4
    assert len(log()) == 1


def test_a_body_that_comes_whole_the_second_time_is_kept(web: Any, fetch: Any, answers: Any) -> None:
    web.on(
        "post.example/a",
        answers.raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>ha"),
        answers.reply(200, "<p>whole"),
    )
    assert len(fetch(web.url("post.example/a")).new) == 1


@pytest.mark.parametrize(
    "content", [b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\x16\x03\x01" + b"\0" * 40]
)
def test_what_is_no_http_is_said(web: Any, fetch: Any, answers: Any, beside: str, content: bytes) -> None:
    web.on("post.example/a", answers.raw(content))
    assert problem(fetch(web.url("post.example/a"), beside))


def test_silence_ends(web: Any, fetch: Any, answers: Any, beside: str) -> None:
    over = threading.Event()
    web.on("post.example/a", answers.silent(OK + b"Content-Length: 10\r\n\r\n<p>", over))
    told = problem(fetch(web.url("post.example/a"), beside, read_seconds=0.05, attempts=2))
    over.set()
    assert told.startswith("too slow: silent for 0.05 seconds")


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (OK + b"Content-Length: 9000000\r\n\r\n", b"x"),
        (OK + b"\r\n", b"<p>"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: y\r\n"),
    ],
    ids=["body", "body without a length", "header"],
)
def test_a_drip_ends_with_the_time_for_the_whole(
    web: Any, fetch: Any, time: Any, answers: Any, beside: str, head: bytes, drop: bytes
) -> None:
    passing = iter([9] * 20)  # and no more, so that a server late to see the end takes no time of the next page
    web.on("post.example/a", answers.endless(head, drop, lambda: time.pass_by(next(passing, 0))))
    told = problem(fetch(web.url("post.example/a"), beside, attempts=1))
    assert "not whole after 120" in told or "no HTTP as it should be" in told


@pytest.mark.parametrize(
    "head",
    [OK + b"\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n", b"HTTP/1.1 200 OK\r\n"],
    ids=["body", "chunks", "header"],
)
def test_an_endless_answer_ends_at_the_limit(web: Any, fetch: Any, answers: Any, beside: str, head: bytes) -> None:
    chunk = b"X-Header: y\r\n" * 100 if head.endswith(b"OK\r\n") else b"400\r\n" + b"x" * 1024 + b"\r\n"
    web.on("post.example/a", answers.endless(head, chunk))
    told = problem(fetch(web.url("post.example/a"), beside, page_bytes=200_000, attempts=1))
    assert told == "larger than 200,000 bytes" or "no HTTP as it should be" in told


def test_a_length_beyond_the_limit_is_not_even_read(web: Any, fetch: Any, answers: Any, beside: str) -> None:
    web.on("post.example/a", answers.raw(OK + b"Content-Length: 999999999999\r\n\r\n"))
    assert problem(fetch(web.url("post.example/a"), beside)) == "larger than 10 MB"
    assert web.paths().count("post.example/a") == 1


def test_a_gzip_page_is_unpacked(web: Any, fetch: Any, folder: Any, answers: Any) -> None:
    body = answers.packed(b"<p>one ") + answers.packed(b"two")
    web.on("post.example/a", answers.reply(200, body, content_encoding="gzip"))
    fetch(web.url("post.example/a"))
    assert (folder / "post/2021-05-03-a.html").read_bytes() == b"<p>one two"


def test_a_gzip_bomb_is_refused_before_it_unpacks(web: Any, fetch: Any, answers: Any, beside: str) -> None:
    bomb = zlib.compressobj(9, wbits=31)
    body = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(60)) + bomb.flush()
    web.on("post.example/a", answers.reply(200, body, content_encoding="gzip"))
    assert problem(fetch(web.url("post.example/a"), beside)) == "larger than 10 MB"


def test_empty_gzip_members_without_end_are_refused(web: Any, fetch: Any, answers: Any, beside: str) -> None:
    body = gzip.compress(b"", mtime=0) * 20_000
    web.on("post.example/a", answers.reply(200, body, content_encoding="gzip"))
    assert problem(fetch(web.url("post.example/a"), beside, page_bytes=100_000)) == "larger than 100,000 bytes"


@pytest.mark.parametrize(
    ("body", "told"),
    [(b"no gzip", "not the gzip it is said to be"), (gzip.compress(b"<p>half a page", mtime=0)[:-9], "cut short")],
    ids=["no gzip", "cut"],
)
def test_a_damaged_gzip_is_never_kept(web: Any, fetch: Any, answers: Any, beside: str, body: bytes, told: str) -> None:
    web.on("post.example/a", answers.reply(200, body, content_encoding="gzip"))
    assert told in problem(fetch(web.url("post.example/a"), beside))


def test_padding_after_a_whole_gzip_is_passed_over(web: Any, fetch: Any, folder: Any, answers: Any) -> None:
    web.on("post.example/a", answers.reply(200, answers.packed(b"<p>a") + bytes(20), content_encoding="gzip"))
    fetch(web.url("post.example/a"))
    assert (folder / "post/2021-05-03-a.html").read_bytes() == b"<p>a"


def test_a_packing_that_was_not_asked_for_is_refused(web: Any, fetch: Any, answers: Any, beside: str) -> None:
    web.on("post.example/a", answers.reply(200, b"\x0b\x02", content_encoding="br"))
    assert "'br'" in problem(fetch(web.url("post.example/a"), beside))


def test_a_host_that_nobody_knows_is_said(fetch: Any, beside: str) -> None:
    from compare.fetching.http import FetchError  # noqa: PLC0415 - only here

    def resolve(host: str, _port: int) -> list[str]:
        if host == "post.example":
            return ["127.0.0.1"]
        raise FetchError(f"the host {host} is not found", again=True)

    summary = fetch("http://nowhere.example/a", beside, resolve=resolve)
    assert "nowhere.example is not found" in problem(summary)


def test_a_host_that_takes_no_connection_is_said(fetch: Any, beside: str) -> None:
    assert "robots.txt could not be read" in problem(fetch("http://wire.example:9/a", beside))
