"""Results as flat rows, and pandas in and out.

The rows are the public line formats of ``events``, ``align`` and ``differences``. DataFrames hold articles, sentences, events,
links, differences and findings; pandas is an extra: ``pip install '.[pandas]'`` in a checkout.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from compare.config import RecordsConfig
from compare.differences import opposed
from compare.errors import CompareError, CorpusError
from compare.framing import export
from compare.model import (
    Article,
    Claim,
    Comparison,
    Conflict,
    Corpus,
    Difference,
    DifferenceKind,
    DifferenceStatus,
    Event,
    Grouping,
    Outlet,
    Place,
    Sentence,
    SentenceRef,
    Unreadable,
)
from compare.notebook import ComparedEvent
from compare.reading import OutletTable, load_outlets
from compare.reading.formats import read_encoded
from compare.reading.tables import Desk, read_entries

if TYPE_CHECKING:
    from pandas import DataFrame


FIELDS = (
    "id", "outlet", "title", "published", "modified", "text", "sentences", "url", "byline", "deck", "language", "event",
)  # fmt: skip
"""What a row can say of an article: the fields of a JSONL record."""
_MISSING = frozenset({"nan", "NaT", "<NA>"})
"""How numpy's and pandas' signs of what is missing print."""


def read_frame(
    frame: DataFrame, columns: Mapping[str, str] | None = None, *, outlets: OutletTable | None = None
) -> Corpus:
    """The articles of ``frame``, one per row, and the rows that could not be read.

    ``columns`` maps a field (``FIELDS``) to the column that has it; other fields are taken from columns of their own
    names. A row needs ``text`` or ``sentences`` (a list). Without ``id`` an article is called ``frame#<row>``, from 1. Dates may be
    ISO 8601 text or pandas' own; a column of pandas' own dates that are all at midnight is one of days.

    Raises:
        CorpusError: ``columns`` names a field or a column that does not exist, there is no text column, or two rows have
            one id.
    """
    chosen = _columns(list(map(str, frame.columns)), columns or {})
    days = {field for field, column in chosen.items() if _are_days(frame[column])}
    rows = zip(*(frame[column].tolist() for column in chosen.values()), strict=True)
    lines = [
        msgspec.json.encode({field: _plain(value, field in days) for field, value in zip(chosen, row, strict=True)})
        for row in rows
    ]
    desk = Desk(outlets or load_outlets(), dict[str, Outlet](), RecordsConfig())
    articles: dict[str, Article] = {}
    places: dict[str, Place] = {}
    unreadable: list[Unreadable] = []
    for item, row in read_entries(read_encoded(lines, desk), "frame", desk) if lines else ():
        if isinstance(item, Unreadable):
            unreadable.append(item)
        elif item.id in articles:
            raise CorpusError(f"The id {item.id!r} is given twice.", where="frame", line=row, hint="Make ids unique.")
        else:
            articles[item.id] = item
            places[item.id] = Place("frame", row)
    used = {article.outlet_id for article in articles.values()}
    known = {**desk.extra, **desk.table.outlets}
    return Corpus(
        tuple(articles.values()),
        {id_: known[id_] for id_ in sorted(known) if id_ in used},
        tuple(unreadable),
        places=places,
    )


def articles(corpus: Corpus) -> DataFrame:
    """One row an article, in the corpus's order; ``published`` is ISO 8601 as precise as it is known."""
    return _frame(
        ("article", "outlet", "published", "title", "byline", "url", "language", "kind", "n_sentences", "text"),
        (
            {
                "article": a.id,
                "outlet": a.outlet_id,
                "published": a.published.iso if a.published else None,
                "title": a.headline,
                "byline": a.byline,
                "url": a.url,
                "language": a.language,
                "kind": a.kind,
                "n_sentences": len(a.prose),
                "text": a.body,
            }
            for a in corpus.articles
        ),
    )


def sentences(corpus: Corpus) -> DataFrame:
    """One row a sentence with its 0-based index; captions, credits and furniture are told by ``role``."""
    names = ("article", "outlet", "index", "paragraph", "start", "end", "role", "text")
    return _frame(names, (_sentence(a, s) for a in corpus.articles for s in a.sentences))


