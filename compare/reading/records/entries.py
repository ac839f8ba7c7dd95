"""What files of records hold, one entry a record, and the way from there to articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compare.config import RecordsConfig
from compare.model import Article, Outlet, Unreadable
from compare.reading.decode import MAX_PAGE_BYTES
from compare.reading.outlets import OutletTable
from compare.reading.records.columns import Export, Row, choose_export, is_foreign, to_record
from compare.reading.records.record import Record, read_record

_NO_TEXT = 'Give the record a "text" or a list of "sentences".'
_MOST_SHOWN = 12


class Entry(NamedTuple):
    """One record of a file: its line or number, and the record or what is wrong with it."""

    number: int
    record: Record | None = None
    problem: str = ""
    mend: str = ""


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
        return Entry(number, record, mend="" if record.text or record.sentences else _fill(row, export))


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
        return Unreadable(file_id, entry.number, entry.problem, entry.mend)
    size = len(entry.record.text or "") + sum(map(len, entry.record.sentences or ()))
    if size > MAX_PAGE_BYTES:
        problem = f"more than {MAX_PAGE_BYTES // 1_000_000} million characters of text: no article has"
        return Unreadable(file_id, entry.number, problem, "Give each article a record of its own.")
    article = read_record(entry.record, f"{file_id}#{entry.number}", desk.table, desk.extra)
    if article is not None:
        return article
    if entry.record.url:
        mend = f"{_NO_TEXT} To read the page itself, fetch {entry.record.url[:200]}."
        return Unreadable(file_id, entry.number, "the record has no text, only an address", mend)
    return Unreadable(file_id, entry.number, "the record has no text", entry.mend or _NO_TEXT)


def _fill(row: Row, export: Export) -> str:
    """The mend for a row without a text: one of its fields is empty, or nobody knows which of them holds it."""
    held = [path for field in ("text", "sentences") for path in export.columns.get(field, ()) if path in row]
    if held:
        return f'Its "{held[0]}" is empty: fill it, or remove the record.'
    names = ", ".join(list(row)[:_MOST_SHOWN])
    return f'Its fields are {names}; name the one that holds it: [records] columns = {{text = "..."}}.'
