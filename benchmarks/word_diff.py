"""Word differences on linked sentences: ours beside difflib and redlines.

    python benchmarks/word_diff.py [../shared/gold/align]

Over the sentence pairs that the gold labels link: the share of words marked as having no counterpart, isolated fragments a
pair (matched runs of one or two words between two marks, moved words among them), and microseconds a pair. Ours once more
with the words that stand elsewhere in the other, which the others mark as if they were not there.
"""

from __future__ import annotations

import difflib
import itertools
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from compare.alignment.word_diff import diff
from compare.text.style import wording
from compare.text.tokens import WORD

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "align"
Spans = list[tuple[int, int]]


def ours(a: str, b: str) -> tuple[Spans, Spans]:
    """Our marks."""
    first, second = diff((a, b))
    return [(m.start, m.end) for m in first], [(m.start, m.end) for m in second]


def without_moved(a: str, b: str) -> tuple[Spans, Spans]:
    """Our marks of words that the other text does not have at all."""
    first, second = diff((a, b))
    return [(m.start, m.end) for m in first if m.kind == "differs"], [
        (m.start, m.end) for m in second if m.kind == "differs"
    ]


def by_difflib(a: str, b: str) -> tuple[Spans, Spans]:
    """Words that difflib's SequenceMatcher does not match, as they stand."""
    left, right = list(WORD.finditer(a)), list(WORD.finditer(b))
    matcher = difflib.SequenceMatcher(None, [m.group() for m in left], [m.group() for m in right], autojunk=False)
    marks: tuple[Spans, Spans] = ([], [])
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            if j > i:
                marks[0].append((left[i].start(), left[j - 1].end()))
            if m > k:
                marks[1].append((right[k].start(), right[m - 1].end()))
    return marks


def by_redlines(a: str, b: str) -> tuple[Spans, Spans]:
    """The insertions and deletions of the library redlines."""
    from redlines import Redlines  # noqa: PLC0415 - need not be installed

    marks: tuple[Spans, Spans] = ([], [])
    places = [0, 0]
    for kept, deleted, inserted in re.findall(
        r"((?:(?!<(?:del|ins)>).)+)|<del>(.*?)</del>|<ins>(.*?)</ins>",
        Redlines(a, b, markdown_style="none").output_markdown,
        re.DOTALL,
    ):
        if deleted:
            marks[0].append((places[0], places[0] + len(deleted)))
        if inserted:
            marks[1].append((places[1], places[1] + len(inserted)))
        places[0] += len(kept) + len(deleted)
        places[1] += len(kept) + len(inserted)
    return marks


def pairs(folder: Path) -> list[tuple[str, str]]:
    """The linked sentences of the labelled events."""
    found = []
    for path in sorted(folder.glob("*.labels.json")):
        records = path.with_name(path.name.replace(".labels.json", ".jsonl")).read_text(encoding="utf-8").splitlines()
        texts = {record["id"]: record["sentences"] for record in map(json.loads, records)}
        links = json.loads(path.read_text(encoding="utf-8"))["links"]
        found += [(texts[link["a"]][link["i"]], texts[link["b"]][link["j"]]) for link in links]
    return found


def fragments(text: str, spans: Spans) -> int:
    """Runs of one or two words between two marks."""
    return sum(0 < len(WORD.findall(text[end:start])) <= 2 for (_, end), (start, _) in itertools.pairwise(spans))


def measure(name: str, method: Callable[[str, str], tuple[Spans, Spans]], texts: list[tuple[str, str]]) -> None:
    """Print one line of the table."""
    for a, b in texts:
        method(a, b)
    wording.cache_clear()
    start = time.process_time()
    marked = [method(a, b) for a, b in texts]
    spent = (time.process_time() - start) / len(texts) * 1e6
    sides = [
        (text, spans)
        for pair, found in zip(texts, marked, strict=True)
        for text, spans in zip(pair, found, strict=True)
    ]
    words = sum(len(WORD.findall(text)) for text, _ in sides)
    differ = sum(len(WORD.findall(text[a:b])) for text, spans in sides for a, b in spans)
    islands = sum(fragments(text, spans) for text, spans in sides) / len(texts)
    print(f"{name:10} marked {differ / words:.3f}  fragments {islands:.2f} a pair  {spent:.0f} us a pair")


def main() -> None:
    """Print the table."""
    texts = pairs(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD)
    print(len(texts), "pairs")
    measure("ours", without_moved, texts)
    measure("with moved", ours, texts)
    measure("difflib", by_difflib, texts)
    try:
        measure("redlines", by_redlines, texts)
    except ImportError:
        print("redlines: not installed")


if __name__ == "__main__":
    main()
