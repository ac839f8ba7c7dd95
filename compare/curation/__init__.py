"""Curation: what people decide, read from ``overrides.toml`` and applied where each decision belongs.

``overrides`` reads and writes the file. ``apply`` does what it says, in three steps: ``correct`` changes articles before
anything looks at them (dates, exclusions), ``regroup`` changes which articles are one event, ``curate`` gives each event the
rest (links, speakers, titles) with the notes that its page shows. A decision that names nothing in the corpus is an error
that suggests the nearest match; so are two decisions that contradict each other.
"""

from __future__ import annotations

from compare.curation.apply import correct, curate, regroup
from compare.curation.overrides import parse, spell

__all__ = ["correct", "curate", "parse", "regroup", "spell"]
