"""The points of an event: what several accounts tell, by wording, and what only one tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from compare.model import Alignment, Bead, Difference, Nearest, SentenceRef
from compare.report.context import EventContext, Span, Told
from compare.report.key_clause import Carrier, KeyClause, choose_clause
from compare.report.marking import Clash, Marking, Passage, Segment, cut, describe_kinds, find_clashes, join, mark
from compare.text import style

StateKey = Literal["conflict", "reworded", "same", "copied", "also", "perhaps", "only"]


class State(Struct, frozen=True):
    """How a sentence relates to the other accounts; ``key`` names its style, ``word`` is read aloud.

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
PERHAPS = State("perhaps", "◌", "Perhaps told elsewhere", "perhaps told elsewhere")
"""A sentence like another's, but not surely the same: it is not called the only one."""
ONLY = State("only", "●", "Only one article", "in one article only")
STATES = (CONFLICT, REWORDED, SAME, COPIED, ALSO, PERHAPS, ONLY)
"""In the order in which counts are given."""


def _first_of_each(sentences: Sequence[Told], without: Collection[int]) -> tuple[Told, ...]:
    firsts: dict[int, Told] = {}
    for told in sentences:
        if told.account not in without:
            firsts.setdefault(told.account, told)
    return tuple(firsts.values())


def count_states(states: Collection[State]) -> dict[StateKey, int]:
    """How many sentences are in each state, in the order of ``STATES``; those without one are left out."""
    counts = Counter(state.key for state in states)
    return {state.key: counts[state.key] for state in STATES if counts[state.key]}


def link_across(alignment: Alignment) -> dict[SentenceRef, list[SentenceRef]]:
    """The sentences that each one is linked to outside its point."""
    across: dict[SentenceRef, list[SentenceRef]] = {}
    for link in alignment.across:
        across.setdefault(link.a, []).append(link.b)
        across.setdefault(link.b, []).append(link.a)
    return across


def state_of(
    *,
    articles: int,
    origins: int = 1,
    wordings: int = 1,
    conflicts: Collection[object] = (),
    linked: bool,
    perhaps: bool = False,
) -> State:
    """The state of a bead told by so many articles, origins and wordings; ``linked`` where links lead out of it.

    ``perhaps`` says that another article perhaps tells the same. A conflict comes first, even among copies: a number changed in copying is worth seeing.
    """
    if articles < 2:  # noqa: PLR2004 - a point needs two tellers to be shared
        return ALSO if linked else PERHAPS if perhaps else ONLY
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

    accounts: tuple[int, ...]
    places: tuple[tuple[Told, ...], ...]
    segments: tuple[Segment, ...]
    only: tuple[str, ...]
    common: tuple[str, ...]


class PointWordings(NamedTuple):
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


def word_it(bead: Bead, accounts: Accounts, disputed: Sequence[Difference] = ()) -> PointWordings:
    """The wordings of a bead, and its possible conflicts; ``disputed`` are claims in which accounts differ."""
    passages = {account: join(sentences) for account, sentences in accounts.items()}
    groups: dict[tuple[str, ...], list[int]] = {}
    for account, passage in passages.items():
        groups.setdefault(style.wording(passage.telling).norms, []).append(account)
    firsts = [passages[members[0]] for members in groups.values()]
    few_shared, markings = mark(firsts, partial=is_partial(bead))
    told = {told.sentence.ref: told for sentences in accounts.values() for told in sentences}
    clashes = find_clashes(bead, told, disputed)
    wordings = []
    for place, (members, marking) in enumerate(zip(groups.values(), markings, strict=True)):
        spans = _spans(clashes, [passages[member] for member in members])
        segments = _cut(firsts[place], marking, spans)
        places = tuple(accounts[account] for account in members)
        wordings.append(Wording(tuple(members), places, segments, marking.only, marking.common))
    return PointWordings(passages, tuple(wordings), clashes, few_shared)


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


