"""What came of a load test: counted while it runs, told at its end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any  # figures of any shape

from loadtests.figures import percentiles, table


@dataclass
class Outcome:
    """Times in milliseconds. `unchecked` are members whose account of events could not be compared with the log."""

    began: float = field(default_factory=time.perf_counter)
    sent: int = 0
    updates_ms: list[float] = field(default_factory=list)
    events_ms: list[float] = field(default_factory=list)
    returns_ms: list[float] = field(default_factory=list)
    events: int = 0
    missed: int = 0
    doubled: int = 0
    invented: int = 0
    checked: int = 0
    unchecked: int = 0
    problems: set[str] = field(default_factory=set)

    @property
    def has_failed(self) -> bool:
        """Whether a durable event was missed or made up, or nothing could be said."""
        return bool(self.missed or self.invented or self.unchecked or not self.checked)

    @contextmanager
    def account(self) -> Iterator[None]:
        """Of one member; whoever is cut short in it is not accounted for."""
        self.unchecked += 1
        yield
        self.unchecked -= 1
        self.checked += 1

    def figures(self) -> dict[str, Any]:
        """Counts, and times in milliseconds, as the figures file keeps them."""
        seconds = time.perf_counter() - self.began
        return {
            "seconds": seconds,
            "members": self.checked + self.unchecked,
            "progressSentPerSecond": self.sent / seconds,
            "updatesDeliveredPerSecond": len(self.updates_ms) / seconds,
            "eventsDeliveredPerSecond": self.events / seconds,
            "updateMilliseconds": percentiles(self.updates_ms),
            "eventMilliseconds": percentiles(self.events_ms),
            "returnMilliseconds": percentiles(self.returns_ms),
            "returns": len(self.returns_ms),
            "events": self.events,
            "missed": self.missed,
            "doubled": self.doubled,
            "notInLog": self.invented,
            "unchecked": self.unchecked,
        }

    def tables(self) -> str:
        """The same to be read on a terminal."""
        figures = self.figures()
        times = table(
            ("end to end, ms", "number", "p50", "p95", "p99"),
            (
                ("progress → tutor", len(self.updates_ms), *figures["updateMilliseconds"].values()),
                ("command → event", len(self.events_ms), *figures["eventMilliseconds"].values()),
                ("connection lost → back", len(self.returns_ms), *figures["returnMilliseconds"].values()),
            ),
        )
        updates, sent = figures["updatesDeliveredPerSecond"], figures["progressSentPerSecond"]
        counts = (
            f"Delivered: {updates:.1f} updates/s of {sent:.1f} sent/s, "
            f"{figures['eventsDeliveredPerSecond']:.1f} durable events/s ({self.events} in all)\n"
            f"Durable events, {self.checked} members compared with the core's log: "
            f"{self.missed} missed, {self.doubled} doubled, {self.invented} not in the log"
        )
        reasons = "; ".join(sorted(self.problems)[:3])
        not_compared = f"\n{self.unchecked} members were not there at the end: {reasons}" if self.unchecked else ""
        return f"{times}\n{counts}{not_compared}"
