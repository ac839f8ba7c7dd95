"""``overrides.toml``: text to decisions, decisions to text, and changes to the file that leave every other byte as it was.

The file is a person's: its comments, order and spacing stay. A decision is appended; one that is withdrawn goes with its
lines and leaves the comments around it. Each changed text is parsed again and refused if it does not say what was meant.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

import msgspec
from msgspec.structs import replace
from rapidfuzz import process

from compare.errors import ConfigError
from compare.model import RULES, Article, DecisionKind, Opening, Override, Rule, SentenceRef
from compare.text.tokens import WORD, normalise, words

_MEND = "docs/curation.md lists every kind and its keys."
_LINE = re.compile(r"at line (\d+)")


def parse(text: str, where: str) -> tuple[Override, ...]:
    """The decisions in ``text``, kind by kind, each in the file's order; ``where`` names the file in messages.

    Raises:
        ConfigError: Not TOML, an unknown kind or key, a key that is missing, or a value of the wrong type.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:  # RecursionError: brackets nested too deeply
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
            hint=_MEND,
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
        raise ConfigError(f"[[{kind}]]: {error}.", where=where, line=line, hint=_MEND) from error
    return Override(kind=kind, rule=rule, **who, where=where, line=line)


def _plain(value: Any) -> Any:  # noqa: ANN401 - TOML
    """TOML dates and times as ISO 8601 text; other values unchanged."""
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value


def _headers(kind: str, lines: list[str]) -> list[int]:
    """The line numbers (from 1) on which a table of the kind begins."""
    header = re.compile(rf"\s*(?:\[\[?\s*\"?{re.escape(kind)}\"?\s*\]|\"?{re.escape(kind)}\"?\s*=)")
    return [number for number, line in enumerate(lines, start=1) if header.match(line)]


_FEWEST, _STEP = 6, 3


def spell(kind: DecisionKind, rule: Rule, *, author: str = "", reason: str = "") -> str:
    """The TOML table of a decision, with a newline at its end."""
    values = {**msgspec.to_builtins(rule), "author": author, "reason": reason}
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value != ""]
    return "\n".join([f"[[{kind}]]", *lines, ""])


def opening(article: Article, ref: SentenceRef) -> Opening | None:
    """The shortest opening of the sentence that no other sentence of the article shares; None if there is none."""
    texts = [(s.index, words(s.text)) for s in article.prose]
    own = next(said for index, said in texts if index == ref.index)
    others = [[normalise(word) for word in said] for index, said in texts if index != ref.index]
    for length in range(_FEWEST, len(own) + _STEP, _STEP):
        start = [normalise(word) for word in own[:length]]
        if start and all(other[: len(start)] != start for other in others):
            return Opening(article.id, _as_written(article, ref, length))
    return None


def _as_written(article: Article, ref: SentenceRef, length: int) -> str:
    """The text of a sentence up to the end of word number ``length``, punctuation included."""
    text = article.sentences[ref.index].text
    ends = [match.span() for match in WORD.finditer(text)]
    return text[ends[0][0] : ends[min(length, len(ends)) - 1][1]]


def _value(value: Any) -> str:  # noqa: ANN401 - TOML
    match value:
        case str():
            return _string(value)
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
        case Sequence():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            raise TypeError(value)


def _string(text: str) -> str:
    """A TOML basic string. JSON's escapes are valid in TOML, except for lone surrogates, which TOML cannot express."""
    plain = text.encode("utf-8", "backslashreplace").decode()
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


_HEADER = re.compile(r"\s*\[")
_LOOSE = re.compile(r"\s*(?:#.*)?$")


def add(text: str, kind: DecisionKind, rule: Rule, *, author: str = "", reason: str = "") -> str:
    """``text`` with the decision at its end.

    Raises:
        ConfigError: The text could not be read before, or its last table would absorb the new decision.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lead = newline if text.strip() else ""
    closed = text if not text or text.endswith("\n") else text + newline
    added = closed + lead + spell(kind, rule, author=author, reason=reason).replace("\n", newline)
    meant = [*map(_said, parse(text, "overrides.toml")), (kind, rule, author or None, reason or None)]
    return _checked(added, meant)


def withdraw(text: str, line: int) -> str:
    """``text`` without the decision whose table opens in ``line`` (from 1).

    Raises:
        ConfigError: No decision opens there, or it cannot be taken out without touching others.
    """
    standing = parse(text, "overrides.toml")
    lines = text.splitlines(keepends=True)
    gone = [override for override in standing if override.line == line]
    if len(gone) != 1 or not _HEADER.match(lines[line - 1]):
        raise ConfigError("No decision of its own opens in this line.", line=line, hint="Take it out by hand.")
    end = next((n for n in range(line, len(lines)) if _HEADER.match(lines[n])), len(lines))
    while end > line and _LOOSE.match(
        lines[end - 1].rstrip("\r\n")
    ):  # a comment above the next decision belongs to that one
        end -= 1
    before, after = lines[: line - 1], lines[end:]
    while before and after and not before[-1].strip() and not after[0].strip():
        after = after[1:]
    if not "".join(after).strip():
        while before and not before[-1].strip():
            before.pop()
    return _checked("".join([*before, *after]), [_said(override) for override in standing if override is not gone[0]])


def _said(override: Override) -> tuple[object, ...]:
    return (override.kind, override.rule, override.author, override.reason)


def _checked(text: str, meant: list[tuple[object, ...]]) -> str:
    found = [_said(replace(override, line=None)) for override in parse(text, "overrides.toml")]
    if sorted(map(repr, found)) != sorted(map(repr, meant)):
        raise ConfigError("The file cannot be changed without changing other decisions.", hint="Edit it by hand.")
    return text
