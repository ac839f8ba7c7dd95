"""Page rules compiled: what a line of an outlet's page can be, and how to tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from compare.errors import ConfigError
from compare.model import ArticleKind, Outlet
from compare.reading.moments import expand
from compare.reading.rules import KindRule, PageRules

_GROUP = re.compile(r"\\.|\[(?:\\.|[^]])*\]|\((?:\\.|\[(?:\\.|[^]])*\]|[^()\\])*\)")
"""A group without groups inside it, a set of characters, or an escaped character."""
LONGEST_MARK = 300
"""Lines beyond this are prose; no pattern but the ones for a paragraph's start and tail is tried on them."""


class LineSet(NamedTuple):
    """Whole lines, as literals (letter case ignored) or, written between slashes, as patterns."""

    literals: frozenset[str]
    pattern: re.Pattern[str] | None

    def has(self, line: str) -> bool:
        """Whether ``line`` is one of the set."""
        if len(line) > LONGEST_MARK:
            return False
        return line.casefold() in self.literals or (self.pattern is not None and self.pattern.match(line) is not None)


Finder = Callable[[str], re.Match[str] | None]
"""Finds a pattern in a line."""


class Kind(NamedTuple):
    """A compiled ``KindRule``."""

    kind: ArticleKind
    reason: str
    headline: re.Pattern[str] | None
    label: re.Pattern[str] | None
    text: re.Pattern[str] | None
    line: Finder | None
    least: int


class Layout(NamedTuple):
    """How pages of one outlet look (``outlet`` None: of any), the outlet's own rules before the general ones."""

    outlet: Outlet | None
    marks: tuple[re.Pattern[str], ...]
    hints: tuple[re.Pattern[str], ...]
    furniture: LineSet
    sections: LineSet
    ends: LineSet
    cuts: LineSet
    published: tuple[re.Pattern[str], ...]
    modified: tuple[re.Pattern[str], ...]
    bylines: tuple[re.Pattern[str], ...]
    credits: LineSet
    tails: re.Pattern[str] | None
    captions: re.Pattern[str] | None
    datelines: tuple[re.Pattern[str], ...]
    versions: tuple[re.Pattern[str], ...]
    notices: LineSet
    agencies: frozenset[str]
    attributive: frozenset[str]
    deck: str
    zones: dict[str, str]
    kinds: tuple[Kind, ...]


def compile_layout(outlet: Outlet | None, general: PageRules, own: PageRules, where: str) -> Layout:
    """The layout of ``outlet``: its own rules, then the general ones.

    Raises:
        ConfigError: A pattern does not compile; names the key.
    """
    at = f"outlets.{outlet.id}.page" if outlet else "defaults"

    def patterns(key: str, *groups: str) -> tuple[re.Pattern[str], ...]:
        items = getattr(own, key) + getattr(general, key)
        return tuple(compile_pattern(item, f"{at}.{key}", where, groups) for item in items)

    def anywhere(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(compile_pattern(f"(?m:{item})", f"{at}.{key}", where) for item in getattr(own, key))

    def lines(key: str) -> LineSet:
        return _line_set((*getattr(own, key), *getattr(general, key)), f"{at}.{key}", where)

    def joined(key: str, form: str) -> re.Pattern[str] | None:
        items = (*getattr(own, key), *getattr(general, key))
        for item in items:
            compile_pattern(item, f"{at}.{key}", where)
        return (
            compile_pattern(form.format("|".join(f"(?:{i})" for i in items)), f"{at}.{key}", where) if items else None
        )

    return Layout(
        outlet=outlet,
        marks=anywhere("marks"),
        hints=anywhere("hints"),
        furniture=lines("furniture"),
        sections=lines("sections"),
        ends=lines("ends"),
        cuts=lines("cuts"),
        published=patterns("published", "year", "day"),
        modified=patterns("modified", "year", "day"),
        bylines=patterns("bylines", "byline"),
        credits=lines("credits"),
        tails=joined("tails", r"\s*({})$"),
        captions=joined("captions", r"(?:\((?:[^()]*[^()\w])??(?:{})(?:[^()\w][^()]*)?\)?\s?)+$"),
        datelines=patterns("datelines", "dateline"),
        versions=patterns("versions", "version"),
        notices=lines("notices"),
        agencies=frozenset(name.casefold() for name in own.agencies + general.agencies),
        attributive=frozenset(own.attributive + general.attributive),
        deck=own.deck or general.deck or "none",
        zones={**general.zones, **own.zones},
        kinds=tuple(_compile_kind(rule, f"{at}.kinds[{n}]", where) for n, rule in enumerate(own.kinds + general.kinds)),
    )


def compile_pattern(pattern: str, key: str, where: str, groups: Sequence[str] = ()) -> re.Pattern[str]:
    """A pattern of the table, its date directives expanded.

    Raises:
        ConfigError: It does not compile, or names none of the ``groups`` it is there for.
    """
    try:
        compiled = re.compile(expand(pattern))
    except (re.error, RecursionError, OverflowError) as error:
        problem = f"{key}: {pattern!r} is no regular expression: {error}."
        raise ConfigError(problem, where=where, mend="Correct it.") from error
    if missing := [group for group in groups if group not in compiled.groupindex]:
        problem = f"{key}: {pattern!r} does not say where the {' and the '.join(missing)} stands."
        raise ConfigError(problem, where=where, mend="Name it: (?P<byline>...), or %Y and %d in a date.")
    return compiled


def _line_set(items: Iterable[str], key: str, where: str) -> LineSet:
    literals, patterns = [], []
    for item in items:
        if len(item) > 1 and item.startswith("/") and item.endswith("/"):
            patterns.append(item[1:-1])
            compile_pattern(item[1:-1], key, where)
        else:
            literals.append(item.casefold())
    whole = "|".join(f"(?:{p})" for p in patterns)
    return LineSet(frozenset(literals), compile_pattern(f"(?i:{whole})$", key, where) if patterns else None)


def _compile_kind(rule: KindRule, key: str, where: str) -> Kind:
    line = None if rule.line is None else compile_pattern(rule.line, f"{key}.line", where)

    def condition(name: str) -> re.Pattern[str] | None:
        value = getattr(rule, name)
        return None if value is None else compile_pattern(value, f"{key}.{name}", where)

    return Kind(
        kind=rule.kind,
        reason=rule.reason,
        headline=condition("headline"),
        label=condition("label"),
        text=condition("text"),
        line=_finder(line) if line else None,
        least=rule.least,
    )


def _finder(pattern: re.Pattern[str]) -> Finder:
    """The quickest way to find ``pattern`` in one line: where it is bound to the start, elsewhere is not looked."""
    bound = pattern.pattern.startswith("^") and "|" not in _GROUP.sub("", pattern.pattern)
    return pattern.match if bound else pattern.search
