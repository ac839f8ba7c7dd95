"""The points of an event: what several accounts tell, by wording, and what only one tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from compare.model import Alignment, Bead, Nearest, SentenceRef
from compare.report.context import EventContext, Span, Told
from compare.report.marking import Clash, Marking, Passage, Segment, cut, find_clashes, join, mark
from compare.report.terms import name_terms
from compare.text import style

StateKey = Literal["conflict", "reworded", "same", "copied", "also", "only"]


class State(Struct, frozen=True):
    """How a sentence stands to the other accounts; ``key`` names its style, ``word`` is read aloud.

    ``counted`` is the word after a number of sentences.
    """

    key: StateKey
    glyph: str
    word: str
    counted: str


CONFLICT = State("conflict", "≠", "Possible conflict", "may conflict")
REWORDED = State("reworded", "≈", "Reworded", "reworded")
SAME = State("same", "=", "Same words", "in the same words")
COPIED = State("copied", "○", "Repeated", "repeated within one origin")
"""Copies, versions of one text, further articles of one newsroom: all are one origin, and only some are copies."""
ALSO = State("also", "◐", "See also", "linked, but in no shared point")
"""A sentence that no point takes in, though it has links: to say that one article alone has it would be untrue."""
ONLY = State("only", "●", "Only one origin", "in one article only")
STATES = (CONFLICT, REWORDED, SAME, COPIED, ALSO, ONLY)
"""In the order in which counts are given."""


def link_across(alignment: Alignment) -> dict[SentenceRef, list[SentenceRef]]:
    """The sentences that each one is linked to outside its point."""
    across: dict[SentenceRef, list[SentenceRef]] = {}
    for link in alignment.across:
        across.setdefault(link.a, []).append(link.b)
        across.setdefault(link.b, []).append(link.a)
    return across


def state_of(*, articles: int, origins: int, wordings: int, conflicts: Collection[object], linked: bool) -> State:
    """The state of a bead told by so many articles, origins and wordings; ``linked`` where links lead out of it.

    A conflict comes first, even among copies: a number changed in copying is worth seeing.
    """
    if articles < 2:  # noqa: PLR2004 - a point needs two tellers to be shared
        return ALSO if linked else ONLY
    if conflicts:
        return CONFLICT
    if origins < 2:  # noqa: PLR2004 - as above
        return COPIED
    return SAME if wordings == 1 else REWORDED


Accounts = Mapping[int, tuple[Told, ...]]


class Wording(NamedTuple):
    """One way of saying a point: ``accounts`` use exactly these words, the text is the first one's.

    ``places`` holds every account's sentences; ``only`` are words that no other wording of the point has,
    ``common`` those that another has, where they are the ones that are marked.
    """

    letter: str
    accounts: tuple[int, ...]
    places: tuple[tuple[Told, ...], ...]
    segments: tuple[Segment, ...]
    only: tuple[str, ...]
    common: tuple[str, ...]


class Said(NamedTuple):
    """All that the accounts of a point say: their passages, wordings and possible conflicts.

    ``few_shared`` says that the shared words are marked, being the fewer.
    """

    passages: dict[int, Passage]
    wordings: tuple[Wording, ...]
    clashes: tuple[Clash, ...]
    few_shared: bool


def split_by_account(reading: EventContext, bead: Bead) -> Accounts:
    """The bead's sentences by account, accounts and sentences in their own order."""
    accounts: dict[int, list[Told]] = {}
    for told in sorted((reading.told[ref] for ref in bead.sentences), key=lambda told: (told.account, told.number)):
        accounts.setdefault(told.account, []).append(told)
    return {account: tuple(sentences) for account, sentences in accounts.items()}


