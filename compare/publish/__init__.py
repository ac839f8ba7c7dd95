"""Pages to disk: the folder is replaced as a whole, and only files that a build wrote are ever touched."""

from __future__ import annotations

from compare.publish.manifest import Drift, find_drift, read_standing
from compare.publish.write import Written, write, write_page

__all__ = ["Drift", "Written", "find_drift", "read_standing", "write", "write_page"]
