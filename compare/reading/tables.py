"""Rows and objects of any tool to records: which field holds what, and tables as text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from compare import data
from compare.config import RecordsConfig
from compare.errors import ConfigError
from compare.model import Article, Outlet, Unreadable
from compare.reading.decode import MAX_PAGE_BYTES, UndecodableError, decode
from compare.reading.outlets import OutletTable
from compare.reading.record import Record, read_record

Row = Mapping[str, Any]
_TEXTS = ("title", "url", "deck", "language", "truncated")
_DATES = ("published", "modified")
_NAMES = ("id", "event")
_SUBSCRIBERS = "for subscribers: the export may hold the teaser alone"
_MOST_NAMES = 50


class Export(Struct, frozen=True, forbid_unknown_fields=True):
    """How one tool's fields become ours; see ``data/exports.toml``."""

    tells: tuple[str, ...] = ()
    partial: str | None = None
    columns: dict[str, tuple[str, ...]] = {}


def exports() -> dict[str, Export]:
    """The known exports by name, in the order in which they are tried."""
    return dict(_exports())


def choose_export(keys: Iterable[str], config: RecordsConfig) -> Export:
    """The mapping for records with the fields ``keys``: what the configuration says, then the export that they tell.

    Raises:
        ConfigError: The configuration names an export that is not known.
    """
    known, present = _exports(), frozenset(keys)
    if config.preset and config.preset not in known:
        problem = f"records.preset: {config.preset!r} is no known export."
        raise ConfigError(problem, hint=f"Known are {', '.join(known)}.")
    found = known[config.preset] if config.preset else next(e for e in known.values() if present.issuperset(e.tells))
    own = {field: (column,) for field, column in config.columns.items()}
    return msgspec.structs.replace(found, columns={**known["common"].columns, **found.columns, **own})


def is_foreign(keys: Iterable[str], config: RecordsConfig) -> bool:
    """Whether records with the fields ``keys`` need a mapping: the configuration or another tool's fields say so."""
    present = frozenset(keys)
    named = any(e.tells and present.issuperset(e.tells) for e in _exports().values())
    return bool(config.preset or config.columns) or named


def to_record(row: Row, export: Export, table: OutletTable) -> Record:
    """The record that ``row`` holds; values that fit no field are left out.

    Of several names of an outlet the first that ``table`` knows is taken, else the first.
    """
    values = {field: _first(row, paths) for field, paths in export.columns.items()}
    outlets = [name for path in export.columns.get("outlet", ()) if (name := _text(_look_up(row, path)))]
    sentences = values.get("sentences")
    text = values.get("text")
    return Record(
        **{field: _text(values.get(field)) for field in _TEXTS if field != "truncated"},
        **{field: _date(values.get(field)) for field in _DATES},
        **{field: _text(values.get(field)) for field in _NAMES},
        outlet=next((name for name in outlets if table.find(name)), next(iter(outlets), None)),
        byline=_people(values.get("byline")),
        text="\n".join(t for t in text if isinstance(t, str)) if isinstance(text, list) else _text(text),
        sentences=[s for s in sentences if isinstance(s, str)] if isinstance(sentences, list) else None,
        truncated=export.partial or (_SUBSCRIBERS if _text(values.get("free")) in {"False", "false"} else None),
    )


@cache
def _exports() -> dict[str, Export]:
    table = data.read_table("exports")
    return msgspec.convert(table, dict[str, Export])


def _first(row: Row, paths: Iterable[str]) -> Any:  # noqa: ANN401 - values of any tool
    values = (_look_up(row, path) for path in paths)
    return next((value for value in values if value is not None and value != ""), None)


def _look_up(row: Row, path: str) -> Any:  # noqa: ANN401 - as above
    if path in row:
        return row[path]
    value: Any = row
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str | None:  # noqa: ANN401 - as above
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, bool | int | float) else None


def _date(value: Any) -> Any:  # noqa: ANN401 - what is no date is said by whoever reads it
    """A date as text: CSL-JSON's parts and times of tables are written as ISO 8601."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return _from_parts(parts[0]) or value.get("raw")
        return value.get("raw") or value.get("literal")
    return value


def _from_parts(parts: list[Any]) -> str | None:
    numbers = [int(part) for part in parts if str(part).isdecimal() and len(str(part)) <= len("2020")]
    return "{:04}-{:02}-{:02}".format(*numbers) if len(numbers) == len(("year", "month", "day")) else None


def _people(value: Any) -> str | None:  # noqa: ANN401 - as above
    """Authors as one byline: a name, a list of names, or CSL-JSON's given and family names."""
    people = value if isinstance(value, list) else [value]
    names = [name for person in people[:_MOST_NAMES] if (name := _person(person))]
    return " and ".join(names) or None


