"""Where each account comes from, what people decided about the event, and the TOML to decide more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.curation import spell
from compare.model import Article, Decision, Exclude, Merge, Origin, Rename, Split
from compare.report.context import Account, EventContext
from compare.report.neighbours import Neighbours, copy_source
from compare.report.site import Imprint
from compare.report.urls import article_page, body_digest


class Trace(NamedTuple):
    """An account's origin in words, its evidence verbatim, what was set aside, and the digest of its body.

    ``same_origin`` names the accounts of the same origin. How much it copies is said once, in ``copied``.
    """

    account: int
    origin: str
    same_origin: tuple[str, ...]
    evidence: tuple[str, ...]
    copied: str | None
    set_aside: tuple[str, ...]
    digest: str


def trace(imprint: Imprint, reading: EventContext) -> tuple[Trace, ...]:
    """The provenance of every account of an event."""
    return tuple(
        _trace(imprint, reading, place, article, origin)
        for place, (article, origin) in enumerate(zip(reading.articles, reading.origins, strict=True))
    )


def _trace(imprint: Imprint, reading: EventContext, place: int, article: Article, origin: Origin) -> Trace:
    same = [reading.names[n].full for n, other in enumerate(reading.origins) if other.id == origin.id and n != place]
    return Trace(
        account=place,
        origin=_origin(imprint, article, origin),
        same_origin=tuple(same),
        evidence=tuple(said for said in origin.evidence if not _is_share(said, origin)),
        copied=_copied(reading, origin),
        set_aside=_set_aside(article),
        digest=body_digest(article.body),
    )


def _origin(imprint: Imprint, article: Article, origin: Origin) -> str:
    source = copy_source(imprint, article, origin)
    if origin.kind == "version":
        return "A version of another account by the same outlet"
    if origin.kind == "undecided":
        return "Not settled: another account has most of its words, and which was first is not known"
    if source:
        return f"Copy of {source}" if origin.kind == "reprint" else f"From {source}, a news agency"
    return "Its own" if origin.evidence else "No sign of another source found"


def _is_share(said: str, origin: Origin) -> bool:
    """Whether a piece of evidence is the share of copied words that ``Trace.copied`` says too."""
    return origin.copied is not None and said.startswith(f"{origin.copied.words} of {origin.copied.of} words")


def _copied(reading: EventContext, origin: Origin) -> str | None:
    if origin.copied is None:
        return None
    at = next((n for n, article in enumerate(reading.articles) if article.id == origin.copied.source_id), None)
    place = f"in {reading.names[at].full}" if at is not None else "in another article"
    return f"{origin.copied.words} of {origin.copied.of} words outside quotation marks also stand {place}"


def _set_aside(article: Article) -> tuple[str, ...]:
    roles = [sentence.role for sentence in article.sentences]
    captions = len(article.captions) + roles.count("caption")
    counts = (
        (captions, "caption", "captions"),
        (len(article.credit) + roles.count("credit"), "credit line", "credit lines"),
        (roles.count("furniture"), "line of page furniture", "lines of page furniture"),
    )
    return tuple(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


class About(NamedTuple):
    """An article that a decision is about: its own page, and its account where it is one of this event's."""

    article_id: str
    page: str
    account: Account | None


class Note(NamedTuple):
    """A decision as the page says it; ``kept`` where the result would be the same without it."""

    kind: str
    text: str
    author: str | None
    reason: str | None
    articles: tuple[About, ...]
    kept: bool


def note(decisions: Sequence[Decision], accounts: Sequence[Account]) -> tuple[Note, ...]:
    """The notes on an event's decisions, in their order."""
    own = {account.article_id: account for account in accounts}
    return tuple(
        Note(
            kind=decision.kind,
            text=decision.text,
            author=decision.author,
            reason=decision.reason,
            articles=tuple(About(i, article_page(i), own.get(i)) for i in decision.articles),
            kept=not decision.changed,
        )
        for decision in decisions
    )


def offer(reading: EventContext, neighbours: Neighbours, title: str) -> str:
    """Decisions on the event's articles and title as TOML, to be cut down to the one that is meant."""
    ids = [article.id for article in reading.articles]
    tables = [spell("rename", Rename(ids[0], title or "…"))]
    if len(ids) > 1:
        tables.append(spell("split", Split((ids[-1],))))
    tables += [spell("merge", Merge((ids[0], near.article_id))) for near in neighbours.listed[:1]]
    tables.append(spell("exclude", Exclude(ids[-1])))
    return "\n".join(tables)
