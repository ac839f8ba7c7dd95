"""The fitted weights of the logistic models, shipped as readable data."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic regression: what every factor adds to the log-odds per unit of its value."""

    intercept: float
    weights: dict[str, float]


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """``pair`` judges two articles alone, ``group`` among their neighbours, ``merge`` two groups, ``headline`` headlines."""

    pair: Model
    group: Model
    merge: Model
    headline: Model


@cache
def shipped_weights() -> Weights:
    """The weights that ``benchmarks/fit_events.py`` wrote."""
    text = (resources.files("compare") / "data" / "event_weights.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=Weights)
