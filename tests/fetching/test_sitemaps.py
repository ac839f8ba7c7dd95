"""Sitemaps of every kind name pages; hostile XML is refused."""

from __future__ import annotations

import datetime as dt
import gzip
from typing import Any

import pytest

from compare.fetching.http import FetchError
from compare.fetching.sources import Dating, read_feed, read_sitemap

MAP = "post.example/sitemap.xml"
NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{url}</loc><lastmod>2021-05-02</lastmod><news:news><news:publication_date>2021-05-01T09:00+09:00</news:publication_date>
<news:title>A</news:title></news:news><image:image><image:loc>https://img.example/1.jpg</image:loc></image:image></url></urlset>"""


def test_a_news_sitemap_gives_pages_their_dates(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    web.on(MAP, answers.reply(200, NEWS.format(url=web.url("post.example/a")), content_type="application/xml"))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    fetch(sitemaps=[web.url(MAP)])
    assert [(line["feed_date"], line["feed_changed"]) for line in log()] == [("2021-05-01T09:00+09:00", "2021-05-02")]


def test_an_index_leads_to_its_sitemaps_packed_or_not(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + "".join(
        f"<sitemap><loc>{web.url(place)}</loc></sitemap>"
        for place in ("post.example/1.xml.gz", "post.example/2.txt", "evil.example/3.xml", MAP)
    )
    web.on(MAP, answers.reply(200, index + "</sitemapindex>"))
    one = answers.urlset(f"<url><loc>{web.url('post.example/a')}</loc></url>").encode()
    web.on("post.example/1.xml.gz", answers.reply(200, gzip.compress(one), content_type="application/gzip"))
    web.on("post.example/2.txt", answers.reply(200, web.url("post.example/b") + "\n", content_type="text/plain"))
    for path in "ab":
        web.on(f"post.example/{path}", answers.reply(200, path))
    summary = fetch(sitemaps=[web.url(MAP)])
    assert sorted(line["url"][-1] for line in log()) == ["a", "b"]
    assert summary.sources == 3
    assert not [place for place in web.paths() if place.startswith("evil")]


def test_sitemaps_of_a_run_are_bounded_in_number_and_depth(web: Any, fetch: Any, answers: Any) -> None:
    def index(number: int) -> str:
        inner = "".join(f"<sitemap><loc>{web.url(f'post.example/{number * 10 + n}')}</loc></sitemap>" for n in range(3))
        return f"<sitemapindex>{inner}</sitemapindex>"

    for number in range(2000):
        web.on(f"post.example/{number}", answers.reply(200, index(number)))
    summary = fetch(sitemaps=[web.url("post.example/1")])
    assert len(web.paths()) == 1 + 3 + 9
    assert not summary.failed
    summary = fetch(sitemaps=[web.url("post.example/1")], indexed=2)
    assert dict(summary.left) == {"the limit of 2 sitemaps a run": 1 + 3 * 2}


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"<urlset", b"\x1f\x8bnonsense", b"\xff\xfe<"])
def test_what_is_no_sitemap_is_said(content: bytes) -> None:
    with pytest.raises(FetchError):
        read_sitemap(content, 1_000_000)


def test_an_empty_sitemap_is_one() -> None:
    assert read_sitemap(b"<urlset></urlset>", 1000).pages == ()


def test_a_sitemap_that_breaks_off_gives_what_it_has_and_says_so(web: Any, fetch: Any, log: Any, answers: Any) -> None:
    whole = answers.urlset(*(f"<url><loc>{web.url(f'post.example/{p}')}</loc></url>" for p in "ab"))
    web.on(MAP, answers.reply(200, whole[: whole.rindex("<url>") + 20]))
    web.on("post.example/a", answers.reply(200, "<p>a"))
    summary = fetch(sitemaps=[web.url(MAP)])
    assert len(log()) == 1
    assert "no well-formed XML" in summary.failed[0][1]


BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://post.example/dtd"> %b;]>'


@pytest.mark.parametrize("prolog", [BOMB, EXTERNAL, PARAMETER])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_and_nothing_is_loaded(prolog: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}'
    sitemap = f"{text}<urlset><url><loc>http://post.example/&b;</loc></url></urlset>".encode(encoding)
    with pytest.raises(FetchError, match="entities"):
        read_sitemap(sitemap, 1_000_000)
    for body in (
        "<rss><channel><item><link>&b;</link></item></channel></rss>",
        "<rss><channel><item><link>&b;</link>&oops <",
    ):
        with pytest.raises(FetchError, match="entities"):
            read_feed(
                (text + body).encode(encoding), "http://post.example/", "", Dating(None, {}, (), dt.date(2021, 5, 3))
            )


def test_a_packed_sitemap_unpacks_to_no_more_than_the_limit() -> None:
    with pytest.raises(FetchError, match="larger than"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 5_000_000), 1_000_000)


def test_entities_after_what_is_no_xml_are_refused_too() -> None:
    with pytest.raises(FetchError, match="entities"):
        read_feed(b"junk <!ENTITY a 'b'><rss>", "http://post.example/", "", Dating(None, {}, (), dt.date(2021, 5, 3)))


def test_a_sitemap_without_a_place_is_passed_over(web: Any, fetch: Any, answers: Any) -> None:
    web.on(MAP, answers.reply(200, "<sitemapindex><sitemap><loc>file:///etc/hostname</loc></sitemap></sitemapindex>"))
    summary = fetch(sitemaps=[web.url(MAP)])
    assert (summary.sources, summary.failed) == (1, [])
