"""What a reader found of an article, and the one way from there to an ``Article``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from compare.model import Article, ArticleKind, Moment, Outlet, Sentence, SentenceRole
from compare.reading import bounds
from compare.reading.outlets import LONGEST_MARK, Layout
from compare.text.sentences import split


class Paragraph(NamedTuple):
    """A paragraph and what it is; ``whole`` ones are not split."""

    text: str
    role: SentenceRole = "text"
    whole: bool = False


def assemble_body(
    article_id: str, pieces: Iterable[Paragraph], language: str | None
) -> tuple[str, tuple[Sentence, ...]]:
    """The body, paragraphs joined by a newline, and its sentences in order: ``body[start:end] == text``."""
    texts: list[str] = []
    sentences: list[Sentence] = []
    offset = 0
    for paragraph, piece in enumerate(pieces):
        for start, end in _spans(piece, language):
            text = piece.text[start:end]
            at = offset + start
            sentences.append(Sentence(article_id, len(sentences), paragraph, at, offset + end, text, piece.role))
        texts.append(piece.text)
        offset += len(piece.text) + 1
    return "\n".join(texts), tuple(sentences)


def _spans(piece: Paragraph, language: str | None) -> Iterable[tuple[int, int]]:
    return [(0, len(piece.text))] if piece.whole else bounds.parts(piece.text, split(piece.text, language))


def bounded(pieces: Sequence[Paragraph]) -> tuple[list[Paragraph], str | None]:
    """The pieces of the first ``bounds.TEXT`` characters, and what to say of those beyond."""
    kept: list[Paragraph] = []
    room = bounds.TEXT
    for piece in pieces:
        if len(piece.text) > room:
            if room > bounds.SENTENCE:
                kept.append(piece._replace(text=piece.text[:room].rpartition(" ")[0] or piece.text[:room]))
            break
        kept.append(piece)
        room -= len(piece.text) + 1
    else:
        return kept, None
    whole = sum(len(piece.text) for piece in pieces)
    return kept, f"of {whole:,} characters the first {bounds.TEXT:,} are read: no article is longer"


def _set_aside(sentences: tuple[Sentence, ...]) -> tuple[tuple[Sentence, ...], tuple[str, ...]]:
    """The sentences with those that repeat others once more, or are too long for one, as furniture; and a remark on it."""
    again = bounds.repeated([sentence.text for sentence in sentences])
    out = [
        sentence.role == "text" and (repeats or len(sentence.text) > bounds.SENTENCE)
        for sentence, repeats in zip(sentences, again, strict=True)
    ]
    if not any(out):
        return sentences, ()
    told = tuple(replace(s, role="furniture") if aside else s for s, aside in zip(sentences, out, strict=True))
    told_often = (
        f"text: {sum(out)} sentences are not compared, since the same words stand {bounds.REPEATS} times before them "
        f"or they are longer than {bounds.SENTENCE:,} characters."
    )
    return told, (told_often,)


_LETTERS = re.compile(r"[^\W\d_]")
_SCRIPTS = (
    ("ko", re.compile(r"[가-힣]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_LEAST_SCRIPT = {"ko": 0.5, "ja": 0.2, "zh": 0.5, "hi": 0.5, "ar": 0.5, "ru": 0.5}
"""The share of letters from which a text is in a script's language; Japanese is written in two scripts."""
_BROKEN_OFF = re.compile(r"(?P<end>\S[^.!?…]{0,60}?)\s*(?:\.\.\.|…)[\"”’)]*\s*(?:\[\+?\d+ chars\])?$")
_TAIL, _WORDS, _LONGEST_TEASER = 120, 6, 1_500


HEADLINE_ONLY = "the headline alone is known"
"""Why an article without any text is not whole."""


class Draft(NamedTuple):
    """The parts of an article before its text is split; ``headline`` may still carry a version label."""

    pieces: Sequence[Paragraph]
    outlet: Outlet | None = None
    url: str | None = None
    language: str | None = None
    headline: str | None = None
    deck: str | None = None
    byline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    kind: ArticleKind = "news"
    kind_reason: str | None = None
    given_event: str | None = None
    remarks: tuple[str, ...] = ()
    truncated: str | None = None


