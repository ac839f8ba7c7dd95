"""Habits over events: rates with intervals, words with their chance, and counts alone where events are few."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import align
from compare.config import Config
from compare.framing import ANALYSES, count_words, read_accounts
from compare.framing.pooling import (
    MEASURES,
    MINIMUM_EVENTS,
    MINIMUM_EVENTS_OF_WORDS,
    RATES,
    EventCounts,
    Pooled,
    benjamini_hochberg,
    count_event,
    log_odds,
    pool_voices,
    pool_words,
    unify_names,
)
from compare.framing.pooling import pool as pool_counts
from compare.model import Alignment, Article, Comparison, Event, Finding, Origin, SentenceRef

Build = Callable[..., Article]


def comparison(number: int, shares: dict[str, tuple[int, int]], hedges: int = 0) -> Comparison:
    """An event in which each outlet quotes so many of so many words."""
    ref = SentenceRef("x", 0)
    found = [
        Finding("quotation", "s", hits / n, "-", (ref,), measure="quoted words", outlet_id=outlet, n=n, count=hits)
        for outlet, (hits, n) in shares.items()
    ]
    found += [
        Finding("hedging", "s", 0.0, "-", (ref,), measure="hedges", outlet_id=outlet, n=100, count=hedges)
        for outlet in shares
        if hedges
    ]
    return Comparison(
        event=Event(f"e{number:03}", ()), title_of=None, origins=(), alignment=Alignment((), ()), findings=tuple(found)
    )


def pool(comparisons: Iterable[Comparison]) -> tuple[Pooled, ...]:
    return pool_counts([count_event(one) for one in comparisons])


def quoting(pooled: tuple[Pooled, ...], outlet_id: str) -> Pooled:
    (found,) = [p for p in pooled if p.outlet_id == outlet_id and p.measure == "quoted words"]
    return found


def test_a_rate_is_all_counts_over_all_units() -> None:
    events = [comparison(k, {"a": (10 + k, 100), "b": (30, 200)}) for k in range(10)]
    found = quoting(pool(events), "a")
    assert (found.value, found.n, found.others) == (0.145, 1000, 0.15)
    assert found.difference == -0.005
    assert found.low is not None
    assert found.high is not None
    assert 0.10 < found.low < 0.145 < found.high < 0.19
    assert found.events == tuple(f"e{k:03}" for k in range(10))
    assert found.uncertainty == "95% interval of 2000 draws of 10 events"


def test_pairing_takes_the_subject_matter_out() -> None:
    events = [comparison(k, {"a": (6 * k + 10, 100), "b": (6 * k, 100)}) for k in range(12)]
    found = quoting(pool(events), "a")
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low > 0.2
    assert found.low_difference == pytest.approx(0.1)
    assert found.high_difference == pytest.approx(0.1)


def test_below_the_minimum_there_is_the_count_alone() -> None:
    events = [comparison(k, {"a": (10, 100), "b": (30, 100)}) for k in range(MINIMUM_EVENTS - 1)]
    found = quoting(pool(events), "a")
    assert (found.value, found.count, found.n, found.low, found.others) == (None, 80, 800, None, None)
    assert found.uncertainty == "too few: 8 of 9 events"


def test_events_that_one_outlet_has_alone_do_not_count() -> None:
    events = [comparison(k, {"a": (10, 100)}) for k in range(20)]
    assert pool(events) == ()


def test_hedges_are_counted_for_each_hundred_words() -> None:
    events = [comparison(k, {"a": (1, 10), "b": (1, 10)}, hedges=3) for k in range(9)]
    (found,) = [p for p in pool(events) if p.measure == "hedges" and p.outlet_id == "a"]
    assert (found.value, found.others, found.difference) == (3.0, 3.0, 0.0)


def test_what_is_the_same_in_every_event_has_no_interval() -> None:
    events = [comparison(k, {"a": (0, 100), "b": (k, 100)}) for k in range(9)]
    found = quoting(pool(events), "a")
    assert (found.value, found.low, found.high) == (0.0, None, None)
    assert found.uncertainty == "no interval: the rate is the same in all 9 events"
    assert found.low_difference is not None


def test_leads_that_others_begin_with_too_are_counted_by_account() -> None:
    ref = SentenceRef("x", 0)

    def event(number: int) -> Comparison:
        places = {("a", "b"): 1.0, ("a", "c"): 7.0, ("b", "a"): 1.0, ("b", "c"): 1.0, ("c", "a"): 0.0, ("c", "b"): 0.0}
        found = tuple(
            Finding("order", "s", place, "-", (ref,), measure="lead", outlet_id=outlet, n=20)
            for (outlet, _), place in places.items()
        )
        whole = Event(f"e{number}", ())
        return Comparison(event=whole, title_of=None, origins=(), alignment=Alignment((), ()), findings=found)

    found = {p.outlet_id: (p.value, p.others, p.n) for p in pool([event(k) for k in range(9)])}
    assert found == {"a": (0.5, 0.5, 18), "b": (1.0, 0.25, 18), "c": (0.0, 0.75, 18)}


def test_every_pooled_measure_is_one_of_an_analysis() -> None:
    assert {rate.measure for rate in RATES} <= {m for a in ANALYSES for m in a.measures}
    assert str(MINIMUM_EVENTS) in MEASURES[0].minimum
    (words,) = [m for m in MEASURES if m.name == "words"]
    assert str(MINIMUM_EVENTS_OF_WORDS) in words.minimum


def test_two_accounts_of_an_outlet_in_an_event_are_added() -> None:
    ref = SentenceRef("x", 0)
    twice = [
        Finding("quotation", "s", 0.5, "-", (ref,), measure="quoted words", outlet_id=outlet, n=10, count=5)
        for outlet in ("a", "a", "b")
    ]
    event = Comparison(
        event=Event("e", ()), title_of=None, origins=(), alignment=Alignment((), ()), findings=tuple(twice)
    )
    assert quoting(pool([event]), "a").n == 20


def test_a_finding_without_an_outlet_is_nobodys_habit() -> None:
    ref = SentenceRef("x", 0)
    nobody = Finding("quotation", "s", 0.5, "-", (ref,), measure="quoted words", n=10)
    event = Comparison(event=Event("e", ()), title_of=None, origins=(), alignment=Alignment((), ()), findings=(nobody,))
    assert pool([event]) == ()


@settings(deadline=None)
@given(st.permutations(range(10)))
def test_the_order_of_events_changes_nothing(order: list[int]) -> None:
    events = [comparison(k, {"a": (k * 7 % 11, 100), "b": (k * 3 % 13, 100)}) for k in range(10)]
    assert pool([events[k] for k in order]) == pool(events)


class TestVocabulary:
    TEXT = 'Mayor Ana Duarte of Lund said the programme would cost 5 percent more on Monday, "a scandal indeed."'

    def counted(self, *articles: Article) -> dict[str, dict[str, int]]:
        origins = [Origin(a.id, a.id, "own") for a in articles]
        return count_words(read_accounts(articles, {}, align(articles), origins, Config()))

    def test_quotations_names_numbers_and_house_style_are_masked(self, make: Build) -> None:
        found = self.counted(make(self.TEXT), make("It rains.", "b"))
        assert found["outlet-a"] == {"cost": 1, "percent": 1, "program": 1}

    def test_titles_single_letters_and_verbs_of_saying_are_masked_too(self, make: Build) -> None:
        found = self.counted(
            make("Sen. Duarte said that plan e costs more, a spokesman added."), make("It rains.", "b")
        )
        assert found["outlet-a"] == {"costs": 1, "plan": 1, "spokesman": 1}

    def test_what_one_outlet_tells_alone_is_not_counted(self, make: Build) -> None:
        assert self.counted(make(self.TEXT)) == {}
        assert self.counted(make(self.TEXT), make("It rains.", "b", outlet_id=None)) == {}

    def test_a_word_that_one_outlet_prefers_is_found_and_common_ones_are_not(self) -> None:
        events = [
            EventCounts(
                f"e{k:02}",
                words={"a": {"regime": 3, "city": 5, f"own{k}": 4}, "b": {"government": 3, "city": 5, f"other{k}": 4}},
            )
            for k in range(MINIMUM_EVENTS_OF_WORDS)
        ]
        words, few = pool_words(events)
        assert few == ()
        mine = {w.word: w for w in words if w.outlet_id == "a"}
        assert set(mine) == {"regime", "government"}
        assert mine["regime"].z > 0 > mine["government"].z
        assert (mine["regime"].count, mine["regime"].others, len(mine["regime"].events)) == (90, 0, 30)
        assert mine["regime"].q < 0.001

    def test_the_subject_of_a_few_long_stories_is_no_preference(self) -> None:
        def words(k: int, outlet: str) -> dict[str, int]:
            long = 30 if k < 6 and outlet == "a" else 1
            return {"plain": 50, "gull": long, **({"bridge": 2} if k % 2 else {})}

        events = [
            EventCounts(f"e{k:02}", words={o: words(k, o) for o in "abc"}) for k in range(MINIMUM_EVENTS_OF_WORDS)
        ]
        assert pool_words(events)[0] == ()

    def test_the_words_of_a_passage_that_a_newsroom_repeats_are_none_of_its_choice(self) -> None:
        def words(k: int, outlet: str) -> dict[str, int]:
            said = {"regime": 2} if k % 3 else {}
            return {"plain": 50, **({"material": 1, "rights": 1, "reserved": 1, **said} if outlet == "a" else {})}

        events = [EventCounts(f"e{k:02}", words={o: words(k, o) for o in "abc"}) for k in range(60)]
        assert {w.word for w in pool_words(events)[0] if w.outlet_id == "a"} == {"regime"}

    def test_what_one_other_outlet_says_all_the_time_is_not_preferred_less_by_the_rest(self) -> None:
        events = [
            EventCounts(f"e{k:02}", words={o: {"plain": 50, **({"story": 2} if o == "c" else {})} for o in "abcd"})
            for k in range(40)
        ]
        assert {(w.outlet_id, w.word) for w in pool_words(events)[0]} == {("c", "story")}

    def test_below_thirty_events_no_word_is_named(self) -> None:
        events = [EventCounts(f"e{k}", words={"a": {"regime": 9}, "b": {"city": 9}}) for k in range(29)]
        words, few = pool_words(events)
        assert words == ()
        assert [(f.outlet_id, f.uncertainty, f.count) for f in few] == [
            ("a", "too few: 29 of 30 events", 261),
            ("b", "too few: 29 of 30 events", 261),
        ]

    def test_exchanging_the_sides_turns_the_sign(self) -> None:
        own, other = {"x": 5, "y": 20}, {"x": 9, "y": 11}
        (d, z), (e, y) = log_odds("x", own, other), log_odds("x", other, own)
        assert (d, z) == (-e, -y)
        assert z < 0

    def test_equal_counts_have_no_odds(self) -> None:
        assert log_odds("x", {"x": 5, "y": 9}, {"x": 5, "y": 9}) == (0.0, 0.0)

    @settings(deadline=None)
    @given(st.lists(st.floats(0, 1), max_size=30))
    def test_false_discoveries_agree_with_scipy(self, p: list[float]) -> None:
        from scipy.stats import false_discovery_control  # noqa: PLC0415 - slow to import

        expected = list(false_discovery_control(p)) if p else []
        assert benjamini_hochberg(p) == pytest.approx(expected)


class TestSpeakersOverEvents:
    def test_speakers_with_a_full_name_are_counted_by_outlet(self) -> None:
        ref = SentenceRef("x", 0)
        found = tuple(
            Finding("quotation", name, 0.5, "-", (ref,), measure="speaker", outlet_id=outlet, n=20, count=words)
            for name, outlet, words in [
                ("Ana Duarte", "a", 7),
                ("Ana Duarte", "a", 5),
                ("State Department", "b", 4),
                ("the mayor", "a", 9),
                ("Duarte", "b", 9),
                ("Bo Lindqvist", None, 3),
            ]
        )
        event = Comparison(event=Event("e", ()), title_of=None, origins=(), alignment=Alignment((), ()), findings=found)
        assert count_event(event).heard == {"a": {"Ana Duarte": 12}, "b": {"State Department": 4}}


class TestVoices:
    """Whom outlets quote over several events, one row a person."""

    def event(self, number: int, **heard: dict[str, int]) -> EventCounts:
        return EventCounts(f"e{number}", rates=(dict.fromkeys(heard, (1.0, 2.0)),), heard=heard)

    def test_a_person_in_several_spellings_is_one_row_over_all_events(self) -> None:
        events = [
            self.event(1, a={"Choe Son-hui": 10}, b={"Choe Sun-hee": 4}, c={}),
            self.event(2, a={"Choe Sun-hee": 5, "Ana Duarte": 3}, b={"Ana Duarte": 8}),
        ]
        mine = [voice for voice in pool_voices(events) if voice.outlet_id == "a"]
        assert [(v.name, v.words, v.others, v.events) for v in mine] == [
            ("Choe Son-hui", 15, 2.0, ("e1", "e2")),
            ("Ana Duarte", 3, 8.0, ("e2",)),
        ]

    def test_an_event_of_one_outlet_does_not_count(self) -> None:
        assert pool_voices([self.event(1, a={"Ana Duarte": 3})]) == ()

    @pytest.mark.parametrize(
        ("spellings", "names"),
        [
            (["James Comey", "James B. Comey"], {"James B. Comey"}),
            (["Ana Duarte", "Bo Duarte"], {"Ana Duarte", "Bo Duarte"}),
            (["Kim Jong-un", "Kim Jong Un"], {"Kim Jong Un"}),
            (["Ann Lee Mason", "Ann Mason", "Ann May Mason"], {"Ann Lee Mason", "Ann May Mason"}),
        ],
    )
    def test_spellings_become_one_name_unless_they_may_be_two(self, spellings: list[str], names: set[str]) -> None:
        found = unify_names(spellings)
        assert set(found.values()) == names
        assert found == unify_names(reversed(spellings))
