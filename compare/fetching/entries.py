"""What feeds and sitemaps have in common: entries, refusal of declared entities."""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat

from compare.fetching.failures import FetchError


class Entry(NamedTuple):
    """A page that a source names, with its date and the date of its last change as ISO 8601 where they are told."""

    url: str
    published: str | None = None
    changed: str | None = None


class Listing(NamedTuple):
    """What a source names: pages, and further sitemaps; ``problem`` says where it broke off."""

    pages: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    problem: str = ""


def strict_parser() -> expat.XMLParserType:
    """An XML parser that refuses entities of the document's own, and loads nothing from outside.

    Its ``Parse`` raises ``FetchError`` at the first declaration of an entity.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.EntityDeclHandler = _refuse
    parser.UnparsedEntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def refuse_entities(data: bytes) -> None:
    """Let ``data`` pass unless it is XML that declares entities.

    Raises:
        FetchError: It does.
    """
    parser = strict_parser()
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except (expat.ExpatError, ValueError, LookupError):
        if b"<!ENTITY" in data.replace(b"\0", b""):  # not well-formed: whoever reads it leniently must not meet them
            _refuse()


def _refuse(*_: object) -> int:
    raise FetchError("the XML declares entities, which are refused", settled=True)
