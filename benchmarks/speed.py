"""Times one event's steps, each beside a counting loop of the same run, so that figures compare across machines.

    python benchmarks/speed.py [NAME...]

Prints the processor time of the best of seven runs, the time wanted, and the ratio to the loop (a million squares summed:
about 50 ms on a machine at leisure).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from one_event import make_event

from compare.alignment import align
from compare.alignment.word_diff import diff
from compare.framing import analyse
from compare.provenance import trace
from compare.provenance.passages import copied, read

RUNS = 7


class Case(NamedTuple):
    """Something to time: ``make`` prepares it and returns the work; ``wanted`` milliseconds at most."""

    name: str
    wanted: float
    make: Callable[[], Callable[[], object]]


def aligning(outlets: int, sentences: int) -> Callable[[], object]:
    """Linking the sentences of an event's accounts."""
    articles, _ = make_event(outlets, sentences)
    return lambda: align(articles)


def aligning_and_marking(outlets: int, sentences: int) -> Callable[[], object]:
    """Linking the sentences of an event's accounts, and marking the words that differ in every bead."""
    articles, _ = make_event(outlets, sentences)
    texts = {sentence.ref: sentence.text for article in articles for sentence in article.sentences}
    return lambda: [diff([texts[ref] for ref in bead.sentences]) for bead in align(articles).beads]


def analysing(outlets: int, sentences: int) -> Callable[[], object]:
    """All analyses of an aligned event."""
    articles, known = make_event(outlets, sentences)
    alignment, origins = align(articles), trace(articles, known)
    return lambda: analyse(articles, known, alignment, origins)


def tracing_copies() -> Callable[[], object]:
    """Finding the passages that one article of 30 sentences copied from another."""
    (a, b), _ = make_event(2, 30)
    text, source = read(a), read(b)
    return lambda: copied(text, source)


CASES = (
    Case("align 3 x 40", 50, lambda: aligning(3, 40)),
    Case("align and mark 3 x 40", 50, lambda: aligning_and_marking(3, 40)),
    Case("align 8 x 120", 1000, lambda: aligning(8, 120)),
    Case("copied pair", 1, tracing_copies),
    Case("analyse 3 x 40", 60, lambda: analysing(3, 40)),
)


def best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the least of seven runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return min(times)


def main() -> None:
    """Print a line a case."""
    asked = sys.argv[1:]
    loop = best(lambda: sum(k * k for k in range(1_000_000)))
    print(f"counting loop      {loop:8.1f} ms")
    for case in CASES:
        if not asked or case.name in asked:
            took = best(case.make())
            print(
                f"{case.name:18s} {took:8.1f} ms   wanted {case.wanted:6.0f}   {took / loop:7.3f} x the loop",
                flush=True,
            )


if __name__ == "__main__":
    main()
