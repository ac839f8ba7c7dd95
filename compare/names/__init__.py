"""Names of people, places and organisations: found in a text, compared across spellings, resolved to persons."""

from __future__ import annotations

from compare.names.lexicon import Kind
from compare.names.mentions import Mention, recognise_names
from compare.names.personal_names import (
    differs_by_a_letter,
    name_words,
    person_key,
    romanised,
    same_person,
    skeleton,
    telling_words,
)
from compare.names.persons import Entity, Resolution, resolve
from compare.names.romanisation import is_family_before

__all__ = [
    "Entity",
    "Kind",
    "Mention",
    "Resolution",
    "differs_by_a_letter",
    "is_family_before",
    "name_words",
    "person_key",
    "recognise_names",
    "resolve",
    "romanised",
    "same_person",
    "skeleton",
    "telling_words",
]
