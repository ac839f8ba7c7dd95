"""The accounts of one event as every analysis reads them: one for each independent origin, with their words and quotations."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypedDict

from compare import names
from compare.attribution import Quotation, attribute, retell
from compare.config import AlignmentConfig
from compare.model import Alignment, Article, Link, Origin, Outlet, Sentence, SentenceRef, SpanRef, SpeakerRule
from compare.text.tokens import WORD, function_words, normalise


class Word(NamedTuple):
    """A word: ``norm`` is its form without house style, ``start`` and ``end`` count in its sentence's text."""

    norm: str
    sentence: SentenceRef
    start: int
    end: int
    quoted: bool


@functools.lru_cache(maxsize=50_000)
def _norm(word: str) -> str:
    return normalise(word)


def read_words(article: Article, quotations: Sequence[Quotation]) -> tuple[Word, ...]:
    """The words of the prose in order; both sentences and quotations come in order of their place."""
    found: list[Word] = []
    k = 0
    for sentence in article.prose:
        ref = sentence.ref
        for match in WORD.finditer(sentence.text):
            start, end = match.span()
            place = sentence.start + start
            while k < len(quotations) and quotations[k].end <= place:
                k += 1
            quoted = k < len(quotations) and quotations[k].start <= place
            found.append(Word(_norm(match.group()), ref, start, end, quoted))
    return tuple(found)


_PRECEDENCE = {"own": 0, "undecided": 1, "wire": 2, "reprint": 3, "version": 4}


class ReadAccount:
    """One article, with its quotations, its names and its words, each read once and only when needed."""

    def __init__(self, article: Article, origin: Origin, outlet: str, speakers: Sequence[SpeakerRule] = ()) -> None:
        """Take an ``article`` with its ``origin``; ``outlet`` is the name to show, ``speakers`` those a person told."""
        self.article = article
        self.origin = origin
        self.outlet = outlet
        self._speakers = speakers
        self.prose = article.prose
        self.sentences: dict[int, Sentence] = {s.index: s for s in self.prose}

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def outlet_id(self) -> str | None:
        """The outlet's id."""
        return self.article.outlet_id

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of the prose, with their speakers."""
        return retell(attribute(self.article), self._speakers)

    @cached_property
    def mentions(self) -> tuple[names.Mention, ...]:
        """The names in the body; offsets count in the body."""
        return names.recognise_names(self.article.body)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the prose, in order, each with where it stands and whether it is quoted."""
        return read_words(self.article, self.quotations)

    @cached_property
    def words_of(self) -> dict[int, tuple[Word, ...]]:
        """The words of each sentence, by its index."""
        found: dict[int, list[Word]] = {index: [] for index in self.sentences}
        for word in self.words:
            found[word.sentence.index].append(word)
        return {index: tuple(words) for index, words in found.items()}

    @cached_property
    def narration(self) -> tuple[Word, ...]:
        """The words outside quotation marks."""
        return tuple(word for word in self.words if not word.quoted)

    def spans(self, start: int, end: int) -> tuple[SpanRef, ...]:
        """``body[start:end]`` as words of the prose's sentences."""
        return tuple(
            SpanRef(s.ref, max(start, s.start) - s.start, min(end, s.end) - s.start)
            for s in self.prose
            if s.start < end and start < s.end
        )

    def quoted(self, place: int) -> bool:
        """Whether ``body[place]`` stands within a quotation."""
        return any(q.start <= place < q.end for q in self.quotations)

    def rank(self, index: int) -> int:
        """The place of a sentence among the article's own, from 0."""
        return self._ranks[index]

    @cached_property
    def _ranks(self) -> dict[int, int]:
        return {s.index: k for k, s in enumerate(self.prose)}


class Between(TypedDict):
    """The fields of a finding on two accounts: the one it is about and the one it is measured against."""

    outlet_id: str | None
    article_id: str
    other_outlet_id: str | None
    other_article_id: str


def between(account: ReadAccount, other: ReadAccount) -> Between:
    """The fields that say which two accounts a finding is about."""
    return Between(
        outlet_id=account.outlet_id,
        article_id=account.id,
        other_outlet_id=other.outlet_id,
        other_article_id=other.id,
    )


