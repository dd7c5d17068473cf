"""Classrooms that exist only for the hub's benchmark: the same ids for the same number, wherever they are made."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from shared.events.notices import RoomBootstrap
from shared.events.shapes import ActivitySnapshot, EnrollmentSnapshot, RosterStudent
from shared.events.values import (
    ActivityStatus,
    AttemptId,
    CentreId,
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
from shared.tickets import RoomTicket

CLASS_SIZE = 15
_JOIN_SECONDS = 110
_LESSON = timedelta(hours=2)


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"aetherlearn:benchmark:{name}"))


EXERCISE_ID = ExerciseId(_id("exercise")[:24])
"""Shorter than the product's, so that a message is 125 bytes long, as where other servers were measured."""


@dataclass(frozen=True)
class Classroom:
    """One tutor and fifteen students, all at the same exercise."""

    number: int

    @cached_property
    def session_id(self) -> SessionId:
        """Made from the room's number, the same in every process."""
        return SessionId(_id(f"{self.number}"))

    @cached_property
    def tutor_id(self) -> UserId:
        """Who receives."""
        return UserId(_id(f"{self.number}:tutor"))

    @cached_property
    def student_ids(self) -> tuple[UserId, ...]:
        """Who send."""
        return tuple(UserId(_id(f"{self.number}:{place}")) for place in range(CLASS_SIZE))

    def ticket(self, user_id: UserId, now: float) -> RoomTicket:
        """For one joining; a new one each time."""
        role = RoomRole.TUTOR if user_id == self.tutor_id else RoomRole.STUDENT
        return RoomTicket(
            id=_id(f"ticket:{user_id}:{now!r}"),
            user_id=user_id,
            login_id=LoginId(_id(f"login:{user_id}")),
            session_id=self.session_id,
            centre_id=_CENTRE_ID,
            role=role,
            join_by=int(now) + _JOIN_SECONDS,
            until=int(now + _LESSON.total_seconds()),
        )

    def bootstrap(self) -> RoomBootstrap:
        """What the core would tell the hub of it: everybody has begun."""
        now = datetime.now(UTC)
        return RoomBootstrap(
            session_id=self.session_id,
            centre_id=_CENTRE_ID,
            name=f"Benchmark {self.number}",
            status=SessionStatus.IN_PROGRESS,
            seq=0,
            tutor_ids=(self.tutor_id,),
            scheduled_start=now,
            scheduled_end=now + _LESSON,
            quiet_seconds=120,
            offline_seconds=30,
            students={student_id: _student(student_id, now) for student_id in self.student_ids},
        )


_CENTRE_ID = CentreId(_id("centre"))


def _student(student_id: UserId, now: datetime) -> RosterStudent:
    enrollment_id = EnrollmentId(_id(f"enrolment:{student_id}"))
    return RosterStudent(
        name="Ada Lindqvist",
        seat="A1",
        attendance=None,
        mode=PanelMode.OBSERVE,
        enrollments=(
            EnrollmentSnapshot(
                enrollment_id=enrollment_id,
                course_id=CourseId(_id("course")),
                course_name="Mathematics",
                level=4,
                school_grade=5,
            ),
        ),
        activity=ActivitySnapshot(
            enrollment_id=enrollment_id,
            status=ActivityStatus.WORKING,
            attempt_id=AttemptId(_id(f"attempt:{student_id}")),
            exercise_id=EXERCISE_ID,
            exercise_title="Comparing fractions",
            exercise_type=ExerciseType.NUMERICAL,
            lesson_title="Fractions on a line",
            progress_pct=0,
            answered_count=0,
            question_count=10,
            started_at=now,
            status_since=now,
        ),
    )
