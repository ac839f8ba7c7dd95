"""What says that two articles that read alike tell two events: other names in one slot, dates that are sure and far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.events.factors import PAIR_FACTORS
from compare.events.profile import RARE, Profile
from compare.events.terms import Terms
from compare.events.vectors import Vectors, columns_of
from compare.names import same_person

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLASHES = ("slot", "strangers", "sure_far")
"""The columns of ``clash_factors``, in order."""
_LIKE = 0.7
"""Headlines less alike than this share no template, and so no slots."""
_MOST = 3
"""A slot holds this many words at most."""
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


def clash_factors(
    profiles: Sequence[Profile],
    vectors: Vectors,
    left: NDArray[np.intp],
    right: NDArray[np.intp],
    pair: NDArray[np.float64],
) -> NDArray[np.float64]:
    """A row for every pair; columns are ``CLASHES``, 0 where nothing clashes; ``pair`` is from ``pair_factors``.

    ``slot`` is 1 where the headlines are written alike but for a rare name each, in one place, that the other article's
    lead does not know: "quake hits waters off Pohang" and "… off Taean". Figures make no clash, since a later version of
    one story changes them; nor do two spellings of one Korean name. ``sure_far`` is the factor ``far`` where both dates
    are sure: they came with their zone, or the text's opening says the day.
    """
    likeness, far = pair[:, PAIR_FACTORS.index("headline")], pair[:, PAIR_FACTORS.index("far")]
    sure = np.array([p.sure for p in profiles], dtype=np.float64)
    slots, strangers = np.zeros(len(left)), np.zeros(len(left))
    finder = _Slots(profiles, vectors)
    for row, (a, b) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        strangers[row] = finder.are_strangers(a, b)
        if strangers[row] and _LIKE <= likeness[row] < 1.0:
            slots[row] = finder.clash(a, b)
    table: NDArray[np.float64] = np.stack([slots, strangers, far * sure[left] * sure[right]], axis=1)
    return table


class _Slots:
    """The names of headlines, slot by slot, and what the leads know of them."""

    def __init__(self, profiles: Sequence[Profile], vectors: Vectors) -> None:
        self._profiles, self._lead, self._terms = profiles, vectors.lead, Terms()
        self._named: dict[int, NDArray[np.intp]] = {}

    def are_strangers(self, a: int, b: int) -> bool:
        """Whether each headline has rare names, and none that the other article's lead knows."""
        mine, theirs = self._headline_names(a), self._headline_names(b)
        return bool(len(mine) and len(theirs)) and not self._holds(b, mine) and not self._holds(a, theirs)

    def _headline_names(self, row: int) -> NDArray[np.intp]:
        if row not in self._named:
            words = _WORD.findall(self._profiles[row].headline[:300])
            names = self._rare_names(words, opens=True)
            self._named[row] = np.sort(columns_of(names)) if names else np.zeros(0, dtype=np.intp)
        return self._named[row]

    def _holds(self, row: int, columns: NDArray[np.intp]) -> bool:
        held = self._lead.indices[self._lead.indptr[row] : self._lead.indptr[row + 1]]
        return bool(np.isin(columns, held).any())

    def clash(self, a: int, b: int) -> bool:
        """Whether the headlines of rows ``a`` and ``b`` name different things in one slot."""
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - start-up stays short

        mine, theirs = (_WORD.findall(self._profiles[k].headline) for k in (a, b))
        for code in Levenshtein.opcodes([w.casefold() for w in mine], [w.casefold() for w in theirs]):
            one, other = mine[code.src_start : code.src_end], theirs[code.dest_start : code.dest_end]
            if code.tag != "replace" or max(len(one), len(other)) > _MOST:
                continue
            names, others = self._rare_names(one, code.src_start == 0), self._rare_names(other, code.dest_start == 0)
            if names and others and not self._knows(b, names) and not self._knows(a, others):
                return not same_person(" ".join(one), " ".join(other))
        return False

    def _rare_names(self, slot: Sequence[str], opens: bool) -> list[str]:  # noqa: FBT001 - where the slot stands
        """The terms of a slot's capitalised words; a headline's first word is capitalised anyway."""
        named = [word for word in slot[opens:] if word[0].isupper()]
        return [term for term in self._terms.of(named) if self._terms.idf(term) >= RARE]

    def _knows(self, row: int, terms: Sequence[str]) -> bool:
        return self._holds(row, columns_of(terms))
