"""The points of an event: rows by wording for what is shared, lists by account for what is not."""

from __future__ import annotations

from typing import NamedTuple

from compare.model import Bead, Nearest, SentenceRef
from compare.report.clashes import Clash
from compare.report.reading import Reading, Told
from compare.report.segments import Segment, cut
from compare.report.states import ALSO, CONFLICT, COPIED, REWORDED, SAME, State, link_across, state_of
from compare.report.terms import name_terms
from compare.report.wordings import Said, Wording, is_partial, split_by_account, word_it

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


def find_points(reading: Reading, *, full_text: bool = True) -> Points:
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


def _uncompared(reading: Reading) -> tuple[tuple[int, int], ...]:
    cuts = reading.comparison.alignment.cut
    return tuple(sorted((reading.places[cut.article_id], cut.sentences) for cut in cuts))


def _row(
    reading: Reading,
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


def _offer_unlink(reading: Reading, bead: Bead) -> str:
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


def _nearest(reading: Reading) -> dict[SentenceRef, dict[int, Near]]:
    near: dict[SentenceRef, dict[int, Near]] = {}
    for nearest in reading.comparison.alignment.nearest:
        found = _near(reading, nearest)
        best = near.setdefault(nearest.sentence, {})
        if found.account not in best or float(best[found.account].score) < float(found.score):
            best[found.account] = found
    return near


def _near(reading: Reading, nearest: Nearest) -> Near:
    told = reading.told[nearest.other]
    return Near(told.account, told.number, told.anchor, f"{nearest.score:.2f}")


def _closest(near: dict[SentenceRef, dict[int, Near]], sentences: tuple[SentenceRef, ...], account: int) -> Near | None:
    found = [near[ref][account] for ref in sentences if account in near.get(ref, {})]
    return min(found, key=lambda n: (-float(n.score), n.number), default=None)


def _place(told: Told) -> tuple[int, int]:
    return told.account, told.number
