"""The text of an ``overrides.toml`` -> its decisions, each with its line."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from typing import Any, TypeGuard

import msgspec
from rapidfuzz import process

from compare.errors import ConfigError
from compare.model import RULES, DecisionKind, Override

_MEND = "docs/curation.md lists every kind and its keys."
_LINE = re.compile(r"at line (\d+)")


def parse(text: str, where: str) -> tuple[Override, ...]:
    """The decisions in ``text``, kind by kind, each in the file's order; ``where`` names the file in messages.

    Raises:
        ConfigError: Not TOML, an unknown kind or key, a key that is missing, or a value of the wrong type.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # brackets nested too deeply, in the latter
        line = _LINE.search(str(error))
        raise ConfigError(f"Not TOML: {error}.", where=where, line=int(line[1]) if line else None) from error
    lines = text.splitlines()
    return tuple(override for kind, found in tables.items() for override in _of_kind(kind, found, lines, where))


def _of_kind(kind: str, found: Any, lines: list[str], where: str) -> Iterator[Override]:  # noqa: ANN401 - TOML
    places = _headers(kind, lines)
    if not _is_kind(kind):
        near = process.extractOne(kind, list(RULES))
        raise ConfigError(
            f"There is no override of the kind {kind!r}; the nearest is {near[0]!r}.",
            where=where,
            line=places[0] if places else None,
            mend=_MEND,
        )
    if not isinstance(found, list):
        raise ConfigError(
            f"An override is a table of a list: write [[{kind}]], with two brackets.",
            where=where,
            line=places[0] if places else None,
        )
    for number, table in enumerate(found):
        line = places[number] if number < len(places) else places[0] if places else None
        yield _decode(kind, table, where, line)


def _is_kind(kind: str) -> TypeGuard[DecisionKind]:
    return kind in RULES


def _decode(kind: DecisionKind, table: Any, where: str, line: int | None) -> Override:  # noqa: ANN401 - TOML
    values = {key: _plain(value) for key, value in table.items()} if isinstance(table, dict) else {}
    said = {key: values.pop(key, None) for key in ("author", "reason")}
    try:
        rule = msgspec.convert(values, RULES[kind])
        who = msgspec.convert(said, dict[str, str | None])
    except msgspec.ValidationError as error:
        raise ConfigError(f"[[{kind}]]: {error}.", where=where, line=line, mend=_MEND) from error
    return Override(kind=kind, rule=rule, **who, where=where, line=line)


def _plain(value: Any) -> Any:  # noqa: ANN401 - TOML
    """A TOML date or time as the text that it was written as, all else as it is."""
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def _headers(kind: str, lines: list[str]) -> list[int]:
    """The lines, from 1, that open a table of the kind."""
    header = re.compile(rf"\s*(?:\[\[?\s*\"?{re.escape(kind)}\"?\s*\]|\"?{re.escape(kind)}\"?\s*=)")
    return [number for number, line in enumerate(lines, start=1) if header.match(line)]