def word_it(bead: Bead, accounts: Accounts) -> Said:
    """The wordings of a bead, lettered from ``a``, and its possible conflicts."""
    passages = {account: join(sentences) for account, sentences in accounts.items()}
    groups: dict[tuple[str, ...], list[int]] = {}
    for account, passage in passages.items():
        groups.setdefault(style.wording(passage.telling).norms, []).append(account)
    firsts = [passages[members[0]] for members in groups.values()]
    few_shared, markings = mark(firsts, partial=is_partial(bead))
    clashes = find_clashes(bead, {told.sentence.ref: told for sentences in accounts.values() for told in sentences})
    wordings = []
    for place, (members, marking) in enumerate(zip(groups.values(), markings, strict=True)):
        spans = _spans(clashes, [passages[member] for member in members])
        segments = _cut(firsts[place], marking, spans)
        places = tuple(accounts[account] for account in members)
        wordings.append(Wording(_small_letter(place), tuple(members), places, segments, marking.only, marking.common))
    return Said(passages, tuple(wordings), clashes, few_shared)


def is_partial(bead: Bead) -> bool:
    """Whether the sentences share only a part of what they say, in every one of their links."""
    return bool(bead.links) and all(link.kind == "partial" for link in bead.links)


def _cut(passage: Passage, marking: Marking, clashes: Sequence[tuple[Span, str]]) -> tuple[Segment, ...]:
    return cut(
        passage.text,
        quoted=passage.quoted,
        differing=marking.differing,
        moved=marking.moved,
        shared=marking.shared,
        aside=marking.aside,
        clashes=clashes,
    )


def _spans(clashes: Sequence[Clash], members: Sequence[Passage]) -> list[tuple[Span, str]]:
    """Where the conflicts of a wording stand in its first account, whichever account they were found in."""
    found: dict[str, Span] = {}
    for clash in clashes:
        for ref, (start, end) in clash.ends:
            for passage in members:
                if ref in passage.offsets and clash.mark not in found:
                    at = passage.offsets[ref]
                    found[clash.mark] = _same_words(passage, members[0], (start + at, end + at))
    return sorted((span, mark) for mark, span in found.items())


def _same_words(source: Passage, target: Passage, span: Span) -> Span:
    """The place in ``target`` of the words that stand at ``span`` in ``source``; both have the same words."""
    if source is target:
        return span
    before, after = source.lead_in, target.lead_in
    words = style.wording(source.telling).spans
    places = [n for n, (start, end) in enumerate(words) if start < span[1] - before and end > span[0] - before]
    spans = style.wording(target.telling).spans
    return (spans[places[0]][0] + after, spans[places[-1]][1] + after) if places else (0, 0)


def _small_letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"a{place}"  # noqa: PLR2004 - the alphabet's length


ROW_ORDER = {CONFLICT.key: 0, REWORDED.key: 1, COPIED.key: 2, SAME.key: 3}
OFFERED = 3
"""Links of one row that its snippet offers to drop."""
OFFER = "# Not the same? Into overrides.toml in the corpus folder, with your author and reason; then build again.\n"
SHOWN, FOLD_FROM = 6, 9
SHOWN_ALONE = 60
"""Of an article that nothing is compared with: it is read, not searched for differences."""


class Near(NamedTuple):
    """The closest sentence of another account, and how close: 0 to 1."""

    account: int
    number: int
    anchor: str
    score: str


class Absence(NamedTuple):
    """An account in which no sentence matches any of the point's."""

    account: int
    nearest: Near | None


class Point(NamedTuple):
    """What at least two accounts say; ``number`` counts rows from 1, ``anchor`` is its first sentence's."""

    number: int
    anchor: str
    state: State
    terms: tuple[str, ...]
    partial: bool
    few_shared: bool
    clashes: tuple[Clash, ...]
    wordings: tuple[Wording, ...]
    absences: tuple[Absence, ...]
    see_also: tuple[Told, ...]
    bead: Bead
    unlink: str

    @property
    def forced(self) -> bool:
        """Whether a person linked any of its sentences."""
        return any(link.forced for link in self.bead.links)


