"""What grouping reads of an article, cut into fields of words."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from compare.clustering.terms import surfaces
from compare.model import Article, Moment
from compare.text.idf import korean_idf
from compare.text.korean_words import HANGUL, is_bare, noun_stem, syllable_pairs

LEAD_WORDS = 70
READ = 2_200
"""Characters of a body that are read, some 350 words: news tells the event first, background after."""
_DATELINE = 300
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"\b([JFMASONDjfmasond][A-Za-z]{2,8})\.? (\d{1,2})\b")
_NAME = re.compile(r" (?<=[a-z,;] )([A-Z][^\W_]*(?:['’.][^\W_]+)*)")  # the blank first: it is quick to search for
_CAPITALS = re.compile(r"[A-Z][^\W_]+(?: [A-Z][^\W_]+)+")
_KOREAN_NAME = 5.4
_KOREAN_SYLLABLES = 3
"""A Korean noun of so many syllables is taken for a name where its pairs of syllables have this IDF in the mean."""


class Profile(NamedTuple):
    """An article's words by field, as they stand; it depends on the article alone.

    ``words`` holds each word of headline and text once, ``lead`` those of headline and opening, ``names`` those that are
    capitalised inside a sentence and pairs of capitalised words; ``digest`` is the same for the same words in the same order. ``day`` is an ordinal;
    ``sure`` says that the day came with a zone, or that the text's opening says it: a crawler's day does neither.
    """

    words: Sequence[str]
    lead: Sequence[str]
    names: Sequence[str]
    digest: bytes
    headline: str
    day: int | None
    sure: bool


def read_profile(article: Article) -> Profile:
    """The fields of one article; captions, credits and furniture do not count."""
    headline = (article.headline or "").strip()
    body = prose(article)
    if headline and body.startswith(headline):
        body = body[len(headline) :]
    if len(body) > READ:
        body = body[:READ].rsplit(maxsplit=1)[0]
    title_words, body_words = surfaces(headline), surfaces(body)
    words, whole_names = title_words + body_words, _whole_names(body)
    return Profile(
        words=list(dict.fromkeys(words)),
        lead=words[: len(title_words) + LEAD_WORDS],
        names=_names(headline, title_words) + _names(body, body_words) + whole_names,
        digest=hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).digest(),
        headline=headline,
        day=article.published.day.toordinal() if article.published else None,
        sure=article.published is not None and _is_sure(article.published, body[:_DATELINE]),
    )


def _is_sure(published: Moment, opening: str) -> bool:
    """Whether the day is more than a guess: it has a zone, or the opening names it or the day before."""
    if published.precision == "zone":
        return True
    said = {(month[:3].casefold(), int(day)) for month, day in _DAY.findall(opening)}
    return any((_MONTHS[day.month - 1], day.day) in said for day in (published.day, published.day - dt.timedelta(1)))


def _names(text: str, words: Sequence[str]) -> list[str]:
    """The capitalised words inside sentences, as they stand, and the Korean nouns that no table knows."""
    names: list[str] = _NAME.findall(text)
    return names if text.isascii() else names + [word for word in words if not word.isascii() and _is_korean_name(word)]


def _whole_names(text: str) -> list[str]:
    """The pairs of neighbouring capitalised words, "Mark Felt": a name may be rare though each of its words is common."""
    return [f"{a} {b}" for run in _CAPITALS.findall(text) for a, b in pairwise(run.split(" "))]


def _is_korean_name(word: str) -> bool:
    noun = HANGUL.fullmatch(word) and is_bare(word) and noun_stem(word)
    if not noun or len(noun) < _KOREAN_SYLLABLES:
        return False
    weights = [korean_idf(pair) for pair in syllable_pairs(noun)]
    return sum(weights) >= _KOREAN_NAME * len(weights)


def prose(article: Article) -> str:
    """The article's own text, without captions, credits and furniture that stand among given sentences."""
    if all(sentence.role == "text" for sentence in article.sentences):
        return article.body
    return "\n".join(sentence.text for sentence in article.prose)
