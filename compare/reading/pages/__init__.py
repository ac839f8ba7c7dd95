"""Saved text of web pages: what each line is, where the article begins and ends, what is no part of it."""

from __future__ import annotations

from compare.reading.pages.page import NoTextError, read_page

__all__ = ["NoTextError", "read_page"]
