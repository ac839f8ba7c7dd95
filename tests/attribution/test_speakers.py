"""Who speaks in a quotation: told from the words around it, or not told at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.attribution import attribute
from compare.model import Article

Build = Callable[..., Article]

BESIDE = {
    "after it, name and verb": ('"The bridge is safe to cross," Mayor Ana Duarte said.', "Ana Duarte"),
    "after it, verb and name": ("“The bridge is safe to cross,” said Ana Duarte, the mayor.", "Ana Duarte"),
    "after it, verb and role": ('"The bridge is safe to cross," said a city engineer.', "a city engineer"),
    "before it, with a comma": ('Ana Duarte said, "The bridge is safe to cross."', "Ana Duarte"),
    "before it, with a colon": ('Ana Duarte told the council: "The bridge is safe to cross."', "Ana Duarte"),
    "before it, with that": ('Ana Duarte insisted that the bridge was "safe for everyone now" again.', "Ana Duarte"),
    "behind an apposition": ('Ana Duarte, the mayor of Lund, said, "The bridge is safe."', "Ana Duarte"),
    "behind a relative clause": ('Ana Duarte, who runs the works, said: "The bridge is safe."', "Ana Duarte"),
    "behind a party and a state": ('"The bridge is safe," Rep. Ana Duarte, D-Ore., said Tuesday.', "Ana Duarte"),
    "before its listener": ('"The bridge is safe now," Ana Duarte, a mayor, told reporters.', "Ana Duarte"),
    "behind brackets": ('"The bridge is safe now," Sen. Ana Duarte (R-Maine) said.', "Ana Duarte"),
    "behind brackets and an apposition": (
        '"The bridge is safe now," Ana Duarte (R-Maine), a panel member, said.',
        "Ana Duarte",
    ),
    "an adverb between": ('Ana Duarte later publicly added, "The bridge is safe."', "Ana Duarte"),
    "a day between": ('Ana Duarte on Tuesday said, "The bridge is safe."', "Ana Duarte"),
    "a week between": ('Ana Duarte last week said, "The bridge is safe."', "Ana Duarte"),
    "a year between": ('Ana Duarte in 2019 said, "The bridge is safe."', "Ana Duarte"),
    "a date between": ('Ana Duarte on July 8 said, "The bridge is safe."', "Ana Duarte"),
    "a spokesman for somebody": (
        'A spokesman for Ana Duarte said the bridge was "safe to cross now."',
        "a spokesman for Ana Duarte",
    ),
    "officials in a city": ('Officials in Lund said the bridge was "safe to cross now."', "Officials in Lund"),
    "sources close to somebody": (
        'Sources close to the talks said the bridge was "safe to cross now."',
        "Sources close to the talks",
    ),
    "according to": ('The bridge is "safe to cross now," according to Ana Duarte.', "Ana Duarte"),
    "per": ('The bridge is "safe to cross now," per the report.', "report"),
    "a document": ('The report said the bridge was "safe to cross now."', "report"),
    "a document in which groups speak": (
        'They signed a treaty in which the two governments promised to "keep the bridge open."',
        "treaty",
    ),
    "a naming verb": ('Ana Duarte called the plan "a gift to the ferries."', "Ana Duarte"),
    "a participle": ('Ana Duarte praised the plan, calling it "a gift to the ferries."', "Ana Duarte"),
    "the second of two verbs": (
        'Ana Duarte laughed at the plan and said it was "a gift to the ferries."',
        "Ana Duarte",
    ),
    "the passive": ('The plan was described by Ana Duarte as "a gift to the ferries."', "Ana Duarte"),
    "an infinitive": ('Ana Duarte took the floor to say that "the bridge is safe."', "Ana Duarte"),
    "as somebody put it": ('As Ana Duarte put it, the plan is "a gift to the ferries."', "Ana Duarte"),
    "a wish within speech": ('Ana Duarte said the council wants "a gift to the ferries."', "Ana Duarte"),
    "it within speech": ('Ana Duarte says it shows that the plan is "a gift to the ferries."', "Ana Duarte"),
    "a Korean name, family name first": ('Minister Han Ye-rin said, "The bridge is safe."', "Han Ye-rin"),
    "a ministry": ('The Transport Ministry said the bridge was "safe to cross now."', "Transport Ministry"),
    "a department of something": (
        'The Department of Public Works said it was "safe to cross."',
        "Department of Public Works",
    ),
    "a signature": ("“The bridge is safe to cross.” — Ana Duarte", "Ana Duarte"),
    "one of several": ('"The bridge is safe to cross," said one of the engineers.', "one of the engineers"),
    "a particle in a name": ('"The bridge is safe to cross," said Karl von der Heide.', "Karl von der Heide"),
    "a role in the plural": (
        '"The memo shows that nobody wrote it," the Liberal congressmen wrote.',
        "the Liberal congressmen",
    ),
    "quoted as saying": ('"We will build it again," Ana Duarte was quoted as saying by a reader.', "Ana Duarte"),
    "a participle before its subject": (
        'Calling it an "assault on all the ferries," the Harbour Committee filed a suit.',
        "Harbour Committee",
    ),
    "a participle before its subject, comma outside": (
        'Calling it an "assault on all the ferries", Ana Duarte left.',
        "Ana Duarte",
    ),
    "a question, and when it was asked": ('"Is the bridge safe to cross?" Ana Duarte asked on Thursday.', "Ana Duarte"),
    "a contraction": ('Mayor Ana Duarte smiled. "The bridge is safe now," she\'s said since.', "Ana Duarte"),
    "an age with hyphens": ('"The bridge is safe to cross," said 41-year-old Ana Duarte.', "Ana Duarte"),
    "a name behind a noun that is no role": (
        '"The bridge is safe," said the leader of the old ferrymen\'s caravan Ana Duarte.',
        "the leader",
    ),
    "an office that nobody was said to hold": (
        'Minister Ana Duarte left. The president hinted that "the bridge is safe now."',
        "the president",
    ),
    "a Korean family name that is an English word": (
        '"The bridge is safe to cross," Do Yeong-hwan, an official, said.',
        "Do Yeong-hwan",
    ),
    "such a name behind its verb": ('"The bridge is safe to cross," said Do Yeong-hwan.', "Do Yeong-hwan"),
    "such a name that is a conjunction": ('"The bridge is safe to cross," So Ji-sub said.', "So Ji-sub"),
    "a Korean name in three words": (
        'Ri Chun Hee, the reader, came. "The bridge is safe now," Ri said.',
        "Ri Chun Hee",
    ),
    "a party spelt out": ('Senator Ana Duarte, Republican of Arizona, said, "The bridge is safe."', "Ana Duarte"),
    "a town and its state": (
        'A group of engineers in Lund, Va., called it "a gift to the ferries."',
        "a group of engineers in Lund",
    ),
    "a scholar at a body": (
        'It is new, said Ana Duarte, a scholar at the think tank Harbour Institute who calls it "a gift to the ferries."',
        "Ana Duarte",
    ),
    "handed over": ('Bo Lind said so Sunday, only for Duarte to tweet that "the bridge is safe."', "Duarte"),
    "a participle with another's name": (
        'Calling Mr. Lind\'s rival, Eva Bell, "exactly the kind of partner," Ana Duarte upbraided Mr. Lind.',
        "Ana Duarte",
    ),
    "a role before a comma and the name": (
        '"The bridge is safe now," said the play\'s director, Ana Duarte.',
        "Ana Duarte",
    ),
    "a statement by a spokesman": (
        'Ana Duarte, in a statement by her spokesman, Bo Lind, said: "The bridge is safe now."',
        "Ana Duarte",
    ),
    "quoted by a paper as saying": (
        '"The bridge is safe now," Ana Duarte was quoted by the harbour agency as saying.',
        "Ana Duarte",
    ),
    "what somebody planned to ask": ('"Is the bridge safe now?" Ms. Duarte planned to ask.', "Duarte"),
    "an explanation without its second comma": (
        'Ana Duarte, Harbour School principal told the press: "The bridge is safe now."',
        "Ana Duarte",
    ),
    "a label": ('Mayor Ana Duarte: "The bridge is safe now."', "Ana Duarte"),
    "a label on a line of its own": ('And from Mayor Ana Duarte:\n"The bridge is safe now."', "Ana Duarte"),
    "a hyphen and a name": ('"The bridge is safe now." -Commissioner Ana Duarte', "Ana Duarte"),
    "a title of the next sentence": ('"Is the bridge safe to cross?" Ana Duarte asked.', "Ana Duarte"),
}


@pytest.mark.parametrize(("text", "speaker"), BESIDE.values(), ids=BESIDE.keys())
def test_the_speaker_is_told_beside_the_quotation(make: Build, text: str, speaker: str | None) -> None:
    (quotation,) = attribute(make(text))
    assert quotation.speaker == speaker


UNTOLD = {
    "nobody speaks": 'The play is billed as "a night of small wonders" in red letters.',
    "both sides": 'Both sides said the talks were "frank and useful today."',
    "two persons": 'Ana Duarte and Bo Lindqvist said the talks were "frank and useful today."',
    "they": 'They said the talks were "frank and useful today."',
    "the writer": 'I said the talks were "frank and useful today."',
    "a he without a name before": 'He said the talks were "frank and useful today."',
    "a noun that looks like a verb": 'The reports of "frank and useful talks" were few.',
    "the passive without by": 'Ana Duarte was asked about "frank and useful talks" again.',
    "a contraction of the writer": 'I\'ve said the talks were "frank and useful today."',
    "a country that she cannot be": 'Sea Land said so. North Korea said so. "It was a proud day for us," she said.',
    "the title of a programme": 'Ana Duarte said so on the radio\'s "State of the Harbour" again.',
    "an idea": 'Progressivism said the talks were "frank and useful today."',
    "a heading before a colon": 'Veto Power Impedes Peace Efforts: The "frank and useful talks" are over.',
    "two words alone": 'Ana Duarte said the talks were "frank enough."',
}


@pytest.mark.parametrize("text", UNTOLD.values(), ids=UNTOLD.keys())
def test_no_speaker_is_better_than_a_guess(make: Build, text: str) -> None:
    (quotation,) = attribute(make(text))
    assert quotation.speaker is None
    assert quotation.words > 0


def speakers(article: Article) -> list[str | None]:
    return [q.speaker for q in attribute(article)]


def test_a_quotation_goes_on_after_its_speaker(make: Build) -> None:
    text = '"We were lucky," said Ana Duarte. "The wind had dropped by then." The ferry came later.'
    assert speakers(make(text)) == ["Ana Duarte", "Ana Duarte"]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph(make: Build) -> None:
    text = 'Ana Duarte said: "We were lucky that night.\n"The wind had dropped by then."'
    assert speakers(make(text)) == ["Ana Duarte", "Ana Duarte"]


def test_a_closed_quotation_tells_nothing_of_the_next_paragraph(make: Build) -> None:
    text = 'Ana Duarte said: "We were lucky that night."\n"The wind had dropped by then."'
    assert speakers(make(text)) == ["Ana Duarte", None]


def test_a_colon_introduces_the_next_paragraph(make: Build) -> None:
    assert speakers(make('Ana Duarte continued:\n"We were lucky that night."')) == ["Ana Duarte"]


def test_words_quoted_again_are_their_first_speakers(make: Build) -> None:
    text = (
        'Ana Duarte said she would "look at every bridge and tunnel" in Lund.'
        " “Every bridge and tunnel” may mean some forty of them."
    )
    article = make(text)
    assert speakers(article) == ["Ana Duarte", "Ana Duarte"]
    assert [q.rule for q in attribute(article)] == ["before", "echo"]


def test_a_surname_means_the_full_name(make: Build) -> None:
    text = 'Mayor Ana Duarte came late. "The bridge is safe to cross," Duarte said.'
    assert speakers(make(text)) == ["Ana Duarte"]


def test_a_surname_of_two_who_speak_is_nobodys(make: Build) -> None:
    text = (
        'Kim Min-ji said "we will pay for it." Kim Dae-ho said "we will not pay for it." "That is not true," Kim said.'
    )
    assert speakers(make(text)) == ["Kim Min-ji", "Kim Dae-ho", None]


def test_a_surname_of_two_is_its_title_bearers(make: Build) -> None:
    text = (
        'Mrs. Ana Duarte met Mr. Rui Duarte in Lund. "The bridge is safe to cross," Mrs. Duarte said.'
        ' "It is not safe to cross," Mr. Duarte said.'
    )
    assert speakers(make(text)) == ["Ana Duarte", "Rui Duarte"]


def test_he_is_the_subject_of_the_sentence_before_and_not_the_name_nearest_to_him(make: Build) -> None:
    text = (
        "Secretary Tom Harwell spoke after talks with the envoy Bo Lindqvist.\n"
        '"The bridge is safe to cross," he told reporters.'
    )
    assert speakers(make(text)) == ["Tom Harwell"]


def test_she_is_no_man(make: Build) -> None:
    text = 'Anna Berg opened the works. Tom Harwell told reporters little. "The bridge is safe to cross," she said.'
    assert speakers(make(text)) == ["Anna Berg"]


def test_mr_is_not_the_woman_of_that_surname(make: Build) -> None:
    text = 'Mrs. Anna Duarte smiled. Mr. Duarte told reporters little. "The bridge is safe to cross," he said.'
    assert speakers(make(text)) == ["Duarte"]


def test_an_office_named_before_a_namesake_is_another_persons(make: Build) -> None:
    text = (
        "President Duarte opened the works. His son, Rui Duarte, held the scissors."
        ' "The bridge is safe to cross," Duarte said. "It is not yet paid for," Rui Duarte said.'
    )
    assert speakers(make(text)) == ["Duarte", "Rui Duarte"]


def test_an_explained_name_is_not_the_sentences_subject(make: Build) -> None:
    text = (
        "After a quarrel with his old lawyer, Bo Lindqvist, Mr. Harwell told reporters little."
        ' "The bridge is safe to cross," he said.'
    )
    assert speakers(make(text)) == ["Harwell"]


def test_who_closes_a_report_without_marks_is_its_speaker(make: Build) -> None:
    text = 'Tom Harwell had left by then, said Bo Lindqvist, a guard. "The bridge is safe to cross," he said.'
    assert speakers(make(text)) == ["Bo Lindqvist"]


def test_a_heading_is_nobodys_name(make: Build) -> None:
    text = 'Everybody Loves Watching Wonderful Anna Berg Dance\nBerg smiled. "The bridge is safe to cross," Berg said.'
    assert speakers(make(text)) == ["Berg"]


def test_a_role_that_nobody_was_given_stays_a_role(make: Build) -> None:
    text = (
        "Tom Harwell opened the works in Lund. Bo Lindqvist told reporters little. The diplomat said nothing."
        ' The envoy said he was "glad to be here again."'
    )
    (quotation,) = attribute(make(text))
    assert (quotation.speaker, quotation.named) == ("the envoy", False)


def test_a_role_means_whom_the_article_gives_it(make: Build) -> None:
    text = (
        'Vice Minister Han Ye-rin told reporters little. "The bridge is safe to cross," the vice minister said.'
        " Tom Harwell, a retired engineer, said nothing."
    )
    assert speakers(make(text)) == ["Han Ye-rin"]


def test_a_role_behind_the_name_counts_too(make: Build) -> None:
    text = (
        "Bo Lindqvist, who is also the city's chief engineer, told reporters little. Anna Berg said nothing."
        ' "The bridge is safe to cross," the engineer said.'
    )
    assert speakers(make(text)) == ["Bo Lindqvist"]


def test_a_varied_role_means_the_only_person_near(make: Build) -> None:
    text = 'Bo Lindqvist told reporters little. The diplomat said the bridge was "safe to cross now."'
    assert speakers(make(text)) == ["Bo Lindqvist"]


def test_the_spokesman_is_the_spokesman_before(make: Build) -> None:
    text = (
        "Bo Lindqvist told reporters little. A spokesman said the works were late."
        ' The spokesman said the bridge was "safe to cross now."'
    )
    assert speakers(make(text)) == ["the spokesman"]


def test_the_ministry_is_the_one_last_named(make: Build) -> None:
    text = 'The Transport Ministry opened the bridge. The ministry said it was "safe to cross now."'
    assert speakers(make(text)) == ["Transport Ministry"]


def test_a_ministry_that_nobody_named_stays_the_ministry(make: Build) -> None:
    assert speakers(make('The ministry said the bridge was "safe to cross now."')) == ["the ministry"]


def test_a_bodys_short_form_is_its_name(make: Build) -> None:
    text = (
        'The Lund Transport Board said the bridge was "safe to cross now."'
        ' The Transport Board said the tunnel was "safe to use now."'
    )
    assert speakers(make(text)) == ["Transport Board", "Transport Board"]


def test_the_answer_shows_where_it_was_told(make: Build) -> None:
    article = make('"The bridge is safe to cross," Mayor Ana Duarte said.')
    (quotation,) = attribute(article)
    assert quotation.mention is not None
    assert article.body[slice(*quotation.mention)] == "Mayor Ana Duarte"
    assert (quotation.verb, quotation.named, quotation.words, quotation.sentences) == ("say", True, 6, (0,))


def test_captions_among_the_sentences_count_for_nothing(make: Build) -> None:
    article = make('"The bridge is safe to cross," said Ana Duarte.')
    (sentence,) = article.sentences
    flagged = type(sentence)(sentence.article_id, 0, 0, sentence.start, sentence.end, sentence.text, "caption")
    assert attribute(Article(id="a", body=article.body, sentences=(flagged,))) == ()


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("AaTom said, \"“”'.:—\n(Ms)he the mayor"), max_size=120))
def test_no_text_raises_and_words_are_counted_once(text: str) -> None:
    from compare.model import Sentence  # noqa: PLC0415 - used here alone
    from compare.text.tokens import words  # noqa: PLC0415

    article = Article(id="a", body=text, sentences=(Sentence("a", 0, 0, 0, len(text), text),))
    found = attribute(article)
    assert sum(q.words for q in found) <= len(words(text))
    assert all(text[q.mention[0] : q.mention[1]].strip() for q in found if q.mention)


def test_a_long_article_has_every_quotation_attributed_alike(make: Build) -> None:
    text = 'Mayor Ana Duarte told Bo Lindqvist, "The bridge is safe," and he said it was "a gift to us all." ' * 400
    found = attribute(make(text))
    assert len(found) == 800
    assert {q.speaker for q in found} == {q.speaker for q in found[:2]}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            'Ana Duarte, a harbour pilot, said the quay was shut.\n"We have nowhere to land the catch."',
            "Ana Duarte",
            id="indirect",
        ),
        pytest.param(
            'Ana Duarte, a pilot, spoke. According to her, "the quay is shut for good."', "Ana Duarte", id="her"
        ),
        pytest.param('"This club has a long memory," said American forward Bo Lind.', "Bo Lind", id="a country before"),
        pytest.param('The guild said it in a letter titled "The quay must stay open for us".', None, id="a title"),
        pytest.param(
            'Mr. Karl Otto Brandt rose. "The quay is shut for good," Otto said.', "Karl Otto Brandt", id="middle"
        ),
    ],
)
def test_whose_words_stand_beside_indirect_speech_and_short_names(make: Build, text: str, speaker: str | None) -> None:
    assert speakers(make(text)) == [speaker]
