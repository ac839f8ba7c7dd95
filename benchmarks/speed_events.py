"""Times the grouping beside one TfidfVectorizer pass over the same texts, on one core.

Usage: python benchmarks/speed_events.py [COUNT...]   (default 10000 100000)

Prints seconds of processor time, milliseconds an article, the ratio to the vectoriser's pass, the most memory in use, and the exponent
of growth from each count to the next.
"""

from __future__ import annotations

import math
import resource
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from synthetic import make_articles

from compare.clustering import cluster


def measure(count: int) -> float:
    """Print one line, return the seconds that the grouping took."""
    articles = list(make_articles(count))
    base = _memory()
    start = time.process_time()
    grouping = cluster(articles)
    took, most = time.process_time() - start, _memory()
    start = time.process_time()
    TfidfVectorizer().fit_transform(f"{a.headline}\n{a.body}" for a in articles)
    peer = time.process_time() - start
    print(
        f"{count:7d} articles  {took:7.1f} s  {1000 * took / count:.3f} ms each  TfidfVectorizer {peer:.1f} s  "
        f"ratio {took / peer:.2f}  {most / 1024:.2f} GB at most ({base / 1024:.2f} before)  {len(grouping.events)} events",
        flush=True,
    )
    return took


def _memory() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure every count in turn."""
    counts = [int(a) for a in sys.argv[1:]] or [10_000, 100_000]
    took = [measure(count) for count in counts]
    for (n, a), (m, b) in zip(zip(counts, took, strict=True), list(zip(counts, took, strict=True))[1:], strict=False):
        print(f"growth from {n} to {m}: exponent {math.log(b / a) / math.log(m / n):.2f}")


if __name__ == "__main__":
    main()
