"""Reading: folders and files of saved pages and records become a corpus of articles."""

from __future__ import annotations

from compare.reading.inputs import read
from compare.reading.outlets import OutletTable, load_outlets

__all__ = ["OutletTable", "load_outlets", "read"]
