"""Which words of a point's wordings are marked: those that differ, that are shared, that stand elsewhere, that conflict."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, repeat
from typing import NamedTuple

from compare.alignment import word_diff
from compare.model import Bead, Difference, DifferenceKind, SentenceRef
from compare.report.context import Span, Told
from compare.report.key_clause import is_telling
from compare.text.tokens import Token, function_words


class Segment(NamedTuple):
    """A piece of text with one look. ``clash`` is the mark of the possible conflict it belongs to.

    ``last`` says that the clash ends here: its mark is printed once. ``aside`` text is outside the compared
    part. Words that differ, stand elsewhere or are shared are marked, a clash before all of them.
    """

    text: str
    quoted: bool = False
    differs: bool = False
    moved: bool = False
    shared: bool = False
    clash: str | None = None
    last: bool = False
    aside: bool = False


_NOWHERE: Mapping[int, bool] = {}


def cut(
    text: str,
    *,
    quoted: Sequence[Span] = (),
    differing: Sequence[Span] = (),
    moved: Sequence[Span] = (),
    shared: Sequence[Span] = (),
    clashes: Sequence[tuple[Span, str]] = (),
    aside: Sequence[Span] = (),
) -> tuple[Segment, ...]:
    """``text`` in order as segments; their texts joined are ``text`` again.

    Spans of one kind lie apart from each other; those of different kinds may overlap.
    """
    if not (quoted or differing or moved or shared or clashes or aside):
        return (Segment(text),) if text else ()
    ends = {end: mark for (_, end), mark in clashes}
    begins = {start: mark for (start, _), mark in clashes}
    layers = [_edges(spans) if spans else _NOWHERE for spans in (quoted, differing, moved, shared, aside)]
    edges = sorted({0, len(text), *ends, *begins}.union(*layers))
    looks = [_looks(layer, edges) for layer in layers]
    pieces, clash = [], None
    for start, end, inside, differs, moves, same, beyond in zip(edges, edges[1:], *looks, strict=False):
        clash = begins.get(start, None if start in ends else clash)
        free, last = clash is None, clash is not None and end in ends
        pieces.append(Segment(text[start:end], inside, differs and free, moves, same and free, clash, last, beyond))
    return tuple(pieces)


def _edges(spans: Iterable[Span]) -> dict[int, bool]:
    """Where spans that lie apart begin (True) and end (False); one that begins where another ends goes on."""
    kept = [span for span in spans if span[0] < span[1]]
    return {end: False for _, end in kept} | {start: True for start, _ in kept}


def _looks(layer: Mapping[int, bool], edges: Sequence[int]) -> Iterable[bool]:
    """For each edge of the text, whether what follows lies in a span of the layer."""
    if not layer:
        return repeat(object=False)
    inside = False
    return [inside := layer.get(edge, inside) for edge in edges]


class Words(NamedTuple):
    """Words in the order of their text, and where each begins."""

    tokens: Sequence[Token]
    starts: Sequence[int]

    def within(self, span: Span) -> Sequence[Token]:
        """Those that begin inside ``span``."""
        return self.tokens[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]

    def count(self, spans: Iterable[Span]) -> int:
        """How many begin inside one of ``spans``, which lie apart."""
        return sum([bisect_left(self.starts, end) - bisect_left(self.starts, start) for start, end in spans])


class Passage(NamedTuple):
    """One text with the words and quotations of its sentences; ``offsets`` say where each sentence begins.

    ``words`` leave out a dateline of ``lead_in`` characters, which says nothing of the event; ``rare`` are the telling ones.
    """

    text: str
    words: Words
    rare: Words
    quoted: Sequence[Span]
    offsets: dict[SentenceRef, int]
    lead_in: int = 0

    @property
    def telling(self) -> str:
        """The text without its dateline."""
        return self.text[self.lead_in :]


def join(sentences: Sequence[Told]) -> Passage:
    """The sentences as one passage; an ellipsis stands where others of the article lie between."""
    if len(sentences) == 1:
        (told,) = sentences
        tokens = [t for t in told.tokens if t.start >= told.lead_in] if told.lead_in else told.tokens
        return _passage(told.sentence.text, tokens, told.quoted, {told.sentence.ref: 0}, told.lead_in)
    text = ""
    tokens, quoted, offsets = [], [], {}
    number = None
    for told in sentences:
        if number is not None:
            text += " " if told.number == number + 1 else " … "
        number, at = told.number, len(text)
        offsets[told.sentence.ref] = at
        tokens += [Token(t.norm, t.start + at, t.end + at) for t in told.tokens if t.start >= told.lead_in]
        quoted += [(start + at, end + at) for start, end in told.quoted]
        text += told.sentence.text
    return _passage(text, tokens, quoted, offsets, sentences[0].lead_in)


def _passage(
    text: str, tokens: Sequence[Token], quoted: Sequence[Span], offsets: dict[SentenceRef, int], lead_in: int
) -> Passage:
    rare = [token for token in tokens if is_telling(token.norm)]
    words, telling = (Words(found, [token.start for token in found]) for found in (tokens, rare))
    return Passage(text, words, telling, quoted, offsets, lead_in)


class KindName(NamedTuple):
    """What a kind of difference is called: ``heading`` above its table, ``plural`` within a sentence."""

    heading: str
    plural: str


KIND_NAMES: dict[DifferenceKind, KindName] = {
    "number": KindName("Figures", "figures"),
    "date": KindName("Days and dates", "days"),
    "place": KindName("Places", "places"),
    "name": KindName("Names", "names"),
    "statement": KindName("Statements", "statements"),
}
"""Every kind of difference, in the order of the page."""
End = tuple[SentenceRef, Span]


class Clash(NamedTuple):
    """In what accounts of a point differ: the kind, and the words, in the order of the accounts.

    ``mark`` tells it from the point's others.
    """

    mark: str
    kind: DifferenceKind
    said: tuple[str, ...]
    ends: tuple[End, ...]


def describe_kinds(kinds: Collection[DifferenceKind]) -> str:
    """In what accounts differ, as a reader says it: ``Figures and days differ``; empty for no kind."""
    named = [name.plural for kind, name in KIND_NAMES.items() if kind in kinds]
    return f"{' and '.join(named)} differ".capitalize() if named else ""


def find_clashes(
    bead: Bead, told: Mapping[SentenceRef, Told], differences: Sequence[Difference] = ()
) -> tuple[Clash, ...]:
    """In what the bead's accounts differ, in order; those of one kind that share a span are one, told by several.

    They come from the bead's links, and from ``differences`` of which at least two claims stand in the bead.
    """
    groups: list[tuple[DifferenceKind, set[End]]] = []
    for link in bead.links:
        for conflict in link.conflicts:
            _add(groups, conflict.type, {(link.a, conflict.a), (link.b, conflict.b)})
    for difference in differences:
        ends = {(c.at.sentence, (c.at.start, c.at.end)) for c in difference.claims if c.at.sentence in told}
        if len({ref.article_id for ref, _ in ends}) > 1:
            _add(groups, difference.kind, ends)

    def place(end: End) -> tuple[int, int, Span]:
        return told[end[0]].account, told[end[0]].number, end[1]

    ordered = sorted(((kind, sorted(ends, key=place)) for kind, ends in groups), key=lambda g: (place(g[1][0]), g[0]))
    return tuple(
        Clash(str(number), kind, unique(told[ref].sentence.text[slice(*span)] for ref, span in ends), tuple(ends))
        for number, (kind, ends) in enumerate(_apart(ordered), start=1)
    )


def _add(groups: list[tuple[DifferenceKind, set[End]]], kind: DifferenceKind, ends: set[End]) -> None:
    """Put the ends into the group of their kind that shares one of them, else into one of their own."""
    same = [group for group in groups if group[0] == kind and group[1] & ends]
    groups[:] = [group for group in groups if group not in same]
    groups.append((kind, ends.union(*(group[1] for group in same))))


def _apart(groups: Sequence[tuple[DifferenceKind, list[End]]]) -> Iterator[tuple[DifferenceKind, list[End]]]:
    """The groups without ends that overlap an earlier group's: two marks cannot stand on one word."""
    taken: list[End] = []
    for kind, ends in groups:
        free = [(ref, span) for ref, span in ends if not any(r == ref and _overlap(s, span) for r, s in taken)]
        if len({ref.article_id for ref, _ in free}) > 1:
            taken += free
            yield kind, free


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def unique(said: Iterable[str]) -> tuple[str, ...]:
    """Each piece once, as it was first written, whatever its capitals."""
    first: dict[str, str] = {}
    for piece in said:
        first.setdefault(piece.casefold(), piece)
    return tuple(piece for piece in first.values() if piece.strip())


