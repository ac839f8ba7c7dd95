"""The site as a whole: complete, safe, the same every time, and careful with its words."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
import pytest

from compare.builder import render

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"
VOID = {"meta", "link", "br", "input", "rect", "path", "line", "circle", "img", "hr"}


class Page(HTMLParser):
    """A page taken apart: its links, ids, metas and text, and whether its tags close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links, self.ids, self.metas, self.text, self.tags, self.open = [], [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag: Any, attrs: Any) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.links += [found[name] for name in ("href", "src") if name in found]
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "meta":
            self.metas.append(found)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: Any, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: Any) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: Any) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def parsed(pages: dict[str, bytes]) -> Any:
    return {path: Page(content.decode()) for path, content in pages.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def event_page(harbour: ModuleType, parsed: Any) -> Any:
    return parsed[f"e/{harbour.HARBOUR.event.id}/index.html"]


def words_of(page: Any) -> Any:
    return " ".join("".join(page.text).split())


def test_the_site_has_its_index_events_redirects_data_and_method(harbour: ModuleType, pages: dict[str, bytes]) -> None:
    ids = [comparison.event.id for comparison in (harbour.HARBOUR, harbour.DEPARTURE, harbour.ALONE)]
    redirects = [harbour.event_of(article).id for article in (harbour.DAILY, harbour.ILBO, harbour.LATE)]
    expected = {"index.html", "method.html", "style.css", "schema/event.schema.json"}
    expected |= {f"e/{event}/{name}" for event in ids for name in ("index.html", "event.json")}
    expected |= {f"e/{own}/index.html" for own in redirects}
    assert expected <= set(pages)
    assert list(pages) == sorted(pages)


def test_every_link_within_the_site_leads_somewhere(pages: dict[str, bytes], parsed: Any) -> None:
    missing = []
    for path, page in parsed.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            found = target in pages and (not parts.fragment or parts.fragment in parsed[target].ids)
            missing += [] if found else [(path, link)]
    assert missing == []


def test_tags_are_closed_and_no_id_is_given_twice(parsed: Any) -> None:
    for path, page in parsed.items():
        assert page.open == [], path
        assert len(page.ids) == len(set(page.ids)), path


def test_every_page_carries_the_policy_and_loads_nothing_from_elsewhere(parsed: Any) -> None:
    for page in parsed.values():
        assert {"http-equiv": "Content-Security-Policy", "content": POLICY} in page.metas
        loaded = [found for tag, found in page.tags if tag in {"link", "script", "img", "iframe"}]
        assert all(not urlsplit(found.get("href") or found.get("src") or "").netloc for found in loaded)


def test_no_page_has_inline_style_or_script(parsed: Any) -> None:
    for page in parsed.values():
        for tag, found in page.tags:
            assert tag != "style"
            assert tag != "script" or "src" in found
            assert "style" not in found
            assert not any(name.startswith("on") for name in found)


def test_no_page_says_what_the_tool_cannot_know(parsed: Any) -> None:
    for path, page in parsed.items():
        assert not re.search(r"\b(omit\w*|bias\w*|slant\w*|blind ?spot\w*)\b", words_of(page), re.IGNORECASE), path


def test_absence_is_worded_with_the_nearest_score(event_page: Any) -> None:
    assert "No matching sentence found in C Example Ilbo (nearest scored 0.12)" in words_of(event_page)


def test_the_answer_counts_outlets_origins_points_and_sentences(event_page: Any) -> None:
    said = words_of(event_page)
    assert "4 articles, 3 outlets, 2 independent origins, 5 shared points: 1 that may conflict, 1 reworded," in said
    assert "For 13 of 25 sentences no match was found in another article." in said
    assert (
        "1 article left out: Example Post, 9 September 2020, 10:50 KST. Other event, 63 days later; a copy of Example Wire."
        in said
    )


def test_differing_words_are_also_said_in_a_plain_line(event_page: Any) -> None:
    assert "Only in this wording: Saturday" in words_of(event_page)


def test_what_an_article_does_not_give_is_said(harbour: ModuleType, parsed: Any) -> None:
    said = words_of(parsed[f"e/{harbour.ALONE.event.id}/index.html"])
    assert "No headline given" in said
    assert "outlet not given" in said
    assert "no date given" in said
    assert "Kept out of events: a list, not a report." in said


def test_notices_stand_wherever_the_article_is_shown(harbour: ModuleType, parsed: Any, event_page: Any) -> None:
    notice = harbour.WIRE.notices[0]
    assert words_of(event_page).count(notice) == 1
    assert notice in words_of(parsed["index.html"])
    assert all("An invented corpus." in words_of(page) for page in parsed.values())


def test_the_index_lists_what_stayed_alone_and_what_could_not_be_read(parsed: Any) -> None:
    said = words_of(parsed["index.html"])
    assert (
        "1 event from 6 articles. Every one is told by two or more articles. 2 articles stayed alone and 1 input could not be read."
        in said
    )
    assert "inbox/0057.txt:3 Not UTF-8, and no declared encoding. Save it as UTF-8." in said
    assert "nearest: Envoy says capital firmly backs harbour talks, 63 days later" in said


def test_evidence_and_digests_stand_under_provenance(event_page: Any) -> None:
    said = words_of(event_page)
    assert (
        "copy of Example Wire, one origin with A: “(Example Wire)”; 17 of 20 words outside quotation marks also stand in A"
        in said
    )
    assert "set aside: 1 caption" in said


def test_korean_is_marked_as_korean(event_page: Any) -> None:
    headings = [found for tag, found in event_page.tags if tag == "h3" and found.get("lang")]
    assert [found["lang"] for found in headings] == ["ko"]


def test_an_old_address_of_a_merged_article_leads_to_its_event(harbour: ModuleType, parsed: Any) -> None:
    page = parsed[f"e/{harbour.event_of(harbour.DAILY).id}/index.html"]
    target = f"../{harbour.HARBOUR.event.id}/index.html"
    assert {"http-equiv": "refresh", "content": f"0; url={target}"} in page.metas
    assert target in page.links


def test_two_renderings_are_equal_byte_for_byte_whatever_the_order_of_articles(
    harbour: ModuleType, templates: str, pages: dict[str, bytes]
) -> None:
    corpus = harbour.SITE.corpus
    turned = msgspec.structs.replace(
        corpus, articles=corpus.articles[::-1], outlets=dict(reversed(corpus.outlets.items()))
    )
    assert render(msgspec.structs.replace(harbour.SITE, corpus=turned), [templates]) == pages


def test_hostile_text_is_shown_and_never_obeyed(hostile: Any) -> None:
    for path, content in hostile.items():
        if path.endswith(".html"):
            html = content.decode()
            page = Page(html)
            assert page.open == [], path
            scripts = [attrs.get("src", "") for tag, attrs in page.tags if tag == "script"]
            assert all(re.fullmatch(r"(\.\./)*(site|search-\d+)\.js", source) for source in scripts), path
            assert "{{ 7*7 }}" in html, path
            assert not any(link.startswith("javascript") for link in page.links), path
            assert "\x00" not in html, path


def test_text_that_would_turn_its_surroundings_is_shown_by_its_number(hostile: Any) -> None:
    for path, content in hostile.items():
        if path.endswith(".html"):
            assert "⟦U+202E⟧evil⟦U+202C⟧ ⟦U+0000⟧" in content.decode(), path
            assert "\u202e" not in content.decode(), path


def test_half_a_surrogate_pair_does_not_stop_the_site(harbour: ModuleType, templates: str) -> None:
    one = harbour.article("1", "wire", "Half \ud83d of a pair", None, [["Gulls \udc00 circled."]])
    made = render(harbour.a_site((one,), (harbour.compare_by_hand((one,), [], title_of="1"),)), [templates])
    assert "Half ⟦U+D83D⟧ of a pair" in made[f"e/{harbour.event_of(one).id}/index.html"].decode()


def test_a_corpus_of_nothing_is_a_site_that_says_so(harbour: ModuleType, templates: str) -> None:
    said = words_of(Page(render(harbour.a_site((), ()), [templates])["index.html"].decode()))
    assert "No article was given. There is nothing to compare yet." in said
    assert "Stayed alone" not in said


def test_where_nothing_could_be_read_the_reasons_are_what_is_shown(harbour: ModuleType, templates: str) -> None:
    site = harbour.a_site((), (), unreadable=harbour.SITE.corpus.unreadable)
    said = words_of(Page(render(site, [templates])["index.html"].decode()))
    assert "No article could be read." in said
    assert "Not UTF-8, and no declared encoding. Save it as UTF-8." in said
    assert "Stayed alone" not in said


def test_an_article_that_stayed_alone_is_shown_without_folds(harbour: ModuleType, templates: str) -> None:
    long = harbour.article("long", "wire", "Gulls", None, [[f"Gull {n} circled." for n in range(20)]])
    made = render(harbour.a_site((long,), (harbour.compare_by_hand((long,), [], title_of="long"),)), [templates])
    html = made[f"e/{harbour.event_of(long).id}/index.html"].decode()
    assert "Gull 19 circled." in html
    assert "<details" not in html.split('id="provenance"')[0]


def test_a_single_article_is_a_site_without_an_event(harbour: ModuleType, templates: str) -> None:
    made = render(harbour.a_site((harbour.SEPTEMBER,), (harbour.DEPARTURE,)), [templates])
    assert "No event with two articles. 1 article was read" in words_of(Page(made["index.html"].decode()))


def test_twelve_outlets_fit_on_a_page(harbour: ModuleType, templates: str) -> None:
    articles = [
        harbour.article(
            f"{n:02d}",
            f"o{n}",
            f"Headline {n}",
            f"2020-07-08T{n:02d}:00+09:00",
            [[f"The harbour opened, outlet {n} said."] * 12],
        )
        for n in range(14)
    ]
    links = [harbour.link(articles[0].sentences[0], other.sentences[0]) for other in articles[1:]]
    made = render(harbour.a_site(articles, [harbour.compare_by_hand(articles, [links])]), [templates])
    page = Page(made[f"e/{harbour.event_of(*articles).id}/index.html"].decode())
    assert ("body", {"class": "many"}) in page.tags
    assert "Not drawn: M, N." in words_of(page)
    assert "one square each" not in words_of(page)


def test_a_matrix_of_many_points_folds_those_of_two_articles(harbour: ModuleType, templates: str) -> None:
    sentences = [[f"Point number {n} concerns the harbour." for n in range(30)]]
    one, two, three = (
        harbour.article(str(n), o, None, None, sentences) for n, o in enumerate(("wire", "daily", "post"))
    )
    groups = [[harbour.link(a, b)] for a, b in zip(one.sentences, two.sentences, strict=True)]
    groups[0].append(harbour.link(two.sentences[0], three.sentences[0]))
    made = render(harbour.a_site((one, two, three), [harbour.compare_by_hand((one, two, three), groups)]), [templates])
    assert "In two articles only" in words_of(Page(made[f"e/{harbour.event_of(one).id}/index.html"].decode()))


def test_a_long_index_is_paged(harbour: ModuleType, templates: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("compare.report.index_page.PER_PAGE", 1)
    later = harbour.article("z", "post", "Later", "2021-01-01", [["Gulls."]])
    latest = harbour.article("zz", "wire", "Latest", "2021-01-02", [["Gulls."]])
    more = harbour.compare_by_hand((later, latest), [], title_of="z")
    site = harbour.a_site((*harbour.SITE.corpus.articles, later, latest), (harbour.HARBOUR, more))
    made = render(site, [templates])
    first, second = (words_of(Page(made[name].decode())) for name in ("index.html", "index-2.html"))
    assert "Page 1 of 2 Next" in first
    assert "Previous Page 2 of 2" in second
    assert "Later" in first
    assert "Envoy" in second


def test_long_lists_of_the_index_have_pages_of_their_own(
    harbour: ModuleType, templates: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.report.pages.PER_PAGE", 30)
    single = [harbour.article(f"{n:03d}", "wire", f"Single {n}", None, [["Gulls."]]) for n in range(50)]
    lost = [harbour.Unreadable(f"lost/{n}.txt", None, "Empty.", "Fill it.") for n in range(41)]
    site = harbour.a_site(single, [harbour.compare_by_hand([a], [], title_of=a.id) for a in single], unreadable=lost)
    made = {
        path: Page(content.decode()) for path, content in render(site, [templates]).items() if path.endswith(".html")
    }
    index = words_of(made["index.html"])
    assert "All 50 articles that stayed alone" in index
    assert "All 41 inputs that could not be read" in index
    assert "Single 9 " not in index
    assert "Single 9 " in words_of(made["alone-2.html"])
    assert "lost/40.txt" in words_of(made["unreadable-2.html"])
    assert "Page 2 of 2" in words_of(made["unreadable-2.html"])
