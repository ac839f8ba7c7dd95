"""Every event's pages are made from its own dossier, in any process, and change with nothing else."""

from __future__ import annotations

import pickle
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from compare.builder import render
from compare.errors import TemplateError
from compare.report.environment import read_templates
from compare.report.rendering import open_dossier, render_event
from compare.report.site import site_context


def test_a_dossier_travels_to_another_process_and_makes_the_same_pages(
    harbour: ModuleType, templates: str, pages: dict[str, bytes]
) -> None:
    dossier, sources = open_dossier(site_context(harbour.SITE), harbour.HARBOUR.event.id), read_templates([templates])
    there, sources = pickle.loads(pickle.dumps((dossier, sources)))  # noqa: S301 - our own, a line above
    made = pickle.loads(pickle.dumps(render_event(there, sources)))  # noqa: S301 - as above
    assert made == render_event(dossier, read_templates([templates]))
    assert {path: pages[path] for path, _ in made.pages} == dict(made.pages)


def test_the_events_own_pages_and_the_shared_ones_make_the_whole_site(
    harbour: ModuleType, templates: str, pages: dict[str, bytes]
) -> None:
    shelf, sources = site_context(harbour.SITE), read_templates([templates])
    own = [path for key in shelf.cases for path, _ in render_event(open_dossier(shelf, key), sources).pages]
    assert len(own) == len(set(own))
    assert sorted(own) == sorted(path for path in pages if path.startswith(("a/", "e/")))


def test_an_article_that_has_nothing_to_do_with_an_event_is_not_in_its_dossier(harbour: ModuleType) -> None:
    stranger = harbour.article("inbox/stranger.txt", "post", "Bells ring", "2020-07-08", [["The bells rang."]])
    site = harbour.a_site(
        (*harbour.SITE.corpus.articles, stranger),
        (harbour.HARBOUR, harbour.DEPARTURE, harbour.ALONE, harbour.compare_by_hand((stranger,), [])),
        relations=harbour.SITE.grouping.relations,
        config=harbour.SITE.config,
    )
    key = harbour.HARBOUR.event.id
    assert open_dossier(site_context(site), key) == open_dossier(site_context(harbour.SITE), key)


def test_an_article_left_out_stands_in_the_dossier_by_what_the_page_says_of_it(harbour: ModuleType) -> None:
    longer = msgspec.structs.replace(harbour.SEPTEMBER, deck="A deck that no other page shows.")
    articles = tuple(longer if a.id == longer.id else a for a in harbour.SITE.corpus.articles)
    site = msgspec.structs.replace(harbour.SITE, corpus=msgspec.structs.replace(harbour.SITE.corpus, articles=articles))
    key = harbour.HARBOUR.event.id
    assert open_dossier(site_context(site), key) == open_dossier(site_context(harbour.SITE), key)


def test_a_template_that_was_edited_is_read_anew(harbour: ModuleType, templates: str, tmp_path: Path) -> None:
    for text in ("first {{ target }}", "second {{ target }}"):
        (tmp_path / "redirect.html").write_text(text, encoding="utf-8")
        made = render(harbour.SITE, [str(tmp_path), templates])
        assert made[f"e/{harbour.event_of(harbour.DAILY).id}/index.html"].decode().startswith(text[:5])


def test_a_template_in_another_encoding_is_named_and_a_picture_is_passed_over(tmp_path: Path, templates: str) -> None:
    (tmp_path / "crest.png").write_bytes(b"\x89PNG\xff")
    assert read_templates([str(tmp_path), templates]) == read_templates([templates])
    (tmp_path / "event.html").write_bytes("Überschrift".encode("latin-1"))
    with pytest.raises(TemplateError, match=r"^event\.html: The template cannot be read.*Save it as UTF-8"):
        read_templates([str(tmp_path), templates])
