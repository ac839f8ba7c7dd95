"""Web pages in the forms in which they lie on disks: browsers' "Save as", SingleFile, MHTML, fetched, in odd encodings."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import msgspec
import pytest

from compare.errors import ConfigError
from compare.model import Article, Corpus
from compare.reading import html, load_outlets, read

TITLE = "Night ferries to run all winter"
LEAD = "The council voted on Monday to keep the night ferries running until spring comes."
ENGLISH = f"<h1>{TITLE}</h1><article><p>{LEAD}</p><p>“It is the only way home,” said Ida Morrow, who works late.</p></article>"
KOREAN = "<h1>야간 여객선 겨울에도 다닌다</h1><article><p>의회는 월요일 야간 여객선을 계속 운항하기로 했다.</p><p>주민 이두리 씨는 집에 갈 길은 그것뿐이라고 말했다.</p></article>"


def page(body: str = ENGLISH, head: str = "", before: str = "<!DOCTYPE html>") -> str:
    title = body.partition("</h1>")[0].removeprefix("<h1>") if body.startswith("<h1>") else TITLE
    return f"{before}<html><head>{head}<title>{title} | The Korea Herald</title></head><body>{body}</body></html>"


def save(folder: Path, data: str | bytes, name: str = "a.html") -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / name


def only(corpus: Corpus) -> Article:
    assert corpus.unreadable == ()
    (article,) = corpus.articles
    return article


@pytest.mark.parametrize(
    ("before", "url"),
    [
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0038)https://www.koreaherald.com/article/10 -->\n",
            "https://www.koreaherald.com/article/10",
        ),
        (
            "<!DOCTYPE html> <!--\n Page saved with SingleFile \n url: https://www.koreaherald.com/article/11 \n saved date: Mon -->",
            "https://www.koreaherald.com/article/11",
        ),
    ],
)
def test_the_address_that_a_browser_noted_tells_the_outlet(tmp_path: Path, before: str, url: str) -> None:
    article = only(read([save(tmp_path, page(before=before))]))
    assert (article.outlet_id, article.url, article.headline) == ("korea-herald", url, TITLE)


def test_the_files_beside_a_saved_page_are_not_read(tmp_path: Path) -> None:
    save(tmp_path, page())
    save(tmp_path, page(), "a_files/frame.html")
    save(tmp_path, b"x", "a_files/style.css")
    save(tmp_path, page(), "b_files/c.html")
    assert [a.id for a in read([tmp_path]).articles] == ["a.html", "b_files/c.html"]


def test_embedded_pictures_are_no_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_MARKUP_BYTES", 2_000)
    picture = base64.b64encode(bytes(3_000)).decode()
    article = only(read([save(tmp_path, page(f'<img src="data:image/png;base64,{picture}">{ENGLISH}'))]))
    assert article.prose[0].text == LEAD


def mhtml(content: bytes, encoding: str, charset: str = "", start: str = "") -> bytes:
    body = quopri.encodestring(content) if encoding == "quoted-printable" else base64.encodebytes(content)
    head = f'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://en.yna.co.kr/view/1\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;{start} type="text/html"; boundary="--B"\r\n\r\n'
    frame = (
        "----B\r\nContent-Type: text/html\r\nContent-ID: <frame>\r\n\r\n<p>A frame with an advertisement in it, and no news.</p>\r\n"
        if start
        else ""
    )
    part = f"----B\r\nContent-Type: text/html{charset}\r\nContent-ID: <main>\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://en.yna.co.kr/view/1\r\n\r\n"
    picture = "\r\n----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----B--\r\n"
    return (head + frame + part).encode() + body + picture.encode()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("ending", ["mhtml", "mht"])
def test_mhtml(tmp_path: Path, encoding: str, ending: str) -> None:
    article = only(read([save(tmp_path, mhtml(page().encode(), encoding), f"a.{ending}")]))
    assert (article.outlet_id, article.url, article.headline) == ("yonhap", "https://en.yna.co.kr/view/1", TITLE)
    assert article.prose[1].text == "“It is the only way home,” said Ida Morrow, who works late."


def test_mhtml_says_its_encoding_and_which_part_is_the_page(tmp_path: Path) -> None:
    data = mhtml(page(KOREAN).encode("euc-kr", "ignore"), "base64", "; charset=euc-kr", ' start="<main>";')
    assert only(read([save(tmp_path, data, "a.mhtml")])).prose[0].text.startswith("의회는 월요일")


@pytest.mark.parametrize(
    "data", [b"no mail at all", b"Content-Type: text/html\r\n\r\n", mhtml(b"", "base64"), bytes(range(256)) * 9]
)
def test_mhtml_without_a_page_is_said(tmp_path: Path, data: bytes) -> None:
    (bad,) = read([save(tmp_path, data, "a.mhtml")]).unreadable
    assert bad.hint


def test_nested_mhtml_ends(tmp_path: Path) -> None:
    data = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(3_000))
    assert len(read([save(tmp_path, data, "a.mhtml")]).unreadable) == 1


META = '<meta charset="{}">'
OLD_META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("euc-kr", META.format("euc-kr")),
        ("cp949", OLD_META.format("ks_c_5601-1987")),
        ("cp949", ""),
        ("utf-8", META.format("euc-kr")),
        ("cp949", META.format("utf-8")),
        ("utf-8", META.format("no-such-encoding")),
        ("utf-8", META.format("hex")),
        ("utf-8", META.format("utf-16")),
    ],
)
def test_the_encoding_is_told_by_mark_by_meta_tag_and_by_content(tmp_path: Path, encoding: str, head: str) -> None:
    article = only(read([save(tmp_path, page(KOREAN, head).encode(encoding, "ignore"))]))
    assert (article.headline, article.language) == ("야간 여객선 겨울에도 다닌다", "ko")
    assert article.prose[0].text == "의회는 월요일 야간 여객선을 계속 운항하기로 했다."


def test_latin_pages_are_read_as_browsers_read_them(tmp_path: Path) -> None:
    data = page(ENGLISH.replace("Ida", "José"), META.format("iso-8859-1")).encode("cp1252")
    assert only(read([save(tmp_path, data)])).prose[1].text.startswith("“It is the only way home,” said José")


def test_an_xhtml_declaration_names_the_encoding(tmp_path: Path) -> None:
    data = page(KOREAN, before='<?xml version="1.0" encoding="euc-kr"?>').encode("cp949", "ignore")
    assert only(read([save(tmp_path, data, "a.xhtml")])).headline == "야간 여객선 겨울에도 다닌다"


def test_one_broken_character_is_said_and_spoils_nothing(tmp_path: Path) -> None:
    article = only(read([save(tmp_path, page(ENGLISH * 20, META.format("utf-8")).encode() + b"<p>\xff</p>")]))
    assert article.remarks == ("encoding: 1 places are no UTF-8 and could not be read. Save the page again, as UTF-8.",)


def test_binary_files_are_refused(tmp_path: Path) -> None:
    (bad,) = read([save(tmp_path, bytes(range(256)) * 50)]).unreadable
    assert bad.hint


def fetched(folder: Path, **facts: object) -> None:
    line = {"file": "yonhap/a.html", "url": "https://en.yna.co.kr/view/9", "status": 200, **facts}
    with (folder / "fetched.jsonl").open("ab") as file:
        file.write(b"no object\n" + msgspec.json.encode(line) + b"\n")


def test_how_a_page_was_fetched_is_read_beside_it(tmp_path: Path) -> None:
    save(tmp_path, page(KOREAN).encode("cp949", "ignore"), "yonhap/a.html")
    fetched(tmp_path, content_type="text/html", feed_date="1999-01-01")
    fetched(tmp_path, content_type="text/html; charset=EUC-KR", feed_date="Mon, 13 Sep 2021 16:05:00")
    article = only(read([tmp_path]))
    assert (article.outlet_id, article.url) == ("yonhap", "https://en.yna.co.kr/view/9")
    assert article.published
    assert article.published.iso == "2021-09-13T16:05:00+09:00"


def test_the_servers_encoding_goes_before_the_pages_own(tmp_path: Path) -> None:
    save(
        tmp_path,
        page(ENGLISH.replace("Ida", "Żofia"), META.format("iso-8859-1")).encode("iso-8859-2", "replace"),
        "yonhap/a.html",
    )
    fetched(tmp_path, content_type="text/html; charset=iso-8859-2")
    assert "Żofia" in only(read([tmp_path])).body


def test_the_outlet_that_fetched_a_page_tells_whose_it_is(tmp_path: Path) -> None:
    save(tmp_path, page(), "yonhap/a.html")
    fetched(tmp_path, url="https://mirror.example/1", outlet="hankyoreh")
    assert only(read([tmp_path])).outlet_id == "hankyoreh"


def test_what_lies_above_the_input_says_nothing_of_a_page(tmp_path: Path) -> None:
    saved = save(tmp_path, page(), "yonhap/a.html")
    fetched(tmp_path, url="https://mirror.example/1", outlet="hankyoreh")
    assert only(read([saved.parent])).outlet_id != "hankyoreh"
    assert only(read([saved])).outlet_id == "hankyoreh"


def test_facts_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    save(tmp_path, page())
    (tmp_path / "fetched.jsonl").mkdir()
    assert len(read([tmp_path]).articles) == 1


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<div>" * 400 + "deep", "nested more than"),
        ("<p>a</p>" * 500, "elements"),
        ("<!-- -->", "no page"),
        ("<html><body><script>1</script></body></html>", "no article text"),
        ("<p>" + "It rained all day. " * 60 + "</p>", "characters of text"),
    ],
)
def test_a_page_that_is_none_or_beyond_the_limits_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, markup: str, problem: str
) -> None:
    monkeypatch.setattr(html, "MAX_ELEMENTS", 450)
    monkeypatch.setattr("compare.reading.web_page.MAX_TEXT", 1_000)
    (bad,) = read([save(tmp_path, markup)]).unreadable
    assert problem in bad.problem
    assert bad.hint


def test_a_page_with_too_much_markup_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_MARKUP_BYTES", 100)
    (bad,) = read([save(tmp_path, page())]).unreadable
    assert "of markup" in bad.problem


def test_entities_and_external_references_are_not_followed(tmp_path: Path) -> None:
    secret = save(tmp_path, "secret text that must not show", "secret.txt.bak")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    before = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha"><!ENTITY x SYSTEM "file://{secret}">{laughs}]>'
    for name in ("a.xhtml", "a.html"):
        article = only(read([save(tmp_path, page(ENGLISH + "<p>&x; &l9; It rained.</p>", before=before), name)]))
        assert "secret" not in article.body
        assert len(article.body) < 400


def test_an_outlets_own_selectors_are_used(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text(
        """
        [outlets.post]
        name = "The Post"
        domains = ["post.example"]
        timezone = "Europe/London"
        [outlets.post.html]
        body = ["div.tale"]
        headline = ["p.top"]
        deck = ["p.under"]
        byline = ["p.by"]
        published = ["p.when::attr(data-at)"]
        modified = ["p.when i"]
        furniture = [".quiz"]
        captions = ["p.pic"]
        """
    )
    body = (
        '<h1>The Post</h1><p class="top">Harbour opens</p><p class="under">At last</p><p class="by">Ida Morrow</p>'
        '<p class="when" data-at="2021-05-03 09:30">today <i>2021-05-03 10:00</i></p><div class="tale"><p class="pic">The harbour.</p>'
        '<p>The harbour opened on Monday.</p><p class="quiz">Do you know how many harbours there are?</p><p>Boats came in.</p></div>'
    )
    article = only(read([save(tmp_path, page(body, '<link rel="canonical" href="https://post.example/1">')).parent]))
    assert (article.outlet_id, article.headline, article.deck, article.byline) == (
        "post",
        "Harbour opens",
        "At last",
        "Ida Morrow",
    )
    assert article.published
    assert article.modified
    assert (article.published.iso, article.modified.iso) == ("2021-05-03T09:30+01:00", "2021-05-03T10:00+01:00")
    assert article.captions == ("The harbour.",)
    assert [s.text for s in article.prose] == ["The harbour opened on Monday.", "Boats came in."]


@pytest.mark.parametrize(("key", "value"), [("body", "div[["), ("headline", "p::nonsense"), ("furniture_names", "(")])
def test_a_bad_selector_is_a_mistake_in_the_table(tmp_path: Path, key: str, value: str) -> None:
    (tmp_path / "outlets.toml").write_text(f'[html]\n{key} = ["{value}"]\n')
    save(tmp_path, page())
    with pytest.raises(ConfigError, match=rf"outlets\.toml: html\.{key}"):
        read([tmp_path])


def test_a_bad_zone_of_a_domain_is_a_mistake_too(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text('[domain_zones]\nkr = "Asia/Nowhere"\n')
    with pytest.raises(ConfigError, match=r"domain_zones\.kr"):
        load_outlets([tmp_path])


PAYWALLS = {
    "metadata": (page(head='<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'), "behind a paywall: "),
    "tier": (page(head='<meta property="article:content_tier" content="locked">'), "behind a paywall: "),
    "markup": (page(ENGLISH + '<div class="paywall-prompt">Join</div>'), "behind a paywall: "),
    "count": (page(head='<script type="application/ld+json">{"@type":"Article","wordCount":480}</script>'), "the page holds 2"),
    "line": (page(ENGLISH.replace("</article>", "<p>Subscribe to continue reading this story</p><p>It goes on here.</p></article>")), "it says: “Subscribe to"),
    "ellipsis": (page(ENGLISH.replace("who works late.", "who works…")), "the text breaks off: “home,” said Ida Morrow, who works …”"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAYWALLS)
def test_a_page_that_does_not_hold_the_whole_article_is_flagged(tmp_path: Path, name: str) -> None:
    markup, reason = PAYWALLS[name]
    article = only(read([save(tmp_path, markup)]))
    assert article.truncated
    assert article.truncated.startswith(reason)
    assert not any("Subscribe" in s.text or "goes on" in s.text for s in article.sentences)


def test_a_subscribers_own_copy_is_whole(tmp_path: Path) -> None:
    long = ENGLISH.replace("</article>", f"<p>{LEAD * 15}</p></article>")
    assert (
        only(read([save(tmp_path, page(long, '<meta property="article:content_tier" content="locked">'))])).truncated
        is None
    )


@pytest.mark.parametrize("mark", ["\\n", "<br>", "</p><p>", "&lt;br/&gt;"])
def test_a_text_that_only_the_metadata_carry_is_read_from_there(tmp_path: Path, mark: str) -> None:
    body = f"{LEAD}{mark}The mayor agreed.{mark}" + " ".join(["It rained all day in the harbour."] * 3)
    head = (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"A","articleBody":"{body}"}}</script>'
    )
    article = only(read([save(tmp_path, page("<div id=root><p>Please switch scripts on.</p></div>", head))]))
    assert [s.text for s in article.prose][:2] == [LEAD, "The mayor agreed."]


@pytest.mark.parametrize(
    ("claims", "headline"),
    [
        ('<meta property="og:title" content="Night ferries to run all winter : National : News : The Hankyoreh">', TITLE),
        ('<meta property="og:title" content="The Korea Herald | Night ferries to run">', "Night ferries to run"),
        ('<meta property="og:title" content="Night ferries to run l KBS WORLD">', "Night ferries to run"),
        ('<meta property="og:title" content="Night ferries: what to know - for now - Eastport Courier"><meta property="og:site_name" content="Eastport Courier">', "Night ferries: what to know - for now"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Night ferries to..."}</script><meta property="og:title" content="Night ferries to run, says mayor">', "Night ferries to run, says mayor"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["Thing","ReportageNewsArticle"],"headline":"Says &quot;yes&quot; to ferries"}]}</script>', 'Says "yes" to ferries'),
        ("<title></title>", None),
    ],
)  # fmt: skip
def test_a_headline_is_what_the_page_claims_without_the_outlets_name(
    tmp_path: Path, claims: str, headline: str | None
) -> None:
    markup = f"<html><head>{claims}</head><body><article><p>{LEAD}</p></article></body></html>"
    assert only(read([save(tmp_path, markup)])).headline == headline


def test_of_two_headings_the_one_that_the_title_bears_out_is_the_headline(tmp_path: Path) -> None:
    body = f"<h1>The Korea Herald</h1><h1>Night ferries to run</h1><article><p>{LEAD}</p></article>"
    assert only(read([save(tmp_path, page(f"<header></header>{body}"))])).headline == "Night ferries to run"


def test_a_lone_heading_is_the_headline_of_a_page_without_a_title(tmp_path: Path) -> None:
    assert only(read([save(tmp_path, f"<h1>Night ferries</h1><p>{LEAD}</p>")])).headline == "Night ferries"


DATES = {
    "meta": ('<meta name="date" content="2021-09-13T16:05:00">', "", "2021-09-13T16:05:00+09:00"),
    "mail": ('<meta name="pubdate" content="Mon, 13 Sep 2021 16:05:00 GMT">', "", "2021-09-13T16:05:00+00:00"),
    "zone": ('<meta name="date" content="2021.9.13 16:05 KST">', "", "2021-09-13T16:05+09:00"),
    "microdata": (
        "",
        '<time itemprop="datePublished" datetime="2021-09-13T16:05+09:00">x</time>',
        "2021-09-13T16:05+09:00",
    ),
    "printed": ("", "<p>Published : Sept. 13, 2021 - 16:05</p>", "2021-09-13T16:05+09:00"),
    "finer": (
        '<meta name="date" content="2021-09-13">',
        "<p>Published : Sept. 13, 2021 - 16:05</p>",
        "2021-09-13T16:05+09:00",
    ),
    "address": ('<link rel="canonical" href="https://www.koreaherald.com/2021/0913/1.html">', "", "2021-09-13"),
    "markup": ("", '<span class="published" title="2021-09-13">13 September 2021</span>', "2021-09-13"),
    "nonsense": ('<meta name="date" content="soon">', "", None),
    "time": ("", '<time datetime="2021-09-13T16:05:00Z">13 Sept. 2021, 4.05pm</time>', "2021-09-13T16:05:00+00:00"),
    "time in the outlet's zone": ("", '<time datetime="2021-09-13 16:05">x</time>', "2021-09-13T16:05+09:00"),
    "time of a day": ("", '<time datetime="2021-09-13">13 September 2021</time>', "2021-09-13"),
    "time finer than the address": (
        '<link rel="canonical" href="https://www.koreaherald.com/2021/0913/1.html">',
        '<time datetime="2021-09-13T16:05+09:00">x</time>',
        "2021-09-13T16:05+09:00",
    ),
    "time of another day": (
        '<link rel="canonical" href="https://www.koreaherald.com/2021/0913/1.html">',
        '<time datetime="2021-09-14T16:05+09:00">x</time>',
        "2021-09-13",
    ),
    "time of a change": (
        '<meta name="date" content="2021-09-13">',
        '<p>Updated: <time datetime="2021-09-13T18:00Z">x</time></p><time id="edited" datetime="2021-09-13">x</time><p>Posted <time datetime="2021-09-13T16:05Z">x</time></p>',
        "2021-09-13T16:05+00:00",
    ),
    "time of another story": (
        '<meta name="date" content="2021-09-13">',
        '<aside><time datetime="2021-09-13T09:00Z">x</time></aside><time datetime="2021-09-13T16:05Z">x</time>',
        "2021-09-13T16:05+00:00",
    ),
}


@pytest.mark.parametrize("name", DATES)
def test_a_date_is_found_wherever_the_page_has_it(tmp_path: Path, name: str) -> None:
    head, body, iso = DATES[name]
    article = only(
        read(
            [
                save(
                    tmp_path,
                    page(
                        f"<article>{body}<p>{LEAD}</p></article>",
                        f'<meta property="og:site_name" content="The Korea Herald">{head}',
                    ),
                )
            ]
        )
    )
    assert (article.published and article.published.iso) == iso


def test_a_page_of_a_korean_host_that_nobody_knows_is_in_korean_time(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://www.nobody.co.kr/1"><meta property="article:published_time" content="2021-09-13 16:05">'
    article = only(read([save(tmp_path, page(head=head))]))
    assert article.published
    assert (article.outlet_id, article.published.iso) == ("nobody.co.kr", "2021-09-13T16:05+09:00")


def test_a_page_that_only_names_itself_is_of_that_outlet_with_a_remark(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="The Quillan Post">'
    corpus = read([save(tmp_path, page(head=head).replace("The Korea Herald", "The Quillan Post"))])
    article = only(corpus)
    assert (article.outlet_id, corpus.outlets["The Quillan Post"].name) == ("The Quillan Post", "The Quillan Post")
    assert article.remarks == (
        "outlet: nothing but the page's own word names it “The Quillan Post”. Give it a table in outlets.toml to be sure.",
    )
    assert article.headline == "Night ferries to run all winter"


def test_a_page_that_names_itself_and_has_an_address_needs_no_remark(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://post.example/1"><meta property="og:site_name" content="The Quillan Post">'
    )
    article = only(read([save(tmp_path, page(head=head))]))
    assert (article.outlet_id, article.remarks) == ("post.example", ())


CARDS = "".join(
    f'<div class="card"><h2><a href="/{n}">Ferries, part {n}</a></h2><p>The {n}th ferry of the day was late again on Monday.</p></div>'
    for n in range(4)
)


@pytest.mark.parametrize(
    ("path", "reason"), [("", "the front page of a site"), ("ferries", "a list of stories")], ids=["front", "section"]
)
def test_a_page_whose_paragraphs_stand_below_links_of_their_own_is_a_list(
    tmp_path: Path, path: str, reason: str
) -> None:
    head = f'<link rel="canonical" href="https://post.example/{path}"><meta property="og:type" content="website">'
    article = only(read([save(tmp_path, page(f"<main>{CARDS}</main>", head))]))
    assert (article.kind, article.kind_reason) == ("list", reason)


def test_an_article_at_a_bare_address_is_no_front_page(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://www.koreaherald.com/"><meta property="og:type" content="website">'
    assert only(read([save(tmp_path, page(head=head))])).kind == "news"


def test_a_live_blog_is_said_to_be_one(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Ferries live"}</script>'
    article = only(read([save(tmp_path, page(head=head))]))
    assert (article.kind, article.kind_reason) == ("summary", "a live blog")


def test_an_opinion_piece_says_so_in_its_metadata(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type":"OpinionNewsArticle","headline":"Ferries, please"}</script>'
    assert only(read([save(tmp_path, page(head=head))])).kind == "editorial"


def test_a_page_of_pictures_has_captions_alone(tmp_path: Path) -> None:
    body = "<article><figure><figcaption>Boats in the harbour on Monday. (Yonhap)</figcaption></figure></article>"
    article = only(read([save(tmp_path, page(body))]))
    assert (article.kind, article.prose) == ("photo", ())


def test_hidden_parts_and_lists_of_links_are_no_text(tmp_path: Path) -> None:
    body = ENGLISH.replace(
        "</article>",
        '<p hidden>You cannot see this sentence.</p><div style="color: red; display : none">Nor can you see this one.</div>'
        "<ul><li><a>Storm breaks sea wall in the night.</a></li><li><a>Mayor says no to new harbour.</a></li></ul>"
        "<ul><li>The first boat sails at <a>six</a>.</li><li>The last one sails at noon.</li></ul></article>",
    )
    texts = [s.text for s in only(read([save(tmp_path, page(body))])).prose]
    assert texts[2:] == ["The first boat sails at six.", "The last one sails at noon."]


def test_a_part_that_holds_most_of_the_text_is_kept_whatever_its_name(tmp_path: Path) -> None:
    body = f'<div itemprop="articleBody"><div class="share-wrap"><p>{LEAD}</p><p>The mayor agreed.</p></div></div>'
    assert [s.text for s in only(read([save(tmp_path, page(body))])).prose] == [LEAD, "The mayor agreed."]


def test_a_page_that_trafilatura_finds_nothing_on_is_read_by_its_densest_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    markup = page(f"<div><p>Menu</p></div><div><p>{LEAD}</p><p>The mayor agreed.</p></div>")
    assert [s.text for s in only(read([save(tmp_path, markup)])).prose] == [LEAD, "The mayor agreed."]


def test_a_guess_at_a_date_that_fails_is_no_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("htmldate.find_date", fail)
    assert only(read([save(tmp_path, page())])).published is None


def test_trees_too_large_for_trafilatura_are_read_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compare.reading.page_body._MOST_ELEMENTS", 3)
    assert only(read([save(tmp_path, page())])).prose[0].text == LEAD


@pytest.mark.parametrize(
    ("title", "headline", "version"),
    [
        ("섬 여객선 다시 운항(종합2보)", "섬 여객선 다시 운항", "종합2보"),
        ("[속보] 섬 여객선 다시 운항", "섬 여객선 다시 운항", "속보"),
        ("섬 여객선(목포) 다시 운항", "섬 여객선(목포) 다시 운항", None),
    ],
)
def test_versions_of_korean_stories(tmp_path: Path, title: str, headline: str, version: str | None) -> None:
    article = only(read([save(tmp_path, page(KOREAN.replace("야간 여객선 겨울에도 다닌다", title)))]))
    assert (article.headline, article.version) == (headline, version)


def test_a_caption_class_around_the_whole_text_means_something_else(tmp_path: Path) -> None:
    body = f'<div itemprop="articleBody"><div class="photo-box"><p>{LEAD}</p><p>The mayor agreed.</p></div></div>'
    assert [s.text for s in only(read([save(tmp_path, page(body))])).prose] == [LEAD, "The mayor agreed."]


def test_a_long_caption_beside_one_sentence_is_a_caption(tmp_path: Path) -> None:
    caption = f"{LEAD} {LEAD.replace('Monday', 'Tuesday')}"
    body = f"<article><figure><figcaption>{caption}</figcaption></figure><p>The mayor agreed on Monday to it all.</p></article>"
    article = only(read([save(tmp_path, page(body))]))
    assert ([s.text for s in article.prose], article.captions) == (
        ["The mayor agreed on Monday to it all."],
        (caption,),
    )


def test_characters_that_only_allow_a_line_break_are_no_text(tmp_path: Path) -> None:
    body = ENGLISH.replace("council", "coun\u00adcil").replace("ferries", "fer\u200bries")
    assert only(read([save(tmp_path, page(body))])).prose[0].text == LEAD
