"""Decisions come into a person's file, and out of it, without touching anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.curation import parse
from compare.curation.overrides import add, withdraw
from compare.errors import ConfigError
from compare.model import DropLink, Exclude, Merge, Opening, Rename

FILE = """# Decisions of the desk.

# The ferry: see the note of 3 May.
[[merge]]
articles = ["a", "b"] # both
reason = "one crossing"

# Not news.
[[exclude]]
article = "c"


[[merge]]
articles = [
  "d",  # late
  "e",
]

# The end.
"""


def test_a_decision_is_added_at_the_end_and_nothing_else_changes() -> None:
    after = add(FILE, "rename", Rename("a", 'The "ferry"'), author="R. Ames", reason="clearer\nthan before")
    assert after == FILE + (
        '\n[[rename]]\nevent = "a"\ntitle = "The \\"ferry\\""\nauthor = "R. Ames"\nreason = "clearer\\nthan before"\n'
    )


def test_a_file_is_begun_with_the_first_decision() -> None:
    assert add("", "exclude", Exclude("a")) == '[[exclude]]\narticle = "a"\n'
    assert add("# note", "exclude", Exclude("a")) == '# note\n\n[[exclude]]\narticle = "a"\n'


def test_line_ends_stay_as_they_are() -> None:
    assert add("# note\r\n", "exclude", Exclude("a")) == '# note\r\n\r\n[[exclude]]\r\narticle = "a"\r\n'


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        (4, '[[merge]]\narticles = ["a", "b"] # both\nreason = "one crossing"\n\n'),
        (9, '[[exclude]]\narticle = "c"\n\n\n'),
        (13, '[[merge]]\narticles = [\n  "d",  # late\n  "e",\n]\n\n'),
    ],
)
def test_a_withdrawn_decision_goes_with_its_lines_and_leaves_the_comments(line: int, gone: str) -> None:
    after = withdraw(FILE, line)
    assert len(parse(after, "x")) == 2
    kept = [text for text in FILE.splitlines() if text.startswith("#")]
    assert [text for text in after.splitlines() if text.startswith("#")] == kept
    assert after.replace("\n", "") == FILE.replace(gone, "").replace("\n", "")


def test_what_was_added_last_can_be_withdrawn_without_a_trace() -> None:
    assert withdraw(add(FILE, "exclude", Exclude("z")), len(FILE.splitlines()) + 2) == FILE


@pytest.mark.parametrize("line", [1, 5, 99])
def test_a_line_that_opens_no_decision_is_refused(line: int) -> None:
    with pytest.raises(ConfigError, match="Take it out by hand"):
        withdraw(FILE, line)


def test_a_decision_written_inline_is_left_to_its_author() -> None:
    text = 'exclude = [{ article = "a" }, { article = "b" }]\n'
    with pytest.raises(ConfigError, match="Take it out by hand"):
        withdraw(text, 1)
    assert len(parse(add(text, "merge", Merge(("a", "b"))), "x")) == 3
    with pytest.raises(ConfigError):  # TOML forbids it; the file stays as it is
        add(text, "exclude", Exclude("c"))


def test_a_header_inside_a_text_is_no_header() -> None:
    text = '[[exclude]]\narticle = "a"\nreason = """\n[[exclude]]\narticle = "b"\n"""\n'
    with pytest.raises(ConfigError):
        withdraw(text, 1)


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(words, words, words)
def test_whatever_a_reviewer_writes_is_read_back_as_it_was(article: str, said: str, reason: str) -> None:
    rule = DropLink(Opening(article, said), "s-1")
    (found,) = parse(add("", "unlink", rule, reason=reason), "x")
    assert (found.rule, found.reason) == (rule, reason)
