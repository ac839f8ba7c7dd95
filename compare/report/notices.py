"""Notices that must be shown with an article: those of one form said once, whatever outlet they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from compare.model import Article, Corpus, Outlet

_SLOT = "\0"
MOST_NAMED = 6
"""Above this, a notice that many articles carry names the first outlets and counts the others."""


class Shared(NamedTuple):
    """A notice and the places (in the articles asked about) of those that carry it, their outlets named in it."""

    text: str
    places: tuple[int, ...]


def form(notice: str, article: Article, outlets: Mapping[str, Outlet]) -> str:
    """The notice with a slot in place of the name of the article's own outlet."""
    outlet = outlets.get(article.outlet_id or "")
    names = {outlet.name, outlet.native_name or ""} if outlet else {article.outlet_id or ""}
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=lambda n: (-len(n), n)) if name)
    return re.sub(pattern, _SLOT, notice) if pattern else notice


def common_forms(corpus: Corpus) -> frozenset[str]:
    """The forms that every article of the corpus carries; none where there is but one article."""
    carried = [{form(n, article, corpus.outlets) for n in article.notices} for article in corpus.articles]
    return frozenset(set.intersection(*carried)) if len(carried) > 1 else frozenset()


def share(
    articles: Sequence[Article], outlets: Mapping[str, Outlet], leave_out: Iterable[str] = ()
) -> tuple[Shared, ...]:
    """The notices of ``articles``, equal ones and those that differ in their outlet's name alone as one.

    Forms in ``leave_out`` are left out: what every article of a site carries is said once a page.
    """
    found: dict[str, dict[int, None]] = {}
    for place, article in enumerate(articles):
        for notice in article.notices:
            found.setdefault(form(notice, article, outlets), {})[place] = None
    unsaid = frozenset(leave_out)
    return tuple(
        Shared(_name_all(text, [articles[place] for place in places], outlets), tuple(places))
        for text, places in found.items()
        if text not in unsaid
    )


def _name_all(text: str, articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> str:
    ids = {article.outlet_id or "" for article in articles}
    names = sorted(outlets[i].name if i in outlets else i for i in ids)  # whatever the order of the inputs
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED + 1 else []
    return text.replace(_SLOT, " / ".join(names[:MOST_NAMED] + more if more else names))
