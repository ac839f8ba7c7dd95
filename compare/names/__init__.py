"""Names of people, places and organisations: found in a text, compared across spellings, resolved to persons."""

from __future__ import annotations

from compare.names.article import find
from compare.names.korean import is_family_before
from compare.names.lexicon import Kind
from compare.names.mentions import Mention
from compare.names.people import Person, resolve
from compare.names.persons import person_key, romanised, same_person

__all__ = ["Kind", "Mention", "Person", "find", "is_family_before", "person_key", "resolve", "romanised", "same_person"]
