"""Feeds name pages and their dates, as well as each outlet tells them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from compare.errors import ConfigError
from compare.fetching.sources import dating_of, read_feed
from compare.reading import load_outlets

SEOUL_FEED = "post.example/rss"


def test_the_pages_of_a_feed_are_kept_under_the_day_it_gives_them(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    web.on(SEOUL_FEED, answers.feed(answers.item(web.url("post.example/a"), "Sun, 02 May 2021 23:30:00 +0900")))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(feeds=[web.url(SEOUL_FEED)])
    assert [(line["file"], line["feed_date"]) for line in log()] == [
        ("post/2021-05-02-a.html", "2021-05-02T23:30:00+09:00")
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sun, 02 May 2021 23:30:00 GMT", "2021-05-02T23:30:00+00:00"),
        ("Sun, 02 May 2021 23:30:00", "2021-05-02T23:30+09:00"),
        ("2021-05-02 23:30:00", "2021-05-02T23:30+09:00"),
        ("2021-05-02T23:30:15Z", "2021-05-02T23:30:15+00:00"),
        ("20210502233000", "2021-05-02T23:30+09:00"),
        ("Sun, 02 May 2021 23:30:00 KST", "2021-05-02T23:30:00+09:00"),
        ("Sun, 02 May 2021 23:30:00 XYZ", "2021-05-02T23:30+09:00"),
        ("2021-05-02", "2021-05-02"),
        ("yesterday", None),
        ("Sun, 99 May 2021 23:30:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_a_date_is_read_in_the_outlets_zone_where_it_has_none(
    web: Any, fetch: Any, log: Any, answers: Any, written: str, read: str | None
) -> None:
    web.on(SEOUL_FEED, answers.feed(answers.item(web.url("post.example/a"), written)))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(feeds=[web.url(SEOUL_FEED)])
    assert log()[0]["feed_date"] == read


def test_an_undated_entry_has_the_day_in_its_address_or_in_its_pictures(
    web: Any, fetch: Any, log: Any, answers: Any
) -> None:
    picture = (
        '<description>&lt;img src="https://img.example/imgdb/2021/0430/77.webp"&gt; As on /2019/0101/</description>'
    )
    tomorrow = "<description>https://img.example/2021/0630/1.webp</description>"
    web.on(
        SEOUL_FEED,
        answers.feed(
            answers.item(web.url("post.example/2021/04/29/a")),
            answers.item(web.url("post.example/b"), more=picture),
            answers.item(web.url("post.example/c"), more=tomorrow),
        ),
    )
    for path in ("2021/04/29/a", "b", "c"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(feeds=[web.url(SEOUL_FEED)])
    assert {line["url"][-1]: line["feed_date"] for line in log()} == {"a": "2021-04-29", "b": "2021-04-30", "c": None}


def test_the_shipped_outlets_tell_dates_as_their_feeds_are_known_to() -> None:
    table = load_outlets()
    today = dt.date(2021, 5, 3)
    hankyoreh = b"""<rss version="2.0"><channel><item><link>https://english.hani.co.kr/arti/english_edition/e_national/1.html</link>
        <description><![CDATA[<img src="https://img.hani.co.kr/imgdb/original/2021/0430/7.webp">]]></description></item></channel></rss>"""
    found = read_feed(
        hankyoreh,
        "https://english.hani.co.kr/rss/english_edition",
        "",
        dating_of(table.outlets["hankyoreh"], table, today),
    )
    assert [entry.published for entry in found.pages] == ["2021-04-30"]
    yonhap = b"""<rss version="2.0"><channel><item><link>https://en.yna.co.kr/view/AEN20210502000100315</link>
        <pubDate>Sun, 02 May 2021 23:30:00</pubDate></item></channel></rss>"""
    found = read_feed(yonhap, "https://en.yna.co.kr/RSS/news.xml", "", dating_of(table.outlets["yonhap"], table, today))
    assert [entry.published for entry in found.pages] == ["2021-05-02T23:30+09:00"]


def test_a_second_run_asks_for_the_feed_alone_and_only_whether_it_is_news(web: Any, fetch: Any, answers: Any) -> None:
    web.on(SEOUL_FEED, answers.tagged(feed_of(web, answers, "a"), '"1"'))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(feeds=[web.url(SEOUL_FEED)])
    web.asked.clear()
    summary = fetch(feeds=[web.url(SEOUL_FEED)])
    assert web.paths() == [SEOUL_FEED]
    assert web.sent(SEOUL_FEED)["if-none-match"] == '"1"'
    assert (summary.held, summary.sources, summary.failed) == (1, 1, [])


def test_a_page_that_two_feeds_name_is_asked_for_and_counted_once(web: Any, fetch: Any, answers: Any) -> None:
    for place in ("post.example/rss", "post.example/sport"):
        web.on(place, answers.feed(answers.item(web.url("post.example/a"))))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    feeds = [web.url("post.example/rss"), web.url("post.example/sport")]
    assert len(fetch(feeds=feeds).new) == 1
    assert web.paths().count("post.example/a") == 1
    assert fetch(feeds=feeds).held == 1


def feed_of(web: Any, answers: Any, *paths: str) -> str:
    items = "".join(answers.item(web.url(f"post.example/{path}")) for path in paths)
    return f'<rss version="2.0"><channel>{items}</channel></rss>'


def test_a_run_that_was_stopped_goes_on_where_it_was_though_the_feed_is_unchanged(
    web: Any, fetch: Any, time: Any, log: Any, answers: Any
) -> None:
    web.on(SEOUL_FEED, answers.tagged(feed_of(web, answers, "a", "b", "c"), '"1"'))
    for path in "abc":
        web.on(f"post.example/{path}", answers.reply(200, path))

    def stop(_request: object) -> None:
        raise ConnectionResetError

    whole = time.sleep
    time.sleep = lambda seconds: (_ for _ in ()).throw(KeyboardInterrupt) if len(web.paths()) == 3 else whole(seconds)
    with pytest.raises(KeyboardInterrupt):
        fetch(feeds=[web.url(SEOUL_FEED)])
    assert [line["url"][-1] for line in log()] == ["a", "b"]
    time.sleep = whole
    web.asked.clear()
    fetch(feeds=[web.url(SEOUL_FEED)])
    assert web.paths() == [SEOUL_FEED, "post.example/c"]
    assert [line["url"][-1] for line in log()] == ["a", "b", "c"]


def test_no_more_pages_are_asked_for_in_a_run_than_the_limit_and_the_newest_come_first(
    web: Any, fetch: Any, log: Any, answers: Any
) -> None:
    dated = [answers.item(web.url(f"post.example/{n}"), f"2021-04-0{n}") for n in (2, 1, 3)]
    web.on(SEOUL_FEED, answers.feed(*dated))
    for n in (1, 2, 3):
        web.on(f"post.example/{n}", answers.reply(200, str(n)))
    summary = fetch(feeds=[web.url(SEOUL_FEED)], pages=2)
    assert [line["url"][-1] for line in log()] == ["3", "2"]
    assert summary.notes() == ["Left for another run: 1 page (the limit of 2 pages a run)."]
    fetch(feeds=[web.url(SEOUL_FEED)], pages=2)
    assert [line["url"][-1] for line in log()] == ["3", "2", "1"]


def test_pages_before_a_day_are_passed_over(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    web.on(
        SEOUL_FEED,
        answers.feed(
            answers.item(web.url("post.example/old"), "2021-04-30"),
            answers.item(web.url("post.example/new"), "2021-05-01"),
            answers.item(web.url("post.example/undated")),
        ),
    )
    for path in ("old", "new", "undated"):
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(feeds=[web.url(SEOUL_FEED)], since=dt.date(2021, 5, 1))
    assert [line["url"].rpartition("/")[2] for line in log()] == ["new", "undated"]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>A</title><link href="{url}"/>
<published>2021-05-01T10:00:00+09:00</published><updated>{updated}</updated></entry></feed>"""


