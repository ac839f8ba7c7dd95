"""Fit the weights that combine the evidence for a sentence link, and score them leave-one-event-out.

    python benchmarks/fit_links.py ../shared/gold/align ../shared/gold/align2 [--write] [--links FOLDER]

Each ``*.jsonl`` is an event with given sentences, beside it ``*.labels.json`` with its links. Optional links count as
links of half weight when weights are fitted, and not at all when they are scored. Weights are fitted on events in English;
those in Korean are scored by all of these, and so are left out as well. The first stage, which is final where an event has
two accounts, is fitted on events, their accounts two by two, and strangers; the second on first scores whose weights have
not seen the event either. Printed are, for each set of events and all accounts of each, average precision and log-loss
per link, which ask for no threshold, and precision, recall and F1 over thresholds; then the same at the threshold that
is best for the other events. ``--links`` writes every event's left-out links into a file each, as ``align --format jsonl``
does, at the shipped threshold, for another scorer; ``--write`` replaces ``compare/data/link_weights.json`` with weights
fitted on all events.
"""

from __future__ import annotations

import argparse
import functools
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from link_cases import OPTIONAL, Case, Cases, load
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss
from sklearn.preprocessing import StandardScaler

from compare.alignment.scoring import STAGES, LinkWeights, explained, link_probability, supported
from compare.config import AlignmentConfig

STRENGTH = 0.1
"""Inverse of the L2 penalty."""
TARGET = Path(__file__).resolve().parent.parent / "compare" / "data" / "link_weights.json"


def fit(cases: Sequence[Case], features: Sequence[np.ndarray]) -> LinkWeights:
    """Weights fitted on the cases' labels and ``features``, L2-penalised, on standardised features."""
    rows, answers = np.concatenate(features).astype(float), np.concatenate([case.labels for case in cases])
    counts = np.concatenate([np.full(len(case.labels), case.weight) for case in cases])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    share = np.where(answers == OPTIONAL, OPTIONAL, 1.0)
    model.fit(scaler.transform(rows), answers > 0, sample_weight=counts * share)
    return LinkWeights(scaler.mean_, scaler.scale_, model.coef_[0], float(model.intercept_[0]))


class Fitting:
    """Weights of both stages by the events that they may see."""

    def __init__(self, cases: Cases) -> None:
        """Fits nothing yet."""
        self.cases = cases
        self.first = functools.cache(self._first)

    def both(self, seen: frozenset[str]) -> tuple[LinkWeights, LinkWeights]:
        """The weights of both stages; the second's first scores come from weights fitted without their events."""
        cases = [
            case for case in self.cases.events + self.cases.mixed if case.events <= seen and len(case.measured) > 1
        ]
        return self.first(seen), fit(cases, [stage_two(case, self.first(seen - case.events)) for case in cases])

    def _first(self, seen: frozenset[str]) -> LinkWeights:
        cases = [c for c in self.cases.events + self.cases.twos + self.cases.strangers if c.events <= seen]
        return fit(cases, [case.features for case in cases])


def stage_two(case: Case, first: LinkWeights) -> np.ndarray:
    """The features of the second stage, given the weights of the first."""
    scores = [link_probability(first, pair.block.features) for pair in case.measured]
    return np.concatenate(supported(case.measured, scores))


def predict(case: Case, fitted: tuple[LinkWeights, LinkWeights]) -> np.ndarray:
    """The probabilities of a case's pairs, as the package scores them."""
    if len(case.measured) == 1:
        score = link_probability(fitted[0], case.features)
    else:
        score = link_probability(fitted[1], stage_two(case, fitted[0]))
    starts = np.cumsum([len(pair.block.rows) for pair in case.measured])[:-1]
    parts = zip(case.measured, np.split(score, starts), strict=True)
    return np.concatenate([explained(pair.block, part) for pair, part in parts])


def english(cases: Cases) -> frozenset[str]:
    """The events that weights are fitted on."""
    return frozenset().union(*(case.events for case in cases.events if not case.korean))


