"""Who wrote a web page's article: what the page claims, what its markup calls the author, the line below the headline."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from compare.reading.html import read_lines, text_of, words_of_names
from compare.reading.outlets import Layout, outlet_key
from compare.reading.page_lines import find_byline, in_title_case

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHOR_NAME = re.compile(
    r"(?:.+-)?(?:byline|by-line|authors?|writers?|reporters?|contributors?|autor(?:en|es|in)?|auteurs?|autore|journalist)"
    r"(?:-(?:names?|links?|line|text|list|by|label|meta|info|details|title|url|vcard))*(?:-?\d+)?"
)
_APART = re.compile(
    r"(?:^|-)(?:comments?|related|recommend(?:ed|ations?)?|sidebar|popular|latest|trending|teasers?|widget|newsletter|disqus"
    r"|footer|promo|carousel|most-read|more-(?:from|stories|news)|replies|reply)(?:-|$)"
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|reviewed|created|text|story|words|edited|a post|(?:ein )?(?:artikel|beitrag|interview|kommentar|gastbeitrag|blog beitrag)|un article|interview)\s+)?(?:by|von|par|por|door|autor(?:in)?|author|text|interview|reporter|redacción|editor)\b\s*:?\s+|^(?:by|author|autor)\s*:\s*",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:,|\||-|–|—|·|•|/)\s*(?:the\s+)?(?:[\w’'&. -]{0,40}\b)?(?:staff|senior|chief|political|special|foreign|deputy|associate|managing|contributing|correspondent|reporter|writer|editor|columnist|"
    r"producer|journalist|fellow|analyst|professor|redakteur(?:in)?|redaktion|korrespondent(?:in)?|associated press|usa today|cnn|reuters)\b[^,;|]*$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"[^\W\d_a-z][^\W\d_]*[.'’-]?[^\s,]*(?: [^\s,]+){0,3} [^\W\d_a-z]|[가-힣]{2,4}$|[\u4e00-\u9fff]{2,4}$"
)
"""Two words in capitals, or a name as Koreans and Chinese write them."""
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|writers?|staff|people|person|reporters?|journalists?|profile?s?|contributors?|by|newsteam|team|menschen|redaktion)/",
    re.IGNORECASE,
)
_NEAR = 150
"""Elements below the headline among which a link to a writer's page tells the writer."""
_BESIDE = re.compile(r"(?<=\w)\s*[|•]\s*")
_MAIL = re.compile(r"[(<\[]?\s*(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>\]]?")
_HANDLE = re.compile(r"(?:^|\s)\(?@\w+\)?")
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|org|net)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"[.!?]\s+\w+\s+\w+\s+\w+|\d{3}|[{}<>=]|\b(?:read|follow|share|click|subscribe|sign|comment|view|more|updated|published|posted|minutes?|ago|photo)\b",
    re.IGNORECASE,
)
_ANONYMOUS = frozenset(
    {
        "admin",
        "administrator",
        "editor",
        "author",
        "by",
        "staff",
        "webmaster",
        "unknown",
        "null",
        "none",
        "guest",
        "user",
    }
)
_LONGEST, _MOST_WORDS, _MOST_AUTHORS = 160, 14, 12
_DEEPEST = 12


def choose_byline(
    root: HtmlElement,
    claimed: Sequence[Sequence[str]],
    printed: Iterable[str],
    headline: str | None,
    layout: Layout,
    names: Collection[str],
) -> str | None:
    """The writers' names, "A, B"; None where the page names none.

    ``claimed`` are lists of names from metadata, surest first, ``printed`` lines near the headline, ``names`` those of
    the outlet: a publisher, an address or an account's name is no writer.
    """
    own = {outlet_key(name) for name in names}
    lines = [line for text in printed if (line := find_byline(text, layout))]
    marked = _marked(root, headline)
    sources = [*claimed, marked, lines]
    cleaned = [list(dict.fromkeys(name for text in found if (name := clean_author(text, own)))) for found in sources]
    # An account's name ("wordpressadmin") gives way to a name that is printed; without either, what the page claims counts.
    persons = next((people for people in cleaned if any(_PERSON.match(name) for name in people)), None)
    people = (
        persons
        or next(filter(None, cleaned), None)
        or [n for found in (*claimed, marked) for t in found if (n := clean_author(t))]
    )
    return ", ".join(list(dict.fromkeys(people))[:_MOST_AUTHORS]) or None


