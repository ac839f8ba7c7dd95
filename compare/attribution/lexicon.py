"""The word lists behind speaker attribution; their source and rule of inclusion stand in the data files."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import NamedTuple


class Lexicon(NamedTuple):
    """Lower-case words by what they can do in a reporting clause."""

    speech: frozenset[str]
    """Forms of verbs that stand beside a whole quoted sentence."""
    naming: frozenset[str]
    """Forms of verbs that utter the quoted phrase that is their object."""
    acting: frozenset[str]
    """Forms of verbs of wish, opinion and act whose object a quoted phrase can be."""
    lemmas: dict[str, str]
    people: frozenset[str]
    bodies: frozenset[str]
    texts: frozenset[str]
    groups: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    adverbs: frozenset[str]
    titles: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """The shipped lists, read once."""
    verbs, lists = _read("reporting_verbs.toml"), {k: frozenset(v.split()) for k, v in _read("speakers.toml").items()}
    lemmas: dict[str, str] = {}
    for line in "".join(verbs[section] for section in ("speech", "naming", "acting")).strip().splitlines():
        for form in line.split():
            lemmas.setdefault(form, line.split()[0])
    return Lexicon(
        speech=frozenset(verbs["speech"].split()),
        naming=frozenset(verbs["naming"].split()),
        acting=frozenset(verbs["acting"].split()),
        lemmas=lemmas,
        people=lists["people"],
        bodies=lists["bodies"],
        texts=lists["texts"],
        groups=lists["groups"],
        female=lists["female"],
        male=lists["male"],
        adverbs=lists["adverbs"],
        titles=lists["titles"],
    )


def _read(name: str) -> dict[str, str]:
    return tomllib.loads((files("compare") / "data" / name).read_text(encoding="utf-8"))
