"""Which articles are one event, decided: whatever the order of the file, and nothing else moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from compare.clustering.cluster import form_event
from compare.curation import regroup
from compare.curation.apply import Partition, Ties
from compare.errors import ConfigError
from compare.model import (
    Article,
    Candidate,
    Corpus,
    Event,
    Forbid,
    Grouping,
    Merge,
    Moment,
    Override,
    Pin,
    Relation,
    Split,
)

IDS = [f"a{n}" for n in range(7)]
ARTICLES = tuple(Article(id=id_, body="", sentences=(), published=Moment(f"2021-09-1{n}")) for n, id_ in enumerate(IDS))
BY_ID = {article.id: article for article in ARTICLES}
FOUND = [["a0", "a1", "a2", "a3"], ["a4", "a5"], ["a6"]]

some = st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True).map(tuple)
rules = st.one_of(
    some.map(lambda ids: Override(kind="merge", rule=Merge(ids))),
    some.map(lambda ids: Override(kind="split", rule=Split(ids))),
    some.map(lambda ids: Override(kind="forbid", rule=Forbid(ids))),
    some.map(lambda ids: Override(kind="pin", rule=Pin(ids[0], ids[1]))),
)


def grouping(relations: tuple[Relation, ...] = ()) -> Grouping:
    return Grouping(tuple(form_event([BY_ID[id_] for id_ in ids]) for ids in FOUND), relations)


def decide(*overrides: Override, relations: tuple[Relation, ...] = ()) -> Grouping:
    return regroup(grouping(relations), Corpus(ARTICLES, {}, overrides=overrides))


def outcome(overrides: list[Override]) -> tuple[Event, ...] | None:
    """The events, or None where the decisions contradict each other."""
    try:
        return decide(*overrides).events
    except ConfigError:
        return None


@given(st.lists(rules, max_size=4), st.randoms())
def test_the_order_of_decisions_does_not_matter(overrides: list[Override], random: object) -> None:
    other = list(overrides)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert outcome(overrides) == outcome(other)


@given(st.lists(rules, max_size=3))
def test_events_that_no_decision_touches_stay_as_they_are(overrides: list[Override]) -> None:
    events = outcome(overrides)
    named = {id_ for override in overrides for id_ in getattr(override.rule, "articles", ())}
    named |= {id_ for o in overrides if isinstance(o.rule, Pin) for id_ in (o.rule.article, o.rule.to)}
    if events is not None:
        assert sorted(id_ for event in events for id_ in event.article_ids) == IDS
        assert all(event in events for event in grouping().events if not named & set(event.article_ids))


def test_events_come_earliest_first_and_bear_the_id_of_their_earliest_article() -> None:
    events = decide(Override(kind="split", rule=Split(("a0",)))).events
    assert [event.article_ids for event in events] == [("a0",), ("a1", "a2", "a3"), ("a4", "a5"), ("a6",)]
    assert events[1].id == form_event([BY_ID["a1"]]).id


def test_a_chain_of_pins_ends_where_the_last_one_stands() -> None:
    events = decide(Override(kind="pin", rule=Pin("a0", "a1")), Override(kind="pin", rule=Pin("a1", "a6"))).events
    assert ("a0", "a1", "a6") in [event.article_ids for event in events]


def test_articles_that_are_one_event_now_are_no_longer_related() -> None:
    near, far = Relation("a0", "a6", "related", 0.4, ()), Relation("a4", "a6", "related", 0.3, ())
    assert decide(Override(kind="merge", rule=Merge(("a0", "a6"))), relations=(near, far)).relations == (far,)


def test_ties_join_through_what_they_share() -> None:
    ties = Ties([("a", "b"), ("c", "d"), ("b", "c")])
    assert ties.of("a") == {"a", "b", "c", "d"}
    assert ties.of("e") == {"e"}


def test_parting_everything_parts_nothing() -> None:
    partition = Partition([["a", "b"], ["c"]])
    partition.split(["a", "b", "c"])
    assert list(partition.groups()) == [["a", "b"], ["c"]]


def test_what_perhaps_belongs_to_an_event_stays_when_a_decision_changes_it() -> None:
    events = list(grouping().events)
    events[0] = replace(events[0], perhaps=(Candidate("a6", 0.4), Candidate("a4", 0.3)))
    events[1] = replace(events[1], perhaps=(Candidate("a6", 0.2),))

    def offered(*overrides: Override) -> list[tuple[int, list[tuple[str, float]]]]:
        found = regroup(Grouping(tuple(events), ()), Corpus(ARTICLES, {}, overrides=overrides)).events
        return [(len(e.article_ids), [(c.article_id, c.probability) for c in e.perhaps]) for e in found]

    merged = Override(kind="merge", rule=Merge(("a0", "a4")))
    assert offered(merged) == [(6, [("a6", 0.4)]), (1, [])]
    taken_in = Override(kind="merge", rule=Merge(("a0", "a6")))
    assert offered(taken_in) == [(5, [("a4", 0.3)]), (2, [])]
    refused = Override(kind="forbid", rule=Forbid(("a6", "a2")))
    assert offered(refused) == [(4, [("a4", 0.3)]), (2, [("a6", 0.2)]), (1, [])]
