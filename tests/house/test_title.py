"""The title of an event is one of its headlines, verbatim."""

from __future__ import annotations

from compare.model import Article
from compare.pipeline import choose_title


def account(name: str, headline: str | None, body: str = "") -> Article:
    return Article(id=name, headline=headline, body=body, sentences=())


def test_the_headline_whose_words_the_others_use_most_is_chosen() -> None:
    accounts = [
        account("a", "Islanders cheer at last", "The ferry to the islands sails again."),
        account("b", "Ferry to the islands sails again", "People were glad."),
        account("c", "A new timetable", "The islands have their ferry again; it sails daily."),
    ]
    assert choose_title(accounts) == "b"


def test_a_tie_goes_to_the_earlier_account() -> None:
    assert choose_title([account("late name", "One thing"), account("early name", "Another matter")]) == "late name"


def test_an_account_without_a_headline_is_passed_over() -> None:
    assert choose_title([account("a", None, "Ferry sails"), account("b", "Ferry sails")]) == "b"


def test_without_any_headline_there_is_no_title() -> None:
    assert choose_title([account("a", None), account("b", None)]) is None


def test_a_single_account_gives_its_own() -> None:
    assert choose_title([account("a", "Ferry sails")]) == "a"


def test_the_headline_of_a_version_that_was_replaced_is_passed_over() -> None:
    accounts = [
        account("lead", "19 hurt", "19 hurt"),
        account("2nd lead", "27 hurt", "27 hurt"),
        account("other", "Accident", "19 hurt"),
    ]
    assert choose_title(accounts, {"lead"}) != "lead"


def test_a_slug_or_a_shout_is_a_title_only_where_nothing_else_is() -> None:
    slug, shout = account("slug", "ferry sails at dawn"), account("shout", "FERRY SAILS AT DAWN")
    written = account("written", "Ferry sails into the dawn at last")
    assert choose_title([slug, shout, written]) == "written"
    assert choose_title([slug, shout]) == "slug"


def test_a_script_without_case_is_never_a_slug() -> None:
    korean = account("korean", "여객선 새벽에 출항")
    assert choose_title([korean, account("other", "Weather for the week")]) == "korean"
