"""A report of changes, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

import msgspec
from msgspec import Struct

from compare.changes.find import KINDS, Change, Former
from compare.markdown import list_items, plain

_TITLES = {
    "new": "New",
    "merged": "Merged",
    "split": "Split",
    "grown": "Grown",
    "shrunk": "Lost articles",
    "rewritten": "Rewritten",
    "gone": "Gone",
}


class Changes(Struct, frozen=True):
    """The document ``--changes FILE.json``; ``events`` and ``before`` count events of the new and of the old site."""

    schema_version: int
    before: int
    events: int
    changes: tuple[Change, ...]


def to_json(changes: Changes) -> bytes:
    """The report as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(changes), indent=1) + b"\n"


def to_markdown(changes: Changes, base_url: str = "") -> bytes:
    """The report as Markdown, a section for each kind; titles are links where the site's address is known."""
    base = f"{base_url.rstrip('/')}/" if base_url else ""
    lines = ["## Changed events", "", _sum_up(changes), ""]
    for kind in KINDS:
        found = [change for change in changes.changes if change.kind == kind]
        lines += list_items(_TITLES[kind], ["".join(_item(change, base)) for change in found])
    return "\n".join(lines).rstrip("\n").encode(errors="replace") + b"\n"


def _sum_up(changes: Changes) -> str:
    events = f"{changes.events:,} event{'s' * (changes.events != 1)}"
    if not changes.changes:
        return f"None: {events}, as before."
    counts = {kind: sum(change.kind == kind for change in changes.changes) for kind in KINDS}
    said = ", ".join(f"{count:,} {_TITLES[kind].casefold()}" for kind, count in counts.items() if count)
    return f"{said}. {events}, {changes.before:,} before."


def _item(change: Change, base: str) -> Iterator[str]:
    yield _link(Former(change.event, change.title), base) if change.event else plain(change.title or "No headline")
    if change.kind in {"merged", "split"}:
        others: Sequence[Former] = change.parts if change.kind == "split" else change.before
        names = ", ".join(_link(f, base) if change.kind == "split" else plain(f.title or "no headline") for f in others)
        yield f" {'into' if change.kind == 'split' else 'from'}: {names}"
    for word, notes in (("came", change.came), ("went", change.went), ("rewritten", change.rewritten)):
        if notes and not (word == "came" and change.kind == "grown"):
            yield f"; {word}: {', '.join(sorted({plain(note.outlet) for note in notes}))}"
    for reason in change.why:
        yield f"\n  - {plain(reason)}"


def _link(event: Former, base: str) -> str:
    title = plain(event.title or "No headline")
    return f"[{title}]({base}e/{quote(event.event)}/)" if base else title
