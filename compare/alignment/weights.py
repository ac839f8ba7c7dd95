"""The fitted combination of evidence: readable data, and how it becomes a probability."""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from compare.alignment.evidence import FEATURES
from compare.alignment.support import SUPPORT
from compare.alignment.vectors import Numbers, Values


class Weights(NamedTuple):
    """A logistic regression on named features: ``(value - mean) / scale * weight``, summed, plus ``intercept``."""

    mean: Numbers
    scale: Numbers
    weight: Numbers
    intercept: float


STAGES = {"evidence": FEATURES, "support": FEATURES + SUPPORT}
"""The features of the first score, and of the second, which knows the first scores around a pair."""


@functools.cache
def shipped(stage: str) -> Weights:
    """The weights of a stage from ``data/link_weights.json``, as ``benchmarks/fit_links.py`` wrote them."""
    fitted = json.loads((files("compare") / "data" / "link_weights.json").read_text(encoding="utf-8"))[stage]
    rows = [fitted["features"][name] for name in STAGES[stage]]
    mean, scale, weight = (np.array([row[key] for row in rows]) for key in ("mean", "scale", "weight"))
    return Weights(mean, scale, weight, float(fitted["intercept"]))


def probability(fitted: Weights, features: Values) -> Numbers:
    """The probability of a link for each row, rounded so that no machine's last digit decides a comparison."""
    odds = (features - fitted.mean) / fitted.scale @ fitted.weight + fitted.intercept
    rounded: Numbers = np.round(1 / (1 + np.exp(-np.clip(odds, -30.0, 30.0))), 4)
    return rounded
