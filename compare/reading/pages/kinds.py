"""Pages that report no event: summaries, lists, another paper's editorials, photo pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.reading.layout import Kind, Layout

_OPENING = 4
_REACH = 400
"""So much of a line is looked at."""


def find_kind(headline: str | None, label: str | None, lines: Sequence[str], start: int, layout: Layout) -> Kind | None:
    """The rule that tells the page, or None for news; ``start`` is where its text begins among ``lines``."""
    heads = [line[:_REACH] for line in lines]
    opening = "\n".join(heads[max(0, start - 1) : start + _OPENING])
    for kind in layout.kinds:
        conditions = ((kind.headline, headline), (kind.label, label), (kind.text, opening))
        if all(_found(pattern, text) for pattern, text in conditions) and _has_lines(kind, heads):
            return kind
    return None


def _has_lines(kind: Kind, heads: Sequence[str]) -> bool:
    return kind.line is None or sum(kind.line(head) is not None for head in heads) >= kind.least


def _found(pattern: re.Pattern[str] | None, text: str | None) -> bool:
    return pattern is None or (text is not None and pattern.search(text) is not None)