class Lone(NamedTuple):
    """A sentence in no shared point; no segments where its text is not reprinted.

    ``see_also`` are sentences that do match it, in points that it does not join.
    """

    told: Told
    segments: tuple[Segment, ...]
    nearest: Near | None
    see_also: tuple[Told, ...] = ()


class LoneList(NamedTuple):
    """An account's sentences in no shared point, of one state: the first ones shown, the rest folded."""

    account: int
    shown: tuple[Lone, ...]
    folded: tuple[Lone, ...]

    @property
    def sentences(self) -> tuple[Lone, ...]:
        """All of them, in order."""
        return (*self.shown, *self.folded)

    @property
    def total(self) -> int:
        """How many sentences there are in all."""
        return len(self.shown) + len(self.folded)


class Points(NamedTuple):
    """All sentences of an event, and the state of each: in ``shared`` points, in none but linked (``also``), or ``alone``.

    ``uncompared`` are accounts too long for the event, with how many sentences at their ends were compared with nothing.
    """

    shared: tuple[Point, ...]
    also: tuple[LoneList, ...]
    alone: tuple[LoneList, ...]
    states: dict[SentenceRef, State]
    uncompared: tuple[tuple[int, int], ...]

    @property
    def unshared(self) -> tuple[LoneList, ...]:
        """The lists of sentences in no shared point, linked or not."""
        return (*self.also, *self.alone)

    @property
    def any_moved(self) -> bool:
        """Whether any word is marked as standing elsewhere in another wording."""
        return any(s.moved for point in self.shared for wording in point.wordings for s in wording.segments)

    @property
    def any_numbered(self) -> bool:
        """Whether a point has several possible conflicts, told apart by their marks."""
        return any(len(point.clashes) > 1 for point in self.shared)

    @property
    def any_aside(self) -> bool:
        """Whether any text is set in grey: a dateline, or what lies outside the compared part."""
        alone = (item.segments for found in self.unshared for item in found.sentences)
        shared = (wording.segments for point in self.shared for wording in point.wordings)
        return any(s.aside for segments in (*shared, *alone) for s in segments)

    def of(self, *keys: str) -> tuple[Point, ...]:
        """The shared points in one of these states."""
        return tuple(point for point in self.shared if point.state.key in keys)


def find_points(reading: EventContext, *, full_text: bool = True) -> Points:
    """The rows of an event: possible conflicts, reworded, copied and same, each in the event's order.

    Without ``full_text`` sentences that nothing is linked to come without their text.
    """
    near = _nearest(reading)
    links = link_across(reading.comparison.alignment)
    across = {ref: [reading.told[other] for other in others] for ref, others in links.items()}
    rows, states = [], {}
    also: list[list[Lone]] = [[] for _ in reading.articles]
    alone: list[list[Lone]] = [[] for _ in reading.articles]
    for bead in reading.comparison.alignment.beads:
        accounts = split_by_account(reading, bead)
        if len(accounts) == 1:
            ((account, sentences),) = accounts.items()
            for told in sentences:
                is_linked = told.sentence.ref in across
                state = state_of(articles=1, origins=1, wordings=1, conflicts=(), linked=is_linked)
                states[told.sentence.ref] = state
                (also if state is ALSO else alone)[account].append(
                    _lone(told, near, across, full_text=full_text or is_linked)
                )
            continue
        said = word_it(bead, accounts)
        origins = len({reading.origins[account].id for account in accounts})
        state = state_of(
            articles=len(accounts),
            origins=origins,
            wordings=len(said.wordings),
            conflicts=said.clashes,
            linked=any(ref in across for ref in bead.sentences),
        )
        states.update(dict.fromkeys(bead.sentences, state))
        rows.append(_row(reading, bead, state, said, near, across))
    rows.sort(key=lambda row: (ROW_ORDER[row.state.key], _place(row.wordings[0].places[0][0])))
    return Points(
        shared=tuple(row._replace(number=number) for number, row in enumerate(rows, start=1)),
        also=tuple(_list(account, found) for account, found in enumerate(also) if found),
        alone=tuple(_list(account, found, single=len(alone) == 1) for account, found in enumerate(alone) if found),
        states=states,
        uncompared=_uncompared(reading),
    )


