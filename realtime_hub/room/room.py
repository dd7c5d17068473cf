"""The room: the one place where an input meets its handling."""

from realtime_hub.room.conversation import say
from realtime_hub.room.delivery import change_backlog, flush
from realtime_hub.room.drafts import draft_kept, draft_lost, draft_noted
from realtime_hub.room.effects import Effect, Fetch, Send
from realtime_hub.room.inputs import (
    BacklogChanged,
    BusBack,
    BusLost,
    DraftKept,
    DraftLost,
    DraftNoted,
    DrainStarted,
    Fetched,
    HeadSeen,
    Heard,
    HistoryFetched,
    Joined,
    Left,
    Logged,
    NoticesMissed,
    ReplicaRead,
    Revoked,
    RoomInput,
    Said,
    Second,
    ShareDue,
    Tick,
)
from realtime_hub.room.log_events import take_event
from realtime_hub.room.membership import join, leave, revoke
from realtime_hub.room.passing_time import pass_second
from realtime_hub.room.presence import note_absences
from realtime_hub.room.progress import report_now, settle_early_progress
from realtime_hub.room.replicas import hear, read_all, redis_is_back, take_reading
from realtime_hub.room.sharing import share
from realtime_hub.room.state import ONLY_REPLICA, RoomRules, opened
from realtime_hub.room.student import moment
from shared.events.control import ControlMessage, Degraded, Recovered
from shared.events.notices import LoggedEvent, RoomBootstrap
from shared.events.values import ReplicaId, Seq


class Room:
    """One live session. `now` is in seconds since 1970 and never goes back."""

    __slots__ = ("state",)

    def __init__(
        self, bootstrap: RoomBootstrap, rules: RoomRules, now: float, replica: ReplicaId = ONLY_REPLICA
    ) -> None:
        self.state = opened(bootstrap, rules, now, replica)

    @property
    def seq(self) -> Seq:
        """Up to where the room knows the session's log."""
        return self.state.journal.seq

    @property
    def is_restless(self) -> bool:
        """Whether a Tick would do something."""
        return self.state.is_restless or self.state.journal.is_behind

    @property
    def has_unshared(self) -> bool:
        """Whether a ShareDue would tell the other replicas something."""
        return bool(self.state.unshared)

    def facts_to_share(self, *, is_whole: bool) -> int:
        """How many a ShareDue would tell, about."""
        everything = len(self.state.listeners) + 2 * len(self.state.students) if is_whole else 0
        return everything + len(self.state.unshared)

    @property
    def is_shared(self) -> bool:
        """Whether another replica is known to have this room too."""
        return bool(self.state.others)

    def has_been_empty_for(self, seconds: float, now: float) -> bool:
        """Whether nobody has been connected for so long."""
        return not self.state.listeners and now - self.state.emptied_at >= seconds

    def handle(self, happened: RoomInput, now: float) -> list[Effect]:
        """Take one input in and say what follows from it."""
        effects: list[Effect] = []
        if isinstance(happened, Said):
            say(self.state, happened, now, effects)
        elif isinstance(happened, Tick):
            self._tick(now, effects)
        elif isinstance(happened, Second):
            pass_second(self.state, now, effects)
        elif isinstance(happened, (Heard, ReplicaRead, ShareDue)):
            self._keep_in_step(happened, now, effects)
        elif isinstance(happened, (Logged, Fetched, HistoryFetched, HeadSeen, NoticesMissed)):
            self._read_log(happened, now, effects)
        elif isinstance(happened, (DraftNoted, DraftKept, DraftLost)):
            self._settle_draft(happened, now, effects)
        else:
            self._change_company(happened, now, effects)
        return effects

    def _read_log(
        self,
        happened: Logged | Fetched | HistoryFetched | HeadSeen | NoticesMissed,
        now: float,
        effects: list[Effect],
    ) -> None:
        journal = self.state.journal
        match happened:
            case Logged(event):
                self._take_events((event,), now, effects)
            case Fetched(events, head):
                self._take_events(events, now, effects)
                journal.note_head(head, now)
            case HistoryFetched(events):
                journal.prepend(events)
            case HeadSeen(head):
                journal.note_head(head, now)
            case NoticesMissed():
                effects.append(Fetch(journal.seq))
                read_all(self.state, now, effects)

    def _take_events(self, events: tuple[LoggedEvent, ...], now: float, effects: list[Effect]) -> None:
        for event in self.state.journal.receive(events, now):
            take_event(self.state, event, now, effects)
        for student in self.state.students.values():
            settle_early_progress(self.state, student, now, effects)
        note_absences(self.state, now)

    def _settle_draft(self, happened: DraftNoted | DraftKept | DraftLost, now: float, effects: list[Effect]) -> None:
        match happened:
            case DraftNoted():
                draft_noted(self.state, happened, now, effects)
            case DraftKept():
                draft_kept(self.state, happened, now, effects)
            case DraftLost():
                draft_lost(self.state, happened, effects)

    def _keep_in_step(self, happened: Heard | ReplicaRead | ShareDue, now: float, effects: list[Effect]) -> None:
        match happened:
            case Heard(batch):
                hear(self.state, batch, now, effects)
            case ReplicaRead():
                take_reading(self.state, happened, now, effects)
            case ShareDue(is_whole):
                effects.append(share(self.state, is_whole=is_whole))

    def _change_company(
        self,
        happened: Joined | Left | Revoked | BacklogChanged | DrainStarted | BusLost | BusBack,
        now: float,
        effects: list[Effect],
    ) -> None:
        match happened:
            case Joined():
                join(self.state, happened, now, effects)
                note_absences(self.state, now)
            case Left(connection):
                leave(self.state, connection, now, effects)
            case Revoked():
                revoke(self.state, happened, now, effects)
            case BacklogChanged():
                change_backlog(self.state, happened, now, effects)
            case DrainStarted():
                self.state.is_draining = True
                for student in self.state.students.values():
                    report_now(self.state, student, now, effects)
            case BusLost():
                self.state.degraded_since = now
                self._tell_all(Degraded(since=moment(now)), effects)
            case BusBack():
                self.state.degraded_since = None
                self._tell_all(Recovered(), effects)
                effects.append(Fetch(self.seq))
                redis_is_back(self.state, now, effects)

    def _tell_all(self, message: ControlMessage, effects: list[Effect]) -> None:
        if self.state.listeners:
            effects.append(Send(tuple(self.state.listeners), message))

    def _tick(self, now: float, effects: list[Effect]) -> None:
        flush(self.state, now, effects)
        if self.state.journal.is_due(now, self.state.rules.gap_patience):
            effects.append(Fetch(self.seq))
