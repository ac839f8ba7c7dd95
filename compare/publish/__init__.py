"""Pages to disk: what stands there is replaced as a whole, and only files of our own are ever touched."""

from __future__ import annotations

from compare.config import MANIFEST
from compare.publish.drift import Drift, find_drift
from compare.publish.write import Written, write

__all__ = ["MANIFEST", "Drift", "Written", "find_drift", "write"]
