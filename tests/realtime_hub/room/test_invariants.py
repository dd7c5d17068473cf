"""Generated histories: old snapshot + events = fresh snapshot, and the same inputs give the same effects."""

from typing import Any

import hypothesis.strategies as st
import msgspec
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from realtime_hub.room.effects import Close, Effect, Fetch, Send, StoreDraft
from realtime_hub.room.inputs import (
    Backlog,
    BacklogChanged,
    BusBack,
    BusLost,
    DraftKept,
    DraftLost,
    Fetched,
    Joined,
    Left,
    Logged,
    NoticesMissed,
    RoomInput,
    Said,
    Second,
    Tick,
)
from realtime_hub.room.room import Room
from shared.events.commands import (
    Heartbeat,
    Resync,
    SaveDraft,
)
from shared.events.notices import LoggedEvent
from shared.events.room import (
    Event,
)
from shared.events.shapes import Answer
from shared.events.values import (
    AttemptId,
    Audience,
    ConnectionId,
    LoginId,
    RoomRole,
    UserId,
)
from tests.realtime_hub.room.builders import (
    START,
    TUTOR,
    Play,
    bootstrap,
)
from tests.realtime_hub.room.histories import (
    EXERCISES,
    MEMBERS,
    MESSAGES,
    ROLES,
    RULES,
    STUDENTS,
    event_strategy,
)
from tests.realtime_hub.room.oversights import overlooked
from tests.realtime_hub.room.reference_client import Message, ReferenceClient


