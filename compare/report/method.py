"""The method page: what every number means, what it depends on, what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from compare.config import Config
from compare.framing import all_analyses
from compare.framing.analysis import Measure
from compare.framing.pooling import MEASURES
from compare.report.site import SiteContext
from compare.report.urls import body_digest, measure_anchor


class Definition(NamedTuple):
    """A term and what it means."""

    term: str
    text: str


class Defined(NamedTuple):
    """A measure with its anchor on the method page."""

    anchor: str
    measure: Measure


class Dimension(NamedTuple):
    """One dimension of framing: its title, what it asks, its measures."""

    title: str
    question: str
    measures: tuple[Defined, ...]


def define_counts(config: Config) -> tuple[Definition, ...]:
    """What is counted, with the thresholds of ``config``."""
    percent = round(100 * config.origins.reprint)
    return (
        Definition(
            "Word",
            "Letters or digits, joined inside by an apostrophe, full stop, comma or hyphen. Words of an article are those of"
            " its own sentences: its deck, captions, credits and page furniture do not count.",
        ),
        Definition(
            "Event",
            "Articles whose estimated probability of telling the same thing that happened is"
            f" {config.events.threshold} or more, grouped by average linkage. The estimate weighs rare shared words,"
            " headlines, names, numbers, places and dates; dates weigh, but none excludes.",
        ),
        Definition(
            "Independent origin",
            "Articles that one newsroom wrote, or that are copies or versions of one text, are one origin. An article that"
            f" credits a news agency belongs to that agency’s origin. One of which {percent}% or more of the words stand"
            " in an earlier article of another newsroom is a reprint of it; where the dates do not tell which was"
            " earlier (one gives the day alone, or none), the two are one origin all the same, and neither is called the"
            " reprint. The evidence is quoted under Provenance.",
        ),
        Definition(
            "Link",
            "Two sentences of different articles that say the same thing, wholly or in part: those whose score (0 to 1) is"
            f" {config.alignment.threshold} or more. A sentence may have several links.",
        ),
        Definition(
            "Point",
            "Sentences joined by links, taken together, so long as more than half of their pairs are linked. A link that"
            " joins no point leads from one sentence to another as “see also”. A point is named by the rarest words that at least two of its"
            " articles share. Rarity is measured on a fixed list of word frequencies, not on this corpus.",
        ),
        Definition(
            "Wording",
            "Sentences with the same words in the same order; datelines, capitals, kinds of quotation marks and punctuation"
            " aside. The text shown is the first article’s.",
        ),
        Definition("Nearest", "Where no sentence of an article matches, the score of its best one."),
        Definition(
            "Probability of one event",
            "For an article left out of an event. The strongest reasons are listed with what each adds to the log-odds (0 is a"
            " probability of one half); event.json has the measured values too.",
        ),
    )


STATES: tuple[Definition, ...] = (
    Definition(
        "Possible conflict",
        "Linked, and a number, a date, a name or a negation differs. It may be an error, a later figure, or two ways of"
        " counting: the words are marked for a reader to judge.",
    ),
    Definition(
        "Reworded",
        "Linked to another origin’s sentence in other words. Words that no other wording has are marked; where the telling"
        " words that are shared are fewer, those are marked instead. “Partial” points share only some clauses; the rest is set"
        " in grey.",
    ),
    Definition("Same words", "Linked to another origin’s sentence, and all of the point have the same words."),
    Definition(
        "Repeated",
        "Linked, and all articles of the point are of one origin: copies, versions of one text, or articles of one newsroom, in"
        " the same words or in others. It is one account told again, not two that agree.",
    ),
    Definition(
        "See also",
        "In no shared point, but linked to sentences of one, which are named beside it; too few of that point’s sentences are"
        " linked to it for it to belong there.",
    ),
    Definition(
        "Perhaps told elsewhere",
        "In no shared point, and linked to nothing, but near enough to a sentence of another article that it may well say the"
        " same: it is not called the only one.",
    ),
    Definition("Only one article", "In one article only: linked to no sentence of any other article of the event."),
)
"""What each state of a sentence means, in the order of ``compare.report.points``."""

NOT_CLAIMED: tuple[str, ...] = (
    (
        "No score of any outlet’s politics, and no statement of intent. Differences are shown with their evidence; what they mean"
        " is for the reader to say."
    ),
    (
        "That no matching sentence was found does not mean that a newsroom knew and chose not to print. It may have gone to press"
        " before, have had less room, or have said it in words that the comparison does not recognise."
    ),
    "One event is too little for a test of significance. Counts of one event are counts.",
    "“In one article only” means: within the articles that were given. Other articles may exist.",
)

KNOWN_FAILURES: tuple[str, ...] = (
    "Similarity is lexical. A paraphrase without a word in common is not found; the sentence then counts as “only one article”.",
    "Sentences that share many names without saying the same thing may be linked.",
    (
        "Two events with the same people and words, a few days apart, may be taken for one event; a long story told in new"
        " words may be split."
    ),
    "A copy without a credit, cut to a few sentences, may count as an origin of its own.",
    "Texts in different languages are not compared with each other.",
    (
        "Speakers are identified by rules on words, without a parser: about two in a hundred of those told on labelled English news are"
        " wrong, and one quotation in six is left without a speaker."
    ),
)


def define_framing(config: Config = Config()) -> tuple[Dimension, ...]:  # noqa: B008 - frozen
    """Every dimension of framing with its measures, in the order of ``ANALYSES``, then the site's own; pooled ones last."""
    dimensions = [
        Dimension(a.title, a.question, tuple(Defined(measure_anchor(a.name, m.name), m) for m in a.measures))
        for a in all_analyses(config.framing)
    ]
    pooled = tuple(Defined(measure_anchor("pooled", m.name), m) for m in MEASURES)
    return (
        *dimensions,
        Dimension("Over events", "What does an outlet do over many events, beside the others?", pooled),
    )


