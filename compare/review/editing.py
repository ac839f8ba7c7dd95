"""Changes to the text of an ``overrides.toml`` that leave every other byte of it as it was.

The file is a person's: its comments, order and spacing stay. A decision is appended; one that is withdrawn goes with its
lines and leaves the comments around it. Each result is read again: if it does not say what was meant, it is refused.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from compare.curation import parse, spell
from compare.errors import ConfigError
from compare.model import DecisionKind, Override, Rule

_HEADER = re.compile(r"\s*\[")
_LOOSE = re.compile(r"\s*(?:#.*)?$")


def add(text: str, kind: DecisionKind, rule: Rule, *, author: str = "", reason: str = "") -> str:
    """``text`` with the decision at its end.

    Raises:
        ConfigError: The text could not be read before, or a table without brackets at its end would swallow the decision.
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
        raise ConfigError("No decision of its own opens in this line.", line=line, mend="Take it out by hand.")
    end = next((n for n in range(line, len(lines)) if _HEADER.match(lines[n])), len(lines))
    while end > line and _LOOSE.match(lines[end - 1].rstrip("\r\n")):  # what stands above the next decision is its own
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
        raise ConfigError("The file cannot be changed without changing other decisions.", mend="Edit it by hand.")
    return text
