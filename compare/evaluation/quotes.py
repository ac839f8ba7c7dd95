"""How often the speaker of a quotation is told, and told rightly, against labelled attributions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct, field

from compare.attribution import MINIMUM_WORDS, Quotation, attribute
from compare.attribution.grammar import lexicon
from compare.model import Article, Sentence
from compare.text.sentences import split
from compare.text.tokens import words

Span = tuple[int, int]
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w'’-]+")


class LabelledAttribution(Struct, frozen=True):
    """Character spans of who says it (``source``), the words that report it (``cue``), and what is said."""

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()


class LabelledText(Struct, frozen=True):
    """A text with its attributions; offsets are code points, half open. Further fields are ignored."""

    id: str
    text: str
    attributions: tuple[LabelledAttribution, ...]


class WrongSpeaker(Struct, frozen=True):
    """A quotation that was given to the wrong speaker, with the speaker of the labels."""

    text_id: str
    start: int
    end: int
    found: str
    gold: str


class QuotesReport(Struct, frozen=True):
    """Of ``spans`` labelled quotations, ``answered`` were given a speaker and ``right`` the right one.

    ``share`` is answered / spans, ``precision`` right / answered; 0 where there is nothing to divide by.
    """

    spans: int
    answered: int
    right: int
    share: float
    precision: float
    wrong: tuple[WrongSpeaker, ...] = field(default=())


def evaluate(rows: Iterable[Mapping[str, Any]]) -> QuotesReport:
    """Score speakers on ``rows`` of {"id", "text", "attributions": [{"source", "cue", "content"}]}.

    Counted are quotations of ``MINIMUM_WORDS`` words and more that lie in one span of the content of an attribution
    with a source; of several, the one with the shortest content is meant, since it is the innermost. An answer is right
    if the words that told the speaker overlap the source, or if the speaker's name has a capitalised word of the source
    as its family name, so that "she", told to be Jane Doe, is right for the source "Doe". Where the source is a bare
    verb of saying, the labels have source and cue exchanged, and the cue is the source.

    Raises:
        msgspec.ValidationError: A row lacks a field, or one has another type.
    """
    spans = answered = 0
    wrong: list[WrongSpeaker] = []
    for row in rows:
        labelled = msgspec.convert(row, LabelledText)
        for quotation in attribute(_article(labelled)):
            gold = _innermost(labelled, quotation)
            if gold is None or quotation.words < MINIMUM_WORDS:
                continue
            spans += 1
            if quotation.speaker is None:
                continue
            answered += 1
            source = _source(labelled, gold)
            if not _is_right(labelled.text, quotation, source):
                said = " ".join(labelled.text[a:b] for a, b in source)
                wrong.append(WrongSpeaker(labelled.id, quotation.start, quotation.end, quotation.speaker, said))
    right = answered - len(wrong)
    return QuotesReport(
        spans, answered, right, answered / spans if spans else 0.0, right / answered if answered else 0.0, tuple(wrong)
    )


def lies_within(labelled: LabelledText) -> bool:
    """Whether every labelled span is one of the text's own characters."""
    spans = [span for one in labelled.attributions for part in (one.source, one.cue, one.content) for span in part]
    return all(0 <= low <= high <= len(labelled.text) for low, high in spans)


def _article(labelled: LabelledText) -> Article:
    """The text as an article: a line is a paragraph."""
    found: list[Sentence] = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", labelled.text)):
        for start, end in split(line.group()):
            low, high = line.start() + start, line.start() + end
            found.append(Sentence(labelled.id, len(found), paragraph, low, high, labelled.text[low:high]))
    return Article(id=labelled.id, body=labelled.text, sentences=tuple(found))


def _innermost(labelled: LabelledText, quotation: Quotation) -> LabelledAttribution | None:
    """The attribution with the shortest content that holds the quotation; its marks may stand outside."""
    around = [
        one
        for one in labelled.attributions
        if one.source and any(low <= quotation.start + 1 and quotation.end - 1 <= high for low, high in one.content)
    ]
    return min(around, key=lambda one: sum(high - low for low, high in one.content), default=None)


def _source(labelled: LabelledText, gold: LabelledAttribution) -> tuple[Span, ...]:
    said = " ".join(labelled.text[low:high] for low, high in gold.source).casefold()
    return gold.cue if said in lexicon().lemmas and gold.cue else gold.source


def _is_right(text: str, quotation: Quotation, source: tuple[Span, ...]) -> bool:
    """Whether the answer's words overlap the ``source``, or its name is one of the source's names."""
    if quotation.mention is not None:
        start, end = quotation.mention
        if any(low < end and start < high for low, high in source):
            return True
    named = {m.group().casefold() for low, high in source for m in _CAPITALISED.finditer(text[low:high])}
    named |= {name.removesuffix("'s").removesuffix("’s") for name in named}
    parts = words(quotation.speaker or "")
    family = parts[0] if len(parts) == 2 and "-" in parts[1] else parts[-1]  # noqa: PLR2004 - Choe Son-hui
    return quotation.named and family.casefold() in named
