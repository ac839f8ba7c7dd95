"""What grouping reads of an article, cut into fields of terms."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.events.terms import Terms, surfaces
from compare.model import Article, Moment

LEAD_WORDS = 70
READ = 2_200
"""Characters of a body that are read, some 350 words: news tells the event first, background after."""
_DATELINE = 300
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(rf"\b((?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.? (\d{{1,2}})\b", re.IGNORECASE)
_OPENING_WORDS = 25
RARE = 5.5
_NAME = re.compile(r" (?<=[a-z,;] )([A-Z][^\W_]*(?:['’.][^\W_]+)*)")  # the blank first: it is quick to search for


class Profile(NamedTuple):
    """An article's terms by field, ``full`` once for each of its words, and its day as an ordinal.

    ``names`` are the terms of words that are capitalised inside a sentence, ``opening`` the rare ones among them
    that stand in the headline or the first sentence, ``leading`` all rare ones of headline and lead, ``digest`` is the same for the same words in the same order.
    ``sure`` says that the day came with a zone, or that the text's opening says it: a crawler's day does neither.
    """

    full: Sequence[str]
    lead: Sequence[str]
    names: Sequence[str]
    digest: bytes
    opening: frozenset[str]
    leading: tuple[str, ...]
    headline: str
    day: int | None
    sure: bool


def read_profile(article: Article, terms: Terms) -> Profile:
    """The fields of one article; captions, credits and furniture do not count."""
    headline = (article.headline or "").strip()
    body = prose(article)
    if headline and body.startswith(headline):
        body = body[len(headline) :]
    if len(body) > READ:
        body = body[:READ].rsplit(maxsplit=1)[0]
    title_words, body_words = surfaces(headline), surfaces(body)
    lead = terms.of(title_words + body_words[:LEAD_WORDS])
    words = title_words + body_words
    full = terms.of(list(dict.fromkeys(words)))
    names = terms.of(name_words(headline) + name_words(body))
    named = set(names)
    rare = [term for term in lead if term in named and terms.idf(term) >= RARE]
    first = set(lead[:_OPENING_WORDS])
    return Profile(
        full=full,
        lead=lead,
        names=names,
        digest=hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).digest(),
        opening=frozenset(first.intersection(rare)),
        leading=tuple(sorted(set(rare))),
        headline=headline,
        day=article.published.day.toordinal() if article.published else None,
        sure=article.published is not None and _is_sure(article.published, body[:_DATELINE]),
    )


def _is_sure(published: Moment, opening: str) -> bool:
    """Whether the day is more than a guess: it has a zone, or the opening names it or the day before."""
    if published.precision == "zone":
        return True
    said = {(_MONTHS.index(month[:3].casefold()), int(day)) for month, day in _DAY.findall(opening)}
    return any((day.month - 1, day.day) in said for day in (published.day, published.day - dt.timedelta(days=1)))


def name_words(text: str) -> list[str]:
    """The capitalised words inside sentences, as they stand."""
    return _NAME.findall(text)


def prose(article: Article) -> str:
    """The article's own text, without captions, credits and furniture that stand among given sentences."""
    if all(sentence.role == "text" for sentence in article.sentences):
        return article.body
    return "\n".join(sentence.text for sentence in article.prose)