class AccountPair(NamedTuple):
    """Two accounts of different origins, ``a`` before ``b`` by article id, and the links between them."""

    a: ReadAccount
    b: ReadAccount
    links: tuple[Link, ...]


class Accounts:
    """One event: ``all`` its accounts, and ``own``, one for each independent origin; both in the order of article ids.

    ``by_id`` has those of ``own`` by article id.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        outlets: Mapping[str, Outlet],
        alignment: Alignment,
        origins: Sequence[Origin],
        thresholds: AlignmentConfig,
        speakers: Sequence[SpeakerRule] = (),
    ) -> None:
        """Take one event; ``thresholds`` are those of its ``alignment``, ``speakers`` are those that a person told."""
        by_id = {origin.article_id: origin for origin in origins}
        chosen = [a for a in sorted(articles, key=lambda a: a.id) if a.id in by_id]
        self.all = tuple(
            ReadAccount(a, by_id[a.id], _name(a, outlets), [s for s in speakers if s.article_id == a.id])
            for a in chosen
        )
        self.own = tuple(account for account in self.all if account is _representative(account, self.all))
        self.alignment = alignment
        self.thresholds = thresholds
        self.by_id = {account.id: account for account in self.own}

    def get(self, article_id: str) -> ReadAccount | None:
        """The account with that article id, None where it stands for no origin."""
        return self.by_id.get(article_id)

    def text(self, ref: SentenceRef) -> str:
        """The text of a sentence of ``own``."""
        return self.by_id[ref.article_id].sentences[ref.index].text

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links between accounts that stand for different origins."""
        return tuple(x for x in self.alignment.links if x.a.article_id in self.by_id and x.b.article_id in self.by_id)

    @cached_property
    def pairs(self) -> tuple[AccountPair, ...]:
        """All pairs of ``own``, with or without links."""
        between: dict[frozenset[str], list[Link]] = defaultdict(list)
        for link in self.links:
            between[frozenset((link.a.article_id, link.b.article_id))].append(link)
        return tuple(
            AccountPair(a, b, tuple(between.get(frozenset((a.id, b.id)), ())))
            for k, a in enumerate(self.own)
            for b in self.own[k + 1 :]
        )

    @cached_property
    def entities(self) -> names.Resolution:
        """The persons and bodies that the accounts of ``own`` name or quote, one for all their spellings."""
        speakers = {a.id: [q.speaker for q in a.quotations if q.speaker is not None and q.named] for a in self.own}
        return names.resolve({account.id: account.mentions for account in self.own}, speakers)

    @cached_property
    def persons(self) -> tuple[names.Entity, ...]:
        """The persons among them."""
        return tuple(entity for entity in self.entities if entity.kind == "person" and entity.mentions)

    @cached_property
    def name_words(self) -> tuple[frozenset[str], ...]:
        """For each entity that several words name, those words in small letters: any may stand for it in a headline."""
        found = (
            frozenset(word for form, _ in entity.forms for word in names.name_words(form) if len(word) > 1)
            for entity in self.entities
            if len(entity.forms) > 1 or " " in entity.name
        )
        return tuple(words - function_words() for words in found)

    def name_of(self, article_id: str, name: str) -> str:
        """The name that the event has for what an article calls ``name``: one for all spellings and short forms."""
        entity = self.entities.find(article_id, name)
        return name if entity is None else entity.name


def _name(article: Article, outlets: Mapping[str, Outlet]) -> str:
    if article.outlet_id is None:
        return article.id
    outlet = outlets.get(article.outlet_id)
    return outlet.name if outlet is not None else article.outlet_id


def _representative(account: ReadAccount, accounts: Sequence[ReadAccount]) -> ReadAccount:
    """The account that represents its origin: an original before copies, the first published before later ones."""
    same = [other for other in accounts if other.origin.id == account.origin.id]
    return min(same, key=_precedence)


def _precedence(account: ReadAccount) -> tuple[int, bool, str, str]:
    published = account.article.published
    instant = published.instant.isoformat() if published else ""
    return (_PRECEDENCE[account.origin.kind], published is None, instant, account.id)
