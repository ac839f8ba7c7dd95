"""Decisions on which articles are one event, applied to the grouping that was found.

The result does not depend on the order of the decisions: articles are split off first, then pinned ones move, then events
are merged; a forbidden pair that is still together is parted last. Then every decision must hold, or two contradict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from compare.clustering.chronology import earliness, form_event
from compare.curation.matching import Matcher, refuse
from compare.curation.partition import Partition, Ties
from compare.model import Article, Corpus, Event, Grouping
from compare.overrides import Decision, Forbid, Grouped, Merge, Override, Pin, Split, named_articles

_SAID = {
    "merge": "These articles are one event.",
    "split": "These articles are apart from the others of their event.",
    "pin": "The first of these articles stands in the event of the second.",
    "forbid": "No two of these articles are in one event.",
}


def regroup(grouping: Grouping, corpus: Corpus) -> Grouping:
    """``grouping`` as the decisions of ``corpus`` want it, with what was decided.

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
    events = list(_form(wanted, grouping.events, matcher.articles))
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
    """Move the pinned articles, each to where the article it is pinned to ends up."""
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
    """Pairs of articles that do not stand as the rule says."""
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


def _form(wanted: Partition, before: Sequence[Event], articles: Mapping[str, Article]) -> Iterator[Event]:
    same = {event.article_ids: event for event in before}
    for members in wanted.groups():
        event = form_event([articles[article_id] for article_id in members])
        yield same.get(event.article_ids, event)


def _decide(override: Override, found: Partition) -> Decision:
    rule = override.rule
    held = next(_violations(rule, found, found), None) is None
    if isinstance(rule, Split):
        held = all(set(found.beside(a)) <= set(rule.articles) for a in rule.articles)
    named = named_articles(rule)
    text = _SAID[override.kind] if len(named) > 1 else "This article is apart from the others of its event."
    also = () if held else tuple(sorted({b for a in named for b in found.beside(a)} - set(named)))
    return Decision(override.kind, text, named, override.author, override.reason, changed=not held, also=also)
