"""Compare how several news outlets tell the same event.

``read_corpus`` reads articles, ``cluster`` groups them by event, ``align`` links the sentences of one event's
articles, ``compare_events`` compares every event, ``build`` does it all and writes the site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare.alignment import align
    from compare.assemble import build, read_corpus
    from compare.events import cluster
    from compare.model import Article, Comparison, Corpus, Event, Grouping
    from compare.pipeline import compare_events

__all__ = [
    "Article",
    "Comparison",
    "Corpus",
    "Event",
    "Grouping",
    "align",
    "build",
    "cluster",
    "compare_events",
    "read_corpus",
]

_HOMES = {
    "align": "compare.alignment",
    "build": "compare.assemble",
    "read_corpus": "compare.assemble",
    "cluster": "compare.events",
    "compare_events": "compare.pipeline",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attributes are of any type
    """Load a public name when it is first used, so that importing the package stays quick."""
    if name not in __all__:
        raise AttributeError(f"module 'compare' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only here

    return getattr(import_module(_HOMES.get(name, "compare.model")), name)
