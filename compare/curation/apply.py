"""What people decided, applied: to articles, to the grouping, to the comparison of each event.

``correct`` changes dates and sets articles aside. ``regroup`` changes which articles are one event; its result does not depend
on the order of the decisions: articles are split off first, then pinned ones move, then events are merged, and a forbidden
pair that is still together is parted last. ``curate`` resolves the other decisions (links, speakers, titles) for each event.
Every decision must hold in the end, or two contradict each other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz, process

from compare.clustering.cluster import earliness, form_event
from compare.errors import ConfigError
from compare.model import (
    Article,
    Candidate,
    Corpus,
    Curation,
    Decision,
    DropLink,
    Event,
    Exclude,
    Forbid,
    ForceLink,
    Grouped,
    Grouping,
    LinkRule,
    Merge,
    Moment,
    Opening,
    Override,
    Pin,
    Redate,
    Rename,
    Respeak,
    Sentence,
    SentenceKey,
    SentenceRef,
    SpeakerRule,
    Split,
    named_articles,
)
from compare.text import quotations
from compare.text.anchors import anchors_of
from compare.text.tokens import normalise, words

_LONGEST = 80
"""Characters of a sentence that a message quotes."""


def refuse(override: Override, problem: str, hint: str) -> ConfigError:
    """An error that names the file, the line and the kind of the decision."""
    return ConfigError(f"[[{override.kind}]] {problem}", where=override.where, line=override.line, hint=hint)


class Matcher:
    """Resolves what decisions name (articles, sentences, quotations); ``lost`` are paths that could not be read."""

    def __init__(self, articles: Iterable[Article], lost: Iterable[str] = ()) -> None:
        """Index articles; sentences are indexed on first use, as most decisions name articles only."""
        self.articles: Mapping[str, Article] = {article.id: article for article in articles}
        self._lost = frozenset(lost)

    def article(self, override: Override, article_id: str) -> Article:
        """The article of that id.

        Raises:
            ConfigError: There is none; names the nearest id.
        """
        if article_id in self.articles:
            return self.articles[article_id]
        if article_id in self._lost:
            raise refuse(override, f"names {article_id!r}, which could not be read.", "Repair that file first.")
        raise refuse(override, f"names no article: {article_id!r}.", nearest(article_id, self.articles))

    def sentence(self, override: Override, place: SentenceKey) -> SentenceRef:
        """The one sentence at ``place``.

        Raises:
            ConfigError: There is none, or several open with those words.
        """
        if isinstance(place, str):
            found = self._anchors.get(place)
            if found is None:
                hint = "The sentence was edited or its article is gone; name it by { article, words }."
                raise refuse(override, f"names no sentence: {place!r}.", f"{nearest(place, self._anchors)} {hint}")
            return found
        article = self.article(override, place.article)
        matches = [s for s in article.prose if opens(s.text, place.words)]
        if len(matches) == 1:
            return matches[0].ref
        raise self._unclear(override, place, matches, article)

    def quotation(self, override: Override, article_id: str, quote: str) -> tuple[int, int]:
        """The span in the body, marks included, of the one quotation of the article that opens with ``quote``.

        Raises:
            ConfigError: There is none, or several do.
        """
        article = self.article(override, article_id)
        spans = quotations.spans(article.body)
        texts = [article.body[start:end] for start, end in spans]
        matches = [span for span, text in zip(spans, texts, strict=True) if opens(text, quote)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise refuse(override, f"names {len(matches)} quotations: {quote!r}.", "Quote more of its words.")
        raise refuse(override, f"names no quotation of {article_id}: {quote!r}.", nearest(quote, texts))

    @cached_property
    def _anchors(self) -> dict[str, SentenceRef]:
        return {
            anchor: sentence.ref
            for article in self.articles.values()
            for anchor, sentence in zip(anchors_of(article), article.prose, strict=True)
        }

    @staticmethod
    def _unclear(override: Override, place: Opening, matches: Sequence[Sentence], article: Article) -> ConfigError:
        if matches:
            return refuse(
                override,
                f"names {len(matches)} sentences of {article.id}: {place.words!r}.",
                "Quote more of its words, or give its anchor (the s-... in its address on the site).",
            )
        texts = [s.text for s in article.prose]
        return refuse(override, f"names no sentence of {article.id}: {place.words!r}.", nearest(place.words, texts))


def opens(text: str, opening: str) -> bool:
    """Whether ``text`` begins with the words of ``opening``, after normalisation."""
    asked = [normalise(word) for word in words(opening)]
    return bool(asked) and [normalise(word) for word in words(text)[: len(asked)]] == asked


def nearest(asked: str, choices: Iterable[str]) -> str:
    """``Did you mean "..."?``: the closest of ``choices``, shortened if it is long; "" if there are none."""
    options = list(choices)
    if not options:
        return ""
    near: str = process.extractOne(asked, options, scorer=fuzz.WRatio)[0]
    said = near if len(near) <= _LONGEST else near[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return f"Did you mean {said!r}?"


_YEARS = range(1600, 3000)
"""As for every date that is read: others overflow in some zone."""


def correct(corpus: Corpus, overrides: Sequence[Override]) -> Corpus:
    """The corpus with corrected dates and excluded articles set aside; the other decisions are kept for later steps.

    Raises:
        ConfigError: A decision names no article or no valid date, or two decisions concern the same field of an article.
    """
    matcher = Matcher(corpus.articles, (lost.path for lost in corpus.unreadable))
    changed: dict[str, Article] = {}
    decided: list[Decision] = []
    first: dict[tuple[str, str], Override] = {}
    for override in overrides:
        rule = override.rule
        if not isinstance(rule, Exclude | Redate):
            continue
        article = changed.get(rule.article) or matcher.article(override, rule.article)
        earlier = first.setdefault((override.kind, rule.article), override)
        if earlier is not override:
            raise refuse(override, f"says again what line {earlier.line} says of {rule.article}.", "Keep one of them.")
        mended = _exclude(article, override) if isinstance(rule, Exclude) else _redate(article, rule, override)
        decided.append(_tell(article, mended, override))
        changed[article.id] = mended
    articles = tuple(changed.get(article.id, article) for article in corpus.articles)
    return replace(corpus, articles=articles, overrides=tuple(overrides), decided=tuple(decided))


def _exclude(article: Article, override: Override) -> Article:
    reason = f": {override.reason.rstrip('.')}" if override.reason else ""
    return replace(article, kind="set aside", kind_reason=f"excluded by {override.author or 'a person'}{reason}")


def _redate(article: Article, rule: Redate, override: Override) -> Article:
    try:
        year = dt.datetime.fromisoformat(rule.published).year
    except ValueError as error:
        raise refuse(override, f"{rule.published!r} is no ISO 8601 date.", 'Write "2020-07-08T12:39+09:00".') from error
    if year not in _YEARS:
        raise refuse(override, f"{rule.published!r} is no date of a news article.", "Check the year.")
    return replace(article, published=Moment(rule.published.replace(" ", "T")))


def _tell(before: Article, after: Article, override: Override) -> Decision:
    said = before.published.iso if before.published else "no date"
    now = after.published.iso if after.published else "no date"
    text = "This article is kept out of events." if override.kind == "exclude" else f"Date corrected: {said} → {now}."
    return Decision(override.kind, text, (before.id,), override.author, override.reason, changed=before != after)


class Partition:
    """A partition of article ids into groups."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """Start from ``groups``."""
        self._members = [set(group) for group in groups]
        self._home = {member: group for group in self._members for member in group}

    def copy(self) -> Partition:
        """An independent copy."""
        return Partition(self.groups())

    def groups(self) -> Iterator[list[str]]:
        """The members of each group, sorted."""
        return (sorted(group) for group in self._members if group)

    def together(self, a: str, b: str) -> bool:
        """Whether two are in one group."""
        return self._home[a] is self._home[b]

    def beside(self, member: str) -> list[str]:
        """The others of its group."""
        return sorted(self._home[member] - {member})

    def split(self, leaving: Iterable[str]) -> None:
        """Separate ``leaving`` from the rest of their groups; those that were in one group stay together."""
        gone = set(leaving)
        for group in [group for group in self._members if group & gone and group - gone]:
            self._found(group & gone)

    def move(self, targets: Mapping[str, str]) -> None:
        """Move each key, alone, into the group of its value; no value may be a key."""
        for member, target in targets.items():
            self._put({member}, self._home[target])

    def merge(self, members: Iterable[str]) -> None:
        """Merge all groups that contain one of ``members``."""
        first, *others = sorted(set(members))
        for other in others:
            if not self.together(first, other):
                self._put(self._home[other], self._home[first])

    def _found(self, members: set[str]) -> None:
        self._members.append(set())
        self._put(members, self._members[-1])

    def _put(self, members: set[str], group: set[str]) -> None:
        for member in list(members):
            self._home[member].discard(member)
            group.add(member)
            self._home[member] = group


class Ties:
    """Sets of articles that decisions tie together, directly or through others."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """Join overlapping ``groups``."""
        self._groups: dict[str, set[str]] = {}
        for group in groups:
            joined = set(group).union(*(self._groups.get(member, ()) for member in group))
            self._groups.update(dict.fromkeys(joined, joined))

    def of(self, member: str) -> set[str]:
        """The articles tied to ``member``, including itself."""
        return self._groups.get(member, {member})


_SAID = {
    "merge": "These articles are one event.",
    "split": "These articles are apart from the others of their event.",
    "pin": "The first of these articles stands in the event of the second.",
    "forbid": "No two of these articles are in one event.",
}


def regroup(grouping: Grouping, corpus: Corpus) -> Grouping:
    """``grouping`` with the decisions of ``corpus`` applied and noted.

    Raises:
        ConfigError: A decision names no article, or contradicts another.
    """
    asked = [o for o in corpus.overrides if isinstance(o.rule, Grouped)]
    if not asked:
        return grouping
    matcher = Matcher(corpus.articles, (lost.path for lost in corpus.unreadable))
    for override in asked:
        for article_id in named_articles(override.rule):
            if matcher.article(override, article_id).kind == "set aside":
                raise refuse(override, f"and [[exclude]] both name {article_id!r}.", "Keep one of them.")
    found = Partition(event.article_ids for event in grouping.events)
    wanted = found.copy()
    _apply(wanted, asked, matcher.articles)
    _verify(wanted, found, asked)
    events = list(_form(wanted, grouping.events, matcher.articles, _parted(asked)))
    events.sort(key=lambda event: earliness(matcher.articles[event.article_ids[0]]))
    return Grouping(
        events=tuple(events),
        relations=tuple(r for r in grouping.relations if not wanted.together(r.a, r.b)),
        decisions=tuple(_decide(override, found) for override in asked),
    )


def _apply(wanted: Partition, asked: Sequence[Override], articles: Mapping[str, Article]) -> None:
    rules = [override.rule for override in asked]
    for rule in rules:
        if isinstance(rule, Split):
            wanted.split(rule.articles)
    _pin(wanted, asked)
    for rule in rules:
        if isinstance(rule, Merge):
            wanted.merge(rule.articles)
    ties = Ties(named_articles(rule) for rule in rules if isinstance(rule, Merge | Pin))
    pairs = {pair for rule in rules if isinstance(rule, Forbid) for pair in combinations(rule.articles, 2)}
    ordered = (sorted(pair, key=lambda i: earliness(articles[i])) for pair in pairs)
    for early, late in sorted(ordered, key=lambda p: (earliness(articles[p[1]]), earliness(articles[p[0]]))):
        if wanted.together(early, late) and early not in ties.of(late):
            wanted.split(ties.of(late))


def _pin(wanted: Partition, asked: Sequence[Override]) -> None:
    """Move each pinned article to the group of its target, following chains of pins."""
    pins: dict[str, Override] = {}
    targets: dict[str, str] = {}
    for override in asked:
        if isinstance(override.rule, Pin):
            earlier = pins.setdefault(override.rule.article, override)
            if earlier.rule != override.rule:
                raise _contradiction(override, earlier)
            targets[override.rule.article] = override.rule.to
    for article_id, override in pins.items():
        target, seen = targets[article_id], {article_id}
        while target in targets:
            if target in seen:
                raise refuse(override, f"leads in a circle: {article_id!r}.", "Pin to an article that is not pinned.")
            seen.add(target)
            target = targets[target]
        targets[article_id] = target
    wanted.move({article_id: targets[article_id] for article_id in pins})


def _verify(wanted: Partition, found: Partition, asked: Sequence[Override]) -> None:
    for override in asked:
        violated = next(_violations(override.rule, wanted, found), None)
        if violated:
            culprits = [o for o in asked if o is not override and set(violated) & set(named_articles(o.rule))]
            others = culprits or [o for o in asked if o is not override] or [override]
            raise _contradiction(override, others[0])


def _violations(rule: object, wanted: Partition, found: Partition) -> Iterator[tuple[str, str]]:
    """Pairs of articles that violate the rule."""
    match rule:
        case Merge(articles):
            yield from ((a, b) for a, b in combinations(articles, 2) if not wanted.together(a, b))
        case Pin(article, to):
            if not wanted.together(article, to):
                yield article, to
        case Forbid(articles):
            yield from ((a, b) for a, b in combinations(articles, 2) if wanted.together(a, b))
        case Split(articles):
            for a in articles:
                yield from ((a, b) for b in found.beside(a) if b not in articles and wanted.together(a, b))


def _contradiction(override: Override, other: Override) -> Exception:
    where = f"line {other.line}" + (f" of {other.where}" if other.where != override.where else "")
    return refuse(override, f"contradicts [[{other.kind}]] in {where}.", "Remove one of them, or narrow it.")


def _parted(asked: Sequence[Override]) -> frozenset[frozenset[str]]:
    """The pairs of articles that a person forbade to be in one event."""
    forbidden = [override.rule.articles for override in asked if isinstance(override.rule, Forbid)]
    return frozenset(frozenset(pair) for articles in forbidden for pair in combinations(articles, 2))


def _form(
    wanted: Partition, before: Sequence[Event], articles: Mapping[str, Article], parted: Collection[frozenset[str]]
) -> Iterator[Event]:
    """The events as decided, each with what perhaps belongs to those it came from.

    Not offered is an article that a decision put into an event or took out of one, or forbade to be in this one.
    """
    same = {event.article_ids: event for event in before}
    home = {article_id: event for event in before for article_id in event.article_ids}
    for members in wanted.groups():
        event = form_event([articles[article_id] for article_id in members])
        event = same.get(event.article_ids, event)
        offered: dict[str, Candidate] = {}
        for old in {home[member].id: home[member] for member in event.article_ids}.values():
            for candidate in old.perhaps:
                known = offered.get(candidate.article_id)
                if known is None or known.probability < candidate.probability:
                    offered[candidate.article_id] = candidate
        perhaps = tuple(
            candidate
            for candidate in sorted(offered.values(), key=lambda c: -c.probability)
            if {candidate.article_id, *wanted.beside(candidate.article_id)}
            == set(home[candidate.article_id].article_ids)
            and not any(frozenset((candidate.article_id, member)) in parted for member in members)
        )
        yield event if perhaps == event.perhaps else replace(event, perhaps=perhaps)


def _decide(override: Override, found: Partition) -> Decision:
    rule = override.rule
    held = next(_violations(rule, found, found), None) is None
    if isinstance(rule, Split):
        held = all(set(found.beside(a)) <= set(rule.articles) for a in rule.articles)
    named = named_articles(rule)
    text = _SAID[override.kind] if len(named) > 1 else "This article is apart from the others of its event."
    also = () if held else tuple(sorted({b for a in named for b in found.beside(a)} - set(named)))
    return Decision(override.kind, text, named, override.author, override.reason, changed=not held, also=also)


class _Draft(Struct):
    """The curation of one event while it is being collected."""

    title: str | None = None
    links: list[LinkRule] = []
    speakers: list[SpeakerRule] = []
    decisions: list[Decision] = []


class _Office(NamedTuple):
    """Look-ups and the drafts to fill; ``seen`` maps what has been decided to the decision."""

    matcher: Matcher
    home: Mapping[str, Event]
    desks: dict[str, _Draft]
    seen: dict[object, Override]

    def once(self, override: Override, about: object) -> None:
        """Refuse a second decision about the same thing: it is contradictory or redundant."""
        earlier = self.seen.setdefault(about, override)
        if earlier is not override:
            verb = "says again what" if earlier.rule == override.rule else "contradicts"
            raise refuse(override, f"{verb} [[{earlier.kind}]] in line {earlier.line}.", "Keep one of them.")


def curate(corpus: Corpus, grouping: Grouping) -> dict[str, Curation]:
    """What people decided about each event of ``grouping``, by event id; events without a decision are not in it.

    Raises:
        ConfigError: A decision names nothing in the corpus, or contradicts another.
    """
    if not corpus.overrides:
        return {}
    matcher = Matcher(corpus.articles, (lost.path for lost in corpus.unreadable))
    home = {article_id: event for event in grouping.events for article_id in event.article_ids}
    desks: dict[str, _Draft] = defaultdict(_Draft)
    office = _Office(matcher, home, desks, {})
    for decision in (*corpus.decided, *grouping.decisions):
        for event_id in sorted({home[article_id].id for article_id in (*decision.articles, *decision.also)}):
            desks[event_id].decisions.append(decision)
    for override in corpus.overrides:
        match override.rule:
            case (ForceLink() | DropLink()) as rule:
                _link(override, rule, office)
            case Respeak() as rule:
                _speak(override, rule, office)
            case Rename() as rule:
                _rename(override, rule, office)
            case _:
                pass
    return {event_id: _close(desk) for event_id, desk in desks.items()}


def _close(desk: _Draft) -> Curation:
    return Curation(desk.title, tuple(sorted(desk.links)), tuple(sorted(desk.speakers)), tuple(desk.decisions))


def _link(override: Override, rule: ForceLink | DropLink, office: _Office) -> None:
    matcher, home = office.matcher, office.home
    a, b = sorted((matcher.sentence(override, rule.a), matcher.sentence(override, rule.b)))
    if a.article_id == b.article_id:
        raise refuse(override, "names two sentences of one article.", "Links join sentences of different articles.")
    if home[a.article_id] != home[b.article_id]:
        hint = "Put them into one event with [[merge]] or [[pin]], or remove this."
        raise refuse(override, f"is of two events: {a.article_id!r} and {b.article_id!r}.", hint)
    office.once(override, (a, b))
    together = isinstance(rule, ForceLink)
    desk = office.desks[home[a.article_id].id]
    desk.links.append(LinkRule(a, b, together))
    ends = " and ".join(
        f"sentence {_rank(matcher, ref)} of the {which}" for ref, which in ((a, "first"), (b, "second"))
    )
    text = f"{'Linked' if together else 'Not linked'}: {ends} of these articles."
    desk.decisions.append(Decision(override.kind, text, (a.article_id, b.article_id), override.author, override.reason))


def _speak(override: Override, rule: Respeak, office: _Office) -> None:
    matcher, home = office.matcher, office.home
    start, end = matcher.quotation(override, rule.article, rule.quote)
    office.once(override, ("speaker", rule.article, start))
    desk = office.desks[home[rule.article].id]
    desk.speakers.append(SpeakerRule(rule.article, start, end, rule.speaker))
    quote = rule.quote.strip('"“”')
    text = f"Speaker of the quotation that opens “{quote}”: {rule.speaker}."
    desk.decisions.append(Decision("speaker", text, (rule.article,), override.author, override.reason))


def _rename(override: Override, rule: Rename, office: _Office) -> None:
    home = office.home
    events = {event.id: event for event in home.values()}
    event = home.get(rule.event) or events.get(rule.event)
    if event is None:
        raise refuse(
            override, f"names no article and no event: {rule.event!r}.", nearest(rule.event, {**home, **events})
        )
    office.once(override, ("title", event.id))
    desk = office.desks[event.id]
    desk.title = rule.title
    text = f"The title was given: {rule.title}"
    desk.decisions.append(Decision("rename", text, event.article_ids[:1], override.author, override.reason))


def _rank(matcher: Matcher, ref: SentenceRef) -> int:
    """The number that the site gives a sentence: among its article's own, from 1."""
    return 1 + [s.ref for s in matcher.articles[ref.article_id].prose].index(ref)
