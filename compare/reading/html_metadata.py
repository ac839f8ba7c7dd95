"""A page's metadata: JSON-LD, OpenGraph and other meta tags, links in its head."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from compare.reading.decode import pair_surrogates

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
_SITES = ("og:site_name", "application-name")
_PUBLISHERS = ("publisher", "dc.publisher")
_WRITTEN = re.compile(
    r"(?:written|posted|published) by|verfasst|geschrieben|écrit|escrito|scritto|geschreven|skrevet|skriven",
    re.IGNORECASE,
)
_OF_OTHERS = frozenset({"itemListElement", "review", "comment", "citation", "mentions", "hasPart", "isRelatedTo"})
_SPARE_COMMA = re.compile(r",(\s{0,1000}[}\]])")
_MOST_PEOPLE = 50
_MOST_NODES = 5_000
_MOST_JSON = 2_000_000
_LONGEST_VALUE = 2_000
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


class Claims(NamedTuple):
    """Each list in order of trust, JSON-LD first. ``free`` is false where the text is said to be for subscribers.

    ``sites`` are the names that the site has for itself, ``publishers`` those of JSON-LD: of a reprint, the agency's.
    """

    titles: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    author_metas: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    language: str | None = None
    free: bool | None = None
    words: int | None = None
    text: str | None = None
    opinion: bool = False
    article: bool = False
    live: bool = False


def read_claims(root: HtmlElement) -> Claims:
    """The claims of a page; what is malformed is passed over."""
    metas = _metas(root)
    nodes = list(_json_objects(root))
    known = {key: node for node in nodes if isinstance(key := node.get("@id"), str) and len(node) > 1}
    node = _own_article(nodes, root, metas)
    page = next((n for n in nodes if "WebPage" in _kinds(n)), {})
    words, body = node.get("wordCount"), node.get("articleBody")
    return Claims(
        titles=_distinct((*_texts(node.get("headline")), *_of(metas, _TITLES), *_title(root))),
        published=_distinct(
            (
                *_texts(node.get("datePublished")),
                *_of(metas, _PUBLISHED),
                *_times(root, "datePublished"),
                *_texts(page.get("datePublished")),
            )
        ),
        modified=_distinct((*_texts(node.get("dateModified")), *_of(metas, _MODIFIED), *_times(root, "dateModified"))),
        authors=_distinct(_names(node.get("author"), known)),
        author_metas=_distinct((*_of(metas, _AUTHORS), *_labelled(metas))),
        sites=_distinct(_of(metas, _SITES)),
        publishers=_distinct((*_names(node.get("publisher"), known), *_of(metas, _PUBLISHERS))),
        addresses=_addresses(root, metas, node),
        shared=_distinct(value for value in _of(metas, ("og:url",)) if _ADDRESS.fullmatch(value)),
        language=root.get("lang") or next(iter(_of(metas, ("og:locale", "content-language"))), None),
        free=_free(node, metas),
        words=_count(words),
        text=html.unescape(body) if isinstance(body, str) else None,
        opinion=any("opinion" in kind.casefold() for kind in _kinds(node)),
        article=bool(node) or "article" in _of(metas, ("og:type",)),
        live=any(kind == "LiveBlogPosting" for kind in _kinds(node)),
    )


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = " ".join(html.unescape(tag.get("content") or "").split())
        if name and value and len(value) <= _LONGEST_VALUE:
            metas.setdefault(name.strip().casefold(), []).append(value)
    return metas


def _of(metas: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _labelled(metas: Mapping[str, list[str]]) -> Iterator[str]:
    """The writer in the pairs of label and value that are shown where the page is shared."""
    for number in "12":
        if any(_WRITTEN.match(label) for label in _of(metas, (f"twitter:label{number}",))):
            yield from _of(metas, (f"twitter:data{number}",))


def _title(root: HtmlElement) -> list[str]:
    found = root.find(".//title")
    return [] if found is None or not found.text else [" ".join(html.unescape(found.text).split())]


def _times(root: HtmlElement, what: str) -> list[str]:
    """Times that markup calls those of publication or change (microdata, hAtom), readers' comments aside."""
    marked = f"//*[@itemprop='{what}'" + (" or @pubdate" if what == "datePublished" else "") + "]"
    comments = "ancestor::*[contains(@itemtype, 'Comment') or contains(@class, 'comment')]"
    return [
        tag.get("datetime") or tag.get("content") or " ".join(tag.text_content().split())[:_LONGEST_VALUE]
        for tag in root.xpath(f"{marked}[not({comments})]")
    ]


def _addresses(root: HtmlElement, metas: Mapping[str, list[str]], node: Mapping[str, Any]) -> tuple[str, ...]:
    links = [tag.get("href") or "" for tag in root.iter("link") if (tag.get("rel") or "").casefold() == "canonical"]
    page = node.get("mainEntityOfPage")
    stated = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    values = (*links, *_of(metas, ("og:url", "twitter:url")), *_texts(node.get("url")), *_texts(stated))
    return _distinct(value for value in values if _ADDRESS.fullmatch(value))


def _own_article(nodes: Sequence[dict[str, Any]], root: HtmlElement, metas: Mapping[str, list[str]]) -> dict[str, Any]:
    """The JSON-LD object of the page's own article: of several, the one with the page's title or address."""
    articles = [n for n in nodes if any(kind.endswith(("Article", "BlogPosting", "Report")) for kind in _kinds(n))]
    titles = {_letters(title) for title in (*_of(metas, _TITLES), *_title(root))}
    pages = set(_addresses(root, metas, {}))
    own = [n for n in articles if _addresses_of(n) & pages] or [
        n
        for n in articles
        if any(t and any(t in title for title in titles) for t in map(_letters, _texts(n.get("headline"))))
    ]
    return next(iter(own or articles), {})


def _addresses_of(node: Mapping[str, Any]) -> set[str]:
    page = node.get("mainEntityOfPage")
    stated = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return {*_texts(node.get("url")), *_texts(stated)}


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _json_objects(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page in document order, those of lists of other stories aside."""
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").casefold() or not text or len(text) > _MOST_JSON:
            continue
        yield from _nodes(_loaded(pair_surrogates(_WRAPPED.sub("", text))))


def _loaded(text: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """JSON, a comma too many forgiven; None where it is none."""
    for attempt in (text, _SPARE_COMMA.sub(r"\1", text).strip().rstrip(";")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON of any shape
    """All objects in ``data``, outer before inner, up to a number no page needs."""
    queue = [data]
    for seen, item in enumerate(queue):
        if seen > _MOST_NODES:
            return
        if isinstance(item, dict):
            yield item
            queue += [value for key, value in item.items() if key not in _OF_OTHERS]
        elif isinstance(item, list):
            queue += item


def _kinds(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - JSON of any shape
    values = value if isinstance(value, list) else [value]
    return [
        " ".join(html.unescape(html.unescape(v)).split())
        for v in values
        if isinstance(v, str) and len(v) <= _LONGEST_VALUE
    ]


def _names(value: Any, known: Mapping[str, Mapping[str, Any]]) -> list[str]:  # noqa: ANN401 - JSON of any shape
    """The names of people or bodies: as text, as objects, or as references to ``known`` objects."""
    values = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in values[:_MOST_PEOPLE]:
        person = known.get(item["@id"], item) if isinstance(item, dict) and isinstance(item.get("@id"), str) else item
        if isinstance(person, dict):
            inner = person.get("name")
            person = inner.get("name") if isinstance(inner, dict) else inner
        found += [name for name in _texts(person) if name]
    return found


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
