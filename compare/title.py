"""The title of an event: one of its headlines, verbatim."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from compare.model import Article
from compare.text.tokens import tokens


def choose(articles: Sequence[Article], passed_over: Collection[str] = ()) -> str | None:
    """The id of the article whose headline is most central, or None where no article has a headline.

    Central is the headline most of whose words the other accounts use too: for each other article, the
    share of the headline's distinct words that stand in its headline or body, averaged over the others.
    ``passed_over`` are ids of articles that a later version replaced. Rounded before it is compared; ties go to the earlier article in ``articles``, which come earliest first.
    """
    vocabularies = {a.id: _vocabulary(f"{a.headline or ''}\n{a.body}") for a in articles}
    best: tuple[float, str] | None = None
    for article in articles:
        if not article.headline or article.id in passed_over:
            continue
        heading = _vocabulary(article.headline)
        others = [vocabularies[a.id] for a in articles if a.id != article.id]
        shares = [len(heading & other) / len(heading) for other in others if heading]
        score = round(sum(shares) / len(shares), 6) if shares else 0.0
        if best is None or score > best[0]:
            best = (score, article.id)
    return best[1] if best else None


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(token.norm for token in tokens(text))
