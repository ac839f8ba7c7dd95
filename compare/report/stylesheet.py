"""The stylesheet as delivered: without comments and the space that only its authors need."""

from __future__ import annotations

import re

_STRING_OR_COMMENT = re.compile(r"(\"[^\"\n]*\"|'[^'\n]*')|/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r" ?([{};,>]) ?|(?<=:) ")
_STRING = re.compile(r"(\"[^\"\n]*\"|'[^'\n]*')")


def compact(css: str) -> str:
    """``css`` on one line with nothing to spare; strings stay as they are."""
    bare = _STRING_OR_COMMENT.sub(lambda match: match.group(1) or "", css)
    pieces = _STRING.split(bare)
    pieces[::2] = (_AROUND.sub(r"\g<1>", re.sub(r"\s+", " ", piece)) for piece in pieces[::2])
    return "".join(pieces).replace(";}", "}").strip() + "\n"
