"""Web pages as browsers and crawlers save them: what they claim of themselves, and the article on them."""

from __future__ import annotations

from compare.reading.webpages.document import MAX_MARKUP_BYTES, MAX_SAVED_BYTES, UnreadablePageError
from compare.reading.webpages.mhtml import unpack
from compare.reading.webpages.page import CameFrom, read_webpage

__all__ = ["MAX_MARKUP_BYTES", "MAX_SAVED_BYTES", "CameFrom", "UnreadablePageError", "read_webpage", "unpack"]
