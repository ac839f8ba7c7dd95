"""What clustering reads from an article, and the article's TF-IDF vectors.

A word's IDF knows the language and the corpus: ``(articles with it here + K x its share of articles anywhere) / (articles
here + K)`` is its probability, so that a word that half of the corpus is about tells little, and three articles are
enough. It moves in steps, so that a few more articles change nothing. A month with many articles has an IDF of its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec.structs import replace

from compare.clustering.vocabulary import (
    COMMON,
    FEWEST,
    RARE,
    Ragged,
    Rows,
    Surfaces,
    TermTable,
    number_terms,
    surfaces,
)
from compare.model import Article, Moment
from compare.text.stems import korean_idf
from compare.text.tokens import HANGUL, MONTH_STARTS, is_bare, noun_stem, syllable_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

LEAD_WORDS = 60
READ = 2_200
"""Characters of a text that are read, some 350 words: news tells the event first, background after."""
_OPENING = 300
_BLANKS = 100
"""Characters of white space between a headline and the text after it."""
_BACKGROUND = 50.0
"""The language counts as much as this many articles of the corpus (K above)."""
_DAY = 250
"""A smaller corpus counts as part of a day's news of so many articles, whose others do not have its words."""
_STEPS = 0.25
"""IDF is rounded to multiples of this."""
_MONTH = 400
"""A calendar month with at least so many articles has its own IDF; smaller ones share the whole corpus'."""
_ARTICLES = 8_000
"""Articles whose words are counted at a time: bounds the memory."""
_DAY_NUMBER = re.compile(r" (?<=[A-Za-z.] )(\d{1,2})\b")  # the blank first: it is quick to search for
_MONTH_BEFORE = re.compile(r"\b([JFMASONDjfmasond][A-Za-z]{2,8})\.?$")
_KOREAN_DAY = re.compile(r"\b(\d{1,2})월 ?(\d{1,2})일")
_MONTH_REACH = 12
"""Characters before a day's number in which its month and what stands before that are looked for."""
_NAME = re.compile(r" (?<=[a-z,;] )([A-Z][^\W_]*(?:['’.][^\W_]+)*)")  # the blank first: it is quick to search for
_KOREAN_NAME = 5.4
_KOREAN_SYLLABLES = 3
"""A Korean noun of so many syllables is taken for a name where its pairs of syllables have this IDF in the mean."""
_TAIL_WORDS = 8
_TAIL_HEADLINES = 4
_TAIL_SHARE = 0.3
_SEPARATORS = ("-", "–", "—", "|", "·", ":", "»")


class Profile(NamedTuple):
    """An article's words by field, as they stand.

    ``title`` is the headline without the site's name, ``lead`` the opening of the text (the deck first), ``body`` all that
    is read of the text, ``names`` the words that are capitalised in the headline or inside a sentence, ``marked`` those
    inside the headline. ``day`` is an ordinal; ``sure`` says that it came with a zone, or that the opening tells it: a crawler's day does neither. ``said``
    holds the days of the year that the text names, as (month, day). ``digest`` is the same for the same words in the same
    order.
    """

    title: Sequence[str]
    lead: Sequence[str]
    body: Sequence[str]
    names: Sequence[str]
    marked: Sequence[str]
    digest: bytes
    headline: str
    outlet: str | None
    day: int | None
    sure: bool
    said: frozenset[tuple[int, int]]


class Vectors(NamedTuple):
    """A matrix a field, articles x terms.

    ``lead`` (headline and opening), ``body`` (headline and text) and ``names`` are TF-IDF rows of length 1. The others hold
    the square root of a term's IDF wherever the article has the term, so that a product of two rows sums the IDF of the
    terms they share: ``title``, ``opening`` and ``whole`` for the headline, the lead and the body, ``marked`` for the rare
    names inside the headline.
    """

    lead: csr_matrix
    body: csr_matrix
    names: csr_matrix
    title: csr_matrix
    opening: csr_matrix
    whole: csr_matrix
    marked: csr_matrix


