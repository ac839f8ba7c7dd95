"""One record to one article, whatever file it came in; what is no text of the article is flagged, not dropped."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from compare.model import Article, Moment, Outlet, SentenceRole
from compare.reading.dates import Setting, day_first_in, from_record, is_ambiguous
from compare.reading.decode import clean
from compare.reading.draft import Draft, Paragraph, finish, split_version
from compare.reading.outlets import Layout, OutletTable, host_of, outlet_key
from compare.reading.page_lines import (
    INVISIBLE,
    MarkedLine,
    PageLine,
    ends_a_sentence,
    halved,
    is_credited,
    mark,
    page_lines,
    rejoin,
)
from compare.reading.text_page import find_kind, last_sentence, tail_credit


class Passages(NamedTuple):
    """The pieces of a body in order, and what was found among them."""

    pieces: list[Paragraph]
    credits: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    byline: str | None = None
    truncated: str | None = None


def read_text(text: str, layout: Layout) -> Passages:
    """The paragraphs of a record's ``text``; a credit at the very end becomes a piece of its own."""
    marks = [mark(line, layout) for line in page_lines(text)]
    roles = _roles(marks, layout)
    notices = tuple(m.text for m in marks if m.role == "notice")
    last = last_sentence(marks)
    tail = _tail(marks, last, layout)
    pieces: list[Paragraph] = []
    run: list[str] = []
    for at, (here, role) in enumerate(zip(marks, roles, strict=True)):
        if here.role == "notice":
            continue
        if role == "text" or (tail and at == last):
            run.append(here.text.removesuffix(tail).rstrip() if tail and at == last else here.text)
        if role != "text" or at == last:
            pieces += [Paragraph(p) for p in rejoin(run, layout.attributive)]
            run = []
        if tail and at == last:
            pieces.append(Paragraph(tail, "credit", whole=True))
        elif role != "text":
            pieces.append(Paragraph(here.text, role, whole=True))
    pieces += [Paragraph(p) for p in rejoin(run, layout.attributive)]
    return Passages(pieces, _credits(marks, last, tail), notices, _byline(marks), _cut(marks))


def read_sentences(sentences: Sequence[str], layout: Layout) -> Passages:
    """Given sentences, each a piece as it stands: none is dropped, split or joined."""
    marks = [mark(PageLine(text.strip(), number), layout) for number, text in enumerate(sentences)]
    roles = _roles(marks, layout)
    last = last_sentence(marks)
    tail = _tail(marks, last, layout)
    if tail:
        roles[last] = "text"
    for at in _stray_captions(sentences):
        roles[at] = "caption" if roles[at] == "text" else roles[at]
    pieces = [Paragraph(text, role, whole=True) for text, role in zip(sentences, roles, strict=True)]
    notices = tuple(m.text for m in marks if m.role == "notice")
    return Passages(pieces, _credits(marks, last, tail), notices, _byline(marks), _cut(marks))


def _roles(marks: Sequence[MarkedLine], layout: Layout) -> list[SentenceRole]:
    """The roles; after a line that ends pages, what is no sentence is furniture too."""
    roles: list[SentenceRole] = []
    ended = False
    for here in marks:
        ended = ended or (here.role in {"end", "cut"} and bool(roles))
        if here.role == "text":
            loose = ended and not ends_a_sentence(here.text)
            roles.append("furniture" if loose or not here.text else _text_role(here.text, layout))
        elif here.role == "section":
            roles.append("text")
        else:
            roles.append("credit" if here.role in {"credit", "byline"} else "furniture")
    return roles


