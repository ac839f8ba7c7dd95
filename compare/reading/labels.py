"""Gold labels from files: event labels, headline pairs, sentence links, spellings of names."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec

from compare.errors import CorpusError
from compare.model import SentenceRef

T = TypeVar("T")


class HeadlinePair(msgspec.Struct, frozen=True):
    """Two headlines; ``label`` is 1 where they tell one event."""

    a: str
    b: str
    label: bool | int


class GoldLink(msgspec.Struct, frozen=True):
    """A labelled link between sentence ``i`` of article ``a`` and ``j`` of ``b``; an optional one counts for nothing."""

    a: str
    i: int
    b: str
    j: int
    optional: bool = False

    @property
    def ends(self) -> frozenset[SentenceRef]:
        """Both sentences, in no order."""
        return frozenset({SentenceRef(self.a, self.i), SentenceRef(self.b, self.j)})


class LinkLabels(msgspec.Struct, frozen=True):
    """All labelled links of one event."""

    event: str
    links: tuple[GoldLink, ...]


def read_headline_pairs(path: Path) -> list[HeadlinePair]:
    """The pairs in a JSONL file of ``{"a", "b", "label"}``.

    Raises:
        CorpusError: A line is no such object; the message names it.
    """
    lines = enumerate(_read(path).splitlines(), start=1)
    return [_decode(path, line, HeadlinePair, number) for number, line in lines if line.strip()]


def read_attributions(path: Path) -> list[dict[str, Any]]:
    """The texts in a JSONL file of ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``.

    Raises:
        CorpusError: A line is no such object; the message names it.
    """
    lines = enumerate(_read(path).splitlines(), start=1)
    rows = [(_decode(path, line, dict[str, Any], number), number) for number, line in lines if line.strip()]
    for row, number in rows:
        if not {"id", "text", "attributions"} <= row.keys():
            raise CorpusError(
                "Not a text with attributions.", where=str(path), line=number, hint="See `evaluate --help`."
            )
    return [row for row, _ in rows]


def read_link_labels(path: Path) -> LinkLabels:
    """The links in a JSON file of ``{"event", "links": [{"a", "i", "b", "j", "optional"}]}``.

    Raises:
        CorpusError: The file is no such object.
    """
    return _decode(path, _read(path), LinkLabels)


def read_spellings(path: Path) -> dict[str, list[str]]:
    """The spellings of each person in a JSON file of ``{person: [spelling, ...]}``.

    Raises:
        CorpusError: The file is no such object.
    """
    return _decode(path, _read(path), dict[str, list[str]])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(f"The labels cannot be read ({error.strerror}).", where=str(path)) from error


def _decode(path: Path, content: bytes, kind: type[T], line: int | None = None) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"Not the labels of this task: {error}.", where=str(path), line=line, hint="See `evaluate --help`."
        ) from error
