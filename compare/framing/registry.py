"""The analyses of a run: the shipped ones, and those that the configuration names by the module where they stand."""

from __future__ import annotations

import hashlib
import importlib
import inspect
from collections.abc import Sequence
from functools import lru_cache

from compare.config import FramingConfig
from compare.errors import ConfigError
from compare.framing.measures import Analysis

_MEND = "docs/extending.md has an example; the module must be installed, or its folder named in PYTHONPATH."


def load_analyses(config: FramingConfig) -> tuple[Analysis, ...]:
    """The analyses that ``config`` adds, in its order; ``module:NAME`` says where each stands.

    A name is carried, not the analysis, so that it travels to other processes and machines with the configuration.

    Raises:
        ConfigError: There is no such module or name, it is no Analysis, or two analyses bear one name.
    """
    return _load(config.analyses)


def fingerprint(config: FramingConfig) -> tuple[str, ...]:
    """The digests of the modules that ``config`` names: results that were kept are of no use once one has changed.

    Only the named modules' own files are looked at, not what they import in turn.
    """
    return tuple(_digest(place) for place in config.analyses)


@lru_cache(maxsize=8)
def _load(places: tuple[str, ...]) -> tuple[Analysis, ...]:
    found = tuple(_find(place) for place in places)
    _refuse_twins(found, places)
    return found


def _find(place: str) -> Analysis:
    module, _, name = place.partition(":")
    try:
        analysis = getattr(importlib.import_module(module), name or "ANALYSIS")
    except (ImportError, AttributeError, ValueError) as error:
        raise ConfigError(f"The analysis {place!r} cannot be loaded: {error}.", mend=_MEND) from error
    if not isinstance(analysis, Analysis):
        raise ConfigError(f"{place!r} is a {type(analysis).__name__}, not an Analysis.", mend=_MEND)
    return analysis


def _refuse_twins(found: Sequence[Analysis], places: Sequence[str]) -> None:
    from compare.framing import ANALYSES  # noqa: PLC0415 - it lists the shipped ones, and imports this

    taken = {analysis.name for analysis in ANALYSES}
    for analysis, place in zip(found, places, strict=True):
        if analysis.name in taken:
            raise ConfigError(f"There are two analyses called {analysis.name!r}.", mend=f"Give {place!r} another name.")
        taken.add(analysis.name)


def _digest(place: str) -> str:
    module = importlib.import_module(place.partition(":")[0])
    try:
        source = inspect.getsource(module)
    except (OSError, TypeError):
        return place
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()
