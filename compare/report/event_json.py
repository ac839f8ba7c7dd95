"""The event as data: ``event.json`` with its JSON Schema, and the findings as CSV and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import replace

from compare.config import SiteConfig
from compare.framing import export
from compare.framing.pooling import Habits
from compare.model import (
    Claim,
    Comparison,
    DecisionKind,
    Difference,
    DifferenceKind,
    DifferenceStatus,
    Link,
    LinkKind,
    OriginKind,
    RelationKind,
    SentenceRef,
    SentenceRole,
)
from compare.report.context import EventContext
from compare.report.event_page import EventPage
from compare.report.neighbours import Neighbour
from compare.report.points import ONLY, Point, StateKey, count_states
from compare.report.urls import article_page, body_digest

SCHEMA_VERSION = 2
SCHEMA_PATH = "schema/event.schema.json"

Span = Annotated[tuple[int, int], Meta(description="start and end, half open, in Unicode code points of the sentence")]


Anchor = Annotated[str, Meta(description="the anchor of a sentence, as the sentences of the articles have it")]


class SentenceRecord(Struct, frozen=True, omit_defaults=True):
    """A sentence as published. ``state`` and ``anchor`` are absent for captions, credits and furniture.

    ``text`` is absent where the site reprints only what is linked, ``role`` where it is ``text``.
    """

    index: int
    text: str | None = None
    role: SentenceRole | UnsetType = (
        UNSET  # as a default, "text" would be left out by identity: not of what was unpickled
    )
    anchor: str | None = None
    state: StateKey | None = None


class OriginRecord(Struct, frozen=True):
    """Who wrote the article; articles with one ``id`` are one independent origin."""

    id: str
    kind: OriginKind
    source: str | None
    evidence: tuple[str, ...]


class ArticleRecord(Struct, frozen=True):
    """One account of the event, with the digest of the body that was compared."""

    id: str
    letter: str
    page: Annotated[str, Meta(description="the article's own page, from the root of the site")]
    outlet: str | None
    outlet_name: str
    headline: str | None
    byline: str | None
    published: str | None
    modified: str | None
    url: str | None
    version: str | None
    truncated: Annotated[
        str | None, Meta(description="why the text that was read is known not to be the whole article")
    ]
    notices: tuple[str, ...]
    origin: OriginRecord
    sha256: Annotated[str, Meta(description="SHA-256 of the body in UTF-8", pattern="^[0-9a-f]{64}$")]
    words: int
    quoted_words: int
    sentences: tuple[SentenceRecord, ...]


class ConflictRecord(Struct, frozen=True):
    """Two spans of linked sentences that cannot both be true."""

    type: DifferenceKind
    a: Span
    b: Span


class LinkRecord(Struct, frozen=True, omit_defaults=True):
    """Two sentences that say the same thing, wholly or in part; without ``conflicts`` none was found.

    ``forced`` where a person said so.
    """

    a: Anchor
    b: Anchor
    kind: LinkKind
    score: float
    conflicts: tuple[ConflictRecord, ...] = ()
    forced: bool = False


class PointRecord(Struct, frozen=True):
    """What at least two accounts tell; ``clause`` is a piece of one of its sentences that says it."""

    anchor: str
    state: StateKey
    clause: str
    sentences: tuple[Anchor, ...]
    links: tuple[LinkRecord, ...]


class ClaimRecord(Struct, frozen=True):
    """What one account says of the thing; claims of one difference that agree have the same ``value``.

    ``cites`` names, verbatim, whom the account has it from.
    """

    article: str
    sentence: Anchor
    span: Span
    value: str
    cites: str | None


class DifferenceRecord(Struct, frozen=True):
    """What accounts tell differently of one thing.

    ``differs``: both cannot hold of one moment. ``later``: the later account's figure has moved on. ``scope``: they count
    or date different things. ``compare``: nothing is claimed. ``agrees``: the same in another form.
    """

    kind: DifferenceKind
    status: DifferenceStatus
    about: str
    claims: tuple[ClaimRecord, ...]


class ReasonRecord(Struct, frozen=True):
    """One factor of a relation: ``share`` is what it adds to the log-odds of one event."""

    name: str
    value: float
    share: float
    text: str


class RelationRecord(Struct, frozen=True):
    """An article of another event, left out of this one."""

    article: str
    event: str
    of: str
    kind: RelationKind
    score: float
    reasons: tuple[ReasonRecord, ...]


class DecisionRecord(Struct, frozen=True):
    """What a person decided; ``changed`` is false where the result would be the same without it."""

    kind: DecisionKind
    text: str
    articles: tuple[str, ...]
    author: str | None
    reason: str | None
    changed: bool


class EventDocument(Struct, frozen=True):
    """One event, compared. ``title_of`` is the id of the article whose headline is the title, null where a person gave it."""

    schema_version: int
    id: str
    notice: str
    title: str | None
    title_of: str | None
    excluded: str | None
    outlets: int
    independent_origins: int
    sentences: dict[StateKey, int]
    articles: tuple[ArticleRecord, ...]
    points: tuple[PointRecord, ...]
    see_also: Annotated[tuple[LinkRecord, ...], Meta(description="links that join no point")]
    left_out: tuple[RelationRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    differences: tuple[DifferenceRecord, ...]


def encode_event(reading: EventContext, page: EventPage, site: SiteConfig) -> bytes:
    """The event as JSON in UTF-8, a line a sentence and a link, with a final newline."""
    event = reading.comparison.event
    document = EventDocument(
        schema_version=SCHEMA_VERSION,
        id=event.id,
        notice=site.notice,
        title=page.title.text if page.title else None,
        title_of=None if reading.comparison.title is not None else reading.comparison.title_of,
        excluded=event.excluded,
        outlets=page.outlets,
        independent_origins=page.origins,
        sentences=count_states(page.points.states.values()),
        articles=tuple(
            _article(reading, page, place, full_text=site.full_text) for place in range(len(reading.articles))
        ),
        points=tuple(_point(reading, point) for point in page.points.shared),
        see_also=tuple(_link(reading, link) for link in reading.comparison.alignment.across),
        left_out=tuple(_relation(neighbour) for neighbour in page.neighbours.listed),
        decisions=tuple(
            DecisionRecord(d.kind, d.text, d.articles, d.author, d.reason, d.changed)
            for d in reading.comparison.decisions
        ),
        differences=tuple(_difference(reading, difference) for difference in reading.comparison.differences),
    )
    return _encode(document) + b"\n"


def encode_schema() -> bytes:
    """The JSON Schema (2020-12) of ``event.json``."""
    schema = msgspec.json.schema(EventDocument)
    titled = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "An event compared", **schema}
    return msgspec.json.format(msgspec.json.encode(titled, order="deterministic"), indent=2) + b"\n"


def _encode(document: EventDocument) -> bytes:
    try:
        return _lay_out(document, b"\n ")
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can hold it, escaped
        return json.dumps(msgspec.to_builtins(document), indent=1).encode()


def _lay_out(record: Struct, line: bytes) -> bytes:
    """The record as JSON: a field a line where it holds what is worth a line of its own, else all on one."""
    if not isinstance(record, EventDocument | ArticleRecord | PointRecord):
        return msgspec.json.encode(record)
    fields = []
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Struct):
            inner = line + b" "
            text = b"[" + inner + (b"," + inner).join([_lay_out(item, inner + b" ") for item in value]) + line + b"]"
        else:
            text = msgspec.json.encode(value)
        fields.append(b'"%s": %s' % (name.encode(), text))
    return b"{" + line + (b"," + line).join(fields) + line[:-1] + b"}"


def _article(reading: EventContext, page: EventPage, place: int, *, full_text: bool) -> ArticleRecord:
    article, origin, account = reading.articles[place], reading.origins[place], page.accounts[place]
    told = {t.sentence.index: t for t in reading.by_account[place]}
    return ArticleRecord(
        id=article.id,
        letter=account.letter,
        page=article_page(article.id),
        outlet=article.outlet_id,
        outlet_name=account.outlet.text,
        headline=article.headline,
        byline=article.byline,
        published=article.published.iso if article.published else None,
        modified=article.modified.iso if article.modified else None,
        url=article.url,
        version=article.version,
        truncated=article.truncated,
        notices=article.notices,
        origin=OriginRecord(origin.id, origin.kind, origin.source, origin.evidence),
        sha256=body_digest(article.body),
        words=account.words,
        quoted_words=account.quoted_words,
        sentences=tuple(
            SentenceRecord(
                s.index,
                s.text if full_text or page.points.states.get(s.ref, ONLY) is not ONLY else None,
                UNSET if s.role == "text" else s.role,
                told[s.index].anchor if s.index in told else None,
                page.points.states[s.ref].key if s.index in told else None,
            )
            for s in article.sentences
        ),
    )


def _point(reading: EventContext, point: Point) -> PointRecord:
    return PointRecord(
        anchor=point.anchor,
        state=point.state.key,
        clause=point.clause.text,
        sentences=_refs(reading, point.bead.sentences),
        links=tuple(_link(reading, link) for link in point.bead.links),
    )


def _link(reading: EventContext, link: Link) -> LinkRecord:
    a, b = _refs(reading, (link.a, link.b))
    conflicts = tuple(ConflictRecord(conflict.type, conflict.a, conflict.b) for conflict in link.conflicts)
    return LinkRecord(a, b, link.kind, round(link.score, 4), conflicts, link.forced)


def _difference(reading: EventContext, difference: Difference) -> DifferenceRecord:
    claims = tuple(_claim(reading, claim) for claim in difference.claims)
    return DifferenceRecord(difference.kind, difference.status, difference.about, claims)


def _claim(reading: EventContext, claim: Claim) -> ClaimRecord:
    span = claim.at.start, claim.at.end
    anchor = reading.told[claim.at.sentence].anchor
    return ClaimRecord(claim.at.sentence.article_id, anchor, span, claim.value, claim.cites)


def _refs(reading: EventContext, refs: Sequence[SentenceRef]) -> tuple[str, ...]:
    return tuple(reading.told[ref].anchor for ref in refs)


def _relation(neighbour: Neighbour) -> RelationRecord:
    return RelationRecord(
        article=neighbour.article_id,
        event=neighbour.event_id,
        of=neighbour.own_id,
        kind=neighbour.relation.kind,
        score=neighbour.relation.score,
        reasons=tuple(ReasonRecord(f.name, f.value, f.share, f.text) for f in neighbour.reasons),
    )


_OPENINGS = frozenset({"containment", "pair", "displacement", "lead"})
"""The measures whose subject is called by a sentence's first words."""


