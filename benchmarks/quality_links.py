"""Sentence links against gold: what ships, and weights that have not seen the event they are scored on.

    python benchmarks/quality_links.py [../shared/gold/align]

Prints precision, recall and F1 of the shipped weights (fitted on these events), and of weights fitted without each event
in turn, both at the shipped threshold.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from fit_links import Gold, counts, fit_both, load, measures, predict

from compare.alignment import weights
from compare.config import AlignmentConfig

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "align"


def held_out(events: list[Gold]) -> list[np.ndarray]:
    """The counts of each event, by weights fitted on the others."""
    threshold = AlignmentConfig().threshold
    found = []
    for event in events:
        fitted = fit_both([other for other in events if other is not event])
        found.append(counts(event, predict(event, fitted), threshold))
    return found


def shipped(events: list[Gold]) -> list[np.ndarray]:
    """The counts of each event, by the shipped weights."""
    fitted = weights.shipped("evidence"), weights.shipped("support")
    return [counts(event, predict(event, fitted), AlignmentConfig().threshold) for event in events]


def main() -> None:
    """Print the table."""
    events = load(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD)
    for name, found in (("shipped", shipped(events)), ("held out", held_out(events))):
        for event, each in zip(events, found, strict=True):
            print(f"{name:9} {event.name:4} {measures(each)}")
        print(f"{name:9} all  {measures(np.sum(found, axis=0))}")


if __name__ == "__main__":
    main()
