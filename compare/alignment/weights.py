"""The fitted combination of evidence: readable data, and how it becomes a probability."""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import NamedTuple

import numpy as np


class Stage(NamedTuple):
    """A logistic regression over named features: ``(value - mean) / scale * weight``, summed, plus ``intercept``."""

    names: tuple[str, ...]
    mean: np.ndarray
    scale: np.ndarray
    weight: np.ndarray
    intercept: float


@functools.cache
def stage(name: str) -> Stage:
    """One of the fitted stages, ``evidence`` or ``support``, as ``benchmarks/fit_links.py`` wrote it."""
    fitted = json.loads((files("compare") / "data" / "link_weights.json").read_text(encoding="utf-8"))[name]
    rows = fitted["features"]
    mean, scale, weight = (np.array([row[key] for row in rows.values()]) for key in ("mean", "scale", "weight"))
    return Stage(tuple(rows), mean, scale, weight, float(fitted["intercept"]))


def log_odds(fitted: Stage, features: np.ndarray) -> np.ndarray:
    """The log-odds of each row of ``features`` (pairs, in the order of ``fitted.names``)."""
    odds: np.ndarray = (features - fitted.mean) / fitted.scale @ fitted.weight + fitted.intercept
    return np.clip(odds, -30.0, 30.0)


def probability(odds: np.ndarray) -> np.ndarray:
    """Log-odds as probabilities, rounded so that no platform's last digit decides a comparison."""
    rounded: np.ndarray = np.round(1 / (1 + np.exp(-odds)), 4)
    return rounded
