"""The queue asks what is in doubt, least sure first, stays in its order, and takes each answer to the file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from compare.curation import parse
from compare.serving.live import LiveSite, SiteSource
from compare.serving.review import REVIEW, ReviewQueue
from compare.serving.review_queue import Doubt, list_doubts
from tests.serving.conftest import Ask

QUEUE = f"{REVIEW}queue/"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="module")
def demonstration() -> list[Doubt]:
    live = LiveSite(SiteSource([SEEDS]))
    live.rebuild()
    assert live.state.built
    return list_doubts(live.state.built)


def first(ask: Ask) -> tuple[str, str]:
    """The address of the first question, and its page."""
    answer = ask(QUEUE)
    assert answer.status == 303
    where = answer.headers["Location"]
    return where, ask(where).body.decode()


def said(page: str, name: str) -> str:
    """What a hidden field or a button of that name holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1].replace("&#34;", '"').replace("&quot;", '"')


def answered(page: str) -> tuple[int, int, int]:
    found = re.search(r"<b>(\d+) of (\d+)</b>.*?(\d+) answered", page, re.DOTALL)
    assert found
    return int(found[1]), int(found[2]), int(found[3])


def test_the_least_sure_comes_first_and_each_question_once(demonstration: list[Doubt]) -> None:
    assert [doubt.doubt for doubt in demonstration] == sorted(doubt.doubt for doubt in demonstration)
    assert len({doubt.key for doubt in demonstration}) == len(demonstration) > 5
    assert {doubt.topic for doubt in demonstration} <= {"event", "link", "difference", "speaker"}


def test_every_question_shows_two_texts_and_says_why_it_is_asked(demonstration: list[Doubt]) -> None:
    for doubt in demonstration:
        assert doubt.left.words
        assert doubt.right.words
        assert doubt.reasons
        assert doubt.no or doubt.topic == "speaker"


def test_the_same_corpus_asks_the_same_questions(demonstration: list[Doubt]) -> None:
    live = LiveSite(SiteSource([SEEDS]))
    live.rebuild()
    assert live.state.built
    assert list_doubts(live.state.built) == demonstration


def test_an_answer_is_written_and_the_next_question_follows(ask: Ask, corpus: Path) -> None:
    where, page = first(ask)
    place, total, done = answered(page)
    assert (place, done) == (1, 0)
    answer = ask(REVIEW, {"decide": said(page, "decide"), "queue": said(page, "queue"), "author": "R. Ames"})
    following = answer.headers["Location"]
    assert following.startswith(QUEUE)
    assert following != where
    (override,) = parse((corpus / "overrides.toml").read_text(), "x")
    assert override.author == "R. Ames"
    assert override.kind == json.loads(said(page, "decide"))["kind"]
    if not following.endswith("/end/"):
        assert answered(ask(following).body.decode())[1:] == (total, 1)


def test_undo_returns_to_the_question_that_it_reopens(ask: Ask, corpus: Path) -> None:
    where, page = first(ask)
    following = ask(REVIEW, {"decide": said(page, "decide"), "queue": said(page, "queue")}).headers["Location"]
    key = following.removeprefix(QUEUE).strip("/")
    assert ask(REVIEW, {"undo": "1", "queue": key}).headers["Location"] == where
    assert not (corpus / "overrides.toml").read_text()
    assert answered(ask(where).body.decode())[2] == 0


def test_a_name_that_is_kept_leaves_the_question_where_it_is(ask: Ask) -> None:
    where, page = first(ask)
    assert (
        ask(REVIEW, {"remember": "1", "author": "R. Ames", "queue": said(page, "queue")}).headers["Location"] == where
    )
    assert 'name="author" value="R. Ames"' in ask(where).body.decode()


def test_every_answer_leads_to_an_end_that_says_so(ask: Ask) -> None:
    where, _ = first(ask)
    seen = set()
    while not where.endswith("/end/"):
        assert where not in seen
        seen.add(where)
        page = ask(where).body.decode()
        where = ask(REVIEW, {"decide": said(page, "decide"), "queue": said(page, "queue")}).headers["Location"]
    end = ask(where).body.decode()
    assert "The end of the queue" in end
    assert "go on with the first" not in end


def test_a_question_that_is_not_asked_any_more_leads_to_one_that_is(ask: Ask) -> None:
    assert ask(f"{QUEUE}0123456789ab/").status == 303


def test_the_order_is_fixed_when_the_queue_is_opened() -> None:
    live = LiveSite(SiteSource([SEEDS]))
    live.rebuild()
    built = live.state.built
    assert built
    queue = ReviewQueue()
    keys = list(queue.open(built))
    assert queue.after("", built) == keys[0]
    assert queue.after(keys[0], built) == keys[1]
    assert queue.after(keys[-1], built) == "end"
    assert queue.after("end", built) == "end"
    assert queue.follow(keys[0], built, change=1) == keys[1]
    assert queue.follow(keys[1], built, change=-1) == keys[0]
    assert queue.follow(keys[2], built, change=0) == keys[2]
