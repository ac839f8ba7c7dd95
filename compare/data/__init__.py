"""What ships as data: word lists, weights and tables, read once and by name."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def read_table(name: str) -> dict[str, Any]:
    """The table in ``compare/data/NAME.toml``; callers must not change it."""
    return tomllib.loads(read_text(f"{name}.toml"))


@functools.cache
def read_word_lists(name: str) -> dict[str, frozenset[str]]:
    """A table whose every value is a text of words, as sets of words."""
    return {key: frozenset(text.split()) for key, text in read_table(name).items()}


def read_text(name: str) -> str:
    """The text of the file ``compare/data/NAME``."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
