"""What two articles have in common, and which pairs are looked at."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from compare.clustering.candidates import NEIGHBOURS, find_candidates
from compare.clustering.features import find_tails, pair_products, read_features
from compare.clustering.headlines import headline_factors, headline_likeness, headline_probability, normal_headline
from compare.clustering.pairs import PAIR_FACTORS, pair_factors, prior_shift, surely_apart
from compare.clustering.weights import shipped_weights
from compare.model import Article

Make = Callable[..., Article]


def factors(a: Article, b: Article) -> dict[str, float]:
    row = pair_factors(read_features([a, b], keep=(0, 1)), np.array([0]), np.array([1]))[0]
    return dict(zip(PAIR_FACTORS, row.tolist(), strict=True))


def test_the_same_article_has_everything_in_common(stories: tuple[Article, ...]) -> None:
    found = factors(stories[3], stories[3])
    assert [found[name] for name in ("lead", "body", "names", "told", "near")] == pytest.approx([1.0] * 5, abs=1e-5)
    assert found["shared"] == pytest.approx(found["length"])
    assert found["headline"] > 0.9
    assert found["far"] == found["outlet"] == 0.0


@pytest.mark.parametrize(
    ("day", "near", "far"), [("2021-07-08", 1, 0), ("2021-07-09", 0.5, 0), ("2021-07-15", 0, 0), ("2022-07-08", 0, 1)]
)
def test_dates_are_soft(stories: tuple[Article, ...], make: Make, day: str, near: float, far: float) -> None:
    found = factors(stories[0], make("other", "x", stories[1].body, day))
    assert (found["near"], found["far"]) == (near, far)


def test_a_missing_date_is_neutral(stories: tuple[Article, ...], make: Make) -> None:
    found = factors(stories[0], make("other", "x", stories[1].body))
    assert (found["near"], found["far"]) == (0.5, 0.0)


def test_one_outlet_is_known_by_its_id_and_no_outlet_is_none(make: Make) -> None:
    a, b, c = (make(name, "t", "x", outlet_id=outlet) for name, outlet in (("a", "x"), ("b", "x"), ("c", "y")))
    assert (factors(a, b)["outlet"], factors(a, c)["outlet"]) == (1.0, 0.0)
    assert factors(make("a", "t", "x"), make("b", "t", "x"))["outlet"] == 0.0


QUAKE = (
    "A magnitude {} earthquake struck {} km from {} on Tuesday, the geological survey said. The quake hit at a depth of 10 km, "
    "and there were no immediate reports of damage or casualties in {}, officials said."
)


def test_a_shared_template_with_other_names_is_no_event(make: Make) -> None:
    one, other = (
        make(p, f"Quake strikes near {p}", QUAKE.format("6.1", d, p, p), "2021-03-01")
        for p, d in (("Hachinohe", 20), ("Iquique", 31))
    )
    from compare.clustering import explain  # noqa: PLC0415

    assert factors(one, other)["strangers"] > 0.6
    assert not explain(one, other).same


def test_weights_have_the_signs_that_the_factors_mean() -> None:
    weights = shipped_weights()
    against = {"far", "strangers", "outlet", "length"}
    assert tuple(weights.pair.weights) == PAIR_FACTORS
    assert all((value <= 0) if name in against else (value >= 0) for name, value in weights.pair.weights.items())
    assert weights.merge.weights["mean"] > 0


def test_sure_dates_months_apart_are_apart_unless_a_text_names_the_other_day(make: Make) -> None:
    july, autumn = "2021-07-08T12:00+09:00", "2021-10-15T12:00+09:00"
    named = "The depot burned on July 8 and was rebuilt."
    cases = [
        (make("a", "t", "x", july), make("b", "t", "y", autumn), True),
        (make("a", "t", "x", july), make("b", "t", named, autumn), False),
        (make("a", "t", "x", july), make("b", "t", "7월 8일 화재", autumn), False),
        (make("a", "t", "x", july), make("b", "t", "y", "2021-10-15"), False),
        (make("a", "t", "x", july), make("b", "t", "y", "2021-07-20T12:00+09:00"), False),
        (make("a", "t", "x"), make("b", "t", "y", autumn), False),
    ]
    for a, b, apart in cases:
        profiles = read_features([a, b]).profiles
        assert surely_apart(*profiles) == surely_apart(*reversed(profiles)) == apart


def test_the_name_of_a_site_behind_its_headlines_does_not_count(make: Make) -> None:
    heads = ["Ferry sinks off Quillon", "Council votes on bins", "Teachers ask for smaller classes", "Snow closes pass"]
    found = find_tails(
        [*(("a", f"{h} - The Daily Example") for h in heads), *(("b", f"{h} at the bridge talks") for h in heads[:3])]
    )
    assert found == {"a": (" - The Daily Example", " The Daily Example")}
    articles = [make(f"{k}", f"{h} - The Daily Example", h, outlet_id="a") for k, h in enumerate(heads)]
    assert [p.headline for p in read_features(articles).profiles] == heads


def test_no_pairs_no_factors() -> None:
    none = np.zeros(0, dtype=np.intp)
    assert pair_factors(read_features([]), none, none).shape == (0, len(PAIR_FACTORS))
    assert len(pair_products(csr_matrix((2, 2)), csr_matrix((2, 2)), none, none)) == 0
    assert len(headline_likeness(["a", "b"], none, none)) == 0


def _rows(*rows: list[float]) -> csr_matrix:
    return csr_matrix(np.array(rows))


def _pairs(matrix: csr_matrix, days: list[int | None]) -> set[tuple[int, int]]:
    left, right = find_candidates(matrix, days)
    return set(zip(left.tolist(), right.tolist(), strict=True))


def test_candidates_share_rare_terms_whatever_their_dates() -> None:
    matrix = _rows([0.5] * 4 + [0] * 4, [0] * 4 + [0.5] * 4, [0.5] * 4 + [0] * 4)
    assert _pairs(matrix, [1, 1, 9999]) == {(0, 2)}


def test_articles_that_say_too_little_find_nobody() -> None:
    assert _pairs(_rows([0.7, 0.7, 0], [0.7, 0.7, 0]), [None, None]) == set()


def test_a_term_of_many_articles_finds_those_of_about_its_date() -> None:
    count = 400
    matrix = csr_matrix(np.full((count, 5), 0.44))
    found = _pairs(matrix, [k // 10 for k in range(count)])
    assert 0 < len(found) <= count * NEIGHBOURS
    assert max(b - a for a, b in found) < 150


def test_copies_share_a_row_but_not_where_nothing_is_said(make: Make, stories: tuple[Article, ...]) -> None:
    twin = make("twin", stories[3].headline, stories[3].body)
    read = read_features([stories[3], stories[4], twin])
    assert (read.row_of, read.first) == ([0, 1, 0], [0, 1])
    assert read_features([stories[3], twin], keep=(1,)).row_of == [0, 1]
    assert read_features([make("a", "ABC News", ""), make("b", "ABC News", "")]).row_of == [0, 1]


def test_vectors_are_unit_rows_or_empty(make: Make) -> None:
    read = read_features([make("a", "Fire in Quillon", "A fire in Quillon hurt 14 workers."), make("b", None, "")])
    lengths = [np.asarray(m.multiply(m).sum(axis=1)).ravel().round(5).tolist() for m in read.vectors[:3]]
    assert all(length[1] == 0 and length[0] in {0.0, 1.0} for length in lengths)
    assert read_features([]).vectors.body.shape[0] == 0


def test_a_word_of_many_articles_weighs_less_and_a_month_has_its_own_weights(make: Make) -> None:
    def weight(articles: list[Article]) -> float:
        read = read_features(articles)
        return float(read.vectors.title[0].max())

    full = [make(f"a{k:03d}", "Dunmere", f"item {k}", "2021-07-08") for k in range(450)]
    rare = [make(f"b{k:03d}", "Brasswick", f"item {k}", "2021-08-08") for k in range(450)]
    assert weight(full) < weight(full[:1])
    assert weight([*full, *rare]) == weight(full)


def test_headlines_are_normalised_before_they_are_compared() -> None:
    assert normal_headline("U.S. backs Grendel’s ‘big’ bridge") == normal_headline("US backs Grendel's 'big' bridge")


def test_likelier_headlines_score_higher() -> None:
    a, b, c = "Grendel backs bridge talks in Lorvia", "Envoy Grendel backs Lorvia bridge talks", "Brasswick depot burns"
    assert headline_probability(a, b) > 0.5 > headline_probability(a, c)
    assert headline_probability(a, b) == headline_probability(b, a)
    assert headline_factors("", a) == (0.0, 0.0, 0.0)
    assert headline_probability("", "") < 0.5


def test_a_headline_that_tells_little_counts_little() -> None:
    first, second = np.array([0, 2]), np.array([1, 3])
    titles = ["ABC News", "ABC News", "Grendel backs Lorvia bridge talks", "Grendel backs Lorvia bridge talks"]
    little, much = headline_likeness(titles, first, second).tolist()
    assert little < 0.6 < much


def test_the_prior_rises_with_the_share_of_likely_pairs_only() -> None:
    usual = 0.05
    assert prior_shift(np.zeros(0), usual) == 0.0
    assert prior_shift(np.full(1, 5.0), usual) == 0.0  # two articles do not tell how a corpus was collected
    assert prior_shift(np.full(5_000, -0.1), usual) == 0.0  # look-alikes of one template have no voice
    day = np.where(np.arange(2_000) < 100, 3.0, -4.0)
    about_some_events = np.where(np.arange(2_000) < 500, 3.0, -4.0)
    assert prior_shift(day, usual) == 0.0
    assert 1.0 <= prior_shift(about_some_events, usual) <= 2.0
    assert prior_shift(np.append(about_some_events, [3.0, -4.0]), usual) == prior_shift(about_some_events, usual)


@given(st.lists(st.floats(-9, 9), max_size=60), st.floats(0.01, 0.3))
def test_the_prior_is_bounded_and_knows_no_order(odds: list[float], usual: float) -> None:
    shift = prior_shift(np.array(odds), usual)
    assert 0.0 <= shift <= 2.0
    assert shift == prior_shift(np.array(odds[::-1]), usual)


def test_large_corpora_are_weighed_in_parts_to_the_same_vectors(
    stories: tuple[Article, ...], make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = [make(f"x{k}", a.headline, f"{a.body} {k}", "2021-08-01") for k, a in enumerate(stories[:4])]
    articles = [*stories, make("copy", stories[0].headline, stories[0].body, "2021-07-09"), *later]
    monkeypatch.setattr("compare.clustering.features._MONTH", 3)
    whole = read_features(articles)
    assert len(whole.profiles) == len(articles) - 1
    monkeypatch.setattr("compare.clustering.features._ARTICLES", 2)
    parts = read_features(articles)
    assert parts.row_of == whole.row_of
    for one, other in zip(parts.vectors, whole.vectors, strict=True):
        assert np.array_equal(one.toarray(), other.toarray())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On July 8 and Sept. 11, not Julys 8.", {(7, 8), (9, 11)}),
        ("July 8July 9 xJuly 10 July  11", set()),
        ("7월 8일과 12월 31일", {(7, 8), (12, 31)}),
        ("Paper 8, 14 December", set()),
    ],
)
def test_days_that_a_text_names_are_found(make: Make, text: str, days: set[tuple[int, int]]) -> None:
    assert read_features([make("a", None, text)]).profiles[0].said == days
