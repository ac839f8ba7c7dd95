"""Tables and feeds as programs and services write them, read without any configuration."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from compare import read_corpus
from compare.model import Corpus
from compare.reading import read

TEXT = "The night boat left the pier of Sandvik at ten on Tuesday."


def put(tmp_path: Path, name: str, data: str, encoding: str = "utf-8") -> Corpus:
    (tmp_path / name).write_bytes(data.encode(encoding))
    return read([tmp_path / name])


@pytest.mark.parametrize(
    ("data", "encoding", "iso"),
    [
        ("OUTLET;Title;Publish Date;Full Text\nSandvik Post;Fähre fährt;05.08.2019 09:05;Die Fähre fährt – „endlich“.\n", "cp1252", "2019-08-05T09:05"),
        (f"Outlet,Title,Published,Text\nPost,Boat sails,8/5/2019,{TEXT}\nMail,Boat is back,8/31/2019,{TEXT}\n", "utf-8-sig", "2019-08-05"),
        ("언론사,제목,일자,본문\n한겨레,여객선 출항,2019-08-05,여객선이 화요일 다시 떠났다.\n", "cp949", "2019-08-05"),
        (f"sep=;\nOutlet;Title;Date;Body\nPost;Boat sails;2019-08-05;{TEXT}\n", "utf-16", "2019-08-05"),
    ],
    ids=["German", "American", "Korean", "with a line on the separator"],
)  # fmt: skip
def test_a_table_that_excel_saved(tmp_path: Path, data: str, encoding: str, iso: str) -> None:
    article = put(tmp_path, "t.csv", data, encoding).articles[0]
    assert article.headline
    assert article.prose
    assert article.outlet_id
    assert article.published
    assert article.published.iso == iso


def test_dates_that_may_be_two_are_said_and_may_be_settled(tmp_path: Path) -> None:
    rows = "outlet,title,date,text\nPost,Boat sails,05/08/2019,It sailed.\n"
    (article,) = put(tmp_path, "t.csv", rows).articles
    assert article.published is None
    assert 'dates = "day first"' in article.remarks[0]
    (tmp_path / "outlet-compare.toml").write_text('[records]\ndates = "day first"\n')
    (article,) = read_corpus(tmp_path).articles
    assert article.published
    assert article.published.iso == "2019-08-05"


def test_an_answer_of_newsapi(tmp_path: Path) -> None:
    row = {
        "source": {"id": None, "name": "Sandvik Post"}, "author": "Ida Morrow", "title": "Night boat sails - Sandvik Post",
        "description": "It sails.", "url": "https://sandvik.example/1", "publishedAt": "2019-08-05T09:05:00Z",
        "content": "The night boat left the pier of Sandvik at ten on… [+1801 chars]",
    }  # fmt: skip
    (article,) = put(tmp_path, "n.json", json.dumps({"status": "ok", "articles": [row]})).articles
    assert (article.outlet_id, article.headline, article.byline) == ("Sandvik Post", "Night boat sails", "Ida Morrow")
    assert [s.text for s in article.prose] == ["The night boat left the pier of Sandvik at ten on…"]
    assert article.truncated


def test_an_export_of_gdelt(tmp_path: Path) -> None:
    row = {
        "url": "https://sandvik.example/1",
        "title": "Night boat sails",
        "seendate": "20190805T090500Z",
        "domain": "sandvik.example",
        "language": "English",
    }
    (article,) = put(tmp_path, "g.json", json.dumps({"articles": [row]})).articles
    assert article.published
    assert (article.outlet_id, article.language, article.published.iso) == (
        "sandvik.example",
        "en",
        "2019-08-05T09:05:00+00:00",
    )
    assert article.headline_only


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>boat - News</title><item><title>Night boat sails - Reuters</title>
<link>https://news.example/1</link><pubDate>Mon, 05 Aug 2019 09:05:00 GMT</pubDate><source url="https://www.reuters.com">Reuters</source>
<description>&lt;a href="x"&gt;Night boat sails&lt;/a&gt; Reuters</description></item>
<item><title>Clock stands still</title><link>https://sandvik.example/2</link><description>The clock stood still on Monday.</description></item>
</channel></rss>"""


def test_a_feed_is_headlines_and_summaries(tmp_path: Path) -> None:
    search, own = put(tmp_path, "f.xml", FEED).articles
    assert (search.outlet_id, search.headline, search.headline_only) == ("reuters", "Night boat sails", True)
    assert (own.outlet_id, [s.text for s in own.prose]) == ("sandvik.example", ["The clock stood still on Monday."])
    assert own.truncated == "a feed's summary, not the text"


@pytest.mark.parametrize("data", ["<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><rss version="2.0"/>', ""])
def test_what_is_no_feed_is_said(tmp_path: Path, data: str) -> None:
    (bad,) = put(tmp_path, "f.xml", data).unreadable
    assert bad.problem == "no RSS or Atom feed"


CONTENT = '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">{}</table:table></office:spreadsheet></office:body></office:document-content>'


def test_a_spreadsheet(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    rows = [("Outlet", "Title", "Date", "Text"), ("Post", "Night boat sails", "2019-08-05", TEXT)]
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in row)
        + "</table:table-row>"
        for row in rows
    )
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", CONTENT.format(cells))
        file.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    (article,) = read([tmp_path / "t.ods"]).articles
    assert (article.outlet_id, article.headline, article.body) == ("Post", "Night boat sails", TEXT)


def test_a_damaged_spreadsheet_is_said(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    (bad,) = put(tmp_path, "t.xlsx", "no sheet").unreadable
    assert bad.problem.startswith("no spreadsheet, or damaged")


def test_entities_and_soft_hyphens_of_a_record_are_read(tmp_path: Path) -> None:
    row = {"title": "Boat &amp; clock in Sand\u00advik", "text": "&quot;It sails,&quot; he said."}
    (article,) = put(tmp_path, "r.jsonl", json.dumps(row)).articles
    assert (article.headline, article.body) == ("Boat & clock in Sandvik", '"It sails," he said.')
