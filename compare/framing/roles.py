"""What an article says a person is: the title before the name, the role before it, the explanation behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from compare.framing.accounts import Account
from compare.framing.speakers.lexicon import lexicon
from compare.names import Mention
from compare.text import WORD

_BEHIND = re.compile(
    r"\s?(?:\([^()]{1,40}\)\s?)?,\s(?:who\s(?:is|was|serves\sas|served\sas|doubles\sas|acts\sas|also\sserves\sas)"
    r"\s(?:also\s)?)?(?P<role>[^,.;:!?()\"“”\n]{3,90})(?=[,.;:)])"
)
_BEFORE = re.compile(r"(?P<role>(?:[^\W\d_][\w’'.-]*\s){0,4}[^\W\d_][\w’'-]*),?\s$")
_EXPLAINED = re.compile(r"[A-Z][\w’'-]+,\s(?:the\s|an?\s)?$")
"""What is before a role that explains another name: "Lee Do-hoon, South Korea's envoy, Stephen Biegun"."""
_NEAR = 60
_EARLY = 7
"""Within how many words of an explanation its role must stand: "a former deputy director of the agency"."""
_ARTICLES = frozenset(
    {"a", "an", "the", "and", "with", "as", "by", "to", "said", "of", "for", "from", "than", "but", "that"}
)


class Role(NamedTuple):
    """Words that say what a person is: ``body[start:end] == text``."""

    text: str
    start: int
    end: int


def roles(account: Account, mention: Mention) -> Iterator[Role]:
    """The titles and roles that stand beside one mention of a person."""
    body = account.article.body
    if mention.title:
        start = body.rfind(mention.title, max(0, mention.start - len(mention.title) - 2), mention.start)
        if start >= 0:
            yield Role(mention.title, start, start + len(mention.title))
    else:
        yield from _before(body, mention.start)
    behind = _BEHIND.match(body, mention.end)
    if behind is not None and _names_role(behind["role"]):
        yield _plain(body, *behind.span("role"))


def _before(body: str, end: int) -> Iterator[Role]:
    """A role in small letters right before the name: "Seoul's chief nuclear envoy, Lee Do-hoon"."""
    line = body.rfind("\n", max(0, end - _NEAR), end)
    start = line + 1 if line >= 0 else max(0, end - _NEAR)
    match = _BEFORE.search(body[start:end])
    if match is None:
        return
    words = match["role"].split()
    if words[-1].casefold() not in lexicon().people or not words[-1].islower():
        return
    low, high = (start + place for place in match.span("role"))
    for found in reversed(list(WORD.finditer(body, low, high))):
        if found.group().casefold() in _ARTICLES:
            low = found.end() + 1
            break
    if not _EXPLAINED.search(body[max(0, low - _NEAR) : low]):
        yield Role(body[low:high], low, high)


def _names_role(text: str) -> bool:
    """Whether an explanation begins as a role does: a word for a person early in it, and no verb before that."""
    lex = lexicon()
    for word in [w.casefold() for w in WORD.findall(text)[:_EARLY]]:
        if word in lex.people or word in lex.titles:
            return True
        if word in lex.lemmas or word in lex.adverbs or word in {"in", "on", "at", "who", "which", "after", "when"}:
            return False
    return False


def _plain(body: str, start: int, end: int) -> Role:
    """The role without the article that opens it."""
    match = re.match(r"(?:the|an?)\s", body[start:end])
    start += match.end() if match else 0
    return Role(body[start:end], start, end)
