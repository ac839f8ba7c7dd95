"""How quickly records are read, and in how much memory web archives are: ``python benchmarks/reading.py [MEGABYTES]``.

Records: 20,000 of them, 21 sentences each, CPU seconds of one core. Archives: one of a hundred megabytes and one of
MEGABYTES (unpacked; 1,024 unless said), a tenth of the pages those of known outlets; CPU seconds and the peak of memory,
each in a process of its own: a peak that does not grow with the archive is what streaming means.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from compare.reading import load_outlets, read
from compare.reading.warc import read_archive

RECORDS = 20_000
PAGE = 50_000
SMALL, LARGE = 100, 1024
WORDS = [
    "the",
    "council",
    "ferry",
    "ministry",
    "island",
    "said",
    "Monday",
    "that",
    "government",
    "officials",
    "would",
    "review",
    "harbor",
    "plans",
    "after",
    "storm",
    "damage",
    "residents",
    "asked",
    "minister",
    "talks",
    "North",
    "Korea",
    "U.S.",
    "nuclear",
    "envoy",
    "trade",
    "growth",
    "percent",
    "company",
    "workers",
    "union",
    "strike",
    "budget",
]
HOSTS = ("en.yna.co.kr", "www.koreaherald.com", "english.hani.co.kr")


def sentence(rng: random.Random) -> str:
    """An invented sentence."""
    words = rng.choices(WORDS, k=rng.randint(12, 34))
    if rng.random() < 0.2:
        words.insert(4, f"“{rng.choice(WORDS)} {rng.choice(WORDS)}”")
    return f"{' '.join(words).capitalize()}."


def paragraphs(rng: random.Random) -> list[str]:
    """The paragraphs of an invented article."""
    return [" ".join(sentence(rng) for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(5, 16))]


def write_records(path: Path) -> None:
    """Write the records, one a line."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for n in range(RECORDS):
            outlet = rng.choice(["Yonhap", "The Korea Herald", "Hankyoreh", "Example Wire"])
            record = {
                "id": f"r{n}",
                "outlet": outlet,
                "title": sentence(rng)[:70],
                "published": "2021-09-13T08:00+09:00",
            }
            file.write(json.dumps({**record, "text": "\n".join(paragraphs(rng))}) + "\n")


def pages(megabytes: int) -> Iterator[bytes]:
    """Records of an archive, one page each, until they hold so many megabytes."""
    rng, size, n = random.Random(11), 0, 0
    filler = "".join(f'<li><a href="/{k}">{sentence(rng)[:40]}</a></li>' for k in range(PAGE // 60))
    while size < megabytes * 1_000_000:
        host = HOSTS[n // 10 % 3] if n % 10 == 0 else "www.elsewhere.example"
        text = "".join(f"<p>{p}</p>" for p in paragraphs(rng))
        head = f"<html><head><title>{sentence(rng)[:60]}</title><meta property='article:published_time' content='2021-09-13T08:00:00+09:00'></head>"
        page = f"{head}<body><ul>{filler}</ul><article class='story-news article-body article-text'>{text}</article></body></html>".encode()
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://{host}/view/{n}"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page)
        out = io.BytesIO()
        record.write(out)
        yield gzip.compress(out.getvalue(), 1)
        size, n = size + len(page), n + 1


def peak() -> int:
    """The most memory this process has had, in megabytes (Linux; elsewhere that of its parent may count too)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def measure_archive(path: Path) -> None:
    """Read an archive and print what it took."""
    start = time.process_time()
    count = sum(1 for _ in read_archive(path, "a", load_outlets()))
    took = time.process_time() - start
    print(f"{count} articles, {took:.1f} s CPU, at most {peak()} MB of memory", flush=True)


def main() -> None:
    """Measure records, then archives."""
    if sys.argv[1:2] == ["--archive"]:
        measure_archive(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(folder / "r.jsonl")
        start = time.process_time()
        articles = read([folder / "r.jsonl"]).articles
        took = time.process_time() - start
        print(
            f"records: {len(articles)} of {sum(len(a.sentences) for a in articles)} sentences in {took:.1f} s CPU",
            flush=True,
        )
        for megabytes in (SMALL, int(sys.argv[1]) if sys.argv[1:] else LARGE):
            with (folder / "a.warc.gz").open("wb") as file:
                file.writelines(pages(megabytes))
            print(f"archive of {megabytes} MB: ", end="", flush=True)
            subprocess.run([sys.executable, __file__, "--archive", str(folder / "a.warc.gz")], check=True)


if __name__ == "__main__":
    main()
