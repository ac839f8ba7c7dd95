"""Texts of others in Markdown: they say what they say, and nothing in them is markup."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~@-])")
_LONGEST = 300
MOST_LISTED = 50


def plain(text: str) -> str:
    """``text`` as Markdown that says just that: one line, without marks, links, mentions or HTML."""
    short = " ".join(text.split())
    short = short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
    return _MARKS.sub(r"\\\1", html.escape(short, quote=False))


def list_items(title: str, items: Sequence[str]) -> list[str]:
    """A section with a list, or nothing where the list is empty; of a long one the first items."""
    if not items:
        return []
    more = [f"- … and {len(items) - MOST_LISTED:,} more"] if len(items) > MOST_LISTED else []
    return [f"### {title} ({len(items):,})", "", *(f"- {item}" for item in items[:MOST_LISTED]), *more, ""]
