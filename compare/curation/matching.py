"""What a decision names -> the article, event, sentence or quotation of the corpus; nothing there is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from compare.errors import ConfigError
from compare.model import Article, Opening, Override, Sentence, SentenceKey, SentenceRef
from compare.text import quotations
from compare.text.anchors import anchors_of
from compare.text.tokens import normalise, words

_LONGEST = 80
"""Characters of a sentence that a message quotes."""


def refuse(override: Override, problem: str, mend: str) -> ConfigError:
    """The error that names the file, the line and the kind."""
    return ConfigError(f"[[{override.kind}]] {problem}", where=override.where, line=override.line, mend=mend)


class Matcher:
    """Looks up what decisions name among ``articles``; ``lost`` are paths that could not be read."""

    def __init__(self, articles: Iterable[Article], lost: Iterable[str] = ()) -> None:
        """Index nothing yet: most decisions name articles alone."""
        self.articles: Mapping[str, Article] = {article.id: article for article in articles}
        self._lost = frozenset(lost)

    def article(self, override: Override, article_id: str) -> Article:
        """The article of that id.

        Raises:
            ConfigError: There is none; names the nearest id.
        """
        if article_id in self.articles:
            return self.articles[article_id]
        if article_id in self._lost:
            raise refuse(override, f"names {article_id!r}, which could not be read.", "Mend that file first.")
        raise refuse(override, f"names no article: {article_id!r}.", nearest(article_id, self.articles))

    def sentence(self, override: Override, place: SentenceKey) -> SentenceRef:
        """The one sentence at ``place``.

        Raises:
            ConfigError: There is none, or several open with those words.
        """
        if isinstance(place, str):
            found = self._anchors.get(place)
            if found is None:
                mend = "The sentence was edited or its article is gone; name it by { article, words }."
                raise refuse(override, f"names no sentence: {place!r}.", f"{nearest(place, self._anchors)} {mend}")
            return found
        article = self.article(override, place.article)
        matches = [s for s in article.prose if opens(s.text, place.words)]
        if len(matches) == 1:
            return matches[0].ref
        raise self._unclear(override, place, matches, article)

    def quotation(self, override: Override, article_id: str, quote: str) -> tuple[int, int]:
        """The span in the body, marks included, of the one quotation of the article that opens with ``quote``.

        Raises:
            ConfigError: There is none, or several do.
        """
        article = self.article(override, article_id)
        spans = quotations.spans(article.body)
        texts = [article.body[start:end] for start, end in spans]
        matches = [span for span, text in zip(spans, texts, strict=True) if opens(text, quote)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise refuse(override, f"names {len(matches)} quotations: {quote!r}.", "Quote more of its words.")
        raise refuse(override, f"names no quotation of {article_id}: {quote!r}.", nearest(quote, texts))

    @cached_property
    def _anchors(self) -> dict[str, SentenceRef]:
        return {
            anchor: sentence.ref
            for article in self.articles.values()
            for anchor, sentence in zip(anchors_of(article), article.prose, strict=True)
        }

    @staticmethod
    def _unclear(override: Override, place: Opening, matches: Sequence[Sentence], article: Article) -> ConfigError:
        if matches:
            return refuse(
                override,
                f"names {len(matches)} sentences of {article.id}: {place.words!r}.",
                "Quote more of its words, or give its anchor (the s-... in its address on the site).",
            )
        texts = [s.text for s in article.prose]
        return refuse(override, f"names no sentence of {article.id}: {place.words!r}.", nearest(place.words, texts))


def opens(text: str, opening: str) -> bool:
    """Whether ``text`` begins with the words of ``opening``, house style aside."""
    asked = [normalise(word) for word in words(opening)]
    return bool(asked) and [normalise(word) for word in words(text)[: len(asked)]] == asked


def nearest(asked: str, choices: Iterable[str]) -> str:
    """``Did you mean "..."?``: the choice most like what was asked for, its opening where it is long; "" of none."""
    options = list(choices)
    if not options:
        return ""
    near: str = process.extractOne(asked, options, scorer=fuzz.WRatio)[0]
    said = near if len(near) <= _LONGEST else near[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return f"Did you mean {said!r}?"
