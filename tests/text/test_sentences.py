"""What counts as one sentence of news prose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.text.sentences import abbreviations, split

CASES = Path(__file__).with_name("sentence_cases.txt")
# What no rule over two neighbouring words can know; kept in the file so that the benchmark counts it.
BEYOND_RULES = {
    "Tensions grew between the E.U. and the U.S. ¦Trade fell by a third.",
    "She works for the U.S.A. Today network.",
    "By 7 a.m. The Sentinel had sold out.",
    'The slogan "Yes! We can" was everywhere. ¦It faded.',
    "“I … I do not know,” he said. ¦He sat.",
}

prose = st.text(
    st.one_of(st.sampled_from(list("aAbB .!?…\"'“”‘’()[]\n\t다나19-,。\u2028\u0085😀")), st.characters()), max_size=80
)


def hard_cases() -> list[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#") and line not in BEYOND_RULES]


@pytest.mark.parametrize("case", hard_cases())
def test_hard_case(case: str) -> None:
    language, marked = ("ko", case[3:]) if case.startswith("ko:") else ("en", case)
    text = marked.replace("¦", "")
    assert [text[a:b] for a, b in split(text, language)] == [piece.strip() for piece in marked.split("¦")]


def test_korean_needs_no_language_to_be_named() -> None:
    text = "“가지 않는다. 오지도 않는다”라고 했다. 끝."
    assert [text[a:b] for a, b in split(text)] == ["“가지 않는다. 오지도 않는다”라고 했다.", "끝."]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Der Kahn kam am 9. März an. Er fuhr laut Abs. 4 bzw. Nr. 7 leer.", 2),
        ("de", "Es war der 12. Kahn des Jahres. Keiner sank.", 2),
        ("de", "Kommst du am 9.3. (Dienstag) zum Kai?", 1),
        ("fr", "M. Lenoir a parlé. Le Dr. Petit s’est tu.", 2),
        ("fr", "Il a dit : « Le bac part. » Puis il est parti.", 2),
        ("es", "La Sra. Gil llegó. El Dr. Paz no vino.", 2),
        ("ja", "船は出た。船長は「急げ。」と言った。客は待った。", 3),
        ("zh", "船走了。没有人说话。", 2),
        ("hi", "नाव चली गई। कोई नहीं बोला।", 2),
        ("xx", "Ba pe la. Lo mi ka.", 1),
    ],
)
def test_other_languages_are_split_by_their_own_marks_and_abbreviations(language: str, text: str, count: int) -> None:
    spans = split(text, language)
    assert len(spans) == count
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "It left port for SWA.Passengers slept on.",
        "She was built in 2012.Nobody knew it.",
        "He left the U.S.Many people saw it.",
    ],
)
def test_sentences_that_a_dump_glued_are_two(text: str) -> None:
    assert len(split(text)) == 2


@pytest.mark.parametrize(
    "text", ["“Is it late?” Morrow asked.", "They sail on the 3rd. May the crew sleep.", "The U.S.Army came."]
)
def test_a_stop_that_ends_no_sentence(text: str) -> None:
    assert len(split(text)) == 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('It is "so much. " Then he left.', ['It is "so much. "', "Then he left."]),
        ('The end."Not yet," he said.', ["The end.", '"Not yet," he said.']),
        ('He said "it is the end."Then he left.', ['He said "it is the end."', "Then he left."]),
        ("Ask press@agency.Example for more. Or call.", ["Ask press@agency.Example for more.", "Or call."]),
        ("그는 “끝이다.”라고 했다.", ["그는 “끝이다.”라고 했다."]),
        ("1. The first point. 2. The second.", ["1. The first point.", "2. The second."]),
        ("It ended. — A spokesman.", ["It ended. — A spokesman."]),
        ("It ended. $3 was left.", ["It ended.", "$3 was left."]),
        ("It ended. …", ["It ended. …"]),
        ("the end. al. came approx. then", ["the end.", "al. came approx. then"]),
        (
            "The U.S. 8th Army moved. The U.S. 12 days later did not.",
            ["The U.S. 8th Army moved.", "The U.S.", "12 days later did not."],
        ),
        ('He serves in the U.S. "I like it."', ["He serves in the U.S.", '"I like it."']),
        ("", []),
        (" \n\t", []),
        ("  two spaces  ", ["two spaces"]),
    ],
)
def test_further_case(text: str, pieces: list[str]) -> None:
    assert [text[a:b] for a, b in split(text)] == pieces


@given(prose, st.sampled_from([None, "en", "ko", "de"]))
def test_spans_are_ordered_trimmed_and_cover_everything_but_space(text: str, language: str | None) -> None:
    spans = split(text, language)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.parametrize(
    "unit", ["a", ".", "A. ", "“A. b ", '"', "U.S. ", "Aa.Bb.", "다.나", "'다. ", "…”", "ab. ", " ", "2020. "]
)
def test_a_long_run_of_one_thing_loses_nothing(unit: str) -> None:
    text = (unit * 64_000)[:64_000]
    assert "".join("".join(text[a:b].split()) for a, b in split(text)) == "".join(text.split())


def test_abbreviations_have_no_last_full_stop() -> None:
    assert {"Sept", "Gen", "No", "Corp"} <= abbreviations()
    assert not any(word.endswith(".") for word in abbreviations())


def test_the_sentences_of_the_shared_articles(shared: Path) -> None:
    """Given sentences, joined, come apart again: nine of ten boundaries, and few others."""
    hit = found = wanted = 0
    for path in sorted((shared / "gold" / "align").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            sentences = [" ".join(s.split()) for s in json.loads(line)["sentences"]]
            text = " ".join(sentences)
            starts = {a for a, _ in split(text)[1:]}
            gold = {sum(len(s) + 1 for s in sentences[:i]) for i in range(1, len(sentences))}
            hit, found, wanted = hit + len(starts & gold), found + len(starts), wanted + len(gold)
    assert hit / found > 0.95
    assert hit / wanted > 0.87


def test_a_damaged_abbreviation_in_a_real_page_splits_nothing(shared: Path) -> None:
    page = (shared / "seeds" / "004_8b88b2245cffbe5e.txt").read_text(encoding="utf-8")
    text = " ".join(page[page.index("Choi, who took") : page.index('"We will check')].split())
    assert len(split(text)) == 1
