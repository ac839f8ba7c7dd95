"""Wire copies made from articles by editing: what was copied is known word by word, and must be found."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from compare.alignment import align
from compare.model import Article, Moment, Sentence
from compare.provenance import trace
from compare.provenance.passages import copied, read
from compare.text.quotations import spans
from compare.text.tokens import WORD

pytestmark = pytest.mark.slow

FILLERS = [
    "officials",
    "agency",
    "capital",
    "morning",
    "briefing",
    "reportedly",
    "apparently",
    "meanwhile",
    "earlier",
    "separately",
]
ESSAY = [
    "The harbour of the old town froze over in the winter of that year, and the fishermen walked to their boats.",
    "A baker in the lower street kept his ovens burning through the night and sold bread at cost.",
    "Nobody could remember ice so thick, though the parish register speaks of one such year long ago.",
    "Children built a fort of snow behind the mill and defended it until the thaw came in late March.",
    "The schoolmaster wrote down the temperature each morning in a green notebook that has survived.",
    "When the ferry could run again, half the town stood on the quay and cheered its first arrival.",
]


class Made(NamedTuple):
    """A made copy, which of its words are copied (quotations aside), and the sentences it was made of."""

    article: Article
    source: Article
    copied: list[bool]
    pairs: set[tuple[int, int]]


def article(name: str, sentences: Sequence[str]) -> Article:
    found, at = [], 0
    for index, text in enumerate(sentences):
        found.append(Sentence(name, index, index, at, at + len(text), text))
        at += len(text) + 1
    return Article(id=name, outlet_id=name, body="\n".join(sentences), sentences=tuple(found))


def edited(text: str, share: float, dice: random.Random) -> tuple[str, list[bool]]:
    """The text with about ``share`` of its words replaced, dropped or followed by another; True for words kept."""
    out, kept, last = [], [], 0
    for match in WORD.finditer(text):
        out.append(text[last : match.start()])
        last = match.end()
        change = dice.random()
        if change < share * 0.5:
            out.append(dice.choice(FILLERS))
            kept.append(False)
        elif change < share * 0.75:
            pass
        else:
            out.append(match.group())
            kept.append(True)
            if change > 1 - share * 0.25:
                out.append(" " + dice.choice(FILLERS))
                kept.append(False)
    out.append(text[last:])
    return "".join(out), kept


def make(sentences: Sequence[str], way: str, seed: int) -> Made:
    dice = random.Random(seed)
    source = article("a-source", sentences)
    share = {"verbatim": 0.0, "light": 0.08, "heavy": 0.2, "shuffled": 0.08, "mixed": 0.08}[way]
    parts = [(*edited(text, share, dice), index) for index, text in enumerate(sentences)]
    if way == "shuffled":
        dice.shuffle(parts)
    if way == "mixed":
        parts = [part for part in parts if dice.random() < 0.5]
        quotations = [q for q in (quotation(text) for text in sentences) if q]
        for number, own in enumerate(dice.sample(ESSAY, 5)):
            said = own if number >= len(quotations) else f"{own[:-1]}, and one of them said: {quotations[number]}"
            parts.insert(dice.randrange(len(parts) + 1), (said, [False] * len(WORD.findall(said)), -1))
    made = article("b-copy", [text for text, _, _ in parts])
    flags = [flag for _, kept, _ in parts for flag in kept]
    return Made(made, source, flags, {(index, new) for new, (_, _, index) in enumerate(parts) if index >= 0})


def quotation(text: str) -> str | None:
    found = [text[a:b] for a, b in spans(text) if len(WORD.findall(text[a:b])) > 5]
    return found[0] if found else None


def word_scores(made: Made) -> tuple[float, float]:
    """F1 of copied words outside quotation marks, and the error of their share."""
    reading = read(made.article)
    assert len(reading.words) == len(made.copied)
    found = copied(reading, read(made.source))
    narration = [k for k, quoted in enumerate(reading.quoted) if not quoted]
    right = sum(made.copied[k] and k in found for k in narration)
    answered = sum(k in found for k in narration)
    needed = sum(made.copied[k] for k in narration)
    return 2 * right / max(answered + needed, 1), abs(answered - needed) / max(len(narration), 1)


def real_articles(shared: Path) -> list[list[str]]:
    texts = []
    for path in sorted((shared / "gold" / "align").glob("D*.jsonl")):
        records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        texts += [[s for s in record["sentences"] if len(WORD.findall(s)) > 5] for record in records]
    return [text for text in texts if len(text) > 7]


WAYS = ["verbatim", "light", "heavy", "shuffled", "mixed"]


@pytest.mark.parametrize("way", WAYS)
def test_copied_words_of_real_articles_are_found(shared: Path, way: str) -> None:
    scores = [word_scores(make(text, way, seed)) for seed, text in enumerate(real_articles(shared))]
    assert sum(f for f, _ in scores) / len(scores) >= 0.95
    assert max(error for _, error in scores) <= 0.1
    assert sum(error for _, error in scores) / len(scores) <= 0.03


def test_copied_words_of_an_essay_are_found() -> None:
    text = [sentence.replace("harbour", f"harbour {n}") for n, sentence in enumerate(ESSAY)]
    for way in ("verbatim", "light", "shuffled"):
        scores = [word_scores(make(text, way, seed)) for seed in range(20)]
        assert sum(f for f, _ in scores) / len(scores) >= 0.95


@pytest.mark.parametrize("way", ["verbatim", "light", "heavy", "shuffled"])
def test_copies_of_real_articles_are_aligned(shared: Path, way: str) -> None:
    right = answered = needed = 0
    for seed, text in enumerate(real_articles(shared)):
        made = make(text, way, seed)
        links = {(link.a.index, link.b.index) for link in align([made.source, made.article]).links}
        right, answered, needed = right + len(links & made.pairs), answered + len(links), needed + len(made.pairs)
    assert 2 * right / (answered + needed) >= 0.97


def test_a_copy_is_traced_to_its_source() -> None:
    made = make(ESSAY, "light", 1)
    first = replace(made.source, published=Moment("2020-10-15"))
    own, copy = trace([first, replace(made.article, published=Moment("2020-10-16"))], {})
    assert (own.kind, copy.kind, copy.id) == ("own", "reprint", own.id)
