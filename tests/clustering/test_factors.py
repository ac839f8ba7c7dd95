"""What two articles have in common, alone and among their neighbours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from compare.clustering.candidates import NEIGHBOURS, find_candidates
from compare.clustering.clashes import CLASHES
from compare.clustering.copies import find_copies
from compare.clustering.factors import PAIR_FACTORS, pair_factors
from compare.clustering.headlines import headline_factors, headline_likeness, headline_probability, normal_headline
from compare.clustering.relative import GROUP_FACTORS, group_factors
from compare.clustering.scores import read_articles
from compare.clustering.vectors import pair_cosines, vectorise
from compare.clustering.weights import shipped_weights
from compare.model import Article

Make = Callable[..., Article]


def factors(a: Article, b: Article) -> dict[str, float]:
    read = read_articles([a, b])
    row = pair_factors(read.profiles, read.vectors, np.array([0]), np.array([1]))[0]
    return dict(zip(PAIR_FACTORS, row.tolist(), strict=True))


def test_the_same_article_has_everything_in_common(stories: tuple[Article, ...]) -> None:
    found = factors(stories[3], stories[3])
    assert [found[name] for name in ("body", "lead", "names", "numbers", "near")] == pytest.approx([1.0] * 5)
    assert found["headline"] > 0.9
    assert found["template"] == found["far"] == 0.0


@pytest.mark.parametrize(
    ("day", "near", "far"), [("2021-07-08", 1, 0), ("2021-07-09", 0.5, 0), ("2021-07-18", 0, 0), ("2022-07-08", 0, 1)]
)
def test_dates_are_soft(stories: tuple[Article, ...], make: Make, day: str, near: float, far: float) -> None:
    found = factors(stories[0], make("other", "x", stories[1].body, day))
    assert (found["near"], found["far"]) == (near, far)


def test_a_missing_date_is_neutral(stories: tuple[Article, ...], make: Make) -> None:
    found = factors(stories[0], make("other", "x", stories[1].body))
    assert (found["near"], found["far"]) == (0.0, 0.0)


QUAKE = (
    "A magnitude {} earthquake struck {} km from {} on Tuesday, the geological survey said. The quake hit at a depth of 10 km, "
    "and there were no immediate reports of damage or casualties in {}, officials said."
)


def test_a_shared_template_with_other_names_is_a_conflict(make: Make) -> None:
    one, other = (
        make(p, f"Quake strikes near {p}", QUAKE.format("6.1", d, p, p), "2021-03-01")
        for p, d in (("Hachinohe", 20), ("Iquique", 31))
    )
    assert factors(one, other)["template"] > 0.2
    assert factors(one, one)["template"] == 0.0
    from compare.clustering import explain  # noqa: PLC0415

    assert not explain(one, other).same


def test_without_names_there_is_no_template(make: Make) -> None:
    text = "a fire in a warehouse hurt workers and spread to the roof of the depot"
    assert factors(make("a", None, text), make("b", None, text))["template"] == 0.0


def test_weights_have_the_signs_that_the_factors_mean() -> None:
    weights = shipped_weights()
    against = {"template", "far", "alone_far", *CLASHES}
    for model in (weights.pair, weights.group):
        assert all((value <= 0) if name in against else (value >= 0) for name, value in model.weights.items())
    assert tuple(weights.pair.weights) == PAIR_FACTORS
    assert tuple(weights.group.weights) == GROUP_FACTORS


def _group(count: int, odds: dict[tuple[int, int], float]) -> list[dict[str, float]]:
    left, right = (np.array([key[side] for key in odds]) for side in (0, 1))
    none = np.zeros((len(odds), len(CLASHES)))
    table = group_factors(count, left, right, np.array(list(odds.values())), np.zeros(len(odds)), none)
    return [dict(zip(GROUP_FACTORS, row, strict=True)) for row in table.tolist()]


def test_an_isolated_pair_is_judged_by_itself() -> None:
    (found,) = _group(2, {(0, 1): 1.5})
    assert found == dict.fromkeys(GROUP_FACTORS, 0.0) | {"alone": 1.5}


def test_third_articles_part_two_events_of_one_kind() -> None:
    odds = {(a, b): 4.0 if a // 4 == b // 4 else 0.5 for a in range(8) for b in range(a + 1, 8)}
    found = dict(zip(odds, _group(8, odds), strict=True))
    assert found[0, 1]["agree"] > 0.5
    assert found[0, 1]["disagree"] == 0.0
    assert found[0, 5]["disagree"] < -0.5
    assert found[0, 5]["denser"] < found[0, 1]["denser"]


def test_no_pairs_no_factors() -> None:
    none = np.zeros(0, dtype=np.intp)
    assert group_factors(3, none, none, np.zeros(0), np.zeros(0), np.zeros((0, len(CLASHES)))).shape == (
        0,
        len(GROUP_FACTORS),
    )
    assert len(pair_cosines(csr_matrix((2, 2)), none, none)) == 0
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


def test_copies_follow_the_first_but_not_where_nothing_is_said() -> None:
    assert find_copies([b"x", b"y", b"x", b"x"], [9, 9, 9, 9]) == [0, 1, 0, 0]
    assert find_copies([b"x", b"x"], [3, 3]) == [0, 1]


def test_vectors_are_unit_rows_or_empty(make: Make) -> None:
    read = read_articles([make("a", "Fire in Quillon", "A fire in Quillon hurt 14 workers."), make("b", None, "")])
    lengths = [np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel().round(6).tolist() for matrix in read.vectors]
    assert all(length[1] == 0 and length[0] in {0.0, 1.0} for length in lengths)
    assert vectorise([])[0].full.shape[0] == 0


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
