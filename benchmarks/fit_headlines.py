"""Fits the weights of the headline model on the gold pairs beside the checkout."""

from __future__ import annotations

import json

import numpy as np
from quality_events import GOLD
from sklearn.linear_model import LogisticRegression

from compare.clustering.headlines import HEADLINE_FACTORS, headline_factors
from compare.clustering.weights import Model


def fit_headlines() -> Model:
    """The headline model."""
    pairs = [json.loads(line) for line in (GOLD / "headline_pairs_dev.jsonl").open()]
    table = np.array([headline_factors(p["a"], p["b"]) for p in pairs])
    same = np.array([p["label"] for p in pairs])
    found = LogisticRegression(C=10, max_iter=1000).fit(table, same)
    return Model(
        round(float(found.intercept_[0]), 4),
        {n: round(float(w), 4) for n, w in zip(HEADLINE_FACTORS, found.coef_[0], strict=True)},
    )
