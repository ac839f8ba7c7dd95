"""Articles of our own for the alignment's tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from compare.model import Article, Moment, Sentence

Make = Callable[..., Article]


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes an article of given sentences, one a paragraph."""

    def article(name: str, sentences: Sequence[str], **parts: object) -> Article:
        found, at = [], 0
        for index, text in enumerate(sentences):
            found.append(Sentence(name, index, index, at, at + len(text), text))
            at += len(text) + 1
        day = parts.pop("day", None)
        published = Moment(str(day)) if day else None
        outlet = parts.pop("outlet_id", name)
        return Article(
            id=name, outlet_id=outlet, body="\n".join(sentences), sentences=tuple(found), published=published, **parts
        )  # type: ignore[arg-type]

    return article


@pytest.fixture(scope="session")
def ferry(make: Make) -> tuple[Article, Article, Article]:
    """Three accounts of one accident, told in different words and orders."""
    herald = make(
        "herald",
        [
            "A ferry with 143 passengers struck a breakwater in thick fog off Mokpo on Thursday night, and 25 people were hurt.",
            "Fishing boats brought everyone ashore within an hour.",
            "The captain told investigators that he had not seen the lights of the harbor entrance.",
            "“It sounded as if a house had fallen over,” said Baek Su-rin, a teacher who was on her way home.",
            "The company that runs the route has been warned twice this year for sailing in bad weather.",
        ],
        headline="Ferry hits breakwater off Mokpo, 25 hurt",
        day="2020-10-16",
    )
    times = make(
        "times",
        [
            "MOKPO — Twenty-seven people were injured when a passenger ferry ran into a breakwater near Mokpo in dense fog, the coast guard said.",
            "Its captain said that he could not see the harbor lights, according to investigators.",
            "All 143 passengers were taken ashore by fishing boats.",
            "Shares of the parent company fell four percent on Friday.",
        ],
        headline="Ferry runs into breakwater in fog; 27 injured",
        day="2020-10-16",
    )
    post = make(
        "post",
        [
            "The owner of the ferry had received two warnings this year because it let ships sail in bad weather.",
            "The ferry hit a breakwater off Mokpo on Thursday.",
            "Divers looked at the hull on Saturday and found a hole as long as a man.",
        ],
        headline="Owner of Mokpo ferry had been warned",
        day="2020-10-17",
    )
    return herald, times, post
