"""Rows and objects of any tool to records: which field holds what, and tables as text."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from compare import data
from compare.config import RecordsConfig
from compare.errors import ConfigError
from compare.faults import note_fault
from compare.model import Article, Outlet, Unreadable
from compare.reading import bounds
from compare.reading.dates import order_of
from compare.reading.decode import MAX_PAGE_BYTES, UndecodableError, decode, decode_western
from compare.reading.outlets import OutletTable
from compare.reading.page_body import claimed_lines
from compare.reading.record import Record, read_record

Row = Mapping[str, Any]
_TEXTS = ("title", "url", "deck")
_DATES = ("published", "modified")
_NAMES = ("id", "event")
_SUBSCRIBERS = "for subscribers: the export may hold the teaser alone"
_MOST_NAMES = 50
_BLANKS = re.compile(r"[\s_-]+")
_LANGUAGES = {
    "english": "en", "korean": "ko", "japanese": "ja", "chinese": "zh", "german": "de", "french": "fr", "spanish": "es",
    "italian": "it", "portuguese": "pt", "russian": "ru", "arabic": "ar", "hindi": "hi", "dutch": "nl", "polish": "pl",
}  # fmt: skip


class Export(Struct, frozen=True, forbid_unknown_fields=True):
    """How one tool's fields become ours; see ``data/exports.toml``."""

    tells: tuple[str, ...] = ()
    partial: str | None = None
    columns: dict[str, tuple[str, ...]] = {}


def choose_export(keys: Iterable[str], config: RecordsConfig) -> Export:
    """The mapping for records with the fields ``keys``: what the configuration says, then the export that they tell.

    Raises:
        ConfigError: The configuration names an export that is not known.
    """
    known, present = _exports(), frozenset(map(_field, keys))
    if config.preset and config.preset not in known:
        problem = f"records.preset: {config.preset!r} is no known export."
        raise ConfigError(problem, hint=f"Known are {', '.join(known)}.")
    found = known[config.preset] if config.preset else next(e for e in known.values() if present.issuperset(e.tells))
    own = {field: (_field(column),) for field, column in config.columns.items()}
    return msgspec.structs.replace(found, columns={**known["common"].columns, **found.columns, **own})


def is_foreign(keys: Iterable[str], config: RecordsConfig) -> bool:
    """Whether records with the fields ``keys`` need a mapping: the configuration or another tool's fields say so."""
    present = frozenset(map(_field, keys))
    named = any(e.tells and present.issuperset(e.tells) for e in _exports().values())
    return bool(config.preset or config.columns) or named


def to_record(row: Row, export: Export, table: OutletTable) -> Record:
    """The record that ``row`` holds; values that fit no field are left out.

    Of several names of an outlet the first that ``table`` knows is taken, else the first.
    """
    row = _by_field(row)
    values = {field: _first(row, paths) for field, paths in export.columns.items()}
    outlets = [name for path in export.columns.get("outlet", ()) if (name := _text(_look_up(row, path)))]
    sentences = values.get("sentences")
    text = values.get("text")
    return Record(
        **{field: _text(values.get(field)) for field in _TEXTS},
        language=_language(_text(values.get("language"))),
        **{field: _date(values.get(field)) for field in _DATES},
        **{field: _text(values.get(field)) for field in _NAMES},
        outlet=next((name for name in outlets if table.find(name)), next(iter(outlets), None)),
        byline=_people(values.get("byline")),
        text="\n".join(t for t in text if isinstance(t, str)) if isinstance(text, list) else _text(text),
        sentences=[s for s in sentences if isinstance(s, str)] if isinstance(sentences, list) else None,
        truncated=export.partial
        or _text(row.get("truncated"))
        or (_SUBSCRIBERS if _text(values.get("free")) in {"False", "false"} else None),
    )


@cache
def _exports() -> dict[str, Export]:
    """The known exports by name, in the order in which they are tried."""
    table = data.read_table("exports")
    return {
        name: msgspec.structs.replace(
            export,
            tells=tuple(map(_field, export.tells)),
            columns={field: tuple(map(_field, paths)) for field, paths in export.columns.items()},
        )
        for name, export in msgspec.convert(table, dict[str, Export]).items()
    }


