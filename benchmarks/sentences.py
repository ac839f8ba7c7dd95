"""Boundary F1 and speed of sentence splitters: ours beside the libraries that could replace it.

Run ``python benchmarks/sentences.py [GOLD_FOLDER]``. The hard cases stand in ``tests/text/sentence_cases.txt``;
with GOLD_FOLDER (one that holds ``align/*.jsonl`` records) the given sentences, joined by spaces, are a second set.
Libraries that are not installed are left out. Punkt runs untrained, with our abbreviations as its parameters,
because its trained models are a download. Speed is measured on the last set.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from compare.text.sentences import abbreviations, split

Splitter = Callable[[str, str], list[str]]
"""Takes a paragraph and its language, gives its sentences as strings."""

CASES = Path(__file__).resolve().parent.parent / "tests" / "text" / "sentence_cases.txt"


def main() -> None:
    """Print a table: one line a splitter."""
    sets = {"hard cases": list(hard_cases())}
    if len(sys.argv) > 1:
        sets["gold texts"] = list(gold_texts(Path(sys.argv[1])))
    paragraphs = [text for text, _, language in list(sets.values())[-1] if language == "en"]
    print("splitter".ljust(28), *(f"{name:>24}" for name in sets), "MB/s", sep="  ")
    for name, splitter in splitters().items():
        scores = (" ".join(f"{x:.3f}" for x in boundary_scores(splitter, cases)) for cases in sets.values())
        print(name.ljust(28), *(f"{score:>24}" for score in scores), f"{speed(splitter, paragraphs):.2f}", sep="  ")


def hard_cases() -> Iterator[tuple[str, set[int], str]]:
    """Paragraph, the offsets where its further sentences start, language."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, marked = ("ko", line[3:]) if line.startswith("ko:") else ("en", line)
            pieces = marked.split("¦")
            yield "".join(pieces), {sum(map(len, pieces[:i])) for i in range(1, len(pieces))}, language


def gold_texts(folder: Path) -> Iterator[tuple[str, set[int], str]]:
    """The articles of the alignment sets, ten sentences a paragraph."""
    for path in sorted(folder.glob("align/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            sentences = [" ".join(s.split()) for s in json.loads(line)["sentences"]]
            for first in range(0, len(sentences), 10):
                part = [s for s in sentences[first : first + 10] if s]
                yield " ".join(part), {sum(len(s) + 1 for s in part[:i]) for i in range(1, len(part))}, "en"


def splitters() -> dict[str, Splitter]:
    """Every splitter that is installed."""
    found: dict[str, Splitter] = {"ours": lambda text, lang: [text[a:b] for a, b in split(text, lang)]}
    for candidate in (with_sentencex, with_blingfire, with_punkt, with_pysbd, with_syntok):
        try:
            found |= candidate()
        except ImportError as reason:
            print(f"left out: {reason}", file=sys.stderr)
    return found


def with_sentencex() -> dict[str, Splitter]:
    """Wikimedia's splitter, written in Rust."""
    sentencex = import_module("sentencex")
    return {"sentencex": lambda text, lang: list(sentencex.segment(lang, text))}


def with_blingfire() -> dict[str, Splitter]:
    """Microsoft's finite-state splitter."""
    blingfire = import_module("blingfire")
    return {"blingfire": lambda text, _: blingfire.text_to_sentences(text).split("\n")}


def with_punkt() -> dict[str, Splitter]:
    """NLTK's Punkt, untrained, plain and with our abbreviations."""
    punkt = import_module("nltk.tokenize.punkt")
    parameters = punkt.PunktParameters()
    parameters.abbrev_types = {a.casefold().rstrip(".") for a in abbreviations()}
    plain, told = punkt.PunktSentenceTokenizer(), punkt.PunktSentenceTokenizer(parameters)
    return {
        "punkt untrained": lambda text, _: list(plain.tokenize(text)),
        "punkt + our abbreviations": lambda text, _: list(told.tokenize(text)),
    }


def with_pysbd() -> dict[str, Splitter]:
    """The port of Ruby's pragmatic segmenter; it has no Korean."""
    segmenter = import_module("pysbd").Segmenter(language="en", clean=False)
    return {"pysbd": lambda text, _: list(segmenter.segment(text))}


def with_syntok() -> dict[str, Splitter]:
    """A rule-based splitter over its own tokens."""
    segmenter = import_module("syntok.segmenter")

    def run(text: str, _: str) -> list[str]:
        found = [s for paragraph in segmenter.analyze(text) for s in paragraph]
        starts = [s[0].offset for s in found] + [len(text)]
        return [text[a:b] for a, b in pairwise(starts)]

    return {"syntok": run}


def boundary_scores(splitter: Splitter, cases: list[tuple[str, set[int], str]]) -> tuple[float, float, float]:
    """F1, precision and recall of the inner boundaries, counted in non-space characters."""
    hit = found = wanted = 0
    for text, starts, language in cases:
        gold = {len("".join(text[:start].split())) for start in starts}
        mine = set(_ends(splitter(text, language))[:-1])
        hit, found, wanted = hit + len(gold & mine), found + len(mine), wanted + len(gold)
    return 2 * hit / (found + wanted), hit / max(found, 1), hit / max(wanted, 1)


def _ends(sentences: list[str]) -> list[int]:
    lengths = [len("".join(s.split())) for s in sentences]
    return [sum(lengths[: i + 1]) for i, length in enumerate(lengths) if length]


def speed(splitter: Splitter, paragraphs: list[str], seconds: float = 1.0) -> float:
    """Megabytes of UTF-8 split a second, over at least ``seconds``."""
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        for text in paragraphs:
            splitter(text, "en")
            done += len(text.encode())
            if time.perf_counter() - start > 3 * seconds:
                break
    return done / (time.perf_counter() - start) / 1e6


if __name__ == "__main__":
    main()
