"""Made-up articles in realistic lengths and event sizes, to measure speed and memory on.

Words are drawn from the shipped background table by their frequency. A topic has its own common words, an event its own
names, numbers and words, an outlet's account keeps some of them and adds its own; half of the events have one article.
The result is the same for the same arguments.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

import numpy as np

from compare.model import Article, Moment, Sentence
from compare.text.stems import word_table

START = dt.date(2024, 1, 1)
MEDIAN_WORDS, SPREAD = 380, 0.6
A_DAY = 2_000
OUTLETS = 60
_SYLLABLES = [c + v for c in "bdfghjklmnprstvz" for v in ("a", "e", "i", "o", "u", "an", "or", "el")]


def make_articles(count: int, seed: int = 1) -> Iterator[Article]:
    """``count`` articles; every event's articles stand within three days, all shuffled within a day."""
    rng = np.random.default_rng(seed)
    words, chance = _background()
    made = 0
    while made < count:
        size = min(_event_size(rng), count - made)
        topic = np.random.default_rng(int(rng.integers(400)))
        themes = topic.choice(words[500:], 120)
        names = [_name(rng) for _ in range(8)]
        own = [*rng.choice(words[1000:], 30), *(str(rng.integers(2, 5000)) for _ in range(4))]
        for k in range(size):
            day = START + dt.timedelta(days=made // A_DAY + int(rng.integers(0, 2)))
            yield _article(rng, f"a{made + k:07d}", day, (words, chance), (themes, own, names))
        made += size


def _background() -> tuple[np.ndarray, np.ndarray]:
    table = sorted(word_table().items(), key=lambda item: (item[1], item[0]))
    weight = np.array([-math.log(-math.expm1(-max(idf, 0.02))) for _, idf in table])
    return np.array([word for word, _ in table]), np.cumsum(weight / weight.sum())


def _event_size(rng: np.random.Generator) -> int:
    if rng.random() < 0.7:
        return 1
    return int(min(2 + rng.pareto(1.3) * 2, 150))


def _name(rng: np.random.Generator) -> str:
    return "".join(rng.choice(_SYLLABLES, int(rng.integers(2, 4)))).capitalize()


def _article(
    rng: np.random.Generator,
    name: str,
    day: dt.date,
    background: tuple[np.ndarray, np.ndarray],
    story: tuple[np.ndarray, list[str], list[str]],
) -> Article:
    words, chance = background
    themes, own, names = story
    length = int(min(max(rng.lognormal(math.log(MEDIAN_WORDS), SPREAD), 40), 4000))
    text = words[np.minimum(np.searchsorted(chance, rng.random(length)), len(words) - 1)].astype(object)
    kept = rng.choice(len(own), max(len(own) * 2 // 3, 1), replace=False)
    for source, share in ((themes, 0.12), ([own[i] for i in kept], 0.10), (list(rng.choice(names, 6)), 0.04)):
        places = rng.integers(0, length, max(int(length * share), 2))
        text[places] = rng.choice(np.array(source, dtype=object), len(places))
    title = " ".join([names[0], *rng.choice(np.array(own, dtype=object), 6)])
    body = ". ".join(" ".join(text[k : k + 22]) for k in range(0, length, 22)) + "."
    return Article(
        id=name,
        outlet_id=f"outlet{int(rng.integers(OUTLETS))}",
        headline=title,
        published=Moment(day.isoformat()) if rng.random() < 0.95 else None,
        body=body,
        sentences=(Sentence(name, 0, 0, 0, len(body), body),),
    )
