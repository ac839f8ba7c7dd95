"""One record to one article, whatever file it came in."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from compare.model import Article, Moment, Outlet
from compare.reading import moments
from compare.reading.decode import clean
from compare.reading.draft import Draft, finish, split_version
from compare.reading.outlets import OutletTable, host_of
from compare.reading.pages.kinds import find_kind
from compare.reading.pages.passages import Passages, read_sentences, read_text

HEADLINE_ONLY = "headline only: the record has no text"
"""What ``Article.truncated`` says of a record that brings a title and nothing to read."""
_DATED = "Write it as 2021-07-21T12:00+09:00 or 2021-07-21."


class Record(Struct, frozen=True):
    """One article of a record file. Fields it does not name are ignored; ``sentences`` go before ``text``.

    ``truncated`` says why the text is known not to be whole.
    """

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
    truncated: str | None = None


def read_record(record: Record, default_id: str, table: OutletTable, extra: dict[str, Outlet]) -> Article | None:
    """The article of ``record``, or None where it has neither text nor title.

    A record with a title alone is an article whose ``truncated`` says so, with an empty body.

    ``default_id`` is for a record without an id. An outlet that is not in ``table`` is entered in ``extra`` under the
    name the record gives it.
    """
    outlet = _outlet(record.outlet, record.url, table, extra)
    layout = table.layout(outlet.id if outlet else None)
    passages = _passages(record, table, outlet)
    headline_only = not any(piece.text.strip() for piece in passages.pieces)
    if headline_only and not _line(record.title):
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
        truncated=_line(record.truncated) or (HEADLINE_ONLY if headline_only else passages.truncated),
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
    if known := table.find(given):
        return known
    given = host_of(given) or given
    return extra.setdefault(given, Outlet(given, given))


def _dates(record: Record) -> tuple[Moment | None, Moment | None, tuple[str, ...]]:
    remarks: list[str] = []
    moments_: list[Moment | None] = []
    for name, value in (("published", record.published), ("modified", record.modified)):
        moment = moments.from_iso(value) if isinstance(value, str) else None
        if moment is None and value not in {None, ""} if isinstance(value, str | None) else True:
            remarks.append(f"{name}: {str(value)[:80]!r} is no ISO 8601 date. {_DATED}")
        moments_.append(moment)
    return moments_[0], moments_[1], tuple(remarks)


def _line(text: str | None) -> str | None:
    """``text`` on one line, or None where nothing is left."""
    return (" ".join(clean(text).split()) or None) if text else None
