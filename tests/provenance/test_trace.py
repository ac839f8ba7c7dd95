"""One origin an article: wire, reprint, version or own; who shares one has not corroborated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.config import OriginsConfig
from compare.model import Article, Moment, Outlet, Sentence
from compare.provenance import agency_name, trace

OUTLETS = {
    "yonhap": Outlet("yonhap", "Yonhap", agency=True),
    "herald": Outlet("herald", "The Herald"),
    "times": Outlet("times", "The Times"),
    "wire-ap": Outlet("wire-ap", "The Associated Press", agency=True),
}
TEXT = [
    "The ferry hit the breakwater in thick fog shortly after nine in the evening, the coast guard said.",
    "None of the passengers was in danger, and all of them were brought ashore within the hour.",
    "The captain, who has sailed this route for eleven years, was taken in for questioning.",
    "“We heard a dull noise and then the lights went out for a moment,” one passenger recalled.",
    "The harbor office closed the northern entrance until divers had looked at the hull.",
]
OTHER = [
    "Prices of cabbage rose again this autumn after a wet summer on the southern plains.",
    "Families who make their own kimchi each November now pay a third more than a year before.",
    "The ministry wants to sell part of its stock before the season begins in the middle of the month.",
]


def article(name: str, outlet: str | None, sentences: list[str], day: str | None = None, **parts: object) -> Article:
    found, at = [], 0
    for index, text in enumerate(sentences):
        found.append(Sentence(name, index, index, at, at + len(text), text))
        at += len(text) + 1
    published = Moment(day) if day else None
    return Article(
        id=name, outlet_id=outlet, body="\n".join(sentences), sentences=tuple(found), published=published, **parts
    )  # type: ignore[arg-type]


def test_a_lone_reprint_is_wire_by_its_credit() -> None:
    (origin,) = trace([article("a", "herald", TEXT, byline="By Yonhap", credit=("(Yonhap)",))], OUTLETS)
    assert (origin.kind, origin.source, origin.id) == ("wire", "yonhap", "yonhap")
    assert origin.evidence == ("By Yonhap", "(Yonhap)")


def test_the_agency_and_who_credits_it_are_one_origin() -> None:
    wire = article("a", "yonhap", TEXT, "2020-10-15T21:40", dateline="MOKPO, Oct. 15 (Yonhap)")
    copy = article("b", "herald", TEXT, "2020-10-15T22:05", byline="By Yonhap")
    own, reprint = trace([wire, copy], OUTLETS)
    assert (own.kind, reprint.kind) == ("own", "wire")
    assert own.id == reprint.id == "yonhap"
    assert own.evidence == ("MOKPO, Oct. 15 (Yonhap)",)
    assert reprint.copied is not None
    assert (reprint.copied.source_id, reprint.copied.sentences) == ("a", (0, 1, 2, 3, 4))
    assert reprint.copied.words == reprint.copied.of


def test_an_agency_is_known_by_its_name_whatever_its_id() -> None:
    wire = article("a", "wire-ap", ["SEOUL (AP) — " + TEXT[0], *TEXT[1:]])
    copy = article("b", "herald", TEXT, byline="Associated Press")
    assert [(o.kind, o.id) for o in trace([wire, copy], OUTLETS)] == [("own", "ap"), ("wire", "ap")]


def test_most_words_copied_make_a_reprint_of_what_was_there_first() -> None:
    first, later = article("b", "times", TEXT, "2020-10-15"), article("a", "herald", [*TEXT, OTHER[0]], "2020-10-16")
    origin_later, origin_first = trace([later, first], OUTLETS)
    assert (origin_later.kind, origin_later.source, origin_later.id) == ("reprint", "times", origin_first.id)
    assert origin_first.kind == "own"
    assert origin_later.evidence == ("67 of 82 words outside quotation marks",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2020-10-15", "2020-10-15T08:00+09:00"),
        ("2020-10-15T08:00+09:00", "2020-10-15"),
        ("2020-10-15", "2020-10-15"),
        ("2020-10-15T08:00", "2020-10-15T08:00"),
        ("2020-10-15T08:00", "2020-10-15T09:00+09:00"),
        ("2020-10-15", None),
        (None, None),
    ],
)
def test_of_two_copies_whose_order_is_not_known_neither_is_the_reprint(one: str | None, other: str | None) -> None:
    a, b = article("a", "times", TEXT, one), article("b", "herald", [*TEXT, OTHER[0]], other)
    mine, theirs = trace([a, b], OUTLETS)
    assert (mine.kind, theirs.kind) == ("undecided", "undecided")
    assert (mine.source, theirs.source) == ("herald", "times")
    assert mine.id == theirs.id
    assert theirs.evidence == ("67 of 82 words outside quotation marks",)


def test_copies_of_two_days_have_an_order_whatever_the_hour() -> None:
    a, b = article("a", "times", TEXT, "2020-10-16"), article("b", "herald", TEXT, "2020-10-15T23:00+09:00")
    assert [origin.kind for origin in trace([a, b], OUTLETS)] == ["reprint", "own"]


def test_an_agency_goes_first_though_the_hour_is_not_known() -> None:
    wire, copy = article("a", "yonhap", TEXT, "2020-10-15T21:40"), article("b", "times", TEXT, "2020-10-15")
    assert [(o.kind, o.id) for o in trace([wire, copy], OUTLETS)] == [("own", "yonhap"), ("reprint", "yonhap")]


def test_a_text_that_holds_another_of_unknown_order_is_one_origin_with_it() -> None:
    short, long = article("a", "times", TEXT[:2], "2020-10-15"), article("b", "herald", [*TEXT, *OTHER], "2020-10-15")
    brief, full = trace([short, long], OUTLETS)
    assert (brief.kind, full.kind) == ("undecided", "own")
    assert brief.id == full.id


def test_a_later_reprint_of_two_texts_of_unknown_order_is_one_origin_with_both() -> None:
    first = [article("a", "times", TEXT, "2020-10-15"), article("b", "herald", TEXT, "2020-10-15")]
    later = article("c", "ilbo", TEXT, "2020-10-16")
    origins = trace([*first, later], OUTLETS)
    assert [origin.kind for origin in origins] == ["undecided", "undecided", "reprint"]
    assert len({origin.id for origin in origins}) == 1


def test_of_two_versions_whose_order_is_not_known_neither_is_the_earlier() -> None:
    versions = [article(name, "yonhap", TEXT, "2020-10-15") for name in "ab"]
    origins = trace(versions, OUTLETS)
    assert [(o.kind, o.id) for o in origins] == [("undecided", "yonhap")] * 2


def test_a_text_of_unknown_order_in_another_newsroom_says_more_than_one_in_its_own() -> None:
    articles = [article(name, room, TEXT) for name, room in (("a", "times"), ("b", "times"), ("c", "herald"))]
    origins = trace(articles, OUTLETS)
    assert [(o.kind, o.source) for o in origins] == [
        ("undecided", "herald"),
        ("undecided", "herald"),
        ("undecided", "times"),
    ]
    assert len({origin.id for origin in origins}) == 1


def test_a_shared_quotation_is_no_copy() -> None:
    quotation = "“We heard a dull noise and then the lights went out for a moment, and nobody knew why,” he recalled."
    one = article("a", "times", [quotation, *OTHER])
    other = article("b", "herald", [quotation, *TEXT[:3]])
    assert [origin.copied for origin in trace([one, other], OUTLETS)] == [None, None]


def test_the_latest_version_stands_for_the_outlet() -> None:
    first = article("a", "yonhap", TEXT, "2020-10-15T21:40", version="LEAD")
    last = article("b", "yonhap", [*TEXT, OTHER[1]], "2020-10-15T23:10", version="2nd LD")
    older, latest = trace([first, last], OUTLETS)
    assert (older.kind, older.source, older.id) == ("version", "yonhap", "yonhap")
    assert older.evidence[0] == "LEAD"
    assert older.copied is not None
    assert older.copied.source_id == "b"
    assert latest.kind == "own"


def test_a_label_makes_a_version_of_what_was_half_rewritten() -> None:
    first = article("a", "yonhap", [*TEXT[:2], *OTHER], "2020-10-15T21:40")
    plain = article("b", "yonhap", TEXT, "2020-10-15T23:10")
    labelled = article("b", "yonhap", TEXT, "2020-10-15T23:10", version="LEAD")
    assert trace([first, plain], OUTLETS)[0].kind == "own"
    assert trace([first, labelled], OUTLETS)[0].kind == "version"


def test_two_stories_of_one_outlet_share_an_origin() -> None:
    one, other = trace([article("a", "times", TEXT), article("b", "times", OTHER)], OUTLETS)
    assert one.id == other.id
    assert (one.kind, other.kind) == ("own", "own")


def test_unknown_outlets_are_their_own_origins() -> None:
    one, other = trace([article("a", None, TEXT), article("b", None, OTHER)], OUTLETS)
    assert one.id != other.id
    assert one.source is None


def test_copies_without_credit_form_a_chain_with_one_origin() -> None:
    days = ("2020-10-15", "2020-10-16", "2020-10-17")
    texts = [article(name, name, TEXT, day) for name, day in zip("abc", days, strict=True)]
    assert {origin.id for origin in trace(texts, OUTLETS)} == {"a"}


def test_the_share_of_a_reprint_can_be_configured() -> None:
    first, later = article("a", "times", TEXT, "2020-10-15"), article("b", "herald", [*TEXT, OTHER[0]], "2020-10-16")
    assert trace([first, later], OUTLETS, OriginsConfig(reprint=0.9))[1].kind == "own"


def test_no_articles_have_no_origins() -> None:
    assert trace([], OUTLETS) == ()


def test_agencies_have_names() -> None:
    assert agency_name("afp") == "Agence France-Presse"
    assert agency_name("herald") is None


@given(st.permutations(range(4)))
def test_the_order_of_articles_does_not_matter(order: list[int]) -> None:
    articles = [
        article("a", "yonhap", TEXT, "2020-10-15T21:40"),
        article("b", "herald", TEXT, "2020-10-15T22:05", byline="By Yonhap"),
        article("c", "times", [*TEXT[:3], OTHER[0]], "2020-10-16"),
        article("d", None, OTHER),
    ]
    straight = dict(zip("abcd", trace(articles, OUTLETS), strict=True))
    mixed = [articles[k] for k in order]
    assert {a.id: o for a, o in zip(mixed, trace(mixed, OUTLETS), strict=True)} == straight


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_text_is_traced(sentences: list[str]) -> None:
    (origin,) = trace([article("a", "times", sentences)], OUTLETS)
    assert origin.article_id == "a"
