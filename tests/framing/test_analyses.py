"""What each analysis finds on small invented events, in its own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.framing.naming import compare_labels, jensen_shannon
from compare.framing.ordering import tau
from compare.framing.quotation import UNTOLD
from compare.model import Article, Copied, Finding, Origin

Build = Callable[..., Article]
Analyse = Callable[..., tuple[Finding, ...]]


def of(found: tuple[Finding, ...], measure: str, article_id: str | None = None) -> list[Finding]:
    return [f for f in found if f.measure == measure and article_id in {None, f.article_id}]


class TestProvenance:
    def test_a_credit_is_shown_as_it_stands(self, make: Build, findings: Analyse) -> None:
        article = make("The bridge is open.", byline="By Kim Post")
        origin = Origin("yonhap", "a", "wire", "yonhap", ("(Yonhap)",))
        (found,) = of(findings(article, origins=[origin]), "origin")
        assert (found.text, found.quotes, found.value) == ("credits yonhap", ("(Yonhap)", "By Kim Post"), 1.0)

    def test_without_any_evidence_nothing_is_claimed(self, make: Build, findings: Analyse) -> None:
        found = findings(make("The bridge is open."), origins=[Origin("a", "a", "own")])
        assert not [f for f in found if f.analysis == "provenance"]

    def test_copied_words_show_their_sentences(self, make: Build, findings: Analyse) -> None:
        origin = Origin("x", "a", "reprint", "x", (), Copied("elsewhere", 4, 4, (0,)))
        found = findings(make("The bridge is open."), origins=[origin])
        (copied,) = of(found, "copied words")
        assert (copied.value, copied.n, copied.evidence[0].index) == (1.0, 4, 0)
        assert copied.text == "4 of 4 words outside quotation marks also stand in elsewhere"

    def test_an_article_whose_origin_was_not_traced_is_left_alone(self, make: Build, findings: Analyse) -> None:
        assert findings(make("The bridge is open."), origins=[]) == ()


class TestSelection:
    A = "The mayor opened the harbour bridge on Monday.\nA gull stole the scissors from the minister."
    B = "On Monday the mayor opened the harbour bridge.\nThe minister wore a green coat."

    def test_the_share_has_the_shares_at_looser_and_stricter_thresholds(self, make: Build, findings: Analyse) -> None:
        for found in of(findings(make(self.A, "a"), make(self.B, "b")), "only here"):
            assert (found.n, found.high) == (2, 0.5)  # one of two has no link; the other account perhaps tells it
            assert found.value is not None
            assert found.low is not None
            assert found.low <= found.value <= found.high

    def test_a_sentence_found_here_only_says_how_much_of_it_is_elsewhere(self, make: Build, findings: Analyse) -> None:
        (found,) = of(findings(make(self.A, "a"), make(self.B, "b")), "containment", "a")
        assert found.subject == "A gull stole the scissors from the minister."
        assert 0 < found.value < 0.5

    def test_two_accounts_that_say_the_same_have_nothing_alone(self, make: Build, findings: Analyse) -> None:
        found = findings(make(self.A, "a"), make(self.A, "b"))
        assert [(f.value, f.n) for f in of(found, "only here")] == [(0.0, 2), (0.0, 2)]
        assert not of(found, "containment")


class TestQuotation:
    TEXT = (
        'Mayor Ana Duarte said it was "safe for everyone to cross" and "fine."\n"Come and see it," she said.\n'
        'They said it was "a waste of money."'
    )

    def test_all_words_between_marks_count_and_short_phrases_have_no_speaker(
        self, make: Build, findings: Analyse
    ) -> None:
        found = findings(make(self.TEXT))
        (share,) = of(found, "quoted words")
        assert share.text == "14 of 27 words inside quotation marks, 1 of them in phrases too short to tell a speaker"
        (speaker,) = of(found, "speaker")
        assert (speaker.subject, speaker.value, speaker.n) == ("Ana Duarte", round(9 / 14, 4), 14)
        assert "verbs: say" in speaker.text
        assert len(speaker.spans) == 2

    def test_who_cannot_be_told_is_said(self, make: Build, findings: Analyse) -> None:
        (found,) = of(findings(make(self.TEXT)), "speaker unknown")
        assert (found.value, found.evidence[0].index) == (round(4 / 14, 4), 2)
        assert UNTOLD == ""

    def test_one_person_in_two_spellings_is_quoted_by_both(self, make: Build, findings: Analyse) -> None:
        one = make('Vice Minister Choe Son-hui said the bridge was "safe for everyone to cross."', "a")
        other = make('Vice Minister Choe Sun-hee said the bridge was "safe for all of us to cross."', "b")
        found = of(findings(one, other), "speaker")
        assert len({f.subject for f in found}) == 1
        assert [f.text.split("; ")[-1] for f in found] == ["also quoted by B", "also quoted by A"]

    def test_one_body_in_a_long_and_a_short_form_is_quoted_by_both(self, make: Build, findings: Analyse) -> None:
        one = make('The US State Department said the bridge was "safe for everyone to cross."', "a")
        other = make('The State Department said the bridge was "safe for all of us to cross."', "b")
        assert {f.subject for f in of(findings(one, other), "speaker")} == {"State Department"}

    def test_an_account_without_quotations_shows_the_sentences_it_was_counted_in(
        self, make: Build, findings: Analyse
    ) -> None:
        (found,) = of(findings(make("The bridge is open. It is raining.")), "quoted words")
        assert (found.value, len(found.evidence), found.text) == (0.0, 2, "0 of 7 words inside quotation marks")


class TestNaming:
    A = "U.S. Deputy Secretary of State Tom Harwell came. Harwell, who doubles as the city's top envoy, spoke."
    B = (
        'Tom Harwell, the US special representative for bridges, came. A guest said "Deputy Secretary of State Tom '
        'Harwell" had left.\nThe bridge owner, Tom Harwell, left.'
    )

    def test_titles_and_roles_are_shown_by_outlet(self, make: Build, findings: Analyse) -> None:
        roles = of(findings(make(self.A, "a"), make(self.B, "b")), "roles")
        assert {f.outlet_id: f.text for f in roles} == {
            "outlet-a": "city's top envoy (1); Deputy Secretary of State (1)",
            "outlet-b": "bridge owner (1); US special representative for bridges (1)",
        }

    def test_names_within_quotations_do_not_count(self, make: Build, findings: Analyse) -> None:
        names = of(findings(make(self.A, "a"), make(self.B, "b")), "names", "b")
        assert [f.text for f in names if f.subject == "Tom Harwell"] == ["Tom Harwell (2)"]

    def test_below_eight_mentions_there_are_counts_alone(self, make: Build, findings: Analyse) -> None:
        found = findings(make(self.A, "a"), make(self.B, "b"))
        assert not of(found, "divergence")
        (names,) = [f for f in of(found, "names", "a") if f.subject == "Tom Harwell"]
        assert names.uncertainty == "counts only; too few: 2 of 8 mentions a side for a divergence"

    def test_from_eight_mentions_on_distributions_are_compared(self, make: Build, findings: Analyse) -> None:
        one = make("Mayor Ana Duarte came. " + "Mayor Duarte spoke. " * 8, "a")
        other = make("Mayor Ana Duarte came. " + "Duarte spoke. " * 8, "b")
        (found,) = of(findings(one, other), "divergence")
        assert found.value > 0.8
        assert found.uncertainty == "permutation p = 0.002"

    def test_places_named_otherwise_are_shown_and_house_style_is_not(self, make: Build, findings: Analyse) -> None:
        one = make("North Korea spoke. North Korea wrote. The US wrote. The US spoke.", "a")
        other = make("North Korea spoke. The North wrote. The U.S. wrote. The U.S. spoke.", "b")
        found = [f for f in of(findings(one, other), "names") if f.subject in {"North Korea", "US", "U.S."}]
        assert [(f.subject, f.text) for f in found] == [
            ("North Korea", "North Korea (2)"),
            ("North Korea", "North (1); North Korea (1)"),
        ]

    def test_a_role_that_explains_another_name_is_not_the_next_names(self, make: Build, findings: Analyse) -> None:
        text = "After talks with Bo Lindqvist, the city's chief engineer, Tom Harwell left."
        roles = of(findings(make(text, "a"), make("Mayor Tom Harwell left.", "b")), "roles")
        assert [(f.article_id, f.text) for f in roles if f.subject == "Tom Harwell"] == [("b", "Mayor (1)")]

    @pytest.mark.parametrize(
        ("before", "role"),
        [
            ("Reporters met Lund's former chief engineer ", "Lund's former chief engineer"),
            ("They hurt Harbour nominee ", "Harbour nominee"),
            ("The panel was told to include Duarte's top adviser ", "Duarte's top adviser"),
            ("The council thought of firing former harbour director ", "former harbour director"),
            ("Nobody knew what he alleges. Duarte's closest adviser ", "Duarte's closest adviser"),
        ],
    )
    def test_a_role_reaches_back_to_where_it_begins(
        self, make: Build, findings: Analyse, before: str, role: str
    ) -> None:
        found = of(
            findings(make(f"{before}Tom Harwell again.", "a"), make("Mayor Tom Harwell left.", "b")), "roles", "a"
        )
        assert [f.text for f in found] == [f"{role} (1)"]

    @pytest.mark.parametrize(
        "text",
        [
            "Mr. Tom Harwell left.",
            "They spoke of Tom Harwell, and their handling of the presidential election.",
            "They named Tom Harwell, harbour engineer Bo Lindqvist and others.",
            "They saw Tom Harwell, used to his officials.",
        ],
        ids=["an honorific", "what goes on", "the next of a list", "a participle"],
    )
    def test_what_only_stands_beside_a_name_is_no_role(self, make: Build, findings: Analyse, text: str) -> None:
        roles = of(findings(make(text, "a"), make("Mayor Tom Harwell left.", "b")), "roles", "a")
        assert [f.text for f in roles if f.subject == "Tom Harwell"] == []

    def test_an_abbreviation_does_not_end_a_role(self, make: Build, findings: Analyse) -> None:
        text = "They saw Tom Harwell, the campaign manager for Mr. Prado, again."
        (found,) = of(findings(make(text, "a"), make("Mayor Tom Harwell left.", "b")), "roles", "a")
        assert found.text == "campaign manager for Mr. Prado (1)"


class TestDivergence:
    def test_equal_labels_are_not_apart_and_others_wholly(self) -> None:
        assert jensen_shannon({"x": 2}, {"x": 5}) == 0.0
        assert jensen_shannon({"x": 2}, {"y": 5}) == 1.0

    def test_chance_parts_equal_labels_as_far(self) -> None:
        assert compare_labels(["x", "y"] * 4, ["y", "x"] * 4).p == 1.0

    def test_sides_may_be_exchanged(self) -> None:
        a, b = ["x"] * 8 + ["y"], ["y"] * 9 + ["z"] * 3
        assert compare_labels(a, b) == compare_labels(b[::-1], a)


class TestWording:
    A = 'The ferry owners rejected the talks with the city on Friday, saying "no dialogue" was left.'
    B = "The ferry owners rejected dialogue with the city on Friday."

    def test_words_of_one_idea_stand_for_each_other(self, make: Build, findings: Analyse) -> None:
        (found,) = of(findings(make(self.A, "a"), make(self.B, "b")), "variants")
        assert (found.subject, found.text, found.value) == ("dialogue / talks", "A: talks; B: dialogue", 1.0)
        assert len(found.spans) == 2

    def test_words_of_three_accounts_are_one_group_where_linked_pairs_show_it(
        self, make: Build, findings: Analyse
    ) -> None:
        texts = [
            f"The ferry owners rejected {word} with the city on Friday."
            for word in ("talks", "dialogue", "negotiations")
        ]
        (found,) = of(findings(*(make(text, name) for text, name in zip(texts, "abc", strict=True))), "variants")
        assert (found.subject, found.value) == ("dialogue / negotiations / talks", 3.0)
        assert found.text == "A: talks; B: dialogue; C: negotiations"

    def test_words_that_alone_differ_between_the_same_words_stand_for_each_other(
        self, make: Build, findings: Analyse
    ) -> None:
        one = make("The harbour council will shelve the costly tunnel after the summer, engineers wrote.", "a")
        other = make("The harbour council will scrap the costly tunnel after the summer, engineers wrote.", "b")
        (found,) = of(findings(one, other), "variants")
        assert found.subject == "scrap / shelve"

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (
                "The old mayor opened the harbour bridge on Monday.",
                "The old minister opened the harbour bridge on Monday.",
            ),
            ("The mayor opened the harbour bridge on Monday.", "The mayor opened the harbour bridge on Friday."),
            ("He argued that the bridge would stay open.", "He insisted that the bridge would stay open."),
        ],
        ids=["persons", "days", "verbs of saying"],
    )
    def test_what_says_another_thing_is_no_other_wording(
        self, make: Build, findings: Analyse, one: str, other: str
    ) -> None:
        assert not of(findings(make(one, "a"), make(other, "b")), "variants")

    def test_house_style_is_no_difference(self, make: Build, findings: Analyse) -> None:
        one = make("The defence programme of the city costs 5 percent more this year, the council said.", "a")
        other = make("The defense program of the city costs 5 per cent more this year, the council said.", "b")
        found = findings(one, other)
        assert not of(found, "variants")
        assert not of(found, "pair")

    def test_a_reworded_pair_shows_what_either_has_alone(self, make: Build, findings: Analyse) -> None:
        one = make("The bridge reopened on Monday after two months of painting and repairs.", "a")
        other = make("The bridge reopened on Monday after two months of painting and inspections.", "b")
        (found,) = of(findings(one, other), "pair")
        assert found.text == "only in A: repairs; only in B: inspections"
        assert (found.value, found.n) == (2.0, 6)


class TestOrder:
    A = (
        "The mayor opened the harbour bridge on Monday.\n"
        "Ferry owners rejected the talks on Friday.\n"
        "Engineers will paint the railing in autumn.\n"
        "Forty gulls live under the northern pillar.\n"
        "The old tunnel was flooded in 1998."
    )

    def test_the_same_order_has_tau_one_and_the_reverse_minus_one(self, make: Build, findings: Analyse) -> None:
        turned = "\n".join(reversed(self.A.splitlines()))
        for text, expected in ((self.A, 1.0), (turned, -1.0)):
            (found,) = of(findings(make(self.A, "a"), make(text, "b")), "tau")
            assert (found.value, found.n) == (expected, 5)

    def test_displaced_sentences_come_furthest_first(self, make: Build, findings: Analyse) -> None:
        lines = self.A.splitlines()
        moved = "\n".join([*lines[1:], lines[0]])
        found = of(findings(make(self.A, "a"), make(moved, "b")), "displacement")
        assert [f.value for f in found] == [4.0, -1.0, -1.0, -1.0, -1.0]
        assert found[0].text == "1 of 5 linked sentences in A, 5 in B"

    def test_the_lead_is_found_further_down_or_not_at_all(self, make: Build, findings: Analyse) -> None:
        one, other = make(self.A, "a"), make("A gull came.\n" + self.A.splitlines()[0], "b")
        found = {f.article_id: (f.value, f.text) for f in of(findings(one, other), "lead")}
        assert found == {"a": (2.0, "sentence 2 of 2 in B"), "b": (None, "no matching sentence found in A")}

    def test_below_four_links_there_is_no_tau(self, make: Build, findings: Analyse) -> None:
        short = "\n".join(self.A.splitlines()[:3])
        (found,) = of(findings(make(short, "a"), make(short, "b")), "tau")
        assert (found.value, found.n, found.uncertainty) == (None, 3, "too few: 3 of 4 links")

    @pytest.mark.parametrize(
        ("ranks", "expected"),
        [([(0, 0), (1, 1)], 1.0), ([(0, 1), (1, 0)], -1.0), ([(0, 0), (0, 1)], None), ([], None)],
    )
    def test_tau_of_ranks(self, ranks: list[tuple[int, int]], expected: float | None) -> None:
        assert tau(ranks) == expected

    def test_tau_agrees_with_scipy(self) -> None:
        from scipy.stats import kendalltau  # noqa: PLC0415 - slow to import

        ranks = [(0, 3), (1, 0), (1, 2), (2, 2), (3, 5), (5, 4), (6, 4)]
        assert tau(ranks) == pytest.approx(kendalltau(*zip(*ranks, strict=True)).statistic)


class TestHeadline:
    TEXT = (
        "The mayor opened the harbour bridge on Monday.\n"
        'The ministry said the visit would "further the peace and denuclearization of the region."'
    )

    def test_the_sentence_that_carries_the_headline_is_shown(self, make: Build, findings: Analyse) -> None:
        one = make(self.TEXT, "a", headline="Mayor opens harbour bridge")
        other = make("A gull came.\nThe harbour bridge was opened by the mayor on Monday.", "b")
        (found,) = of(findings(one, other), "point")
        assert found.text == "sentence 1 of 2 here; B: sentence 2 of 2"
        assert found.value > 0.8

    def test_a_headline_of_two_points_is_found_in_two_sentences(self, make: Build, findings: Analyse) -> None:
        text = "The mayor opened the harbour bridge on Monday.\nA gull came.\nFerry owners refused the talks."
        found = of(findings(make(text, headline="Harbour bridge opened as ferry owners refuse talks")), "point")
        assert [f.evidence[0].index for f in found] == [2, 0]
        assert sum(f.value or 0 for f in found) > 0.9

    def test_a_headline_that_no_sentence_carries(self, make: Build, findings: Analyse) -> None:
        (found,) = of(findings(make(self.TEXT, headline="Wind and weather")), "point")
        assert found.text == "no one sentence carries the headline's words"

    def test_a_headline_of_small_words_says_nothing(self, make: Build, findings: Analyse) -> None:
        assert not of(findings(make(self.TEXT, headline="What now?")), "point")

    def test_words_that_one_headline_has_alone(self, make: Build, findings: Analyse) -> None:
        one = make(self.TEXT, "a", headline="US backs talks with N. Korea")
        other = make("A gull came.", "b", headline="North Korea refuses dialogue with U.S.")
        found = of(findings(one, other), "only in this headline")
        assert [f.text for f in found] == ["backs", "refuses"]

    def test_what_a_deck_denies_stands_beside_the_quotation_that_names_it(self, make: Build, findings: Analyse) -> None:
        article = make(self.TEXT, headline="Bridge opens", deck="US: goal is not denuclearization but trade")
        (found,) = of(findings(article), "denied")
        assert found.subject == "denuclearization"
        assert found.text == "quoted without a denial: the ministry"
        assert found.quotes == ("US: goal is not denuclearization but trade",)

    def test_a_quotation_that_denies_it_too_is_no_contrast(self, make: Build, findings: Analyse) -> None:
        text = 'The ministry said: "The goal is not denuclearization of the region."'
        assert not of(findings(make(text, deck="US: goal is not denuclearization but trade")), "denied")

    def test_a_sentence_may_deny_as_well(self, make: Build, findings: Analyse) -> None:
        article = make(self.TEXT + "\nThe goal was not, it added, the denuclearization. It is no denuclearization now.")
        (found,) = of(findings(article), "denied")
        assert [span.sentence.index for span in found.spans] == [3, 1]

    def test_words_lifted_into_the_headline_stand_beside_their_quotation(self, make: Build, findings: Analyse) -> None:
        (found,) = of(findings(make(self.TEXT, headline="Visit 'further the peace', ministry says")), "quoted")
        assert (found.subject, found.value) == ("'further the peace'", 8.0)


class TestHedging:
    def test_hedges_of_the_narration_are_counted_and_those_in_quotations_are_not(
        self, make: Build, findings: Analyse
    ) -> None:
        text = 'It may rain in May, it appears to us. The mayor said "it may perhaps snow too." ' + "It rained. " * 50
        (found,) = of(findings(make(text)), "hedges")
        assert found.text == "2 in 112 words of narration: may, appears to"
        assert found.value == round(200 / 112, 4)

    def test_below_a_hundred_words_there_is_the_count_alone(self, make: Build, findings: Analyse) -> None:
        (found,) = of(findings(make("It may rain.")), "hedges")
        assert (found.value, found.count) == (None, 1)
        assert found.uncertainty == "too few: 3 of 100 words of narration for a rate"
