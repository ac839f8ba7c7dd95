"""Articles with the very same words: one of them is grouped, the others follow it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from compare.events.profile import Profile
from compare.events.terms import COMMON, FEWEST, term_idf


def find_copies(profiles: Sequence[Profile]) -> list[int]:
    """For every profile the first one with the same terms in the same order, itself where there is none before."""
    first: dict[bytes, int] = {}
    found = []
    for place, profile in enumerate(profiles):
        key = hashlib.sha256("\n".join(profile.full).encode("utf-8", "surrogatepass")).digest()
        earlier = first.setdefault(key, place)
        found.append(earlier if earlier < place and _says_something(profile) else place)
    return found


def _says_something(profile: Profile) -> bool:
    return sum(term_idf(term) >= COMMON for term in set(profile.full)) >= FEWEST
