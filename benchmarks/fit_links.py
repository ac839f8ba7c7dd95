"""Fit the weights that combine the evidence for a sentence link, and score them leave-one-event-out.

    python benchmarks/fit_links.py ../shared/gold/align [--write]

Each ``*.jsonl`` is an event with given sentences, beside it ``*.labels.json`` with its links. Optional links count as
links of half weight when weights are fitted, and not at all when they are scored. The second stage is fitted on first
scores whose weights have not seen the event either. ``--write`` replaces
``compare/data/link_weights.json`` with weights fitted on all events; what a reader should trust are the scores printed,
for which no event's weights have seen it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from compare.alignment import weights
from compare.alignment.scoring import Measured, explained, measure, supported
from compare.corpus import read
from compare.model import Article

STRENGTH = 0.1
"""Inverse of the L2 penalty."""
OPTIONAL = 0.5
TARGET = Path(__file__).resolve().parent.parent / "compare" / "data" / "link_weights.json"


class Gold(NamedTuple):
    """One event: its measured pairs, their labels (1 a link, 0.5 an optional one), and its links in all."""

    name: str
    measured: list[Measured]
    features: np.ndarray
    labels: np.ndarray
    links: int


def load(folder: Path) -> list[Gold]:
    """The labelled events of ``folder``."""
    events = []
    for path in sorted(folder.glob("*.labels.json")):
        records = path.with_name(path.name.replace(".labels.json", ".jsonl"))
        events.append(_event(json.loads(path.read_text(encoding="utf-8")), read([records]).articles))
    return events


def _event(gold: dict, articles: tuple[Article, ...]) -> Gold:
    links: dict[tuple, float] = {}
    for link in gold["links"]:
        key = tuple(sorted(((link["a"], link["i"]), (link["b"], link["j"]))))
        links[key] = max(OPTIONAL if link["optional"] else 1.0, links.get(key, 0.0))
    measured = measure(sorted(articles, key=lambda article: article.id))
    labels = []
    for pair in measured:
        for i, j in zip(pair.block.rows.tolist(), pair.block.columns.tolist(), strict=True):
            ends = [(sentence.article_id, sentence.index) for sentence in (pair.a.prose[i], pair.b.prose[j])]
            labels.append(links.get(tuple(sorted(ends)), 0.0))
    features = np.concatenate([pair.block.features for pair in measured])
    return Gold(gold["event"], measured, features, np.array(labels), sum(value == 1 for value in links.values()))


def fit(features: list[np.ndarray], labels: list[np.ndarray]) -> weights.Weights:
    """Weights fitted on the events' features and labels, L2-penalised, on standardised features."""
    rows, answers = np.concatenate(features).astype(float), np.concatenate(labels)
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(scaler.transform(rows), answers > 0, sample_weight=np.where(answers == OPTIONAL, OPTIONAL, 1.0))
    return weights.Weights(scaler.mean_, scaler.scale_, model.coef_[0], float(model.intercept_[0]))


def fit_both(events: list[Gold]) -> tuple[weights.Weights, weights.Weights]:
    """The weights of both stages; the second's first scores come from weights fitted without their event."""
    first = fit([event.features for event in events], [event.labels for event in events])
    second = []
    for event in events:
        others = [other for other in events if other is not event]
        unseen = fit([other.features for other in others], [other.labels for other in others])
        second.append(stage_two(event, unseen))
    return first, fit(second, [event.labels for event in events])


def stage_two(event: Gold, first: weights.Weights) -> np.ndarray:
    """The features of the second stage, given the weights of the first."""
    scores = [weights.probability(first, pair.block.features) for pair in event.measured]
    return np.concatenate(supported(event.measured, scores))


def predict(event: Gold, fitted: tuple[weights.Weights, weights.Weights]) -> np.ndarray:
    """The probabilities of an event's pairs, as the package scores them."""
    score = weights.probability(fitted[1], stage_two(event, fitted[0]))
    starts = np.cumsum([len(pair.block.rows) for pair in event.measured])[:-1]
    parts = zip(event.measured, np.split(score, starts), strict=True)
    return np.concatenate([explained(pair.block, part) for pair, part in parts])


def counts(event: Gold, probability: np.ndarray, threshold: float) -> np.ndarray:
    """Right, wrong and missing links of an event."""
    answered = (probability >= threshold) & (event.labels != OPTIONAL)
    right = int((answered & (event.labels == 1)).sum())
    return np.array([right, int(answered.sum()) - right, event.links - right])


def measures(found: np.ndarray) -> str:
    """Precision, recall and F1 of summed counts, printed."""
    right, wrong, missing = found.tolist()
    precision, recall = right / max(right + wrong, 1), right / max(right + missing, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * right / max(2 * right + wrong + missing, 1):.3f}"


def main() -> None:
    """Print leave-one-event-out scores over thresholds; write the weights if asked to."""
    events = load(Path(sys.argv[1]))
    held_out = [predict(event, fit_both([other for other in events if other is not event])) for event in events]
    for threshold in np.arange(0.20, 0.42, 0.02):
        each = [counts(event, found, threshold) for event, found in zip(events, held_out, strict=True)]
        marks = " ".join(f"{2 * c[0] / max(2 * c[0] + c[1] + c[2], 1):.2f}" for c in each)
        print(f"{threshold:.2f}  {measures(np.sum(each, axis=0))}  each {marks}")
    if "--write" in sys.argv:
        write(fit_both(events))


def write(fitted: tuple[weights.Weights, weights.Weights]) -> None:
    """Replace the shipped weights."""
    made: dict = {"made_by": "benchmarks/fit_links.py"}
    for (stage, names), found in zip(weights.STAGES.items(), fitted, strict=True):
        columns = zip(names, found.mean, found.scale, found.weight, strict=True)
        rows = {
            name: {"mean": round(float(mean), 4), "scale": round(float(scale), 4), "weight": round(float(weight), 4)}
            for name, mean, scale, weight in columns
        }
        made[stage] = {"intercept": round(found.intercept, 4), "features": rows}
    TARGET.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
