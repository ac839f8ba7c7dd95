"""The fitted weights of the logistic models, shipped as readable data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic regression: what every factor adds to the log-odds per unit of its value."""

    intercept: float
    weights: dict[str, float]

    def odds(self, names: Sequence[str], table: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log-odds of every row of a factor table whose columns are ``names``."""
        total = np.full(len(table), self.intercept)
        for column, name in enumerate(names):
            total += self.weights[name] * table[:, column]
        return np.round(total, 9)


class EventWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """``pair`` judges two articles, ``merge`` two groups of articles, ``headline`` two headlines.

    ``usual`` is the share of pairs that ``pair`` finds likely, among all that it was fitted on.
    """

    usual: float
    pair: Model
    merge: Model
    headline: Model

    def shifted(self, shift: float) -> EventWeights:
        """The same, with ``shift`` added to the log-odds of every pair."""
        moved = round(self.pair.intercept + shift, 9)
        return msgspec.structs.replace(self, pair=msgspec.structs.replace(self.pair, intercept=moved))


@cache
def shipped_weights() -> EventWeights:
    """The weights that ``benchmarks/fit_events.py`` wrote."""
    text = (resources.files("compare") / "data" / "event_weights.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=EventWeights)
