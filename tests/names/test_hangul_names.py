"""Persons in Korean text: by their titles, by their surnames, and as one with their romanised names."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.names import recognise_names, resolve
from compare.names.mentions import hangul_persons


def named(text: str) -> list[tuple[str, str, str]]:
    return [(m.surface, m.key, m.title) for m in recognise_names(text) if m.kind == "person"]


def test_a_title_tells_a_name() -> None:
    assert named("윤서아 관장은 교사 백수린 씨를 만났다.") == [("윤서아", "윤서아", "관장"), ("백수린", "백수린", "씨")]


def test_a_surname_before_a_title_is_the_person_of_that_name() -> None:
    assert named("최다은 의원이 반대했다. 최 의원은 떠났다.")[1] == ("최", "최다은", "의원")
    assert named("최 의원은 떠났다.") == [("최", "최", "의원")]
    two = named("최다은 의원과 최보라 의원이 왔다. 최 의원은 떠났다.")
    assert two[2] == ("최", "최", "의원")


def test_a_name_is_known_again_without_its_title() -> None:
    assert [key for _, key, _ in named("백수린 씨가 왔다. 그러나 백수린은 떠났다.")] == ["백수린", "백수린"]


@pytest.mark.parametrize(
    "text",
    [
        "한국 대통령이 왔다.",
        "공화당 대표와 민주당 의원이 왔다.",
        "유명한 작가가 왔다.",
        "한국인 교수가 왔다.",
        "양국 장관이 만났다.",
        "신임 장관이 왔다.",
        "“간다”고 교사가 말했다.",
        "의원이 왔다.",
    ],
)
def test_common_nouns_before_a_title_are_no_names(text: str) -> None:
    assert named(text) == []


def test_hangul_and_latin_letters_name_one_person() -> None:
    texts = {
        "a": "최다은 의원이 반대했다. 최 의원은 떠났다.",
        "b": "Choi Da-eun voted against it.",
        "c": "최도윤 의원이 왔다.",
    }
    people = {
        person.name: dict(person.forms)
        for person in resolve({name: recognise_names(text) for name, text in texts.items()})
    }
    assert people == {"Choi Da-eun": {"Choi Da-eun": 1, "최": 1, "최다은": 1}, "최도윤": {"최도윤": 1}}


def test_namesakes_of_one_article_stay_apart() -> None:
    texts = {"a": "김민서 의원이 김민수 의원을 만났다.", "b": "김민서 의원이 말했다."}
    people = [person.name for person in resolve({name: recognise_names(text) for name, text in texts.items()})]
    assert people == ["김민서", "김민수"]


@given(st.text(st.one_of(st.sampled_from(list("최다은 의원이 씨는 대표 민주당, .”고")), st.characters()), max_size=60))
def test_any_text_has_persons_in_order_and_apart(text: str) -> None:
    found = hangul_persons(text)
    assert found == sorted(found)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    mentions = recognise_names(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
