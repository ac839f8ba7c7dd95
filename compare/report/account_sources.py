"""Where each account comes from, what a later version changed, what people decided about the event, and the TOML to decide more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from compare.curation import spell
from compare.model import Article, Decision, Exclude, Merge, Origin, Rename, SentenceRef, Split
from compare.report.context import Account, EventContext, Told
from compare.report.neighbours import Neighbours, copy_source
from compare.report.points import ONLY, State
from compare.report.site import Imprint
from compare.report.urls import article_page, body_digest
from compare.text.tokens import function_words


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


_PIECE = re.compile(r"(?:[^\W_]+(?:['’.,-][^\W_]+)*|[^\w\s]+|_+)\s*")
_ISLAND = 2
"""The longest run of kept function words that is shown as changed, so that changes read as phrases."""

Fate = Literal["kept", "out", "in"]


class Change(NamedTuple):
    """A piece of text that both versions have (``kept``), only the earlier (``out``) or only the later (``in``)."""

    text: str
    fate: Fate


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The two texts as one, in reading order; white space is no change, kept text is the later version's."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    pieces: list[Change] = []
    for fate, old_run, new_run in _runs(old, new):
        if fate == "kept":
            pieces.append(Change("".join(new_run), "kept"))
            continue
        pieces += [Change("".join(run), side) for run, side in ((old_run, "out"), (new_run, "in")) if run]  # type: ignore[arg-type]
    return tuple(pieces)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Fate, list[str], list[str]]]:
    """Runs that are kept and runs that are exchanged, by turns."""
    opcodes = Indel.opcodes([piece.strip() for piece in old], [piece.strip() for piece in new])
    last = len(opcodes) - 1
    judged = []
    for place, op in enumerate(opcodes):
        mine, theirs = list(old[op.src_start : op.src_end]), list(new[op.dest_start : op.dest_end])
        kept = op.tag == "equal" and not (0 < place < last and _is_island(theirs))
        judged.append((kept, mine, theirs))
    for kept, group in groupby(judged, key=lambda run: run[0]):
        found = list(group)
        yield "kept" if kept else "in", [p for run in found for p in run[1]], [p for run in found for p in run[2]]


def _is_island(run: Sequence[str]) -> bool:
    return len(run) <= _ISLAND and all(piece.strip().casefold() in function_words() for piece in run)


Pairs = dict[SentenceRef, Told]


class Edit(NamedTuple):
    """A sentence that changed, came or went; ``told`` is the later version's where it has one.

    No ``pieces`` where its text is not reprinted.
    """

    kind: str
    told: Told
    pieces: tuple[Change, ...]


class Revision(NamedTuple):
    """Two versions in a row: the accounts, what changed in the later one's order, and how many sentences stayed."""

    earlier: int
    later: int
    edits: tuple[Edit, ...]
    unchanged: int

    def count(self, kind: str) -> int:
        """How many sentences were ``changed``, ``added`` or ``taken out``."""
        return sum(edit.kind == kind for edit in self.edits)


def find_revisions(
    reading: EventContext, states: Mapping[SentenceRef, State], *, full_text: bool
) -> tuple[Revision, ...]:
    """Every version of an event with the one before it by the same outlet, in the event's order.

    Two whose dates do not tell which came first have no earlier and later version.
    """
    families: dict[tuple[str, str | None], list[int]] = {}
    for place, origin in enumerate(reading.origins):
        families.setdefault((origin.id, reading.articles[place].outlet_id), []).append(place)
    pairs = (pair for places in families.values() for pair in pairwise(places))
    return tuple(
        _revise(reading, states, earlier, later, full_text=full_text)
        for earlier, later in sorted(pairs, key=lambda pair: pair[1])
        if "version" in {reading.origins[later].kind, reading.origins[earlier].kind}
        and _are_ordered(reading, earlier, later)
    )


def _are_ordered(reading: EventContext, earlier: int, later: int) -> bool:
    first, second = reading.articles[earlier].published, reading.articles[later].published
    return bool(first and second and first.is_before(second))


def _revise(
    reading: EventContext, states: Mapping[SentenceRef, State], earlier: int, later: int, *, full_text: bool
) -> Revision:
    partners = _pair(reading, earlier, later)
    edits, unchanged = [], 0
    for kind, told, pieces in _edit(reading, earlier, later, partners):
        if all(piece.fate == "kept" for piece in pieces):
            unchanged += 1
            continue
        shown = full_text or states[told.sentence.ref] is not ONLY
        edits.append(Edit(kind, told, pieces if shown else ()))
    return Revision(earlier, later, tuple(edits), unchanged)


def _edit(
    reading: EventContext, earlier: int, later: int, partners: Pairs
) -> Iterator[tuple[str, Told, tuple[Change, ...]]]:
    """The later version's sentences in order; one that went is told where the earlier version had it."""
    kept = {told.sentence.ref for told in partners.values()}
    gone = [told for told in reading.by_account[earlier] if told.sentence.ref not in kept]
    for told in reading.by_account[later]:
        before = partners.get(told.sentence.ref)
        if before is None:
            yield "added", told, (Change(told.sentence.text, "in"),)
            continue
        while gone and gone[0].number < before.number:
            yield from _take_out(gone.pop(0))
        yield "changed", told, changes(before.sentence.text, told.sentence.text)
    for told in gone:
        yield from _take_out(told)


def _take_out(told: Told) -> Iterator[tuple[str, Told, tuple[Change, ...]]]:
    yield "taken out", told, (Change(told.sentence.text, "out"),)


def _pair(reading: EventContext, earlier: int, later: int) -> Pairs:
    """Each sentence of the later version with the one it came from: the best links, each sentence once."""
    ids = reading.articles[earlier].id, reading.articles[later].id
    found: list[tuple[float, SentenceRef, SentenceRef]] = []
    for link in reading.comparison.alignment.links:
        if {link.a.article_id, link.b.article_id} == set(ids):
            before, after = (link.a, link.b) if link.a.article_id == ids[0] else (link.b, link.a)
            found.append((-round(link.score, 6), before, after))
    partners: Pairs = {}
    taken: set[SentenceRef] = set()
    for _, before, after in sorted(found):
        if before not in taken and after not in partners:
            taken.add(before)
            partners[after] = reading.told[before]
    return partners