def _person(person: Any) -> str | None:  # noqa: ANN401 - as above
    if not isinstance(person, dict):
        return _text(person)
    whole = _text(person.get("literal")) or _text(person.get("name"))
    parts = (_text(person.get("given")), _text(person.get("family")))
    return whole or " ".join(part for part in parts if part) or None


_NO_TEXT = 'Give the record a "text" or a list of "sentences".'
_MOST_SHOWN = 12


class Entry(NamedTuple):
    """One record of a file: its line or number, and the record or what is wrong with it."""

    number: int
    record: Record | None = None
    problem: str = ""
    hint: str = ""


class Desk(NamedTuple):
    """What reading records needs: the known outlets, those that are met beside them, and the configuration."""

    table: OutletTable
    extra: dict[str, Outlet]
    config: RecordsConfig


class Mapper:
    """Rows of one file to records; the mapping for each set of fields is chosen once."""

    def __init__(self, desk: Desk) -> None:
        """Know no row yet."""
        self._desk = desk
        self._exports: dict[tuple[str, ...], Export] = {}

    def is_foreign(self, row: Row) -> bool:
        """Whether ``row`` has the fields of another tool, or ones that the configuration maps."""
        return is_foreign(row, self._desk.config)

    def entry(self, row: Row, number: int) -> Entry:
        """The record that ``row`` holds, and where it has no text, what to do about it.

        Raises:
            ConfigError: The configuration names an export that is not known.
        """
        keys = tuple(row)
        export = self._exports.get(keys)
        if export is None:
            export = self._exports[keys] = choose_export(keys, self._desk.config)
        record = to_record(row, export, self._desk.table)
        return Entry(number, record, hint="" if record.text or record.sentences else _fill(row, export))


def read_entries(entries: Iterable[Entry], file_id: str, desk: Desk) -> Iterator[tuple[Article | Unreadable, int]]:
    """The articles of a file's entries, and those that gave none, each with its line or number."""
    found = False
    for entry in entries:
        found = True
        yield _read(entry, file_id, desk), entry.number
    if not found:
        yield Unreadable(file_id, None, "empty", "Write one record a line, or remove the file."), 1


def _read(entry: Entry, file_id: str, desk: Desk) -> Article | Unreadable:
    if entry.record is None:
        return Unreadable(file_id, entry.number, entry.problem, entry.hint)
    size = len(entry.record.text or "") + sum(map(len, entry.record.sentences or ()))
    if size > MAX_PAGE_BYTES:
        problem = f"more than {MAX_PAGE_BYTES // 1_000_000} million characters of text: no article has"
        return Unreadable(file_id, entry.number, problem, "Give each article a record of its own.")
    article = read_record(entry.record, f"{file_id}#{entry.number}", desk.table, desk.extra)
    problem, hint = "the record has no text", entry.hint or _NO_TEXT
    if entry.record.url:
        problem += ", only an address"
        hint = f"{_NO_TEXT} To read the page itself, fetch {entry.record.url[:200]}."
    if article is None:
        return Unreadable(file_id, entry.number, problem, hint)
    if article.headline_only:
        return msgspec.structs.replace(article, remarks=(*article.remarks, f"text: {problem}. {hint}"))
    return article


def _fill(row: Row, export: Export) -> str:
    """The hint for a row without a text: one of its fields is empty, or nobody knows which of them holds it."""
    held = [path for field in ("text", "sentences") for path in export.columns.get(field, ()) if path in row]
    if held:
        return f'Its "{held[0]}" is empty: fill it, or remove the record.'
    names = ", ".join(list(row)[:_MOST_SHOWN])
    return f'Its fields are {names}; name the one that holds it: [records] columns = {{text = "..."}}.'


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
        yield Entry(1, problem=f"a table of more than {MAX_TABLE_BYTES // 1_000_000} MB", hint="Write it as Parquet.")
        return
    try:
        text = decode(path.read_bytes())
    except UndecodableError as error:
        yield Entry(error.line or 1, problem=error.problem, hint=error.hint)
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
            yield Entry(line, problem=f"not CSV: {error}", hint=_MEND)
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
        return Entry(line, problem=problem, hint="Quote the cell that holds the separator.")
    row = {name: cell for name, cell in zip(header, cells, strict=False) if name}
    return mapper.entry(row, line)
