"""The review as a queue: what the machine is least sure of, one question at a time, each with a yes and a no.

Asked are articles that perhaps belong to an event, pairs of sentences near the threshold of a link or compared for a possible
difference, and speakers found by the weaker rules. A question is answered when ``overrides.toml`` holds its yes or its no.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Literal, NamedTuple

from compare.attribution import MINIMUM_WORDS, Quotation, attribute
from compare.differences import opposed
from compare.model import (
    Article,
    DecisionKind,
    DropLink,
    Event,
    Forbid,
    ForceLink,
    Merge,
    Pin,
    Respeak,
    Rule,
    SentenceRef,
)
from compare.serving.live import Built
from compare.serving.review_pages import button_value, outlet_of, sentence_key, title_of, when_of
from compare.text.tokens import words

BATCH = 40
"""Questions that a reviewer is asked in one go."""
MOST_OF_AN_EVENT = 8
"""Questions on each topic of one event, at most."""
_NEAR_LINK = 0.1
"""Scores this close to the threshold of a link are in doubt."""
_UNSURE_RULES = frozenset({"same paragraph", "open quotation", "indirect", "echo", "person"})
"""Rules that find a speaker without a reporting verb beside the quotation."""
_OPENING = 5
"""Sentences of an article that a question on events shows unfolded."""
_QUOTED = 8

Topic = Literal["event", "link", "difference", "speaker"]
_WEIGHTS: dict[Topic, float] = {"event": 1.0, "difference": 1.2, "link": 1.5, "speaker": 2.0}
"""How much less a doubt of each kind matters: one about an event moves everything below it."""


class Excerpt(NamedTuple):
    """A text beside another: ``before`` and ``after`` surround the words in question, ``more`` is folded."""

    outlet: str
    headline: str
    when: str
    before: str
    words: str
    after: str = ""
    more: tuple[str, ...] = ()


class Ruling(NamedTuple):
    """A decision that answers a question."""

    kind: DecisionKind
    rule: Rule

    @property
    def value(self) -> str:
        """The value of its button."""
        return button_value(self.kind, self.rule)


class Doubt(NamedTuple):
    """A question to a reviewer. ``doubt`` is 0 where the machine is least sure; ``key`` names it across builds.

    Without a ``no`` the reviewer writes the speaker's name, for the quotation ``quote`` of the article ``about``.
    """

    key: str
    topic: Topic
    doubt: float
    text: str
    event_id: str
    title: str
    left: Excerpt
    right: Excerpt
    reasons: tuple[str, ...]
    yes: Ruling
    no: Ruling | None
    about: str
    quote: str = ""
    speaker: str = ""


Attribute = Callable[[Article], Iterable[Quotation]]
"""Finds the quotations of an article; may remember them."""


def list_doubts(built: Built, quotations: Attribute = attribute) -> list[Doubt]:
    """What is not decided yet, least sure first."""
    articles = {article.id: article for article in built.corpus.articles}
    decided = {_subject(override.rule) for override in built.corpus.overrides}
    found: dict[str, Doubt] = {}
    for event in built.grouping.events:
        own = [*_sentences(built, event, articles), *_speakers(built, event, articles, quotations)]
        own = [doubt for doubt in own if _subject(doubt.yes.rule) not in decided]
        own.sort(key=lambda doubt: (doubt.doubt, doubt.key))
        for doubt in (*_candidates(built, event, articles), *_of_each_topic(own)):
            if _subject(doubt.yes.rule) not in decided:
                found.setdefault(doubt.key, doubt)
    return sorted(found.values(), key=lambda doubt: (doubt.doubt, doubt.key))


def _of_each_topic(doubts: list[Doubt]) -> Iterator[Doubt]:
    """The first few of each topic, so that one long event does not fill the queue."""
    for _, group in groupby(sorted(doubts, key=lambda doubt: doubt.topic), key=lambda doubt: doubt.topic):
        yield from list(group)[:MOST_OF_AN_EVENT]


def _subject(rule: Rule) -> tuple[object, ...]:
    """What a rule decides, whichever way."""
    match rule:
        case Merge(articles) | Forbid(articles):
            return ("event", frozenset(articles))
        case Pin(article, to):
            return ("event", frozenset({article, to}))
        case ForceLink(a, b) | DropLink(a, b):
            return ("link", frozenset({a, b}))
        case Respeak(article, quote):
            return ("speaker", article, quote)
        case _:
            return (rule,)


def _key(rule: Rule) -> str:
    topic, *about = _subject(rule)
    told = sorted(map(str, about[0])) if isinstance(about[0], frozenset) else list(map(str, about))
    return hashlib.sha256("\0".join([str(topic), *told]).encode(errors="replace")).hexdigest()[:12]


def _candidates(built: Built, event: Event, articles: Mapping[str, Article]) -> Iterator[Doubt]:
    """Articles that perhaps belong to the event: its own candidates, and near misses of the grouping."""
    own = set(event.article_ids)
    near = [(c.article_id, event.article_ids[0], c.probability, c.reasons) for c in event.perhaps]
    near += [
        (relation.b, relation.a, relation.score, relation.reasons)
        for relation in built.grouping.relations
        if relation.kind == "near miss" and relation.a in own and relation.b not in own
    ]
    homes = {article_id: e for e in built.grouping.events for article_id in e.article_ids}
    for other, mine, probability, reasons in near:
        if other in own or articles[other].kind != "news":
            continue
        alone = len(homes[other].article_ids) == 1
        yes = Ruling("merge", Merge((mine, other))) if alone else Ruling("pin", Pin(other, mine))
        yield Doubt(
            key=_key(yes.rule),
            topic="event",
            doubt=abs(probability - 0.5) * _WEIGHTS["event"],
            text="Do these two articles tell one event?",
            event_id=event.id,
            title=title_of(built, event),
            left=_opening_of(built, articles[mine]),
            right=_opening_of(built, articles[other]),
            reasons=(f"probability {probability:.2f}", *(factor.text for factor in reasons[:3])),
            yes=yes,
            no=Ruling("forbid", Forbid((mine, other))),
            about=mine,
        )


def _sentences(built: Built, event: Event, articles: Mapping[str, Article]) -> Iterator[Doubt]:
    """Pairs of sentences whose link, or whose difference, is in doubt."""
    comparison, threshold = built.comparisons[event.id], built.corpus.config.alignment.threshold
    asked: set[frozenset[SentenceRef]] = set()
    for difference in comparison.differences:
        for one, other in opposed(difference) if difference.status == "compare" else ():
            a, b = one.at.sentence, other.at.sentence
            if a.article_id != b.article_id and frozenset({a, b}) not in asked:
                asked.add(frozenset({a, b}))
                text = "Do these two sentences tell of the same thing, each in its own way?"
                yield _pair(
                    built, event, articles, ("difference", text), (a, b), 0.05, (f"compared: {difference.about}",)
                )
    scored = [(link.a, link.b, link.score) for link in comparison.alignment.links if not link.forced]
    scored += [(near.sentence, near.other, near.score) for near in comparison.alignment.perhaps]
    for a, b, score in scored:
        if abs(score - threshold) <= _NEAR_LINK and frozenset({a, b}) not in asked:
            asked.add(frozenset({a, b}))
            text = "Do these two sentences say the same thing?"
            told = f"score {score:.2f}, linked from {threshold:.2f}"
            yield _pair(built, event, articles, ("link", text), (a, b), abs(score - threshold), (told,))


def _pair(
    built: Built,
    event: Event,
    articles: Mapping[str, Article],
    asks: tuple[Topic, str],
    ends: tuple[SentenceRef, SentenceRef],
    doubt: float,
    reasons: tuple[str, ...],
) -> Doubt:
    a, b = sorted(ends)
    keys = [sentence_key(articles[ref.article_id], ref) for ref in (a, b)]
    yes = Ruling("link", ForceLink(*keys))
    return Doubt(
        key=_key(yes.rule),
        topic=asks[0],
        doubt=doubt * _WEIGHTS[asks[0]],
        text=asks[1],
        event_id=event.id,
        title=title_of(built, event),
        left=_passage(built, articles[a.article_id], a.index),
        right=_passage(built, articles[b.article_id], b.index),
        reasons=reasons,
        yes=yes,
        no=Ruling("unlink", DropLink(*keys)),
        about=a.article_id,
    )


def _speakers(built: Built, event: Event, articles: Mapping[str, Article], quotations: Attribute) -> Iterator[Doubt]:
    """Quotations whose speaker was found without a reporting verb beside them."""
    if len(event.article_ids) == 1:
        return
    for article_id in event.article_ids:
        article = articles[article_id]
        found = list(quotations(article))
        for quotation in found:
            unsure = quotation.speaker is not None and quotation.rule in _UNSURE_RULES
            if not unsure or quotation.words < MINIMUM_WORDS or not quotation.sentences:
                continue
            text = article.body[quotation.start : quotation.end]
            quote = " ".join(words(text)[:_QUOTED])
            yes = Ruling("speaker", Respeak(article_id, quote, quotation.speaker or ""))
            yield Doubt(
                key=_key(yes.rule),
                topic="speaker",
                doubt=0.1 * _WEIGHTS["speaker"],
                text=f"Is this quotation by {quotation.speaker}?",
                event_id=event.id,
                title=title_of(built, event),
                left=_passage(built, article, quotation.sentences[0]),
                right=_passage(built, article, _introduced(article, quotation, found)),
                reasons=(f"found by the rule “{quotation.rule}”",),
                yes=yes,
                no=None,
                about=article_id,
                quote=quote,
                speaker=quotation.speaker or "",
            )


def _introduced(article: Article, quotation: Quotation, found: Iterable[Quotation]) -> int:
    """The sentence that names the speaker: where the mention stands, else the speaker's quotation before, else its own."""
    if quotation.mention is not None:
        start = quotation.mention[0]
        at = next((s.index for s in article.sentences if s.start <= start < s.end), None)
        if at is not None:
            return at
    earlier = [q for q in found if q.speaker == quotation.speaker and q.start < quotation.start and q.sentences]
    return earlier[-1].sentences[-1] if earlier else quotation.sentences[0]


def _opening_of(built: Built, article: Article) -> Excerpt:
    """An article by its first sentences; the others are folded."""
    prose = [sentence.text for sentence in article.prose]
    start = " ".join(prose[:_OPENING])
    return Excerpt(*_head(built, article), before="", words=start, more=tuple(prose[_OPENING:]))


def _passage(built: Built, article: Article, index: int) -> Excerpt:
    """A sentence between its neighbours."""
    before = article.sentences[index - 1].text if index else ""
    after = article.sentences[index + 1].text if index + 1 < len(article.sentences) else ""
    prose = tuple(sentence.text for sentence in article.prose)
    return Excerpt(*_head(built, article), before=before, words=article.sentences[index].text, after=after, more=prose)


def _head(built: Built, article: Article) -> tuple[str, str, str]:
    return outlet_of(built, article), article.headline or "No headline given", when_of(built, article)
