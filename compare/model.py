"""The nouns of the project: articles, events, origins, links, beads, findings, and what people decided about them.

Every type is frozen and holds data only; what is computed from it lives in the rooms that compute.
Offsets are Unicode code points, half open. Indices count from 0 and are never renumbered.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from compare.config import Config

ArticleKind = Literal["news", "summary", "list", "editorial", "photo", "set aside"]
SentenceRole = Literal["text", "caption", "credit", "furniture"]
LinkKind = Literal["same", "reworded", "partial"]
OriginKind = Literal["own", "wire", "reprint", "undecided", "version"]
RelationKind = Literal["related", "near miss"]
DifferenceKind = Literal["number", "date", "place", "name", "statement"]
DifferenceStatus = Literal["differs", "later", "scope", "compare", "agrees"]
Precision = Literal["date", "minute", "zone"]

OVERRIDES_FILE = "overrides.toml"

DecisionKind = Literal["merge", "split", "pin", "forbid", "link", "unlink", "rename", "exclude", "date", "speaker"]
NonEmpty = Annotated[str, Meta(min_length=1)]

_FURTHEST_ZONE = dt.timedelta(hours=14)
_LONGEST_CELL = 300


class Place(Struct, frozen=True, gc=False):
    """Where something was read: a file and, for records, the line or record number in it."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        """``file:line``."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


class Moment(Struct, frozen=True, order=True, gc=False):
    """A point in time, exactly as precise as its source was.

    ``iso`` is ISO 8601: ``2020-07-08`` (date), ``2020-07-08T12:39`` (minute, zone unknown) or
    ``2020-07-08T12:39+09:00`` (zone known). Seconds are kept where the source gave them.
    """

    iso: str

    @property
    def precision(self) -> Precision:
        """How much of the moment is known."""
        if "T" not in self.iso:
            return "date"
        return "minute" if dt.datetime.fromisoformat(self.iso).tzinfo is None else "zone"

    @property
    def day(self) -> dt.date:
        """The calendar day, in the zone of the source."""
        return dt.date.fromisoformat(self.iso[:10])

    def is_before(self, other: Moment) -> bool | None:
        """Whether it comes before the other; None if that is unknown.

        It is unknown for the same day if one of them is only a day, for moments less than 14 hours apart if only one has a
        time zone, and for equal moments.
        """
        if "date" in (self.precision, other.precision):
            return None if self.day == other.day else self.day < other.day
        gap = other.instant - self.instant
        if not gap or (self.precision != other.precision and abs(gap) < _FURTHEST_ZONE):
            return None
        return gap > dt.timedelta()

    @property
    def instant(self) -> dt.datetime:
        """A UTC instant for sorting and arithmetic; an unknown time counts as midnight, an unknown zone as UTC."""
        moment = dt.datetime.fromisoformat(self.iso)
        return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


class Outlet(Struct, frozen=True, gc=False):
    """A news outlet as reports name it; how its pages are read is the reading room's business."""

    id: str
    name: str
    native_name: str | None = None
    domains: tuple[str, ...] = ()
    language: str | None = None
    timezone: str | None = None
    agency: bool = False


class SentenceRef(Struct, frozen=True, order=True, gc=False):
    """Where a sentence stands: its article and its 0-based index there."""

    article_id: str
    index: int


class Sentence(Struct, frozen=True, gc=False):
    """One sentence of a body: ``body[start:end] == text``.

    ``role`` is ``text`` for the article's own sentences. Captions, credits and furniture that stand among
    *given* sentences keep their place and index, and are flagged so that nothing aligns or counts them.
    """

    article_id: str
    index: int
    paragraph: int
    start: int
    end: int
    text: str
    role: SentenceRole = "text"

    @property
    def ref(self) -> SentenceRef:
        """The sentence's address."""
        return SentenceRef(self.article_id, self.index)


