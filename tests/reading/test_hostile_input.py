"""Whatever the input: an article or a clear word, and no traceback. How long it takes is measured by benchmarks/growth.py."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.model import Article
from compare.reading import load_outlets, read
from compare.reading.decode import clean
from compare.reading.text_page import NoTextError, read_page

pytestmark = pytest.mark.slow

PAGES = Path(__file__).parent / "pages"
LINES = sorted({line for page in PAGES.glob("*.txt") for line in page.read_text(encoding="utf-8").split("\n")})
FIVE_MEGABYTES = 5_000_000


def check(article: Article) -> None:
    assert article.sentences or (article.headline and article.headline_only and article.truncated)
    assert all(article.body[s.start : s.end] == s.text for s in article.sentences)
    assert [s.index for s in article.sentences] == list(range(len(article.sentences)))
    assert not any(c < " " and c not in "\n\t" for c in article.body)
    msgspec.json.encode(article)


def check_page(text: str) -> None:
    with suppress(NoTextError):
        check(read_page(clean(text), "page.txt", load_outlets()))


@given(st.text(max_size=500))
def test_no_text_breaks_the_page_reader(text: str) -> None:
    check_page(text)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(LINES), max_size=40).map("\n".join))
def test_no_order_of_lines_breaks_the_page_reader(text: str) -> None:
    check_page(text)


@settings(max_examples=50)
@given(st.sampled_from(LINES), st.text(max_size=30), st.integers(0, 60))
def test_no_line_broken_anywhere_breaks_the_page_reader(line: str, junk: str, at: int) -> None:
    check_page(f"{line[:at]}{junk}{line[at:]}\n{line[at:]}\n{line}{line}")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_readers(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "a.txt").write_bytes(data)
    (folder / "b.jsonl").write_bytes(data)
    corpus = read([folder])
    assert len(corpus.articles) + len(corpus.unreadable) >= 2
    for article in corpus.articles:
        check(article)


FIELDS = st.one_of(st.none(), st.text(max_size=60), st.integers(), st.lists(st.text(max_size=40), max_size=6))
NAMES = (
    "id",
    "outlet",
    "title",
    "published",
    "modified",
    "text",
    "sentences",
    "url",
    "byline",
    "language",
    "event",
    "deck",
)


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), FIELDS, max_size=8), max_size=4))
def test_no_record_breaks_the_record_readers(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("records")
    (folder / "r.jsonl").write_bytes(b"\n".join(msgspec.json.encode({**r, "id": None}) for r in records))
    (folder / "r.json").write_bytes(msgspec.json.encode([{**r, "id": None} for r in records]))
    corpus = read([folder])
    for article in corpus.articles:
        check(article)
        assert article.outlet_id is None or article.outlet_id in corpus.outlets


@pytest.mark.parametrize(
    "pattern",
    ["a", "word ", "He said so. ", "(", '"', ".", "A ", "- ", "a@", "“", "(Yonhap) ", "US. ", "가나다. ", "A (b) "],
)
def test_a_single_line_of_five_megabytes_is_read_or_refused(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "a.txt").write_text(pattern * (FIVE_MEGABYTES // len(pattern.encode())), encoding="utf-8")
    corpus = read([tmp_path])
    assert len(corpus.articles) + len(corpus.unreadable) == 1


def test_hostile_marks_stay_text_and_control_characters_go(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        "The \x00mayor said <script>alert(1)</script> and {{ config }} and \u202eright to left\u202c.".encode()
    )
    (article,) = read([tmp_path]).articles
    assert article.body == "The mayor said <script>alert(1)</script> and {{ config }} and \u202eright to left\u202c."


@pytest.mark.parametrize(
    ("written", "read_as"),
    [(r"\ud83d sails", "\ufffd sails"), (r"\udc00 sails", "\ufffd sails"), (r"\ud83d\ude00 sails", "\U0001f600 sails"),
     (r"\ud83d\ud83d\ude00 sails", "\ufffd\U0001f600 sails"), (r"\\ud83d sails", r"\ud83d sails")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_half_a_pair_of_surrogates_is_read_as_a_broken_character(
    tmp_path: Path, name: str, written: str, read_as: str
) -> None:
    line = (
        f'{{"id": "1", "outlet": "Gazette", "title": "Ferry {written}", "text": "It left at dawn, and it was full."}}'
    )
    (tmp_path / name).write_text(line if name.endswith("l") else f"[{line}]")
    (article,) = read([tmp_path]).articles
    assert article.headline == f"Ferry {read_as}"
    article.headline.encode()


def test_half_a_pair_in_what_a_page_says_for_machines_is_a_broken_character(tmp_path: Path) -> None:
    said = r'{"@type": "NewsArticle", "headline": "Ferry \ud800 sails", "author": {"name": "Ana \udc00 Duarte"}}'
    (tmp_path / "a.html").write_text(
        f'<html><head><script type="application/ld+json">{said}</script></head><body><article>'
        "<p>The ferry left at dawn on Monday, the harbour office said.</p><p>It was full.</p></article></body></html>"
    )
    (article,) = read([tmp_path]).articles
    assert (article.headline, article.byline) == ("Ferry \ufffd sails", "Ana \ufffd Duarte")