OFFERED = 3
"""Links of one row that its snippet offers to drop."""
OFFER = "# Not the same? Into overrides.toml in the corpus folder, with your author and reason; then build again.\n"
MOST_WORDINGS = 4
"""Above this many wordings of a point, ``FEW_WORDINGS`` stand open."""
FEW_WORDINGS = 3


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
    """What at least two accounts tell; ``clause`` says it in one account's words, ``anchor`` is its first sentence's.

    ``see_also`` are sentences linked to it that are no part of it, ``perhaps`` those that perhaps tell the same.
    ``origins`` counts the independent origins of its accounts.
    ``earliness`` is 1 where it opens all its accounts and 0 at their ends; ``link_score`` the mean of its links.
    """

    anchor: str
    state: State
    clause: KeyClause
    partial: bool
    few_shared: bool
    clashes: tuple[Clash, ...]
    wordings: tuple[Wording, ...]
    absences: tuple[Absence, ...]
    see_also: tuple[Told, ...]
    perhaps: tuple[Told, ...]
    bead: Bead
    unlink: str
    origins: int
    earliness: float
    link_score: float

    @property
    def key(self) -> str:
        """The hash in its anchors."""
        return self.anchor[2:]

    @property
    def carriers(self) -> tuple[int, ...]:
        """The accounts that tell it, in order."""
        return tuple(sorted(account for wording in self.wordings for account in wording.accounts))

    @property
    def near_accounts(self) -> tuple[int, ...]:
        """The accounts with a sentence linked to it, or perhaps the same, that do not tell it."""
        near = {told.account for told in (*self.see_also, *self.perhaps)}
        return tuple(sorted(near.difference(self.carriers)))

    @property
    def close(self) -> tuple[Told, ...]:
        """For each account that does not tell it, the first sentence that is linked to it all the same."""
        return _first_of_each(self.see_also, self.carriers)

    @property
    def perhaps_also(self) -> tuple[Told, ...]:
        """For each account that does not surely tell it, nor has a sentence close to it, the first that perhaps does."""
        return _first_of_each(self.perhaps, (*self.carriers, *(told.account for told in self.close)))

    @property
    def flag(self) -> str:
        """In what accounts differ, in words; empty where they do not."""
        return describe_kinds({clash.kind for clash in self.clashes})

    @property
    def forced(self) -> bool:
        """Whether a person linked any of its sentences."""
        return any(link.forced for link in self.bead.links)

    def first_of(self, account: int) -> Told:
        """The first sentence with which the account tells it."""
        return next(
            places[0]
            for wording in self.wordings
            for one, places in zip(wording.accounts, wording.places, strict=True)
            if one == account
        )

    def split_wordings(self) -> tuple[tuple[Wording, ...], tuple[Wording, ...]]:
        """The wordings that stand open and those that are folded.

        Open are the clause's own, then those that conflict, then those with most words of their own.
        """
        if len(self.wordings) <= MOST_WORDINGS:
            return self.wordings, ()
        own = next(w for w in self.wordings if self.clause.told.account in w.accounts)
        rest = sorted(
            (w for w in self.wordings if w is not own),
            key=lambda w: (not any(s.clash for s in w.segments), -len(w.only), w.accounts),
        )
        return (own, *rest[: FEW_WORDINGS - 1]), tuple(sorted(rest[FEW_WORDINGS - 1 :], key=lambda w: w.accounts))


class Lone(NamedTuple):
    """A sentence in no shared point; no segments where its text is not reprinted.

    ``see_also`` are sentences that do match it, in points that it does not join; ``perhaps`` those that perhaps do.
    """

    told: Told
    segments: tuple[Segment, ...]
    nearest: Near | None
    see_also: tuple[Told, ...] = ()
    perhaps: tuple[Told, ...] = ()


class LoneList(NamedTuple):
    """An account's sentences of one state that are in no shared point, in order."""

    account: int
    sentences: tuple[Lone, ...]


