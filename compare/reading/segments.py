"""Paragraphs to a body and its sentences, offsets kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from compare.model import Sentence, SentenceRole
from compare.text.sentences import split


class Piece(NamedTuple):
    """A paragraph and what it is; ``whole`` ones are not split."""

    text: str
    role: SentenceRole = "text"
    whole: bool = False


def assemble_body(article_id: str, pieces: Iterable[Piece], language: str | None) -> tuple[str, tuple[Sentence, ...]]:
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


def _spans(piece: Piece, language: str | None) -> Sequence[tuple[int, int]]:
    return [(0, len(piece.text))] if piece.whole else split(piece.text, language)
