"""Pages that report no event: summaries, lists, another paper's editorials, photo pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.corpus.layout import Kind, Layout

_OPENING = 4


def find_kind(headline: str | None, label: str | None, lines: Sequence[str], start: int, layout: Layout) -> Kind | None:
    """The rule that tells the page, or None for news; ``start`` is where its text begins among ``lines``."""
    return next((kind for kind in layout.kinds if _holds(kind, headline, label, lines, start)), None)


def _holds(kind: Kind, headline: str | None, label: str | None, lines: Sequence[str], start: int) -> bool:
    if kind.line is not None and sum(kind.line.search(line[:400]) is not None for line in lines) < kind.least:
        return False
    opening = "\n".join(line[:400] for line in lines[max(0, start - 1) : start + _OPENING])
    return all(_found(p, text) for p, text in ((kind.headline, headline), (kind.label, label), (kind.text, opening)))


def _found(pattern: re.Pattern[str] | None, text: str | None) -> bool:
    return pattern is None or (text is not None and pattern.search(text) is not None)