class Article(Struct, frozen=True, kw_only=True, gc=False):
    """One account of an event by one outlet, as read: nothing guessed is filled in.

    ``headline``, ``outlet_id`` and ``published`` may be None: the report says so. ``body`` is the repaired
    text, paragraphs separated by a newline. ``credit`` holds the credit lines verbatim ("By Yonhap",
    "(Yonhap)"), ``dateline`` the text before the lead ("SEOUL, July 8 (Yonhap)"), ``version`` a label such
    as "2nd LD", ``notices`` what must be shown wherever the article is (a correction, a demonstration
    mark), ``given_event`` a grouping the record brought along, ``remarks`` what could not be read of the article's
    fields, and what to do about it ("published: 'soon' is no date that is known. Write it as ..."), ``truncated`` why the text is known not to be the whole article
    ("behind a paywall: 61 of 480 words are on the page"), so that a sentence missing from it proves nothing. An article
    of which the headline alone is known has an empty ``body``, no ``sentences``, and ``truncated`` says so.
    """

    id: str
    outlet_id: str | None = None
    url: str | None = None
    language: str | None = None
    headline: str | None = None
    deck: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    body: str
    sentences: tuple[Sentence, ...]
    captions: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    version: str | None = None
    notices: tuple[str, ...] = ()
    kind: ArticleKind = "news"
    kind_reason: str | None = None
    given_event: str | None = None
    remarks: tuple[str, ...] = ()
    truncated: str | None = None

    @property
    def prose(self) -> tuple[Sentence, ...]:
        """The article's own sentences, without flagged captions, credits and furniture."""
        return tuple(s for s in self.sentences if s.role == "text")

    @property
    def headline_only(self) -> bool:
        """Whether nothing but the headline is known of it."""
        return not self.sentences

    def _repr_html_(self) -> str:
        lead = self.prose[0].text if self.prose else None
        rows = [
            ("outlet", self.outlet_id),
            ("published", self.published.iso if self.published else None),
            ("byline", self.byline),
            ("credit", "; ".join(self.credit) or None),
            ("sentences", len(self.prose)),
            ("begins", lead),
            ("address", self.url),
        ]
        return html_table(self.headline or self.id, [("id", self.id), *rows])


class Unreadable(Struct, frozen=True, gc=False):
    """An input that gave no article: where, what is wrong, and what to do about it."""

    path: str
    line: int | None
    problem: str
    hint: str = field(name="mend")  # the key in JSON, kept for readers of earlier reports


_MANY_UNDATED, _UNDATED_SHARE = 3, 0.1


class Corpus(Struct, frozen=True):
    """The articles that were read, in input order, the inputs that could not be, and what people decided.

    ``decided`` are the notes on decisions already applied to the articles (dates, exclusions), by article id, and
    ``places`` where records were read, since their ids do not say. ``config`` is the configuration to group and compare them with.
    """

    articles: tuple[Article, ...]
    outlets: dict[str, Outlet]
    unreadable: tuple[Unreadable, ...] = ()
    overrides: tuple[Override, ...] = ()
    decided: tuple[Decision, ...] = ()
    places: dict[str, Place] = {}
    config: Config = Config()

    @property
    def headlines(self) -> tuple[Article, ...]:
        """The articles of which the headline alone is known."""
        return tuple(article for article in self.articles if article.headline_only)

    @property
    def short(self) -> tuple[Article, ...]:
        """The articles whose text is known not to be whole, without ``headlines``."""
        return tuple(article for article in self.articles if article.truncated and not article.headline_only)

    @property
    def undated(self) -> tuple[Article, ...]:
        """The articles whose date is not known."""
        return tuple(article for article in self.articles if article.published is None)

    @property
    def weakly_dated(self) -> bool:
        """Whether so many articles have no date (three, and a tenth of all) that grouping often rests on words alone."""
        count = len(self.undated)
        return count >= _MANY_UNDATED and count >= _UNDATED_SHARE * len(self.articles)

    def place_of(self, article_id: str) -> Place:
        """The file, and where it holds records the line, that the article was read from."""
        return self.places.get(article_id) or Place(article_id)

    def __repr__(self) -> str:
        """One line of counts."""
        lost = f", {len(self.unreadable)} unreadable" if self.unreadable else ""
        decided = f", {len(self.overrides)} decisions" if self.overrides else ""
        return f"Corpus({len(self.articles)} articles of {len(self.outlets)} outlets{lost}{decided})"

    def _repr_html_(self) -> str:
        counted = Counter(article.outlet_id for article in self.articles)
        named = [
            (self.outlets[key].name if key in self.outlets else "outlet not given", n) for key, n in counted.items()
        ]
        lost = [("could not be read", len(self.unreadable))] if self.unreadable else []
        return html_table(f"{len(self.articles)} articles", [*sorted(named), *lost])


