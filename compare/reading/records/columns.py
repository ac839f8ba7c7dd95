"""Rows and objects of any tool to records: which field holds what, and how its values are written."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from compare.config import RecordsConfig
from compare.errors import ConfigError
from compare.reading.outlets import OutletTable
from compare.reading.records.record import Record

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
        raise ConfigError(problem, mend=f"Known are {', '.join(known)}.")
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
    table = tomllib.loads((files("compare") / "data" / "exports.toml").read_text(encoding="utf-8"))
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
