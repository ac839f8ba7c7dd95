"""Records: one object or row an article, whatever file they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from compare.reading.records.entries import Desk, Entry, read_entries
from compare.reading.records.json_documents import read_json_document
from compare.reading.records.json_lines import read_encoded, read_json_lines, read_packed_json_lines
from compare.reading.records.parquet import read_parquet
from compare.reading.records.tables import read_table

READERS: Mapping[str, Callable[[Path, Desk], Iterator[Entry]]] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".jsonl.gz": read_packed_json_lines,
    ".ndjson.gz": read_packed_json_lines,
    ".json": read_json_document,
    ".csv": read_table,
    ".tsv": read_table,
    ".parquet": read_parquet,
}
"""How files of records are read, by the ending of their names."""

__all__ = ["READERS", "Desk", "Entry", "read_encoded", "read_entries"]