class Event(Struct, frozen=True, gc=False):
    """Articles that tell the same event, earliest first; ``id`` is the hash of the earliest one's id.

    ``excluded`` says why an article was kept out of grouping; such an event has that article alone. ``perhaps`` are
    articles of other events that may belong here, likeliest first: they are neither compared nor counted.
    """

    id: str
    article_ids: tuple[str, ...]
    excluded: str | None = None
    perhaps: tuple[Candidate, ...] = ()

    def __repr__(self) -> str:
        """A line: the articles, at most five of them by name."""
        named = ", ".join(self.article_ids[:5]) + (", …" if len(self.article_ids) > 5 else "")  # noqa: PLR2004 - five
        perhaps = f", perhaps {len(self.perhaps)} more" if self.perhaps else ""
        return f"Event({self.id}: {len(self.article_ids)} articles: {named}{perhaps})"

    def _repr_html_(self) -> str:
        articles = [("article", article_id) for article_id in self.article_ids]
        return html_table(f"Event {self.id}", [*articles, ("kept out of grouping", self.excluded)])


class Factor(Struct, frozen=True, gc=False):
    """One reason for a score: ``share`` is what it adds to the log-odds, ``text`` says it in words."""

    name: str
    value: float
    share: float
    text: str


class Candidate(Struct, frozen=True, gc=False):
    """An article that may belong to an event: how likely, and why, strongest reason first."""

    article_id: str
    probability: float
    reasons: tuple[Factor, ...] = ()


class Relation(Struct, frozen=True, gc=False):
    """Two articles of different events that belong together, or nearly fell into one event.

    ``score`` is the probability that they tell one event; ``reasons`` come strongest first.
    """

    a: str
    b: str
    kind: RelationKind
    score: float
    reasons: tuple[Factor, ...]


