"""The room's end of the session's log: order, gaps, and what a returning client has missed."""

from collections import deque
from collections.abc import Iterable, Iterator

import msgspec

from shared.events.notices import LoggedEvent, client_json, event_in
from shared.events.room import SessionChanged
from shared.events.values import Audience, RoomRole, Seq, UserId
from shared.events.visibility import visible_to

KEPT_EVENTS = 600


class Record(msgspec.Struct, frozen=True):
    """An event as clients receive it."""

    seq: Seq
    audience: Audience
    json: bytes
    changes_tutors: bool


class Journal:
    """Holds the newest events without a gap, and sets aside those that came too early."""

    def __init__(self, seq: Seq) -> None:
        self.seq = seq
        self.head = seq
        self._records: deque[Record] = deque(maxlen=KEPT_EVENTS)
        self._early: dict[Seq, LoggedEvent] = {}
        self._behind_since: float | None = None

    @property
    def is_behind(self) -> bool:
        """Whether the core is known to have events that are not here."""
        return self.head > self.seq

    @property
    def set_aside(self) -> int:
        """How many events came too early and wait for those before them."""
        return len(self._early)

    def receive(self, events: Iterable[LoggedEvent], now: float) -> Iterator[LoggedEvent]:
        """The events that are next in order, each exactly once; takes any order and repetition."""
        for event in events:
            self.head = max(self.head, event.seq)
            if event.seq > self.seq:
                self._early[event.seq] = event
        while (following := self._early.pop(self.seq + 1, None)) is not None:
            self.seq = following.seq
            self._behind_since = None
            yield following
        self.note_head(self.head, now)

    def note_head(self, head: Seq, now: float) -> None:
        """The core has the log up to `head`: the wait for what is missing begins."""
        self.head = max(self.head, head)
        if self.is_behind and self._behind_since is None:
            self._behind_since = now

    def is_due(self, now: float, patience_seconds: float) -> bool:
        """Whether to fetch now what has been missing for so long; counts from anew when it says yes."""
        if self._behind_since is None or now - self._behind_since < patience_seconds:
            return False
        self._behind_since = now
        return True

    def keep(self, event: LoggedEvent) -> Record:
        """Remember an event for those who will ask for it later."""
        record = _record(event)
        self._records.append(record)
        return record

    def prepend(self, events: Iterable[LoggedEvent]) -> None:
        """Remember events from before the room opened, as far as they join what is here."""
        first = self._first()
        for event in sorted(events, key=lambda event: event.seq, reverse=True):
            if event.seq == first - 1 and len(self._records) < KEPT_EVENTS:
                self._records.appendleft(_record(event))
                first = event.seq

    def _first(self) -> Seq:
        return self._records[0].seq if self._records else self.seq + 1

    def reaches_back_to(self, seq: Seq) -> bool:
        """Whether all events after `seq` are here."""
        return self._first() - 1 <= seq <= self.seq

    def missed(self, seq: Seq, user_id: UserId, role: RoomRole, most: int, most_bytes: int) -> list[Record] | None:
        """The events after `seq` that the member may see: all, or None when they are too many or not all here."""
        if not self.reaches_back_to(seq):
            return None
        missed = [r for r in self._records if r.seq > seq and visible_to(r.audience, user_id, role)]
        is_little = len(missed) <= most and sum(len(record.json) for record in missed) <= most_bytes
        return missed if is_little else None


def _record(event: LoggedEvent) -> Record:
    known = event_in(event)
    changes_tutors = isinstance(known, SessionChanged) and known.tutor_ids is not None
    return Record(event.seq, event.audience, client_json(event), changes_tutors)