def events(compared: Iterable[ComparedEvent]) -> DataFrame:
    """One row an article of each event, with the event's id and title, and the article's origin."""
    return _frame(
        ("event", "title", "article", "outlet", "published", "headline", "origin", "origin_kind", "excluded"),
        (
            {
                "event": found.id,
                "title": found.title,
                "article": article.id,
                "outlet": article.outlet_id,
                "published": article.published.iso if article.published else None,
                "headline": article.headline,
                "origin": origin.id,
                "origin_kind": origin.kind,
                "excluded": found.event.excluded,
            }
            for found in compared
            for article, origin in zip(found.articles, _origins(found), strict=True)
        ),
    )


def links(compared: Iterable[ComparedEvent]) -> DataFrame:
    """One row a link: sentence ``i`` of article ``a`` and sentence ``j`` of ``b``, their texts, and types of conflict."""
    found = {c.id: c for c in compared}
    rows = list_links({id_: c.comparison for id_, c in found.items()})
    texts = {s.ref: s.text for c in found.values() for a in c.articles for s in a.sentences}
    return _frame(
        ("event", "a", "i", "b", "j", "kind", "score", "conflicts", "text_a", "text_b"),
        (
            {
                **msgspec.structs.asdict(row),
                "conflicts": ", ".join(conflict.type for conflict in row.conflicts),
                "text_a": texts[link.a],
                "text_b": texts[link.b],
            }
            for row, link in zip(rows, (link for c in found.values() for link in c.links), strict=True)
        ),
    )


def differences(compared: Iterable[ComparedEvent]) -> DataFrame:
    """One row for every two accounts that tell one thing differently, with the words of both."""
    found = {c.id: c for c in compared}
    rows = list_differences({id_: c.comparison for id_, c in found.items()})
    texts = {s.ref: s.text for c in found.values() for a in c.articles for s in a.sentences}
    return _frame(
        ("event", "status", "kind", "about", "a", "i", "a_says", "b", "j", "b_says"),
        (
            {
                **msgspec.structs.asdict(row),
                "a_says": texts[SentenceRef(row.a, row.i)][slice(*row.a_span)],
                "b_says": texts[SentenceRef(row.b, row.j)][slice(*row.b_span)],
            }
            for row in rows
        ),
    )


def findings(compared: Iterable[ComparedEvent]) -> DataFrame:
    """One row a number of framing, in the columns of ``findings.csv`` (see docs/findings.md)."""
    rows = (row for found in compared for row in export.event_rows(found.comparison))
    return _frame(tuple(export.COLUMNS), map(msgspec.structs.asdict, rows))


