"""Times ``outlet-compare events`` over a file of records, beside one TfidfVectorizer pass over the same texts.

Usage: python benchmarks/speed_events.py [COUNT...]   (default 10000 100000)

Both are whole processes of their own, start-up and reading included; the pass is timed without them. Prints seconds of processor
time, milliseconds an article, the ratio to the pass, the most memory that the process held, and the exponent of growth from each count
to the next. Compile Python's files first (``python -m compileall``), or their compilation is measured too.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from synthetic import make_articles

_PEER = """
import json, sys, time
from sklearn.feature_extraction.text import TfidfVectorizer
with open(sys.argv[1], encoding="utf-8") as file:
    texts = [f"{record['title']}\\n{record['text']}" for record in map(json.loads, file)]
start = time.process_time()
TfidfVectorizer().fit_transform(texts)
print(time.process_time() - start)
"""


class Spent(NamedTuple):
    """What a process took: seconds of processor time and megabytes at most."""

    seconds: float
    memory: float


def write_records(path: Path, count: int) -> None:
    """A file of ``count`` made-up records."""
    with path.open("w", encoding="utf-8") as file:
        for article in make_articles(count):
            day = article.published.iso if article.published else None
            fields = {"id": article.id, "outlet": article.outlet_id, "title": article.headline, "published": day}
            file.write(json.dumps({**fields, "text": article.body}) + "\n")


def run(*command: str) -> Spent:
    """Run a command, its output thrown away."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command[:3])} ended with status {status}.")
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure(count: int) -> float:
    """Print one line, return the seconds that the command took."""
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        write_records(records, count)
        took = run("-m", "compare", "events", str(records), "--format", "jsonl")
        peer = float(subprocess.check_output([sys.executable, "-c", _PEER, str(records)]))
    print(
        f"{count:7d} articles  {took.seconds:7.1f} s  {1000 * took.seconds / count:.3f} ms each  TfidfVectorizer {peer:.1f} s  "
        f"ratio {took.seconds / peer:.2f}  {took.memory / 1024:.2f} GB at most",
        flush=True,
    )
    return took.seconds


def main() -> None:
    """Measure every count in turn."""
    counts = [int(a) for a in sys.argv[1:]] or [10_000, 100_000]
    took = [(count, measure(count)) for count in counts]
    for (n, a), (m, b) in pairwise(took):
        print(f"growth from {n} to {m}: exponent {math.log(b / a) / math.log(m / n):.2f}")


if __name__ == "__main__":
    main()
