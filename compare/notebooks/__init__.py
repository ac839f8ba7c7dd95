"""For notebooks: every event of a corpus compared in one call, each with its texts, and shown when a cell ends with it."""

from __future__ import annotations

from compare.notebooks.compared import ComparedEvent, compare_events

__all__ = ["ComparedEvent", "compare_events"]
