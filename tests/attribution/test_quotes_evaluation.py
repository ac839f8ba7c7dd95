"""What counts as a right speaker when answers are scored against labels."""

from __future__ import annotations

import msgspec
import pytest

from compare.evaluation.tasks import QuotesReport, evaluate_quotes


def row(text: str, *attributions: tuple[str, str, str], row_id: str = "t") -> dict[str, object]:
    """A labelled text: each attribution is (source, cue, content), found in the text."""

    def span(part: str) -> list[list[int]]:
        start = text.index(part)
        return [[start, start + len(part)]] if part else []

    labels = [{"source": span(s), "cue": span(c), "content": span(x)} for s, c, x in attributions]
    return {"id": row_id, "text": text, "attributions": labels, "publisher": "invented"}


SAID = '"The bridge is safe to cross," Mayor Ana Duarte said.'


def test_an_answer_that_overlaps_the_source_is_right() -> None:
    report = evaluate_quotes([row(SAID, ("Mayor Ana Duarte", "said", '"The bridge is safe to cross,"'))])
    assert report == QuotesReport(1, 1, 1, 1.0, 1.0)


def test_an_answer_beside_the_source_is_wrong_and_shown() -> None:
    report = evaluate_quotes([row(f"{SAID} Bo left.", ("Bo", "left", '"The bridge is safe to cross,"'))])
    assert (report.answered, report.right, report.precision) == (1, 0, 0.0)
    (wrong,) = report.wrong
    assert (wrong.found, wrong.gold, wrong.text_id, wrong.start) == ("Ana Duarte", "Bo", "t", 0)


def test_a_pronoun_resolved_to_the_source_is_right() -> None:
    text = 'Anna Berg came late. Berg said she knew: she said it was "safe to cross now."'
    report = evaluate_quotes([row(text, ("Berg", "said", '"safe to cross now."'))])
    assert report.right == 1


def test_a_source_that_is_a_verb_was_exchanged_with_its_cue() -> None:
    text = '"The bridge is safe to cross," said Duarte.'
    assert evaluate_quotes([row(text, ("said", "Duarte", '"The bridge is safe to cross,"'))]).right == 1


def test_the_innermost_attribution_is_meant() -> None:
    text = 'Bo Lind said Ana Duarte called it "a gift to the ferries" again.'
    labels = (("Bo Lind", "said", text[13:]), ("Ana Duarte", "called", '"a gift to the ferries"'))
    assert evaluate_quotes([row(text, *labels)]).right == 1


def test_marks_may_stand_outside_the_content() -> None:
    assert evaluate_quotes([row(SAID, ("Mayor Ana Duarte", "said", "The bridge is safe to cross,"))]).spans == 1


@pytest.mark.parametrize(
    "labelled",
    [
        row(SAID),
        row(SAID, ("", "said", '"The bridge is safe to cross,"')),
        row('"So be it," Ana Duarte said.'.replace("So be it", "Go on"), ("Ana Duarte", "said", '"Go on,"')),
    ],
    ids=["outside of any content", "without a source", "of two words"],
)
def test_other_quotations_do_not_count(labelled: dict[str, object]) -> None:
    assert evaluate_quotes([labelled]) == QuotesReport(0, 0, 0, 0.0, 0.0)


def test_no_answer_costs_share_and_no_precision() -> None:
    text = f'{SAID}\nThey said it was "safe to cross now."'
    labels = (("Mayor Ana Duarte", "said", '"The bridge is safe to cross,"'), ("They", "said", '"safe to cross now."'))
    report = evaluate_quotes([row(text, *labels)])
    assert (report.spans, report.answered, report.share, report.precision) == (2, 1, 0.5, 1.0)


def test_a_row_of_another_shape_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="attributions"):
        evaluate_quotes([{"id": "t", "text": SAID}])
