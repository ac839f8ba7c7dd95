"""Records: one object or row an article, whatever file they come in."""

from __future__ import annotations

from compare.corpus.records.record import read_records

__all__ = ["read_records"]
