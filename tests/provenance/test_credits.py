"""Who a page says it is by: bylines, datelines, credit lines, tails; never a photo credit or a quoted source."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from compare.model import Article, Sentence
from compare.provenance.credits import find

CASES: list[dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "provenance_cases.toml").read_text(encoding="utf-8")
)["case"]

LEDE = "The minister left for talks on Wednesday, officials said."


def article(*sentences: str, **parts: object) -> Article:
    found, at = [], 0
    for index, text in enumerate(sentences or (LEDE,)):
        found.append(Sentence("x", index, index, at, at + len(text), text))
        at += len(text) + 1
    return Article(id="x", body="\n".join(sentences or (LEDE,)), sentences=tuple(found), **parts)  # type: ignore[arg-type]


def credited(piece: Article) -> set[tuple[str, str]]:
    return {(credit.agency, credit.evidence) for credit in find(piece)}


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Yonhap", "yonhap"),
        ("(Yonhap)", "yonhap"),
        ("Yonhap", "yonhap"),
        ("By Associated Press", "ap"),
        ("By The Associated Press", "ap"),
        ("Reuters", "reuters"),
        ("Source: Xinhua", "xinhua"),
        ("By Jane Roe, Associated Press", "ap"),
        ("AFP-JIJI", "afp"),
        ("Jane Roe | AP", "ap"),
        ("By AFP and Reuters", "reuters"),
        ("연합뉴스", "yonhap"),
    ],
)
def test_a_credit_line_names_its_agency(line: str, agency: str) -> None:
    assert credited(article(byline=line)) == {(agency, line)}
    assert credited(article(credit=(line,))) == {(agency, line)}


@pytest.mark.parametrize(
    "line", ["By Song Ha-ru", "By Yonhap Kim", "By Ap Smith", "AP Photo/Jane Roe", "Pool photo", ""]
)
def test_a_writer_or_a_photographer_is_no_agency(line: str) -> None:
    assert credited(article(byline=line, credit=(line,))) == set()


@pytest.mark.parametrize(
    ("start", "agency", "evidence"),
    [
        ("SEOUL, July 8 (Yonhap) -- ", "yonhap", "SEOUL, July 8 (Yonhap)"),
        ("SEOUL (AP) — ", "ap", "SEOUL (AP)"),
        ("(Reuters) - ", "reuters", "(Reuters)"),
        ("WASHINGTON/SEOUL, Aug 30 (Reuters) - ", "reuters", "WASHINGTON/SEOUL, Aug 30 (Reuters)"),
        ("ERIE, Pa. (AP) – ", "ap", "ERIE, Pa. (AP)"),
        ("BEIJING, Jan. 4 (Xinhua) -- ", "xinhua", "BEIJING, Jan. 4 (Xinhua)"),
        ("TOKYO, 4 March (Kyodo) ― ", "kyodo", "TOKYO, 4 March (Kyodo)"),
        ("SEOUL, July 8 (Yonhap) ", "yonhap", "SEOUL, July 8 (Yonhap)"),
        (
            "Minister leaves for talks: report Washington (AFP) – ",
            "afp",
            "Minister leaves for talks: report Washington (AFP)",
        ),
    ],
)
def test_a_dateline_is_read_from_the_start_of_the_prose(start: str, agency: str, evidence: str) -> None:
    found = credited(article(start + LEDE))
    assert {name for name, _ in found} == {agency}
    assert all(said in evidence and agency[:2] in said.casefold() for _, said in found)


def test_a_credit_may_follow_the_time_of_publication() -> None:
    text = "Minister leaves for talks Updated: 2020-07-08 09:53 (Xinhua)"
    assert credited(article(text, LEDE)) == {("xinhua", "(Xinhua)")}
    assert credited(article("Minister leaves for talks (Xinhua)", LEDE, LEDE)) == set()


def test_a_dateline_that_was_set_apart_is_quoted_as_it_is() -> None:
    assert credited(article(dateline="SEOUL, July 8 (Yonhap)")) == {("yonhap", "SEOUL, July 8 (Yonhap)")}
    assert credited(article(dateline="SEOUL, July 8")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The minister told Yonhap on Wednesday that he would leave.",
        "According to Reuters, the minister left on Wednesday.",
        "A spokesman told the Associated Press (AP) that talks go on.",
        "The agency (KCNA) reported the launch on Friday.",
        "The United Nations (UN) - in a rare move - met on Friday.",
        "Snow fell on Erie (PA) - and on Buffalo (NY) - on Friday.",
    ],
)
def test_a_quoted_source_is_no_provenance(text: str) -> None:
    assert credited(article(text, LEDE)) == set()


def test_the_tail_of_the_text_is_a_credit() -> None:
    assert credited(article(LEDE, "They will meet again in May. (Yonhap)")) == {("yonhap", "(Yonhap)")}
    assert credited(article(LEDE, "(AFP)")) == {("afp", "(AFP)")}
    assert credited(article(LEDE, "They met Kim (left).")) == set()


def test_a_caption_that_stands_last_is_no_tail() -> None:
    caption = Sentence("x", 1, 1, len(LEDE) + 1, len(LEDE) + 30, "The minister waves. (Reuters)", role="caption")
    piece = Article(
        id="x", body=f"{LEDE}\n{caption.text}", sentences=(Sentence("x", 0, 0, 0, len(LEDE), LEDE), caption)
    )
    assert find(piece) == ()


def test_an_article_without_prose_credits_nobody() -> None:
    assert find(Article(id="x", body="", sentences=())) == ()


def test_datelines_bylines_and_tails_over_all_cases() -> None:
    """Precision at least .99 and recall at least .95 over the labelled cases; every credit quotes the page."""
    right = wrong = missed = 0
    for case in CASES:
        lines = [*case.get("first", LEDE).split("\n"), "A second sentence tells of the ferry.", case.get("last", "")]
        piece = article(*(line for line in lines if line), byline=case.get("byline"))
        found = find(piece)
        agencies = {credit.agency for credit in found}
        right += case["agency"] in agencies
        missed += bool(case["agency"]) and case["agency"] not in agencies
        wrong += len(agencies - {case["agency"]})
        assert all(credit.evidence in f"{piece.byline}\n{piece.body}" for credit in found)
    assert len(CASES) >= 100
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.95
