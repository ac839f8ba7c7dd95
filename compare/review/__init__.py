"""The review: what the machine found, beside buttons that write ``overrides.toml``.

Pages are forms that work without script. ``gate`` decides who may ask, ``choices`` reads what was chosen, ``editing`` changes
the file's text and nothing else in it, ``ledger`` keeps the file and its undo, ``views`` says what a page shows.
"""

from __future__ import annotations

from compare.review.application import REVIEW, Review
from compare.review.gate import Gate
from compare.review.ledger import Ledger

__all__ = ["REVIEW", "Gate", "Ledger", "Review"]