def _field(name: str) -> str:
    """A column's name as names are compared: "Publish Date", "publish_date" and "publish-date" are one."""
    return _BLANKS.sub("_", str(name).strip().casefold())


def _by_field(row: Row) -> dict[str, Any]:
    return {_field(name): value for name, value in row.items()}


def _language(given: str | None) -> str | None:
    """A language's code; of names in English the code of it."""
    return _LANGUAGES.get((given or "").strip().casefold(), given)


def _first(row: Row, paths: Iterable[str]) -> Any:  # noqa: ANN401 - values of any tool
    values = (_look_up(row, path) for path in paths)
    return next((value for value in values if value is not None and value != ""), None)


def _look_up(row: Row, path: str) -> Any:  # noqa: ANN401 - as above
    if path in row:
        return row[path]
    value: Any = row
    for key in path.split("."):
        value = _by_field(value).get(key) if isinstance(value, dict) else None
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
_LOOKED_AT = 1_000
"""Records whose dates tell the order of day and month in the whole file."""


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
    rest = iter(entries)
    head = list(islice(rest, _LOOKED_AT))
    if not head:
        yield Unreadable(file_id, None, "empty", "Write one record a line, or remove the file."), 1
    dates = [value for e in head if e.record for value in (e.record.published, e.record.modified)]
    day_first = {"day first": True, "month first": False}.get(desk.config.dates, order_of(dates))
    scraps = 0
    for entry in chain(head, rest):
        scraps = scraps + 1 if _is_scrap(entry) else 0
        if scraps > bounds.SCRAPS:
            problem = f"{bounds.SCRAPS:,} records in a row hold no article: the rest of the file is not read"
            yield Unreadable(file_id, entry.number, problem, "Leave out what is no article."), entry.number
            return
        try:
            yield _read(entry, file_id, desk, day_first), entry.number
        except ConfigError:
            raise
        except Exception as error:  # noqa: BLE001 - one record must not stop the others
            yield Unreadable(file_id, entry.number, note_fault("reading", error), "Please report it."), entry.number


def _is_scrap(entry: Entry) -> bool:
    """Whether an entry is unreadable, or has next to nothing in it."""
    record = entry.record
    if record is None:
        return True
    size = len(record.text or "") + len(record.title or "") + sum(map(len, record.sentences or ()))
    return size < bounds.SCRAP and not record.url


def _read(entry: Entry, file_id: str, desk: Desk, day_first: bool | None) -> Article | Unreadable:  # noqa: FBT001 - three values
    if entry.record is None:
        return Unreadable(file_id, entry.number, entry.problem, entry.hint)
    size = len(entry.record.text or "") + sum(map(len, entry.record.sentences or ()))
    if size > bounds.ARTICLE:
        problem = f"more than {bounds.ARTICLE:,} characters of text: no article has"
        return Unreadable(file_id, entry.number, problem, "Give each article a record of its own.")
    article = read_record(entry.record, f"{file_id}#{entry.number}", desk.table, desk.extra, day_first=day_first)
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
    """The hint for a row without a text: one of its fields is empty, or it is not known which of them holds it."""
    names_ = {_field(name): name for name in row}
    held = [names_[p] for field in ("text", "sentences") for p in export.columns.get(field, ()) if p in names_]
    if held:
        return f'Its "{held[0]}" is empty: fill it, or remove the record.'
    names = ", ".join(list(row)[:_MOST_SHOWN])
    return f'Its fields are {names}; name the one that holds it: [records] columns = {{text = "..."}}.'


MAX_SPREADSHEET_BYTES = 50_000_000
"""Larger spreadsheets and feeds are not read: they are unpacked as a whole."""
MAX_TABLE_BYTES = 1_000_000_000
"""Larger tables are not read; as JSONL or Parquet they are."""
_SEPARATORS = ",\t;|"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n")
"""What Excel writes before the header to tell the separator."""
_MEND = "Write it as CSV with a header line, quoted where a cell holds a comma or a line break."


