"""Names in a text, and the persons of an event."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.names import Mention, person_key, recognise_names, resolve, romanised, same_person


def keys(text: str, kind: str) -> list[str]:
    return [m.key for m in recognise_names(text) if m.kind == kind]


def only(text: str) -> Mention:
    (mention,) = recognise_names(text)
    return mention


@pytest.mark.parametrize(
    ("text", "key", "title"),
    [
        ("He met Deputy Secretary of State Ann Lowell.", "ann lowell", "Deputy Secretary of State"),
        ("He met First Vice Foreign Minister Mun Chol-ho.", "mun chol ho", "First Vice Foreign Minister"),
        ("He met Lt. Gen. Ray Moss there.", "ray moss", "Lt. Gen"),
        ("He met Sen. Bell.", "bell", "Sen"),
        ("It was Stephen E. Barr who left.", "stephen barr", ""),
        ("It was Ann Lowell's plan.", "ann lowell", ""),
        ("It was Kim Do-In's plan.", "kim do in", ""),
        ("It was Mun Chol Ho who left.", "mun chol ho", ""),
        ("It was Mun Chol - ho who left.", "mun chol ho", ""),
        ("He met Oversight Committee Chairman Ann Lowell.", "ann lowell", "Oversight Committee Chairman"),
        ("He met Gov. Ann Lowell of Ohio.", "ann lowell", "Gov"),
        ("He met Chancellor Lena von der Hude.", "lena von der hude", "Chancellor"),
        ("Citing Ann Lowell, he left.", "ann lowell", ""),
        ("He met President José Arias Jr. at noon.", "jose arias jr", "President"),
    ],
)
def test_a_person_with_and_without_title(text: str, key: str, title: str) -> None:
    mention = next(m for m in recognise_names(text) if m.kind == "person")
    assert (mention.key, mention.title) == (key, title)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The official, Do Yeong-hwan, left.", "do yeong hwan"),
        ('"It was small," Do Yeong-hwan, an official, said.', "do yeong hwan"),
        ("“It was small,” So Ji-sub said.", "so ji sub"),
        ("He met No Tae-woo.", "no tae woo"),
        ("It was small. So Kim Ji-sub said.", "kim ji sub"),
        ('He asked: "Do Kim Ji-sub\'s neighbours know?"', "kim ji sub"),
        ("It was small. In Pyong-yang, he left.", "pyong-yang"),
    ],
)
def test_a_family_name_that_is_an_english_word_counts_before_a_korean_given_name(text: str, key: str) -> None:
    assert key in {m.key for m in recognise_names(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Quake In Gyeong-ju Kills Two",
        "Protesters Gather In Dong-gu",
        "Letter To Jong-un: Trump's Words",
        "There Is No Tae-kwon-do Today",
        "(So Yong-byon it was.)",
        "• So Yong-byon stopped.",
        "He said ‘No Yong-byon now.’",
    ],
)
def test_an_english_word_is_none_in_a_headline_of_capitals_nor_where_a_sentence_may_begin(text: str) -> None:
    assert not {"in", "to", "no", "so"} & {
        word for m in recognise_names(text) for word in m.key.replace("-", " ").split()
    }


@pytest.mark.parametrize(
    ("forms", "key"),
    [
        (
            [
                "North Korea",
                "N. Korea",
                "the DPRK",
                "the D.P.R.K.",
                "the Democratic People's Republic of Korea",
                "NORTH KOREA",
            ],
            "north korea",
        ),
        (["South Korea", "S. Korea", "the ROK", "the Republic of Korea"], "south korea"),
        (["the US", "the U.S.", "the United States", "the USA"], "united states"),
        (["Cheong Wa Dae", "the Blue House"], "blue house"),
        (
            ["the U.N. Security Council", "the United Nations Security Council", "the Security Council"],
            "un security council",
        ),
        (["the Workers’ Party of Korea", "the WPK"], "workers party of korea"),
        (["the Ministry of Unification", "the Unification Ministry"], "unification ministry"),
        (["북한은", "북한"], "north korea"),
    ],
)
def test_true_synonyms_share_a_key(forms: list[str], key: str) -> None:
    assert {only(f"they asked {form} about it").key for form in forms} == {key}


def test_metonyms_keep_their_own_key() -> None:
    mention = only("they asked Seoul about it")
    assert (mention.key, mention.kind, mention.metonym) == ("seoul", "place", "south korea")
    assert only("they asked SEOUL about it").key == "seoul"


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        ("they read the New York Times today", "organisation", "New York Times"),
        ("they met Paris Moreau there", "name", "Paris Moreau"),
        ("they swam in the London River then", "place", "London River"),
        ("they joined the Bank of Japan there", "organisation", "Bank of Japan"),
        ("they joined the University of Haldor there", "organisation", "University of Haldor"),
        ("they saw Harrow Prison there", "place", "Harrow Prison"),
        ("they joined the OPCW then", "organisation", "OPCW"),
        ("they are South Korean officials", "demonym", "South Korean"),
        ("they like Haldor and that", "name", "Haldor"),
        ("they met the Ocasio-Cortez aide", "name", "Ocasio-Cortez"),
        ("they met a Haldor-based aide", "name", "Haldor"),
        ("they met 북한군 there", "place", "북한"),
        ("they met George Washington there", "person", "George Washington"),
    ],
)
def test_other_kinds(text: str, kind: str, surface: str) -> None:
    mention = only(text)
    assert (mention.kind, mention.surface) == (kind, surface)


def test_a_nationality_a_title_and_a_name_come_apart() -> None:
    found = [
        (m.surface, m.kind)
        for m in recognise_names("He met South Korean President Oh Min-su and U.S. Army Gen. Ray Moss.")
    ]
    assert found == [("South Korean", "demonym"), ("Oh Min-su", "person"), ("U.S.", "place"), ("Ray Moss", "person")]


@pytest.mark.parametrize(
    "text",
    [
        "The end came on Monday, July 8.",
        "Officials left. They slept.",
        "The Foreign Minister left.",
        "It is a mid-Atlantic thing.",
        "he left. “Explicitly no,” said one",
        "GIVE US MORE",
        "그는 떠났다",
        "the Department of it all, the Street",
        "",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert recognise_names(text) == ()


def test_a_sentence_opening_capital_needs_the_text_to_bear_it_out() -> None:
    assert keys("Haldor fell. They saw Haldor fall.", "name") == ["haldor", "haldor"]
    assert keys("Masks fell. They sold masks.", "name") == []
    assert keys("Masks fell. The Masks of it. They sold masks here", "name") == ["masks"]


def test_a_surname_is_its_person_unless_two_share_it() -> None:
    assert keys("Ann Lowell came. Lowell left. Then Lowell slept.", "person") == ["ann lowell"] * 3
    assert keys("Mun Chol-ho came. Then Mun left.", "person") == ["mun chol ho"] * 2
    assert keys("Mun Chol-ho met Mun In-su. Then Mun left.", "person") == ["mun chol ho", "mun in su", "mun"]
    assert keys("Steve Barr is Stephen Barr. Then Barr left.", "person") == ["steve barr", "stephen barr", "steve barr"]


def test_the_north_needs_a_north_korea() -> None:
    assert keys("North Korea fired. The South slept, the North did not.", "place") == ["north korea", "north korea"]
    assert keys("They went to the North by train.", "place") == []


def test_a_name_ends_where_its_place_begins() -> None:
    assert [m.surface for m in recognise_names("they met President Ann Lowell of Haldor there")] == [
        "Ann Lowell",
        "Haldor",
    ]
    assert [m.surface for m in recognise_names("they saw the Lowell of it")] == ["Lowell"]
    assert [m.surface for m in recognise_names("they left North. Korea stayed, said a Korea fan")] == ["Korea", "Korea"]


def test_a_line_end_ends_a_name() -> None:
    assert [m.surface for m in recognise_names("they saw Haldor\nAnn Lowell left")] == ["Haldor", "Ann Lowell"]


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("Stephen Barr", "Stephen E. Barr", True),
        ("Steve Barr", "Stephen Barr", True),
        ("S. Barr", "Stephen Barr", True),
        ("José Arias", "Jose Arias", True),
        ("Ann Mary Lowell", "Ann Lowell", True),
        ("Choe Min-su", "Choi Min-soo", True),
        ("Roy Barr", "Roy Barr Jr.", True),
        ("Roy Barr", "Ray Barr Jr.", False),
        ("Ann Lowell", "Amy Lowell", False),
        ("Ann Mary Lowell", "Ann Jane Lowell", False),
        ("Ann Lowell", "Lowell", False),
        ("", "Lowell", False),
        ("A. Lowell", "B. Lowell", False),
    ],
)
def test_same_person(a: str, b: str, *, alike: bool) -> None:
    assert (same_person(a, b) >= 0.5) is alike
    assert same_person(a, b) == same_person(b, a)


def test_keys_to_find_spellings_by() -> None:
    assert romanised("Choe Min-su") == romanised("Choi Min-soo")
    assert romanised("Ann Lowell") is None
    assert person_key("Stephen H.W. Barr III") == "stephen barr"
    assert person_key("김민수") == "김민수"


def people(**articles: str) -> list[tuple[str, int]]:
    return [
        (p.name, len(p.mentions)) for p in resolve({name: recognise_names(text) for name, text in articles.items()})
    ]


def test_one_person_in_two_houses_spellings() -> None:
    found = people(a="Choe Min-su left. Choe slept.", b="They met Choi Min-soo. Choi spoke. Then Choi Min-soo left.")
    assert found == [("Choi Min-soo", 5)]


def test_two_forms_in_one_article_are_two_persons() -> None:
    found = people(a="They saw Choe Min-su meet Choi Min-soo.", b="They met Choi Min-soo.")
    assert found == [("Choe Min-su", 1), ("Choi Min-soo", 2)]


def test_a_title_decides_between_namesakes() -> None:
    found = people(
        a="They saw General Choe Min-su meet Minister Choi Min-su.",
        b="They met General Choi Min-soo.",
    )
    assert ("Choi Min-soo", 2) in found or ("Choe Min-su", 2) in found
    assert ("Choi Min-su", 1) in found


def test_surnames_across_articles() -> None:
    assert people(a="They met Ann Lowell.", b="They met Secretary Lowell.") == [("Ann Lowell", 2)]
    assert people(a="They met Secretary Lowell.", b="They met Secretary Lowell.") == [("Lowell", 2)]
    two = {"a": "They met Secretary Ann Lowell and Governor Amy Lowell."}
    assert people(**two, b="They met Governor Lowell.") == [("Amy Lowell", 2), ("Ann Lowell", 1)]
    assert people(**two, b="They met President Lowell.") == [("Amy Lowell", 1), ("Ann Lowell", 1), ("Lowell", 1)]


def test_a_son_is_another_person_where_the_text_says_so() -> None:
    text = "Roy Barr Jr. met Roy Barr. Then Barr left."
    assert keys(text, "person") == ["roy barr jr", "roy barr", "roy barr"]
    assert people(a=text, b="They met Secretary Barr.") == [("Roy Barr", 3), ("Roy Barr Jr", 1)]
    assert keys("They met Roy Barr Jr. there. Then Barr left.", "person") == ["roy barr jr"] * 2


def test_the_order_of_articles_does_not_matter() -> None:
    texts = {"a": "They met Choe Min-su.", "b": "They met Choi Min-soo and Ann Lowell.", "c": "They met Choi Min-su."}
    found = {name: recognise_names(text) for name, text in texts.items()}
    assert resolve(found) == resolve(dict(reversed(found.items())))


@pytest.mark.parametrize("unit", ["A ", "US ", "Ann US ", "Kim-", "of the Kim ", "북한", "Ann Barr. ", "N. ", "a\n"])
def test_a_long_run_of_one_thing_has_names_in_order(unit: str) -> None:
    text = (unit * 32_000)[:32_000]
    found = recognise_names(text)
    assert all(text[m.start : m.end] == m.surface for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    st.text(st.one_of(st.sampled_from(list("Aa Kim-un.,'’ \n\"N. Korea US of The 북한")), st.characters()), max_size=80)
)
def test_any_text_has_names_in_order_and_apart(text: str) -> None:
    found = recognise_names(text)
    assert all(text[m.start : m.end] == m.surface and m.key for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    resolve({"a": found})


def alike(*pairs: tuple[str, str]) -> list[bool]:
    """Whether two texts, each a sentence with one name, name one entity."""
    found = []
    for a, b in pairs:
        entities = [e for e in resolve({"a": recognise_names(a), "b": recognise_names(b)}) if e.mentions]
        found.append(len(entities) == 1 and len(entities[0].mentions) == 2)
    return found


def met(name: str) -> str:
    return f"They met {name} there."


ONE = [
    ("Adam B. Lowell", "Adam Lowell"),
    ("Roy J. Barr", "Roy Barr"),
    ("House Speaker Nancy Lowell", "Nancy Lowell"),
    ("José Arias", "Jose Arias"),
    ("J.K. Lowell", "J. K. Lowell"),
    ("Linda van den Brul", "Linda Van Den Brul"),
    ("Mohamed Darsi", "Mohammed Dursi"),
    ("Moammar Qadari", "Muammar Gadari"),
    ("President Li Jin-ping", "Li Jinping"),
    ("Shinzo Arai", "Arai Shinzo"),
    ("Jihad Al-Darsi", "Jihad al-Darsi"),
    ("Ebuka Obi-Lowell", "Ebuka Obi Lowell"),
    ("Steve Lowell", "Stephen Lowell"),
    ("Ministry of Transport", "Federal Ministry of Transport"),
    ("Harbour Health Organisation", "Harbour Health Organization"),
    ("Kiwa Securities", "Kiwa Securities Co"),
]
TWO = [
    ("George W. Barr", "George H. W. Barr"),
    ("Pierre Lowell", "Denise Lowell"),
    ("Ann Lowell", "Amy Lowell"),
    ("Jean Arias", "Jane Arias"),
    ("Roy Barr Jr.", "Ray Barr"),
    ("Kim Min-su", "Kim Min-ho"),
    ("Indian Navy", "Royal Navy"),
    ("University of Lund", "University of Oslo"),
    ("Constitution of Turkia", "Turkia"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_two_names_of_one(a: str, b: str) -> None:
    assert alike((met(a), met(b))) == [True]


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_names_of_two(a: str, b: str) -> None:
    assert alike((met(a), met(b))) == [False]


def test_a_name_that_two_could_claim_is_nobodys() -> None:
    names_found = people(a="They met George W. Barr and George H. W. Barr.", b="They met George Barr.")
    assert names_found == [("George Barr", 1), ("George H. W. Barr", 1), ("George W. Barr", 1)]


def test_an_acronym_is_its_long_form_where_one_article_says_so_or_all_its_letters_do() -> None:
    said = "The Harbour Works Trust Fund (HATRUF) met. HATRUF met."
    assert people(a=said, b="They asked HATRUF.") == [("Harbour Works Trust Fund", 4)]
    assert people(a="They asked the Harbour Works Council.", b="They asked HWC.") == [("Harbour Works Council", 2)]


def test_a_surname_that_two_bear_goes_to_the_one_most_named() -> None:
    text = "Donald Lowell came. Donald Lowell spoke. Donald Lowell left. Melania Lowell slept."
    assert ("Donald Lowell", 4) in people(a=text, b="They met Mr. Lowell.")
    assert ("Melania Lowell", 2) in people(a=text, b="They met Mrs. Lowell.")


def test_a_surname_that_is_a_place_word_is_told_by_its_given_name() -> None:
    found = people(a="President Park Chul-soo left. “No,” Park said.", b="They met Park Cheol-su.")
    assert [count for _, count in found] == [3]
    kinds = {
        m.surface: m.kind
        for m in recognise_names("They met Henry Hill there. “No,” Hill said. In Hyde Park it rained.")
    }
    assert kinds["Henry Hill"] == "person"
    assert kinds["Hyde Park"] == "place"


def test_a_form_is_found_as_an_article_means_it() -> None:
    resolved = resolve({"a": recognise_names("They met Ann Lowell.")}, {"a": ["Lowell"], "b": ["Senator Ann Lowell"]})
    for article, form in (("a", "Lowell"), ("a", "Ann Lowell"), ("b", "Ann Lowell")):
        entity = resolved.find(article, form)
        assert entity is not None
        assert entity.name == "Ann Lowell"
    assert resolved.find("a", "Barr") is None
