"""A decision as the TOML that says it: for snippets to copy, and for the review to write."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from compare.model import Article, DecisionKind, Opening, Rule, SentenceRef
from compare.text.tokens import WORD, normalise, words

_FEWEST, _STEP = 6, 3


def spell(kind: DecisionKind, rule: Rule, *, author: str = "", reason: str = "") -> str:
    """The TOML table of a decision, with a newline at its end."""
    values = {**msgspec.to_builtins(rule), "author": author, "reason": reason}
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value != ""]
    return "\n".join([f"[[{kind}]]", *lines, ""])


def opening(article: Article, ref: SentenceRef) -> Opening | None:
    """The sentence by as few of its opening words as tell it from the article's others; None where none do."""
    texts = [(s.index, words(s.text)) for s in article.prose]
    own = next(said for index, said in texts if index == ref.index)
    others = [[normalise(word) for word in said] for index, said in texts if index != ref.index]
    for length in range(_FEWEST, len(own) + _STEP, _STEP):
        start = [normalise(word) for word in own[:length]]
        if start and all(other[: len(start)] != start for other in others):
            return Opening(article.id, _as_written(article, ref, length))
    return None


def _as_written(article: Article, ref: SentenceRef, length: int) -> str:
    """The text of a sentence up to the end of its word number ``length``, with its own punctuation between."""
    text = article.sentences[ref.index].text
    ends = [match.span() for match in WORD.finditer(text)]
    return text[ends[0][0] : ends[min(length, len(ends)) - 1][1]]


def _value(value: Any) -> str:  # noqa: ANN401 - TOML
    match value:
        case str():
            return _string(value)
        case Mapping():
            return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
        case Sequence():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            raise TypeError(value)


def _string(text: str) -> str:
    """A basic string; JSON's escapes are TOML's, but for half surrogates, which TOML cannot say."""
    plain = text.encode("utf-8", "backslashreplace").decode()
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
