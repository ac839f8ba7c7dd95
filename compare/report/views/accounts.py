"""An article as a page introduces it: letter, outlet, date, headline, byline, notices."""

from __future__ import annotations

from msgspec import Struct

from compare.model import Article, Outlet
from compare.report.anchors import article_page, outlet_page_id, web_address
from compare.report.dates import printed, printed_time
from compare.report.imprint import Imprint
from compare.report.reading import Reading
from compare.report.runs import Run, run


class Account(Struct, frozen=True, kw_only=True):
    """One article of the event. ``outlet`` and ``when`` say so where they were not given.

    ``truncated`` says why the text that was read is known not to be the whole article.
    """

    letter: str
    repeated: bool
    article_id: str
    page: str
    outlet: Run
    native: Run | None
    outlet_page: str | None
    headline: Run | None
    deck: Run | None
    byline: str | None
    when: str
    clock: str
    iso: str | None
    url: str | None
    version: str | None
    truncated: str | None
    lang: str | None
    sentences: int
    words: int
    quoted_words: int

    @property
    def said(self) -> Run:
        """The outlet's name; with the letter where the event has several articles of it."""
        return Run(f"{self.outlet.text} ({self.letter})", self.outlet.lang) if self.repeated else self.outlet

    @property
    def quoted_percent(self) -> int:
        """The share of words inside quotation marks, in whole percent."""
        return (200 * self.quoted_words + self.words) // (2 * self.words) if self.words else 0


def introduce(imprint: Imprint, reading: Reading) -> tuple[Account, ...]:
    """The accounts of an event, lettered A, B, C in the order of the event."""
    return tuple(
        _introduce(imprint, reading, place, article, outlet)
        for place, (article, outlet) in enumerate(zip(reading.articles, reading.outlets, strict=True))
    )


def outlet_name(imprint: Imprint, article: Article) -> Run:
    """The name of the article's outlet, or that none was given."""
    outlet = imprint.outlets.get(article.outlet_id or "")
    name = outlet.name if outlet else article.outlet_id
    return run(name, None, imprint.site.language) if name else Run("outlet not given")


def when(imprint: Imprint, article: Article) -> str:
    """When the article was published, as precisely as it says, or that it does not."""
    return printed(article.published, imprint.site.timezone) if article.published else "no date given"


def headline(imprint: Imprint, article: Article) -> Run | None:
    """The headline as published, or None."""
    return run(article.headline, article.language, imprint.site.language) if article.headline else None


def letter(place: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    tens, ones = divmod(place, 26)
    return (letter(tens - 1) if tens else "") + chr(ord("A") + ones)


def _introduce(imprint: Imprint, reading: Reading, place: int, article: Article, outlet: Outlet | None) -> Account:
    site = imprint.site
    told = reading.by_account[place]
    native = outlet.native_name if outlet else None
    moment = article.published
    return Account(
        letter=letter(place),
        repeated=sum(other.outlet_id == article.outlet_id for other in reading.articles) > 1,
        article_id=article.id,
        page=article_page(article.id),
        outlet=outlet_name(imprint, article),
        native=run(native, None, site.language) if native else None,
        outlet_page=outlet_page_id(article.outlet_id) if article.outlet_id else None,
        headline=headline(imprint, article),
        deck=run(article.deck, article.language, site.language) if article.deck and site.full_text else None,
        byline=article.byline,
        when=when(imprint, article),
        clock=printed_time(moment, site.timezone) if moment else "",
        iso=moment.iso if moment else None,
        url=web_address(article.url),
        version=article.version,
        truncated=article.truncated,
        lang=run(article.body, article.language or (outlet.language if outlet else None), site.language).lang,
        sentences=len(told),
        words=sum(t.words for t in told),
        quoted_words=sum(t.quoted_words for t in told),
    )
