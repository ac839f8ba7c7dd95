"""A notice stands wherever its article does, but what every article says is said once."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare.builder import render
from compare.config import Config, SiteConfig
from compare.model import Corpus
from compare.report.site import MOST_NAMED, common_forms, form, share

DEMO = "[Demonstration text; not published by {}]"


@pytest.fixture
def marked(harbour: ModuleType) -> Any:
    """The invented articles, each with the demonstration mark of its own outlet."""

    def mark(article: Any, *more: str) -> Any:
        outlet = harbour.OUTLETS.get(article.outlet_id)
        return msgspec.structs.replace(
            article, notices=(DEMO.format(outlet.name if outlet else "nobody"), *more), outlet_id=article.outlet_id
        )

    return mark


def text_of(pages: dict[str, bytes], path: str) -> str:
    return pages[path].decode()


def test_the_form_of_a_notice_leaves_out_its_own_outlets_name_and_no_other(harbour: ModuleType) -> None:
    notice = "Not by Example Wire, nor Example Daily, nor Example Wireless."
    assert form(notice, harbour.WIRE, harbour.OUTLETS) == "Not by \0, nor Example Daily, nor Example Wireless."
    assert form("예시일보가 아닌 예시일보", harbour.ILBO, harbour.OUTLETS) == "예시일보가 아닌 \0"
    assert form("Not by it.", harbour.LOOSE, harbour.OUTLETS) == "Not by it."


def test_equal_notices_are_one_line_with_the_outlets_named(harbour: ModuleType, marked: Any) -> None:
    articles = [marked(harbour.WIRE), marked(harbour.DAILY, "Corrected on 9 July."), marked(harbour.LATE)]
    assert share(articles, harbour.OUTLETS) == (
        (DEMO.format("Example Daily / Example Wire"), (0, 1, 2)),
        ("Corrected on 9 July.", (1,)),
    )


def test_of_many_outlets_the_first_are_named_and_the_others_counted(harbour: ModuleType) -> None:
    articles = [
        msgspec.structs.replace(harbour.WIRE, id=str(n), outlet_id=f"o{n}", notices=(DEMO.format(f"o{n}"),))
        for n in range(MOST_NAMED + 2)
    ]
    assert "o5 / 2 more]" in share(articles, {})[0].text
    assert "o5 / o6]" in share(articles[:-1], {})[0].text


def test_a_form_is_common_where_every_article_carries_it(harbour: ModuleType, marked: Any) -> None:
    articles = (marked(harbour.WIRE), marked(harbour.DAILY, "Corrected on 9 July."))
    assert common_forms(Corpus(articles, harbour.OUTLETS)) == {DEMO.format("\0")}
    assert common_forms(Corpus((*articles, harbour.ILBO), harbour.OUTLETS)) == frozenset()
    assert common_forms(Corpus(articles[:1], harbour.OUTLETS)) == frozenset()


@pytest.mark.parametrize("notice", ["An invented corpus.", ""])
def test_what_every_article_carries_is_said_once_on_every_page(
    harbour: ModuleType, marked: Any, templates: str, notice: str
) -> None:
    articles = (marked(harbour.WIRE, "Corrected on 9 July."), marked(harbour.DAILY))
    event = harbour.compare_by_hand(articles, [], title_of=articles[0].id)
    config = Config(site=SiteConfig(notice=notice))
    pages = render(harbour.a_site(articles, (event,), config=config), [templates])
    index, page = text_of(pages, "index.html"), text_of(pages, f"e/{event.event.id}/index.html")
    both = DEMO.format("Example Daily / Example Wire")
    assert index.count("Demonstration text") == (0 if notice else 1)
    assert (notice or DEMO.format("Example Daily / Example Wire")) in index.partition("<h1>")[0]
    assert index.count("Corrected on 9 July.") == 1
    assert both in page
    assert page.count("Demonstration text") == 1
    assert page.count("Corrected on 9 July.") == 1


def test_a_dateline_is_no_difference_in_wording(harbour: ModuleType, templates: str) -> None:
    lead = "The envoy landed at the air base on Tuesday."
    dated = harbour.article(
        "dated",
        "wire",
        "Envoy lands",
        "2020-07-08",
        [[f"OSAN, July 8 (Wire) -- {lead}"]],
        dateline="OSAN, July 8 (Wire)",
    )
    plain = harbour.article("plain", "daily", "Envoy lands", "2020-07-08", [[lead]])
    other = harbour.article(
        "other", "post", "Envoy lands", "2020-07-08", [["The envoy landed at the harbour on Tuesday."]]
    )
    groups = [
        [
            harbour.link(dated.sentences[0], plain.sentences[0]),
            harbour.link(
                dated.sentences[0],
                other.sentences[0],
                "reworded",
                0.6,
                harbour.clash("name", dated.sentences[0], "air base", other.sentences[0], "harbour"),
            ),
        ]
    ]
    event = harbour.compare_by_hand((other, dated, plain), groups, title_of="dated")
    page = text_of(
        render(harbour.a_site((other, dated, plain), (event,)), [templates]), f"e/{event.event.id}/index.html"
    )
    assert page.count('<div class="wording"') + page.count('<div class="wording a') == 2
    assert '<span class="as">OSAN, July 8 (Wire) -- </span>The envoy' in page
    assert page.count('<mark class="cf">air base</mark>') == 1
    assert '<span class="as">Grey</span>: not compared' in page
