"""Where dates are missing, grouping rests on words: the pages say for which articles, and the index where they are many."""

from __future__ import annotations

from types import ModuleType

import pytest

from compare.builder import render


@pytest.mark.parametrize(("undated", "total", "counted"), [(3, 5, 1), (2, 5, 0), (3, 40, 0)])
def test_the_index_says_that_many_articles_have_no_date(
    harbour: ModuleType, templates: str, undated: int, total: int, counted: int
) -> None:
    articles = tuple(
        harbour.article(f"a{n:02}", "wire", f"Ferry {n}", None if n < undated else "2020-07-08", [["It sailed."]])
        for n in range(total)
    )
    index = render(harbour.a_site(articles, ()), [templates])["index.html"].decode()
    assert index.count(f"{undated} of {total} articles have no date") == counted


def test_an_event_names_the_accounts_that_were_grouped_by_words_alone(harbour: ModuleType, templates: str) -> None:
    dated, undated = (
        harbour.article(name, outlet, "Ferries to run", day, [["The council voted on Monday."]])
        for name, outlet, day in (("a", "wire", "2020-07-08"), ("b", "daily", None))
    )
    links = [[harbour.link(dated.sentences[0], undated.sentences[0], "same", 1.0)]]
    event = harbour.compare_by_hand((dated, undated), links, title_of="a")
    page = render(harbour.a_site((dated, undated), (event,)), [templates])[f"e/{event.event.id}/index.html"].decode()
    assert "No date given, so grouped by words alone: <bdi>Example Daily</bdi>." in " ".join(page.split())
