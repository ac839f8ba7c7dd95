"""Records of other tools: CSV, TSV, JSON and Parquet, known exports, columns named in the configuration."""

from __future__ import annotations

import builtins
import gzip
import json
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from compare import read_corpus
from compare.config import RecordField, RecordsConfig
from compare.data import read_table
from compare.errors import ConfigError
from compare.model import Article, Corpus
from compare.reading import formats, read, tables

TEXT = "The council voted on Monday to keep the night ferries running.\nThe vote was 21 to 8. The mayor agreed."
SENTENCES = [
    "The council voted on Monday to keep the night ferries running.",
    "The vote was 21 to 8.",
    "The mayor agreed.",
]


def only(corpus: Corpus) -> Article:
    assert corpus.unreadable == ()
    (article,) = corpus.articles
    return article


def dump(folder: Path, name: str, data: Any) -> Path:
    (folder / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_a_table_is_read_whatever_separates_its_cells(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [
        separator.join(["id", "outlet", "title", "published", "text"]),
        separator.join(["a", "연합뉴스", "Ferries to run", "2020-07-08T12:39+09:00", f'"{TEXT}"']),
    ]
    (tmp_path / "r.csv").write_bytes("\r\n".join(rows).encode(encoding))
    article = only(read([tmp_path]))
    assert (article.id, article.outlet_id, article.headline) == ("a", "yonhap", "Ferries to run")
    assert article.published
    assert article.published.iso == "2020-07-08T12:39+09:00"
    assert [s.text for s in article.sentences] == SENTENCES


def test_a_row_without_an_id_is_called_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text('title,text\nA,"Line one.\nLine two."\n,\nB,It rained.\n', encoding="utf-8")
    assert [a.id for a in read([tmp_path]).articles] == ["r.csv#2", "r.csv#5"]


def test_a_broken_row_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id,text\n1,It rained, and then it snowed.\n2,It rained.\n3\n", encoding="utf-8")
    corpus = read([tmp_path])
    assert [a.id for a in corpus.articles] == ["2"]
    assert [(u.line, u.problem) for u in corpus.unreadable] == [
        (2, "3 cells where the header names 2 columns"),
        (4, "the record has no text"),
    ]


def test_a_cell_that_no_article_could_fill_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_PAGE_BYTES", 50)
    (tmp_path / "r.csv").write_text(f"id,text\n1,{'a ' * 60}\n2,It rained.\n", encoding="utf-8")
    corpus = read([tmp_path])
    assert [a.id for a in corpus.articles] == ["2"]
    assert "field larger" in corpus.unreadable[0].problem


@pytest.mark.parametrize(
    ("name", "data"), [("r.csv", b""), ("r.csv", b"id,text\n"), ("r.json", b"[]"), ("r.jsonl", b"\n")]
)
def test_a_file_without_a_record_is_listed(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert [u.problem for u in read([tmp_path]).unreadable] == ["empty"]


@pytest.mark.parametrize(
    ("module", "limit", "name"),
    [
        (tables, "MAX_TABLE_BYTES", "r.csv"),
        (formats, "MAX_DOCUMENT_BYTES", "r.json"),
        (formats, "MAX_LINE_BYTES", "r.jsonl"),
    ],
)
def test_what_is_larger_than_its_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, limit: str, name: str
) -> None:
    monkeypatch.setattr(module, limit, 20)
    (tmp_path / name).write_text('{"id": 1, "text": "It rained."}\n{"text": "B."}\n', encoding="utf-8")
    corpus = read([tmp_path])
    assert corpus.unreadable[0].line == 1
    assert "more than" in corpus.unreadable[0].problem
    assert [a.body for a in corpus.articles] == (["B."] if name == "r.jsonl" else [])


def test_an_overlong_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compare.reading.bounds.ARTICLE", 20)
    (tmp_path / "r.jsonl").write_text(
        '{"text": "It rained and it rained and it rained."}\n{"text": "B."}', encoding="utf-8"
    )
    corpus = read([tmp_path])
    assert [a.body for a in corpus.articles] == ["B."]
    assert "characters of text" in corpus.unreadable[0].problem


def test_a_binary_table_is_refused_with_a_mend(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(bytes(range(256)))
    (bad,) = read([tmp_path]).unreadable
    assert bad.hint


NEWS_PLEASE = {
    "authors": ["Kim Ha-na", "Lee Du-ri"],
    "date_download": "2020-07-09 00:00:00",
    "date_modify": None,
    "date_publish": "2020-07-08 12:39:00",
    "description": "Night ferries stay.",
    "filename": "https%3A%2F%2Fen.yna.co.kr%2Fview%2F1.json",
    "language": "en",
    "maintext": TEXT,
    "source_domain": "en.yna.co.kr",
    "title": "Ferries to run",
    "url": "https://en.yna.co.kr/view/1",
}
FUNDUS = {
    "title": "Ferries to run",
    "plaintext": TEXT.replace("\n", "\n\n"),
    "authors": ["Ida Morrow"],
    "publishing_date": "2020-07-08 12:39:00+01:00",
    "topics": ["ferries"],
    "free_access": False,
    "html": {"requested_url": "https://www.eastport.example/1", "responded_url": "https://www.eastport.example/1"},
}
CSL = {
    "id": "http://zotero.org/users/1/items/ABC",
    "type": "article-newspaper",
    "title": "Ferries to run",
    "container-title": "The Korea Herald",
    "URL": "http://www.koreaherald.com/1",
    "abstract": TEXT,
    "author": [{"family": "Choi", "given": "Mi-na"}, {"literal": "Yonhap"}],
    "issued": {"date-parts": [["2020", 7, 8]]},
    "language": "en",
}


def test_news_please(tmp_path: Path) -> None:
    article = only(read([dump(tmp_path, "1.json", NEWS_PLEASE)]))
    assert (article.outlet_id, article.headline, article.byline) == (
        "yonhap",
        "Ferries to run",
        "Kim Ha-na and Lee Du-ri",
    )
    assert article.published
    assert article.published.iso == "2020-07-08T12:39:00+09:00"
    assert (article.url, article.language) == ("https://en.yna.co.kr/view/1", "en")
    assert [s.text for s in article.prose] == SENTENCES


def test_fundus_says_which_articles_are_for_subscribers(tmp_path: Path) -> None:
    article = only(read([dump(tmp_path, "crawl.json", [FUNDUS])]))
    assert (article.outlet_id, article.byline) == ("eastport.example", "Ida Morrow")
    assert article.truncated == "for subscribers: the export may hold the teaser alone"
    free = only(read([dump(tmp_path, "crawl.json", [{**FUNDUS, "free_access": True}])]))
    assert free.truncated is None


def test_csl_json_carries_abstracts_and_says_so(tmp_path: Path) -> None:
    article = only(read([dump(tmp_path, "zotero.json", [CSL])]))
    assert (article.id, article.outlet_id, article.byline) == (CSL["id"], "korea-herald", "Mi-na Choi and Yonhap")
    assert article.published
    assert article.published.iso == "2020-07-08"
    assert article.truncated == "the export holds an abstract, not the text"


@pytest.mark.parametrize(
    ("issued", "iso"),
    [
        ({"date-parts": [[2020, 7]]}, None),
        ({"raw": "2020-07-08"}, "2020-07-08"),
        ({"date-parts": [], "literal": "2020-07-09"}, "2020-07-09"),
        ({"date-parts": [[2020, 13, 40]]}, None),
        ("2020-07-08", "2020-07-08"),
    ],
)
def test_dates_of_csl_json(tmp_path: Path, issued: Any, iso: str | None) -> None:
    article = only(read([dump(tmp_path, "zotero.json", [{**CSL, "issued": issued}])]))
    assert (article.published and article.published.iso) == iso


def test_media_cloud_with_text(tmp_path: Path) -> None:
    (tmp_path / "mc.csv").write_text(
        "id,indexed_date,language,media_name,media_url,publish_date,title,url,text\n"
        f'77,2024-01-02,en,koreaherald.com,koreaherald.com,2020-07-08,Ferries to run,http://k.example/1,"{TEXT}"\n',
        encoding="utf-8",
    )
    article = only(read([tmp_path]))
    assert (article.id, article.outlet_id, article.published and article.published.iso) == (
        "77",
        "korea-herald",
        "2020-07-08",
    )


@pytest.mark.parametrize(
    ("name", "data", "column"),
    [
        ("r.csv", "id,text\n1,\n", "text"),
        ("r.csv", "id,article_text\n1,\n", "article_text"),
        ("r.jsonl", '{"id": "1", "text": ""}\n', "text"),
        ("r.jsonl", '{"id": "1", "sentences": []}\n', "sentences"),
        ("r.json", '[{"id": "1", "body": null}]', "body"),
    ],
)
def test_an_empty_text_is_no_missing_column(tmp_path: Path, name: str, data: str, column: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    (bad,) = read([tmp_path]).unreadable
    assert bad.problem == "the record has no text"
    assert bad.hint == f'Its "{column}" is empty: fill it, or remove the record.'


def test_packed_json_lines_are_read_and_what_is_wrong_is_said_by_line(tmp_path: Path) -> None:
    lines = f"\n{json.dumps({'id': 'a', 'text': TEXT})}\nnot JSON\n".encode()
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress(lines))
    corpus = read([tmp_path])
    assert [article.id for article in corpus.articles] == ["a"]
    assert [(bad.path, bad.line) for bad in corpus.unreadable] == [("r.jsonl.gz", 3)]
    assert str(corpus.place_of("a")) == "r.jsonl.gz:2"


@pytest.mark.parametrize("cut", [1, 5, 12, 30])
def test_a_packed_file_that_breaks_off_gives_what_stands_before(tmp_path: Path, cut: int) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{n} {TEXT}"}) + "\n" for n in range(400)).encode()
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress(lines)[:-cut])
    corpus = read([tmp_path])
    (bad,) = corpus.unreadable
    assert bad.problem.startswith("the gzip file is damaged: ")
    assert bad.line == len(corpus.articles) + 1


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", gzip.compress(b"", mtime=0), gzip.compress('{"text": "A."}'.encode("utf-16"), mtime=0)],
    ids=["empty", "zip", "packed nothing", "packed utf-16"],
)
def test_a_packed_file_of_something_else_is_listed(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "r.ndjson.gz").write_bytes(data)
    corpus = read([tmp_path])
    assert (len(corpus.articles), len(corpus.unreadable)) == (0, 1)


def test_a_packed_file_that_swells_without_end_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_LINE_BYTES", 1_000_000)
    first = json.dumps({"id": "a", "text": TEXT}).encode() + b"\n"
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress(first + b" " * 100_000_000))
    corpus = read([tmp_path])
    assert [article.id for article in corpus.articles] == ["a"]
    assert [bad.problem for bad in corpus.unreadable][-1].startswith("unpacked more than 200 times as large as packed")


