"""A small room to play with: one tutor, two students, times counted from a fixed afternoon."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

import msgspec

from realtime_hub.room.effects import Close, Effect, Send
from realtime_hub.room.inputs import Joined, Logged, RoomInput, Said
from realtime_hub.room.room import Room
from realtime_hub.room.state import RoomRules
from shared.events.commands import RoomMessage
from shared.events.control import Limits
from shared.events.notices import RoomBootstrap, logged_event
from shared.events.room import Event, ExerciseStarted
from shared.events.shapes import EnrollmentSnapshot, RosterStudent
from shared.events.values import (
    AttemptId,
    Audience,
    CentreId,
    CommandId,
    ConnectionId,
    CourseId,
    EnrollmentId,
    ExerciseId,
    ExerciseType,
    LoginId,
    PanelMode,
    RoomRole,
    SessionId,
    SessionStatus,
    UserId,
)

START = 1_800_000_000.0
TUTOR, AMINA, BEN = UserId("tutor"), UserId("amina"), UserId("ben")
SESSION = SessionId("0190c5a8-0000-7000-8000-0000000000aa")
CENTRE = CentreId("0190c5a8-0000-7000-8000-0000000000cc")
COMMAND_ID = CommandId("0190c5a8-0000-7000-8000-000000000001")
LIMITS = Limits(message_bytes=65536, messages_per_second=30, messages_burst=60, commands_waiting=16)
AnyEffect = TypeVar("AnyEffect", bound=Effect)


def enrollment(student: UserId) -> EnrollmentSnapshot:
    """Mathematics, two classes below their age."""
    return EnrollmentSnapshot(
        enrollment_id=EnrollmentId(f"{student}-maths"),
        course_id=CourseId("maths"),
        course_name="Mathematics",
        level=5,
        school_grade=7,
    )


def roster_student(student: UserId, **changes: Any) -> RosterStudent:  # any field of RosterStudent
    """A student who has not been here yet."""
    known = RosterStudent(
        name=student.title(),
        seat=None,
        attendance=None,
        mode=PanelMode.OBSERVE,
        enrollments=(enrollment(student),),
    )
    return msgspec.structs.replace(known, **changes)


def bootstrap(**changes: Any) -> RoomBootstrap:  # any field of RoomBootstrap
    """A lesson that is on, at seq 10."""
    known = RoomBootstrap(
        session_id=SESSION,
        centre_id=CENTRE,
        name="Monday",
        status=SessionStatus.IN_PROGRESS,
        seq=10,
        tutor_ids=(TUTOR,),
        scheduled_start=datetime.fromtimestamp(START, UTC),
        scheduled_end=datetime.fromtimestamp(START + 3600, UTC),
        quiet_seconds=120,
        offline_seconds=30,
        students={student: roster_student(student) for student in (AMINA, BEN)},
    )
    return msgspec.structs.replace(known, **changes)


def started(student: UserId, exercise: str = "fractions", **changes: Any) -> ExerciseStarted:  # any field of it
    """A student opened an exercise of five questions."""
    event = ExerciseStarted(
        student_id=student,
        enrollment_id=EnrollmentId(f"{student}-maths"),
        attempt_id=AttemptId(f"{student}-{exercise}"),
        exercise_id=ExerciseId(exercise),
        title=exercise.title(),
        exercise_type=ExerciseType.NUMERICAL,
        question_count=5,
    )
    return msgspec.structs.replace(event, **changes)


class Play:
    """A room with a clock to move and a log to write."""

    def __init__(self, known: RoomBootstrap | None = None, **rules: Any) -> None:  # any of RoomRules
        self.now = START
        self.room = Room(known or bootstrap(), RoomRules(limits=LIMITS, **rules), self.now)
        self.logged = self.room.seq
        self._devices = count(1)

    def do(self, happened: RoomInput) -> list[Effect]:
        """Let it happen now; no two inputs come at the same moment."""
        self.now += 0.0001
        return self.room.handle(happened, self.now)

    def later(self, seconds: float) -> None:
        """Move the clock."""
        self.now += seconds

    def join(
        self,
        user: UserId,
        connection: str | None = None,
        *,
        role: RoomRole | None = None,
        device: str | None = None,
        resume: int | None = None,
        until: float = START + 10_000,
        login: str = "login",
    ) -> list[Effect]:
        """A member says hello on a device of its own, or on the one named."""
        usual = RoomRole.TUTOR if user == TUTOR else RoomRole.STUDENT
        return self.do(
            Joined(
                connection=ConnectionId(connection or user),
                user_id=user,
                login_id=LoginId(login),
                role=role or usual,
                device=device or f"device-{next(self._devices)}",
                until=until,
                epoch=1,
                resume_seq=resume,
            )
        )

    def say(self, connection: str, message: RoomMessage) -> list[Effect]:
        """A connected member says something."""
        return self.do(Said(ConnectionId(connection), message))

    def log(self, event: Event, audience: Audience = "everyone", seq: int | None = None) -> list[Effect]:
        """The core logs and publishes an event, the next in order unless told otherwise."""
        place = self.logged + 1 if seq is None else seq
        self.logged = max(self.logged, place)
        return self.do(Logged(self.row(event, audience, place)))

    def row(self, event: Event, audience: Audience, seq: int) -> Any:  # a LoggedEvent
        """A row of the log, written now."""
        at = datetime.fromtimestamp(self.now, UTC)
        return logged_event(session_id=SESSION, seq=seq, audience=audience, at=at, event=event)


def of_kind(effects: Iterable[Effect], kind: type[AnyEffect]) -> list[AnyEffect]:
    """The effects of one kind."""
    return [effect for effect in effects if isinstance(effect, kind)]


def sent(effects: Iterable[Effect], to: str) -> list[dict[str, Any]]:
    """What a connection is sent, as it will read it."""
    return [
        msgspec.json.decode(
            effect.message if isinstance(effect.message, bytes) else msgspec.json.encode(effect.message)
        )
        for effect in effects
        if isinstance(effect, Send) and to in effect.to
    ]


def types(messages: Sequence[dict[str, Any]]) -> list[str]:
    """Their types, in order."""
    return [message["type"] for message in messages]


def closed(effects: Iterable[Effect]) -> dict[str, int]:
    """Which connections end, and with which code."""
    return {effect.connection: int(effect.code) for effect in effects if isinstance(effect, Close)}


def at_work() -> Play:
    """Tutor and Amina are there, Amina has opened an exercise, and everyone has been quiet for a tick."""
    play = Play()
    play.join(TUTOR)
    play.join(AMINA)
    play.log(started(AMINA))
    play.later(1)
    return play
