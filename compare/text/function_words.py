"""Closed-class words of English: on them alone no agreement in content can rest."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files


@functools.cache
def function_words() -> frozenset[str]:
    """The words, normalised."""
    table = tomllib.loads((files("compare") / "data" / "function_words.toml").read_text(encoding="utf-8"))
    return frozenset(str(table["words"]).split())
