"""Fits the weights that judge a headline among the others it came with, on the gold pairs beside the checkout.

Usage: python benchmarks/fit_headline_context.py [--write]

The pairs are taken as they are and with some events cut to one headline, since real feeds are mostly single stories:
else the weights learn that every headline has a partner. Prints F1 at one half with whole topics left out, in tenths;
--write puts the weights into compare/data/headline_weights.toml.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from compare.clustering.headlines import CONTEXT_FACTORS, context_factors
from compare.evaluation.grade import HeadlinePair, read_headline_pairs

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "headline_pairs_dev.jsonl"
WEIGHTS = ROOT / "compare" / "data" / "headline_weights.toml"
CUTS = (0.0, 0.5, 0.5, 0.5, 0.8, 0.8, 0.8)
"""The share of events cut to one headline, a case each."""


class Case(NamedTuple):
    """Pairs judged together: their factors, labels and topics."""

    factors: NDArray[np.float64]
    same: NDArray[np.bool_]
    topics: NDArray[np.int_]


def main() -> None:
    """Fit, report, and write if asked."""
    rows = read_headline_pairs(GOLD)
    topics = _join(rows, rows)
    cases = [_case(_cut(rows, share, seed), topics) for seed, share in enumerate(CUTS)]
    for share, (same, answer) in zip(CUTS, _held_out(cases), strict=True):
        print(f"{share:.0%} of events cut to one headline: F1 {f1_score(same, answer):.3f}")
    model = _fit(cases)
    weights = "".join(f"{name} = {w:.4f}\n" for name, w in zip(CONTEXT_FACTORS, model.coef_[0], strict=True))
    text = (
        "# A headline judged among others, made by benchmarks/fit_headline_context.py; the factors stand in compare/clustering.\n\n"
        f"intercept = {model.intercept_[0]:.4f}\n\n[weights]\n{weights}"
    )
    print(text)
    if "--write" in sys.argv:
        WEIGHTS.write_text(text, encoding="utf-8")


def _join(rows: list[HeadlinePair], joining: list[HeadlinePair]) -> dict[str, int]:
    """A number for every headline, the same for all that a chain of ``joining`` pairs joins."""
    numbers = {h: n for n, h in enumerate(sorted({h for r in rows for h in (r.a, r.b)}))}
    ends = ([numbers[r.a] for r in joining], [numbers[r.b] for r in joining])
    graph = coo_matrix((np.ones(len(joining)), ends), shape=(len(numbers), len(numbers)))
    found = connected_components(graph, directed=False)[1]
    return {headline: int(found[n]) for headline, n in numbers.items()}


def _cut(rows: list[HeadlinePair], share: float, seed: int) -> list[HeadlinePair]:
    """The pairs that are left when a share of the events keep one headline only."""
    events = defaultdict(list)
    for headline, event in sorted(_join(rows, [r for r in rows if r.label]).items()):
        events[event].append(headline)
    rng = random.Random(seed)
    kept = {
        h for _, members in sorted(events.items()) for h in ([rng.choice(members)] if rng.random() < share else members)
    }
    return [r for r in rows if r.a in kept and r.b in kept]


def _case(rows: list[HeadlinePair], topics: dict[str, int]) -> Case:
    factors = context_factors([(r.a, r.b) for r in rows])
    return Case(factors, np.array([bool(r.label) for r in rows]), np.array([topics[r.a] for r in rows]))


def _fit(cases: list[Case]) -> LogisticRegression:
    factors, same = np.vstack([c.factors for c in cases]), np.concatenate([c.same for c in cases])
    return LogisticRegression(C=10, max_iter=3000).fit(factors, same)


def _held_out(cases: list[Case]) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """For each case, its labels and the answers of weights fitted on other topics."""
    answers = [np.zeros(len(c.same), dtype=bool) for c in cases]
    names = np.unique(cases[0].topics)
    for _, left_out in GroupKFold(10).split(names, groups=names):
        out = [np.isin(c.topics, names[left_out]) for c in cases]
        model = _fit([Case(c.factors[~o], c.same[~o], c.topics[~o]) for c, o in zip(cases, out, strict=True)])
        for answer, case, o in zip(answers, cases, out, strict=True):
            if o.any():
                answer[o] = model.predict(case.factors[o])
    return [(c.same, a) for c, a in zip(cases, answers, strict=True)]


if __name__ == "__main__":
    main()
