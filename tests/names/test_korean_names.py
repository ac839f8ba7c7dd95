"""Korean names in every romanisation are one name; near-namesakes stay two."""

from __future__ import annotations

import itertools
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.names.romanisation import (
    KoreanName,
    distance,
    divisions,
    fold,
    jamo,
    keys,
    parse,
    readings,
    same,
    surnames,
)

PERSONS = [
    line.split("; ")
    for line in tomllib.loads(Path(__file__).with_name("korean_names.toml").read_text(encoding="utf-8"))["persons"]
]


def parsed(name: str) -> KoreanName:
    found = parse(name)
    assert found is not None, name
    return found


def f1(persons: list[list[str]]) -> tuple[float, list[tuple[str, str]]]:
    """Pairwise F1 over all spellings, and the pairs of two persons that were merged."""
    spellings = [(name, i) for i, names in enumerate(persons) for name in names]
    hit = missed = 0
    merged = []
    for (a, i), (b, j) in itertools.combinations(spellings, 2):
        judged = same(a, b) > 0
        hit += judged and i == j
        missed += not judged and i == j
        if judged and i != j:
            merged.append((a, b))
    return 2 * hit / (2 * hit + missed + len(merged)), merged


def test_spellings_of_persons_in_public_life() -> None:
    score, merged = f1(PERSONS)
    assert merged == []
    assert score > 0.98


def test_spellings_of_the_shared_persons(shared: Path) -> None:
    persons = json.loads((shared / "gold" / "korean_names_dev.json").read_text(encoding="utf-8"))
    score, merged = f1(list(persons.values()))
    assert merged == []
    assert score > 0.95


@pytest.mark.parametrize("person", PERSONS, ids=lambda person: person[0])
def test_names_judged_one_share_a_key(person: list[str]) -> None:
    for a, b in itertools.combinations(person, 2):
        if same(a, b):
            assert keys(parsed(a)) & keys(parsed(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Pak Yong-chol", "Pak Yong-chun"),
        ("Kim Dae-jun", "Kim Dae-jung"),
        ("Kim Tae-jong", "Kim Dae-jeong X"),
        ("Kim Dae-jung", "Kim Dae-jong"),
        ("Ri Yong-mu", "Ri Yong-su"),
        ("Park Jung-chul", "Park Jung-hyun"),
        ("Lee Min-ho", "Kim Min-ho"),
        ("Lee Hyun", "Lee Hyun-ji"),
        ("Stephen Barr", "Kim Jin-ho"),
    ],
)
def test_two_persons(a: str, b: str) -> None:
    assert same(a, b) == 0.0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kim Minho", "Kim Min-ho"),
        ("Min-ho Kim", "Kim Min Ho"),
        ("Jae-in Son", "Son Jaein"),
        ("KIM MIN-HO", "Kim Min-Ho"),
        ("남궁민수", "Namkoong Min-soo"),
        ("Sunwoo Jin", "선우진"),
        ("Ch'oe Chŏng-ŭn", "Choi Jeong-eun"),
        ("Ch’oe Chong’un", "Choi Jeong-eun"),
        ("Ryom Chol-su", "Ryom Chol-su"),
        ("Pak Song-nyol", "Park Seong-ryeol"),
        ("Choe Ryong-su", "Choi Yong-su"),
    ],
)
def test_one_person(a: str, b: str) -> None:
    assert same(a, b) > 0 or parse(a) is parse(b) is None


def test_the_closer_the_systems_the_surer() -> None:
    assert same("Kim Jeong-ho", "Kim Jong-ho") == 1.0
    assert 0.5 <= same("Kim Jung-ho", "Kim Jong-ho") < 1.0


@pytest.mark.parametrize(
    "name", ["", "Kim", "Barr", "Ann Low", "Kim Coghill", "Xi Jinping", "Kim A B C D", "가", "Kim Do-hoonjin"]
)
def test_what_is_no_korean_name(name: str) -> None:
    assert parse(name) is None


def test_syllables() -> None:
    assert jamo("영") == "ㅇㅕㅇ"
    assert set(readings("yong")) >= {"ㅇㅛㅇ", "ㅇㅕㅇ"}
    assert readings("xyz") == {}
    assert divisions("dohoon", 2) == [("do", "hoon"), ("doh", "oon")]
    assert fold("Chʻoe Sŏn-Hŭi") == "ch'oe sŏn-hŭi"
    assert "박" in surnames()["park"]


@pytest.mark.parametrize("name", ["' Kim", "Kim '", "- Kim", "'\r0", "Kim -", "김 '"])
def test_marks_alone_are_no_given_name(name: str) -> None:
    assert same(name, "Kim Min-su") == 0


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_judged_and_order_does_not_matter(a: str, b: str) -> None:
    assert same(a, b) == same(b, a)
    assert 0.0 <= same(a, b) <= 1.0


@given(st.sampled_from([name for person in PERSONS for name in person]))
def test_a_name_is_itself(name: str) -> None:
    assert same(name, name) == 1.0
    assert distance(parsed(name), parsed(name)) == 0.0