class Features(NamedTuple):
    """A corpus as grouping sees it: a slim profile (no words) and a row of every matrix for each different article.

    ``row_of`` leads from every article that was read to its row: one with the very same words as an earlier one has the
    row of that.
    """

    profiles: list[Profile]
    vectors: Vectors
    row_of: list[int]

    @property
    def days(self) -> list[int | None]:
        """The day of each row."""
        return [profile.day for profile in self.profiles]

    @property
    def first(self) -> list[int]:
        """For each row the place, among the articles that were read, of the first that has it."""
        places = dict.fromkeys(self.row_of, -1)
        for place, row in reversed(list(enumerate(self.row_of))):
            places[row] = place
        return [places[row] for row in range(len(self.profiles))]


def read_features(articles: Sequence[Article], keep: Sequence[int] = ()) -> Features:
    """What grouping reads of ``articles``, in their order; those at the places ``keep`` have rows of their own."""
    tails = find_tails([(article.outlet_id, article.headline or "") for article in articles])
    known, fields = Surfaces(), tuple(Rows() for _ in range(5))
    profiles: list[Profile] = []
    for article in articles:
        profile = read_profile(article, tails.get(article.outlet_id or "", ()))
        words = (profile.title, profile.lead, profile.body, profile.names, profile.marked)
        for rows, of_field in zip(fields, words, strict=True):
            rows.append(map(known.__getitem__, of_field))
        profiles.append(profile._replace(title=(), lead=(), body=(), names=(), marked=()))
    table = number_terms(known)
    parts = []
    for first in range(0, max(len(profiles), 1), _ARTICLES):
        cut = [table.look_up(rows.cut(first, min(first + _ARTICLES, len(profiles)))) for rows in fields]
        parts.append(_count_fields(table, *cut))
    del known, fields, cut
    telling = [count for part in parts for count in _count_telling(part[2], table.idf)]
    row_of = _find_copies(profiles, telling, keep)
    own = sorted({row: place for place, row in reversed(list(enumerate(row_of)))}.values())
    if len(own) < len(profiles):
        profiles, parts = [profiles[place] for place in own], _pick_rows(parts, np.array(own, dtype=np.intp))
    return Features(profiles, _weigh(parts, table, _periods(profiles)), row_of)


def read_profile(article: Article, tails: Sequence[str] = ()) -> Profile:
    """The fields of one article, without captions and credits; ``tails`` are what its outlet puts behind headlines."""
    whole = (article.headline or "").strip()
    headline = next((whole[: -len(tail)].rstrip() for tail in tails if whole.endswith(tail)), whole)
    text = prose(article)
    for part in (whole, headline):
        text = text.removeprefix(part).lstrip() if part else text
    body = f"{article.deck}\n{text}" if article.deck and not text.startswith(article.deck) else text
    if len(body) > READ:
        body = body[:READ].rsplit(maxsplit=1)[0]
    title, words = surfaces(headline), surfaces(body)
    return Profile(
        title=title,
        lead=words[:LEAD_WORDS],
        body=words,
        names=[
            *(word for word in title if word[0].isupper()),
            *_names(body, [] if body.isascii() and headline.isascii() else [*title, *words]),
        ],
        marked=[word for word in title[1:] if word[0].isupper()],
        digest=hashlib.sha256("\n".join([*title, *words]).encode("utf-8", "surrogatepass")).digest(),
        headline=headline,
        outlet=article.outlet_id,
        day=article.published.day.toordinal() if article.published else None,
        sure=article.published is not None and _is_sure(article.published, body[:_OPENING]),
        said=_said_days(body),
    )


def find_tails(headlines: Iterable[tuple[str | None, str]]) -> dict[str, tuple[str, ...]]:
    """By outlet, what stands behind many of its headlines (" - The Daily Example"), longest first.

    ``headlines`` are pairs of an outlet and a headline. A tail follows a separator, or has three words at least; it ends
    three in ten of the outlet's headlines and four at least.
    """
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for outlet, headline in headlines:
        words = headline.split(" ")
        if outlet is None or len(words) < _TAIL_HEADLINES:
            continue
        counts[outlet] += 1
        for size in range(1, min(_TAIL_WORDS, len(words) - 2) + 1):
            if words[-size] in _SEPARATORS or size >= len("abc"):
                ends[outlet][" ".join(["", *words[-size:]])] += 1
    found = {
        outlet: tuple(
            sorted(
                (t for t, n in ends[outlet].items() if n >= max(_TAIL_HEADLINES, _TAIL_SHARE * counts[outlet])),
                key=lambda tail: (-len(tail), tail),
            )
        )
        for outlet in counts
    }
    return {outlet: tails for outlet, tails in found.items() if tails}


