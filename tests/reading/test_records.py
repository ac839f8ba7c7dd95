"""JSONL records: one object a line, given sentences untouched, mistakes named with their line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compare.errors import CorpusError
from compare.model import Article, Corpus, Outlet
from compare.reading import read

TEXT = "The council voted on Monday to keep the night ferries running.\nThe vote was 21 to 8. The mayor agreed."


def corpus(folder: Path, *records: Any, encoding: str = "utf-8") -> Corpus:
    lines = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "r.jsonl").write_bytes("\n".join(lines).encode(encoding))
    return read([folder / "r.jsonl"])


def article(folder: Path, **fields: Any) -> Article:
    found = corpus(folder, {"id": "a", "text": TEXT, **fields})
    assert found.unreadable == ()
    return found.articles[0]


def test_every_documented_field_arrives(tmp_path: Path) -> None:
    got = article(
        tmp_path,
        outlet="Yonhap News Agency",
        title="(2nd LD) Ferries to run",
        published="2020-07-08T12:39+09:00",
        modified="2020-07-09",
        url="https://en.yna.co.kr/1",
        byline="By Kim Ha-na",
        language="en",
        event="e1",
        deck="Council decides",
        unknown={"deep": [1]},
    )
    assert (got.id, got.outlet_id, got.headline, got.version) == ("a", "yonhap", "Ferries to run", "2nd LD")
    assert (got.url, got.byline, got.deck, got.given_event) == (
        "https://en.yna.co.kr/1",
        "Kim Ha-na",
        "Council decides",
        "e1",
    )
    assert got.published is not None
    assert got.modified is not None
    assert (got.published.iso, got.modified.iso) == ("2020-07-08T12:39+09:00", "2020-07-09")
    assert [s.text for s in got.sentences][1:] == ["The vote was 21 to 8.", "The mayor agreed."]


def test_only_a_text_is_needed(tmp_path: Path) -> None:
    (got,) = corpus(tmp_path, {"text": TEXT}).articles
    assert (got.id, got.outlet_id, got.headline, got.published, got.kind) == ("r.jsonl#1", None, None, None, "news")


def test_nulls_and_empty_strings_are_missing_fields(tmp_path: Path) -> None:
    got = article(tmp_path, outlet="", title=None, published="", byline=None, url="", event=None)
    assert (got.outlet_id, got.headline, got.published, got.byline, got.url, got.given_event) == (None,) * 6
    assert got.remarks == ()


def test_a_number_is_an_id_too(tmp_path: Path) -> None:
    assert article(tmp_path, id=7, event=3).id == "7"


def test_given_sentences_are_kept_as_they_are(tmp_path: Path) -> None:
    given = ["  One. Two.  ", "", "Line\nbreak inside.", "Three."]
    got = article(tmp_path, text=None, sentences=given)
    assert [s.text for s in got.sentences] == given
    assert got.body == "\n".join(given)
    assert all(got.body[s.start : s.end] == s.text for s in got.sentences)


def test_captions_credits_and_furniture_among_given_sentences_are_flagged_and_keep_their_index(tmp_path: Path) -> None:
    given = [
        "By Kim Ha-na",
        "The council voted on Monday.",
        "Passengers wait for the ferry on Monday. (Yonhap)",
        "Advertisement",
        "The mayor agreed.",
        "(Yonhap)",
        "Related stories",
        "Harbor to be dredged",
    ]
    got = article(tmp_path, outlet="Korea Herald", text=None, sentences=given)
    assert [s.role for s in got.sentences] == [
        "credit",
        "text",
        "caption",
        "furniture",
        "text",
        "credit",
        "furniture",
        "furniture",
    ]
    assert [s.index for s in got.prose] == [1, 4]
    assert (got.byline, got.credit, got.captions) == ("Kim Ha-na", ("(Yonhap)",), (given[2],))


def test_a_tail_credit_on_a_given_sentence_is_evidence_and_the_sentence_stays_whole(tmp_path: Path) -> None:
    got = article(tmp_path, outlet="Korea Herald", text=None, sentences=["It rained.", "It stopped at noon. (Yonhap)"])
    assert got.credit == ("(Yonhap)",)
    assert [s.role for s in got.sentences] == ["text", "text"]
    assert got.sentences[1].text == "It stopped at noon. (Yonhap)"


def test_a_tail_credit_of_a_text_is_a_piece_of_its_own(tmp_path: Path) -> None:
    got = article(tmp_path, outlet="Korea Herald", text="It rained.\nIt stopped at noon. (Yonhap)\nRelated stories")
    assert [(s.text, s.role) for s in got.sentences] == [
        ("It rained.", "text"),
        ("It stopped at noon.", "text"),
        ("(Yonhap)", "credit"),
        ("Related stories", "furniture"),
    ]


def test_captions_inside_a_text_are_flagged_and_a_broken_paragraph_is_joined(tmp_path: Path) -> None:
    text = "He is to meet US.\nDeputy Secretary Ann Doe on Monday.\nThe two in Seoul. (AP Photo/Jo Roe)\nIt rained."
    got = article(tmp_path, text=text)
    assert [s.role for s in got.sentences] == ["text", "caption", "text"]
    assert got.sentences[0].text == "He is to meet US. Deputy Secretary Ann Doe on Monday."


def test_notices_are_shown_and_are_no_text(tmp_path: Path) -> None:
    notice = "[Demonstration text: not published by the outlet it names.]"
    got = article(tmp_path, text=f"{notice}\n{TEXT}")
    assert (got.notices, got.body) == ((notice,), TEXT)


def test_the_dateline_is_kept_apart_and_in_the_text(tmp_path: Path) -> None:
    got = article(tmp_path, text="SEOUL (AP) — The council voted on Monday.")
    assert got.dateline == "SEOUL (AP)"
    assert got.body.startswith("SEOUL (AP) — The")


def test_an_agency_as_author_is_a_credit(tmp_path: Path) -> None:
    assert article(tmp_path, outlet="Korea Herald", byline="Yonhap").credit == ("By Yonhap",)


def test_an_unknown_outlet_is_taken_as_it_is_given(tmp_path: Path) -> None:
    found = corpus(tmp_path, {"id": 1, "outlet": "www.rt.com", "text": TEXT}, {"id": 2, "outlet": "kh", "text": TEXT})
    assert [a.outlet_id for a in found.articles] == ["www.rt.com", "kh"]
    assert found.outlets == {"kh": Outlet("kh", "kh"), "www.rt.com": Outlet("www.rt.com", "www.rt.com")}


def test_the_address_tells_the_outlet_where_none_is_given(tmp_path: Path) -> None:
    assert article(tmp_path, url="https://english.hani.co.kr/arti/1.html").outlet_id == "hankyoreh"
    assert article(tmp_path, url="hani.co.kr").outlet_id is None


@pytest.mark.parametrize("value", ["soon", "2020-02-30", ["2020"], {"a": 1}, True])
def test_a_bad_date_is_said_and_the_article_kept(tmp_path: Path, value: object) -> None:
    got = article(tmp_path, published=value)
    assert got.published is None
    assert len(got.remarks) == 1
    assert got.remarks[0].startswith("published: ")
    assert got.remarks[0].endswith("is no date that is known. Write it as 2021-07-21T12:00+09:00 or 2021-07-21.")


def test_a_summary_is_told_by_its_title(tmp_path: Path) -> None:
    got = article(tmp_path, outlet="yonhap", title="Yonhap News Summary")
    assert (got.kind, got.kind_reason) == ("summary", "a summary of several stories")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ('"text"', "Expected `object`"),
        ('{"text": 5}', '"text"'),
        ('{"text": "a", "sentences": "b"}', '"sentences"'),
        ('{"sentences": ["a", 1]}', '"sentences[1]"'),
        ('{"text": "a", "byline": ["b"]}', '"byline"'),
        ('{"id": "x"}', "no text"),
        ('{"text": " \\n "}', "no text"),
        ('{"sentences": []}', "no text"),
        ('{"sentences": ["", " "]}', "no text"),
        ('{"text": "\\u0000\\u0001"}', "no text"),
        ("[" * 100_000, "not"),
        ('{"text": "a", "x": ' + "[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, problem: str) -> None:
    found = corpus(tmp_path, {"id": "a", "text": TEXT}, line, "", {"id": "b", "text": TEXT})
    assert [a.id for a in found.articles] == ["a", "b"]
    (bad,) = found.unreadable
    assert (bad.path, bad.line) == ("r.jsonl", 2)
    assert problem in bad.problem
    assert bad.hint


def test_a_file_without_a_record_is_listed(tmp_path: Path) -> None:
    assert [u.problem for u in corpus(tmp_path, "", " ").unreadable] == ["empty"]


def test_equal_ids_are_an_error_that_names_both_lines(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        corpus(tmp_path, {"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}, {"id": "a", "text": TEXT})
    assert "r.jsonl:1" in str(caught.value)
    assert "r.jsonl:3" in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_records_of_other_encodings(tmp_path: Path, encoding: str) -> None:
    record = {"id": "a", "title": "야간 여객선", "text": "의회는 야간 여객선을 계속 운항하기로 했다."}
    (got,) = corpus(tmp_path, record, encoding=encoding).articles
    assert (got.headline, got.language) == ("야간 여객선", "ko")


def test_a_line_that_is_no_utf8_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(b'{"id": 1, "text": "caf\xe9 au lait"}\n{"id": 2, "text": "It rained."}\n')
    found = read([tmp_path])
    assert [a.id for a in found.articles] == ["2"]
    assert "not UTF-8" in found.unreadable[0].problem


def test_a_binary_record_file_is_named_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(bytes(range(256)))
    found = read([tmp_path])
    assert found.articles == ()
    assert found.unreadable


def test_control_characters_are_taken_out_and_markup_is_text(tmp_path: Path) -> None:
    got = article(tmp_path, title="A\u0000 <b>{{ x }}</b>\u2028 B", text="<script>alert(1)</script> It\u0007 rained.")
    assert got.headline == "A <b>{{ x }}</b> B"
    assert got.body == "<script>alert(1)</script> It rained."


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"outlet": ["a"]}, '"outlet" is a list where text or null belongs'),
        ({"id": {"n": 1}}, '"id" is an object where a number, text or null belongs'),
        ({"text": None, "sentences": ["A.", 1]}, '"sentences[1]" is a number where text belongs'),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(tmp_path: Path, parts: dict[str, object], problem: str) -> None:
    (bad,) = corpus(tmp_path, {"id": 1, "text": TEXT, **parts}).unreadable
    assert (bad.line, bad.problem) == (1, problem)


def test_a_headline_alone_is_an_article_that_says_so(tmp_path: Path) -> None:
    rows = [{"id": "a", "title": "Ferry runs aground off Holm"}, {"id": "b", "text": " "}, {"id": "c"}]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = read([tmp_path])
    (article,) = corpus.articles
    assert (article.headline, article.body, article.sentences) == ("Ferry runs aground off Holm", "", ())
    assert article.headline_only
    assert article.truncated == "the headline alone is known"
    assert [bad.line for bad in corpus.unreadable] == [2, 3]


def test_a_headline_alone_tells_its_language(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "a", "title": "여객선 좌초"}), encoding="utf-8")
    assert read([tmp_path]).articles[0].language == "ko"


_REPORT = [
    "Ferry sinks off Mokpo",
    "A ferry sank on Sunday.",
    "All were saved.",
    "The coast guard is asking why.",
    "Divers go down today.",
]


@pytest.mark.parametrize(
    "caption",
    [
        "Divers look for the cause of the sinking off the harbour of Mokpo",
        "The captain (pictured) left the bridge before the others did.",
        "A photo issued by the coast guard shows the ferry lying on its side.",
        "The minister speaks to families at the harbour of Mokpo on Oct. 15, 2023.",
    ],
)
def test_a_caption_among_given_sentences_is_no_sentence_of_the_article(tmp_path: Path, caption: str) -> None:
    got = article(tmp_path, text=None, sentences=[*_REPORT[:3], caption, *_REPORT[3:]])
    assert [s.role for s in got.sentences] == ["text"] * 3 + ["caption"] + ["text"] * 2


def test_the_line_before_the_credit_of_a_korean_picture_is_its_caption(tmp_path: Path) -> None:
    texts = ["구조대가 항구에서 배를 살피고 있다.", "해경 제공", "여객선이 15일 침몰했다.", "모두 구조됐다."]
    got = article(tmp_path, text=None, sentences=texts)
    assert [s.role for s in got.sentences] == ["caption", "caption", "text", "text"]


def test_sentences_without_full_stops_are_no_captions_where_most_have_none(tmp_path: Path) -> None:
    texts = [
        "A ferry sank off the harbour on Sunday",
        "All who were on board were saved",
        "The coast guard is asking why it sank",
    ]
    assert [s.role for s in article(tmp_path, text=None, sentences=texts).sentences] == ["text"] * 3
