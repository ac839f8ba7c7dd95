"""Bytes of every encoding that is read, and a clear word on those that are not."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.reading.decode import UndecodableError, clean, decode

KOREAN = "항구 도시 의회는 “야간 여객선”을 계속 운항하기로 했다.\n표결은 21 대 8이었다.\n"
ENGLISH = "The council voted on Monday.\nThe vote was 21 to 8.\n"


@pytest.mark.parametrize("text", [KOREAN, ENGLISH])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp949"),
    ],
)
def test_each_known_encoding_is_told(text: str, mark: bytes, encoding: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


def test_english_with_korean_quotation_marks_is_cp949() -> None:
    text = "The mayor said “never again” and left… for the mayor’s house.\n"
    assert decode(text.encode("cp949")) == text


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        (b"fine\nfine\nnot \xff fine\n", 3, 14),
        ("caf\u00e9 au lait\n".encode("latin-1"), 1, 3),
        ("R\u00e9sum\u00e9s for 3 r\u00f4les\n".encode("latin-1"), 1, 1),
        (b"cut inside a letter \xea\xb0", 1, 20),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(data: bytes, line: int, byte: int) -> None:
    with pytest.raises(UndecodableError, match=f"byte {byte} does not fit") as caught:
        decode(data)
    assert caught.value.line == line
    assert "UTF-8" in caught.value.hint


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xfe\xff\xd8\x00"])
def test_a_mark_that_lies_is_named(data: bytes) -> None:
    with pytest.raises(UndecodableError, match="UTF-16"):
        decode(data)


def test_high_bytes_that_pair_up_but_are_no_korean_are_refused() -> None:
    with pytest.raises(UndecodableError):
        decode(b"\xa1\xa1" * 20 + b"\xff")


def test_binary_is_not_text() -> None:
    with pytest.raises(UndecodableError, match=r"not text: .* control characters, the first at byte 9") as caught:
        decode(b"a picture\x00\x01\x02\x03\x04\x05" + bytes(range(32)) * 3)
    assert caught.value.line == 1


def test_a_stray_nul_is_taken_out_and_the_text_kept() -> None:
    assert clean(decode(ENGLISH.encode() + b"\x00The end.")) == ENGLISH + "The end."


def test_line_ends_of_every_kind_become_newlines_and_other_controls_go() -> None:
    assert clean("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h\x07i\tj\x7f\x9b") == "a\nb\nc\nd\ne\nf\ng\nhi\tj"


def test_direction_marks_and_scripts_are_text() -> None:
    text = "a\u202eb\u200fc <script>{{ x }}</script>"
    assert clean(text) == text


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with suppress(UndecodableError):
        decode(data).encode("utf-8")
