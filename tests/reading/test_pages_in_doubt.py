"""Pages that are cut, bare or unusual: what is kept, what is left out, what is said."""

from __future__ import annotations

import pytest

from compare.model import Article
from compare.reading import load_outlets
from compare.reading.text_page import NoTextError, read_page

LEDE = "The council of the harbor city voted on Monday to keep the night ferries running."
MORE = "The vote was 21 to 8, and the mayor said she would sign the decision this week."


def page(*lines: str) -> Article:
    return read_page("\n".join(lines), "page.txt", load_outlets())


@pytest.mark.parametrize("text", ["", "  \n\t\n", "\ufeff\u200b\n"])
def test_white_space_is_no_article(text: str) -> None:
    with pytest.raises(NoTextError, match="empty"):
        read_page(text, "page.txt", load_outlets())


def test_furniture_alone_is_no_article() -> None:
    with pytest.raises(NoTextError, match="no article text"):
        page("Go to Contents Go to Navigation", "All News 12:00 May 01, 2020", "Send Feedback")


def test_a_headline_above_nothing_is_no_article() -> None:
    with pytest.raises(NoTextError):
        page("Night ferries to stay, council says", "All News 12:00 May 01, 2020", "", "(END)")


def test_a_lone_line_is_text_and_not_a_headline() -> None:
    article = page("Night ferries to stay")
    assert (article.headline, article.body) == (None, "Night ferries to stay")


def test_a_body_without_headline_outlet_and_date_is_read() -> None:
    article = page(LEDE, "", MORE)
    assert (article.outlet_id, article.headline, article.published) == (None, None, None)
    assert article.body == f"{LEDE}\n{MORE}"


def test_a_question_on_top_is_the_headline() -> None:
    assert page("Will the night ferries run on?", "", LEDE).headline == "Will the night ferries run on?"


def test_a_headline_may_read_like_a_sentence_above_its_date() -> None:
    title = "The ferries will run at night. No one knows who will pay for them."
    assert page(title, "All News 12:00 May 01, 2020", LEDE).headline == title


def test_a_headline_that_ends_in_an_abbreviation_is_no_text() -> None:
    article = page("Minister off for talks with top officials in the U.S.", "", LEDE)
    assert article.headline == "Minister off for talks with top officials in the U.S."
    assert article.body == LEDE


def test_a_headline_standing_twice_is_no_caption() -> None:
    article = page("Night ferries to stay", "Night ferries to stay", "By Jane Doe", LEDE)
    assert (article.headline, article.captions, article.body) == ("Night ferries to stay", (), LEDE)


def test_the_address_on_top_tells_the_outlet_and_is_kept() -> None:
    article = page("URL: https://m.koreaherald.com/view.php?ud=1", "Night ferries to stay", "By Jane Doe", LEDE)
    assert article.url == "https://m.koreaherald.com/view.php?ud=1"
    assert (article.outlet_id, article.body) == ("korea-herald", LEDE)


def test_marks_of_two_outlets_in_equal_number_tell_neither() -> None:
    article = page("The Korea Herald", LEDE, "Korea Times")
    assert article.outlet_id is None


def test_a_newspaper_that_reprints_an_agencys_dateline_is_still_the_newspaper() -> None:
    article = page("Back To Top", "Night ferries to stay", f"BUSAN, May 1 (Yonhap) -- {LEDE}", MORE)
    assert (article.outlet_id, article.dateline) == ("korea-herald", "BUSAN, May 1 (Yonhap)")


def test_korean_pages_are_korean_whatever_the_outlet_usually_writes() -> None:
    article = page(
        "야간 여객선 계속 운항",
        "송고시간: 2020-05-01 12:00",
        "항구 도시 의회는 월요일 야간 여객선을 계속 운항하기로 했다.",
    )
    assert article.language == "ko"
    assert article.published is not None
    assert article.published.iso == "2020-05-01T12:00"


def test_a_bare_repeated_line_inside_the_text_is_a_caption() -> None:
    shown = "Passengers wait for the last night ferry at the east pier of the harbor on Monday."
    cut = shown[:50]
    article = page("Night ferries to stay", "By Jane Doe", LEDE, shown, cut, MORE)
    assert article.captions == (shown,)
    assert article.body == f"{LEDE}\n{MORE}"


def test_a_caption_twice_on_one_line_without_a_space_is_one() -> None:
    shown = "Passengers wait for the ferry. (Yonhap)"
    assert page("Night ferries to stay", "By Jane Doe", shown + shown, LEDE).captions == (shown,)


