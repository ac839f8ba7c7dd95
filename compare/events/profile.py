"""What grouping reads of an article, cut into fields of terms."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.events.terms import Terms, surfaces
from compare.model import Article

LEAD_WORDS = 70
_OPENING_WORDS = 25
_RARE = 5.5
_NAME = re.compile(r" (?<=[a-z,;] )([A-Z][^\W_]*(?:['’.][^\W_]+)*)")  # the blank first: it is quick to search for


class Profile(NamedTuple):
    """An article's terms by field, in reading order, and its day as an ordinal.

    ``names`` are the terms of words that are capitalised inside a sentence, ``opening`` the rare ones among them
    that stand in the headline or the first sentence, ``digest`` is the same for the same terms in the same order.
    """

    full: Sequence[str]
    lead: Sequence[str]
    names: Sequence[str]
    digest: bytes
    opening: frozenset[str]
    headline: str
    day: int | None


def read_profile(article: Article, terms: Terms) -> Profile:
    """The fields of one article; captions, credits and furniture do not count."""
    headline = (article.headline or "").strip()
    body = prose(article)
    if headline and body.startswith(headline):
        body = body[len(headline) :]
    title_words, body_words = surfaces(headline), surfaces(body)
    full = terms.of(title_words + body_words)
    lead = terms.of(title_words + body_words[:LEAD_WORDS])
    names = terms.of(name_words(headline) + name_words(body))
    opening = {term for term in lead[:_OPENING_WORDS] if terms.idf(term) >= _RARE}
    return Profile(
        full=full,
        lead=lead,
        names=names,
        digest=hashlib.sha256("\n".join(full).encode("utf-8", "surrogatepass")).digest(),
        opening=frozenset(opening.intersection(names)),
        headline=headline,
        day=article.published.day.toordinal() if article.published else None,
    )


def name_words(text: str) -> list[str]:
    """The capitalised words inside sentences, as they stand."""
    return _NAME.findall(text)


def prose(article: Article) -> str:
    """The article's own text, without captions, credits and furniture that stand among given sentences."""
    if all(sentence.role == "text" for sentence in article.sentences):
        return article.body
    return "\n".join(sentence.text for sentence in article.prose)
