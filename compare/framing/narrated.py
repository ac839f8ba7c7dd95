"""The words of an event's narrations, counted by outlet: what habits of wording are pooled from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from compare.attribution.grammar import TIMES
from compare.framing.accounts import Account, Accounts
from compare.text.style import wording
from compare.text.tokens import function_words


def count_words(accounts: Accounts) -> dict[str, dict[str, int]]:
    """The narrations' words by outlet, one account for each independent origin; nothing where one outlet has them all."""
    counts: dict[str, Counter[str]] = {}
    for account in accounts.own:
        if account.outlet_id is not None:
            counts.setdefault(account.outlet_id, Counter())
    if len(counts) < 2:  # noqa: PLR2004 - a comparison takes two
        return {}
    for account in accounts.own:
        if account.outlet_id is not None:
            counts[account.outlet_id].update(_words(account))
    return {outlet: dict(sorted(found.items())) for outlet, found in sorted(counts.items())}


def _words(account: Account) -> Iterator[str]:
    names = [(m.start, m.end) for m in account.mentions]
    k = 0
    for word in account.narration:
        sentence = account.sentences[word.sentence.index]
        place = sentence.start + word.start
        while k < len(names) and names[k][1] <= place:
            k += 1
        if not (k < len(names) and names[k][0] <= place):
            for norm in wording(sentence.text[word.start : word.end]).norms:
                plain = norm.removesuffix("'s")
                if plain.isalpha() and plain not in function_words() | TIMES:
                    yield plain
