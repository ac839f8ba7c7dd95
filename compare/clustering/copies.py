"""Articles with the very same words: one of them is grouped, the others follow it."""

from __future__ import annotations

from collections.abc import Sequence

from compare.clustering.terms import FEWEST


def find_copies(digests: Sequence[bytes], terms: Sequence[int]) -> list[int]:
    """For every article the first one with the same digest, itself where there is none before.

    ``terms`` counts each article's telling terms: with fewer than ``FEWEST`` it says too little to be a copy.
    """
    first: dict[bytes, int] = {}
    found = []
    for place, (digest, count) in enumerate(zip(digests, terms, strict=True)):
        earlier = first.setdefault(digest, place)
        found.append(earlier if count >= FEWEST else place)
    return found
