"""What a newsroom may not want to publish unseen: figures and statements that differ, reprints, events of one origin, near misses, unreadable inputs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from compare.model import Article, Claim, Comparison, Corpus, Event, Grouping, Origin, Outlet

Policy = Literal["differs", "reprint", "one-origin", "near-miss", "unreadable", "remark"]
POLICIES: tuple[Policy, ...] = get_args(Policy)


class Violation(Struct, frozen=True):
    """A violation of a policy, in words, with the ids of the articles concerned and, if there is one, the event's page."""

    policy: Policy
    text: str
    articles: tuple[str, ...]
    event: str | None = None
    page: str | None = None
    line: int | None = None


class Judged(NamedTuple):
    """What policies judge. ``comparisons`` and ``origins`` are by event id; the latter are cheap, the former are unpacked on use."""

    corpus: Corpus
    grouping: Grouping
    comparisons: Mapping[str, Comparison]
    origins: Mapping[str, Sequence[Origin]]


def find_violations(judged: Judged, policies: Collection[Policy]) -> list[Violation]:
    """All violations of ``policies``, in the order of ``POLICIES`` and, within one, of events."""
    return [violation for policy in POLICIES if policy in policies for violation in _FINDERS[policy](judged)]


def _differs(judged: Judged) -> Iterator[Violation]:
    articles = _by_id(judged)
    for event in _shared(judged):
        for difference in judged.comparisons[event.id].differences:
            if difference.status == "differs":
                said = " and ".join(_claimed(claim, articles, judged.corpus.outlets) for claim in difference.claims)
                ids = tuple(claim.at.sentence.article_id for claim in difference.claims)
                yield _of(event, "differs", f"Accounts differ ({difference.kind}): {said}", ids)


def _claimed(claim: Claim, articles: Mapping[str, Article], outlets: Mapping[str, Outlet]) -> str:
    article = articles[claim.at.sentence.article_id]
    words = article.sentences[claim.at.sentence.index].text[claim.at.start : claim.at.end]
    return f"“{words}” ({_name(article, outlets)})"


def _reprints(judged: Judged) -> Iterator[Violation]:
    articles, outlets = _by_id(judged), judged.corpus.outlets
    for event in judged.grouping.events:
        for origin in judged.origins.get(event.id, ()):
            article = articles[origin.article_id]
            own = origin.source is not None and origin.source == article.outlet_id
            if origin.kind in {"reprint", "undecided"} and not own:
                source = outlets[origin.source].name if origin.source in outlets else origin.source
                proof = f": {'; '.join(origin.evidence)}" if origin.evidence else ""
                of = source or "another account"
                said = (
                    f"is a reprint of {of}"
                    if origin.kind == "reprint"
                    else f"has the words of {of}, which may be the later"
                )
                text = f"{_headline(article)} ({_name(article, outlets)}) {said}{proof}"
                yield _of(event, "reprint", text, (article.id,))


def _one_origin(judged: Judged) -> Iterator[Violation]:
    articles = _by_id(judged)
    for event in _shared(judged):
        told = {articles[i].outlet_id or i for i in event.article_ids}
        origins = {origin.id for origin in judged.origins.get(event.id, ())}
        if len(told) > 1 and len(origins) == 1:
            title = _headline(articles[event.article_ids[0]])
            yield _of(event, "one-origin", f"{len(told)} outlets, one origin: {title}", event.article_ids)


def _near_misses(judged: Judged) -> Iterator[Violation]:
    articles, outlets = _by_id(judged), judged.corpus.outlets
    events = {article_id: event for event in judged.grouping.events for article_id in event.article_ids}
    for relation in judged.grouping.relations:
        if relation.kind == "near miss":
            pair = [articles[relation.a], articles[relation.b]]
            said = " and ".join(f"{_headline(article)} ({_name(article, outlets)})" for article in pair)
            text = f"Nearly one event, probability {relation.score:.2f}: {said}"
            yield _of(events[relation.a], "near-miss", text, (relation.a, relation.b))


def _unreadable(judged: Judged) -> Iterator[Violation]:
    for lost in judged.corpus.unreadable:
        text = f"Could not be read: {lost.problem.rstrip('.')}. {lost.hint}".rstrip()
        yield Violation("unreadable", text, (lost.path,), line=lost.line)


def _remarks(judged: Judged) -> Iterator[Violation]:
    for article in judged.corpus.articles:
        for remark in article.remarks:
            yield Violation("remark", remark, (article.id,), line=judged.corpus.place_of(article.id).line)


_FINDERS: dict[Policy, Callable[[Judged], Iterator[Violation]]] = {
    "differs": _differs,
    "reprint": _reprints,
    "one-origin": _one_origin,
    "near-miss": _near_misses,
    "unreadable": _unreadable,
    "remark": _remarks,
}


def _of(event: Event, policy: Policy, text: str, articles: tuple[str, ...]) -> Violation:
    return Violation(policy, text, articles, event.id, f"e/{event.id}/index.html")


def _shared(judged: Judged) -> Iterator[Event]:
    return (event for event in judged.grouping.events if len(event.article_ids) > 1)


def _by_id(judged: Judged) -> dict[str, Article]:
    return {article.id: article for article in judged.corpus.articles}


def _name(article: Article, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(article.outlet_id or "")
    return outlet.name if outlet else article.outlet_id or "outlet not given"


def _headline(article: Article) -> str:
    return f"“{article.headline}”" if article.headline else f"an article without a headline ({article.id})"
