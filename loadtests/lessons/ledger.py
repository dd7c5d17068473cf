"""Keeps count of the durable events that one member was sent, across all their connections (PROTOCOL, Connecting)."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Ledger:
    """`position` is where the next connection resumes; what a snapshot covers need not be sent as an event too."""

    position: int | None = None
    doubled: list[int] = field(default_factory=list)
    acknowledged: set[int] = field(default_factory=set)
    _covered: int = 0
    _seen: set[int] = field(default_factory=set)
    _seen_here: set[int] = field(default_factory=set)
    _resumed_from: int = 0

    def snapshot(self, seq: int) -> None:
        """A connection began with the whole state as of `seq`."""
        self._covered = max(self._covered, seq)
        self._begin(seq)

    def resumed(self) -> None:
        """A connection began where `position` left off: only later events may follow."""
        self._begin(self.position or 0)

    def _begin(self, served: int) -> None:
        self._resumed_from = served
        self._seen_here = set()

    def heard(self, seq: int) -> None:
        """An event came: once on this connection, and not before the place where it began."""
        if seq in self._seen_here or seq <= self._resumed_from:
            self.doubled.append(seq)
        self._seen_here.add(seq)
        self._seen.add(seq)

    def served(self, seq: int) -> None:
        """A ping: everything up to `seq` has been sent here."""
        self.position = seq

    def missed(self, log: Iterable[int]) -> list[int]:
        """Of the events that the member may see by the core's log, those that neither came nor are in a snapshot."""
        return [seq for seq in log if seq > self._covered and seq not in self._seen]

    def invented(self, log: Iterable[int]) -> list[int]:
        """What was acknowledged, or sent, and is not in the core's log."""
        return sorted((self.acknowledged | self._seen) - set(log))
