"""What was read of each article, and what shows who wrote it."""

from __future__ import annotations

from typing import NamedTuple

from compare.model import Article, Origin
from compare.report.anchors import body_digest
from compare.report.imprint import Imprint
from compare.report.reading import Reading
from compare.report.views.accounts import letter
from compare.report.views.relations import copy_source

SHOWN_DIGITS = 12


class Trace(NamedTuple):
    """An account's origin in words, its evidence verbatim, what was set aside, and the digest of its body.

    How much it copies is said once, in ``copied``, with where the words stand.
    """

    account: int
    origin: str
    with_letters: tuple[str, ...]
    evidence: tuple[str, ...]
    copied: str | None
    set_aside: tuple[str, ...]
    digest: str
    full_digest: str


def trace(imprint: Imprint, reading: Reading) -> tuple[Trace, ...]:
    """The provenance of every account of an event."""
    return tuple(
        _trace(imprint, reading, place, article, origin)
        for place, (article, origin) in enumerate(zip(reading.articles, reading.origins, strict=True))
    )


def _trace(imprint: Imprint, reading: Reading, place: int, article: Article, origin: Origin) -> Trace:
    same = [letter(n) for n, other in enumerate(reading.origins) if other.id == origin.id and n != place]
    digest = body_digest(article.body)
    return Trace(
        account=place,
        origin=_origin(imprint, article, origin),
        with_letters=tuple(same),
        evidence=tuple(said for said in origin.evidence if not _is_share(said, origin)),
        copied=_copied(reading, origin),
        set_aside=_set_aside(article),
        digest=digest[:SHOWN_DIGITS],
        full_digest=digest,
    )


def _origin(imprint: Imprint, article: Article, origin: Origin) -> str:
    source = copy_source(imprint, article, origin)
    if origin.kind == "version":
        return "a version of another account by the same outlet"
    if origin.kind == "undecided":
        return "another account has most of its words; which of them was first is not known"
    if source:
        return f"copy of {source}" if origin.kind == "reprint" else f"from {source}, a news agency"
    return "own" if origin.evidence else "own: no sign of another source found"


def _is_share(said: str, origin: Origin) -> bool:
    """Whether a piece of evidence is the share of copied words that ``Trace.copied`` says too."""
    return origin.copied is not None and said.startswith(f"{origin.copied.words} of {origin.copied.of} words")


def _copied(reading: Reading, origin: Origin) -> str | None:
    if origin.copied is None:
        return None
    at = next((n for n, article in enumerate(reading.articles) if article.id == origin.copied.source_id), None)
    place = f"in {letter(at)}" if at is not None else "in another article"
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