def test_a_credit_under_a_writers_name_is_a_captions() -> None:
    """The last paragraph's bracket proves another origin only where no writer signs below."""
    shown = "Passengers wait for the ferry on Monday. (Yonhap)"
    article = page(
        "The Korea Herald", "Night ferries to stay", "By Jane Doe", LEDE, shown, "By Jane Doe (jane@heraldcorp.com)"
    )
    assert (article.captions, article.credit, article.body) == ((shown,), (), LEDE)


def test_the_credit_is_found_above_what_was_left_on_the_page() -> None:
    article = page(
        "The Korea Herald", "Night ferries to stay", "By Yonhap", LEDE, f"{MORE} (Yonhap)", "Harbor", "Ferries"
    )
    assert (article.body, article.credit, article.captions) == (f"{LEDE}\n{MORE}", ("By Yonhap", "(Yonhap)"), ())


def test_two_credits_at_the_end_are_a_pictures() -> None:
    shown = "Passengers wait for the ferry on Monday. (Pool photo) (Yonhap)"
    article = page("The Korea Herald", "Night ferries to stay", "By Yonhap", LEDE, shown)
    assert (article.captions, article.credit) == ((shown,), ("By Yonhap",))


def test_lines_without_a_stop_below_the_text_are_left_out() -> None:
    article = page("Night ferries to stay", "By Jane Doe", LEDE, MORE, "Ferries", "East Pier", "Harbor to be dredged")
    assert article.body == f"{LEDE}\n{MORE}"


def test_a_subheading_inside_the_text_stays() -> None:
    assert (
        page("Night ferries to stay", "By Jane Doe", LEDE, "Who will pay", MORE).body.split("\n")[1] == "Who will pay"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Correction: The vote was 21 to 8.",
        "(This story corrects the number of votes in the second paragraph.)",
        "An earlier version of this article misstated the vote.",
        "바로잡습니다: 표결은 21 대 8이었습니다.",
    ],
)
def test_corrections_are_shown_and_are_no_text(line: str) -> None:
    article = page("Night ferries to stay", "By Jane Doe", LEDE, line, MORE)
    assert article.notices == (line,)
    assert article.body == f"{LEDE}\n{MORE}"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Kim Ha-na and Lee Du-ri", "Kim Ha-na and Lee Du-ri"),
        ("By Jane Q. Doe", "Jane Q. Doe"),
        ("By Kim Ha-na, Lee Du-ri (hana@paper.example, duri@paper.example)", "Kim Ha-na, Lee Du-ri"),
        ("Kim Ha-na (hana@paper.example)", "Kim Ha-na"),
        ("김하나 기자 hana@paper.example", "김하나"),
        ("BY KIM HA-NA", "Kim Ha-na"),
    ],
)
def test_bylines_in_many_shapes(line: str, byline: str) -> None:
    assert page("Night ferries to stay", line, LEDE).byline == byline


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    article = page("Night ferries to stay", "By Jane Doe", LEDE, "By Tuesday the ferries were full.")
    assert article.body.endswith("By Tuesday the ferries were full.")


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Published : Sept 6, 2020 - 19:47", "2020-09-06T19:47"),
        ("Posted on: March 3, 2021, 4:15 p.m. EST", "2021-03-03T16:15-05:00"),
        ("Published: Wednesday, 3 March 2021", "2021-03-03"),
        ("2021-03-03 16:15 KST", "2021-03-03T16:15+09:00"),
        ("March 3, 2021", "2021-03-03"),
        ("입력 : 2021년 3월 3일 16:15", "2021-03-03T16:15"),
    ],
)
def test_dates_of_unknown_outlets(line: str, iso: str) -> None:
    article = page("Night ferries to stay", line, LEDE)
    assert article.published is not None
    assert article.published.iso.removesuffix("+09:00") == iso.removesuffix("+09:00")


def test_a_date_line_that_cannot_be_read_is_furniture() -> None:
    article = page("Night ferries to stay", "By Jane Doe", "Published: the 3rd day of 3/2021", LEDE)
    assert (article.published, article.body) == (None, LEDE)


def test_an_opinion_piece_is_kept_out_with_its_reason() -> None:
    article = page("[Editorial] Keep the night ferries", "By Jane Doe", LEDE)
    assert (article.kind, article.kind_reason) == ("editorial", "an opinion piece")


def test_stubs_with_a_place_each_are_a_summary_without_a_headline_of_its_own() -> None:
    stubs = [f"Story number {n} of the day\n{place} -- {LEDE}" for n, place in enumerate(("SEOUL", "JEJU", "NEW YORK"))]
    article = page("Nov. 25", *stubs)
    assert (article.kind, article.headline) == ("summary", None)
    assert article.body.count("Story number") == 3