def test_a_page_that_its_feed_says_has_changed_is_asked_for_again_once(
    web: Any, fetch: Any, log: Any, answers: Any
) -> None:
    def atom(updated: str) -> None:
        body = ATOM.format(url=web.url("post.example/a"), updated=updated)
        web.on(SEOUL_FEED, answers.reply(200, body, content_type="application/atom+xml"))

    atom("2021-05-01T10:00:00+09:00")
    web.on("post.example/a", answers.tagged("<p>one", '"1"'))
    fetch(feeds=[web.url(SEOUL_FEED)])
    atom("2021-05-01T12:00:00+09:00")
    assert fetch(feeds=[web.url(SEOUL_FEED)]).unchanged == 1
    assert fetch(feeds=[web.url(SEOUL_FEED)]).held == 1
    web.on("post.example/a", answers.tagged("<p>two", '"2"'))
    atom("2021-05-01T14:00:00+09:00")
    assert len(fetch(feeds=[web.url(SEOUL_FEED)]).changed) == 1
    assert [line["feed_changed"] for line in log()] == ["2021-05-01T10:00:00+09:00", "2021-05-01T14:00:00+09:00"]


def test_a_page_that_was_gone_is_not_asked_for_at_each_run(web: Any, fetch: Any, answers: Any) -> None:
    web.on(SEOUL_FEED, answers.feed(answers.item(web.url("post.example/gone"))))
    assert len(fetch(feeds=[web.url(SEOUL_FEED)]).failed) == 1
    web.asked.clear()
    assert fetch(feeds=[web.url(SEOUL_FEED)]).failed == []
    assert web.paths() == [SEOUL_FEED]
    fetch(web.url("post.example/gone"))
    assert web.paths() == [SEOUL_FEED, "post.example/gone"]