class Grouping(Struct, frozen=True):
    """The events of a corpus, earliest first, and the relations between articles of different events.

    ``decisions`` are those that people took on it.
    """

    events: tuple[Event, ...]
    relations: tuple[Relation, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def __repr__(self) -> str:
        """A line: how many events of how many articles."""
        articles = sum(len(event.article_ids) for event in self.events)
        return f"Grouping({len(self.events)} events of {articles} articles, {len(self.relations)} relations)"


class Conflict(Struct, frozen=True, gc=False):
    """Two spans of linked sentences that cannot both be true; offsets count in each sentence's text."""

    type: DifferenceKind
    a: tuple[int, int]
    b: tuple[int, int]


class Link(Struct, frozen=True, gc=False):
    """Two sentences of different articles that say the same thing, wholly or in part.

    ``forced``: a person said so; ``score`` is then what was measured all the same.
    """

    a: SentenceRef
    b: SentenceRef
    kind: LinkKind
    score: float
    conflicts: tuple[Conflict, ...] = ()
    forced: bool = False


class Bead(Struct, frozen=True, gc=False):
    """The sentences, of 1..N articles, that say the same thing. Every sentence is in exactly one bead."""

    sentences: tuple[SentenceRef, ...]
    links: tuple[Link, ...] = ()


class Nearest(Struct, frozen=True, gc=False):
    """For a sentence without a link into an article: the closest sentence there, and how close."""

    sentence: SentenceRef
    other: SentenceRef
    score: float


class Cut(Struct, frozen=True, gc=False):
    """How many sentences at the end of an overlong article were compared with nothing."""

    article_id: str
    sentences: int


class Alignment(Struct, frozen=True):
    """The sentence links of one event.

    ``links`` are all of them, ``beads`` partition the articles' prose, ``across`` are the links whose ends
    lie in different beads ("see also"), ``nearest`` has an entry per unlinked sentence and other article;
    ``perhaps`` are those of ``nearest`` that may say the same, so that the sentence is not called the only one.
    ``cut`` says which articles were too long to be compared as a whole: sentences left out are in beads alone.
    """

    links: tuple[Link, ...]
    beads: tuple[Bead, ...]
    across: tuple[Link, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    perhaps: tuple[Nearest, ...] = ()
    cut: tuple[Cut, ...] = ()


class Copied(Struct, frozen=True, gc=False):
    """How much of an article stands in another's text: words copied of words in all, with the sentences."""

    source_id: str
    words: int
    of: int
    sentences: tuple[int, ...]

    @property
    def text(self) -> str:
        """How much, in words; among the evidence of an origin that rests on it."""
        return f"{self.words} of {self.of} words outside quotation marks"


class Origin(Struct, frozen=True, gc=False):
    """Who really wrote an article.

    ``id`` is shared by articles of one independent origin. ``source`` names it (an agency or an outlet id),
    ``evidence`` quotes what proves it ("By Yonhap", "SEOUL, July 8 (Yonhap)", a copied share).
    """

    id: str
    article_id: str
    kind: OriginKind
    source: str | None = None
    evidence: tuple[str, ...] = ()
    copied: Copied | None = None


class SpanRef(Struct, frozen=True, order=True, gc=False):
    """Words of a sentence: offsets count in the sentence's text, half open."""

    sentence: SentenceRef
    start: int
    end: int


class Form(Struct, frozen=True, gc=False):
    """A word or phrase, and how often it is used."""

    text: str
    count: int = 1


class Forms(Struct, frozen=True, tag="forms"):
    """What a finding lists: the forms of a name, hedges, the words of a headline; most frequent or earliest first."""

    forms: tuple[Form, ...]


class Speech(Struct, frozen=True, tag="speech"):
    """How a speaker is quoted: the verbs that report it, and the ids of the other articles that quote the speaker too.

    ``only`` is "heard" where no article of another origin so much as names the speaker, "quoted" where some do and none
    quotes them; empty where neither is sure.
    """

    verbs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    only: Literal["", "heard", "quoted"] = ""


class Wordings(Struct, frozen=True, tag="wordings"):
    """The words that each article uses: pairs of an article's id and its words, as printed but in small letters."""

    by_article: tuple[tuple[str, tuple[str, ...]], ...]


class Speakers(Struct, frozen=True, tag="speakers"):
    """Whose quotations a line is set beside, each once; None for a speaker who is not known."""

    names: tuple[str | None, ...]


Detail = Forms | Speech | Wordings | Speakers
"""What a finding knows beyond its number; each measure says which of these its findings have, if any."""


class Finding(Struct, frozen=True, gc=False):
    """One measured difference with its evidence; ``uncertainty`` may say "too few: 2 of 4 links".

    ``analysis`` and ``measure`` name the definition, ``subject`` what is measured (a speaker, a word, a sentence's
    opening), ``value`` the statistic in the measure's unit, ``text`` the same in words, for people: what programs need of it
    is in ``detail``. ``outlet_id`` and
    ``article_id`` say whose account it is about, None where it is about the event; ``other_outlet_id`` and
    ``other_article_id`` the account it is measured against, where that is one. ``value`` is None where the data are too
    few, or there is nothing to state; it rests on a ``count`` among ``n`` units. ``low`` and ``high`` are the ends of the
    interval that ``uncertainty`` names. Evidence are whole sentences (``evidence``), words in them (``spans``), and words
    outside any sentence: headlines, credits (``quotes``).
    """

    analysis: str
    subject: str
    value: float | None
    uncertainty: str
    evidence: tuple[SentenceRef, ...]
    measure: str = ""
    text: str = ""
    outlet_id: str | None = None
    article_id: str | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    spans: tuple[SpanRef, ...] = ()
    quotes: tuple[str, ...] = ()
    count: int | None = None
    other_outlet_id: str | None = None
    other_article_id: str | None = None
    detail: Detail | None = None


class Claim(Struct, frozen=True, gc=False):
    """What one account says of a thing: the words ``at``; ``cites`` names, verbatim, whom it has it from.

    ``value`` is what it says in plain form ("27", "2021-03-02", "denied"): claims of one difference that agree have the
    same.
    """

    at: SpanRef
    value: str = ""
    cites: str | None = None


class Difference(Struct, frozen=True, gc=False):
    """What accounts of one event say of one thing, lined up: a figure, a day, a place, a name, a statement.

    ``about`` tells in an account's own words what is counted, dated or said. ``claims`` come in the order of the event's
    articles. ``differs``: both cannot hold of one moment. ``later``: the later account's figure has moved on. ``scope``:
    they count or date different things. ``compare``: nothing is claimed, the two are worth a look side by side.
    ``agrees``: told in different words, the same. ``opposed`` are the pairs of claims, by their places, of which the
    status was found: of three accounts, two may agree.
    """

    kind: DifferenceKind
    status: DifferenceStatus
    about: str
    claims: tuple[Claim, ...]
    opposed: tuple[tuple[int, int], ...] = ()


class Comparison(Struct, frozen=True, kw_only=True):
    """Everything that was measured on one event; depends on its articles, the decisions on it and the configuration alone.

    ``words`` counts the words of each outlet's narration, for pooling over events; it is empty where one outlet alone
    has an account of its own. ``title`` is one that a person gave; else the headline of ``title_of`` is the title.
    """

    event: Event
    title_of: str | None
    title: str | None = None
    decisions: tuple[Decision, ...] = ()
    origins: tuple[Origin, ...]
    alignment: Alignment
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()
    words: dict[str, dict[str, int]] = {}

    def __repr__(self) -> str:
        """One line: the event and counts."""
        counts = (
            f"{len(self.event.article_ids)} articles, {len(self.alignment.links)} links, {len(self.findings)} findings"
        )
        return f"Comparison({self.event.id}: {counts})"


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence: the ``article`` it stands in and the ``words`` it opens with, enough to be unique in it."""

    article: str
    words: NonEmpty


SentenceKey = str | Opening
"""A sentence: its opening, or its anchor on the site ("s-0a1b2c3d4e")."""


class Merge(Struct, frozen=True, forbid_unknown_fields=True):
    """The events of these articles are one event."""

    articles: Annotated[tuple[str, ...], Meta(min_length=2)]


class Split(Struct, frozen=True, forbid_unknown_fields=True):
    """These articles leave their event and form an event of their own."""

    articles: Annotated[tuple[str, ...], Meta(min_length=1)]


class Pin(Struct, frozen=True, forbid_unknown_fields=True):
    """This article alone moves to the event of the article ``to``."""

    article: str
    to: str


class Forbid(Struct, frozen=True, forbid_unknown_fields=True):
    """No two of these articles are in one event."""

    articles: Annotated[tuple[str, ...], Meta(min_length=2)]


class ForceLink(Struct, frozen=True, forbid_unknown_fields=True):
    """These two sentences say the same thing."""

    a: SentenceKey
    b: SentenceKey


class DropLink(Struct, frozen=True, forbid_unknown_fields=True):
    """These two sentences do not say the same thing."""

    a: SentenceKey
    b: SentenceKey


class Rename(Struct, frozen=True, forbid_unknown_fields=True):
    """The event of this article, or with this id, gets this title."""

    event: str
    title: NonEmpty


class Exclude(Struct, frozen=True, forbid_unknown_fields=True):
    """This article is kept out of events."""

    article: str


class Redate(Struct, frozen=True, forbid_unknown_fields=True):
    """This article was published then: ISO 8601, a day, or a time with or without its zone."""

    article: str
    published: str


class Respeak(Struct, frozen=True, forbid_unknown_fields=True):
    """The quotation of this article that opens with ``quote`` is this speaker's."""

    article: str
    quote: NonEmpty
    speaker: NonEmpty


Grouped = Merge | Split | Pin | Forbid
Rule = Merge | Split | Pin | Forbid | ForceLink | DropLink | Rename | Exclude | Redate | Respeak

RULES: dict[DecisionKind, type[Rule]] = {
    "merge": Merge,
    "split": Split,
    "pin": Pin,
    "forbid": Forbid,
    "link": ForceLink,
    "unlink": DropLink,
    "rename": Rename,
    "exclude": Exclude,
    "date": Redate,
    "speaker": Respeak,
}


class Override(Struct, frozen=True, kw_only=True):
    """One decision: who took it, why, and where it is written."""

    kind: DecisionKind
    rule: Rule
    author: str | None = None
    reason: str | None = None
    where: str = OVERRIDES_FILE
    line: int | None = None


class Decision(Struct, frozen=True):
    """A decision as shown on the pages it changed.

    ``text`` says it in words, ``articles`` are those it concerns, ``also`` those that would be in their event without it;
    ``changed`` is false if the result would be the same without it.
    """

    kind: DecisionKind
    text: str
    articles: tuple[str, ...]
    author: str | None = None
    reason: str | None = None
    changed: bool = True
    also: tuple[str, ...] = ()


def named_articles(rule: Rule) -> tuple[str, ...]:
    """The ids of the articles that a rule names; a sentence given by its anchor names none."""
    match rule:
        case Merge() | Split() | Forbid():
            return rule.articles
        case Pin():
            return (rule.article, rule.to)
        case ForceLink() | DropLink():
            return tuple(place.article for place in (rule.a, rule.b) if isinstance(place, Opening))
        case Rename():
            return (rule.event,)
        case Exclude() | Redate() | Respeak():
            return (rule.article,)


class LinkRule(Struct, frozen=True, order=True):
    """A decision about two sentences: ``together`` if they are linked, else they must not be."""

    a: SentenceRef
    b: SentenceRef
    together: bool


class SpeakerRule(Struct, frozen=True, order=True):
    """A decision about the quotation ``body[start:end]`` of an article: who said it."""

    article_id: str
    start: int
    end: int
    speaker: str


class Curation(Struct, frozen=True):
    """The decisions about one event that its comparison applies."""

    title: str | None = None
    links: tuple[LinkRule, ...] = ()
    speakers: tuple[SpeakerRule, ...] = ()
    decisions: tuple[Decision, ...] = ()


def html_table(title: str, rows: Iterable[tuple[str, object]]) -> str:
    """A small HTML table for notebooks, everything escaped: None values are left out, long ones cut.

    It has no colours and no style sheet, so it follows the notebook's light or dark theme.
    """
    cells = "".join(
        f'<tr><td style="text-align:left;opacity:.8">{_say(name)}</td>'
        f'<td style="text-align:left" dir="auto">{_say(value)}</td></tr>'
        for name, value in rows
        if value is not None
    )
    return f'<div><strong dir="auto">{_say(title)}</strong><table style="color:inherit">{cells}</table></div>'


def _say(value: object) -> str:
    text = "".join(c if c.isprintable() else " " for c in str(value))
    return escape(text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…")
