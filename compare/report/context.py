"""One event as its pages read it: its accounts in order, their sentences with places and anchors, text with its language."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from compare.model import Article, Comparison, Finding, Moment, Nearest, Origin, Outlet, Sentence, SentenceRef
from compare.pipeline import Case
from compare.report.date_format import clock_of, local, printed, short_day
from compare.report.site import Imprint
from compare.report.urls import article_page, web_address
from compare.text import quotations
from compare.text import tokens as text
from compare.text.anchors import normal_form, outlet_folder, sentence_anchors
from compare.text.sentences import lead_in
from compare.text.tokens import Token

Span = tuple[int, int]
"""Start and end of a piece of text, half open."""


class Told(NamedTuple):
    """A sentence in its account: ``number`` counts the account's own sentences from 1.

    ``quoted_words`` are those inside quotation marks; ``lead_in`` is the length of the dateline that it opens
    with, its dash included: it says nothing of the event.
    """

    sentence: Sentence
    account: int
    number: int
    anchor: str
    tokens: Sequence[Token]
    quoted: tuple[Span, ...]
    quoted_words: int
    lead_in: int

    @property
    def page(self) -> str:
        """The article's own page that has the sentence, from the root of the site."""
        return article_page(self.sentence.article_id, self.number)

    @property
    def words(self) -> int:
        """How many words the sentence has."""
        return len(self.tokens)


class AccountName(NamedTuple):
    """What an account is called: ``Yonhap (10:24)`` in running text, ``Yonhap 10:24`` on its label.

    The time or the day is there where the event has several articles of the outlet.
    """

    full: str
    short: str


class EventContext(NamedTuple):
    """An event's articles in display order, with their outlets, origins and sentences.

    ``places`` says where each article stands, by its id; ``findings`` are those of each analysis and measure, in order;
    ``names`` is what each account is called, ``stamps`` when it was published on its own clock; ``perhaps`` has for a sentence those that perhaps tell the same.
    """

    comparison: Comparison
    articles: tuple[Article, ...]
    outlets: tuple[Outlet | None, ...]
    origins: tuple[Origin, ...]
    told: dict[SentenceRef, Told]
    by_account: tuple[tuple[Told, ...], ...]
    places: dict[str, int]
    findings: dict[tuple[str, str], list[Finding]]
    names: tuple[AccountName, ...]
    stamps: tuple[dt.datetime | None, ...]
    perhaps: dict[SentenceRef, tuple[Told, ...]]

    @property
    def origin_count(self) -> int:
        """How many independent origins the event has."""
        return len({origin.id for origin in self.origins})

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The day of each article that has a date, in the order of the event."""
        return tuple(stamp.date() for stamp in self.stamps if stamp)

    @property
    def last_day(self) -> dt.date | None:
        """The day on which the event's last article was published; None where no article has a date."""
        dated = [(a.published.instant, s) for a, s in zip(self.articles, self.stamps, strict=True) if a.published and s]
        return max(dated, key=lambda item: item[0])[1].date() if dated else None

    @property
    def outlet_count(self) -> int:
        """How many outlets tell it; articles without a known outlet count one each."""
        return len({article.outlet_id or f"\0{article.id}" for article in self.articles})


def read_event(case: Case, comparison: Comparison, timezone: str = "") -> EventContext:
    """The event of ``case``, ready to be laid out; articles keep the event's order, earliest first.

    ``timezone`` is the site's, in which the articles' days are told; empty, each article's are in its outlet's.
    """
    articles = case.articles
    outlets = tuple(case.outlets.get(article.outlet_id or "") for article in articles)
    stamps = tuple(
        local(article.published, clock_of(outlet, timezone)) if article.published else None
        for article, outlet in zip(articles, outlets, strict=True)
    )
    origins = {origin.article_id: origin for origin in comparison.origins}
    by_account = tuple(_tell(article, account) for account, article in enumerate(articles))
    findings: dict[tuple[str, str], list[Finding]] = {}
    for finding in comparison.findings:
        findings.setdefault((finding.analysis, finding.measure), []).append(finding)
    told = {told.sentence.ref: told for account in by_account for told in account}
    return EventContext(
        comparison=comparison,
        articles=articles,
        outlets=outlets,
        origins=tuple(origins.get(article.id) or Origin(article.id, article.id, "own") for article in articles),
        told=told,
        by_account=by_account,
        places={article.id: place for place, article in enumerate(articles)},
        findings=findings,
        names=_name_accounts(articles, outlets, stamps),
        stamps=stamps,
        perhaps=_perhaps(comparison.alignment.perhaps, told),
    )


