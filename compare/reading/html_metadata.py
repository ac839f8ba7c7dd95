"""What a page says of itself for machines: JSON-LD, OpenGraph and other meta tags, links in its head."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "title", "dc.title", "sailthru.title", "parsely-title")
_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "pubdate", "publishdate", "publish-date", "publication_date",
    "article.published", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "article:modified")
_AUTHORS = ("author", "article:author", "dc.creator", "sailthru.author", "parsely-author", "byl", "dable:author")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher")
_MOST_NODES = 5_000
_MOST_JSON = 2_000_000
_LONGEST_VALUE = 2_000
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


class Claims(NamedTuple):
    """Each list in order of trust, JSON-LD first. ``free`` is false where the text is said to be for subscribers."""

    titles: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    language: str | None = None
    free: bool | None = None
    words: int | None = None
    text: str | None = None
    opinion: bool = False
    front: bool = False


def read_claims(root: HtmlElement) -> Claims:
    """The claims of a page; what is malformed is passed over."""
    metas = _metas(root)
    node = next(_article_nodes(root), {})
    words, body = node.get("wordCount"), node.get("articleBody")
    return Claims(
        titles=_distinct((*_texts(node.get("headline")), *_of(metas, _TITLES), *_title(root))),
        published=_distinct((*_texts(node.get("datePublished")), *_of(metas, _PUBLISHED), *_times(root))),
        modified=_distinct((*_texts(node.get("dateModified")), *_of(metas, _MODIFIED))),
        authors=_distinct(_names(node.get("author")) or _of(metas, _AUTHORS)),
        sites=_distinct((*_names(node.get("publisher")), *_of(metas, _SITES))),
        addresses=_addresses(root, metas, node),
        language=root.get("lang") or next(iter(_of(metas, ("og:locale", "content-language"))), None),
        free=_free(node, metas),
        words=_count(words),
        text=html.unescape(body) if isinstance(body, str) else None,
        opinion=any("opinion" in kind.casefold() for kind in _kinds(node)),
        front=not node and "website" in _of(metas, ("og:type",)),
    )


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = " ".join((tag.get("content") or "").split())
        if name and value and len(value) <= _LONGEST_VALUE:
            metas.setdefault(name.strip().casefold(), []).append(value)
    return metas


def _of(metas: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _title(root: HtmlElement) -> list[str]:
    found = root.find(".//title")
    return [] if found is None or not found.text else [" ".join(found.text.split())]


def _times(root: HtmlElement) -> list[str]:
    """Times that markup calls those of publication (microdata, hAtom)."""
    return [
        tag.get("datetime") or tag.get("content") or ""
        for tag in root.xpath("//*[@itemprop='datePublished' or @pubdate][@datetime or @content]")
    ]


def _addresses(root: HtmlElement, metas: Mapping[str, list[str]], node: Mapping[str, Any]) -> tuple[str, ...]:
    links = [tag.get("href") or "" for tag in root.iter("link") if (tag.get("rel") or "").casefold() == "canonical"]
    page = node.get("mainEntityOfPage")
    stated = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    values = (*links, *_of(metas, ("og:url", "twitter:url")), *_texts(node.get("url")), *_texts(stated))
    return _distinct(value for value in values if _ADDRESS.fullmatch(value))


def _article_nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe an article, in document order."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").casefold() or not script.text or len(script.text) > _MOST_JSON:
            continue
        try:
            data = json.loads(_WRAPPED.sub("", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if any(kind.endswith(("Article", "BlogPosting", "Report")) for kind in _kinds(node)):
                yield node


def _nodes(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON of any shape
    """All objects in ``data``, outer before inner, up to a number no page needs."""
    queue = [data]
    for seen, item in enumerate(queue):
        if seen > _MOST_NODES:
            return
        if isinstance(item, dict):
            yield item
            queue += item.values()
        elif isinstance(item, list):
            queue += item


def _kinds(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - JSON of any shape
    values = value if isinstance(value, list) else [value]
    return [" ".join(html.unescape(v).split()) for v in values if isinstance(v, str) and len(v) <= _LONGEST_VALUE]


def _names(value: Any) -> list[str]:  # noqa: ANN401 - JSON of any shape
    values = value if isinstance(value, list) else [value]
    return [name for v in values for name in _texts(v.get("name") if isinstance(v, dict) else v) if name]


def _free(node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> bool | None:
    said = node.get("isAccessibleForFree")
    if isinstance(said, bool | str):
        return str(said).strip().casefold() not in {
            "false",
            "no",
            "http://schema.org/false",
            "https://schema.org/false",
        }
    tier = next(iter(_of(metas, ("article:content_tier",))), None)
    return None if tier is None else tier.casefold() != "locked"


def _count(value: Any) -> int | None:  # noqa: ANN401 - JSON of any shape
    return int(value) if isinstance(value, int | str) and re.fullmatch(r"\d{1,6}", str(value)) else None


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
