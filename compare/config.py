"""The configuration: a frozen struct for each section; decoding refuses unknown keys."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

MANIFEST = "outlet-compare.manifest.json"
"""The file in an output folder that says the folder is ours; such a folder is no input."""
CACHE_TAG = "CACHEDIR.TAG"
"""The file that says a folder is a cache, which is no input either; see https://bford.info/cachedir/."""

Share = Annotated[float, Meta(ge=0, le=1)]
"""A probability or a share."""


class SiteConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """How the site presents itself. ``notice`` is shown on every page; ``base_url`` is for feeds and citations.

    With ``full_text`` false, sentences without a match in another article are not reprinted. ``detail`` says for whom pages
    are: with "research" they show scores, thresholds, identifiers and corrections to copy, which readers need to unfold.
    ``timezone`` is an IANA name in which all times are shown; empty, each article's is its outlet's, else its source's.
    """

    title: str = "Outlet Compare"
    base_url: str = ""
    language: str = "en"
    timezone: str = ""
    notice: str = ""
    full_text: bool = True
    detail: Literal["reader", "research"] = "reader"


RecordField = Literal[
    "id",
    "outlet",
    "title",
    "published",
    "modified",
    "text",
    "sentences",
    "url",
    "byline",
    "deck",
    "language",
    "event",
    "free",
]
"""What a column of a record file can hold."""


class RecordsConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Which column of a record holds which field: ``preset`` names a tool's export, ``columns`` maps fields to columns or keys.

    Example: ``{"text": "story_body"}``; a dot descends into an object. Without either, fields are recognised by their names.
    ``dates`` says how to read 02/12/2015; by default the other dates of the file tell.
    """

    preset: str = ""
    columns: dict[RecordField, str] = {}
    dates: Literal["", "day first", "month first"] = ""


class EventsConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Grouping articles into events. ``threshold``: minimum probability that two groups of articles are one event."""

    threshold: Share = 0.5


class AlignmentConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Linking sentences. ``threshold``: minimum score of a link; ``perhaps``: minimum score of a possible match."""

    threshold: Share = 0.36
    perhaps: Share = 0.11


class OriginsConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Finding copies. ``reprint``: minimum share of copied words for a reprint."""

    reprint: Share = 0.5


class FramingConfig(Struct, frozen=True, forbid_unknown_fields=True):
    """Measuring framing. ``analyses``: the user's own, each as ``module:NAME``; they run after the shipped ones."""

    analyses: tuple[str, ...] = ()


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """All sections, with the shipped defaults."""

    site: SiteConfig = field(default_factory=SiteConfig)
    records: RecordsConfig = field(default_factory=RecordsConfig)
    events: EventsConfig = field(default_factory=EventsConfig)
    alignment: AlignmentConfig = field(default_factory=AlignmentConfig)
    origins: OriginsConfig = field(default_factory=OriginsConfig)
    framing: FramingConfig = field(default_factory=FramingConfig)