def _perhaps(found: Sequence[Nearest], told: Mapping[SentenceRef, Told]) -> dict[SentenceRef, tuple[Told, ...]]:
    """For each sentence of a pair that perhaps tells the same, the others, in the order of the page."""
    pairs: dict[SentenceRef, dict[SentenceRef, None]] = {}
    for near in found:
        if near.sentence in told and near.other in told:
            pairs.setdefault(near.sentence, {})[near.other] = None
            pairs.setdefault(near.other, {})[near.sentence] = None
    return {
        ref: tuple(sorted((told[other] for other in others), key=lambda one: (one.account, one.number)))
        for ref, others in pairs.items()
    }


def _name_accounts(
    articles: Sequence[Article], outlets: Sequence[Outlet | None], stamps: Sequence[dt.datetime | None]
) -> tuple[AccountName, ...]:
    """The outlets' names; articles of one outlet are distinguished by the time, else the day, else both, else a number."""
    groups: dict[str, list[int]] = {}
    for place, (article, outlet) in enumerate(zip(articles, outlets, strict=True)):
        name = outlet.name if outlet else article.outlet_id or "Outlet not given"
        groups.setdefault(name, []).append(place)
    names: dict[int, AccountName] = {}
    for name, places in groups.items():
        short = name.removeprefix("The ") or name
        marks = _marks([(articles[place].published, stamps[place]) for place in places]) if len(places) > 1 else [""]
        for place, mark in zip(places, marks, strict=True):
            names[place] = AccountName(f"{name} ({mark})", f"{short} {mark}") if mark else AccountName(name, short)
    return tuple(names[place] for place in range(len(articles)))


def _marks(published: Sequence[tuple[Moment | None, dt.datetime | None]]) -> list[str]:
    """What tells articles of one outlet apart: ``10:24``, ``8 July``, ``8 July 10:24`` or ``1``."""
    dated = [(moment, stamp) for moment, stamp in published if moment and stamp]
    if len(dated) == len(published):
        days = [short_day(stamp.date()) for _, stamp in dated]
        clocks = [f"{stamp:%H:%M}" if moment.precision != "date" else "" for moment, stamp in dated]
        both = [f"{day} {clock}".strip() for day, clock in zip(days, clocks, strict=True)]
        for marks in ([clocks] if len(set(days)) == 1 else []) + [days, both]:
            if len(set(marks)) == len(marks) and all(marks):
                return marks
    return [str(number) for number in range(1, len(published) + 1)]


def _tell(article: Article, account: int) -> tuple[Told, ...]:
    tokens = [text.tokens(sentence.text) for sentence in article.prose]
    anchors = sentence_anchors(article.id, map(normal_form, tokens))
    quotes = quotations.spans(article.body)
    ends = [end for _, end in quotes]
    told = []
    for number, (sentence, anchor, words) in enumerate(zip(article.prose, anchors, tokens, strict=True), start=1):
        quoted = _within(sentence, quotes, ends)
        inside = _count_within([word.start for word in words], quoted) if quoted else 0
        told.append(Told(sentence, account, number, anchor, words, quoted, inside, lead_in(article, sentence)))
    return tuple(told)


def _count_within(starts: Sequence[int], spans: Sequence[Span]) -> int:
    """How many of the ordered ``starts`` lie in one of the spans, which are apart from each other."""
    return sum(bisect_left(starts, end) - bisect_left(starts, start) for start, end in spans)


def _within(sentence: Sentence, quoted: Sequence[Span], ends: Sequence[int]) -> tuple[Span, ...]:
    """The quotation spans of a body inside one sentence, in the sentence's own offsets."""
    inside = []
    for start, end in quoted[bisect_left(ends, sentence.start + 1) :]:
        if start >= sentence.end:
            break
        inside.append((max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start))
    return tuple(inside)


_HANGUL = re.compile("[ᄀ-ᇿ㄰-㆏가-힣]")
_LETTER = re.compile(r"[^\W\d_]")


