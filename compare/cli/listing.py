"""Rows on standard output: a table to read, or JSON lines to pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import msgspec
import typer


def print_jsonl(rows: Iterable[object]) -> None:
    """One JSON object a line, UTF-8, keys in the order given."""
    encode = msgspec.json.encode
    for row in rows:
        sys.stdout.buffer.write(encode(row) + b"\n")
    sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """An aligned table on a terminal; tab-separated values, without frames, where it is piped."""
    if not sys.stdout.isatty():
        typer.echo("\t".join(columns))
        for row in rows:
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console  # noqa: PLC0415 - only terminals pay for it
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
