"""How time grows with the length of a text that is hard to read: the exponent from one length to eight times as much.

    python benchmarks/growth.py

1.0 is linear, 2.0 quadratic. Every unit below is repeated to the length; regular expressions that look ahead, and scans
that begin anew at each mark, show here and nowhere else. Ends with 1 where an exponent is above 1.5.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence

from compare.attribution import attribute
from compare.model import Article, Sentence
from compare.names import recognise_names
from compare.reading import load_outlets
from compare.reading.decode import clean
from compare.reading.text_page import NoTextError, read_page
from compare.text.quotations import spans
from compare.text.sentences import split

SMALL, TIMES, LIMIT = 6_000, 8, 1.5


def attribute_speakers(text: str) -> object:
    """The speakers of a text's quotations."""
    sentences = tuple(Sentence("a", k, 0, a, b, text[a:b]) for k, (a, b) in enumerate(split(text)))
    return attribute(Article(id="a", body=text, sentences=sentences))


def read_text_page(text: str) -> object:
    """A text page, read."""
    try:
        return read_page(clean(text), "page.txt", load_outlets())
    except NoTextError:
        return None


CASES: Mapping[Callable[[str], object], Sequence[str]] = {
    split: ("a", ".", "A. ", "“A. b ", '"', "U.S. ", "Aa.Bb.", "다.나", "'다. ", "…”", "ab. ", " ", "2020. "),
    spans: ('"', "“a ", "'a ", "“\n", '"a\n', "‘a s’ b ", "'s s' s ", "「a", "”", '"a. " ', "a\n"),
    recognise_names: ("A ", "US ", "Ann US ", "Kim-", "of the Kim ", "북한", "Ann Barr. ", "N. ", "a\n"),
    attribute_speakers: (
        'Mayor Ana Duarte told Bo Lindqvist, "It is safe," and he said it was "a gift to us all." ',
        '"a," he said. ',
    ),
    read_text_page: (
        "a",
        "word ",
        "He said so. ",
        "(",
        '"',
        ".",
        "A ",
        "- ",
        "a@",
        "“",
        "(Yonhap) ",
        "US. ",
        "가나다. ",
        "A (b) ",
    ),
}


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time, the least of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return max(min(times), 1e-6)


def main() -> None:
    """Print a line a case."""
    worst = 0.0
    for work, units in CASES.items():
        for unit in units:
            small, large = ((unit * size)[:size] for size in (SMALL, SMALL * TIMES))
            work(small)
            a, b = seconds(work, small), seconds(work, large)
            exponent = math.log(b / a) / math.log(TIMES)
            worst = max(worst, exponent)
            print(
                f"{work.__name__:18s} {unit!r:28.28s} {1000 * a:8.2f} ms  {1000 * b:9.2f} ms   exponent {exponent:.2f}",
                flush=True,
            )
    sys.exit(worst > LIMIT)


if __name__ == "__main__":
    main()