def _columns(present: Sequence[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Each field that the frame has, with its column."""
    unknown = [field for field in wanted if field not in FIELDS]
    missing = [column for column in wanted.values() if column not in present]
    if unknown or missing:
        problem = f"There is no field {unknown[0]!r}." if unknown else f"The frame has no column {missing[0]!r}."
        hint = f"Fields: {', '.join(FIELDS)}. Columns: {', '.join(present)}."
        raise CorpusError(problem, where="frame", hint=hint)
    chosen = {field: wanted.get(field, field) for field in FIELDS if wanted.get(field, field) in present}
    if not chosen.keys() & {"text", "sentences"}:
        hint = 'Say which column has it: read_frame(frame, {"text": "body"}).'
        raise CorpusError("The frame has no column of text.", where="frame", hint=hint)
    return chosen


def _are_days(column: Any) -> bool:  # noqa: ANN401 - a pandas Series
    """Whether a column of dates holds days alone."""
    return (
        column.dtype.kind == "M"
        and column.dt.tz is None
        and bool((column.dropna() == column.dropna().dt.normalize()).all())
    )


def _plain(value: Any, as_day: bool) -> Any:  # noqa: ANN401, FBT001 - a cell is anything
    """A cell as JSON has it; pandas' missing values are null."""
    if value is None or (not isinstance(value, str) and str(value) in _MISSING):
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if as_day else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)  # a column of ids that pandas turned into floats because one was missing
    return value if isinstance(value, str | int | float | list) else str(value)


def _sentence(article: Article, sentence: Sentence) -> dict[str, Any]:
    return {"article": article.id, "outlet": article.outlet_id, **msgspec.structs.asdict(sentence)}


def _origins(found: ComparedEvent) -> list[Any]:
    by_article = {origin.article_id: origin for origin in found.origins}
    return [by_article[article.id] for article in found.articles]


def _frame(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> DataFrame:
    try:
        import pandas as pd  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CompareError("pandas is not installed.", hint="Install it: pip install pandas.") from error
    return pd.DataFrame.from_records([tuple(row[name] for name in columns) for row in rows], columns=list(columns))


class PerhapsRow(Struct, frozen=True):
    """An event that an article may belong to, beside its own, and how likely."""

    event: str
    probability: float


class ArticleRow(Struct, frozen=True, omit_defaults=False):
    """An article and the event it is in; ``excluded`` says why it was kept out of grouping.

    ``perhaps`` are other events that it may belong to, likeliest first.
    """

    article: str
    event: str
    outlet: str | None
    published: str | None
    title: str | None
    excluded: str | None
    perhaps: tuple[PerhapsRow, ...] = ()


class LinkRow(Struct, frozen=True):
    """Sentence ``i`` of article ``a`` and sentence ``j`` of ``b``, both 0-based: a link, or what is perhaps one."""

    event: str
    a: str
    i: int
    b: str
    j: int
    kind: str
    score: float
    conflicts: tuple[Conflict, ...]


class DifferenceRow(Struct, frozen=True):
    """What two accounts tell differently; spans count characters of sentences a/i and b/j, which need not be linked."""

    event: str
    a: str
    i: int
    b: str
    j: int
    kind: DifferenceKind
    status: DifferenceStatus
    a_span: tuple[int, int]
    b_span: tuple[int, int]
    about: str


def list_articles(articles: Iterable[Article], grouping: Grouping) -> list[ArticleRow]:
    """One row an article, in the order of ``articles``."""
    events = {article_id: event for event in grouping.events for article_id in event.article_ids}
    perhaps: dict[str, list[PerhapsRow]] = defaultdict(list)
    for event in grouping.events:
        for candidate in event.perhaps:
            perhaps[candidate.article_id].append(PerhapsRow(event.id, candidate.probability))
    return [_article_row(article, events[article.id], perhaps[article.id]) for article in articles]


def sort_by_event(rows: Iterable[ArticleRow], grouping: Grouping) -> list[ArticleRow]:
    """The rows event by event, in the order of the grouping."""
    places = {id_: place for place, id_ in enumerate(id_ for event in grouping.events for id_ in event.article_ids)}
    return sorted(rows, key=lambda row: places[row.article])


def list_links(comparisons: Mapping[str, Comparison], labels: Mapping[str, str] | None = None) -> list[LinkRow]:
    """One row a link, in the order of the comparisons; ``labels`` renames events."""
    named = labels or {}
    return [
        LinkRow(
            event=named.get(event, event),
            a=link.a.article_id,
            i=link.a.index,
            b=link.b.article_id,
            j=link.b.index,
            kind=link.kind,
            score=link.score,
            conflicts=link.conflicts,
        )
        for event, comparison in comparisons.items()
        for link in comparison.alignment.links
    ]


def list_perhaps(comparisons: Mapping[str, Comparison], labels: Mapping[str, str] | None = None) -> list[LinkRow]:
    """One row a sentence and other account that perhaps tells it too: the best candidate there."""
    named = labels or {}
    return [
        LinkRow(
            event=named.get(event, event),
            a=near.sentence.article_id,
            i=near.sentence.index,
            b=near.other.article_id,
            j=near.other.index,
            kind="perhaps",
            score=near.score,
            conflicts=(),
        )
        for event, comparison in comparisons.items()
        for near in comparison.alignment.perhaps
    ]


def list_differences(
    comparisons: Mapping[str, Comparison], labels: Mapping[str, str] | None = None
) -> list[DifferenceRow]:
    """One row for every two accounts of a difference, in the order of the comparisons; ``labels`` renames events."""
    named = labels or {}
    return [
        _difference_row(named.get(event, event), difference, one, other)
        for event, comparison in comparisons.items()
        for difference in comparison.differences
        for one, other in opposed(difference)
    ]


def _difference_row(event: str, difference: Difference, one: Claim, other: Claim) -> DifferenceRow:
    return DifferenceRow(
        event=event,
        a=one.at.sentence.article_id,
        i=one.at.sentence.index,
        b=other.at.sentence.article_id,
        j=other.at.sentence.index,
        kind=difference.kind,
        status=difference.status,
        a_span=(one.at.start, one.at.end),
        b_span=(other.at.start, other.at.end),
        about=difference.about,
    )


def _article_row(article: Article, event: Event, perhaps: Iterable[PerhapsRow]) -> ArticleRow:
    return ArticleRow(
        article=article.id,
        event=event.id,
        outlet=article.outlet_id,
        published=article.published.iso if article.published else None,
        title=article.headline,
        excluded=event.excluded,
        perhaps=tuple(sorted(perhaps, key=lambda row: (-row.probability, row.event))),
    )
