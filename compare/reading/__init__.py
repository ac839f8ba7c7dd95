"""Reading: folders and files of saved pages and records become a corpus of articles."""

from __future__ import annotations

from compare.reading.outlets import OutletTable, load_outlets
from compare.reading.reading import read

__all__ = ["OutletTable", "load_outlets", "read"]