class Points(NamedTuple):
    """All sentences of an event, and the state of each.

    They are in ``shared`` points, in none but linked (``also``), ``perhaps`` told elsewhere, or ``alone``. ``uncompared``
    has, for accounts too long for the event, how many sentences at their ends were compared with nothing.
    """

    shared: tuple[Point, ...]
    also: tuple[LoneList, ...]
    perhaps: tuple[LoneList, ...]
    alone: tuple[LoneList, ...]
    states: dict[SentenceRef, State]
    uncompared: tuple[tuple[int, int], ...]

    @property
    def unshared(self) -> tuple[LoneList, ...]:
        """The lists of sentences in no shared point, linked or not."""
        return (*self.also, *self.perhaps, *self.alone)

    def of(self, *keys: str) -> tuple[Point, ...]:
        """The shared points in one of these states."""
        return tuple(point for point in self.shared if point.state.key in keys)


def find_points(reading: EventContext, *, full_text: bool = True) -> Points:
    """The points of an event, what most accounts tell and tell early first, and the sentences in no point.

    Without ``full_text`` sentences that nothing is linked to come without their text.
    """
    near = _nearest(reading)
    links = link_across(reading.comparison.alignment)
    across = {ref: [reading.told[other] for other in others] for ref, others in links.items()}
    shared: list[tuple[Bead, Accounts]] = []
    states: dict[SentenceRef, State] = {}
    lone: dict[StateKey, list[list[Lone]]] = {
        key: [[] for _ in reading.articles] for key in ("also", "perhaps", "only")
    }
    for bead in reading.comparison.alignment.beads:
        accounts = split_by_account(reading, bead)
        if len(accounts) > 1:
            shared.append((bead, accounts))
            continue
        for account, sentences in accounts.items():
            for told in sentences:
                ref = told.sentence.ref
                state = state_of(articles=1, linked=ref in across, perhaps=ref in reading.perhaps)
                states[ref] = state
                found = _lone(reading, told, near, across, full_text=full_text or state is not ONLY)
                lone[state.key][account].append(found)
    points = _make_points(reading, shared, near, across)
    states.update((ref, point.state) for point in points for ref in point.bead.sentences)
    return Points(
        shared=points,
        also=_lists(lone["also"]),
        perhaps=_lists(lone["perhaps"]),
        alone=_lists(lone["only"]),
        states=states,
        uncompared=_uncompared(reading),
    )


def _lists(found: Sequence[list[Lone]]) -> tuple[LoneList, ...]:
    return tuple(
        LoneList(account, tuple(sorted(lone, key=lambda one: one.told.number)))
        for account, lone in enumerate(found)
        if lone
    )


def _uncompared(reading: EventContext) -> tuple[tuple[int, int], ...]:
    cuts = reading.comparison.alignment.cut
    return tuple(sorted((reading.places[cut.article_id], cut.sentences) for cut in cuts))


def _make_points(
    reading: EventContext,
    shared: Sequence[tuple[Bead, Accounts]],
    near: dict[SentenceRef, dict[int, Near]],
    across: dict[SentenceRef, list[Told]],
) -> tuple[Point, ...]:
    """The points, most carriers and earliest first, so that their clauses are chosen in the order of their weight."""
    lengths = [max(1, len(account)) for account in reading.by_account]

    def earliness(accounts: Accounts) -> float:
        return round(sum(1 - (s[0].number - 1) / lengths[k] for k, s in accounts.items()) / len(accounts), 4)

    ranked = sorted(
        ((bead, accounts, earliness(accounts)) for bead, accounts in shared),
        key=lambda item: (-len(item[1]), -item[2], _place(next(iter(item[1].values()))[0])),
    )
    disputed = [d for d in reading.comparison.differences if d.status in {"differs", "later"}]
    used: dict[int, int] = {}
    points = []
    for bead, accounts, early in ranked:
        said = word_it(bead, accounts, disputed)
        clause = choose_clause(_carriers(bead, accounts, said, lengths), used)
        used[clause.told.account] = used.get(clause.told.account, 0) + 1
        points.append(_point(reading, bead, said, clause, near, across, early))
    return tuple(points)


