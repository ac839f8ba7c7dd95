"""One comparison as lines of plain text, for a terminal or a pipe."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from compare.alignment.word_diff import diff
from compare.model import Article, Bead, Comparison, Origin, Outlet, Sentence, SentenceRef
from compare.report.points import ALSO, ONLY, PERHAPS, STATES, State, link_across, state_of
from compare.text.sentences import lead_in
from compare.text.tokens import tokens

Style = Literal["plain", "heading", "quiet", "differs"]


class StyledText(NamedTuple):
    """A piece of a line, and what it is."""

    text: str
    style: Style = "plain"


Line = tuple[StyledText, ...]
_HEAD = re.compile(r"[A-Z]+ +\d+  ")
"""The letter of an account and the number of its sentence."""


def describe(comparison: Comparison, articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> Iterator[Line]:
    """The comparison, top to bottom: who tells it, then the points by state, differing words marked.

    Accounts are lettered in the order of ``articles``, sentences numbered from 1 as a reader counts them.
    """
    told = {a.id: a for a in articles}
    letters = {article_id: _letter(n) for n, article_id in enumerate(told)}
    origins = {o.article_id: o for o in comparison.origins}
    for article_id, letter in letters.items():
        yield from _account(letter, told[article_id], outlets, origins.get(article_id))
    sentences = {s.ref: s for a in articles for s in a.sentences}
    across = link_across(comparison.alignment)
    perhaps = {ref for near in comparison.alignment.perhaps for ref in (near.sentence, near.other)}
    by_state = sorted(
        ((_state(bead, origins, sentences, across, perhaps), bead) for bead in comparison.alignment.beads),
        key=lambda p: STATES.index(p[0]),
    )
    for state, pairs in groupby(by_state, key=lambda pair: pair[0]):
        beads = [bead for _, bead in pairs]
        yield ()
        yield (StyledText(f"{state.glyph} {state.word} ({len(beads)})", "heading"),)
        for bead in beads:
            if state not in {ALSO, PERHAPS, ONLY}:
                yield ()
            yield from _bead(bead, letters, sentences, told)
            also = sorted({(letters[r.article_id], r.index + 1) for ref in bead.sentences for r in across.get(ref, ())})
            if also:
                yield (StyledText("       see also " + ", ".join(f"{letter} {n}" for letter, n in also), "quiet"),)


def mark(line: Line) -> str:
    """The line as plain characters: differing words stand in [brackets]."""
    return "".join(f"[{run.text}]" if run.style == "differs" else run.text for run in line)


def wrap(line: Line, width: int) -> Iterator[Line]:
    """The line broken at spaces to the width; what follows hangs under the text, clear of letter and number."""
    text = "".join(run.text for run in line)
    head = _HEAD.match(text)
    indent = head.end() if head else len(text) - len(text.lstrip())
    start = 0
    for end in _breaks(text, width, indent):
        pieces = tuple(_cut(line, start, end))
        yield ((StyledText(" " * indent), *pieces) if start else pieces)
        start = end + (text[end : end + 1] == " ")


def _breaks(text: str, width: int, indent: int) -> Iterator[int]:
    """Where each line ends: at the last space that fits, or in a word that fits on no line."""
    start, room = 0, width
    while len(text) - start > room:
        end = text.rfind(" ", start + (0 if start else indent) + 1, start + room + 1)
        end = end if end > start else start + room
        yield end
        start, room = end + (text[end] == " "), max(1, width - indent)
    yield len(text)


def _cut(line: Line, start: int, end: int) -> Iterator[StyledText]:
    at = 0
    for run in line:
        piece = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if piece:
            yield StyledText(piece, run.style)


def _account(letter: str, article: Article, outlets: Mapping[str, Outlet], origin: Origin | None) -> Iterator[Line]:
    outlet = outlets[article.outlet_id].name if article.outlet_id else "outlet not given"
    date = article.published.iso.replace("T", " ") if article.published else "no date given"
    yield (
        StyledText(f"{letter}  {outlet}", "heading"),
        StyledText(f"  {date}  {len(article.prose)} sentences", "quiet"),
    )
    yield (StyledText(f"   {article.headline or 'no headline given'}"),)
    if origin and origin.kind != "own":
        yield (StyledText(f"   {_traced(origin, outlets)}", "quiet"),)
    for notice in article.notices:
        yield (StyledText(f"   {notice}", "quiet"),)


def _traced(origin: Origin, outlets: Mapping[str, Outlet]) -> str:
    """Where the account is from, in words, with what shows it."""
    source = outlets[origin.source].name if origin.source and origin.source in outlets else origin.source
    evidence = f": {'; '.join(origin.evidence)}" if origin.evidence else ""
    if origin.kind == "undecided":
        return f"has the words of {source or 'another account'}{evidence}; which was first is not known"
    return origin.kind + (f" from {source}" if source else "") + evidence


def _state(
    bead: Bead,
    origins: Mapping[str, Origin],
    sentences: Mapping[SentenceRef, Sentence],
    across: Mapping[SentenceRef, object],
    perhaps: Collection[SentenceRef],
) -> State:
    accounts = {ref.article_id for ref in bead.sentences}
    return state_of(
        articles=len(accounts),
        origins=len({origins[i].id if i in origins else i for i in accounts}),
        wordings=len({tuple(t.norm for t in tokens(sentences[ref].text)) for ref in bead.sentences}),
        conflicts=[conflict for link in bead.links for conflict in link.conflicts],
        linked=any(ref in across for ref in bead.sentences),
        perhaps=any(ref in perhaps for ref in bead.sentences),
    )


def _bead(
    bead: Bead, letters: Mapping[str, str], sentences: Mapping[SentenceRef, Sentence], told: Mapping[str, Article]
) -> Iterator[Line]:
    """The wordings of one point, a line each; a dateline is no wording, and stands apart."""
    places = {article_id: place for place, article_id in enumerate(letters)}
    found = sorted((sentences[ref] for ref in bead.sentences), key=lambda s: (places[s.article_id], s.index))
    starts = [lead_in(told[s.article_id], s) for s in found]
    texts = [s.text[start:] for s, start in zip(found, starts, strict=True)]
    marks = diff(texts) if len(found) > 1 else ((),)
    for sentence, start, text, spans in zip(found, starts, texts, marks, strict=True):
        head = StyledText(f"{letters[sentence.article_id]} {sentence.index + 1:>3}  {sentence.text[:start]}", "quiet")
        yield (head, *_runs(text, _join([(m.start, m.end) for m in spans], text)))


def _join(spans: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """The spans, those with nothing but white space between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return iter(joined)


def _runs(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[StyledText]:
    at = 0
    for start, end in spans:
        if start > at:
            yield StyledText(text[at:start])
        yield StyledText(text[start:end], "differs")
        at = end
    if at < len(text):
        yield StyledText(text[at:])


def _letter(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    head, tail = divmod(number, 26)
    return (_letter(head - 1) if head else "") + chr(ord("A") + tail)
