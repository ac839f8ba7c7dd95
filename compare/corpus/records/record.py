"""JSONL records to articles: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from compare.corpus import moments
from compare.corpus.decode import UndecodableError, clean, decode
from compare.corpus.draft import Draft, finish, split_version
from compare.corpus.outlets import OutletTable
from compare.corpus.pages.kinds import find_kind
from compare.corpus.pages.passages import Passages, read_sentences, read_text
from compare.model import Article, Moment, Outlet, Unreadable


class Record(Struct, frozen=True):
    """One line of a record file. Fields it does not name are ignored; ``sentences`` go before ``text``."""

    id: str | int | None = None
    outlet: str | None = None
    title: str | None = None
    published: Any = None
    modified: Any = None
    text: str | None = None
    sentences: list[str] | None = None
    url: str | None = None
    byline: str | None = None
    deck: str | None = None
    language: str | None = None
    event: str | int | None = None


_DECODER = msgspec.json.Decoder(Record)
_JSON_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read_records(
    data: bytes, file_id: str, table: OutletTable, extra: dict[str, Outlet]
) -> Iterator[tuple[Article | Unreadable, int]]:
    """The articles of a record file, and the lines that gave none, each with its line number.

    An outlet that is not in ``table`` is entered in ``extra`` under the name the record gives it.
    """
    found = False
    for number, line in enumerate(_utf8(data).split(b"\n"), start=1):
        if not line.strip():
            continue
        found = True
        try:
            record = _DECODER.decode(line)
        except _JSON_ERRORS as error:
            yield Unreadable(file_id, number, _problem(error), _mend(error)), number
            continue
        article = _article(record, f"{file_id}#{number}", table, extra)
        if article is None:
            mend = 'Give the record a "text" or a list of "sentences".'
            yield Unreadable(file_id, number, "the record has no text", mend), number
        else:
            yield article, number
    if not found:
        yield Unreadable(file_id, None, "empty", "Write one JSON object a line, or remove the file."), 1


def _utf8(data: bytes) -> bytes:
    """``data`` as UTF-8 where it is anything known; else as it is, so that its good lines can still be read."""
    try:
        if b"\0" not in data and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            data.decode("utf-8")
            return data
    except UnicodeDecodeError:
        pass
    try:
        return decode(data).encode("utf-8", "replace")
    except UndecodableError:
        return data


def _problem(error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        return f"not the record that is expected: {error}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8: byte {error.start} of the line does not fit"
    return f"not JSON: {error}"


def _mend(error: Exception) -> str:
    if isinstance(error, msgspec.ValidationError):
        return "Give the field as documented, or null."
    return "Write one JSON object a line, in UTF-8."


def _article(record: Record, default_id: str, table: OutletTable, extra: dict[str, Outlet]) -> Article | None:
    outlet = _outlet(record.outlet, record.url, table, extra)
    layout = table.layout(outlet.id if outlet else None)
    passages = _passages(record, table, outlet)
    if not any(piece.text.strip() for piece in passages.pieces):
        return None
    article_id = default_id if record.id is None else _line(str(record.id)) or default_id
    _, headline = split_version(_line(record.title), layout)
    kind = find_kind(headline, None, [piece.text for piece in passages.pieces], 0, layout)
    byline = _line(record.byline) or passages.byline
    byline = byline[3:] if byline and byline[:3].casefold() == "by " else byline
    published, modified, remarks = _dates(record)
    draft = Draft(
        passages.pieces,
        outlet=outlet,
        url=_line(record.url),
        language=_line(record.language),
        headline=_line(record.title),
        deck=_line(record.deck),
        byline=byline,
        published=published,
        modified=modified,
        captions=tuple(piece.text for piece in passages.pieces if piece.role == "caption"),
        credits=passages.credits,
        notices=passages.notices,
        kind=kind.kind if kind else "news",
        kind_reason=kind.reason if kind else None,
        given_event=None if record.event is None else _line(str(record.event)),
        remarks=remarks,
    )
    return finish(article_id, draft, layout)


def _passages(record: Record, table: OutletTable, outlet: Outlet | None) -> Passages:
    layout = table.layout(outlet.id if outlet else None)
    if record.sentences is not None:
        return read_sentences([clean(sentence) for sentence in record.sentences], layout)
    return read_text(clean(record.text or ""), layout)


def _outlet(name: str | None, url: str | None, table: OutletTable, extra: dict[str, Outlet]) -> Outlet | None:
    given = _line(name)
    if given is None:
        return table.find(url) if url and "://" in url else None
    known = table.find(given)
    return known or extra.setdefault(given, Outlet(given, given))


def _dates(record: Record) -> tuple[Moment | None, Moment | None, tuple[str, ...]]:
    remarks: list[str] = []
    moments_: list[Moment | None] = []
    for name, value in (("published", record.published), ("modified", record.modified)):
        moment = moments.from_iso(value) if isinstance(value, str) else None
        if moment is None and value not in {None, ""} if isinstance(value, str | None) else True:
            remarks.append(f"{name}: {str(value)[:80]!r} is no ISO 8601 date")
        moments_.append(moment)
    return moments_[0], moments_[1], tuple(remarks)


def _line(text: str | None) -> str | None:
    """``text`` on one line, or None where nothing is left."""
    return (" ".join(clean(text).split()) or None) if text else None