def held_out(cases: Cases, scored: Sequence[Case]) -> list[np.ndarray]:
    """The probabilities of the pairs of ``scored``, each by weights that have seen none of its events."""
    fitting = Fitting(cases)
    unseen = functools.cache(fitting.both)
    return [predict(case, unseen(english(cases) - case.events)) for case in scored]


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


THRESHOLDS = np.arange(0.20, 0.60, 0.02)
GROUPS = {"D1-D5": "D[1-5]$", "D6-D13": "D([6-9]|1.)$", "E": "E", "D6-D13 and E": "D([6-9]|1.)$|E", "K": "K"}
"""Sets of events, by patterns of their names: which are reported together."""


def by_other_events(cases: Sequence[Case], found: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The counts of each event at the threshold of the best F1 over all other events."""
    table = np.array([[counts(case, scores, t) for t in THRESHOLDS] for case, scores in zip(cases, found, strict=True)])
    rest = table.sum(axis=0) - table
    best = (2 * rest[..., 0] / np.maximum(2 * rest[..., 0] + rest[..., 1] + rest[..., 2], 1)).argmax(axis=1)
    return [row[place] for row, place in zip(table, best, strict=True)]


def interval(found: Sequence[np.ndarray]) -> str:
    """The 95% percentile interval of F1 in a bootstrap over events, printed."""
    draws = np.random.default_rng(0).integers(len(found), size=(2_000, len(found)))
    right, wrong, missing = np.array(found)[draws].sum(axis=1).T
    low, high = np.percentile(2 * right / np.maximum(2 * right + wrong + missing, 1), [2.5, 97.5])
    return f"[{low:.3f}, {high:.3f}]"


def report(cases: Sequence[Case], found: Sequence[np.ndarray]) -> None:
    """Print the scores of each set of events."""
    chosen = by_other_events(cases, found)
    for name, pattern in GROUPS.items():
        picked = [k for k, case in enumerate(cases) if re.match(pattern, case.name)]
        if not picked:
            continue
        some, scores = [cases[k] for k in picked], [found[k] for k in picked]
        print(f"{name} ({len(some)} events): {ranking(some, scores)}")
        for threshold in THRESHOLDS:
            each = [counts(case, score, threshold) for case, score in zip(some, scores, strict=True)]
            print(f"  {threshold:.2f}  {measures(np.sum(each, axis=0))}")
        each = [chosen[k] for k in picked]
        print(f"  threshold of the other events: {measures(np.sum(each, axis=0))} {interval(each)}")


def write_links(folder: Path, cases: Sequence[Case], found: Sequence[np.ndarray]) -> None:
    """Write the links of every event into ``folder``, one line a link."""
    folder.mkdir(parents=True, exist_ok=True)
    threshold = AlignmentConfig().threshold
    for case, probability in zip(cases, found, strict=True):
        lines, at = [], 0
        for pair in case.measured:
            for i, j in zip(pair.block.rows.tolist(), pair.block.columns.tolist(), strict=True):
                a, b, score = pair.a.prose[i], pair.b.prose[j], float(probability[at])
                at += 1
                if score >= threshold:
                    link = {"a": a.article_id, "i": a.index, "b": b.article_id, "j": b.index, "score": score}
                    lines.append(json.dumps({"event": case.name, **link}) + "\n")
        (folder / f"{case.name}.links.jsonl").write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Print leave-one-event-out scores; write weights and links if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--links", type=Path)
    asked = parser.parse_args()
    cases = load(*asked.folders)
    found = held_out(cases, cases.events)
    report(cases.events, found)
    if asked.links:
        write_links(asked.links, cases.events, found)
    if asked.write:
        write(Fitting(cases).both(english(cases)))


def write(fitted: tuple[LinkWeights, LinkWeights]) -> None:
    """Replace the shipped weights."""
    made: dict = {"made_by": "benchmarks/fit_links.py"}
    for (stage, names), found in zip(STAGES.items(), fitted, strict=True):
        columns = zip(names, found.mean, found.scale, found.weight, strict=True)
        rows = {
            name: {"mean": round(float(mean), 4), "scale": round(float(scale), 4), "weight": round(float(weight), 4)}
            for name, mean, scale, weight in columns
        }
        made[stage] = {"intercept": round(found.intercept, 4), "features": rows}
    TARGET.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