_CLOSED = re.compile(r"[.!?…。:][\s\"”’'»)\]]*$")
_SHOWS = re.compile(
    r"^(?:An?|The|This|File) (?:\w+ )?(?:photo|photograph|image|picture|screengrab|screenshot|still)\b"
    r"|^(?:Enlarge this image|Image (?:caption|copyright)|Hide caption|JUST WATCHED|MUST WATCH|Screengrab)\b"
    r"|\((?:pictured|file photo|photo)\b",
    re.IGNORECASE,
)
"""Words that say that a sentence describes a picture."""
_SEEN = re.compile(
    r"\b(?:speaks?|arrives?|attends?|looks? on|walks?|gestures?|poses?|waves?|stands?|sits?|holds?|shakes? hands"
    r"|listens?|leaves?|talks?|addresses|shows?|depicts?|(?:is|are) (?:seen|pictured))\b"
)
_DAY_LAST = re.compile(
    r"(?:,| on| in) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?\.?\s*$"
)
"""The day with which a caption ends whose verb is in the present: "speaks in Seoul on July 8, 2020."."""
_IN_KOREAN = re.compile("[가-힣]")
_KOREAN_CREDIT = re.compile(r"(?:제공|연합뉴스|뉴스1|뉴시스|공동취재\S*|사진기자|AP|AFP|로이터)\W*$")
_KOREAN_END = re.compile(r"(?:다|요|까|죠)[.!?]?[\"”'’)]*$")
_KOREAN_SCENE = re.compile(r"\d일.*고 있다\.?$")
_OPENING, _LONG, _SHORT, _MOSTLY = 2, 6, 6, 0.6


def _stray_captions(sentences: Sequence[str]) -> list[int]:
    """The places of captions among given sentences, which come without the marks of a page.

    A caption says so ("(pictured)", "A photo issued by ..."), or tells in the present what one sees and ends in its day,
    or is long and has no full stop where most sentences have one, headline and deck aside; in Korean it stands before
    the credit of a picture.
    """
    texts = [text.strip() for text in sentences]
    closed = [_CLOSED.search(text) is not None for text in texts]
    tidy = sum(closed) >= _MOSTLY * len(texts)
    found: list[int] = []
    for at, text in enumerate(texts):
        if _IN_KOREAN.search(text):
            found += _korean_caption(texts, at)
        elif (
            _SHOWS.search(text)
            or (_DAY_LAST.search(text) and _SEEN.search(text))
            or (tidy and not closed[at] and at >= _OPENING and text.count(" ") + 1 >= _LONG)
        ):
            found.append(at)
    return found


def _korean_caption(texts: Sequence[str], at: int) -> list[int]:
    """The place of a picture's credit and of the caption before it, or of a scene of the day above the text."""
    text = texts[at]
    if len(text.split()) <= _SHORT and not _KOREAN_END.search(text) and _KOREAN_CREDIT.search(text):
        before = texts[at - 1].rstrip(". ") if at else ""
        return [at - 1, at] if before and (before.endswith("고 있다") or not _KOREAN_END.search(before)) else [at]
    return [at] if at <= _OPENING and _KOREAN_SCENE.search(text) else []


def _tail(marks: Sequence[MarkedLine], last: int, layout: Layout) -> str | None:
    if last < 0 or any(m.role == "byline" for m in marks[last + 1 :]):
        return None
    return tail_credit(marks[last].text, layout)


def _text_role(text: str, layout: Layout) -> SentenceRole:
    return "caption" if is_credited(text, layout) or halved(text) != text else "text"


def _credits(marks: Sequence[MarkedLine], last: int, tail: str | None) -> tuple[str, ...]:
    lines = tuple(m.text for at, m in enumerate(marks) if m.role == "credit" and at > last)
    return ((tail,) if tail else ()) + lines


def _byline(marks: Sequence[MarkedLine]) -> str | None:
    return next((m.byline for m in marks if m.role == "byline"), None)


def _cut(marks: Sequence[MarkedLine]) -> str | None:
    return next((f"it says: “{m.text}”" for m in marks if m.role == "cut"), None)


