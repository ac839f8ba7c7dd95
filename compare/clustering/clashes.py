"""What says that two articles that read alike tell two events: other names in one slot, dates that are sure and far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from compare.clustering.factors import PAIR_FACTORS
from compare.clustering.profile import Profile
from compare.clustering.terms import RARE, Terms
from compare.clustering.vectors import RareNames
from compare.names import same_person
from compare.text.tokens import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLASHES = ("slot", "strangers", "sure_far")
"""The columns of ``clash_factors``, in order."""
_LIKE = 0.7
"""Headlines less alike than this share no template, and so no slots."""
_MOST = 3
"""A slot holds this many words at most."""
_LONGEST = 300


def clash_factors(
    profiles: Sequence[Profile],
    rare: RareNames,
    left: NDArray[np.intp],
    right: NDArray[np.intp],
    pair: NDArray[np.float64],
) -> NDArray[np.float64]:
    """A row for every pair; columns are ``CLASHES``, 0 where nothing clashes; ``pair`` is from ``pair_factors``.

    ``strangers`` is 1 where each headline has rare names and the other article's lead knows none of them. ``slot`` is 1
    where such headlines are written alike but for a rare name each, in one place: "quake hits waters off Pohang" and
    "... off Taean". Figures make no clash, since a later version of one story changes them; nor do two spellings of one
    Korean name. ``sure_far`` is the factor ``far`` where both dates are sure.
    """
    likeness, far = pair[:, PAIR_FACTORS.index("headline")], pair[:, PAIR_FACTORS.index("far")]
    sure = np.array([p.sure for p in profiles], dtype=np.float64)
    slots, strangers = np.zeros(len(left)), np.zeros(len(left))
    names = _HeadlineNames([p.headline for p in profiles], rare)
    for row, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if names.are_strangers(a, b):
            strangers[row] = 1.0
            slots[row] = _LIKE <= likeness[row] < 1.0 and names.clash(a, b)
    table: NDArray[np.float64] = np.stack([slots, strangers, far * sure[left] * sure[right]], axis=1)
    return table


class _HeadlineNames:
    """The rare names of headlines, remembered, and what the leads of other articles know of them."""

    def __init__(self, headlines: Sequence[str], rare: RareNames) -> None:
        self._terms = Terms()
        self._headlines = headlines
        self._named = cache(self._whole)
        self._leading = cache(rare.leading().__getitem__)

    def are_strangers(self, a: int, b: int) -> bool:
        """Whether each headline has rare names, and none that the other article's lead knows."""
        mine = self._named(a)
        if not mine or not (theirs := self._named(b)):
            return False
        return mine.isdisjoint(self._leading(b)) and theirs.isdisjoint(self._leading(a))

    def clash(self, a: int, b: int) -> bool:
        """Whether the headlines name different things in one place."""
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - start-up stays short

        mine, theirs = words(self._headlines[a]), words(self._headlines[b])
        for code in Levenshtein.opcodes([w.casefold() for w in mine], [w.casefold() for w in theirs]):
            one, other = mine[code.src_start : code.src_end], theirs[code.dest_start : code.dest_end]
            if code.tag != "replace" or max(len(one), len(other)) > _MOST:
                continue
            if self._rare(one[code.src_start == 0 :]) and self._rare(other[code.dest_start == 0 :]):
                return not same_person(" ".join(one), " ".join(other))
        return False

    def _whole(self, row: int) -> frozenset[str]:
        return self._rare(words(self._headlines[row][:_LONGEST])[1:])

    def _rare(self, slot: Sequence[str]) -> frozenset[str]:
        """The terms of capitalised words; a headline's first word, which is so anyway, is left out by the caller."""
        named = [word for word in slot if word[0].isupper()]
        return frozenset(term for term in self._terms.of(named) if self._terms.idf(term) >= RARE)
