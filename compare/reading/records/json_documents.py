"""JSON documents: one article, a list of them, or a list under a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from compare.reading.decode import UndecodableError, decode
from compare.reading.records.entries import Desk, Entry, Mapper

MAX_DOCUMENT_BYTES = 300_000_000
"""Larger documents are not read: they have to be in memory as a whole. JSONL has no such limit."""
_LISTS = ("articles", "items", "stories", "records", "results", "data", "documents")


def read_json_document(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a JSON document, numbered from 1.

    Raises:
        OSError: The file cannot be read.
    """
    if path.stat().st_size > MAX_DOCUMENT_BYTES:
        problem = f"a JSON document of more than {MAX_DOCUMENT_BYTES // 1_000_000} MB"
        yield Entry(1, problem=problem, mend="Write one object a line (.jsonl): it is read line by line.")
        return
    try:
        data = msgspec.json.decode(decode(path.read_bytes()))
    except (msgspec.DecodeError, UndecodableError, UnicodeError, RecursionError) as error:
        yield Entry(1, problem=f"not JSON: {error}", mend="Write a list of objects, in UTF-8.")
        return
    mapper = Mapper(desk)
    for number, row in enumerate(_rows(data), start=1):
        if isinstance(row, dict):
            yield mapper.entry(row, number)
        else:
            yield Entry(number, problem="no object", mend="Give each article an object of its own.")


def _rows(data: Any) -> list[Any]:  # noqa: ANN401 - JSON of any shape
    if isinstance(data, dict):
        return next((data[name] for name in _LISTS if isinstance(data.get(name), list)), [data])
    return data if isinstance(data, list) else [data]
