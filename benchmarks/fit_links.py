"""Fit the weights that combine the evidence for a sentence link, and score them leave-one-event-out.

    python benchmarks/fit_links.py ../shared/gold/align [--write]

Each ``*.jsonl`` is an event with given sentences, beside it ``*.labels.json`` with its links. Optional links count as
links of half weight when weights are fitted, and not at all when they are scored. The first stage, which is final where
an event has two accounts, is fitted on events, their accounts two by two, and strangers; the second on first scores whose
weights have not seen the event either. ``--write`` replaces ``compare/data/link_weights.json`` with weights fitted on all
events; what a reader should trust are the scores printed, for which no event's weights have seen it: mean average
precision and log-loss per link, which ask for no threshold, then precision, recall and F1 over thresholds, once with all
accounts of an event and once with two at a time.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from link_cases import OPTIONAL, Case, Cases, load
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss
from sklearn.preprocessing import StandardScaler

from compare.alignment import weights
from compare.alignment.scoring import explained, supported

STRENGTH = 0.3
"""Inverse of the L2 penalty."""
TARGET = Path(__file__).resolve().parent.parent / "compare" / "data" / "link_weights.json"


def fit(cases: Sequence[Case], features: Sequence[np.ndarray]) -> weights.Weights:
    """Weights fitted on the cases' labels and ``features``, L2-penalised, on standardised features."""
    rows, answers = np.concatenate(features).astype(float), np.concatenate([case.labels for case in cases])
    counts = np.concatenate([np.full(len(case.labels), case.weight) for case in cases])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    share = np.where(answers == OPTIONAL, OPTIONAL, 1.0)
    model.fit(scaler.transform(rows), answers > 0, sample_weight=counts * share)
    return weights.Weights(scaler.mean_, scaler.scale_, model.coef_[0], float(model.intercept_[0]))


class Fitting:
    """Weights of both stages by the events that they may see."""

    def __init__(self, cases: Cases) -> None:
        """Fits nothing yet."""
        self.cases = cases
        self.first = functools.cache(self._first)

    def both(self, seen: frozenset[str]) -> tuple[weights.Weights, weights.Weights]:
        """The weights of both stages; the second's first scores come from weights fitted without their events."""
        cases = [case for case in self.cases.events + self.cases.mixed if case.events <= seen]
        return self.first(seen), fit(cases, [stage_two(case, self.first(seen - case.events)) for case in cases])

    def _first(self, seen: frozenset[str]) -> weights.Weights:
        cases = [c for c in self.cases.events + self.cases.twos + self.cases.strangers if c.events <= seen]
        return fit(cases, [case.features for case in cases])


def stage_two(case: Case, first: weights.Weights) -> np.ndarray:
    """The features of the second stage, given the weights of the first."""
    scores = [weights.probability(first, pair.block.features) for pair in case.measured]
    return np.concatenate(supported(case.measured, scores))


def predict(case: Case, fitted: tuple[weights.Weights, weights.Weights]) -> np.ndarray:
    """The probabilities of a case's pairs, as the package scores them."""
    if len(case.measured) == 1:
        score = weights.probability(fitted[0], case.features)
    else:
        score = weights.probability(fitted[1], stage_two(case, fitted[0]))
    starts = np.cumsum([len(pair.block.rows) for pair in case.measured])[:-1]
    parts = zip(case.measured, np.split(score, starts), strict=True)
    return np.concatenate([explained(pair.block, part) for pair, part in parts])


def held_out(cases: Cases, scored: Sequence[Case]) -> list[np.ndarray]:
    """The probabilities of the pairs of ``scored``, each by weights that have seen none of its events."""
    fitting = Fitting(cases)
    everything = frozenset().union(*(case.events for case in cases.events))
    unseen = {case.events: fitting.both(everything - case.events) for case in cases.events}
    return [predict(case, unseen[case.events]) for case in scored]


def counts(case: Case, probability: np.ndarray, threshold: float) -> np.ndarray:
    """Right, wrong and missing links of a case."""
    answered = (probability >= threshold) & (case.labels != OPTIONAL)
    right = int((answered & (case.labels == 1)).sum())
    return np.array([right, int(answered.sum()) - right, case.links - right])


def measures(found: np.ndarray) -> str:
    """Precision, recall and F1 of summed counts, printed."""
    right, wrong, missing = found.tolist()
    precision, recall = right / max(right + wrong, 1), right / max(right + missing, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * right / max(2 * right + wrong + missing, 1):.3f}"


def ranking(cases: Sequence[Case], found: Sequence[np.ndarray]) -> str:
    """Average precision over all pairs, and log-loss per link, printed; optional links are left out."""
    labels, scores = np.concatenate([case.labels for case in cases]), np.concatenate(found)
    counted, links = labels != OPTIONAL, sum(case.links for case in cases)
    truth, scores = labels[counted] == 1, np.clip(scores[counted], 1e-5, 1 - 1e-5)
    precision = average_precision_score(truth, scores) * truth.sum() / links
    return f"AP {precision:.3f}  log-loss per link {log_loss(truth, scores) * len(truth) / links:.3f}"


def main() -> None:
    """Print leave-one-event-out scores over thresholds; write the weights if asked to."""
    cases = load(Path(sys.argv[1]))
    for name, scored in (("all accounts", cases.events), ("two accounts", cases.twos)):
        found = held_out(cases, scored)
        print(f"{name}: {ranking(scored, found)}")
        for threshold in np.arange(0.20, 0.50, 0.02):
            each = [counts(case, scores, threshold) for case, scores in zip(scored, found, strict=True)]
            print(f"{threshold:.2f}  {measures(np.sum(each, axis=0))}")
    if "--write" in sys.argv:
        write(Fitting(cases).both(frozenset().union(*(case.events for case in cases.events))))


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