class TaggedText(Struct, frozen=True):
    """A piece of published text; ``lang`` is a language tag where it is known not to be the site's."""

    text: str
    lang: str | None = None


def tagged(text: str, declared: str | None, site_language: str) -> TaggedText:
    """``text`` with its language: Korean where it is written in Hangul, else the declared one.

    Names and headlines are often written in another script than their article declares.
    """
    language = "ko" if is_korean(text) else declared
    return TaggedText(text, language if language != site_language else None)


def is_korean(text: str) -> bool:
    """Whether at least a third of the letters are Hangul."""
    hangul = len(_HANGUL.findall(text))
    return hangul > 0 and 3 * hangul >= len(_LETTER.findall(text))


class Account(Struct, frozen=True, kw_only=True):
    """One article of the event. ``outlet`` and ``when`` say so where they were not given.

    ``name`` and ``label`` are what it is called in text and on its label; ``truncated`` says why the text that was read
    is known not to be the whole article.
    """

    place: int
    letter: str
    name: TaggedText
    label: TaggedText
    article_id: str
    page: str
    outlet: TaggedText
    native: TaggedText | None
    outlet_page: str | None
    headline: TaggedText | None
    deck: TaggedText | None
    byline: str | None
    when: str
    short_when: str
    iso: str | None
    url: str | None
    version: str | None
    truncated: str | None
    lang: str | None
    sentences: int
    words: int
    quoted_words: int

    @property
    def headline_only(self) -> bool:
        """Whether nothing but the headline was read: then nothing can be said to be missing from it."""
        return not self.sentences


def introduce(imprint: Imprint, reading: EventContext) -> tuple[Account, ...]:
    """The accounts of an event, lettered A, B, C in the order of the event."""
    return tuple(
        _introduce(imprint, reading, place, article, outlet)
        for place, (article, outlet) in enumerate(zip(reading.articles, reading.outlets, strict=True))
    )


def _short_when(moment: Moment, stamp: dt.datetime) -> str:
    """``15 Oct. 10:24``; the day alone where no time is known."""
    return short_day(stamp.date()) + (f" {stamp:%H:%M}" if moment.precision != "date" else "")


def outlet_name(imprint: Imprint, article: Article) -> TaggedText:
    """The name of the article's outlet, or that none was given."""
    outlet = imprint.outlets.get(article.outlet_id or "")
    name = outlet.name if outlet else article.outlet_id
    return tagged(name, None, imprint.site.language) if name else TaggedText("outlet not given")


def when(imprint: Imprint, article: Article) -> str:
    """When the article was published, as precisely as it says, or that it does not."""
    if not article.published:
        return "no date given"
    return printed(article.published, clock_of(imprint.outlets.get(article.outlet_id or ""), imprint.site.timezone))


def headline(imprint: Imprint, article: Article) -> TaggedText | None:
    """The headline as published, or None."""
    return tagged(article.headline, article.language, imprint.site.language) if article.headline else None


def letter(place: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    tens, ones = divmod(place, 26)
    return (letter(tens - 1) if tens else "") + chr(ord("A") + ones)


def _introduce(imprint: Imprint, reading: EventContext, place: int, article: Article, outlet: Outlet | None) -> Account:
    site = imprint.site
    told = reading.by_account[place]
    native = outlet.native_name if outlet else None
    moment, stamp, name = article.published, reading.stamps[place], outlet_name(imprint, article)
    return Account(
        place=place,
        letter=letter(place),
        name=TaggedText(reading.names[place].full, name.lang),
        label=TaggedText(reading.names[place].short, name.lang),
        article_id=article.id,
        page=article_page(article.id),
        outlet=name,
        native=tagged(native, None, site.language) if native else None,
        outlet_page=outlet_folder(article.outlet_id) if article.outlet_id else None,
        headline=headline(imprint, article),
        deck=tagged(article.deck, article.language, site.language) if article.deck and site.full_text else None,
        byline=article.byline,
        when=when(imprint, article),
        short_when=_short_when(moment, stamp) if moment and stamp else "",
        iso=moment.iso if moment else None,
        url=web_address(article.url),
        version=article.version,
        truncated=article.truncated,
        lang=tagged(article.body, article.language or (outlet.language if outlet else None), site.language).lang,
        sentences=len(told),
        words=sum(t.words for t in told),
        quoted_words=sum(t.quoted_words for t in told),
    )
