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
    "no word inside the quotation": (
        "박서연 시장은 회의에서 “2018년 이전에는 집권 여당은 말이 없었다”며 돌아섰다고 말했다.",
        "박서연",
    ),
    "former": ("국민의힘 박서연 전 의원은 10일 “이번 회담은 큰 실망을 남겼다”고 지적했다.", "박서연"),
    "a party between name and office": (
        "박서연 국민의힘 비상대책위원장 겸 원내대표는 “다리를 다시 지어야 한다”고 밝혔다.",
        "박서연",
    ),
    "the subject of a clause inside": (
        "박서연 의원은 교통부가 자료를 공개한 것에 대해 “거짓말 잔치에 불과하다”고 비꼬았다.",
        "박서연",
    ),
    "a clause before the name": (
        "현장에서 구조대를 이끈 박서연 대령은 “모두가 함께 해낸 일”이라고 소감을 밝혔다.",
        "박서연",
    ),
    "a name of two syllables": ("조현 교통부 장관은 “다리를 다시 지어야 한다”고 밝혔다.", "조현"),
    "an adverb before the role": ("곧이어 한 고위 당국자는 “받아쓰지 말아 달라”고 당부했다.", "한 고위 당국자"),
    "whom a paper reports": ("나루신문은 10일 박서연 시장이 “다리를 다시 지어야 한다”고 했다고 보도했다.", "박서연"),
    "a stance": ("외교부 대변인은 “매우 깊은 유감을 표명한다”는 입장을 밝혔다.", "외교부 대변인"),
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
    "somebody among many": "박서연 시장은 떠났다. 당내에선 “다리를 새로 놓아야 한다”고 반발했다.",
    "words that another denied": "박서연 시장은 “전혀 사실이 아니다”라고 반박한 교통부를 비난했다.",
    "a title of something": "박서연 시장은 “다리 위의 작은 기적들”이라는 제목의 책을 냈다고 말했다.",
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


def test_a_new_paragraph_goes_on_where_its_first_word_says_so(make: Build) -> None:
    text = "박서연 시장은 “다리는 이제 안전하다”고 말했다.\n이어 “누구든 건널 수 있는 다리다”라고 강조했다."
    assert speakers(make(text)) == ["박서연"] * 2


def test_a_lead_that_breaks_off_behind_a_byline_has_its_topic_as_speaker(make: Build) -> None:
    text = "(나루=통신) 김나루 기자 = 박서연 시장은 15일 “다리를 다시 지어야 한다고 늘 믿어..."
    assert speakers(make(text)) == ["박서연"]


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
