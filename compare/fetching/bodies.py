"""Bodies, unpacked no further than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from compare.fetching.failures import FetchError

_GZIP = 31  # wbits: a gzip header and trailer
GZIP_MAGIC = b"\x1f\x8b"


def read_plain(chunks: Iterable[bytes], most: int) -> bytes:
    """The bytes of ``chunks``.

    Raises:
        FetchError: They are more than ``most``.
    """
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise too_large(most)
    return bytes(body)


def read_gzip(chunks: Iterable[bytes], most: int) -> bytes:
    """What ``chunks``, a gzip stream of one or several members, unpack to.

    Never holds more than ``most`` bytes unpacked, nor reads more than ``most`` packed.

    Raises:
        FetchError: More than ``most`` bytes on either side, no gzip, or cut short.
    """
    body, read, member, done = bytearray(), 0, zlib.decompressobj(_GZIP), False
    try:
        for chunk in chunks:
            read += len(chunk)
            left = chunk
            while left:
                if member.eof:
                    member = zlib.decompressobj(_GZIP)
                body += member.decompress(left, most - len(body) + 1)
                if len(body) > most or read > most:
                    raise too_large(most)
                left = member.unused_data if member.eof else b""
                done = done or member.eof
    except zlib.error as error:
        if done:  # what follows a whole member is padding
            return bytes(body)
        raise FetchError("the body is damaged: not the gzip it is said to be", again=True) from error
    if not member.eof:
        raise FetchError("the body was cut short", again=True)
    return bytes(body)


def too_large(most: int) -> FetchError:
    """The body is larger than ``most`` bytes."""
    size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most:,} bytes"  # noqa: PLR2004 - a million
    return FetchError(f"larger than {size}", settled=True)