def read_table(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a table whose first row names the columns, numbered by the line on which a row begins.

    Raises:
        OSError: The file cannot be read.
    """
    if path.stat().st_size > MAX_TABLE_BYTES:
        yield Entry(1, problem=f"a table of more than {MAX_TABLE_BYTES // 1_000_000} MB", hint="Write it as Parquet.")
        return
    data = path.read_bytes()
    try:
        text = decode(data)
    except UndecodableError as error:
        western = decode_western(data)
        if western is None:
            yield Entry(error.line or 1, problem=error.problem, hint=error.hint)
            return
        text = western
    yield from _rows(text, Mapper(desk))


def _rows(text: str, mapper: Mapper) -> Iterator[Entry]:
    csv.field_size_limit(MAX_PAGE_BYTES)
    told = _SEPARATOR_LINE.match(text)
    text = text[told.end() :] if told else text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=told[1] if told else _separator(text))
    header: list[str] = []
    first = line = 2 if told else 1
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
        line = reader.line_num + first


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


def read_spreadsheet(path: Path, desk: Desk) -> Iterator[Entry]:
    """The records of a spreadsheet's first sheet, numbered by row.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - an extra, and only for these formats
    except ModuleNotFoundError:
        hint = "Install python-calamine (the extra `tables`), or save the sheet as CSV."
        yield Entry(1, problem="spreadsheets are read by an extra that is not installed", hint=hint)
        return
    if path.stat().st_size > MAX_SPREADSHEET_BYTES:
        problem = f"a spreadsheet of more than {MAX_SPREADSHEET_BYTES // 1_000_000} MB"
        yield Entry(1, problem=problem, hint="Save it as CSV.")
        return
    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        yield Entry(1, problem=f"no spreadsheet, or damaged: {error}", hint="Save it again, or as CSV.")
        return
    mapper, header = Mapper(desk), list[str]()
    for number, cells in enumerate(rows, start=1):
        if not any(cell not in ("", None) for cell in cells):
            continue
        if header:
            yield mapper.entry({name: cell for name, cell in zip(header, cells, strict=False) if name}, number)
        else:
            header = [str(cell).strip() for cell in cells]


def read_feed(path: Path, desk: Desk) -> Iterator[Entry]:
    """The entries of an RSS or Atom file as records: headlines with the summary, or the text where the feed carries it.

    Raises:
        OSError: The file cannot be read.
    """
    import feedparser  # noqa: PLC0415 - slow to load

    if path.stat().st_size > MAX_SPREADSHEET_BYTES:
        yield Entry(1, problem=f"a feed of more than {MAX_SPREADSHEET_BYTES // 1_000_000} MB", hint="Save its head.")
        return
    data = bounds.first_entries(path.read_bytes())
    refused = b"<!ENTITY" in data or len(data) > bounds.FEED or bounds.has_long_namespace(data)
    found = None if refused else feedparser.parse(io.BytesIO(data))
    if found is None or not (found.get("version") or found.entries):
        yield Entry(1, problem="no RSS or Atom feed", hint="Save the feed again, or remove the file.")
        return
    mapper = Mapper(desk)
    for number, entry in enumerate(found.entries, start=1):
        yield mapper.entry(_feed_row(entry), number)


def _feed_row(entry: dict[str, Any]) -> dict[str, Any]:
    told = dict(entry)  # feedparser's own mapping would answer for a missing "updated" with "published"
    source = dict(told.get("source") or {})
    whole = next((c.get("value") for c in told.get("content") or () if c.get("value")), None)
    title, summary = told.get("title") or "", _plain(told.get("summary") or "")
    if summary.startswith(title.rpartition(" - ")[0] or title):
        summary = ""  # a news search repeats the title there
    return {
        "title": title,
        "url": told.get("link"),
        "published": told.get("published") or told.get("updated"),
        "outlet": source.get("title") or source.get("href"),
        "byline": told.get("author"),
        "text": _plain(whole) if whole else summary or None,
        "truncated": "a feed's summary, not the text" if summary and not whole else None,
    }


def _plain(markup: str) -> str:
    return "\n".join(line.text for line in claimed_lines(markup))
