"""Fuzz the readers of what comes from outside, guided by coverage: no traceback, no hang, no runaway memory.

    pip install atheris                                  # wheels for Linux; not among the locked tools
    python benchmarks/fuzz.py .html --seconds 120        # the ending of a file that is read, or: outlets, config, feed, sitemap
    python benchmarks/fuzz.py .html --again CRASH-FILE   # read one file that failed before

Seeds are the pages and tables of this repository. Whatever is found lies in --findings, to become a test.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["compare"]):
    from compare import reading as corpus
    from compare import settings
    from compare.errors import CompareError
    from compare.fetching.http import FetchError
    from compare.fetching.sources import dating_of, read_feed, read_sitemap
    from compare.reading import load_outlets
    from compare.reading.inputs import FORMATS

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = load_outlets()
LONGEST, SLOWEST_SECONDS, MEMORY_MB = 20_000, 60, 1_500
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>A</title>
<link>https://en.yna.co.kr/view/AEN20210503000100315</link><pubDate>Mon, 03 May 2021 10:00:00 +0900</pubDate>
<description><![CDATA[<img src="https://img.example/2021/0503/1.jpg">]]></description></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://post.example/a"/>
<published>2021-05-03T10:00:00+09:00</published><updated>2021-05-03</updated></entry></feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://post.example/a</loc><lastmod>2021-05-03</lastmod><n:news><n:publication_date>2021-05-03T10:00+09:00</n:publication_date>
</n:news></url></urlset>"""
RECORDS = b"""{"id": 1, "outlet": "Yonhap", "title": "(LEAD) A", "published": "2021-05-03T10:00+09:00", "text": "SEOUL, May 3 (Yonhap) -- B."}
{"id": "b", "sentences": ["One.", "(Yonhap)"], "url": "https://post.example/a", "byline": "By C", "event": 3}"""
TABLE = b"""id,outlet,title,published,text,url\n1,Yonhap,A,2021-05-03,"One. ""Two,"" said C.",https://post.example/a\n2,,B,,Three.,\n"""
PAGE = b"""<html><head><meta charset="utf-8"><meta property="og:title" content="A"><script type="application/ld+json">{"@type": "NewsArticle",
"headline": "A", "datePublished": "2021-05-03T10:00", "author": {"name": "B"}}</script></head><body><article><h1>A</h1><p>One thing. And another.</p></article>
</body></html>"""
MHTML = b"""From: <Saved by Blink>\r\nSnapshot-Content-Location: https://en.yna.co.kr/view/AEN20210503000100315\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;
\ttype="text/html"; boundary="--b"\r\n\r\n----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"""
SEEDS = {
    ".jsonl": [RECORDS],
    ".json": [b"[" + RECORDS.replace(b"\n", b",") + b"]"],
    ".csv": [TABLE],
    ".tsv": [TABLE.replace(b",", b"\t")],
    ".mhtml": [MHTML + PAGE.replace(b"=", b"=3D") + b"\r\n----b--\r\n"],
    ".warc": [
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://en.yna.co.kr/view/AEN20210503000100315\r\nWARC-Date: 2021-05-03T10:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
        % (len(answer), answer)
        for answer in (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE,)
    ],
}
"""What no file of this repository shows, by the ending of files that are read."""
TOKENS = (
    "(Yonhap)", "SEOUL, May 3 (Yonhap) -- ", "Published : May 3, 2021 - 10:00", "Posted on : 2021-05-03 10:00 KST", "By A and B", "(END)",
    "<article>", "</article>", "<p>", "<table>", "<script type='application/ld+json'>", "<meta property='og:title' content='", "&amp;", "&#0;",
    "<![CDATA[", "<!DOCTYPE", "<!ENTITY", "]]>", "<item>", "<link>", "<loc>", "<sitemapindex>", "xmlns=", "2021-05-03T10:00:00+09:00",
    '"sentences": ["', '"published": "', '"text": "', "[outlets.a]", "page.marks = ['", "(?P<byline>", "%Y", '"""', "\u202e", "\ud55c\uad6d",
)  # fmt: skip


def as_file(name: str, home: Path) -> Callable[[bytes], None]:
    """A reader of one input file of a corpus."""
    path = home / name

    def read(data: bytes) -> None:
        path.write_bytes(data)
        corpus.read([path], outlets=SHIPPED)

    return read


def targets(home: Path) -> dict[str, tuple[Callable[[bytes], object], list[bytes]]]:
    """Each reader by name, with seeds for it."""
    shipped = (ROOT / "compare/data/outlets.toml").read_text(encoding="utf-8")
    tables = [part.encode() for part in re.split(r"\n(?=\[\w+\.[\w-]+\]\n|\[\w+\]\n)", shipped)]
    tables += _blocks(ROOT / "docs/outlets.md")
    dating = dating_of(SHIPPED.outlets["yonhap"], SHIPPED, dt.date(2021, 5, 3))

    def read_outlets(data: bytes) -> None:
        (home / "outlets.toml").write_bytes(data)
        load_outlets([home])

    def read_config(data: bytes) -> None:
        (home / "outlet-compare.toml").write_bytes(data)
        settings.decode(home / "outlet-compare.toml")

    return {
        **{ending: (as_file(f"file{ending}", home), [*SEEDS.get(ending, []), *_files(ending)]) for ending in FORMATS},
        "outlets": (read_outlets, tables),
        "config": (read_config, [settings.encode(settings.Config()).encode()]),
        "feed": (lambda data: read_feed(data, "https://post.example/rss", "application/xml", dating), [FEED, ATOM]),
        "sitemap": (lambda data: read_sitemap(data, 1_000_000), [SITEMAP]),
    }


def _files(ending: str) -> list[bytes]:
    return [
        path.read_bytes()
        for folder in ("seeds", "tests/corpus")
        for path in sorted((ROOT / folder).rglob(f"*{ending}"))
    ]


def _blocks(document: Path) -> Iterator[bytes]:
    parts = document.read_text(encoding="utf-8").split("```toml\n")[1:]
    return (part.partition("```")[0].encode() for part in parts)


def careful(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """The reader with its own errors let pass: those are what bad input is meant to raise."""

    def once(data: bytes) -> None:
        with suppress(CompareError, FetchError):
            read(data)

    return once


def main() -> None:
    """Read the arguments and fuzz until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", help="an ending, such as .html, or a name")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--again", type=Path, help="read this file once, and stop")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "corpus")
        home.mkdir()
        read, seeds = targets(home)[given.target]
        if given.again:
            careful(read)(given.again.read_bytes())
            print(f"read, with {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
            return
        kept = Path(folder, "seeds")
        kept.mkdir()
        for number, seed in enumerate(seeds):
            (kept / str(number)).write_bytes(seed[:LONGEST])
        words = Path(folder, "words")
        escaped = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in TOKENS)
        words.write_text("".join(f'"{token}"\n' for token in escaped), encoding="utf-8")
        given.findings.mkdir(exist_ok=True)
        options = [f"-max_total_time={given.seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST_SECONDS}"]
        options += [
            f"-rss_limit_mb={MEMORY_MB}",
            f"-artifact_prefix={given.findings}/{given.target.strip('.')}-",
            f"-dict={words}",
        ]
        atheris.Setup([sys.argv[0], *options, str(kept)], careful(read))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
