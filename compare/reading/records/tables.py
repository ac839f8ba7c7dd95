"""Tables as text: CSV, and TSV or semicolons, whatever the header is separated by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from compare.reading.decode import MAX_PAGE_BYTES, UndecodableError, decode
from compare.reading.records.entries import Desk, Entry, Mapper

MAX_TABLE_BYTES = 1_000_000_000
"""Larger tables are not read; as JSONL or Parquet they are."""
_SEPARATORS = ",\t;|"
_MEND = "Write it as CSV with a header line, quoted where a cell holds a comma or a line break."


def read_table(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a table whose first row names the columns, numbered by the line on which a row begins.

    Raises:
        OSError: The file cannot be read.
    """
    if path.stat().st_size > MAX_TABLE_BYTES:
        yield Entry(1, problem=f"a table of more than {MAX_TABLE_BYTES // 1_000_000} MB", mend="Write it as Parquet.")
        return
    try:
        text = decode(path.read_bytes())
    except UndecodableError as error:
        yield Entry(error.line or 1, problem=error.problem, mend=error.mend)
        return
    yield from _rows(text, Mapper(desk))


def _rows(text: str, mapper: Mapper) -> Iterator[Entry]:
    csv.field_size_limit(MAX_PAGE_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    header: list[str] = []
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Entry(line, problem=f"not CSV: {error}", mend=_MEND)
            cells = []
        if not header:
            header = [cell.strip() for cell in cells]
        elif any(cells):
            yield _entry(header, cells, line, mapper)
        line = reader.line_num + 1


def _separator(text: str) -> str:
    """What the header's names are separated by: the mark that stands there most often."""
    header = text[:MAX_PAGE_BYTES].lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _entry(header: list[str], cells: list[str], line: int, mapper: Mapper) -> Entry:
    if len(cells) > len(header) and any(cells[len(header) :]):
        problem = f"{len(cells)} cells where the header names {len(header)} columns"
        return Entry(line, problem=problem, mend="Quote the cell that holds the separator.")
    row = {name: cell for name, cell in zip(header, cells, strict=False) if name}
    return mapper.entry(row, line)