_MORE = re.compile(r"\s{0,9}\[\+\d{1,9} chars\]\s*$")
"""How NewsAPI ends what it cuts off, after an ellipsis."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_DATED = "Write it as 2021-07-21T12:00+09:00 or 2021-07-21."
_ORDERED = 'Say which comes first: [records] dates = "day first" or "month first".'
_LEAST_NAME = 4


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


def read_record(
    record: Record, default_id: str, table: OutletTable, extra: dict[str, Outlet], *, day_first: bool | None = None
) -> Article | None:
    """The article of ``record``, or None where it has neither text nor title.

    ``default_id`` is for a record without an id. An outlet that is not in ``table`` is entered in ``extra`` under the
    name the record gives it. ``day_first``: the order in dates such as 02/12/2015, where the file tells it.
    """
    outlet = _outlet(record.outlet, record.url, table, extra)
    layout = table.layout(outlet.id if outlet else None)
    passages = _passages(record, table, outlet)
    if not any(piece.text.strip() for piece in passages.pieces):
        if _line(record.title) is None:
            return None
        passages = passages._replace(pieces=[])
    article_id = default_id if record.id is None else _line(str(record.id)) or default_id
    title = _without_source(_line(record.title), outlet)
    _, headline = split_version(title, layout)
    kind = find_kind(headline, None, [piece.text for piece in passages.pieces], 0, layout)
    byline = _line(record.byline) or passages.byline
    byline = byline[3:] if byline and byline[:3].casefold() == "by " else byline
    zone = outlet.timezone if outlet else None
    order = (
        day_first_in(record.language or (outlet.language if outlet else None), zone) if day_first is None else day_first
    )
    published, modified, remarks = _dates(record, layout.setting._replace(zone=zone, day_first=order))
    draft = Draft(
        passages.pieces,
        outlet=outlet,
        url=_line(record.url),
        language=_line(record.language),
        headline=title,
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
        truncated=_line(record.truncated) or passages.truncated,
    )
    return finish(article_id, draft, layout)


def _passages(record: Record, table: OutletTable, outlet: Outlet | None) -> Passages:
    layout = table.layout(outlet.id if outlet else None)
    if record.sentences is not None:
        return read_sentences([clean(sentence) for sentence in record.sentences], layout)
    return read_text(_MORE.sub("", _unescaped(clean(record.text or ""))), layout)


def _outlet(name: str | None, url: str | None, table: OutletTable, extra: dict[str, Outlet]) -> Outlet | None:
    given = _line(name) or host_of(url)
    if given is None:
        return None
    if known := table.find(given):
        return known
    given = host_of(given) or given
    zone = table.zone_of(host_of(url) or given) if "." in (host_of(url) or given) else None
    return extra.setdefault(given, Outlet(given, given, timezone=zone))


def _without_source(title: str | None, outlet: Outlet | None) -> str | None:
    """A title without its outlet's name at the end, as news searches add it: "Ferry sinks - Fox News"."""
    head, dash, tail = (title or "").rpartition(" - ")
    if outlet is None or not dash or not head.strip():
        return title
    key = outlet_key(tail)
    names = {outlet_key(name) for name in (outlet.id, outlet.name, outlet.native_name, *outlet.domains) if name}
    hosts = {name for name in names if len(key) >= _LEAST_NAME and name.startswith(key)}
    return head.strip() if key in names or hosts else title


def _dates(record: Record, setting: Setting) -> tuple[Moment | None, Moment | None, tuple[str, ...]]:
    remarks: list[str] = []
    found: list[Moment | None] = []
    for name, value in (("published", record.published), ("modified", record.modified)):
        moment = from_record(value, setting)
        if moment is None and value not in (None, ""):
            hint = _ORDERED if is_ambiguous(value) else _DATED
            remarks.append(f"{name}: {str(value)[:80]!r} is no date that is known. {hint}")
        elif is_ambiguous(value):
            order = "day/month/year" if setting.day_first else "month/day/year"
            remarks.append(
                f"{name}: {str(value)[:80]!r} is read as {order}. If it is not, give [records] dates its order."
            )
        found.append(moment)
    return found[0], found[1], tuple(remarks)


def _line(text: str | None) -> str | None:
    """``text`` on one line, or None where nothing is left."""
    return (" ".join(INVISIBLE.sub("", _unescaped(clean(text))).split()) or None) if text else None


def _unescaped(text: str) -> str:
    """``text`` with the characters that a tool left as entities ("&quot;", "&#8217;")."""
    return html.unescape(text) if _ENTITY.search(text) else text