_BREAK = re.compile(r"[,;:.!?…]+[\"”’')\]]*\s+|\s+[–—-]+\s+|(?<=\s)(?=[\"“‘])|(?<=[\"”’])\s+(?=\S)")
"""Where clauses part: after punctuation followed by a space, at a dash, before and after a quotation."""


def beyond(text: str, telling: Sequence[int], differing: Sequence[Span]) -> tuple[Span, ...]:
    """The clauses of ``text`` in which no telling word is shared; ``differing`` are the words that are not.

    ``telling`` holds where the telling words begin, in order. Empty where that would be all of it.
    """
    differs = {at for start, end in differing for at in _between(telling, start, end)}
    shared = [at for at in telling if at not in differs]
    return tuple([span for span in _clauses(text) if not _between(shared, *span)]) if shared else ()


def _between(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of the ordered ``places`` from ``start`` to before ``end``."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def outside_of(spans: Sequence[Span], beyond_it: Sequence[Span]) -> list[Span]:
    """The parts of ``spans`` that lie in none of the spans ``beyond_it``, which are in order and apart."""
    kept = []
    for start, end in spans:
        at = start
        for cut_start, cut_end in beyond_it:
            if cut_end <= at or cut_start >= end:
                continue
            if cut_start > at:
                kept.append((at, cut_start))
            at = min(cut_end, end)
        if at < end:
            kept.append((at, end))
    return kept


def _clauses(text: str) -> list[Span]:
    edges = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(edges) if start < end]


