"""Which events are new, grown, merged, split or gone since the site that stands, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare import builder, publish
from compare.cache import Folder, Run
from compare.changes import to_json, to_markdown
from compare.clustering.cluster import form_event
from compare.config import Config, SiteConfig
from compare.model import Corpus, Factor, Grouping, Relation


@pytest.fixture(scope="module")
def twelve(accounts: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    """Twelve articles on four events, and a cache."""
    folder = tmp_path_factory.mktemp("changes")
    accounts.write_records(folder / "corpus", accounts.make_records(12, 4))
    return builder.read_corpus([folder / "corpus"]), folder / "cache"


def group_as(found: Corpus, groups: Sequence[Sequence[int]], relations: Sequence[Relation] = ()) -> Grouping:
    """Events of the articles in these places."""
    return Grouping(tuple(form_event([found.articles[k] for k in places]) for places in groups), tuple(relations))


@pytest.fixture
def change(twelve: tuple[Corpus, Path], tmp_path: Path) -> Any:
    """A grouping before, a corpus and a grouping now -> the changes."""
    found, cache = twelve

    def change_from(before: Sequence[Sequence[int]], now: Sequence[Sequence[int]], **more: Any) -> Any:
        run = Run(store=Folder(cache))
        old = Corpus(tuple(found.articles[k] for places in before for k in places), found.outlets)
        old_grouping = group_as(found, before)
        publish.write(builder.make_site(old, old_grouping, run=run).pages, tmp_path / "site")
        corpus = more.pop("corpus", Corpus(tuple(found.articles[k] for places in now for k in places), found.outlets))
        by_id = {a.id: k for k, a in enumerate(corpus.articles)}
        groups = [[by_id[found.articles[k].id] for k in places] for places in now]
        made = builder.make_site(corpus, group_as(corpus, groups, **more), run=run)
        return msgspec.json.decode(to_json(builder.describe_changes(corpus, made, tmp_path / "site")))

    return change_from


def kinds(document: Any) -> list[str]:
    return [change["kind"] for change in document["changes"]]


def test_the_same_site_has_no_change(change: Any) -> None:
    document = change([[0, 1, 2], [3, 4]], [[0, 1, 2], [3, 4]])
    assert (document["changes"], document["before"], document["events"]) == ([], 2, 2)


def test_where_no_site_stands_every_event_is_new(change: Any, twelve: Any) -> None:
    document = change([], [[0, 1, 2], [3]])
    assert kinds(document) == ["new", "new"]
    pair, single = document["changes"]
    assert {note["article"] for note in pair["came"]} == {a.id for a in twelve[0].articles[:3]}
    assert single["why"] == ["no other article tells the same event"]


def test_an_article_that_came_grows_its_event_and_says_what_it_shares(change: Any) -> None:
    (grown,) = change([[0, 1], [3]], [[0, 1, 2], [3]])["changes"]
    assert grown["kind"] == "grown"
    assert len(grown["came"]) == 1
    assert "came: " in grown["why"][0]
    assert "sentences of it match" in grown["why"][0]


def test_an_article_that_went_shrinks_its_event(change: Any, twelve: Any) -> None:
    (shrunk,) = change([[0, 1, 2]], [[0, 1]])["changes"]
    assert (shrunk["kind"], [note["article"] for note in shrunk["went"]]) == ("shrunk", [twelve[0].articles[2].id])


def test_a_text_that_changed_is_told(change: Any, twelve: Any) -> None:
    found = twelve[0]
    articles = [
        msgspec.structs.replace(found.articles[0], body=f"{found.articles[0].body} More."),
        *found.articles[1:3],
    ]
    (told,) = change([[0, 1, 2]], [[0, 1, 2]], corpus=Corpus(tuple(articles), found.outlets))["changes"]
    assert (told["kind"], [note["article"] for note in told["rewritten"]]) == ("rewritten", [found.articles[0].id])


def test_two_events_that_became_one_are_merged(change: Any) -> None:
    (merged,) = change([[0, 1], [2, 3]], [[0, 1, 2, 3]])["changes"]
    assert merged["kind"] == "merged"
    assert len(merged["before"]) == 2
    assert any("accounts of 2 events" in reason for reason in merged["why"])
    assert any("settings or the program" in reason for reason in merged["why"])


def test_an_event_that_fell_apart_is_split_and_its_likeliest_pair_named(change: Any, twelve: Any) -> None:
    ids = [a.id for a in twelve[0].articles]
    tie = Relation(ids[0], ids[2], "near miss", 0.41, (Factor("days", 3.0, -1.0, "3 days apart"),))
    (split,) = change([[0, 1, 2, 3]], [[0, 1], [2, 3]], relations=[tie])["changes"]
    assert split["kind"] == "split"
    assert len(split["parts"]) == 2
    assert "probability of 0.41 to tell one event: 3 days apart" in split["why"][0]


def test_an_event_without_any_article_left_is_gone(change: Any) -> None:
    (gone,) = change([[0, 1], [3]], [[0, 1]])["changes"]
    assert (gone["kind"], gone["event"]) == ("gone", None)
    assert "among the inputs" in gone["why"][0]


def test_events_that_exchanged_articles_are_told_from_both_sides(change: Any) -> None:
    assert sorted(kinds(change([[0, 1], [2, 3]], [[0, 2], [1, 3]]))) == ["merged", "merged", "split", "split"]


def test_every_articles_address_leads_to_the_event_it_is_in_now(twelve: Any) -> None:
    found = twelve[0]
    made = builder.make_site(found, group_as(found, [[0, 1, 2, 3], range(4, 12)]))
    for article in found.articles:
        page = made.pages[f"e/{form_event([article]).id}/index.html"].decode()
        event = next(e for e in made.grouping.events if article.id in e.article_ids)
        assert f'url=../{event.id}/index.html"' in page or form_event([article]).id == event.id


def test_the_report_for_people_is_markdown_in_which_nothing_is_markup(twelve: Any) -> None:
    found = twelve[0]
    hostile = msgspec.structs.replace(found.articles[0], headline="<img src=x> [a](b) | `c`\n# d")
    base_url = "https://x.example/s"
    corpus = Corpus((hostile, *found.articles[1:3]), found.outlets, config=Config(site=SiteConfig(base_url=base_url)))
    made = builder.make_site(corpus, group_as(corpus, [[0, 1, 2]]))
    text = to_markdown(builder.describe_changes(corpus, made, Path("/nowhere/at/all")), base_url).decode()
    assert text.startswith("## Changed events\n\n1 new. 1 event, 0 before.\n")
    assert f"(https://x.example/s/e/{made.grouping.events[0].id}/)" in text
    assert "<img" not in text
    assert "\n# d" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_nothing_changed_reads_well() -> None:
    from compare.changes import Changes  # noqa: PLC0415

    assert to_markdown(Changes(1, 3, 3, ())) == b"## Changed events\n\nNone: 3 events, as before.\n"
