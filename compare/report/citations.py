"""How to cite a sentence: as plain text, as BibTeX, as CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from compare.model import Article
from compare.report.anchors import article_page, at_source, web_address
from compare.report.imprint import Imprint
from compare.report.reading import Told
from compare.report.views.accounts import outlet_name, when

_BY = re.compile(r"^by\s+", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\{}#$%&_~^]")
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not
    "}": r"\textbraceright{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Names that every BibTeX style defines, and biblatex too."""


class Citation(NamedTuple):
    """One citation in three forms, each ready to be copied; ``source`` leads to the sentence as published."""

    plain: str
    bibtex: str
    csl: str
    source: str | None


class _Work(NamedTuple):
    """What all citations of one article have in common."""

    key: str
    author: str
    title: str
    outlet: str
    when: str
    date: str
    url: str | None
    language: str | None
    site: str


def cite_all(imprint: Imprint, article: Article, told: tuple[Told, ...]) -> tuple[Citation, ...]:
    """A citation of every sentence ``told`` by the article, with its place there and its address on this site.

    The address is absolute where the site's ``base_url`` is known, else it names the page within the site.
    """
    work = _describe(imprint, article)
    return tuple(_cite(work, sentence) for sentence in told)


def _describe(imprint: Imprint, article: Article) -> _Work:
    site = imprint.site
    return _Work(
        key=f"article-{article_page(article.id).split('/')[1]}",
        author=_BY.sub("", article.byline or ""),
        title=article.headline or "no headline given",
        outlet=outlet_name(imprint, article).text,
        when=when(imprint, article),
        date=article.published.iso[:10] if article.published else "",
        url=web_address(article.url),
        language=article.language,
        site=f"{site.base_url.rstrip('/')}/" if site.base_url else f"{site.title}, ",
    )


def _cite(work: _Work, told: Told) -> Citation:
    source = at_source(work.url, told.sentence.text[told.lead_in :]) if work.url else None
    place = f"sentence {told.number}"
    compared = f"Compared at: {work.site}{article_page(told.sentence.article_id, told.number)}#{told.anchor}"
    author = f"{work.author}, " if work.author else ""
    plain = f"{author}“{work.title}”, {work.outlet}, {work.when}, {place}.{f' {source}' if source else ''} {compared}"
    note = f"{place.capitalize()}. {compared}"
    return Citation(plain, _bibtex(work, told, source, note), _csl(work, told, source, note), source)


def _bibtex(work: _Work, told: Told, source: str | None, note: str) -> str:
    """A ``misc`` entry in UTF-8, which both BibTeX and biblatex know; its key begins with a letter."""
    year, month, day = [*work.date.split("-"), "", ""][:3]
    fields = {
        "author": work.author and f"{{{_escape(work.author)}}}",
        "title": f"{{{_escape(work.title)}}}",
        "howpublished": _escape(work.outlet),
        "year": year,
        "month": month and _MONTHS[int(month) - 1],
        "day": day.lstrip("0"),
        "note": _escape(note),
        "url": (source or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@misc{{{work.key}-{told.number},\n" + ",\n".join(lines) + "\n}"


def _csl(work: _Work, told: Told, source: str | None, note: str) -> str:
    """A list of one item, as CSL-JSON has it (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    item = {
        "id": f"{work.key}-{told.number}",
        "type": "article-newspaper",
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "container-title": work.outlet,
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
        "URL": source,
        "language": work.language,
        "note": note,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False)


def _escape(text: str) -> str:
    """``text`` with what LaTeX reads as a command escaped."""
    return _SPECIAL.sub(lambda match: _LATEX.get(match.group(), f"\\{match.group()}"), text)
