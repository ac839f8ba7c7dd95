"""Templates are strict, can be replaced one by one, and say where they fail."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from compare.builder import render
from compare.errors import TemplateError
from compare.report.environment import compact, counted

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture
def own(tmp_path: Path) -> Any:
    """Files of a user's template folder -> the folder."""

    def write(**files: Any) -> Any:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


def test_a_users_template_comes_before_the_shipped_one(harbour: ModuleType, templates: str, own: Any) -> None:
    folder = own(redirect_html="gone to {{ target }}")
    made = render(harbour.SITE, [folder, templates])
    own_page = made[f"e/{harbour.event_of(harbour.DAILY).id}/index.html"]
    assert own_page.decode() == f"gone to {harbour.HARBOUR.event.id}"


def test_a_user_may_replace_one_block_of_a_page(harbour: ModuleType, templates: str, own: Any) -> None:
    text = '{% extends "event/full.html" %}{% block lede %}<h1>Ours</h1>{% endblock %}'
    folder = own(event_html=text)
    own(event__full_html=(Path(templates) / "event.html").read_text(encoding="utf-8"))
    page = render(harbour.SITE, [folder, templates])[f"e/{harbour.HARBOUR.event.id}/index.html"].decode()
    assert "<h1>Ours</h1>" in page
    assert "What all tell" in page


@pytest.mark.parametrize("how", ["", " without context"])
def test_an_included_template_stands_where_it_is_included(
    harbour: ModuleType, templates: str, own: Any, how: str
) -> None:
    own(piece_html="a piece")
    folder = own(
        redirect_html=f'{{% for n in (1, 2) %}}{{{{ n }}}}, {{% include "piece.html"{how} %}}; {{% endfor %}}.'
    )
    made = render(harbour.SITE, [folder, templates])
    own_page = made[f"e/{harbour.event_of(harbour.DAILY).id}/index.html"]
    assert own_page.decode() == "1, a piece; 2, a piece; ."


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("one\ntwo {{ page.nothing }}", 2, "has no attribute 'nothing'"),
        ("{{ nowhere }}", 1, "'nowhere' is undefined"),
        ("one\n\n{% if %}", 3, "Expected an expression"),
        ("{{ 1 + page.id }}", 1, "unsupported operand"),
    ],
)
def test_a_template_that_fails_is_named_with_its_line_and_the_event(
    harbour: ModuleType, templates: str, own: Any, text: str, line: Any, problem: Any
) -> None:
    folder = own(event_html=text)
    with pytest.raises(TemplateError) as failed:
        render(harbour.SITE, [folder, templates])
    assert (failed.value.where, failed.value.line) == ("event.html", line)
    assert problem in str(failed.value)
    assert f"event {harbour.HARBOUR.event.id}" in str(failed.value)
    assert folder not in str(failed.value)


def test_a_failing_part_is_named_rather_than_the_page_that_includes_it(
    harbour: ModuleType, templates: str, own: Any
) -> None:
    folder = own(event__heard_html="\n{{ nowhere }}")
    with pytest.raises(TemplateError) as failed:
        render(harbour.SITE, [folder, templates])
    assert (failed.value.where, failed.value.line) == ("event/heard.html", 2)


def test_a_missing_part_is_named(harbour: ModuleType, templates: str, own: Any) -> None:
    folder = own(redirect_html='{% include "nowhere.html" %}')
    with pytest.raises(TemplateError, match=r"redirect\.html.*nowhere\.html"):
        render(harbour.SITE, [folder, templates])


def test_without_any_template_the_first_that_is_missing_is_named(harbour: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"\.html"):
        render(harbour.SITE, [str(tmp_path)])


def test_a_missing_stylesheet_is_named(harbour: ModuleType, own: Any) -> None:
    folder = own()
    for name in (
        "event_html",
        "index_html",
        "outlets_html",
        "outlet_html",
        "redirect_html",
        "method_html",
        "feed_xml",
        "article_html",
        "search_html",
        "site_js",
        "search_js",
    ):
        own(**{name: "x"})
    with pytest.raises(TemplateError, match=r"style\.css"):
        render(harbour.SITE, [folder])


def test_numbers_come_with_their_noun() -> None:
    assert [counted(n, "outlet") for n in (0, 1, 2140)] == ["0 outlets", "1 outlet", "2,140 outlets"]
    assert counted(2, "entry", "entries") == "2 entries"


def test_the_stylesheet_is_delivered_without_what_only_its_authors_need(pages: dict[str, bytes]) -> None:
    assert len(pages["style.css"]) <= 22_000
    assert b"/*" not in pages["style.css"]


def test_compacting_keeps_strings_selectors_and_values() -> None:
    css = '/* a { */ .a  :is(b, c) ::before { content: "x ; /* y */ {" ; margin: 0 -1px }\n@media (max-width: 9px) { a > b { color: red; } }'
    assert compact(css) == (
        '.a :is(b,c) ::before{content:"x ; /* y */ {";margin:0 -1px}@media (max-width:9px){a>b{color:red}}\n'
    )


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.relative_to(TEMPLATES).as_posix()
)
def test_a_template_has_no_long_line(path: Path) -> None:
    long = [number for number, line in enumerate(path.read_text().splitlines(), start=1) if len(line) > 120]
    assert not long


def test_the_stylesheets_legend_has_its_classes_and_no_others() -> None:
    legend, rules = (TEMPLATES / "style.css").read_text().split("*/", maxsplit=1)
    styled = set(re.findall(r"(?<![\w.])\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)))
    listed = set(re.findall(r"(?<![\w.])\.([a-z][\w-]*)", legend))
    numbered = re.compile(r"[aoh]\d+")  # the legend gives the first and the last of each series
    pages = "".join(path.read_text() for path in [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.js")])
    listed, styled = ({name for name in names if not numbered.fullmatch(name)} for names in (listed, styled))
    assert styled - listed == set()
    assert listed - styled == {"none"}  # a name for readers of the HTML, without a style
    assert {name for name in listed if not re.search(rf"(?<![\w-]){name}(?![\w-])", pages)} == set()
