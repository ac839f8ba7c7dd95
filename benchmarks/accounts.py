"""Made-up accounts of made-up events, sentence by sentence, to measure whole builds on.

An event has its own persons, places, words and figures and a list of facts; an outlet's account tells some of the facts, in an
order and a wording of its own, quotes, and adds sentences that nobody else has. Words are drawn from the shipped background
table. The result is the same for the same arguments.

Usage: python benchmarks/accounts.py FOLDER [ARTICLES] [EVENTS]   (default 2000 500)
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from compare.text.stems import word_table

START = dt.datetime(2024, 1, 1, 6, tzinfo=dt.timezone(dt.timedelta(hours=9)))
OUTLETS = tuple(f"Paper {name}" for name in ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel"))
FACTS, TOLD, OWN = 22, 14, 6
_SYLLABLES = [c + v for c in "bdfghjklmnprstvz" for v in ("a", "e", "i", "o", "u", "an", "or", "el")]
_SKELETONS = (
    (
        "{P} said on {D} that the {a} of {b} would {c} the {d} in {L}.",
        "The {a} of {b} will {c} the {d} in {L}, according to {P}.",
    ),
    ("The {a} came after {n} {b} {c} in {L}.", "After {n} {b} {c} in {L} came the {a}, {P} added."),
    (
        "“The {a} has never seen such a {b}, and we will {c} it,” {P} said.",
        "{P} called the {a} a {b} without equal and promised to {c} it.",
    ),
    ("Officials in {L} put the {a} at {n} {b}, {c} than the {d}.", "The {a}, {c} than the {d}, was put at {n} {b}."),
    (
        "{Q} refused to {a} the {b}: “There is no {c} for that.”",
        "There was no {c} for a {b}, said {Q}, who would not {a}.",
    ),
    ("At {L} the {a} and the {b} were {c} before {D}.", "Before {D}, the {b} and the {a} in {L} had been {c}."),
    (
        "{P} and {Q} met for {n} minutes about the {a} {b}.",
        "For {n} minutes {Q} and {P} spoke of the {a} {b} and the {c}.",
    ),
    (
        "Nobody was {a} when the {b} {c} near {L}, the {d} office said.",
        "The {d} office said that the {b} {c} near {L} and nobody was {a}.",
    ),
)
_ALONE = (
    "Analysts have long said that a {w} without {x} leads to {y}, and few {z} disagree.",
    "It was the {w} time this year that {x} and {y} stood on one {z}.",
    "A {w} for the {x} did not say whether {y} had been {z}.",
    "“We were {w} by the {x},” a neighbour said, pointing to {y} and {z}.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


class Story(NamedTuple):
    """An event before anybody tells it: each fact is a pair of wordings."""

    number: int
    title: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    day: dt.datetime


def make_records(articles: int, events: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """``articles`` records over ``events`` events, as even as can be, each outlet at most once an event."""
    rng = random.Random(seed)
    words = sorted(word_table(), key=lambda word: (word_table()[word], word))
    common, rare = words[200:4000], words[3000:40000]
    for number in range(events):
        story = _story(rng, number, rare)
        size = articles // events + (number < articles % events)
        for outlet in rng.sample(OUTLETS, min(size, len(OUTLETS))):
            yield tell(rng, story, outlet, common)


def tell(rng: random.Random, story: Story, outlet: str, common: list[str]) -> dict[str, str]:
    """An outlet's account of the story, as a record."""
    facts = rng.sample(story.facts, TOLD)
    facts.sort(key=lambda fact: story.facts.index(fact) + rng.random() * 6)
    sentences = [rng.choice(fact) for fact in facts]
    for _ in range(OWN):
        filling = dict(zip("wxyz", rng.sample(common, 4), strict=True))
        sentences.insert(rng.randrange(1, len(sentences)), rng.choice(_ALONE).format(**filling))
    at = story.day + dt.timedelta(minutes=rng.randrange(600))
    return {
        "id": f"e{story.number:05d}-{outlet.split()[1].casefold()}",
        "outlet": outlet,
        "title": rng.choice(story.title),
        "published": at.isoformat(timespec="minutes"),
        "text": "\n".join(" ".join(sentences[k : k + 2]) for k in range(0, len(sentences), 2)),
    }


def write_records(folder: Path, records: Iterator[dict[str, str]]) -> int:
    """A file for each record, as a fetcher leaves them; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for record in records:
        (folder / f"{record['id']}.jsonl").write_bytes(msgspec.json.encode(record) + b"\n")
        count += 1
    return count


def _story(rng: random.Random, number: int, rare: list[str]) -> Story:
    own = rng.sample(rare, 40)
    persons = [f"{_name(rng)} {_name(rng)}" for _ in range(4)]
    places = [_name(rng) for _ in range(3)]
    facts = []
    for _ in range(FACTS):
        pair = rng.choice(_SKELETONS)
        first, second = rng.sample(persons, 2)
        filling = dict(zip("abcd", rng.sample(own, 4), strict=True))
        filling |= {
            "P": first,
            "Q": second,
            "L": rng.choice(places),
            "D": rng.choice(_DAYS),
            "n": str(rng.randrange(3, 900)),
        }
        facts.append((pair[0].format(**filling), pair[1].format(**filling)))
    title = f"{persons[0].split()[1]} says {own[0]} {own[1]} to {own[2]} {places[0]}"
    other = f"{own[1]} {own[0]} in {places[0]} will {own[2]}, {persons[0].split()[1]} says"
    return Story(number, (title, other[0].upper() + other[1:]), tuple(facts), START + dt.timedelta(hours=5 * number))


def _name(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randrange(2, 4))).capitalize()


def main() -> None:
    """Write a corpus."""
    articles, events = ([int(a) for a in sys.argv[2:4]] + [2000, 500][len(sys.argv[2:4]) :])[:2]
    print(f"{write_records(Path(sys.argv[1]), make_records(articles, events))} articles written")


if __name__ == "__main__":
    main()
