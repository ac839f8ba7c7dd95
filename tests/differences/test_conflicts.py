"""What differs between two linked sentences: precision before recall, on pairs written for this test."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.differences.judgement import Times, judge
from compare.differences.pairing import SentencePair
from compare.model import Conflict, Moment, Sentence


def pairs(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["pair"]
    return found


FIRST, FRESH = pairs("conflict_pairs.toml"), pairs("conflict_pairs_fresh.toml")
PAIRS = FIRST + FRESH


def sentence(text: str) -> Sentence:
    return Sentence("x", 0, 0, 0, len(text), text)


def find(
    a: Sentence, b: Sentence, days: tuple[dt.date | None, dt.date | None] = (None, None), *, one_clock: bool = False
) -> tuple[Conflict, ...]:
    """What surely differs between two linked sentences."""
    one, other = (Moment(day.isoformat()) if day else None for day in days)
    zones = ("Asia/Seoul", "Asia/Seoul") if one_clock else (None, None)
    found = judge(SentencePair(a, b, "linked", 1.0), Times(one, other, zones=zones))
    return tuple(Conflict(v.kind, v.a.span, v.b.span) for v in found if v.status == "differs")


def found(pair: dict[str, Any]) -> tuple[Conflict, ...]:
    days = [dt.date.fromisoformat(day) for day in pair.get("days", [])] or [None, None]
    return find(sentence(pair["a"]), sentence(pair["b"]), (days[0], days[1]))


def test_there_are_enough_pairs_of_every_type() -> None:
    types = [pair["conflict"] for pair in FIRST]
    assert len(types) >= 120
    assert types.count("") >= 60
    assert min(types.count(name) for name in ("number", "date", "statement", "name")) >= 12


@pytest.mark.parametrize("written", [FIRST, FRESH], ids=["first", "fresh"])
def test_precision_and_recall_over_all_pairs(written: list[dict[str, Any]]) -> None:
    right = wrong = missed = 0
    for pair in written:
        types = [conflict.type for conflict in found(pair)]
        right += pair["conflict"] in types
        missed += bool(pair["conflict"]) and pair["conflict"] not in types
        wrong += sum(name != pair["conflict"] for name in types)
    assert right / (right + wrong) >= 0.95
    assert right / (right + missed) >= 0.75


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if "spans" in pair], ids=lambda pair: pair["b"][:40])
def test_a_conflict_quotes_both_spans(pair: dict[str, Any]) -> None:
    for conflict in found(pair):
        assert [pair["a"][slice(*conflict.a)], pair["b"][slice(*conflict.b)]] == pair["spans"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["a"][:40])
def test_exchanging_the_sentences_exchanges_the_spans(pair: dict[str, Any]) -> None:
    mirrored = {"a": pair["b"], "b": pair["a"], "days": pair.get("days", [])[::-1]}
    assert sorted((c.type, c.b, c.a) for c in found(mirrored)) == sorted((c.type, c.a, c.b) for c in found(pair))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Flight 175 returned to the airport after an hour.", "Flight 201 returned to the airport after an hour."),
        ("A Falcon 9 rocket was launched from the coast.", "A Falcon 5 rocket was launched from the coast."),
        ("The bus left at 9:40 a.m. for Mokpo.", "The bus left at 8:15 a.m. for Mokpo."),
        ("The factory, a 1950 building, was torn down.", "The factory, a 1970 building, was torn down."),
        (
            "SEOUL, July 8 (Wire) -- The minister resigned over the affair.",
            "The minister resigned on July 3 over the affair.",
        ),
        ("The fair runs from Monday to Friday in Jinju.", "The fair opens on Wednesday in Jinju."),
        ("The minister resigned over the affair on Feb. 30.", "The minister resigned over the affair on Feb. 12."),
        ("The report is due next Monday.", "The report is due next Thursday."),
        ("The minister resigned yesterday.", "The minister resigned on Monday."),
        ("Musk showed the Roadstar in Texas on stage.", "Musk showed the Roadster in Texas on stage."),
        ("The plane landed in Lyon after the storm.", "The plane landed in France after the storm."),
        (
            "The mayor opened the bridge, which was closed in May.",
            "The mayor closed the bridge, which was opened in May.",
        ),
        ("Two women and one man were killed in the fire.", "Three people were killed in the fire."),
        ("Two women and a man were killed in the fire.", "Three people were killed in the fire."),
        ("The two other victims were taken to a hospital.", "Three victims were taken to a hospital."),
        ("So far the ship has seized 14 rifles from the boats.", "The ship seized six rifles from the boats."),
        ("She has scored 14 goals this season.", "She scored three goals on Friday."),
        ("At least a dozen people were hurt.", "At least a dozen people were hurt in the fog."),
        ("The 66-year-old woman was hit by a car.", "The 36-year-old driver of the car hit a woman."),
        ("Ann Lowell, 66, was killed by a car.", "Ann Lowell was killed by a car with 36 dents."),
        ("The hall is 15, 800 meters wide.", "The hall is 17, 200 meters wide."),
        ("The polls close at 1300 GMT.", "The polls close at 1800 GMT."),
        ("Ann Lowell scored 14 points in the final.", "Jane Barr scored 12 points in the final."),
        ("The owner refused the offer of $3 million.", "The owner accepted the offer of $5 million."),
        ("He has not only lost the game but the title.", "He has lost the game and the title."),
        ("Why was the minister not told of the plan?", "The minister was told of the plan."),
        ("The minister was yet to be told of the plan.", "The minister was not told of the plan."),
        ("Barr would not say what the minister knew of it.", "The minister knew of it, Barr said."),
        ("It is not Harbor Day in Jinju.", "The harbor in Jinju has its day."),
        ("She got the post in 2003 at the bank.", "She got the post in May 2003 at the bank."),
        ("The fair opens on Friday in Jinju.", "The fair in Jinju ends on Sunday."),
        ("The bank said on Monday that it would close.", "The bank said on Thursday that it would close."),
        ("He met the press in Jinju, Barr told the Herald.", "He met the press in Jinju, Barr told the Times."),
        ("The climb of Mt Sefton took two days.", "The climb of Mount Sefton took two days."),
        ("Her answer to him was 'Okay'.", "Her answer to him was 'Never'."),
        ("It costs 9" + "9" * 400 + " dollars to build it.", "It costs 12 dollars to build it."),
    ],
)
def test_what_may_both_be_true_is_no_conflict(a: str, b: str) -> None:
    assert find(sentence(a), sentence(b)) == ()


@pytest.mark.parametrize(
    ("a", "b", "spans"),
    [
        ("A dozen passengers were hurt in the fog.", "Some 40 passengers were hurt in the fog.", ("A dozen", "40")),
        ("The tunnel is 300 meters long or more.", "The tunnel is 210 meters long.", ("300", "210")),
        ("The three-day strike ended in the port.", "The seven-day strike ended in the port.", ("three", "seven")),
        ("He was sentenced to more than 2 years in prison.", "He was sentenced to 18 months in prison.", ("2", "18")),
        (
            "The ship carried 102 passengers and seven crew members.",
            "The ship carried 102 passengers and nine crew members.",
            ("seven", "nine"),
        ),
        ("The army has 2,000 tanks at the border.", "The army has 900 tanks at the border.", ("2,000", "900")),
        (
            "The jury gave 5 million dollars to the widow.",
            "The jury gave $9 million to the widow.",
            ("5 million", "9 million"),
        ),
    ],
)
def test_figures_are_read_with_their_units_and_bounds(a: str, b: str, spans: tuple[str, str]) -> None:
    quoted = [(a[slice(*c.a)], b[slice(*c.b)]) for c in find(sentence(a), sentence(b))]
    assert quoted == [spans]


def test_weekdays_of_far_publications_are_not_compared() -> None:
    a, b = sentence("The bakery was robbed on Monday."), sentence("The bakery was robbed on Thursday.")
    near, far = (dt.date(2021, 3, 10), dt.date(2021, 3, 11)), (dt.date(2021, 3, 10), dt.date(2021, 6, 10))
    assert [c.type for c in find(a, b, near)] == ["date"]
    assert find(a, b, far) == ()
    assert find(b, sentence("The bakery was robbed on June 3."), far) == ()


def test_weekdays_one_apart_clash_only_on_one_clock() -> None:
    a = sentence("The ferry will sail to the island again on Saturday with another ship.")
    b = sentence("The ferry will sail to the island again on Sunday with a second ship.")
    days = (dt.date(2020, 10, 15), dt.date(2020, 10, 15))
    assert [c.type for c in find(a, b, days, one_clock=True)] == ["date"]
    assert find(a, b, days) == ()


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("港口宣布修路费为50万元。", "港口宣布修路费为500万元。", ("50万", "500万")),
        (
            "市は8日、橋の費用として50万円を払うと言った。",
            "市は8日、橋の費用として500万円を払うと言った。",
            ("50万", "500万"),
        ),
        ("버스가 넘어져 승객 12명이 다쳤다.", "버스가 넘어져 승객 15명이 다쳤다.", ("12명", "15명")),
        ("시는 다리에 3억 원을 쓰기로 했다.", "시는 다리에 30억 원을 쓰기로 했다.", ("3억 원", "30억 원")),
    ],
)
def test_figures_of_east_asian_texts_differ(a: str, b: str, said: tuple[str, str]) -> None:
    assert [(a[slice(*c.a)], b[slice(*c.b)]) for c in find(sentence(a), sentence(b))] == [said]
    assert find(sentence(a), sentence(a)) == ()


def statuses(a: str, b: str, one: str | None, other: str | None, **times: Any) -> list[str]:
    moments = Times(Moment(one) if one else None, Moment(other) if other else None, **times)
    return [v.status for v in judge(SentencePair(sentence(a), sentence(b), "linked", 1.0), moments)]


def test_a_toll_that_rose_is_a_later_one_and_one_that_fell_differs() -> None:
    low, high = "The fire in Jinju killed 25 people.", "The fire in Jinju killed 27 people."
    assert statuses(low, high, "2020-10-15", "2020-10-16") == ["later"]
    assert statuses(high, low, "2020-10-16", "2020-10-15") == ["later"]
    assert statuses(high, low, "2020-10-15", "2020-10-16") == ["differs"]
    assert statuses(low, high, "2020-10-15T09:00+09:00", "2020-10-15T11:00+09:00") == ["later"]
    assert statuses(low, high, "2020-10-15T09:00+09:00", "2020-10-15T09:20+09:00") == ["differs"]
    assert statuses(low, high, "2020-10-15", "2020-10-15") == ["differs"]
    assert statuses(low, high, None, None) == ["differs"]
    assert statuses(low, high, "2020-10-15", "2020-11-15") == []


def test_a_toll_of_at_least_so_many_moves_on() -> None:
    low, high = "The fire in Jinju killed at least four people.", "The fire in Jinju killed at least six people."
    assert statuses(low, high, "2020-10-15", "2020-10-16") == ["later"]
    assert statuses(low, high, "2020-10-15", "2020-10-15") == []
    assert statuses(high, low, "2020-10-15", "2020-10-16") == []


def test_figures_of_one_newsroom_are_later_ones() -> None:
    a, b = "The index lost 2.58 points in Seoul.", "The index lost 28.18 points in Seoul."
    assert statuses(a, b, "2020-10-15", "2020-10-15", versions=True) == ["later"]


def test_the_close_and_the_hours_before_it_are_different_things() -> None:
    a, b = (
        "Shares of Garam rose 4.1 percent in morning trading.",
        "Shares of Garam closed up 5.2 percent, having risen.",
    )
    assert "differs" not in statuses(a, b, "2020-10-15", "2020-10-15")


def test_a_text_that_is_no_sentence_has_no_conflicts() -> None:
    filler = "It went on and on. " * 200
    assert find(sentence("25 people were hurt. " + filler), sentence("27 people were hurt. " + filler)) == ()


TOKENS = st.sampled_from(
    [
        "the",
        "ferry",
        "hit",
        "25",
        "people",
        "in",
        "Seoul",
        "on",
        "Monday",
        "July",
        "8",
        "not",
        "said",
        "denied",
        "$5",
        "million",
        "more",
        "than",
        "3",
        "km",
        "percent",
        "between",
        "10",
        "and",
        "20",
        "Kim",
    ]
)
TEXTS = st.lists(TOKENS, max_size=14).map(" ".join) | st.text(max_size=60)
DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, DAYS, DAYS)
def test_any_text_gives_spans_inside_it(a: str, b: str, one: dt.date | None, other: dt.date | None) -> None:
    for conflict in find(sentence(a), sentence(b), (one, other)):
        assert 0 <= conflict.a[0] < conflict.a[1] <= len(a)
        assert 0 <= conflict.b[0] < conflict.b[1] <= len(b)


@given(TEXTS, DAYS)
def test_no_sentence_conflicts_with_itself(text: str, day: dt.date | None) -> None:
    assert find(sentence(text), sentence(text), (day, day)) == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Norsoft releases critical browser Patch.",
            "It is not Patch Friday, but Norsoft releases a critical browser fix.",
        ),
        (
            "The offer to the pitcher is believed to be for at least nine years.",
            "None of the offer to the pitcher is believed to be for more than nine years.",
        ),
    ],
)
def test_a_denial_of_a_longer_name_or_of_a_bound_denies_no_statement(a: str, b: str) -> None:
    assert [conflict for conflict in find(sentence(a), sentence(b)) if conflict.type == "statement"] == []
