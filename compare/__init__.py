"""Compare how several news outlets tell the same event.

``read_corpus`` reads articles, ``cluster`` groups them by event, ``align`` links the sentences of one event's
articles, ``compare_events`` does both for a corpus and measures how each outlet frames each event, ``build`` does it all
and writes the site. ``frames`` turns DataFrames into articles and results into DataFrames. See docs/notebooks.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare import frames
    from compare.alignment import align
    from compare.builder import build, read_corpus
    from compare.config import Config
    from compare.errors import CompareError
    from compare.model import Article, Comparison, Corpus, Event, Grouping, Sentence
    from compare.notebook import ComparedEvent, cluster, compare_events

__all__ = [
    "Article",
    "CompareError",
    "ComparedEvent",
    "Comparison",
    "Config",
    "Corpus",
    "Event",
    "Grouping",
    "Sentence",
    "align",
    "build",
    "cluster",
    "compare_events",
    "frames",
    "read_corpus",
]

_HOMES = {
    "CompareError": "compare.errors",
    "ComparedEvent": "compare.notebook",
    "Config": "compare.config",
    "align": "compare.alignment",
    "build": "compare.builder",
    "cluster": "compare.notebook",
    "compare_events": "compare.notebook",
    "read_corpus": "compare.builder",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    """Load a public name when it is first used, so that importing the package stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'compare' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only here

    if name == "frames":
        return import_module("compare.frames")
    return getattr(import_module(_HOMES.get(name, "compare.model")), name)


def __dir__() -> list[str]:
    """The public names, for completion in notebooks."""
    return sorted(__all__)
