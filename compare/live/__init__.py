"""A site that follows its inputs: built in memory, and again where something changed."""

from __future__ import annotations

from compare.live.application import live_application
from compare.live.site import Built, LiveSite, Source
from compare.live.watching import follow, look

__all__ = ["Built", "LiveSite", "Source", "follow", "live_application", "look"]