def finish(article_id: str, draft: Draft, layout: Layout) -> Article:
    """The article of ``draft``: label, dateline and credit told apart, the text split into sentences."""
    version, headline = split_version(draft.headline, layout)
    language = draft.language or language_of(draft.pieces or [Paragraph(draft.headline or "")], draft.outlet)
    pieces, beyond = bounded(draft.pieces)
    body, sentences = assemble_body(article_id, pieces, language)
    sentences, remarks = _set_aside(sentences)
    return Article(
        id=article_id,
        outlet_id=draft.outlet.id if draft.outlet else None,
        url=draft.url,
        language=language,
        headline=bounds.clip(headline, bounds.HEADLINE),
        deck=bounds.clip(draft.deck, bounds.DECK),
        byline=bounds.clip(draft.byline, bounds.LINE) or dateline_byline(body, layout),
        dateline=find_dateline(body, layout),
        published=draft.published,
        modified=draft.modified,
        body=body,
        sentences=sentences,
        captions=_clipped(draft.captions),
        credit=_clipped(byline_credit(draft.byline, layout) + draft.credits),
        version=version,
        notices=_clipped(draft.notices),
        kind=draft.kind,
        kind_reason=draft.kind_reason,
        given_event=draft.given_event,
        remarks=(*draft.remarks, *remarks),
        truncated=(beyond or _why_not_whole(draft)) if sentences else HEADLINE_ONLY,
    )


def _clipped(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line[: bounds.DECK] for line in lines[: bounds.LINES])


def _why_not_whole(draft: Draft) -> str | None:
    return draft.truncated or (broken_off(draft.pieces) if draft.kind == "news" else None)


def broken_off(pieces: Sequence[Paragraph]) -> str | None:
    """What says that a short text goes on elsewhere: its last paragraph ends in an ellipsis."""
    if sum(len(piece.text) for piece in pieces) > _LONGEST_TEASER:
        return None
    tail = next((piece.text[-_TAIL:] for piece in reversed(pieces) if piece.role == "text"), "")
    found = _BROKEN_OFF.search(tail) if "..." in tail or "…" in tail else None
    return None if found is None else f"the text breaks off: “{' '.join(found['end'].split()[-_WORDS:])} …”"


def split_version(headline: str | None, layout: Layout) -> tuple[str | None, str | None]:
    """The version label before or after a headline ("2nd LD"), and the headline without it."""
    for pattern in layout.versions if headline and len(headline) <= LONGEST_MARK else ():
        if (found := pattern.search(headline or "")) is not None:
            return found[
                "version"
            ], f"{(headline or '')[: found.start()]}{(headline or '')[found.end() :]}".strip() or None
    return None, headline


def find_dateline(text: str, layout: Layout) -> str | None:
    """What stands before the lead: "SEOUL, July 8 (Yonhap)"."""
    matches = (pattern.match(text[:LONGEST_MARK]) for pattern in layout.datelines)
    return next((found["dateline"] for found in matches if found is not None), None)


def dateline_byline(text: str, layout: Layout) -> str | None:
    """The writer whom Korean agencies name in the dateline: "(서울=연합뉴스) 김하나 기자 = "."""
    matches = (pattern.match(text[:LONGEST_MARK]) for pattern in layout.datelines)
    found = next((match for match in matches if match is not None), None)
    return found.groupdict().get("byline") if found else None


def byline_credit(byline: str | None, layout: Layout) -> tuple[str, ...]:
    """The byline as evidence of another origin, where it names an agency: ("By Yonhap",)."""
    if byline is None or byline.casefold() not in layout.agencies or (layout.outlet and layout.outlet.agency):
        return ()
    return (f"By {byline}",)


def language_of(pieces: Sequence[Paragraph], outlet: Outlet | None) -> str | None:
    """The language that the writing tells, whatever the outlet's usual one is: Korean where Hangul prevails, and so on."""
    sample = " ".join(piece.text[:500] for piece in pieces[:5])
    if not sample.isascii():
        letters = len(_LETTERS.findall(sample))
        for language, script in _SCRIPTS:
            if len(script.findall(sample)) > _LEAST_SCRIPT[language] * letters:
                return language
    return outlet.language if outlet else None
