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
from compare.config import Config, SiteConfig
from compare.model import Candidate, Factor

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


def test_absence_is_worded_as_what_was_not_found(event_page: Any) -> None:
    assert "No matching sentence found in Example Ilbo" in words_of(event_page)


def test_scores_and_corrections_are_shown_to_researchers_alone(harbour: ModuleType, templates: str) -> None:
    config = Config(site=SiteConfig(detail="research"))
    site = msgspec.structs.replace(harbour.SITE, config=config)
    path = f"e/{harbour.HARBOUR.event.id}/index.html"
    open_page, usual = (render(one, [templates])[path].decode() for one in (site, harbour.SITE))
    assert ">0.12</a>" in open_page
    assert "[[unlink]]" in open_page
    assert ">0.12</a>" not in usual
    assert "[[unlink]]" not in usual
    for toml_or_hash in ("[[rename]]", "SHA-256"):
        fold = usual.rpartition('<details class="fold research">')[2]
        assert usual.count(toml_or_hash) == fold.count(toml_or_hash) > 0


def test_what_most_tell_stands_first_with_who_has_it(event_page: Any) -> None:
    said = words_of(event_page)
    assert "Headline from Example Wire. 4 accounts: Example Wire, Example Daily (8 July), Example Ilbo," in said
    assert "No sentence was found that all of them have. Told by most:" in said
    assert (
        "The meeting at the foreign ministry ended at noon. As worded by Example Daily 8 July also in Example Wire no"
        " matching sentence found in Example Ilbo Example Daily 9 July Compare wordings" in said
    )
    assert "3 more shared points" in said


def test_the_parts_come_in_the_order_of_a_readers_questions(event_page: Any) -> None:
    known = ["all-tell", "only-one", "differ", "heard", "sentences", "measured", "sources", "related"]
    assert [one for one in event_page.ids if one in known] == known


def test_what_one_account_alone_tells_leads_to_its_sentence(event_page: Any) -> None:
    only = [found["href"] for tag, found in event_page.tags if tag == "a" and found.get("href", "").startswith("#s-")]
    assert set(only) <= {f"#{one}" for one in event_page.ids}
    assert "Only in Example Wire Nine cameras waited outside. sentence 2 of 7" in words_of(event_page)


def test_every_page_says_what_it_is_to_those_who_find_it_elsewhere(parsed: Any) -> None:
    for path, page in parsed.items():
        named = {found.get("property") or found.get("name"): found.get("content") for found in page.metas}
        assert named["description"], path
        assert named["og:title"], path
    event = next(page for path, page in parsed.items() if path.startswith("e/") and "all-tell" in page.ids)
    assert "Example Wire, Example Daily and" not in event.metas
    assert any("The meeting at the foreign ministry" in found.get("content", "") for found in event.metas)


def test_what_an_article_does_not_give_is_said(harbour: ModuleType, parsed: Any) -> None:
    said = words_of(parsed[f"e/{harbour.ALONE.event.id}/index.html"])
    assert "No headline given" in said
    assert "Outlet not given" in said
    assert "no date given" in said
    assert "Kept out of events: a list, not a report." in said


def test_notices_stand_wherever_the_article_is_shown(harbour: ModuleType, parsed: Any, event_page: Any) -> None:
    notice = harbour.WIRE.notices[0]
    assert words_of(event_page).count(notice) == 1
    assert notice in words_of(parsed["index.html"])
    assert all("An invented corpus." in words_of(page) for page in parsed.values())


def test_the_index_says_one_thing_of_each_event_and_folds_the_rest(parsed: Any) -> None:
    said = words_of(parsed["index.html"])
    assert "8–9 July Envoy says capital firmly backs harbour talks Only in Example" in said
    assert "2 articles whose event no other article here tells" in said
    assert "1 input that could not be read" in said
    assert "inbox/0057.txt:3 Not UTF-8, and no declared encoding. Save it as UTF-8." in said
    assert "nearest: Envoy says capital firmly backs harbour talks, 63 days later" in said


def test_evidence_stands_under_sources(event_page: Any) -> None:
    said = words_of(event_page)
    assert "Copy of Example Wire; one source with Example Wire" in said
    assert "“(Example Wire)”" in said
    assert "17 of 20 words outside quotation marks also stand in Example Wire" in said
    assert "set aside: 1 caption" in said


