"""Curation: what people decide, read from ``overrides.toml`` and applied where each decision belongs.

``parsing`` reads the file, ``correcting`` mends articles before anything looks at them (dates, exclusions), ``grouping``
changes which articles are one event, ``cases`` gives each event the rest (links, speakers, titles) with the notes that its
page shows. A decision that names nothing in the corpus is an error with the nearest match (``matching``), and so are two
that contradict each other.
"""

from __future__ import annotations

from compare.curation.cases import curate
from compare.curation.correcting import correct
from compare.curation.grouping import regroup
from compare.curation.parsing import parse
from compare.curation.spelling import spell

__all__ = ["correct", "curate", "parse", "regroup", "spell"]
