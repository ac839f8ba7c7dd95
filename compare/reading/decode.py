"""Bytes to text: UTF-8, UTF-16 and CP949 (EUC-KR), and a clear word on anything else."""

from __future__ import annotations

import codecs
import re

MAX_PAGE_BYTES = 5_000_000
"""Pages beyond this are not read: no article is that long, and memory is finite."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNCLEAN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_PLAUSIBLE = re.compile(r"[\t\n\r -~\u00a0-\u00ff\u2010-\u203b\u3000-\u30ff\u3131-\u318e\u4e00-\u9fff\uac00-\ud7a3]")
_KOREAN_PAIRS = re.compile(rb"(?:[\xa1-\xac\xb0-\xc8\xca-\xfd][\xa1-\xfe])+")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
"""An escape of JSON: a pair of surrogates, half a pair, any other."""
_SAMPLE = 40_000
_LEAST_PLAUSIBLE = 0.97
_LEAST_PAIRED = 0.9
_WESTERN_MARKS = frozenset("\u00a0§°«»·–—‘’‚“”„†•…‰‹›€™©®¿¡ªº½²³")
_MOST_WESTERN = 0.3
_MOST_CONTROLS = 0.005
_SAVE_AS_UTF8 = "Save it as UTF-8 text."


class UndecodableError(ValueError):
    """Bytes that are no text; ``problem``, ``line`` and ``hint`` are fit for a reader."""

    def __init__(self, problem: str, line: int | None = None, hint: str = _SAVE_AS_UTF8) -> None:
        """Keep the parts of the message."""
        super().__init__(problem)
        self.problem, self.line, self.hint = problem, line, hint


def decode(data: bytes) -> str:
    """The text of ``data``, as it stands.

    A byte order mark decides; without one UTF-8, then UTF-16 (told by its NULs), then CP949, each only where it fits.

    Raises:
        UndecodableError: The bytes are binary or of another encoding; says where.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, len(bom))
    wide = _wide_encoding(data) if b"\0" in data else None
    if wide is not None:
        return _strictly(data, wide, 0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _korean(data, error)
    _refuse_binary(data, text)
    return text


def decode_western(data: bytes) -> str | None:
    """The text of ``data`` as Windows wrote it in Western Europe; None where its bytes are hardly letters and marks.

    No byte is wrong in this encoding, so it is asked where nothing else fits, and only for tables: Excel writes it.
    """
    text = data.decode("cp1252", errors="replace")
    high = [c for c in text if c > "\x7f"]
    usual = sum(c in _WESTERN_MARKS or "\u00c0" <= c <= "\u017e" for c in high)
    plausible = bool(high) and usual >= _LEAST_PLAUSIBLE * len(high) and len(high) <= _MOST_WESTERN * len(text)
    return text if plausible and "\0" not in text else None


def pair_surrogates(json: str) -> str:
    """JSON with U+FFFD in place of each escaped half of a surrogate pair that lacks its other half.

    Tools that cut text to a length leave them. They are no characters: no file could be written with them.
    """
    return _ESCAPE.sub(lambda found: "\\ufffd" if found[1] else found[0], json) if _HALF.search(json) else json


def clean(text: str) -> str:
    """``text`` without control characters other than newline and tab, every line end a newline."""
    if _UNCLEAN.search(text) is None:
        return text
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _strictly(data: bytes, encoding: str, offset: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, encoding.upper(), offset) from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: the byte order under which nearly all of it is ordinary writing."""
    sample = data[:_SAMPLE]
    sample = sample[: len(sample) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if text and len(_PLAUSIBLE.findall(text)) >= _LEAST_PLAUSIBLE * len(text):
            return encoding
    return None


def _korean(data: bytes, error: UnicodeDecodeError) -> str:
    """CP949, where the high bytes pair up as Korean does; Latin-1 and cut UTF-8 decode too, as nonsense."""
    high = sum(map(len, _HIGH_BYTES.findall(data)))
    paired = sum(map(len, _KOREAN_PAIRS.findall(data)))
    if paired < _LEAST_PAIRED * high or error.reason == "unexpected end of data":
        raise _undecodable(data, error, "UTF-8", 0) from error
    try:
        return data.decode("cp949")
    except UnicodeDecodeError:
        raise _undecodable(data, error, "UTF-8", 0) from error


def _refuse_binary(data: bytes, text: str) -> None:
    controls = len(_CONTROLS.findall(text))
    if controls > max(1, _MOST_CONTROLS * len(text)):
        first = _CONTROLS.search(text)
        at = len(text[: first.start()].encode()) if first else 0
        problem = f"not text: {controls} control characters, the first at byte {at}"
        raise UndecodableError(problem, data.count(b"\n", 0, at) + 1, "Give the page as plain text, or leave it out.")


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str, offset: int) -> UndecodableError:
    at = error.start + offset
    line = data.count(b"\n", 0, at) + 1
    return UndecodableError(f"neither {name} nor another known encoding: byte {at} does not fit", line)
