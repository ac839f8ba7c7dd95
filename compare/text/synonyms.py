"""Words that newsrooms use for one another: "missile" and "rocket", "Japan" and "Tokyo"."""

from __future__ import annotations

import functools

from compare.data import read_table
from compare.text.stems import stem


def idea(term: str) -> str:
    """The idea that a stem stands for: a name shared by its kindred stems, or the stem itself."""
    return _ideas().get(term, term)


@functools.cache
def _ideas() -> dict[str, str]:
    table = read_table("kindred")
    found: dict[str, str] = {}
    for section in ("lands", "ideas"):
        for line in table[section].strip().splitlines():
            words = line.split()
            for word in words:
                found.setdefault(stem(word), f"{section}:{words[0]}")
    return found
