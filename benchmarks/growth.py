"""How processor time grows with the length of a text that is hard to read: an exponent for each of some ninety texts.

    python benchmarks/growth.py                # all, some minutes
    python benchmarks/growth.py site feed      # the works whose names hold one of these

1.0 is linear, 2.0 quadratic. Every unit below is repeated to three lengths; regular expressions that look ahead, and scans
that begin anew at each mark, show here and nowhere else. Each text is worked in a child process with bounds of time and
memory, so that nothing hangs the machine. Where a bound of ``compare/reading/bounds.py`` cuts the text, the exponent
falls below 1. Ends with 1 where an exponent is above 1.2, or a bound of the child is met.
"""

from __future__ import annotations

import gzip
import json
import math
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from compare import builder
from compare.attribution import attribute
from compare.errors import CompareError
from compare.fetching.http import FetchError, read_gzip
from compare.fetching.sources import Dating, read_feed, read_sitemap
from compare.model import Article, Sentence
from compare.names import recognise_names
from compare.reading import load_outlets, read
from compare.reading.decode import clean
from compare.reading.text_page import NoTextError, read_page
from compare.text.quotations import spans
from compare.text.sentences import split

SIZES, LIMIT = (10_000, 30_000, 90_000), 1.2
SECONDS, MEMORY = 60, 4_000_000_000
NOISE = 0.02
"""Seconds below which a difference says nothing."""

Work = Callable[[str], object]


def attribute_speakers(text: str) -> object:
    """The speakers of a text's quotations."""
    sentences = tuple(Sentence("a", k, 0, a, b, text[a:b]) for k, (a, b) in enumerate(split(text)))
    return attribute(Article(id="a", body=text, sentences=sentences))


def read_text_page(text: str) -> object:
    """A text page, read."""
    with suppress(NoTextError):
        return read_page(clean(text), "page.txt", load_outlets())
    return None