def clean_author(text: str, own: Collection[str] = ()) -> str | None:
    """``text`` without "By", addresses and roles; None where no name is left, or it is one of ``own``, as keys."""
    if _ADDRESS.search(_MAIL.sub(" ", text)):
        return None
    text = _BESIDE.split(text, maxsplit=1)[0]
    bare = " ".join(_HANDLE.sub(" ", _MAIL.sub(" ", text)).split())
    name = _BY.sub("", bare)
    while (shorter := _ROLE.sub("", name)) != name and shorter.strip():
        name = shorter
    name = name.strip(" ,;:|-–—•·/()")
    if not name or len(name) > _LONGEST or name.count(" ") >= _MOST_WORDS or _NO_NAME.search(name):
        return None
    if outlet_key(name) in own or name.casefold() in _ANONYMOUS or not any(c.isalpha() for c in name):
        return None
    return in_title_case(name)


def _marked(root: HtmlElement, headline: str | None) -> list[str]:
    """The texts of the elements that markup calls the author's: the first below the headline, and those beside it."""
    order = {element: number for number, element in enumerate(root.iter())}
    heads = [h for h in root.iter("h1", "h2") if headline and text_of(h) == headline] or list(root.iter("h1"))[:1]
    head = heads[-1] if heads else None
    at = -1 if head is None else order[head]
    around = frozenset(head.iterancestors()) if head is not None else frozenset()
    found = [e for e in order if isinstance(e.tag, str) and _is_author(e) and not _is_apart(e, around)]
    found = [e for e in found if not any(_is_author(a) for a in e.iterancestors())] or found
    found = [e for e in found if order[e] > at] or found
    if not found:
        links = (e for e in root.iter("a") if at < order[e] <= at + _NEAR and _PROFILE.search(e.get("href") or ""))
        found = [e for e in links if _PERSON.match(text_of(e)) and not _is_apart(e, around)]
    for first in found:
        texts = [text for e in found if e.getparent() is first.getparent() for text in _names_in(e)]
        if any(clean_author(text) for text in texts):
            return texts
    return []


def _is_author(element: HtmlElement) -> bool:
    if "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split():
        return element.tag not in {"meta", "link"}
    return any(_AUTHOR_NAME.fullmatch(name) for name in words_of_names(element))


def _is_apart(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether it stands in a list of other stories, among comments or in the margins; not so what is ``around`` the headline."""
    for depth, above in enumerate((element, *element.iterancestors())):
        if above in around or depth > _DEEPEST:
            return False
        if above.tag in {"aside", "footer", "nav"} or any(_APART.search(name) for name in words_of_names(above)):
            return True
    return False


def _names_in(element: HtmlElement) -> Iterator[str]:
    """The names in an author's element: those that markup tells, else links that look like names, else its first line."""
    told = [e for e in element.iterdescendants() if _tells_name(e)]
    told = told or [e for e in element.iterdescendants() if isinstance(e.tag, str) and _is_author(e)]
    if told:
        yield from (text_of(e) for e in told)
        return
    links = [text for a in element.iter("a") if (text := text_of(a)) and clean_author(text) and " " in text]
    if len(links) > 1:
        yield from links
        return
    yield from (line.text for line in read_lines(element)[:1])


def _tells_name(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    if "name" in (element.get("itemprop") or "").split() or "author" in (element.get("rel") or "").split():
        return True
    return any(name in {"fn", "author-name", "byline-name"} for name in words_of_names(element))
