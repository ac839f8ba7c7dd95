"""Results of the last builds, kept in memory: the next build does only what is new."""

from __future__ import annotations


class Memory:
    """A store of results by key that forgets what the last build had no use for."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._kept: dict[str, bytes] = {}
        self._used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """What was kept under the key."""
        self._used.add(key)
        return self._kept.get(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep the content under the key."""
        self._kept[key] = content

    def forget(self) -> None:
        """Let go of what nobody asked for since the last time."""
        self._kept = {key: content for key, content in self._kept.items() if key in self._used}
        self._used = set()