class EventLines(Struct, frozen=True):
    """The findings on one event as lines of both files."""

    csv: bytes
    jsonl: bytes


def write_lines(reading: EventContext, *, full_text: bool = True) -> EventLines:
    """The lines of the event that was read; a sentence is named by its address from the root of the site.

    Without ``full_text`` no sentence's opening and no deck stands in them.
    """

    def name(ref: SentenceRef) -> str:
        told = reading.told[ref]
        return f"{told.page}#{told.anchor}"

    comparison = reading.comparison if full_text else _without_text(reading)
    rows = export.event_rows(comparison, name)
    return EventLines(export.to_csv(rows, header=False), export.to_jsonl(rows))


def _without_text(reading: EventContext) -> Comparison:
    """The comparison with sentences called by their number, and of headlines and decks the headlines alone."""
    headlines = {article.headline for article in reading.articles}
    return replace(
        reading.comparison,
        findings=tuple(
            replace(
                f,
                subject=" / ".join(f"sentence {reading.told[ref].number}" for ref in f.evidence)
                if f.measure in _OPENINGS
                else f.subject,
                quotes=tuple(q for q in f.quotes if q in headlines) if f.analysis == "headline" else f.quotes,
            )
            for f in reading.comparison.findings
        ),
    )


def write_files(lines: Sequence[EventLines], habits: Habits) -> Iterator[tuple[str, bytes]]:
    """Both files: the lines of every event in the site's order, then the numbers over events."""
    pooled = tuple(export.pooled_rows(habits))
    yield (
        "findings.csv",
        export.to_csv([]) + b"".join(found.csv for found in lines) + export.to_csv(pooled, header=False),
    )
    yield "findings.jsonl", b"".join(found.jsonl for found in lines) + export.to_jsonl(pooled)
