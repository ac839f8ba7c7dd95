"""Scores the grouping on the gold sets beside the checkout: each set, all as one, mostly singletons, dates damaged.

Usage: python benchmarks/quality_events.py [GOLD_FOLDER]   (default ../shared/gold)

B-cubed precision, recall and F1 (Bagga and Baldwin 1998). The same cases as the project's acceptance suite, in one
process; ``merged`` counts the topics whose two look-alike events fell into one.
"""

from __future__ import annotations

import collections
import datetime as dt
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from compare import read_corpus
from compare.clustering import cluster
from compare.model import Article
from compare.reading.dates import from_iso

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"


Labelled = TypeVar("Labelled")


class Record(msgspec.Struct, frozen=True):
    """A line of a gold file, and the article that reading makes of it."""

    id: str
    event: str
    title: str | None
    text: str
    outlet: str | None = None
    published: str | None = None
    topic: str | None = None
    read: Article = Article(id="", body="", sentences=())

    def article(self) -> Article:
        """What the project reads of the record, captions and credits told from text, without its labels."""
        published = from_iso(self.published) if self.published else None
        return msgspec.structs.replace(self.read, id=self.id, published=published, given_event=None)


class Score(NamedTuple):
    """B-cubed precision, recall and F1."""

    precision: float
    recall: float
    f1: float


def load_gold(folder: Path = GOLD) -> dict[str, list[Record]]:
    """The gold sets by name, without the prefix ``events_``."""
    return {path.stem.removeprefix("events_"): _load(path) for path in sorted(folder.glob("events_*.jsonl"))}


def _load(path: Path) -> list[Record]:
    decode = msgspec.json.Decoder(Record).decode
    read = {article.id: article for article in read_corpus([path]).articles}
    records = [decode(line) for line in path.read_bytes().splitlines()]
    return [msgspec.structs.replace(record, read=read[record.id]) for record in records]


def group(records: Sequence[Record]) -> dict[str, str]:
    """The event of every article id, found without the labels."""
    grouping = cluster([record.article() for record in records])
    return {article: event.id for event in grouping.events for article in event.article_ids}


def b_cubed(gold: dict[str, str], found: dict[str, str]) -> Score:
    """Precision and recall averaged over articles."""
    cells = collections.Counter((gold[k], found[k]) for k in gold)
    labels, groups = collections.Counter(gold.values()), collections.Counter(found[k] for k in gold)
    precision = sum(n * n / groups[g] for (_, g), n in cells.items()) / len(gold)
    recall = sum(n * n / labels[e] for (e, _), n in cells.items()) / len(gold)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def merged_topics(records: Sequence[Record], found: dict[str, str]) -> list[str]:
    """The topics of which two events have their largest parts in one group."""
    parts: dict[str, dict[str, collections.Counter[str]]] = collections.defaultdict(
        lambda: collections.defaultdict(collections.Counter)
    )
    for record in records:
        if record.topic:
            parts[record.topic][record.event][found[record.id]] += 1
    return sorted(
        (t for t, events in parts.items() if len({c.most_common(1)[0][0] for c in events.values()}) < len(events)),
        key=int,
    )


def as_one(sets: dict[str, list[Record]]) -> list[Record]:
    """All sets as one corpus."""
    return [
        msgspec.structs.replace(r, id=f"events_{name}:{r.id}", event=f"events_{name}:{r.event}")
        for name, records in sets.items()
        for r in records
    ]


def cut_half(
    records: Sequence[Labelled], seed: int, event_of: Callable[[Labelled], str] = attrgetter("event")
) -> list[Labelled]:
    """Half of the events, drawn by ``seed``, cut to their first article."""
    rng = random.Random(seed)
    events = sorted({event_of(r) for r in records})
    cut, seen, kept = set(rng.sample(events, len(events) // 2)), set[str](), []
    for record in records:
        event = event_of(record)
        if event not in cut or event not in seen:
            kept.append(record)
        seen.add(event)
    return kept


def move_dates(records: Sequence[Record]) -> list[Record]:
    """A tenth of the dates moved by up to ten days."""
    rng, moved = random.Random(9), []
    for record in records:
        published = record.published
        if published and rng.random() < 0.1:
            day = dt.date.fromisoformat(published[:10]) + dt.timedelta(days=rng.randint(-10, 10))
            published = day.isoformat()
        moved.append(msgspec.structs.replace(record, published=published))
    return moved


def cases(sets: dict[str, list[Record]]) -> Iterator[tuple[str, list[Record]]]:
    """Every case by name."""
    yield from sets.items()
    whole = as_one(sets)
    yield "all as one", whole
    for seed in range(5):
        yield f"half singletons {seed}", cut_half(whole, seed)
    yield "dates removed", [msgspec.structs.replace(r, published=None) for r in whole]
    yield "dates moved", move_dates(whole)


def measure(records: Sequence[Record]) -> tuple[Score, list[str]]:
    """The score of one case, and its merged topics."""
    found = group(records)
    return b_cubed({r.id: r.event for r in records}, found), merged_topics(records, found)


def main() -> None:
    """Print a line a case."""
    halves = []
    for name, records in cases(load_gold(Path(sys.argv[1]) if sys.argv[1:] else GOLD)):
        start = time.perf_counter()
        score, merged = measure(records)
        took = time.perf_counter() - start
        print(
            f"{name:18s} P {score.precision:.3f} R {score.recall:.3f} F {score.f1:.3f}  {took:5.1f} s  {len(merged)} merged",
            flush=True,
        )
        if name.startswith("half"):
            halves.append(score)
    precision, f1 = (sum(s[k] for s in halves) / len(halves) for k in (0, 2))
    print(f"half singletons, mean  P {precision:.3f} F {f1:.3f}")


if __name__ == "__main__":
    main()
