"""What of a web page is the article: names of classes, boxes, lists, and the parts that only look like something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model import Article
from compare.reading import read

PARAGRAPHS = (
    "The night boat left the pier of Sandvik at ten on Tuesday with ninety people on board.",
    "It was the first one since the storm in March, which had broken the ramp and two lamps.",
    "The council paid for the repair with money that it had kept for a new town clock.",
    "A second boat will follow in June if the winch, which is older than the captain, holds.",
)
TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
HEAD = '<meta charset="utf-8"><title>Night boat sails again</title><link rel="canonical" href="https://sandvik.example/boat">'


def get(tmp_path: Path, body: str, head: str = HEAD) -> Article:
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html><html><head>{head}</head>{body}</html>", encoding="utf-8")
    (article,) = read([tmp_path / "a.html"]).articles
    return article


def texts(article: Article) -> tuple[str, ...]:
    return tuple(s.text for s in article.prose)


@pytest.mark.parametrize(
    "body",
    [
        f'<body class="has-sidebar comments-enabled"><h1>Night boat sails again</h1><div>{TEXT}</div></body>',
        f'<body><article class="post category-promotion tag-sponsored"><h1>Night boat sails again</h1>{TEXT}</article></body>',
        f'<body><main id="newsletter"><h1>Night boat sails again</h1>{TEXT}</main></body>',
        f'<body><h1>Night boat sails again</h1><div class="paywall"><div class="share-price-news">{TEXT}</div></div></body>',
        f'<body><h1>Night boat sails again</h1><div class="commentary shareholders">{TEXT}</div></body>',
        f'<body><h1>Night boat sails again</h1><div hidden id="S:2">{TEXT}</div></body>',
        f'<body><h1>Night boat sails again</h1><aside class="text">{TEXT}</aside></body>',
        f'<body><h1>Night boat sails again</h1><article><div class="teaser-content"><p>{PARAGRAPHS[0]}</p></div>{TEXT.replace(f"<p>{PARAGRAPHS[0]}</p>", "")}</article></body>',
    ],
    ids=["body", "article", "main", "paywall", "whole words", "streamed", "aside", "teaser"],
)
def test_a_name_takes_no_article_out(tmp_path: Path, body: str) -> None:
    article = get(tmp_path, body)
    assert texts(article) == PARAGRAPHS
    assert (article.kind, article.truncated) == ("news", None)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="related-stories"><p>Ferry fares are to rise by a third from the first of June on.</p></div>',
        '<div class="shareBar"><p>Tell your friends about this story on every network there is.</p></div>',
        "<p>READ MORE: <a href='/1'>Clock of the town hall stands still again</a></p>",
        "<p>Sign up for our newsletter and get all boats in your inbox.</p>",
        "<p>Lesen Sie auch: Die Uhr steht still</p>",
        (
            "<div><h3>More</h3><div><a href='/2'>Clock stands still</a><p>The clock stood still on Monday, at noon.</p></div>"
            "<div><a href='/3'>Lamp burns again</a><p>The lamp at the pier burns again, the council said.</p></div></div>"
        ),
    ],
)
def test_boxes_and_lines_about_other_stories_are_no_text(tmp_path: Path, box: str) -> None:
    assert (
        texts(get(tmp_path, f"<body><article><h1>Night boat sails again</h1>{TEXT}{box}</article></body>"))
        == PARAGRAPHS
    )


def test_subheads_questions_lists_and_tables_are_text(tmp_path: Path) -> None:
    table = "<table><tr><th>Boat</th><th>Seats</th></tr><tr><td>Aurora</td><td>90</td></tr></table>"
    items = "<ul><li>One at six</li><li>One at noon</li></ul>"
    body = f"<body><article><h1>Night boat sails again</h1><p>{PARAGRAPHS[0]}</p><h2>Who paid for the ramp?</h2>{TEXT}{items}{table}</article></body>"
    found = texts(get(tmp_path, body))
    assert "Who paid for the ramp?" in found
    assert found[-4:] == ("One at six", "One at noon", "Boat Seats", "Aurora 90")
    assert found.count(PARAGRAPHS[0]) == 1


def test_headline_kicker_byline_and_date_above_the_text_are_no_sentences(tmp_path: Path) -> None:
    top = "<p>Shipping Night boat sails again</p><p>By Ida Morrow</p><p>4 May 2021, 10:30</p>"
    article = get(tmp_path, f"<body><article>{top}{TEXT}</article></body>")
    assert texts(article) == PARAGRAPHS
    assert article.byline == "Ida Morrow"
    assert article.published
    assert article.published.iso == "2021-05-04T10:30"


@pytest.mark.parametrize(
    ("head", "wall", "said"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","wordCount":330}</script>', "", None),
        ("", '<div class="paywall-login">Sign in</div>', None),
        ("", '<div class="paywall-offer">Read on for one crown</div>', "behind a paywall: "),
        ('<script type="application/ld+json">{"@type":"NewsArticle","wordCount":900}</script>', "", "the page holds "),
    ],
    ids=["characters", "account", "wall", "words"],
)
def test_a_page_is_short_only_where_words_are_missing(tmp_path: Path, head: str, wall: str, said: str | None) -> None:
    article = get(tmp_path, f"<body><article><h1>Night boat sails again</h1>{TEXT}</article>{wall}</body>", HEAD + head)
    assert (article.truncated or "").startswith(said) if said else article.truncated is None


def test_utf_8_is_read_as_such_whatever_the_page_says(tmp_path: Path) -> None:
    head = HEAD.replace("utf-8", "iso-8859-1")
    article = get(
        tmp_path,
        f"<body><h1>Night boat sails again</h1>{TEXT}<p>“Schön,” said Jörg Åberg, who had waited.</p></body>",
        head,
    )
    assert article.prose[-1].text == "“Schön,” said Jörg Åberg, who had waited."


OUTLETS = {
    "box": ("<p>Most Popular</p><p>1</p><p>Back To Top</p>", "", "sandvik.example"),
    "agency": ("", '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"name":"Associated Press"}}</script>', "sandvik.example"),
    "sister": ("", '<meta property="og:site_name" content="Norrby Mail"><meta property="og:url" content="https://norrbymail.example/1">', "norrbymail.example"),
    "name": ("", '<meta property="og:site_name" content="The Korea Herald">', "korea-herald"),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTLETS)
def test_a_page_is_the_outlets_whose_address_or_name_it_bears(tmp_path: Path, name: str) -> None:
    extra, head, outlet = OUTLETS[name]
    article = get(
        tmp_path, f"<body><article><h1>Night boat sails again</h1>{TEXT}</article>{extra}</body>", HEAD + head
    )
    assert article.outlet_id == outlet
    assert article.credit == (("Associated Press",) if name == "agency" else ())


BYLINES = {
    '<p class="byline">By <b class="author">Ida Morrow</b> | <a href="#">Email the author</a></p>': "Ida Morrow",
    '<span itemprop="author">Ida Morrow</span>': "Ida Morrow",
    '<a rel="author" href="/ida">Ida Morrow</a>': "Ida Morrow",
    '<div class="articleAuthor"><a href="/1">Ida Morrow</a><a href="/2">Jo Lind</a></div>': "Ida Morrow, Jo Lind",
    "<p>BY IDA MORROW, Staff Writer</p>": "Ida Morrow",
    "<p>Von Ida Morrow und Jo Lind</p>": "Ida Morrow und Jo Lind",
    '<a href="/authors/ida-morrow">Ida Morrow</a>': "Ida Morrow",
    '<p class="author">desk@sandvik.example</p>': None,
    '<p class="author">https://sandvik.example/desk</p>': None,
    "": None,
}


@pytest.mark.parametrize("markup", BYLINES)
def test_the_writer_is_whom_the_page_calls_so(tmp_path: Path, markup: str) -> None:
    other = '<div class="related"><span class="author">Nobody Else</span></div>'
    body = f"<body><article><h1>Night boat sails again</h1>{markup}{TEXT}{other}</article></body>"
    assert get(tmp_path, body).byline == BYLINES[markup]


@pytest.mark.parametrize(
    ("metas", "byline"),
    [
        ('{"author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Ida Morrow"}', "Ida Morrow"),
        ('{"author":{"name":{"name":"Ida Morrow"}}}', "Ida Morrow"),
        ('{"author":"Sandvik Post","publisher":{"name":"Sandvik Post"}}', "Jo Lind"),
        ('{"headline":"Another story","author":"Nobody Else"},{"@type":"NewsArticle","headline":"Night boat sails again","author":"Ida Morrow"}', "Ida Morrow"),
    ],
    ids=["reference", "nested", "publisher", "other story"],
)  # fmt: skip
def test_the_writer_in_json_ld(tmp_path: Path, metas: str, byline: str) -> None:
    data = f"[{metas}]".replace('{"author"', '{"@type":"NewsArticle","author"', 1).replace(
        '{"headline":"Another', '{"@type":"NewsArticle","headline":"Another'
    )
    head = f'{HEAD}<script type="application/ld+json">//<![CDATA[\n{data};\n//]]></script>'
    article = get(tmp_path, f'<body><h1>Night boat sails again</h1><p class="byline">Jo Lind</p>{TEXT}</body>', head)
    assert article.byline == byline


def test_comments_and_lists_of_stories_tell_no_date(tmp_path: Path) -> None:
    dates = '<div class="comment"><time itemprop="datePublished" datetime="2021-06-01">x</time></div><ul><li>A clock 2021-06-02</li></ul>'
    article = get(tmp_path, f"<body><h1>Night boat sails again</h1><p>3 May 2021</p>{TEXT}{dates}</body>")
    assert article.published
    assert article.published.iso == "2021-05-03"


def test_a_date_beside_other_words_counts_where_no_other_tells(tmp_path: Path) -> None:
    article = get(
        tmp_path, f"<body><h1>Night boat sails again</h1><h2>Shipping (1 / 1) 04.05.2021 10:30 Ida</h2>{TEXT}</body>"
    )
    assert article.published
    assert article.published.iso.startswith("2021-05-04")