def test_media_cloud_without_text_names_the_address_to_fetch(tmp_path: Path) -> None:
    (tmp_path / "mc.csv").write_text(
        "id,media_name,publish_date,title,url\n77,Yonhap,2020-07-08,Ferries to run,https://en.yna.co.kr/view/1\n",
        encoding="utf-8",
    )
    (article,) = read([tmp_path]).articles
    assert article.headline_only
    (remark,) = article.remarks
    assert remark.startswith("text: the record has no text, only an address.")
    assert "fetch https://en.yna.co.kr/view/1" in remark


def test_common_names_of_fields_need_no_configuration(tmp_path: Path) -> None:
    row = {
        "headline": "Ferries to run",
        "body": TEXT,
        "source": "Example Wire",
        "date": "2020-07-08",
        "author": "Ida Morrow",
    }
    article = only(read([dump(tmp_path, "r.jsonl", row)]))
    assert (article.headline, article.outlet_id, article.byline) == ("Ferries to run", "Example Wire", "Ida Morrow")


def test_fields_that_tell_nothing_are_listed(tmp_path: Path) -> None:
    (bad,) = read([dump(tmp_path, "r.json", [{"überschrift": "A", "inhalt": TEXT}])]).unreadable
    assert "überschrift, inhalt" in bad.hint
    assert "columns" in bad.hint


