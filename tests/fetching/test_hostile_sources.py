"""Any bytes at all are a feed, a sitemap, rules, a packed body, or are refused in our own words."""

from __future__ import annotations

import datetime as dt
import zlib
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compare.fetching.http import FetchError, read_gzip
from compare.fetching.politeness import Rules
from compare.fetching.sources import Dating, Listing, moment_from, read_feed, read_sitemap

DATING = Dating("Asia/Seoul", {"KST": "+09:00"}, (), dt.date(2021, 5, 3))
MARKUP = st.lists(
    st.sampled_from(
        ["<rss>", "<channel>", "<item>", "</item>", "<link>", "</link>", "<feed>", "<entry>", "<link x>", "</entry>", "<![CDATA[", "]]>", "<!--",
         "<urlset>", "<url>", "<loc>", "</loc>", "</url>", "<sitemap>", "&a;", "&#0;", "<?xml version='1.0'?>", "<!DOCTYPE a [", "http://a/", "\0"]
    ) | st.text(max_size=8),
    max_size=30,
).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))  # fmt: skip
ANYTHING = MARKUP | st.binary(max_size=300)


@given(ANYTHING)
@example(b"<feed><entry><link x></entry></link>")
def test_any_bytes_are_a_feed_or_none(data: bytes) -> None:
    with suppress(FetchError):
        assert isinstance(read_feed(data, "http://post.example/", "", DATING), Listing)


@given(ANYTHING)
def test_any_bytes_are_a_sitemap_or_none(data: bytes) -> None:
    with suppress(FetchError):
        assert isinstance(read_sitemap(data, 10_000), Listing)


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_rules(text: str, path: str) -> None:
    rules = Rules(f"User-agent: *\n{text}", "outlet-compare/1")
    assert rules.delay >= 0
    with suppress(FetchError):
        rules.check(f"http://post.example/{path}")


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    moment = moment_from(text, "Asia/Seoul")
    assert moment is None or moment.day


@given(st.lists(st.binary(max_size=200), max_size=6), st.integers(1, 50))
def test_gzip_comes_back_whatever_its_members_and_pieces(members: list[bytes], size: int) -> None:
    packed = b"".join(_pack(member) for member in members)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    if members:
        assert read_gzip(pieces, 10_000) == b"".join(members)


@given(st.binary(min_size=1, max_size=2000), st.integers(1, 100))
def test_no_more_than_the_limit_is_unpacked(content: bytes, most: int) -> None:
    if len(content) <= most:
        return
    with pytest.raises(FetchError, match="larger than"):
        read_gzip([_pack(content)], most)


def _pack(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    return packer.compress(content) + packer.flush()