def prose(article: Article) -> str:
    """The article's own text, without captions, credits and furniture that stand among given sentences."""
    if all(sentence.role == "text" for sentence in article.sentences):
        return article.body
    return "\n".join(sentence.text for sentence in article.prose)


def shorten(article: Article) -> Article:
    """The article with as much of its text as grouping reads and no sentences, so that a large corpus fits into memory.

    It is grouped, and judged beside another, exactly as the whole article is. One that has no text stays as it is.
    """
    if not article.sentences:
        return article
    # The headline, with and without the site's name, may stand before the text, and is not read again there.
    most = READ + 2 * len(article.headline or "") + len(article.deck or "") + _BLANKS
    return replace(article, body=prose(article)[:most], sentences=())


def pair_products(a: csr_matrix, b: csr_matrix, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    """The product of row ``left[k]`` of ``a`` and row ``right[k]`` of ``b``, for every k."""
    parts = []
    for k in range(0, len(left), _ARTICLES):
        first, second = a[left[k : k + _ARTICLES]], b[right[k : k + _ARTICLES]]
        parts.append(np.asarray(first.multiply(second).sum(axis=1), dtype=np.float64).ravel())
    return np.concatenate(parts) if parts else np.zeros(0)


def _is_sure(published: Moment, opening: str) -> bool:
    """Whether the day is more than a guess: it has a zone, or the opening names it or the day before."""
    if published.precision == "zone":
        return True
    said = _said_days(opening)
    return any((day.month, day.day) in said for day in (published.day, published.day - dt.timedelta(1)))


def _said_days(text: str) -> frozenset[tuple[int, int]]:
    """The days of the year that a text names: "July 8", "7월 8일"."""
    found = set()
    for day in _DAY_NUMBER.finditer(text):
        month = _MONTH_BEFORE.search(text[max(0, day.start() - _MONTH_REACH) : day.start()])
        if month and month[1][:3].casefold() in MONTH_STARTS:
            found.add((MONTH_STARTS.index(month[1][:3].casefold()) + 1, int(day[1])))
    if "월" in text:
        found.update((int(month), int(day)) for month, day in _KOREAN_DAY.findall(text))
    return frozenset(found)


def _count_telling(body: csr_matrix, background: NDArray[np.float64]) -> list[int]:
    """How many of the terms of each article do not stand in nearly every article."""
    telling = np.append(background >= COMMON, [False])[body.indices]  # there is one column even without terms
    return [int(part.sum()) for part in np.split(telling, body.indptr[1:-1])] if body.shape[0] else []


def _find_copies(profiles: Sequence[Profile], telling: Sequence[int], keep: Sequence[int]) -> list[int]:
    """The row of each article: a new one, or that of the first with the very same words.

    An article with few telling terms says too little to be a copy.
    """
    first: dict[bytes, int] = {}
    rows, count = [], 0
    for place, (profile, terms) in enumerate(zip(profiles, telling, strict=True)):
        if profile.digest in first and terms >= FEWEST and place not in keep:
            rows.append(first[profile.digest])
            continue
        first.setdefault(profile.digest, count)
        rows.append(count)
        count += 1
    return rows


def _names(text: str, words: Sequence[str]) -> list[str]:
    """The capitalised words inside sentences, as they stand, and those of ``words`` that are Korean nouns no table knows."""
    names: list[str] = _NAME.findall(text)
    return [*names, *(word for word in words if not word.isascii() and _is_korean_name(word))]


def _is_korean_name(word: str) -> bool:
    noun = HANGUL.fullmatch(word) and is_bare(word) and noun_stem(word)
    if not noun or len(noun) < _KOREAN_SYLLABLES:
        return False
    weights = [korean_idf(pair) for pair in syllable_pairs(noun)]
    return sum(weights) >= _KOREAN_NAME * len(weights)


def _count_fields(
    table: TermTable, title: Ragged, lead: Ragged, body: Ragged, names: Ragged, marked: Ragged
) -> list[csr_matrix]:
    """How often each article has each term: in the title, title and lead, title and body, as a name, as a rare one in the title."""
    rare = marked.where(table.idf[marked.values] >= RARE)
    counted = [_count(field, len(table.terms)) for field in (title, lead, body, names, rare)]
    return [counted[0], counted[0] + counted[1], counted[0] + counted[2], *counted[3:]]


def _count(field: Ragged, columns: int) -> csr_matrix:
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    shape = (len(field.ends) - 1, max(columns, 1))
    counts: csr_matrix = matrix((np.ones(len(field.values), np.float32), field.values, field.ends), shape=shape)
    counts.sum_duplicates()
    return counts


def _pick_rows(parts: Sequence[Sequence[csr_matrix]], rows: NDArray[np.intp]) -> list[list[csr_matrix]]:
    """Those of the parts' rows that are named by their places in all; rows rise."""
    found, first = [], 0
    for part in parts:
        inside = rows[(rows >= first) & (rows < first + part[0].shape[0])] - first
        found.append([matrix[inside] for matrix in part])
        first += part[0].shape[0]
    return found


def _stack(parts: list[csr_matrix], like: csr_matrix | None = None) -> csr_matrix:
    """The rows of all parts; with ``like``, whose entries are at the same places, the places are kept once."""
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short
    from scipy.sparse import vstack  # noqa: PLC0415 - as above

    if like is not None:
        return _matrix(np.concatenate([part.data for part in parts]), like.indices, like.indptr, like.shape)
    return parts[0] if len(parts) == 1 else matrix(vstack(parts, format="csr"))


def _weigh(parts: list[list[csr_matrix]], table: TermTable, periods: Sequence[NDArray[np.intp]]) -> Vectors:
    """Vectors from parts of the counts of terms: each article weighed by the IDF of its month, or of the corpus.

    ``parts`` is emptied on the way: no part is in memory both as counts and as vectors.
    """
    starts = np.cumsum([0, *(part[0].shape[0] for part in parts)])
    inside = [[rows[(rows >= a) & (rows < b)] - a for rows in periods] for a, b in pairwise(starts.tolist())]
    weights = []
    for number, rows in enumerate(periods):
        held = np.zeros(len(table.idf), dtype=np.intp)
        for part, of_part in zip(parts, inside, strict=True):
            held += _count_holders(part[2], of_part[number], len(held))
        weights.append(_mix_idf(table.idf, held, len(rows)))
    made = []
    for of_part in inside:
        title, lead, body, names, marked = parts.pop(0)
        known = list(zip(of_part, weights, strict=True))
        roots = [_roots(matrix, _spread_idf(matrix, known)) for matrix in (title, marked)]
        (lead, opening), (body, whole) = (_weigh_both(matrix, known) for matrix in (lead, body))
        made.append([lead, body, _weigh_both(names, known)[0], roots[0], opening, whole, roots[1]])
        del title, names, marked
    columns = dict(zip(Vectors._fields, map(list, zip(*made, strict=True)), strict=True))
    del made
    shared = {"opening": "lead", "whole": "body"}
    stacked: dict[str, csr_matrix] = {}
    for name in Vectors._fields:
        like = shared.get(name)
        stacked[name] = _stack(columns.pop(name), stacked[like] if like else None)
    return Vectors(**stacked)


def _count_holders(body: csr_matrix, rows: NDArray[np.intp], terms: int) -> NDArray[np.intp]:
    """How many of the articles of ``rows`` have each term."""
    held: NDArray[np.intp] = np.bincount(body.indices[_entries(body, rows)], minlength=terms)[:terms]
    return held


def _weigh_both(counts: csr_matrix, periods: Sequence[_Period]) -> tuple[csr_matrix, csr_matrix]:
    """TF-IDF rows, and the roots of the IDF at the same places."""
    return _unit(counts, periods), _roots(counts, _spread_idf(counts, periods))


def _unit(counts: csr_matrix, periods: Sequence[_Period]) -> csr_matrix:
    """Sublinear TF-IDF rows of length 1 (Salton and Buckley 1988), each with the IDF of its period, in single precision."""
    from scipy.sparse import vstack  # noqa: PLC0415 - start-up stays short
    from sklearn.feature_extraction.text import TfidfTransformer  # noqa: PLC0415 - as above

    own = [(rows, idf) for rows, idf in periods if len(rows)]
    made: list[csr_matrix] = []
    for rows, idf in own:
        transformer = TfidfTransformer(sublinear_tf=True)
        transformer.idf_ = np.append(idf, np.zeros(counts.shape[1] - len(idf))).astype(np.float32)
        found = transformer.transform(counts if len(rows) == counts.shape[0] else counts[rows])
        found.eliminate_zeros()
        made.append(found)
    if len(made) < 2:  # noqa: PLR2004 - nothing to put in order
        return made[0] if made else counts
    together: csr_matrix = vstack(made, format="csr")[np.argsort(np.concatenate([rows for rows, _ in own]))]
    return together


def _roots(counts: csr_matrix, idf: NDArray[np.float64]) -> csr_matrix:
    """The roots of the IDF wherever an article has a term that weighs anything."""
    told = idf > 0.0
    ends = np.concatenate([[0], np.cumsum(told)])[counts.indptr].astype(counts.indptr.dtype)
    return _matrix(np.sqrt(idf[told]).astype(np.float32), counts.indices[told], ends, counts.shape)


_Period = tuple["NDArray[np.intp]", "NDArray[np.float64]"]
"""The rows of a period and the IDF of every term in it."""


def _spread_idf(counts: csr_matrix, periods: Sequence[_Period]) -> NDArray[np.float64]:
    """The IDF of each entry of ``counts`` in the period of its row."""
    found = np.zeros(len(counts.data))
    for rows, idf in periods:
        places = _entries(counts, rows)
        found[places] = idf[counts.indices[places]]
    return found


def _entries(counts: csr_matrix, rows: NDArray[np.intp]) -> NDArray[np.intp] | slice:
    """The places of the entries of some rows; rows rise."""
    if len(rows) == counts.shape[0]:
        return slice(None)
    starts, sizes = counts.indptr[rows], np.diff(counts.indptr)[rows]
    before = np.concatenate([[0], np.cumsum(sizes)])
    places: NDArray[np.intp] = np.arange(before[-1]) + np.repeat(starts - before[:-1], sizes)
    return places


def _matrix(
    values: NDArray[np.float32], indices: NDArray[np.int32], ends: NDArray[np.int32], shape: tuple[int, int]
) -> csr_matrix:
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    made: csr_matrix = matrix((values, indices, ends), shape=shape, copy=False)
    return made


def _periods(profiles: Sequence[Profile]) -> list[NDArray[np.intp]]:
    """The rows of each month with many articles, and those of all others."""
    months: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, profile in enumerate(profiles):
        if profile.day is not None:
            day = dt.date.fromordinal(profile.day)
            months[day.year, day.month].append(row)
    large = [np.array(rows, dtype=np.intp) for _, rows in sorted(months.items()) if len(rows) >= _MONTH]
    rest = np.setdiff1d(np.arange(len(profiles), dtype=np.intp), np.concatenate([[], *large]).astype(np.intp))
    return [*large, rest] if len(rest) or not large else large


def _mix_idf(background: NDArray[np.float64], held: NDArray[np.intp], articles: int) -> NDArray[np.float64]:
    """What each term weighs among ``articles`` of which ``held`` have it; 0 for the words of every article, never more than in the language."""
    share: NDArray[np.float64] = (held + _BACKGROUND * np.exp(-background)) / (max(articles, _DAY) + _BACKGROUND)
    mixed = np.round(np.minimum(-np.log(share), background) / _STEPS) * _STEPS
    weights: NDArray[np.float64] = np.where(background >= COMMON, np.maximum(mixed, 0.0), 0.0)
    return weights