def test_the_configuration_names_columns(tmp_path: Path) -> None:
    (tmp_path / "outlet-compare.toml").write_text(
        '[records]\ncolumns = {text = "story.inhalt", title = "überschrift"}\n', encoding="utf-8"
    )
    dump(tmp_path, "r.json", {"items": [{"überschrift": "A", "story": {"inhalt": TEXT}, "text": "not this"}]})
    article = only(read_corpus([tmp_path]))
    assert (article.headline, len(article.prose)) == ("A", 3)


def test_the_configuration_names_an_export(tmp_path: Path) -> None:
    row = {"plaintext": TEXT, "title": "A"}
    article = only(read([dump(tmp_path, "r.json", row)], records=RecordsConfig(preset="fundus")))
    assert article.headline == "A"


def test_an_unknown_export_is_a_mistake_in_the_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'newsplease' is no known export.*news-please"):
        read([dump(tmp_path, "r.json", {"a": 1})], records=RecordsConfig(preset="newsplease"))


def test_every_export_maps_to_fields_that_records_have() -> None:
    fields = set(get_args(RecordField))
    exports = msgspec.convert(read_table("exports"), dict[str, tables.Export])
    assert all(set(export.columns) <= fields for export in exports.values())
    assert list(exports)[-1] == "common"


