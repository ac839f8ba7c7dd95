"""Results to bytes and back, by their declared types alone: nothing that is read can name a class or run code."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal, TypeVar

import msgspec

T = TypeVar("T")

_PACK, _TEXT = b"\x00", b"\x01"
"""How an encoding begins: MessagePack, or JSON where a text holds half of a surrogate pair, which is no UTF-8."""


def encode(value: Any, order: Literal["deterministic"] | None = None) -> bytes:  # noqa: ANN401 - whatever msgspec encodes
    """``value`` as bytes, mappings in their own order; with ``order`` equal values give equal bytes, also of sets."""
    try:
        return _PACK + msgspec.msgpack.encode(value, order=order)
    except UnicodeEncodeError:
        return _TEXT + json.dumps(msgspec.to_builtins(value, order=order)).encode()


def decode(data: bytes, kind: type[T]) -> T:
    """The value of type ``kind`` that was encoded.

    Raises:
        ValueError: The bytes are no encoding of such a value.
    """
    form, rest = data[:1], data[1:]
    try:
        if form == _PACK:
            return msgspec.msgpack.decode(rest, type=kind)
        if form == _TEXT:
            return msgspec.convert(json.loads(rest), kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    raise ValueError("not an encoding of ours")


def key_of(*parts: Any) -> str:  # noqa: ANN401 - whatever msgspec encodes
    """The SHA-256, in hexadecimal, of the parts' encodings, each with its length: no two lists of parts run together."""
    sha = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else encode(part, "deterministic")
        sha.update(len(data).to_bytes(8, "big"))
        sha.update(data)
    return sha.hexdigest()
