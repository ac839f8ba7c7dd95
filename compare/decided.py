"""What people decided about one event, as the steps of its comparison take it: sentences and spans, no words to look up."""

from __future__ import annotations

from msgspec import Struct

from compare.model import SentenceRef
from compare.overrides import Decision


class LinkRule(Struct, frozen=True, order=True):
    """What a person says of two sentences: ``together`` that they are linked, else that they are not."""

    a: SentenceRef
    b: SentenceRef
    together: bool


class SpeakerRule(Struct, frozen=True, order=True):
    """What a person says of the quotation ``body[start:end]`` of an article: whose it is."""

    article_id: str
    start: int
    end: int
    speaker: str


class Curation(Struct, frozen=True):
    """What people decided about one event; its comparison applies it."""

    title: str | None = None
    links: tuple[LinkRule, ...] = ()
    speakers: tuple[SpeakerRule, ...] = ()
    decisions: tuple[Decision, ...] = ()