@pytest.mark.parametrize("data", [[1, "a"], 5, "text"])
def test_json_that_is_no_record_is_said(tmp_path: Path, data: Any) -> None:
    assert {u.problem for u in read([dump(tmp_path, "r.json", data)]).unreadable} == {"no object"}


@pytest.mark.parametrize("text", ["{", "[" * 100_000, ""])
def test_json_that_is_none_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    (bad,) = read([tmp_path]).unreadable
    assert bad.problem.startswith("not JSON")


def test_values_of_odd_types_do_no_harm(tmp_path: Path) -> None:
    row = {**NEWS_PLEASE, "title": ["a"], "authors": {"name": "Ida"}, "language": 3, "url": None, "filename": 2.0}
    article = only(read([dump(tmp_path, "r.json", row)]))
    assert (article.id, article.headline, article.byline) == ("2", None, "Ida")


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import datetime as dt  # noqa: PLC0415 - beside its only use

    from pyarrow import parquet  # noqa: PLC0415 - as above

    when = dt.datetime(2020, 7, 8, 12, 39, tzinfo=dt.UTC)
    table = {
        "id": ["a", None],
        "body": [TEXT, "It rained."],
        "date": [when, None],
        "outlet": ["yonhap", None],
        "sentences": [None, None],
    }
    parquet.write_table(pa.table(table), tmp_path / "r.parquet")
    corpus = read([tmp_path])
    assert [(a.id, a.outlet_id, a.published and a.published.iso) for a in corpus.articles] == [
        ("a", "yonhap", "2020-07-08T12:39:00+00:00"),
        ("r.parquet#2", None, None),
    ]


def test_damaged_parquet_is_said(tmp_path: Path) -> None:
    (tmp_path / "r.parquet").write_bytes(b"PAR1 no such thing PAR1")
    (bad,) = read([tmp_path]).unreadable
    assert bad.problem.startswith("not Parquet")


def test_without_the_extra_parquet_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    (tmp_path / "r.parquet").write_bytes(b"PAR1")
    (bad,) = read([tmp_path]).unreadable
    assert "pip install pyarrow" in bad.hint


def test_a_long_line_spoils_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_LINE_BYTES", 40)
    lines = ['{"text": "' + "a" * 200 + '"}', '{"text": "It rained."}', '{"text": "' + "b" * 500 + '"}']
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    corpus = read([tmp_path])
    assert [a.id for a in corpus.articles] == ["r.jsonl#2"]
    assert [u.line for u in corpus.unreadable] == [1, 3]


def test_a_record_that_says_it_is_cut_is_flagged(tmp_path: Path) -> None:
    article = only(
        read([dump(tmp_path, "r.jsonl", {"text": "The council voted on Monday to keep the… [+1234 chars]"})])
    )
    assert article.truncated == "the text breaks off: “voted on Monday to keep the …”"
