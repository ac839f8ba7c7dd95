"""The distinct wordings of a point, with quotations, differing words and possible conflicts marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.alignment import style, words
from compare.model import Bead, ConflictType, SentenceRef
from compare.report.compared import beyond, outside_of
from compare.report.reading import Reading, Told, tokenise
from compare.report.segments import Segment, Span, cut
from compare.text import Token

DISAGREE: dict[ConflictType, str] = {
    "number": "numbers differ",
    "date": "dates differ",
    "negation": "one denies it",
    "name": "names differ",
}


class Wording(NamedTuple):
    """One way of saying a point: ``accounts`` use exactly these words, ``text`` is the first one's.

    ``places`` holds every account's sentences; ``only`` are words that no other wording of the point has.
    """

    letter: str
    accounts: tuple[int, ...]
    places: tuple[tuple[Told, ...], ...]
    segments: tuple[Segment, ...]
    only: tuple[str, ...]


class Clash(NamedTuple):
    """A possible conflict: what kind, and the words that clash, in the order of the accounts."""

    number: int
    kind: str
    said: tuple[str, ...]


class _Passage(NamedTuple):
    """An account's sentences in a point, joined to one text; ``offsets`` say where each begins."""

    text: str
    told: tuple[Told, ...]
    offsets: dict[SentenceRef, int]

    @property
    def quoted(self) -> list[Span]:
        return [
            (s + self.offsets[t.sentence.ref], e + self.offsets[t.sentence.ref]) for t in self.told for s, e in t.quoted
        ]

    @property
    def tokens(self) -> list[Token]:
        shift = self.offsets
        return [
            Token(w.norm, w.start + shift[t.sentence.ref], w.end + shift[t.sentence.ref])
            for t in self.told
            for w in t.tokens
            if w.start >= t.lead_in
        ]


def split_by_account(reading: Reading, bead: Bead) -> dict[int, tuple[Told, ...]]:
    """The bead's sentences by account, accounts and sentences in their own order."""
    accounts: dict[int, list[Told]] = {}
    for told in sorted((reading.told[ref] for ref in bead.sentences), key=lambda told: (told.account, told.number)):
        accounts.setdefault(told.account, []).append(told)
    return {account: tuple(sentences) for account, sentences in accounts.items()}


def word_it(bead: Bead, accounts: dict[int, tuple[Told, ...]]) -> tuple[tuple[Wording, ...], tuple[Clash, ...]]:
    """The wordings of a bead, lettered from ``a``, and its possible conflicts, numbered from 1."""
    groups: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for account, sentences in accounts.items():
        groups.setdefault(tuple(style.wording(told.sentence.text).norms for told in sentences), []).append(account)
    partial = is_partial(bead)
    passages = {members[0]: _passage(accounts[members[0]]) for members in groups.values()}
    marks = words.diff([passage.text for passage in passages.values()]) if len(passages) > 1 else ((),)
    clashes, spans = _find_clashes(bead, {t.sentence.ref: t for told in accounts.values() for t in told})
    wordings = []
    for place, (members, differing) in enumerate(zip(groups.values(), marks, strict=True)):
        passage = passages[members[0]]
        differs = [(mark.start, mark.end) for mark in differing if mark.kind == "differs"]
        moved = [(mark.start, mark.end) for mark in differing if mark.kind == "moved"]
        aside = beyond(passage.text, passage.tokens, differs) if partial else ()
        if aside:
            differs, moved = (_trim(passage.text, outside_of(spans, aside)) for spans in (differs, moved))
        own = [((s + at, e + at), index) for ref, at in passage.offsets.items() for (s, e), index in spans.get(ref, ())]
        wordings.append(
            Wording(
                letter=_small_letter(place),
                accounts=tuple(members),
                places=tuple(accounts[account] for account in members),
                segments=cut(
                    passage.text, quoted=passage.quoted, differing=differs, moved=moved, clashes=own, aside=aside
                ),
                only=_unique([passage.text[start:end] for start, end in differs if _says(passage.text[start:end])]),
            )
        )
    return tuple(wordings), clashes


def _trim(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans from their first word to their last, without the space and punctuation around them."""
    found = [(start, tokenise(text[start:end])) for start, end in spans]
    return [(start + tokens[0].start, start + tokens[-1].end) for start, tokens in found if tokens]


def _says(words_of: str) -> bool:
    """Whether a differing piece holds more than function words."""
    return not style.function_words().issuperset(token.norm for token in tokenise(words_of))


def is_partial(bead: Bead) -> bool:
    """Whether the sentences share only a part of what they say, in every one of their links."""
    return bool(bead.links) and all(link.kind == "partial" for link in bead.links)


def joined(sentences: tuple[Told, ...]) -> tuple[str, list[Token]]:
    """An account's sentences as one text with its tokens; an ellipsis stands where others lie between."""
    passage = _passage(sentences)
    return passage.text, passage.tokens


def _passage(sentences: tuple[Told, ...]) -> _Passage:
    text, offsets = "", {}
    for before, told in zip((None, *sentences), sentences, strict=False):
        if before is not None:
            text += " " if told.number == before.number + 1 else " … "
        offsets[told.sentence.ref] = len(text)
        text += told.sentence.text
    return _Passage(text, sentences, offsets)


def _find_clashes(
    bead: Bead, told: dict[SentenceRef, Told]
) -> tuple[tuple[Clash, ...], dict[SentenceRef, list[tuple[Span, int]]]]:
    """Number the bead's conflicts; conflicts that share a span are one, told by several accounts."""
    groups: list[tuple[ConflictType, set[tuple[SentenceRef, Span]]]] = []
    for link in bead.links:
        for conflict in link.conflicts:
            ends = {(link.a, conflict.a), (link.b, conflict.b)}
            same = [group for group in groups if group[0] == conflict.type and group[1] & ends]
            groups = [group for group in groups if group not in same]
            groups.append((conflict.type, ends.union(*(group[1] for group in same))))
    ordered = sorted(
        (min((told[ref].account, told[ref].number, span) for ref, span in ends), kind, ends) for kind, ends in groups
    )
    spans: dict[SentenceRef, list[tuple[Span, int]]] = {}
    clashes = []
    for index, (_, kind, ends) in enumerate(ordered, start=1):
        said = []
        for ref, span in sorted(ends, key=lambda end: (told[end[0]].account, told[end[0]].number, end[1])):
            spans.setdefault(ref, []).append((span, index))
            said.append(told[ref].sentence.text[slice(*span)])
        clashes.append(Clash(index, DISAGREE[kind], _unique(said)))
    return tuple(clashes), spans


def _unique(said: Sequence[str]) -> tuple[str, ...]:
    return tuple({text.casefold(): text for text in reversed(said) if text.strip()}.values())[::-1]


def _small_letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"a{place}"  # noqa: PLR2004 - the alphabet's length
