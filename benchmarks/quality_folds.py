"""Prints the events part of docs/quality.md: every labelled set grouped with weights that were fitted without it.

Usage: python benchmarks/quality_folds.py

Intervals are a bootstrap's at 95% (Efron 1979) that draws whole events, since the pairs of one event are not independent.
"""

from __future__ import annotations

import collections
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from event_sets import Labelled, is_neutral, left_out_with, load_sets, score_b_cubed
from fit_events import Found, Training, group
from numpy.typing import NDArray

DRAWS = 2_000
ENGLISH = frozenset({"uganda2020", "nigeria2022", "uk2025"})
Counts = NDArray[np.float64]


class Offers(NamedTuple):
    """Articles offered as "perhaps the same event", how many of them rightly, pairs that were missed, and those offered."""

    made: int
    right: int
    missed: int
    caught: int

    def __str__(self) -> str:
        """The two shares with their counts."""
        right, caught = self.right / max(1, self.made), self.caught / max(1, self.missed)
        return f"{right:.2f} ({self.right} of {self.made}) | {caught:.2f} ({self.caught} of {self.missed})"


def count_offers(rows: Sequence[Labelled], found: Found) -> Offers:
    """An offer is right if any member of its group tells the article's event; it catches the pairs with these members."""
    kept = {row.article.id: row for row in rows if not row.maybe}
    members: dict[str, list[str]] = collections.defaultdict(list)
    for name in kept:
        members[found.group[name]].append(name)
    made, right, caught = 0, 0, set()
    for group_name, offered in found.perhaps.items():
        for name in offered:
            if name in kept and members[group_name]:
                same = [other for other in members[group_name] if kept[other].event == kept[name].event]
                made, right = made + 1, right + bool(same)
                caught.update(tuple(sorted((name, other))) for other in same)
    together = [(a, b) for a in kept for b in kept if a < b and kept[a].event == kept[b].event]
    missed = [(a, b) for a, b in together if found.group[a] != found.group[b]]
    return Offers(made, right, len(missed), len(caught))


def count_by_event(rows: Sequence[Labelled], found: dict[str, str]) -> Counts:
    """A row a labelled event: right pairs, pairs put, gold pairs, articles beside a stranger, articles.

    A pair counts half for each of its two articles' events.
    """
    kept = [row for row in rows if not row.maybe]
    of_event: dict[str, list[float]] = collections.defaultdict(lambda: [0.0] * 5)
    for a in kept:
        counts, beside = of_event[a.event], 0.0
        for b in kept:
            if a is b or is_neutral(a, b):
                continue
            same, put = a.event == b.event, found[a.article.id] == found[b.article.id]
            counts[0] += 0.5 * (same and put)
            counts[1] += 0.5 * put
            counts[2] += 0.5 * same
            beside = max(beside, float(put and not same))
        counts[3] += beside
        counts[4] += 1.0
    return np.array([of_event[event] for event in sorted(of_event)])


def interval(counts: Counts, part: int, whole: int) -> str:
    """The share with its interval: ".88 [.80, .93] (269 of 306)"."""
    draws = np.random.default_rng(1).integers(len(counts), size=(DRAWS, len(counts)))
    parts, wholes = counts[:, part][draws].sum(axis=1), counts[:, whole][draws].sum(axis=1)
    low, high = np.quantile(parts / np.maximum(wholes, 1.0), [0.025, 0.975])
    share = counts[:, part].sum() / max(counts[:, whole].sum(), 1.0)
    return f"{share:.2f} [{low:.2f}, {high:.2f}] ({counts[:, part].sum():.0f} of {counts[:, whole].sum():.0f})"


def mean_recall(counts: Counts) -> str:
    """The recall of pairs, each event of two articles and more counted once: one large story does not decide it."""
    told = counts[counts[:, 2] > 0.0]
    return f"{(told[:, 0] / told[:, 2]).mean():.2f} ({len(told)} events)"


def print_row(name: str, counts: Counts, b_cubed: str) -> None:
    """One row of the table."""
    cells = (interval(counts, 0, 1), interval(counts, 0, 2), mean_recall(counts), b_cubed, interval(counts, 3, 4))
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print the table, the English streams pooled as well."""
    sets = load_sets()
    training, pooled, offers = Training(sets), [], {}
    print(
        "| left out | pair precision | pair recall | recall, mean over events | B-cubed P / R / F1 | beside a stranger |\n|---|---|---|---|---|---|"
    )
    for name, rows in sets.every().items():
        found = group(rows, training.fit(left_out_with(name)))
        counts = count_by_event(rows, found.group)
        print_row(name, counts, " / ".join(f"{value:.3f}" for value in score_b_cubed(rows, found.group)))
        offers[name] = count_offers(rows, found)
        if name in ENGLISH:
            pooled.append(counts)
    print_row("three English streams", np.concatenate(pooled), "")
    print("\n| left out | offers that are right | missed pairs that are offered |\n|---|---|---|")
    for name, counted in offers.items():
        print(f"| {name} | {counted} |")


if __name__ == "__main__":
    main()
