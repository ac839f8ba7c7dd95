"""What kind a link is: the same words, the same statement in other words, or a part of it."""

from __future__ import annotations

from compare.alignment.lines import Line
from compare.alignment.style import wording
from compare.model import LinkKind

_REWORDED = 0.5
"""Least share of either sentence's rarity that the other must carry to be the same statement, not a part of it."""


def kind(text_a: str, text_b: str, a: Line, b: Line) -> LinkKind:
    """``same``: equal but for house style; ``reworded``: each carries most of the other; else ``partial``."""
    if wording(text_a).norms == wording(text_b).norms:
        return "same"
    return "reworded" if _carried(a, b) >= _REWORDED else "partial"


def _carried(a: Line, b: Line) -> float:
    rarity_a, rarity_b = dict(zip(a.stems, a.rarities, strict=True)), dict(zip(b.stems, b.rarities, strict=True))
    both = sum(min(rarity_a[stem], rarity_b[stem]) for stem in sorted(rarity_a.keys() & rarity_b.keys()))
    most = max(sum(rarity_a.values()), sum(rarity_b.values()))
    return both / most if most else 0.0
