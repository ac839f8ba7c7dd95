"""Whatever bytes a web page, a table, a document, an archive or a table of outlets holds: an article or a clear word."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.errors import ConfigError, CorpusError
from compare.model import Article, Outlet
from compare.reading import load_outlets, read
from compare.reading.decode import UndecodableError
from compare.reading.html import UnreadablePageError
from compare.reading.mhtml import unpack
from compare.reading.text_page import NoTextError
from compare.reading.web_page import CameFrom, read_webpage
from compare.settings import decode

pytestmark = pytest.mark.slow

PAGES = Path(__file__).parent / "webpages"
MARKUP = [p.read_bytes() for p in sorted(PAGES.iterdir()) if p.suffix in {".html", ".mhtml"}]
TAGS = [
    "p",
    "div",
    "article",
    "h1",
    "figure",
    "figcaption",
    "ul",
    "li",
    "a",
    "table",
    "td",
    "br",
    "script",
    "meta",
    "link",
    "time",
    "section",
    "aside",
    "form",
    "svg",
    "template",
    "title",
]
NAMES = ["story-news", "article-body", "related", "caption", "paywall", "x"]
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ["class", "id", "href", "property", "content", "itemprop", "type", "style", "hidden", "datetime", "name"]
    ),
    st.one_of(
        st.sampled_from([*NAMES, "application/ld+json", "articleBody", "og:title", "display:none"]),
        st.text(max_size=20),
    ),
    max_size=3,
)
OUTLETS = load_outlets()


def check(article: Article) -> None:
    assert article.sentences or (article.headline and article.headline_only and article.truncated)
    assert all(article.body[s.start : s.end] == s.text for s in article.sentences)
    assert not any(c < " " and c not in "\n\t" for c in article.body)
    msgspec.json.encode(article)


def check_page(data: bytes, content_type: str | None = None, url: str | None = None) -> None:
    extra: dict[str, Outlet] = {}
    with suppress(NoTextError, UnreadablePageError, UndecodableError):
        article = read_webpage(data, "a.html", OUTLETS, extra, came_from=CameFrom(content_type, url))
        check(article)
        assert article.outlet_id is None or article.outlet_id in {*extra, *OUTLETS.outlets}


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Markup of known tags in any order, closed or not, with text, metadata and odd attributes."""
    parts = []
    for _ in range(draw(st.integers(0, 25))):
        attributes = "".join(f' {k}="{v}"' for k, v in draw(ATTRIBUTES).items())
        text = draw(
            st.one_of(
                st.text(max_size=30),
                st.just("The mayor said on Monday that the ferry would sail."),
                st.just('{"@type":"NewsArticle","headline":3,"author":[{"name":[1]}],"datePublished":{}}'),
            )
        )
        tag = draw(st.sampled_from(TAGS))
        parts.append(f"<{tag}{attributes}>{text}" + (f"</{tag}>" if draw(st.booleans()) else ""))
    return "".join(parts)


@settings(max_examples=120, deadline=None)
@given(
    trees(), st.sampled_from([None, "https://en.yna.co.kr/view/1", "https://www.koreaherald.com/1", "http://[", "x"])
)
def test_no_tree_breaks_the_page_reader(markup: str, url: str | None) -> None:
    check_page(markup.encode("utf-8", "replace"), url=url)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(MARKUP),
    st.integers(0, 4000),
    st.integers(0, 4000),
    st.binary(max_size=12),
    st.sampled_from([None, "text/html; charset=euc-kr", "x; charset=\x00"]),
)
def test_no_page_cut_and_joined_breaks_the_page_reader(
    page: bytes, start: int, end: int, junk: bytes, said: str | None
) -> None:
    check_page(page[:start] + junk + page[end:], content_type=said)


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.lists(
            st.sampled_from(
                [
                    b"Content-Type: text/html\n",
                    b"Content-Type: multipart/related; boundary=b\n",
                    b"\n--b\n",
                    b"\n",
                    b"<p>It rained.</p>",
                    b"Content-Transfer-Encoding: base64\n",
                    b"Content-Transfer-Encoding: x-uuencode\n",
                    b"=?x?q?\xff?=",
                    b"Content-Location: http://[\n",
                ]
            ),
            max_size=14,
        ).map(b"".join),
    )
)
def test_no_bytes_break_the_mhtml_reader(data: bytes) -> None:
    with suppress(UnreadablePageError):
        assert unpack(data).data


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text(max_size=30),
    st.lists(st.text(max_size=9), max_size=3),
    st.dictionaries(st.sampled_from(["name", "date-parts", "family"]), st.lists(st.lists(st.integers())), max_size=2),
)
KEYS = ["maintext", "date_publish", "plaintext", "publishing_date", "type", "container-title", "abstract", "author", "issued", "text", "title", "html", "free_access", "media_name", "publish_date", "본문"]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.dictionaries(st.sampled_from(KEYS), CELLS, max_size=9), max_size=4),
    st.text(max_size=60),
    st.binary(max_size=80),
)
def test_no_export_breaks_the_record_readers(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], text: str, junk: bytes
) -> None:
    folder = tmp_path_factory.mktemp("exports")
    (folder / "r.json").write_bytes(msgspec.json.encode(rows))
    (folder / "s.jsonl").write_bytes(b"\n".join(msgspec.json.encode(row) for row in rows) + b"\n" + junk)
    (folder / "t.csv").write_bytes(f"title,text\n{text}\nA,".encode("utf-8", "replace") + junk)
    (folder / "u.parquet").write_bytes(b"PAR1" + junk + b"PAR1")
    with suppress(CorpusError):
        for article in read([folder]).articles:
            check(article)


@settings(max_examples=60, deadline=None)
@given(
    data=st.lists(
        st.one_of(
            st.binary(max_size=30),
            st.sampled_from(
                [
                    b"WARC/1.0\r\n",
                    b"WARC-Type: response\r\n",
                    b"WARC-Target-URI: https://en.yna.co.kr/1\r\n",
                    b"Content-Length: 40\r\n",
                    b"Content-Type: application/http\r\n",
                    b"\r\n",
                    b"HTTP/1.1 200 OK\r\n",
                    b"Content-Type: text/html\r\n",
                    b"<p>It rained all day.</p>",
                ]
            ),
        ),
        max_size=24,
    ).map(b"".join),
    cut=st.integers(0, 60),
    packed=st.booleans(),
)
def test_no_bytes_break_the_archive_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cut: int, *, packed: bool
) -> None:
    path = tmp_path_factory.mktemp("archive") / "a.warc.gz"
    path.write_bytes(gzip.compress(data)[: -cut or None] if packed else data)
    corpus = read([path])
    assert corpus.articles or corpus.unreadable


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "[outlets.a]",
                "name = 'A'",
                "[html]",
                "body = ['div']",
                "body = ['[[']",
                "page.marks = ['(']",
                "[records]",
                "columns = {text = 'a'}",
                "columns = {txt = 'a'}",
                "preset = 1",
                "[domain_zones]",
                "kr = 'x'",
                "= =",
                "\x00",
                "a = [1,",
                '"""',
                "[[outlets.a.page.kinds]]",
                "[" * 3000,
            ]
        ),
        max_size=6,
    ).map("\n".join)
)
def test_no_table_breaks_the_toml_readers(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("toml")
    for name in ("outlets.toml", "outlet-compare.toml"):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "a.html").write_bytes(MARKUP[0])
    with suppress(ConfigError):
        read([folder])
    with suppress(ConfigError):
        decode(folder / "outlet-compare.toml")
