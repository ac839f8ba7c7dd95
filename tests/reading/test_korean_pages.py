"""Korean outlets: decks, captions without brackets, reporters, and kinds of pieces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.model import Article
from compare.reading import read


def dump(tmp_path: Path, text: str) -> Article:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (article,) = read([tmp_path / "a.txt"]).articles
    return article


def record(tmp_path: Path, **fields: str) -> Article:
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "a", **fields}), encoding="utf-8")
    (article,) = read([tmp_path / "r.jsonl"]).articles
    return article


def test_a_deck_that_stands_twice_is_a_deck(tmp_path: Path) -> None:
    article = dump(
        tmp_path,
        "등대가 다시 켜졌다\n박하나 2021. 3. 4. 09:05\n석 달 만에 수리 마쳐\n석 달 만에 수리 마쳐\n해안시는 4일 등대를 다시 켰다. 어민들은 반겼다.\n"
        "박하나 기자 hana@paper.example, 그래픽-이두리\nCopyright © 한겨레신문사 All Rights Reserved.\n",
    )
    assert article.published
    assert (article.outlet_id, article.deck, article.byline, article.published.iso) == (
        "hankyoreh",
        "석 달 만에 수리 마쳐",
        "박하나",
        "2021-03-04T09:05+09:00",
    )
    assert [s.text for s in article.prose] == ["해안시는 4일 등대를 다시 켰다.", "어민들은 반겼다."]


def test_todays_date_above_the_page_is_not_the_articles(tmp_path: Path) -> None:
    article = dump(
        tmp_path,
        "The Korea Times\nMon, May 9, 2022 | 10:11\nLighthouse lit again\nPosted : 2021-03-04 09:05\nMail\nPrint Preview\nFont Size Up\n\n"
        "The lighthouse of Haean was lit again on Thursday, three months late.\n",
    )
    assert article.published
    assert (article.headline, article.deck, article.published.iso) == (
        "Lighthouse lit again",
        None,
        "2021-03-04T09:05+09:00",
    )


def test_the_reporter_in_a_dateline(tmp_path: Path) -> None:
    assert (
        dump(tmp_path, "등대 다시 켜져\n\n(해안=연합뉴스) 박하나 기자 = 해안시는 4일 등대를 켰다.\n").byline == "박하나"
    )


@pytest.mark.parametrize(
    "caption",
    [
        "박서연 시장이 4일 등대 앞에 서 있다. 연합뉴스",
        "등대에 불이 들어와 있다. 해안시 제공",
        "박서연 시장이 4일 말하고 있다. /뉴스1",
        "박서연 시장이 4일 말하고 있다. 2021.3.4/뉴스1 © News1 박하나 기자",
    ],
)
def test_a_caption_that_only_its_source_tells(tmp_path: Path, caption: str) -> None:
    article = record(
        tmp_path,
        text=f"{caption}\n\n해안시는 4일 등대를 다시 켰다.\n박하나 기자 hana@paper.example 이두리 기자 duri@paper.example",
    )
    assert [s.text for s in article.prose] == ["해안시는 4일 등대를 다시 켰다."]
    assert article.captions == (caption,)
    assert article.byline == "박하나 and 이두리"


@pytest.mark.parametrize(
    ("title", "outlet", "kind"),
    [
        ("[취재수첩] 등대를 보며", "chosun.com", "editorial"),
        ("[데스크칼럼] 등대를 보며", "chosun.com", "editorial"),
        ("[이번 주 국회일정](4일, 목)", "chosun.com", "list"),
        ("[부고] 박하나 씨 모친상", "chosun.com", "list"),
        ("[팟캐스트] 등대 이야기", "koreaherald.com", "set aside"),
        ("[Ida Morrow] A light is not enough", "koreaherald.com", "editorial"),
        ("[Herald Interview] Keeper of the light", "koreaherald.com", "news"),
        ("[단독] 등대 다시 켜져", "chosun.com", "news"),
    ],
)
def test_kinds_that_a_label_tells(tmp_path: Path, title: str, outlet: str, kind: str) -> None:
    assert record(tmp_path, title=title, outlet=outlet, text="등대가 켜졌다. 어민들은 반겼다.").kind == kind
