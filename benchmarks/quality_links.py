"""Sentence links against gold: what ships, and weights that have not seen the event they are scored on.

    python benchmarks/quality_links.py [../shared/gold/align]

Prints precision, recall and F1 of the shipped weights (fitted on these events), and of weights fitted without each event
in turn, both at the shipped threshold.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fit_links import counts, held_out, measures, predict
from link_cases import Case, load

from compare.alignment.scoring import shipped_link_weights
from compare.config import AlignmentConfig

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "align"


def table(folder: Path) -> tuple[list[Case], dict[str, list[np.ndarray]]]:
    """The events of ``folder``; for each way of fitting the counts of each event at the shipped threshold."""
    cases = load(folder)
    fitted = shipped_link_weights("evidence"), shipped_link_weights("support")
    ways = {
        "shipped": [predict(event, fitted) for event in cases.events],
        "held out": held_out(cases, cases.events),
    }
    return cases.events, {name: _counted(cases.events, found) for name, found in ways.items()}


def _counted(events: Sequence[Case], found: Sequence[np.ndarray]) -> list[np.ndarray]:
    threshold = AlignmentConfig().threshold
    return [counts(event, scores, threshold) for event, scores in zip(events, found, strict=True)]


def main() -> None:
    """Print the table."""
    events, ways = table(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD)
    for name, found in ways.items():
        for event, each in zip(events, found, strict=True):
            print(f"{name:9} {event.name:4} {measures(each)}")
        print(f"{name:9} all  {measures(np.sum(found, axis=0))}")


if __name__ == "__main__":
    main()