def _uncompared(reading: EventContext) -> tuple[tuple[int, int], ...]:
    cuts = reading.comparison.alignment.cut
    return tuple(sorted((reading.places[cut.article_id], cut.sentences) for cut in cuts))


def _row(
    reading: EventContext,
    bead: Bead,
    state: State,
    said: Said,
    near: dict[SentenceRef, dict[int, Near]],
    across: dict[SentenceRef, list[Told]],
) -> Point:
    also = {told.anchor: told for ref in bead.sentences for told in across.get(ref, ())}
    matched = {*said.passages, *(told.account for told in also.values())}
    absent = [account for account in range(len(reading.articles)) if account not in matched]
    return Point(
        number=0,
        anchor=said.wordings[0].places[0][0].anchor,
        state=state,
        terms=name_terms([(passage.text, passage.words.tokens) for passage in said.passages.values()]),
        partial=is_partial(bead),
        few_shared=said.few_shared,
        clashes=said.clashes,
        wordings=said.wordings,
        absences=tuple(Absence(account, _closest(near, bead.sentences, account)) for account in absent),
        see_also=tuple(sorted(also.values(), key=_place)),
        bead=bead,
        unlink=_offer_unlink(reading, bead),
    )


def _offer_unlink(reading: EventContext, bead: Bead) -> str:
    """The TOML that drops a row's links, its first ones, each by a decision of its own.

    A comment says which file it is for, and goes along when it is copied.
    """
    pairs = [(reading.told[link.a].anchor, reading.told[link.b].anchor) for link in bead.links[:OFFERED]]
    return "\n".join([OFFER, *(f'[[unlink]]\na = "{a}"\nb = "{b}"\n' for a, b in pairs)])


def _lone(
    told: Told, near: dict[SentenceRef, dict[int, Near]], across: dict[SentenceRef, list[Told]], *, full_text: bool
) -> Lone:
    ref = told.sentence.ref
    found = near.get(ref, {}).values()
    closest = min(found, key=lambda n: (-float(n.score), n.account, n.number), default=None)
    also = tuple(sorted(across.get(ref, ()), key=_place))
    return Lone(told, as_published(told) if full_text else (), closest, also)


def as_published(told: Told) -> tuple[Segment, ...]:
    """The sentence with its quotations and its dateline told apart, and nothing else marked."""
    return cut(told.sentence.text, quoted=told.quoted, aside=[(0, told.lead_in)] if told.lead_in else ())


def _list(account: int, found: list[Lone], *, single: bool = False) -> LoneList:
    found.sort(key=lambda lone: lone.told.number)
    shown = SHOWN_ALONE if single else len(found) if len(found) < FOLD_FROM else SHOWN
    return LoneList(account, tuple(found[:shown]), tuple(found[shown:]))


def _nearest(reading: EventContext) -> dict[SentenceRef, dict[int, Near]]:
    near: dict[SentenceRef, dict[int, Near]] = {}
    for nearest in reading.comparison.alignment.nearest:
        found = _near(reading, nearest)
        best = near.setdefault(nearest.sentence, {})
        if found.account not in best or float(best[found.account].score) < float(found.score):
            best[found.account] = found
    return near


def _near(reading: EventContext, nearest: Nearest) -> Near:
    told = reading.told[nearest.other]
    return Near(told.account, told.number, told.anchor, f"{nearest.score:.2f}")


def _closest(near: dict[SentenceRef, dict[int, Near]], sentences: tuple[SentenceRef, ...], account: int) -> Near | None:
    found = [near[ref][account] for ref in sentences if account in near.get(ref, {})]
    return min(found, key=lambda n: (-float(n.score), n.number), default=None)


def _place(told: Told) -> tuple[int, int]:
    return told.account, told.number
