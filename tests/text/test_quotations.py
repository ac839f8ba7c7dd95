"""What counts as standing inside quotation marks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.text.quotations import spans
from compare.text.tokens import words


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said \"we go\" and 'we stay' now.", ['"we go"', "'we stay'"]),
        ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
        ("‘He said “no” twice,’ she said.", ["‘He said “no” twice,’"]),
        ('"We go. We stay. We sleep," he said. "Now."', ['"We go. We stay. We sleep,"', '"Now."']),
        ("The 'strongly' worded note", ["'strongly'"]),
        ("It was ‘a lie’.", ["‘a lie’"]),
        ("“It was ‘a lie.’”", ["“It was ‘a lie.’”"]),
        ('He "refus[ed] to go" at [once].', ['"refus[ed] to go"']),
        ('It is ("a farce") —"a lie"— he said.', ['"a farce"', '"a lie"']),
        ('“Mixed marks" and "others”.', ['“Mixed marks"', '"others”']),
        ("“foo“ and ”bar”", ["“foo“", "”bar”"]),
        ("``Old wires'' did so.", ["``Old wires''"]),
        ("«Oui», dit-il, »ja«, „nein“ und „doch”.", ["«Oui»", "»ja«", "„nein“", "„doch”"]),
        ("그는 “가겠다”고 했다. ‘끝’이라고 썼다.", ["“가겠다”", "‘끝’"]),
        ("그는 \"가겠다\"고 했다. '끝'이라고 썼다.", ['"가겠다"', "'끝'"]),
        ("「책」과 『글』을 읽었다.", ["「책」", "『글』"]),
        ('It had " spaced marks " here.', ['" spaced marks "']),
        ('It was " open ", and " free " .', ['" open "', '" free "']),
        ('He said "...and then we left."', ['"...and then we left."']),
    ],
)
def test_marks_of_every_house(text: str, quoted: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text)] == quoted


@pytest.mark.parametrize(
    "text",
    [
        "It's the Kims' house, and the workers' too.",
        "The '90s were rock 'n' roll; get 'em while you can.",
        "’Twas the ’80s.",
        'He is 6\'2" tall, or 5\' 10"; the pipe is 12" wide.',
        "A 6' fence and a 7’ one.",
        '"" and “” and ‘’',
        'Stray marks" close nothing”.',
        "",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“One. Two.\n“Three,” he said.", ["“One. Two.", "“Three,”"]),
        ('"One. Two.\n\n"Three. Four.\n"Five," he said.', ['"One. Two.', '"Three. Four.', '"Five,"']),
        ("'One.\n'Two,' he said.", ["'One.", "'Two,'"]),
        ("“One.\nTwo.\nThree,” he said. “Four.”", ["“One.\nTwo.\nThree,”", "“Four.”"]),
        ('"One.\nTwo," he said.', ['"One.\nTwo,"']),
        ('" One .\nTwo , " he said .\n" Three . "', ['" One .\nTwo , "', '" Three . "']),
        ('He said " we go .\nThe " rest " stayed .', ['" we go .', '" rest "']),
        ('He said "we go. Then he left.\nNothing more.', ['"we go.']),
        ('He said "we go. Then he left.\nThe "rest" stayed.', ['"we go.', '"rest"']),
        ("It was “lost. Then “found” again.", ["“lost.", "“found”"]),
        ("'Tis he, 'the one and 'the other' here", ["'the other'"]),
        ("‘The countries’ views differ,’ he said.", ["‘The countries’ views differ,’"]),
        ("the 'axis of evils' and the Kims' rule.", ["'axis of evils'"]),
        ("the 'axis of evils' in a line\nand the Kims', rule", ["'axis of evils'"]),
    ],
)
def test_quotations_that_run_on(text: str, quoted: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text)] == quoted


@given(st.text(st.one_of(st.sampled_from(list("ab s19 .,\n\"'“”„‘’«»「」『』`[](가")), st.characters()), max_size=60))
def test_spans_are_ordered_apart_and_hold_words(text: str) -> None:
    found = spans(text)
    assert all(words(text[a:b]) for a, b in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@pytest.mark.parametrize(
    "unit", ['"', "“a ", "'a ", "“\n", '"a\n', "‘a s’ b ", "'s s' s ", "「a", "”", '"a. " ', "a\n"]
)
def test_a_long_run_of_one_thing_has_spans_in_order(unit: str) -> None:
    text = (unit * 40_000)[:40_000]
    found = spans(text)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_the_worked_example(shared: Path) -> None:
    """119 of Yonhap's 292 words and 186 of Hankyoreh's 662 stand inside quotation marks."""
    yonhap = (shared / "seeds" / "000_1fe18b862148bb35.txt").read_text(encoding="utf-8")
    lines = yonhap[yonhap.index("SEOUL, July 8") : yonhap.index("Send Feedback")].splitlines()
    hankyoreh = (shared / "seeds" / "003_c38b366ce459e934.txt").read_text(encoding="utf-8")
    bodies = [
        "\n".join(line for line in lines if line and not line.endswith("(Pool photo) (Yonhap)")),
        hankyoreh[hankyoreh.index("North Korea repeated") : hankyoreh.index("By Hwang")],
    ]
    counts = [(sum(len(words(body[a:b])) for a, b in spans(body)), len(words(body))) for body in bodies]
    assert counts == [(119, 292), (186, 662)]