def to_markdown(config: Config) -> str:
    """All definitions as one document."""
    return "\n".join(_lines(config)) + "\n"


def _lines(config: Config) -> Iterator[str]:
    yield from ("# What every number means", "")
    yield "Generated from the code that computes the numbers (`make golden`); the method page of a site says the same, with"
    yield "the thresholds of that site."
    for title, terms in (("What is counted", define_counts(config)), ("The states of a sentence", STATES)):
        yield from ("", f"## {title}", "")
        yield from (f"- **{definition.term}**: {definition.text}" for definition in terms)
    for dimension in define_framing(config):
        yield from ("", f"## {dimension.title}", "", dimension.question, "")
        for defined in dimension.measures:
            m = defined.measure
            yield f"- **{m.name}** ({m.unit}): {m.definition} Minimum data: {m.minimum}. Uncertainty: {m.uncertainty}."
    for title, claims in (("What is not claimed", NOT_CLAIMED), ("Known failures", KNOWN_FAILURES)):
        yield from ("", f"## {title}", "")
        yield from (f"- {claim}" for claim in claims)


MOST_INPUTS = 200


class Input(NamedTuple):
    """An article that was read, with the digest of its body."""

    article_id: str
    event_id: str | None
    digest: str


class MethodPage(NamedTuple):
    """What the site was made with; ``corpus_digest`` covers every article's id and body.

    ``inputs`` is empty where there are too many to list: each event's page has its own.
    """

    events_threshold: float
    alignment_threshold: float
    reprint_share: float
    timezone: str
    data: tuple[tuple[str, str], ...]
    articles: int
    corpus_digest: str
    inputs: tuple[Input, ...]
    counts: tuple[Definition, ...]
    states: tuple[Definition, ...]
    framing: tuple[Dimension, ...]
    not_claimed: tuple[str, ...]
    known_failures: tuple[str, ...]


def view_method(shelf: SiteContext) -> MethodPage:
    """The method page of a site."""
    config = shelf.site.config
    inputs = [_input(shelf, article_id) for article_id in sorted(shelf.articles)]
    together = "".join(f"{found.article_id}\0{found.digest}\n" for found in inputs)
    return MethodPage(
        events_threshold=config.events.threshold,
        alignment_threshold=config.alignment.threshold,
        reprint_share=config.origins.reprint,
        timezone=config.site.timezone,
        data=tuple(sorted(shelf.site.data_versions.items())),
        articles=len(inputs),
        corpus_digest=hashlib.sha256(together.encode(errors="surrogatepass")).hexdigest(),
        inputs=tuple(inputs) if len(inputs) <= MOST_INPUTS else (),
        counts=define_counts(config),
        states=STATES,
        framing=define_framing(config),
        not_claimed=NOT_CLAIMED,
        known_failures=KNOWN_FAILURES,
    )


def _input(shelf: SiteContext, article_id: str) -> Input:
    event = shelf.event_of.get(article_id)
    return Input(article_id, event.id if event else None, body_digest(shelf.articles[article_id].body))