def test_links_to_other_outlets_and_to_files_are_not_followed(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    links = [web.url("wire.example/a"), web.url("evil.example/a"), "file:///etc/hostname", "javascript:1", ""]
    web.on(SEOUL_FEED, answers.feed(*map(answers.item, links), answers.item("/b")))
    web.on("post.example/b", answers.reply(200, "<p>b"))
    summary = fetch(feeds=[web.url(SEOUL_FEED)])
    assert [line["outlet"] for line in log()] == ["post"]
    assert dict(summary.elsewhere) == {web.url(SEOUL_FEED): 4}
    assert "4 links lead to no outlet" in summary.notes()[0]


def test_a_feed_of_nobody_may_name_pages_of_known_outlets_and_its_own(
    web: Any, fetch: Any, log: Any, answers: Any
) -> None:
    links = [web.url("wire.example/a"), web.url("digest.example/b"), web.url("evil.example/c")]
    web.on("digest.example/rss", answers.feed(*map(answers.item, links)))
    for place in ("wire.example/a", "digest.example/b"):
        web.on(place, answers.reply(200, place))
    fetch(feeds=[web.url("digest.example/rss")])
    assert sorted(line["outlet"] for line in log()) == ["digest.example", "wire"]


@pytest.mark.parametrize(
    "body",
    ["<html><body>Not found</body></html>", "", "/etc/hostname", "file:///etc/hostname", "http://post.example/a", "{}"],
)
def test_what_is_no_feed_is_said(web: Any, fetch: Any, answers: Any, body: str) -> None:
    web.on(SEOUL_FEED, answers.reply(200, body))
    summary = fetch(feeds=[web.url(SEOUL_FEED)])
    assert summary.failed == [(web.url(SEOUL_FEED), "no feed")]
    assert not summary.got_something


def test_the_name_of_a_local_feed_file_as_a_body_reads_no_file(
    web: Any, fetch: Any, tmp_path: Path, answers: Any
) -> None:
    local = tmp_path / "local.xml"
    local.write_text(feed_of(web, answers, "secret"), encoding="utf-8")
    web.on(SEOUL_FEED, answers.reply(200, str(local)))
    fetch(feeds=[web.url(SEOUL_FEED)])
    assert "post.example/secret" not in web.paths()


def test_a_feed_that_is_not_well_formed_gives_what_it_can(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    broken = feed_of(web, answers, "a", "b").replace("<title>News</title>", "<title>A & B</title>", 1)
    web.on(SEOUL_FEED, answers.reply(200, broken))
    for path in "ab":
        web.on(f"post.example/{path}", answers.reply(200, path))
    fetch(feeds=[web.url(SEOUL_FEED)])
    assert len(log()) == 2


def test_the_feeds_of_an_outlet_come_from_the_table(web: Any, fetch: Any, folder: Path, log: Any, answers: Any) -> None:
    with (folder / "outlets.toml").open("a") as table:
        table.write(f'\n[outlets.wire.fetch]\nfeeds = ["{web.url("cdn.example/wire.xml")}"]\n')
    web.on("cdn.example/wire.xml", answers.feed(answers.item(web.url("wire.example/a"), "2021-05-01")))
    web.on("wire.example/a", answers.reply(200, "<p>a"))
    fetch(outlets=["Example Wire"])
    assert [line["outlet"] for line in log()] == ["wire"]
    with pytest.raises(ConfigError, match=r"\[outlets\.post\.fetch\]"):
        fetch(outlets=["post"])
    with pytest.raises(ConfigError, match="No outlet is called 'gazette'"):
        fetch(outlets=["gazette"])


def test_a_pattern_that_tells_no_day_is_an_error_that_names_it(
    web: Any, fetch: Any, folder: Path, answers: Any
) -> None:
    with (folder / "outlets.toml").open("a") as table:
        table.write('\n[outlets.post.fetch]\ndates_in_addresses = ["/%Y/"]\n')
    web.on(SEOUL_FEED, answers.feed())
    with pytest.raises(ConfigError, match=r"dates_in_addresses.*does not say where the day"):
        fetch(feeds=[web.url(SEOUL_FEED)])


def test_a_feed_whose_copy_was_lost_is_asked_for_whole(web: Any, fetch: Any, folder: Path, answers: Any) -> None:
    web.on(SEOUL_FEED, answers.tagged(feed_of(web, answers, "a"), '"1"'))
    fetch(feeds=[web.url(SEOUL_FEED)])
    for copy in folder.glob(".fetch/*.source"):
        copy.unlink()
    assert fetch(feeds=[web.url(SEOUL_FEED)]).sources == 1
    assert "if-none-match" not in web.sent(SEOUL_FEED)


def test_a_feed_so_broken_that_the_parser_fails_is_said(web: Any, fetch: Any, answers: Any) -> None:
    """Found by fuzzing: a link's end without its beginning, in markup that is not well-formed."""
    web.on(SEOUL_FEED, answers.reply(200, "<feed><entry><link x></entry></link>"))
    ((_, told),) = fetch(feeds=[web.url(SEOUL_FEED)]).failed
    assert told.startswith("no feed that can be read")
