"""Published text with its language, so that a page can set, break and pronounce it rightly."""

from __future__ import annotations

import re

from msgspec import Struct

_HANGUL = re.compile("[ᄀ-ᇿ㄰-㆏가-힣]")
_LETTER = re.compile(r"[^\W\d_]")


class Run(Struct, frozen=True):
    """A piece of published text; ``lang`` is a language tag where it is known not to be the site's."""

    text: str
    lang: str | None = None


def run(text: str, declared: str | None, site_language: str) -> Run:
    """``text`` with its language: Korean where it is written in Hangul, else the declared one.

    Names and headlines are often written in another script than their article declares.
    """
    language = "ko" if is_korean(text) else declared
    return Run(text, language if language != site_language else None)


def is_korean(text: str) -> bool:
    """Whether at least a third of the letters are Hangul."""
    hangul = len(_HANGUL.findall(text))
    return hangul > 0 and 3 * hangul >= len(_LETTER.findall(text))
