"""Korean reports are grouped among themselves, look-alikes apart, by nouns without what grammar writes onto them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.clustering import cluster
from compare.clustering.features import read_profile
from compare.evaluation.scores import score_grouping
from compare.model import Article
from compare.text.stems import korean_idf
from compare.text.tokens import korean_terms, noun_stem

Make = Callable[..., Article]
REPORTS = tomllib.loads((Path(__file__).parent / "korean.toml").read_text(encoding="utf-8"))["article"]


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("상륙했다", "상륙"),
        ("상륙을", "상륙"),
        ("국무부는", "국무부"),
        ("물류창고에서는", "물류창고"),
        ("기자들이", "기자"),
        ("창고", "창고"),
        ("회의", "회의"),
        ("원으로", ""),
        ("밝혔다", ""),
        ("말하며", ""),
        ("불", ""),
    ],
)
def test_a_word_is_its_noun(word: str, noun: str) -> None:
    assert noun_stem(word) == noun


def test_a_compound_is_found_by_its_parts() -> None:
    assert {"물류", "창고"} <= set(korean_terms("물류창고를"))
    assert korean_terms("창고의") == ("창고",)
    assert korean_terms("밝혔다") == ()


def test_a_word_is_rarer_than_its_rarest_pair_of_syllables() -> None:
    assert korean_idf("정부") < korean_idf("정부군") > korean_idf("부군")


def test_names_are_nouns_that_no_table_knows(make: Make) -> None:
    profile = read_profile(make("k", None, "기자들은 그렌델이 국회 회의를 취소했다고 말했다. 정부는 그렌델과 만났다."))
    assert profile.names == ["그렌델이", "그렌델과"]


def _reports(make: Make, *, dated: bool) -> list[Article]:
    return [
        make(f"k{k:02d}", report["headline"], report["text"].strip(), report["published"] if dated else None)
        for k, report in enumerate(REPORTS)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("dated", [True, False])
def test_reports_are_grouped_and_look_alikes_stay_apart(
    make: Make, stories: tuple[Article, ...], *, dated: bool
) -> None:
    gold = {f"k{k:02d}": report["event"] for k, report in enumerate(REPORTS)}
    grouping = cluster([*stories, *_reports(make, dated=dated)])
    found = {name: event.id for event in grouping.events for name in event.article_ids}
    scores = score_grouping(gold, found)
    assert scores.b3_precision >= 0.97
    assert scores.b3_recall >= 0.97
    assert {found[name] for name in gold}.isdisjoint({found[a.id] for a in stories})