_TURNING = frozenset(
    [
        "not",
        "no",
        "nor",
        "neither",
        "cannot",
        "without",
        "may",
        "might",
        "could",
        "would",
        "should",
        "must",
        "shall",
        "will",
        "can",
        "against",
        "before",
        "after",
        "until",
        "since",
        "more",
        "most",
        "less",
        "least",
        "few",
        "many",
        "all",
        "every",
        "each",
        "both",
        "only",
        "still",
        "again",
        "under",
        "over",
        "above",
        "below",
        "up",
        "down",
        "once",
        "same",
        "other",
        "another",
        "one",
    ]
)
"""Small words that no reader, and no listener, may miss."""
_QUOTE = re.compile(r"[\"“”«»]")


class Marking(NamedTuple):
    """The marked places of a wording; either ``differing`` and ``moved`` are given, or ``shared``.

    ``aside`` is outside the compared part; ``only`` and ``common`` are the marked words worth saying aloud.
    """

    differing: Sequence[Span]
    moved: Sequence[Span]
    shared: Sequence[Span]
    aside: Sequence[Span]
    only: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


def mark(passages: Sequence[Passage], *, partial: bool) -> tuple[bool, list[Marking]]:
    """Whether it is the shared words that are marked, and the marking of every wording.

    Shared words are marked where the telling ones among them are fewer than those that differ: marking
    nearly everything shows nothing. Clauses outside the compared part of a ``partial`` point are not counted.
    """
    found = word_diff.diff([passage.telling for passage in passages]) if len(passages) > 1 else ((),)
    first = [_compare(passage, marks, partial=partial) for passage, marks in zip(passages, found, strict=True)]
    differing = sum([p.rare.count(m.differing) for p, m in zip(passages, first, strict=True)])
    few = differing > 0 and sum([p.rare.count(m.shared) for p, m in zip(passages, first, strict=True)]) < differing
    return few, [_say(passage, marking, few=few) for passage, marking in zip(passages, first, strict=True)]


