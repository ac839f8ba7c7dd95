"""Articles written for these tests: two visits by one envoy, a fire, and helpers to make more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.model import Article, Moment, Sentence

Make = Callable[..., Article]

JULY_A = (
    "Visiting envoy backs bridge talks in Lorvia",
    (
        "HARTOWN, July 8 -- Deputy Minister Tobias Grendel said Wednesday that the Union strongly supports the bridge talks "
        "between Lorvia and Marsk. The envoy, Tobias Grendel, spoke after a meeting with chief negotiator Ines Palfrey at the "
        "foreign office in Hartown. He told reporters that Grendel and Palfrey had agreed to reopen the bridge over the Dunmere. "
        "A spokesman for Palfrey said the Dunmere bridge could open by autumn if Marsk agreed to the inspections."
    ),
)
JULY_B = (
    "Lorvia and Union agree to reopen Dunmere bridge",
    (
        "The bridge over the Dunmere may open this autumn, chief negotiator Ines Palfrey said after talks with the Union envoy "
        "Tobias Grendel in Hartown on Wednesday. It was welcomed by Tobias Grendel, who said the Union supports the bridge talks "
        "with Marsk. The foreign office in Hartown said that inspections by Marsk were still needed before the Dunmere bridge opens."
    ),
)
SEPTEMBER = (
    "Finance chief Wendel Ostrow flies out for loan talks",
    (
        "Finance chief Wendel Ostrow left Lorvia on Wednesday for talks on a loan with the Union. Mr. Ostrow is to meet with "
        "Deputy Minister Tobias Grendel on Thursday to discuss the interest on the loan and the port fees at Selby. Before he "
        "boarded, the finance chief Ostrow said the loan from the Union would pay for two ferries and a new pier at Selby."
    ),
)
FIRE_A = (
    "Warehouse fire in Quillon injures 14 workers",
    (
        "A fire at the Brasswick warehouse in Quillon injured 14 workers early on Friday, the fire brigade of Quillon said. The "
        "flames spread from a paint store to the roof of the Brasswick depot. Fire chief Odette Varga said that her crews saved "
        "all 14 workers through a skylight, and that the owner, Brasswick Freight, had stored solvents without a permit."
    ),
)
FIRE_B = (
    "14 hurt as Brasswick depot burns in Quillon",
    (
        "Fourteen workers were hurt when the depot of Brasswick Freight in Quillon burned on Friday. Crews led by fire chief "
        "Odette Varga pulled the workers out through a skylight, the fire brigade said. The blaze began in a paint store, and the "
        "solvents that Brasswick kept there had no permit, Varga said in Quillon."
    ),
)


def make_article(name: str, title: str | None, body: str, published: str | None = None, **more: object) -> Article:
    """An article whose body is one sentence."""
    sentences = (Sentence(name, 0, 0, 0, len(body), body),) if body else ()
    moment = Moment(published) if published else None
    return Article(id=name, headline=title, body=body, sentences=sentences, published=moment, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def make() -> Make:
    """The function that makes an article."""
    return make_article


@pytest.fixture(scope="session")
def stories() -> tuple[Article, ...]:
    """Two accounts of a July visit, one of a September journey, two of a fire."""
    return (
        make_article("july-a", *JULY_A, "2021-07-08T12:39+09:00"),
        make_article("july-b", *JULY_B, "2021-07-08T17:08+09:00"),
        make_article("september", *SEPTEMBER, "2021-09-09T10:50+09:00"),
        make_article("fire-a", *FIRE_A, "2021-07-09"),
        make_article("fire-b", *FIRE_B, "2021-07-09"),
    )