def test_korean_is_marked_as_korean(event_page: Any) -> None:
    marked = [found for _, found in event_page.tags if found.get("lang") == "ko" and found.get("class") == "hl"]
    assert len(marked) == 1


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
            assert all(re.fullmatch(r"(\.\./)*(site|search)\.js", source) for source in scripts), path
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
    assert "no other article" not in said


def test_where_nothing_could_be_read_the_reasons_are_what_is_shown(harbour: ModuleType, templates: str) -> None:
    site = harbour.a_site((), (), unreadable=harbour.SITE.corpus.unreadable)
    said = words_of(Page(render(site, [templates])["index.html"].decode()))
    assert "No article could be read." in said
    assert "Not UTF-8, and no declared encoding. Save it as UTF-8." in said
    assert "no other article" not in said


def test_an_article_that_stayed_alone_is_shown_without_folds(harbour: ModuleType, templates: str) -> None:
    long = harbour.article("long", "wire", "Gulls", None, [[f"Gull {n} circled." for n in range(20)]])
    made = render(harbour.a_site((long,), (harbour.compare_by_hand((long,), [], title_of="long"),)), [templates])
    html = made[f"e/{harbour.event_of(long).id}/index.html"].decode()
    assert "Gull 19 circled." in html
    assert "<details" not in html.split('id="sources"')[0]
    assert "only one tells" not in html


def test_a_single_article_is_a_site_without_an_event(harbour: ModuleType, templates: str) -> None:
    made = render(harbour.a_site((harbour.SEPTEMBER,), (harbour.DEPARTURE,)), [templates])
    assert "1 article was read; none tells the same event as" in words_of(Page(made["index.html"].decode()))


def test_many_accounts_have_a_filter_and_a_row_for_each_value(harbour: ModuleType, templates: str) -> None:
    articles = [
        harbour.article(
            f"{n:02d}",
            f"o{n}",
            f"Headline {n}",
            f"2020-07-08T{n:02d}:00+09:00",
            [["The harbour opened at last, officials there said.", f"Outlet {n} counted gulls and boats on its own."]],
        )
        for n in range(14)
    ]
    first = [article.sentences[0] for article in articles]
    links = [harbour.link(first[0], other) for other in first[1:]]
    made = render(harbour.a_site(articles, [harbour.compare_by_hand(articles, [links])]), [templates])
    page = Page(made[f"e/{harbour.event_of(*articles).id}/index.html"].decode())
    said = words_of(page)
    boxes = [found["id"] for tag, found in page.tags if tag == "input"]
    assert boxes == [f"show-{n}" for n in range(1, 15)]
    assert "As worded by o0 in 14 of 14 accounts" in said
    assert "9 more headlines" in said
    assert "Not drawn, as they share least: o12, o13." in said


@pytest.mark.parametrize("number", [1, 2, 3, 8, 20])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_any_number_of_accounts_makes_a_page(harbour: ModuleType, templates: str, number: int, language: str) -> None:
    said = (
        "항만 회담이 서울에서 열렸다고 당국이 밝혔다."
        if language == "ko"
        else "The harbour talks opened in the capital today."
    )
    for shared in (True, False):
        articles = [
            harbour.article(f"{n:02d}", f"o{n}", f"Title {n}", None, [[said, f"{said} {n}"]], language=language)
            for n in range(number)
        ]
        links = [harbour.link(articles[0].sentences[0], a.sentences[0], "same", 1.0) for a in articles[1:]]
        event = harbour.compare_by_hand(articles, [links] if shared and links else [])
        page = Page(render(harbour.a_site(articles, [event]), [templates])[f"e/{event.event.id}/index.html"].decode())
        heading = {1: "", 2: "What both tell", 3: "What all tell", 8: "What all tell" if shared else "What most tell"}
        assert page.open == []
        assert len(page.ids) == len(set(page.ids))
        assert heading.get(number, "tell") in words_of(page)
        if number > 1 and not shared:
            assert "No sentence of one account was found to match" in words_of(page)


