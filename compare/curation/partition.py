"""Articles in disjoint groups, and the ties between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


class Partition:
    """Article ids in groups, each in one."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """Start from ``groups``."""
        self._members = [set(group) for group in groups]
        self._home = {member: group for group in self._members for member in group}

    def copy(self) -> Partition:
        """The same groups, to be changed apart."""
        return Partition(self.groups())

    def groups(self) -> Iterator[list[str]]:
        """The members of each group, sorted."""
        return (sorted(group) for group in self._members if group)

    def together(self, a: str, b: str) -> bool:
        """Whether two are in one group."""
        return self._home[a] is self._home[b]

    def beside(self, member: str) -> list[str]:
        """The others of its group."""
        return sorted(self._home[member] - {member})

    def split(self, leaving: Iterable[str]) -> None:
        """Part ``leaving`` from whatever they stand beside; those of one group stay together."""
        gone = set(leaving)
        for group in [group for group in self._members if group & gone and group - gone]:
            self._found(group & gone)

    def move(self, targets: Mapping[str, str]) -> None:
        """Bring each key, alone, to the group of its value; no value is a key."""
        for member, target in targets.items():
            self._put({member}, self._home[target])

    def merge(self, members: Iterable[str]) -> None:
        """Make one group of all the groups that ``members`` are in."""
        first, *others = sorted(set(members))
        for other in others:
            if not self.together(first, other):
                self._put(self._home[other], self._home[first])

    def _found(self, members: set[str]) -> None:
        self._members.append(set())
        self._put(members, self._members[-1])

    def _put(self, members: set[str], group: set[str]) -> None:
        for member in list(members):
            self._home[member].discard(member)
            group.add(member)
            self._home[member] = group


class Ties:
    """Which articles people tied together, one way or another."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """Take the sets that were named together."""
        self._groups: dict[str, set[str]] = {}
        for group in groups:
            joined = set(group).union(*(self._groups.get(member, ()) for member in group))
            self._groups.update(dict.fromkeys(joined, joined))

    def of(self, member: str) -> set[str]:
        """All that is tied to ``member``, itself among them."""
        return self._groups.get(member, {member})