class Lesson(RuleBasedStateMachine):
    """A room under members who come, go, lag and talk, while its log grows and its notices get lost."""

    def __init__(self) -> None:
        super().__init__()
        self.play = Play(bootstrap(students=dict(bootstrap().students)))
        self.history: list[tuple[RoomInput, float]] = []
        self.effects: list[list[Effect]] = []
        self.log: list[LoggedEvent] = []
        self.clients: dict[str, ReferenceClient] = {}
        self.positions: dict[UserId, int] = {}
        self.stopped: set[str] = set()
        self.unstored: list[StoreDraft] = []
        self.connections = 0
        self.late: list[LoggedEvent] = []
        self.fetch_after: int | None = None

    def do(self, happened: RoomInput) -> None:
        """Let it happen, and give every client what it is sent."""
        effects = self.play.do(happened)
        self.history.append((happened, self.play.now))
        self.effects.append(effects)
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Send(to, message):
                text = message if isinstance(message, bytes) else msgspec.json.encode(message)
                for connection in to:
                    self.clients[connection].take(msgspec.json.decode(text))
            case Close(connection):
                self._forget(connection)
            case StoreDraft():
                self.unstored.append(effect)
            case Fetch(after):
                self.fetch_after = after
            case _:
                pass

    def _forget(self, connection: str) -> None:
        client = self.clients.pop(connection, None)
        if client is not None:
            self.positions[client.me] = client.seq
        self.stopped.discard(connection)

    @initialize()
    def tutor_arrives(self) -> None:
        """There is somebody to compare with."""
        self.join(TUTOR, resumes=False)

    @rule(member=MEMBERS, resumes=st.booleans())
    def join(self, member: UserId, resumes: bool) -> None:
        """A member connects, perhaps resuming where an earlier connection was."""
        self.connections += 1
        connection = ConnectionId(f"{member}-{self.connections}")
        role = ROLES.get(member, RoomRole.STUDENT)
        client = ReferenceClient(member, role.is_staff)
        self.clients[connection] = client
        resume = self.positions.get(member) if resumes else None
        self.do(
            Joined(
                connection=connection,
                user_id=member,
                login_id=LoginId("l"),
                role=role,
                device=f"d{self.connections}",
                until=START + 1e9,
                epoch=self.connections,
                resume_seq=resume,
            )
        )
        if resume is not None and connection in self.clients and client.event_seqs:
            assert client.event_seqs[0] > resume

    @rule(place=st.integers(0, 20))
    def leave(self, place: int) -> None:
        """A socket goes."""
        if self.clients:
            connection = sorted(self.clients)[place % len(self.clients)]
            self._forget(connection)
            self.do(Left(ConnectionId(connection)))

    @rule(place=st.integers(0, 20), message=MESSAGES)
    def say(self, place: int, message: Any) -> None:  # a RoomMessage
        """Somebody says something, allowed or not."""
        if self.clients:
            self.do(Said(ConnectionId(sorted(self.clients)[place % len(self.clients)]), message))

    @rule(student=STUDENTS, exercise=EXERCISES, base=st.integers(0, 3), text=st.sampled_from(["a", "b"]))
    def save_draft(self, student: UserId, exercise: str, base: int, text: str) -> None:
        """A student's device sends answers."""
        answers = (Answer(question_index=0, answer=text),)
        message = SaveDraft(attempt_id=AttemptId(f"{student}-{exercise}"), base=base, answers=answers)
        for connection, client in list(self.clients.items()):
            if client.me == student:
                self.do(Said(ConnectionId(connection), message))

    @precondition(lambda self: self.unstored)
    @rule(is_kept=st.booleans())
    def settle_draft(self, is_kept: bool) -> None:
        """The stream answers."""
        store = self.unstored.pop(0)
        outcome = DraftKept if is_kept else DraftLost
        self.do(outcome(store.report.student_id, store.connection, store.draft, store.id))

    @rule(happened=event_strategy(), fate=st.sampled_from(["arrives", "is lost", "comes twice", "comes late"]))
    def log_event(self, happened: tuple[Event, Audience], fate: str) -> None:
        """The core logs something; its notice has an adventure."""
        event, audience = happened
        row: LoggedEvent = self.play.row(event, audience, 11 + len(self.log))
        self.log.append(row)
        if fate == "comes late":
            self.late.append(row)
        elif fate != "is lost":
            for _ in range(2 if fate == "comes twice" else 1):
                self.do(Logged(row))

    @precondition(lambda self: self.late)
    @rule(place=st.integers(0, 5))
    def late_notice_arrives(self, place: int) -> None:
        """Out of order."""
        self.do(Logged(self.late.pop(place % len(self.late))))

    @rule()
    def fetch(self) -> None:
        """The gap is noticed and filled."""
        self.do(NoticesMissed())
        if self.fetch_after is not None:
            head = 10 + len(self.log)
            self.do(Fetched(tuple(row for row in self.log if row.seq > self.fetch_after), head))

    @rule(seconds=st.sampled_from([0.01, 0.05, 1, 16, 31, 130]))
    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.play.later(seconds)
        self.do(Tick())
        self.do(Second())
        assert overlooked(self.play.room, self.play.now) == []

    @rule(place=st.integers(0, 20), level=st.sampled_from([Backlog.MERGING, Backlog.STOPPED]))
    def fall_behind(self, place: int, level: Backlog) -> None:
        """A reader is slow."""
        if self.clients:
            connection = sorted(self.clients)[place % len(self.clients)]
            self.stopped.add(connection)
            self.do(BacklogChanged(ConnectionId(connection), level))

    @rule()
    def redis_goes_and_comes(self) -> None:
        """Away for a moment."""
        self.do(BusLost())
        self.do(BusBack())

    @invariant()
    def nobody_is_sent_an_event_twice_or_out_of_order(self) -> None:
        """Sequence numbers only grow, per connection."""
        for client in self.clients.values():
            assert client.event_seqs == sorted(set(client.event_seqs))

    @invariant()
    def no_student_sees_another(self) -> None:
        """Whatever happened."""
        for client in self.clients.values():
            if not client.is_staff:
                assert set(client.students) <= {client.me}

    def teardown(self) -> None:
        """In the end every client's state equals a fresh snapshot, and the history repeats itself."""
        self.fetch()
        for connection in list(self.stopped):
            self.do(BacklogChanged(ConnectionId(connection), Backlog.OPEN))
        for connection in list(self.clients):
            self.do(Said(ConnectionId(connection), Heartbeat(is_active=False)))
        self.play.later(0.06)
        self.do(Tick())
        for connection, client in list(self.clients.items()):
            fresh = self._fresh(connection)
            assert client.tutor_online == fresh["tutorOnline"]
            assert client.status == fresh["status"]
            assert _comparable(client.students, client) == _comparable(fresh["students"], client)
        self._replay()

    def _fresh(self, connection: str) -> Message:
        (send,) = [e for e in self.play.do(Said(ConnectionId(connection), Resync())) if isinstance(e, Send)]
        self.history.append((Said(ConnectionId(connection), Resync()), self.play.now))
        self.effects.append([send])
        fresh: Message = msgspec.json.decode(msgspec.json.encode(send.message))
        return fresh

    def _replay(self) -> None:
        room = Room(bootstrap(), RULES, START)
        for (happened, now), effects in zip(self.history, self.effects, strict=True):
            assert room.handle(happened, now) == effects


def _comparable(students: dict[str, Message], client: ReferenceClient) -> dict[str, Message]:
    """Staff compare everything; a student's own live facts are their device's, which sends them."""
    if client.is_staff:
        return students
    own = ("activity", "draft", "online", "hasJoined", "mode")
    return {name: {key: value for key, value in state.items() if key not in own} for name, state in students.items()}


TestLesson = Lesson.TestCase
TestLesson.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
