"""Points in time are exactly as precise as their source."""

from __future__ import annotations

import datetime as dt

import pytest

from compare.model import Article, Moment, Sentence, SentenceRef


@pytest.mark.parametrize(
    ("iso", "precision", "instant"),
    [
        ("2020-07-08", "date", "2020-07-08T00:00+00:00"),
        ("2020-07-08T12:39", "minute", "2020-07-08T12:39+00:00"),
        ("2020-07-08T12:39+09:00", "zone", "2020-07-08T03:39+00:00"),
    ],
)
def test_a_moment_knows_what_is_known_of_it(iso: str, precision: str, instant: str) -> None:
    moment = Moment(iso)
    assert moment.precision == precision
    assert moment.instant == dt.datetime.fromisoformat(instant)
    assert moment.day == dt.date(2020, 7, 8)


def test_prose_leaves_out_flagged_sentences_and_renumbers_none() -> None:
    sentences = (Sentence("a", 0, 0, 0, 4, "Pic.", "caption"), Sentence("a", 1, 1, 5, 10, "Text."))
    article = Article(id="a", body="Pic.\nText.", sentences=sentences)
    assert [s.ref for s in article.prose] == [SentenceRef("a", 1)]