def _compare(passage: Passage, marks: Sequence[word_diff.WordMark], *, partial: bool) -> Marking:
    at = passage.lead_in
    differing: list[Span] = [(m.start + at, m.end + at) for m in marks if m.kind == "differs"]
    moved: list[Span] = [(m.start + at, m.end + at) for m in marks if m.kind == "moved" and _tells(passage, m)]
    aside = beyond(passage.text, passage.rare.starts, differing) if partial else ()
    if at:
        aside = ((0, at), *outside_of(aside, [(0, at)]))
    if aside:
        differing, moved = (_to_words(passage, outside_of(spans, aside)) for spans in (differing, moved))
    rest = outside_of([(0, len(passage.text))], sorted([*differing, *aside])) if differing else []
    return Marking(differing, moved, [run for span in rest for run in _telling_runs(passage, span)], aside)


def _tells(passage: Passage, mark: word_diff.WordMark) -> bool:
    """Whether a moved piece has more than function words: that "the" is also elsewhere means nothing."""
    found = passage.words.within((mark.start + passage.lead_in, mark.end + passage.lead_in))
    return any(token.norm not in function_words() for token in found)


def _say(passage: Passage, marking: Marking, *, few: bool) -> Marking:
    """The marking with one of its sides, and the words to say for it."""
    if few:
        common = unique(passage.text[start:end] for start, end in marking.shared)
        return Marking((), (), marking.shared, marking.aside, common=common)
    only = unique(piece for span in marking.differing for piece in _telling_parts(passage, span))
    return marking._replace(shared=(), only=only)


def _telling_runs(passage: Passage, span: Span) -> list[Span]:
    """The shared words in a span, from the first telling one to the last."""
    telling = passage.rare.within(span)
    return [(telling[0].start, telling[-1].end)] if telling else []


def _to_words(passage: Passage, spans: Sequence[Span]) -> list[Span]:
    """The spans from their first word to their last, without the space and punctuation around them."""
    inside = [passage.words.within(span) for span in spans]
    return [(tokens[0].start, tokens[-1].end) for tokens in inside if tokens]


@cache
def _unsaid() -> frozenset[str]:
    """Function words but for those that turn what a sentence says."""
    return function_words() - _TURNING


def _telling_parts(passage: Passage, span: Span) -> Iterator[str]:
    """The phrases of a differing piece without the function words at their ends; none where it has no others.

    A word that turns a phrase keeps the one before it: "At least 19", "did not see".
    """
    unsaid = _unsaid()
    for phrase in _phrases(passage, span):
        content = [place for place, token in enumerate(phrase) if token.norm not in unsaid]
        if content:
            first = content[0]
            first -= first > 0 and phrase[first].norm in _TURNING
            yield passage.text[phrase[first].start : phrase[content[-1]].end]


def _phrases(passage: Passage, span: Span) -> Iterator[Sequence[Token]]:
    """The words of a piece, parted where a quotation or a sentence begins or ends."""
    tokens = passage.words.within(span)
    quoted = _QUOTE.search(passage.text, *span) is not None
    if not quoted and len(passage.offsets) == 1:
        yield tokens
        return
    opens, begin = set(passage.offsets.values()), 0
    for place in range(1, len(tokens)):
        before, after = tokens[place - 1].end, tokens[place].start
        if after in opens or (quoted and _QUOTE.search(passage.text, before, after)):
            yield tokens[begin:place]
            begin = place
    yield tokens[begin:]
