"""Pages to disk: what stands there is replaced as a whole, and only files of our own are ever touched."""

from __future__ import annotations

from compare.config import MANIFEST
from compare.publish.drift import Drift, find_drift
from compare.publish.standing import StandingArticle, StandingEvent, read_standing
from compare.publish.write import Written, write

__all__ = ["MANIFEST", "Drift", "StandingArticle", "StandingEvent", "Written", "find_drift", "read_standing", "write"]