def test_an_account_of_which_the_headline_alone_was_read_is_never_said_to_tell_nothing(
    harbour: ModuleType, templates: str
) -> None:
    bare = msgspec.structs.replace(harbour.DAILY, body="", sentences=())
    articles = (harbour.WIRE, harbour.ILBO, bare)
    w, i = harbour.WIRE.sentences, harbour.ILBO.sentences
    event = harbour.compare_by_hand(articles, [[harbour.link(w[5], i[0], "same", 1.0)]], title_of=harbour.WIRE.id)
    page = Page(render(harbour.a_site(articles, [event]), [templates])[f"e/{event.event.id}/index.html"].decode())
    said = words_of(page)
    assert "Headline only: Example Daily." in said
    assert "Headline only, so nothing can be said of them here: Example Daily" in said
    assert "No matching sentence found in Example Daily" not in said
    assert "What both tell" in said


@pytest.mark.parametrize(
    ("headline", "said"),
    [("Nobody was hurt at the pier", "Also headed Example Daily"), ("Ferry sails at last", None), (None, None)],
)
def test_where_accounts_share_nothing_the_index_says_how_another_is_headed(
    harbour: ModuleType, templates: str, headline: str | None, said: str | None
) -> None:
    articles = [
        harbour.article("1", "wire", "Ferry sails at last", None, [["It left."]]),
        harbour.article("2", "daily", headline, None, [["All were well."]]),
    ]
    perhaps = (harbour.Nearest(articles[0].sentences[0].ref, articles[1].sentences[0].ref, 0.25),)
    event = harbour.compare_by_hand(articles, [], title_of=articles[0].id, perhaps=perhaps)
    words = words_of(Page(render(harbour.a_site(articles, [event]), [templates])["index.html"].decode()))
    assert (f"{said} {headline}" if said else "Ferry sails at last") in words
    assert ("Also headed" in words) is bool(said)


def test_what_may_be_the_same_event_is_listed_apart(harbour: ModuleType, templates: str) -> None:
    event = msgspec.structs.replace(
        harbour.HARBOUR.event,
        perhaps=(Candidate(harbour.SEPTEMBER.id, 0.4, (Factor("names", 1, 1, "same name: envoy"),)),),
    )
    comparison = msgspec.structs.replace(harbour.HARBOUR, event=event)
    site = harbour.a_site(
        harbour.SITE.corpus.articles[:5], (comparison, harbour.DEPARTURE), relations=(harbour.RELATED,)
    )
    said = words_of(Page(render(site, [templates])[f"e/{event.id}/index.html"].decode()))
    assert "These may tell the same event; they are not compared or counted above. Vice minister leaves" in said
    assert "Probability 0.40: same name: envoy" in said
    assert "on related events" not in said


def test_points_beyond_the_first_are_folded(harbour: ModuleType, templates: str) -> None:
    texts = [[f"Point number {n} concerns the harbour and the {n}th pier." for n in range(30)]]
    other = [[f"The harbour and the {n}th pier, as point number {n} has it." for n in range(30)]]
    one, two = harbour.article("1", "wire", None, None, texts), harbour.article("2", "daily", None, None, other)
    groups = [[harbour.link(a, b)] for a, b in zip(one.sentences, two.sentences, strict=True)]
    html = render(harbour.a_site((one, two), [harbour.compare_by_hand((one, two), groups)]), [templates])[
        f"e/{harbour.event_of(one).id}/index.html"
    ].decode()
    assert "22 more points told in different words" in html
    assert html.split("22 more points")[0].count('<article class="point"') == 8


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
    monkeypatch.setattr("compare.report.rendering.PER_PAGE", 30)
    single = [harbour.article(f"{n:03d}", "wire", f"Single {n}", None, [["Gulls."]]) for n in range(50)]
    lost = [harbour.Unreadable(f"lost/{n}.txt", None, "Empty.", "Fill it.") for n in range(41)]
    site = harbour.a_site(single, [harbour.compare_by_hand([a], [], title_of=a.id) for a in single], unreadable=lost)
    made = {
        path: Page(content.decode()) for path, content in render(site, [templates]).items() if path.endswith(".html")
    }
    index = words_of(made["index.html"])
    assert "All 50 articles" in index
    assert "All 41 inputs" in index
    assert "Single 9 " not in index
    assert "Single 9 " in words_of(made["alone-2.html"])
    assert "lost/40.txt" in words_of(made["unreadable-2.html"])
    assert "Page 2 of 2" in words_of(made["unreadable-2.html"])
