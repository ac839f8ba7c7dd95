"""Who speaks in Korean quotations: the subject before or behind them, where a particle and a verb of saying follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.attribution import attribute
from compare.attribution.korean_speakers import is_korean
from compare.model import Article

Build = Callable[..., Article]

TOLD = {
    "a name with a body and a role": (
        "김나루 교통부 대변인은 8일 정례브리핑에서 “다리는 이제 안전할 것”이라고 말했다.",
        "김나루",
    ),
    "a foreign name": ("스텔라 하웰 미국 국무부 부장관은 “다리 공사를 강력히 지지한다”고 밝혔다.", "스텔라 하웰"),
    "a foreign name that could be a Korean one": (
        "도널드 하웰 대통령이 “아주 좋은 회담이 될 것”이라고 말했다고 백악관이 전했다.",
        "도널드 하웰",
    ),
    "behind the quotation": ("“다리는 이제 정말 안전하다”고 박서연 시장이 말했다.", "박서연"),
    "a role": ("시 관계자는 “공사가 지난주에 모두 끝났다”고 전했다.", "시 관계자"),
    "a body": ("외교부는 “매우 깊은 유감을 표명한다”고 밝혔다.", "외교부"),
    "a country": ("북한은 “더는 마주 앉을 생각이 없다”고 주장했다.", "북한"),
    "a name that ends as a particle does": (
        "박정은 시의원장은 물러났고 김정은 위원장은 “우리 길을 간다”라고 말했다.",
        "김정은",
    ),
    "a surname with its role, named before": (
        "박서연 시장은 다리를 둘러봤다. 박 시장은 “볼트를 하나하나 살펴봤다”고 말했다.",
        "박서연",
    ),
    "a surname with its role, named nowhere": ("박 시장은 “볼트를 하나하나 살펴봤다”고 말했다.", "박 시장"),
}


@pytest.mark.parametrize(("text", "speaker"), TOLD.values(), ids=TOLD.keys())
def test_the_subject_of_the_sentence_speaks(make: Build, text: str, speaker: str) -> None:
    (quotation,) = attribute(make(text))
    assert quotation.speaker == speaker
    assert quotation.mention is not None
    assert quotation.verb is not None


UNTOLD = {
    "a title": "그 책의 제목은 “다리 위의 작은 기적들”이다.",
    "no verb of saying": "주민들은 “전혀 안전하지 않은 다리”라고 입을 모았다.",
    "an opinion that somebody had": "이날 회의에서는 “다리를 새로 놓아야 한다”는 의견이 나왔다.",
    "a place that begins as a verb does": "“다리를 새로 놓아야 한다”고 말레이시아 신문에 실렸다.",
    "he, and nobody before": "그는 “다리를 새로 놓아야 한다”고 말했다.",
    "a noun that does not speak": "그 사실은 “다리를 새로 놓아야 한다”고 말했다.",
}


@pytest.mark.parametrize("text", UNTOLD.values(), ids=UNTOLD.keys())
def test_no_speaker_is_better_than_a_guess(make: Build, text: str) -> None:
    (quotation,) = attribute(make(text))
    assert quotation.speaker is None


def speakers(article: Article) -> list[str | None]:
    return [q.speaker for q in attribute(article)]


def test_two_quotations_of_a_sentence_and_he_in_the_next_are_one_speakers(make: Build) -> None:
    text = "박서연 시장은 “다리는 이제 안전하다”며 “누구든 건널 수 있다”고 강조했다. 그는 이어 “걱정할 필요가 없다”고 말했다."
    assert speakers(make(text)) == ["박서연"] * 3


def test_each_half_of_a_sentence_has_its_own_speaker(make: Build) -> None:
    text = "이민호 의원은 “다리를 새로 놓아야 한다”고 말했고, 정하늘 의원은 “예산이 하나도 없다”고 반박했다."
    assert speakers(make(text)) == ["이민호", "정하늘"]


def test_a_surname_of_two_is_nobodys(make: Build) -> None:
    text = "박서연 의원과 박하늘 의원이 만났다. 박 의원은 “다리를 새로 놓아야 한다”고 말했다."
    assert speakers(make(text)) == ["박 의원"]


def test_a_new_paragraph_does_not_go_on_without_a_subject(make: Build) -> None:
    text = "박서연 시장은 “다리는 이제 안전하다”고 말했다.\n“누구든 건널 수 있는 다리다”라고 강조했다."
    assert speakers(make(text)) == ["박서연", None]


def test_phrases_of_two_words_are_counted_and_given_to_nobody(make: Build) -> None:
    (quotation,) = attribute(make("박서연 시장은 “안전한 다리”라고 말했다."))
    assert (quotation.words, quotation.speaker) == (2, None)


def test_a_text_is_korean_by_its_letters() -> None:
    assert is_korean("박서연 시장은 UN에서 말했다.")
    assert not is_korean("Mayor Park Seo-yeon (박서연) said so.")


@given(st.text("박서연시장은이가고라말했다“”‘’\"' \n.,그며", max_size=120))
def test_no_text_raises_and_spans_lie_within_it(text: str) -> None:
    article = Article(id="a", body=text, sentences=())
    for quotation in attribute(article):
        assert 0 <= quotation.start < quotation.end <= len(text)
