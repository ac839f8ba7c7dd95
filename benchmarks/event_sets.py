"""Labelled news for fitting and scoring the grouping: real streams, curated sets, and streams made of these.

A stream is some days of a few outlets' news as it came, where most articles tell an event alone. A curated set was put
together around events, so nearly every article has company. Both lie beside the checkout (``../shared/gold``).
"""

from __future__ import annotations

import collections
import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from compare import read_corpus
from compare.model import Article, Moment

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"
_LABELS = ("event", "maybe", "alt", "topic", "language")
_SIZES = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4)
"""How many articles of an event a made stream holds: most tell an event alone."""
_DAYS = ("2020-07-07", "2020-07-08", "2020-07-09")
_NEXT = {"2020-07-07": "2020-07-08", "2020-07-08": "2020-07-09", "2020-07-09": "2020-07-10"}


class Labelled(NamedTuple):
    """An article as read, and its event. ``maybe``: not scored; ``alt``: an event that it may be merged with as well."""

    article: Article
    event: str
    maybe: bool = False
    alt: str | None = None
    topic: str | None = None


class Sets(NamedTuple):
    """Streams and curated sets by name."""

    streams: dict[str, list[Labelled]]
    curated: dict[str, list[Labelled]]

    def every(self) -> dict[str, list[Labelled]]:
        """All of them by name."""
        return self.streams | self.curated


def load_sets(folder: Path = GOLD) -> Sets:
    """What lies in the gold folder; of the bilingual stream the part that is not Korean, since the rest is a stream of its own."""
    streams = {path.stem: read_labelled(path) for path in sorted((folder / "streams").glob("*.jsonl"))}
    if bilingual := streams.pop("bilingual_dev", None):
        streams["bilingual_en"] = [row for row in bilingual if row.topic != "ko"]
    curated = {p.stem.removeprefix("events_"): read_labelled(p) for p in sorted(folder.glob("events_*.jsonl"))}
    return Sets(streams, curated)


def left_out_with(name: str) -> frozenset[str]:
    """The sets that no fit may see if it is to be scored on this one."""
    korea = frozenset({"korea2025_ko", "bilingual_en"})  # the same two days
    return korea if name in korea else frozenset({name})


def read_labelled(path: Path) -> list[Labelled]:
    """The records of a file, read by the project without their labels."""
    rows: list[dict[str, Any]] = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / path.name
        lines = (msgspec.json.encode({k: v for k, v in row.items() if k not in _LABELS}) for row in rows)
        bare.write_bytes(b"\n".join(lines))
        articles = {article.id: article for article in read_corpus([bare]).articles}
    return [
        Labelled(
            articles[row["id"]],
            row["event"],
            bool(row.get("maybe")),
            row.get("alt"),
            row.get("topic") or row.get("language"),
        )
        for row in rows
    ]


def made_stream(curated: Mapping[str, Sequence[Labelled]], seed: int, *, one_week: bool) -> list[Labelled]:
    """A stream drawn from curated sets: most events are cut to one article; where ``one_week``, all lie in four days."""
    rng, made = random.Random(seed), []
    for name, rows in sorted(curated.items()):
        events = collections.defaultdict(list)
        for row in rows:
            events[row.event].append(row)
        for event, members in sorted(events.items()):
            day = rng.choice(_DAYS)
            for row in rng.sample(members, min(len(members), rng.choice(_SIZES))):
                when = rng.choice((day, day, day, _NEXT[day])) if rng.random() > 0.05 else None
                article = msgspec.structs.replace(row.article, id=f"{name}:{row.article.id}")
                if one_week:
                    article = msgspec.structs.replace(article, published=Moment(when) if when else None)
                made.append(Labelled(article, f"{name}:{event}"))
    return made


class PairScore(NamedTuple):
    """What a grouping put together: pairs right, put, and of the gold; articles beside a stranger of those scored."""

    right: int
    put: int
    gold: int
    beside: int
    scored: int

    @property
    def precision(self) -> float:
        """Of the pairs put into one event, the share that is right."""
        return self.right / self.put if self.put else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one event, the share put together."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def beside_share(self) -> float:
        """The share of articles that stand beside a stranger."""
        return self.beside / max(self.scored, 1)

    def __add__(self, other: object) -> PairScore:
        """Both scores pooled."""
        if not isinstance(other, PairScore):
            return NotImplemented
        return PairScore(*(a + b for a, b in zip(self, other, strict=True)))


def is_neutral(a: Labelled, b: Labelled) -> bool:
    """Whether a merge of two articles of different events is defensible, and counts neither way."""
    first = a.alt is not None and a.alt in {b.event, b.alt}
    return a.event != b.event and (first or (b.alt is not None and b.alt == a.event))


def score_pairs_put(rows: Sequence[Labelled], found: Mapping[str, str]) -> PairScore:
    """Pairs and articles of a grouping (article id to group)."""
    kept = [row for row in rows if not row.maybe]
    groups: dict[str, list[Labelled]] = collections.defaultdict(list)
    for row in kept:
        groups[found[row.article.id]].append(row)
    right = put = beside = 0
    for members in groups.values():
        strangers = set()
        for k, a in enumerate(members):
            for b in members[:k]:
                if is_neutral(a, b):
                    continue
                put += 1
                right += a.event == b.event
                if a.event != b.event:
                    strangers |= {a.article.id, b.article.id}
        beside += len(strangers)
    gold = sum(n * (n - 1) // 2 for n in collections.Counter(row.event for row in kept).values())
    return PairScore(right, put, gold, beside, len(kept))


def score_b_cubed(rows: Sequence[Labelled], found: Mapping[str, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998)."""
    kept = [row for row in rows if not row.maybe]
    cells = collections.Counter((row.event, found[row.article.id]) for row in kept)
    events = collections.Counter(row.event for row in kept)
    groups = collections.Counter(found[row.article.id] for row in kept)
    precision = sum(n * n / groups[g] for (_, g), n in cells.items()) / len(kept)
    recall = sum(n * n / events[e] for (e, _), n in cells.items()) / len(kept)
    return precision, recall, 2 * precision * recall / (precision + recall)
