"""Web archives: pages of known outlets, one record at a time, whatever else is in them."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from compare.model import Corpus
from compare.reading import read, warc

LEAD = "The council voted on Monday to keep the night ferries running until spring comes."
PAGE = f"<html><head><title>Night ferries to run</title></head><body><h1>Night ferries to run</h1><article><p>{LEAD}</p></article></body></html>"
OTHER = PAGE.replace("Monday", "Tuesday")
YONHAP, UNKNOWN = "https://en.yna.co.kr/view/AEN1", "https://nobody.example/1"


def response(
    address: str,
    body: str | bytes = PAGE,
    status: str = "200 OK",
    header: str = "Content-Type: text/html; charset=utf-8",
) -> bytes:
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = address
    record.headers["WARC-Date"] = "2021-09-13T07:05:31Z"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    data = body if isinstance(body, bytes) else body.encode()
    record.set_bytes_content(f"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def read_archive(folder: Path, records: Iterable[bytes], name: str = "crawl.warc.gz") -> Corpus:
    pack = gzip.compress if name.endswith("gz") else bytes
    (folder / name).write_bytes(b"".join(pack(record) for record in records))
    return read([folder])


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_of_known_outlets_are_read_and_others_passed_over(tmp_path: Path, name: str) -> None:
    corpus = read_archive(tmp_path, [response(UNKNOWN), response(YONHAP), response(UNKNOWN)], name)
    (article,) = corpus.articles
    assert corpus.unreadable == ()
    assert (article.id, article.outlet_id, article.url) == (f"{name}#{YONHAP}", "yonhap", YONHAP)
    assert [s.text for s in article.prose] == [LEAD]


def test_an_outlet_of_ones_own_is_found_by_its_domain(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text('[outlets.nobody]\nname = "Nobody"\ndomains = ["nobody.example"]\n')
    assert [a.outlet_id for a in read_archive(tmp_path, [response(UNKNOWN)]).articles] == ["nobody"]


def test_an_address_captured_again_is_an_article_only_where_its_page_changed(tmp_path: Path) -> None:
    corpus = read_archive(tmp_path, [response(YONHAP), response(YONHAP), response(YONHAP, OTHER)])
    assert [a.id for a in corpus.articles] == [
        f"crawl.warc.gz#{YONHAP}",
        f"crawl.warc.gz#{YONHAP}@2021-09-13T07:05:31Z",
    ]


@pytest.mark.parametrize(
    "record",
    [
        response(YONHAP, status="404 Not Found"),
        response(YONHAP, status="301 Moved"),
        response(YONHAP, header="Content-Type: image/png"),
        response(YONHAP, header="X: y"),
        response(YONHAP, ""),
        response("ftp://en.yna.co.kr/1"),
        response(YONHAP, b"", header="no header at all"),
        response(YONHAP).replace(b"HTTP/1.1 200", b"\x00\x01\x02\x03 200"),
    ],
)
def test_what_is_no_page_is_passed_over(tmp_path: Path, record: bytes) -> None:
    assert [a.url for a in read_archive(tmp_path, [record, response(YONHAP)]).articles] == [YONHAP]


def test_a_page_without_an_article_is_listed_with_its_address(tmp_path: Path) -> None:
    corpus = read_archive(
        tmp_path, [response(YONHAP, "<html><body></body></html>"), response(YONHAP, bytes(range(256)) * 9)]
    )
    assert [u.path.partition("@")[0] for u in corpus.unreadable] == [f"crawl.warc.gz#{YONHAP}"] * 2


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE.encode())),
        ("Content-Encoding: deflate", zlib.compress(PAGE.encode())),
        ("Transfer-Encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode())),
        ("Content-Encoding: gzip", PAGE.encode()),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", gzip.compress(PAGE.encode())),
    ],
)
def test_packed_bodies_are_unpacked_and_those_that_only_claim_to_be_are_read_as_they_are(
    tmp_path: Path, header: str, body: bytes
) -> None:
    (article,) = read_archive(
        tmp_path, [response(YONHAP, body, header=f"Content-Type: text/html\r\n{header}")]
    ).articles
    assert article.prose[0].text == LEAD


def test_a_record_that_unpacks_beyond_the_limit_is_passed_over(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(2 * warc.MAX_RECORD_BYTES))
    records = [
        response(YONHAP, bomb, header="Content-Type: text/html\r\nContent-Encoding: gzip"),
        response(YONHAP, b" " * (warc.MAX_RECORD_BYTES + 1)),
        response(YONHAP),
    ]
    assert len(read_archive(tmp_path, records).articles) == 1


def test_an_archive_of_other_outlets_says_how_to_name_one(tmp_path: Path) -> None:
    (bad,) = read_archive(tmp_path, [response(UNKNOWN), response(UNKNOWN)]).unreadable
    assert bad.problem == "none of its 2 pages is a known outlet's"
    assert "outlets.toml" in bad.hint


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        b"WARC/1.0\r\nContent-Length: 999999999999\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: x\r\n\r\nabc",
    ],
)
def test_an_empty_or_broken_archive_is_said(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    (bad,) = read([tmp_path]).unreadable
    assert bad.problem
    assert bad.hint


def test_an_archive_that_breaks_off_keeps_what_stood_before(tmp_path: Path) -> None:
    whole = gzip.compress(response(YONHAP)) + gzip.compress(response(f"{YONHAP}2"))
    (tmp_path / "a.warc.gz").write_bytes(whole[:-40])
    corpus = read([tmp_path])
    assert [a.url for a in corpus.articles] == [YONHAP]
    assert [u.problem for u in corpus.unreadable] == ["the archive breaks off in this page"]


def test_an_answer_packed_over_and_over_is_no_page(tmp_path: Path) -> None:
    header = "Content-Type: text/html\r\nContent-Encoding: " + ",".join(["chunked"] * 50)
    assert read_archive(tmp_path, [response(YONHAP, header=header)]).articles == ()


def test_what_no_address_has_is_written_as_a_browser_would(tmp_path: Path) -> None:
    record = response(YONHAP).replace(YONHAP.encode(), f"{YONHAP}\x1b[31m x".encode())
    (article,) = read_archive(tmp_path, [record]).articles
    assert article.url == f"{YONHAP}%1B[31m%20x"
