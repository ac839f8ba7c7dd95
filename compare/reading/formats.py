"""Files of records: JSON Lines, JSON documents, Parquet, and the table of readers by ending."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any

import msgspec

from compare.reading.decode import MAX_PAGE_BYTES, UndecodableError, decode, pair_surrogates
from compare.reading.record import Record
from compare.reading.tables import Desk, Entry, Mapper, read_feed, read_spreadsheet, read_table

MAX_LINE_BYTES = 4 * MAX_PAGE_BYTES
"""Longer lines are passed over unread; escaped, a character of text takes up to six bytes."""
MAX_WIDE_BYTES = 500_000_000
"""Files in UTF-16 are read as a whole, and only up to this size."""

MAX_UNPACKED = 200
"""A packed file that grows more than so many times is not read on; text grows ten times at most, and bombs a thousand."""

_DECODER = msgspec.json.Decoder(Record)
_ANY = msgspec.json.Decoder(dict[str, Any])
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_MISFIT = re.compile(r"Expected `([^`]+)`, got `([^`]+)` - at `\$\.([^`]+)`")
_KINDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "array": "a list",
    "object": "an object",
    "bool": "true or false",
}
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 4096


def read_json_lines(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a JSONL file; blank lines are passed over.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        yield from _read(_lines(file, path), Mapper(desk))


def read_packed_json_lines(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a JSONL file that gzip packed, unpacked line by line.

    Raises:
        OSError: The file cannot be opened.
    """
    mapper, number = Mapper(desk), 0
    with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as file:
        try:
            if _is_wide(file.peek(_SAMPLE)[:_SAMPLE]):
                yield Entry(1, problem="packed text in UTF-16", hint="Write it in UTF-8.")
                return
            for number, line in enumerate(_split(partial(_unpack, file, raw)), start=1):
                yield from _read([line], mapper, number)
        except _SwollenError:
            problem = f"unpacked more than {MAX_UNPACKED} times as large as packed: no articles are"
            yield Entry(number + 1, problem=problem, hint="Check the file. What stands before was read.")
        except (OSError, EOFError, zlib.error) as error:
            problem = f"the gzip file is damaged: {error}"
            yield Entry(number + 1, problem=problem, hint="Pack it again. What stands before was read.")


class _SwollenError(Exception):
    """A packed file that grows beyond what text does."""


def _unpack(file: gzip.GzipFile, raw: IO[bytes], size: int) -> bytes:
    line = file.readline(size)
    if file.tell() > MAX_UNPACKED * raw.tell() + MAX_LINE_BYTES:
        raise _SwollenError
    return line


def _read(lines: Iterable[bytes], mapper: Mapper, start: int = 1) -> Iterator[Entry]:
    for number, line in enumerate(lines, start):
        if len(line) > MAX_LINE_BYTES:
            problem = f"a line of more than {MAX_LINE_BYTES // 1_000_000} MB"
            yield Entry(number, problem=problem, hint="Give each article a line of its own.")
        elif line.strip():
            yield decode_record(line, number, mapper)


def read_encoded(lines: Iterable[bytes], desk: Desk) -> Iterator[Entry]:
    """The records of lines that are at hand, numbered from 1."""
    mapper = Mapper(desk)
    return (decode_record(line, number, mapper) for number, line in enumerate(lines, start=1))


def decode_record(line: bytes, number: int, mapper: Mapper) -> Entry:
    """The record of one line: with the documented fields, or with those of another tool."""
    try:
        record = _DECODER.decode(line)
    except _ERRORS as error:
        return _other(line, number, mapper) or _failed(line, number, error, mapper)
    whole = (record.text or record.sentences) and record.published
    return Entry(number, record) if whole else _other(line, number, mapper) or Entry(number, record)


def _other(line: bytes, number: int, mapper: Mapper) -> Entry | None:
    """The line as another tool's record; None where its fields are not those of one, and hold no text."""
    try:
        row = _ANY.decode(line)
    except _ERRORS:
        return None
    if not mapper.is_foreign(row) and (row.get("text") or row.get("sentences")):
        return None
    return mapper.entry(row, number)