def _read_file(name: str, data: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(data)
        with suppress(CompareError):
            return read([Path(folder)])
    return None


def read_html(text: str) -> object:
    """A page with the text in its markup, before a story."""
    story = "<h1>Ferry sails</h1>" + "<p>The ferry left at dawn on Monday, the harbour office said.</p>" * 5
    return _read_file("a.html", f"<html><body>{text}<article>{story}</article></body></html>".encode())


def read_attributes(text: str) -> object:
    """A page with the text inside a tag."""
    return read_html(f"<div {text}>")


def read_csv(text: str) -> object:
    """A table."""
    return _read_file("a.csv", f"title,text\n{text}".encode())


def read_json_lines(text: str) -> object:
    """A file of records."""
    return _read_file("a.jsonl", text.encode())


def read_packed(text: str) -> object:
    """A packed file of records, a hundred times as long as the others."""
    return _read_file("a.jsonl.gz", gzip.compress(text.encode() * 100))


def build_site(text: str) -> object:
    """The site of two accounts of the text: grouping, alignment, differences, framing, pages, search."""
    return _site(text=text)


def build_headline(text: str) -> object:
    """The site of two accounts with the text as their headlines."""
    return _site(title=text)


def build_deck(text: str) -> object:
    """The site of two accounts with the text as their decks."""
    return _site(deck=text)


def _site(**fields: str) -> object:
    base = {"title": "Ferry sails", "published": "2021-09-13", "text": "The ferry left at dawn on Monday. It was full."}
    rows = [json.dumps(base | {"id": name, "outlet": name} | fields) for name in ("One", "Two")]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
        with suppress(CompareError):
            return builder.make_site(builder.read_corpus(Path(folder)))
    return None


def fetch_feed(text: str) -> object:
    """A feed with the text among its items."""
    import datetime as dt  # noqa: PLC0415 - one use

    dating = Dating(None, {}, (), dt.date(2021, 5, 3))
    with suppress(FetchError):
        return read_feed(
            f"<rss version='2.0'><channel>{text}</channel></rss>".encode(), "http://a.example/", "", dating
        )
    return None


def fetch_namespace(text: str) -> object:
    """A sitemap whose names carry the text as their namespace."""
    with suppress(FetchError):
        entries = "<url><loc>http://a.example/</loc></url>" * (len(text) // 40)
        return read_sitemap(f"<urlset xmlns='{text}'>{entries}</urlset>".encode(), 10**9)
    return None


def fetch_sitemap(text: str) -> object:
    """A sitemap of the text."""
    with suppress(FetchError):
        return read_sitemap(f"<urlset>{text}</urlset>".encode(), 10**9)
    return None


def unpack_members(text: str) -> object:
    """A gzip stream of a member for every ten characters."""
    return read_gzip([gzip.compress(b"") * (len(text) // 10)], 10**9)


CASES: Mapping[Work, Sequence[str]] = {
    split: ("a", ".", "A. ", "“A. b ", '"', "U.S. ", "Aa.Bb.", "다.나", "'다. ", "…”", "ab. ", " ", "2020. "),
    spans: ('"', "“a ", "'a ", "“\n", '"a\n', "‘a s’ b ", "'s s' s ", "「a", "”", '"a. " ', "a\n"),
    recognise_names: ("A ", "US ", "Ann US ", "Kim-", "of the Kim ", "북한", "Ann Barr. ", "N. ", "a\n"),
    attribute_speakers: (
        'Mayor Ana Duarte told Bo Lindqvist, "It is safe," and he said it was "a gift to us all." ',
        '"a," he said. ',
        '"It is so number #," said Mayor Ana# Duarte#. ',
    ),
    read_text_page: (
        "a", "word ", "He said so. ", "(", '"', ".", "A ", "- ", "a@", "“", "(Yonhap) ", "US. ", "가나다. ", "A (b) ", "word and word\n",
    ),
    read_html: ("<p>x", "<div hidden>", "<span style='display:none'>x</span>", " ", "\n", "<!--", "<p>word word word</p>", "<a href=x>y</a>", "&amp;"),
    read_attributes: ('a="b" ', "a#='b' ", "a# "),
    read_csv: ("1,2\n", '"a,', "a b,c d\n", ",\n", '"""', "Ferry # sails to the isles,It left at dawn on day #.\n"),
    read_json_lines: ("{}\n", '{"a":1}\n', "[]\n", '{"title": "Ferry # sails to the isles", "text": "It left on day #."}\n'),
    read_packed: ("{}\n", "\n", '{"a":#}\n'),
    build_site: (
        '"It is so," said Mayor Ana Duarte. ',
        '"It is so, number #," said Mayor Ana# Duarte#. ',
        "The harbour office said the ferry left at dawn. ",
        "The harbour office said ferry # left at dawn. ",
        "항만청은 월요일 새벽에 여객선이 출항했다고 밝혔다. ",
        "항만청은 #일 새벽에 여객선 #호가 출항했다고 밝혔다. ",
        "not ", "word", "word ", '"a" ', "# people were hurt. ", "On Monday and on Tuesday it was said. ",
        "Mayor Ana# Duarte# met Bo#. ", "Ana# Duarte#, ", "Ann: Yes. Bob: No.\n",
    ),
    build_headline: ('"so" ', "word ", "# dead, ", "Ana# "),
    build_deck: ('"so" ', "word ", "# dead, "),
    fetch_feed: ("<item><title>a</title><link>http://a.example/#</link></item>", "<item>", "&amp;", "<description>a"),
    fetch_namespace: ("x",),
    fetch_sitemap: ("<url><loc>http://a.example/#</loc><lastmod>2021-05-03</lastmod></url>", "<url>", "<a>"),
    unpack_members: ("x",),
}  # fmt: skip


class Measured(NamedTuple):
    """What one text cost at each size: seconds of processor time, and the peak of memory in MB."""

    seconds: tuple[float, ...]
    megabytes: float

    @property
    def exponent(self) -> float:
        """The growth from the second size to the third, where it takes longer than noise."""
        a, b = self.seconds[-2:]
        return math.log(max(b, NOISE) / max(a, NOISE)) / math.log(SIZES[-1] / SIZES[-2])


def repeat(unit: str, size: int) -> str:
    """``unit`` over and over, numbered where it holds ``#``, to about ``size`` characters."""
    if "#" not in unit:
        return (unit * (size // len(unit) + 1))[: size // len(unit) * len(unit) or size]
    return "".join(unit.replace("#", str(k)) for k in range(size // len(unit)))


def measure(work: Work, unit: str) -> Measured | None:
    """The cost in a child process; None where it ran out of time or memory."""
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=_child, args=(work, unit, there))
    child.start()
    there.close()
    try:
        return here.recv() if here.poll(20 * SECONDS) else None
    except EOFError:
        return None
    finally:
        child.kill()
        child.join()


def _child(work: Work, unit: str, result: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    work(repeat(unit, 200))  # loads what is loaded once
    times = []
    for size in SIZES:
        text = repeat(unit, size)
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    result.send(Measured(tuple(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000))


def chosen(names: Sequence[str]) -> Iterator[tuple[Work, str]]:
    """The works whose names hold one of ``names``, or all, with each of their units."""
    for work, units in CASES.items():
        if not names or any(name in work.__name__ for name in names):
            yield from ((work, unit) for unit in units)


def main(names: Sequence[str]) -> int:
    """Print a line a text; 1 where one grows too fast."""
    bad = 0
    for work, unit in chosen(names):
        found = measure(work, unit)
        told = "out of time or memory"
        if found:
            told = "  ".join(f"{seconds:7.3f} s" for seconds in found.seconds)
            told += f"  {found.megabytes:5.0f} MB   exponent {found.exponent:.2f}"
        failed = found is None or found.exponent > LIMIT
        bad += failed
        print(f"{work.__name__:18s} {unit!r:28.28s} {told}{'   <-- too fast' if failed else ''}", flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