def _carriers(bead: Bead, accounts: Accounts, said: PointWordings, lengths: Sequence[int]) -> list[Carrier]:
    spans: dict[SentenceRef, list[Span]] = {}
    for clash in said.clashes:
        for ref, span in clash.ends:
            spans.setdefault(ref, []).append(span)
    carriers = []
    for account, sentences in accounts.items():
        refs = {told.sentence.ref for told in sentences}
        best: dict[str, float] = {}
        for link in bead.links:
            if link.a in refs or link.b in refs:
                other = (link.b if link.a in refs else link.a).article_id
                best[other] = max(best.get(other, 0.0), link.score)
        score = sum(best.values()) / max(1, len(accounts) - 1)
        disputed = {told.anchor: spans.get(told.sentence.ref, ()) for told in sentences}
        carriers.append(Carrier(account, sentences, round(score, 6), lengths[account], disputed))
    return carriers


def _point(
    reading: EventContext,
    bead: Bead,
    said: PointWordings,
    clause: KeyClause,
    near: dict[SentenceRef, dict[int, Near]],
    across: dict[SentenceRef, list[Told]],
    early: float,
) -> Point:
    also = {told.anchor: told for ref in bead.sentences for told in across.get(ref, ())}
    perhaps = {
        told.anchor: told
        for ref in bead.sentences
        for told in reading.perhaps.get(ref, ())
        if told.account not in said.passages
    }
    matched = {*said.passages, *(told.account for told in (*also.values(), *perhaps.values()))}
    absent = [k for k, sentences in enumerate(reading.by_account) if sentences and k not in matched]
    origins = len({reading.origins[account].id for account in said.passages})
    scores = [link.score for link in bead.links]
    return Point(
        anchor=said.wordings[0].places[0][0].anchor,
        state=state_of(
            articles=len(said.passages),
            origins=origins,
            wordings=len(said.wordings),
            conflicts=said.clashes,
            linked=any(ref in across for ref in bead.sentences),
        ),
        clause=clause,
        partial=is_partial(bead),
        few_shared=said.few_shared,
        clashes=said.clashes,
        wordings=said.wordings,
        absences=tuple(Absence(account, _closest(near, bead.sentences, account)) for account in absent),
        see_also=tuple(sorted(also.values(), key=_place)),
        perhaps=tuple(sorted(perhaps.values(), key=_place)),
        bead=bead,
        unlink=_offer_unlink(reading, bead),
        origins=origins,
        earliness=early,
        link_score=round(sum(scores) / len(scores), 4) if scores else 0.0,
    )


def _offer_unlink(reading: EventContext, bead: Bead) -> str:
    """The TOML that drops a point's links, its first ones, each by a decision of its own.

    A comment says which file it is for, and goes along when it is copied.
    """
    pairs = [(reading.told[link.a].anchor, reading.told[link.b].anchor) for link in bead.links[:OFFERED]]
    return "\n".join([OFFER, *(f'[[unlink]]\na = "{a}"\nb = "{b}"\n' for a, b in pairs)])


def _lone(
    reading: EventContext,
    told: Told,
    near: dict[SentenceRef, dict[int, Near]],
    across: dict[SentenceRef, list[Told]],
    *,
    full_text: bool,
) -> Lone:
    ref = told.sentence.ref
    found = near.get(ref, {}).values()
    return Lone(
        told,
        as_published(told) if full_text else (),
        min(found, key=lambda n: (-float(n.score), n.account, n.number), default=None),
        tuple(sorted(across.get(ref, ()), key=_place)),
        reading.perhaps.get(ref, ()),
    )


def as_published(told: Told) -> tuple[Segment, ...]:
    """The sentence with its quotations and its dateline told apart, and nothing else marked."""
    return cut(told.sentence.text, quoted=told.quoted, aside=[(0, told.lead_in)] if told.lead_in else ())


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
