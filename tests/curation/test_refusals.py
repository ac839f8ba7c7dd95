"""A decision that names nothing, or contradicts another, is an error with its file, its line and the nearest match."""

from __future__ import annotations

import pytest

from compare.errors import ConfigError
from tests.curation.conftest import Decided

LINK = '[[{kind}]]\na = {{ article = "wire-1", words = "Captain Ida" }}\nb = {{ article = "daily-1", words = "Islanders had" }}\n'


def refused(decided: Decided, overrides: str) -> str:
    with pytest.raises(ConfigError) as error:
        decided(overrides)
    return str(error.value)


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ('# one\n\n[[exclude]]\narticle = "wire1"\n', "overrides.toml:3: [[exclude]] names no article: 'wire1'. Did you mean 'wire-1'?"),
        ('[[merge]]\narticles = ["wire-1", "dayly-2"]\n', "Did you mean 'daily-2'?"),
        ('[[pin]]\narticle = "wire-1"\nto = "x"\n', ":1: [[pin]] names no article: 'x'."),
        ('[[rename]]\nevent = "daly-1"\ntitle = "T"\n', "names no article and no event: 'daly-1'. Did you mean 'daily-1'?"),
        ('[[date]]\narticle = "post-1"\npublished = "soon"\n', "'soon' is no ISO 8601 date."),
        ('[[date]]\narticle = "post-1"\npublished = 0001-01-01\n', "is no date of a news article"),
        ('[[speaker]]\narticle = "wire-1"\nquote = "The motor has"\nspeaker = "X"\n', "Did you mean '“The engine has never run so well"),
        ('[[unlink]]\na = "s-0000000000"\nb = "s-1111111111"\n', "names no sentence: 's-0000000000'. Did you mean 's-"),
        (
            '[[unlink]]\na = { article = "wire-1", words = "Captain Ada Morow" }\nb = "s-0000000000"\n',
            "Did you mean 'Captain Ida Morrow steered",
        ),
        ('[[link]]\na = { article = "wire-1", words = "The ferry" }\nb = { article = "wire-1", words = "Captain" }\n', "names two sentences of one article"),
        ('[[link]]\na = { article = "wire-1", words = "The ferry" }\nb = { article = "daily-2", words = "They were" }\n', "is of two events: 'daily-2' and 'wire-1'"),
    ],
)  # fmt: skip
def test_what_names_nothing_is_refused(decided: Decided, overrides: str, said: str) -> None:
    assert said in refused(decided, overrides)


def test_words_that_open_several_sentences_are_not_enough(decided: Decided, corpus: object) -> None:
    overrides = '[[unlink]]\na = { article = "twice", words = "It rained" }\nb = "s-0"\n'
    row = '{"id": "twice", "text": "It rained on Monday in Port Hale. It rained on Friday in Quillan."}\n'
    with (corpus / "more.jsonl").open("w") as file:  # type: ignore[operator]
        file.write(row)
    assert "names 2 sentences of twice: 'It rained'. Quote more of its words" in refused(decided, overrides)


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ("[[merge]\n", ":1: Not TOML"),
        ('\n[[mearge]]\narticles = ["a", "b"]\n', ":2: There is no override of the kind 'mearge'; the nearest is 'merge'."),
        ('[merge]\narticles = ["a", "b"]\n', "write [[merge]], with two brackets"),
        ('[[merge]]\narticles = ["wire-1"]\n', ":1: [[merge]]: Expected `array` of length >= 2"),
        ('[[exclude]]\narticle = "wire-1"\nwhy = "x"\n', "contains unknown field `why`"),
        ('[[exclude]]\nauthor = "me"\n', "missing required field `article`"),
        ('[[exclude]]\narticle = "wire-1"\n\n[[exclude]]\narticle = 3\n', ":4: [[exclude]]: Expected `str`"),
        ('[[exclude]]\narticle = "wire-1"\nreason = 3\n', "Expected `str | null`"),
    ],
)  # fmt: skip
def test_what_is_not_written_as_it_should_be_is_refused(decided: Decided, overrides: str, said: str) -> None:
    assert said in refused(decided, overrides)


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ('[[merge]]\narticles = ["wire-1", "post-1"]\n[[forbid]]\narticles = ["wire-1", "post-1"]\n', ":3: [[forbid]] contradicts [[merge]] in line 1."),
        ('[[split]]\narticles = ["wire-1"]\n[[merge]]\narticles = ["wire-1", "post-1"]\n', ":1: [[split]] contradicts [[merge]] in line 3."),
        ('[[pin]]\narticle = "wire-1"\nto = "daily-2"\n[[merge]]\narticles = ["wire-1", "post-1"]\n[[forbid]]\narticles = ["post-1", "daily-2"]\n', ":6: [[forbid]] contradicts [[pin]] in line 1."),
        ('[[pin]]\narticle = "wire-1"\nto = "daily-2"\n[[pin]]\narticle = "wire-1"\nto = "post-1"\n', ":4: [[pin]] contradicts [[pin]] in line 1."),
        ('[[pin]]\narticle = "wire-1"\nto = "post-1"\n[[pin]]\narticle = "post-1"\nto = "wire-1"\n', "[[pin]] leads in a circle: 'wire-1'"),
        ('[[exclude]]\narticle = "wire-1"\n[[merge]]\narticles = ["wire-1", "post-1"]\n', "[[merge]] and [[exclude]] both name 'wire-1'"),
        ('[[date]]\narticle = "wire-1"\npublished = 2021-09-01\n[[date]]\narticle = "wire-1"\npublished = 2021-09-02\n', ":4: [[date]] says again what line 1 says of wire-1"),
        ('[[rename]]\nevent = "wire-1"\ntitle = "A"\n[[rename]]\nevent = "post-1"\ntitle = "B"\n', ":4: [[rename]] contradicts [[rename]] in line 1."),
        (LINK.format(kind="link") + LINK.format(kind="unlink"), ":4: [[unlink]] contradicts [[link]] in line 1."),
        (LINK.format(kind="link") * 2, ":4: [[link]] says again what [[link]] in line 1."),
    ],
)  # fmt: skip
def test_what_contradicts_is_refused(decided: Decided, overrides: str, said: str) -> None:
    assert said in refused(decided, overrides)


def test_a_file_that_could_not_be_read_is_told_from_a_wrong_name(decided: Decided, corpus: object) -> None:
    (corpus / "empty.txt").write_text("")  # type: ignore[operator]
    said = refused(decided, '[[exclude]]\narticle = "empty.txt"\n')
    assert "names 'empty.txt', which could not be read. Repair that file first." in said
