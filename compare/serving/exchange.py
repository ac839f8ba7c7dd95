"""What is asked and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct


class Request(Struct, frozen=True):
    """What a browser asks: ``target`` as it was sent ("/e/1/?x=y"), ``headers`` by lower-case name, the ``client``'s address."""

    method: str
    target: str
    headers: Mapping[str, str] = {}
    body: bytes = b""
    client: str = "127.0.0.1"


class Answer(Struct, frozen=True):
    """What it gets: a status, a body with its content type, and further headers."""

    status: int
    body: bytes
    kind: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = {}


Application = Callable[[Request], Answer]
"""A site, or anything else that answers; called from several threads at once."""


def refusal(status: int, text: str, headers: Mapping[str, str] | None = None) -> Answer:
    """A plain line that says why not."""
    return Answer(status, f"{text}\n".encode(), headers=headers or {})
