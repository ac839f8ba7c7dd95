"""The distinct wordings of a point, with quotations, differing words and possible conflicts marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from compare.model import Bead
from compare.report.clashes import Clash, find_clashes
from compare.report.marking import Marking, mark
from compare.report.passages import Passage, join
from compare.report.reading import Reading, Told
from compare.report.segments import Segment, Span, cut
from compare.text import style

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


def split_by_account(reading: Reading, bead: Bead) -> Accounts:
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
