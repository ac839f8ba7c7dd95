"""Decisions that change an article before anything looks at it: its date, and whether it takes part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace

from compare.curation.matching import Matcher, refuse
from compare.model import Article, Corpus, Decision, Exclude, Moment, Override, Redate

_YEARS = range(1600, 3000)
"""As for every date that is read: others overflow in some zone."""


def correct(corpus: Corpus, overrides: Sequence[Override]) -> Corpus:
    """The corpus with corrected dates and excluded articles set aside; the other decisions are kept for later steps.

    Raises:
        ConfigError: A decision names no article or no date, or two are about one thing of one article.
    """
    matcher = Matcher(corpus.articles, (lost.path for lost in corpus.unreadable))
    changed: dict[str, Article] = {}
    decided: list[Decision] = []
    first: dict[tuple[str, str], Override] = {}
    for override in overrides:
        rule = override.rule
        if not isinstance(rule, Exclude | Redate):
            continue
        article = changed.get(rule.article) or matcher.article(override, rule.article)
        earlier = first.setdefault((override.kind, rule.article), override)
        if earlier is not override:
            raise refuse(override, f"says again what line {earlier.line} says of {rule.article}.", "Keep one of them.")
        mended = _exclude(article, override) if isinstance(rule, Exclude) else _redate(article, rule, override)
        decided.append(_tell(article, mended, override))
        changed[article.id] = mended
    articles = tuple(changed.get(article.id, article) for article in corpus.articles)
    return replace(corpus, articles=articles, overrides=tuple(overrides), decided=tuple(decided))


def _exclude(article: Article, override: Override) -> Article:
    reason = f": {override.reason.rstrip('.')}" if override.reason else ""
    return replace(article, kind="set aside", kind_reason=f"excluded by {override.author or 'a person'}{reason}")


def _redate(article: Article, rule: Redate, override: Override) -> Article:
    try:
        year = dt.datetime.fromisoformat(rule.published).year
    except ValueError as error:
        raise refuse(override, f"{rule.published!r} is no ISO 8601 date.", 'Write "2020-07-08T12:39+09:00".') from error
    if year not in _YEARS:
        raise refuse(override, f"{rule.published!r} is no date of a news article.", "Check the year.")
    return replace(article, published=Moment(rule.published.replace(" ", "T")))


def _tell(before: Article, after: Article, override: Override) -> Decision:
    said = before.published.iso if before.published else "no date"
    now = after.published.iso if after.published else "no date"
    text = "This article is kept out of events." if override.kind == "exclude" else f"Date corrected: {said} → {now}."
    return Decision(override.kind, text, (before.id,), override.author, override.reason, changed=before != after)
