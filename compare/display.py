"""How articles, corpora and events show themselves in a notebook: small tables, everything escaped.

They use no colours and no style sheet, so they are as light or as dark as the notebook is.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_LONGEST = 300


def table(title: str, rows: Iterable[tuple[str, object]]) -> str:
    """``title`` above a row for each name and value; a value that is None is left out, a long one cut."""
    cells = "".join(
        f'<tr><td style="text-align:left;opacity:.8">{_say(name)}</td>'
        f'<td style="text-align:left" dir="auto">{_say(value)}</td></tr>'
        for name, value in rows
        if value is not None
    )
    return f'<div><strong dir="auto">{_say(title)}</strong><table style="color:inherit">{cells}</table></div>'


def _say(value: object) -> str:
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return escape(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