def _failed(line: bytes, number: int, error: Exception, mapper: Mapper) -> Entry:
    if isinstance(error, msgspec.ValidationError):
        return Entry(number, problem=_told(str(error)), hint="Give the field as documented, or null.")
    if isinstance(error, UnicodeDecodeError):
        korean = _from_korean(line)
        if korean is not None:
            return decode_record(korean, number, mapper)
        problem = f"not UTF-8: byte {error.start} of the line does not fit"
    else:
        paired = pair_surrogates(line.decode(errors="replace")).encode()
        if paired != line:
            return decode_record(paired, number, mapper)
        problem = f"not JSON: {error}"
    return Entry(number, problem=problem, hint="Write one JSON object a line, in UTF-8.")


def _told(error: str) -> str:
    """What is wrong with a field, in words a reader knows: ``"outlet" is a list where text or null belongs``."""
    found = _MISFIT.fullmatch(error)
    if found is None:
        return f"not the record that is expected: {error}"
    *others, last = [_KINDS.get(kind, kind) for kind in found[1].split(" | ")]
    expected = f"{', '.join(others)} or {last}" if others else last
    got = _KINDS.get(found[2], found[2])
    return f'"{found[3]}" is {got} where {expected} belongs'


def _from_korean(line: bytes) -> bytes | None:
    try:
        return decode(line).encode("utf-8", "replace")
    except UndecodableError:
        return None


def _lines(file: IO[bytes], path: Path) -> Iterator[bytes]:
    """The lines as UTF-8."""
    sample = file.peek(_SAMPLE)[:_SAMPLE] if hasattr(file, "peek") else b""
    if _is_wide(sample) and path.stat().st_size <= MAX_WIDE_BYTES:
        data = file.read()
        yield from (_from_korean(data) or data).split(b"\n")
        return
    yield from _split(file.readline)


def _is_wide(sample: bytes) -> bool:
    return sample.startswith(_MARKS) or b"\0" in sample


def _split(readline: Callable[[int], bytes]) -> Iterator[bytes]:
    """The lines without the mark of UTF-8; the rest of an overlong one is left out."""
    first = True
    while line := readline(MAX_LINE_BYTES + 1):
        yield line.removeprefix(b"\xef\xbb\xbf") if first else line
        first = False
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = readline(MAX_LINE_BYTES + 1)
            if not line:
                return
            if len(line) <= MAX_LINE_BYTES:
                break


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
        yield Entry(1, problem=problem, hint="Write one object a line (.jsonl): it is read line by line.")
        return
    try:
        data = msgspec.json.decode(pair_surrogates(decode(path.read_bytes())))
    except (msgspec.DecodeError, UndecodableError, UnicodeError, RecursionError) as error:
        yield Entry(1, problem=f"not JSON: {error}", hint="Write a list of objects, in UTF-8.")
        return
    mapper = Mapper(desk)
    for number, row in enumerate(_rows(data), start=1):
        if isinstance(row, dict):
            yield mapper.entry(row, number)
        else:
            yield Entry(number, problem="no object", hint="Give each article an object of its own.")


def _rows(data: Any) -> list[Any]:  # noqa: ANN401 - JSON of any shape
    if isinstance(data, dict):
        return next((data[name] for name in _LISTS if isinstance(data.get(name), list)), [data])
    return data if isinstance(data, list) else [data]


_ROWS = 256
"""Rows that are in memory at once."""


def read_parquet(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a Parquet table, numbered from 1.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 - an extra, and only for this format
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - as above
    except ModuleNotFoundError:
        hint = "Install it: pip install pyarrow."
        yield Entry(1, problem="Parquet is read by an extra that is not installed", hint=hint)
        return
    mapper, number = Mapper(desk), 0
    try:
        with ParquetFile(path, memory_map=True) as table:
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield mapper.entry(row, number)
    except (ArrowException, OSError, ValueError, OverflowError) as error:
        problem = f"not Parquet, or damaged: {str(error).splitlines()[0][:200]}"
        yield Entry(number + 1, problem=problem, hint="Write the file again.")


READERS: Mapping[str, Callable[[Path, Desk], Iterator[Entry]]] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".jsonl.gz": read_packed_json_lines,
    ".ndjson.gz": read_packed_json_lines,
    ".json": read_json_document,
    ".csv": read_table,
    ".tsv": read_table,
    ".parquet": read_parquet,
    ".xlsx": read_spreadsheet,
    ".ods": read_spreadsheet,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
"""How files of records are read, by the ending of their names."""
