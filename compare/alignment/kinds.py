"""What kind a link is: the same words, the same statement in other words, or a part of it."""

from __future__ import annotations

from compare.differences.lines import Line
from compare.model import LinkKind
from compare.text.style import wording

_REWORDED = 0.5
"""Least share of either sentence's rarity that the other must carry to be the same statement, not a part of it."""


def kind(text_a: str, text_b: str, a: Line, b: Line) -> LinkKind:
    """``same``: equal but for house style; ``reworded``: each carries most of the other; else ``partial``."""
    if wording(text_a).norms == wording(text_b).norms:
        return "same"
    return "reworded" if _carried(a, b) >= _REWORDED else "partial"


def _carried(a: Line, b: Line) -> float:
    first, second = dict(zip(a.ideas, a.rarities, strict=True)), dict(zip(b.ideas, b.rarities, strict=True))
    both = sum(min(first[idea], second[idea]) for idea in sorted(first.keys() & second.keys()))
    most = max(sum(first.values()), sum(second.values()))
    return both / most if most else 0.0
