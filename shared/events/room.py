"""Hub → client: the durable events of the session's log and the live facts of the room."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from shared.events.shapes import ActivitySnapshot, Answers, EnrollmentSnapshot, StudentState
from shared.events.values import (
    AssignmentId,
    AssignmentScope,
    AttemptId,
    AttemptStatus,
    AttendanceStatus,
    ContentType,
    EnrollmentId,
    ExerciseId,
    ExerciseType,
    HelpPriority,
    HelpRequestId,
    HelpStatus,
    LessonId,
    MessageId,
    MessageKind,
    NoteId,
    NoteVisibility,
    PanelMode,
    Seq,
    SessionStatus,
    UserId,
)


class Outgoing(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """A message to clients: camelCase, what is optional and absent is left out."""


class Event(Outgoing, frozen=True, kw_only=True):
    """Durable: a row of the session's log. The log adds `seq` and `at`; every client receives both."""

    seq: Annotated[int, Meta(ge=1)] | UnsetType = UNSET
    at: datetime | UnsetType = UNSET


class ExerciseStarted(Event, frozen=True, kw_only=True, tag="exercise:started"):
    """A student opened an exercise; the last three are its lesson's."""

    student_id: UserId
    enrollment_id: EnrollmentId
    attempt_id: AttemptId
    exercise_id: ExerciseId
    title: str
    exercise_type: ExerciseType
    question_count: int
    lesson_title: str | None = None
    content_type: ContentType | None = None
    estimated_mins: int | None = None


class ExerciseSubmitted(Event, frozen=True, kw_only=True, tag="exercise:submitted"):
    """Answers were handed in; the score is there when all of it could be graded at once."""

    student_id: UserId
    attempt_id: AttemptId
    exercise_id: ExerciseId
    status: AttemptStatus
    score: float | None = None
    max_score: float


class ExerciseGraded(Event, frozen=True, kw_only=True, tag="exercise:graded"):
    """An attempt was graded; without a score when the tutor marked it complete."""

    student_id: UserId
    attempt_id: AttemptId
    exercise_id: ExerciseId
    status: AttemptStatus
    score: float | None = None
    max_score: float


class HelpRequested(Event, frozen=True, kw_only=True, tag="help:new"):
    """A hand went up, or the one that is up changed its words (same `request_id`)."""

    student_id: UserId
    request_id: HelpRequestId
    message: str | None = None
    exercise_id: ExerciseId | None = None
    picture: str | None = None
    priority: HelpPriority
    requested_at: datetime


class HelpUpdated(Event, frozen=True, kw_only=True, tag="help:updated"):
    """A request was acknowledged, resolved, reopened, cancelled or given a priority."""

    student_id: UserId
    request_id: HelpRequestId
    status: HelpStatus
    by_id: UserId | None = None
    priority: HelpPriority | None = None


class ContentAssigned(Event, frozen=True, kw_only=True, tag="content:assigned"):
    """A student was given an exercise or a lesson."""

    assignment_id: AssignmentId
    student_id: UserId
    exercise_id: ExerciseId | None = None
    lesson_id: LessonId | None = None
    scope: AssignmentScope


class ContentWithdrawn(Event, frozen=True, kw_only=True, tag="content:withdrawn"):
    """An assignment was taken back."""

    assignment_id: AssignmentId
    student_id: UserId


class MessageSent(Event, frozen=True, kw_only=True, tag="message:new"):
    """A message: to everyone when no student is named; from the student themself when it is a reply."""

    message_id: MessageId
    from_id: UserId
    student_id: UserId | None = None
    text: str
    kind: MessageKind


class AttendanceMarked(Event, frozen=True, kw_only=True, tag="attendance:marked"):
    """A student was marked; null when un-marked."""

    student_id: UserId
    status: AttendanceStatus | None


class SessionStarted(Event, frozen=True, kw_only=True, tag="session:started"):
    """The lesson began."""


class SessionEnded(Event, frozen=True, kw_only=True, tag="session:ended"):
    """The lesson ended; the room closes soon."""


class SessionChanged(Event, frozen=True, kw_only=True, tag="session:changed"):
    """What changed, and only that; `tutor_ids` are all who now hold the tutor's role by the timetable."""

    tutor_ids: tuple[UserId, ...] | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    status: SessionStatus | None = None
    seats: dict[UserId, str | None] | None = None


class MemberAdded(Event, frozen=True, kw_only=True, tag="member:added"):
    """A student was enrolled, or enrolled for a further course: these are all their enrolments now."""

    student_id: UserId
    name: str
    avatar_url: str | None = None
    seat: str | None
    enrollments: tuple[EnrollmentSnapshot, ...]


class MemberRemoved(Event, frozen=True, kw_only=True, tag="member:removed"):
    """A student is no longer enrolled in any course of this session."""

    student_id: UserId


class PanelChanged(Event, frozen=True, kw_only=True, tag="panel:changed"):
    """The tutor turned to a student, or back to the room."""

    student_id: UserId
    mode: PanelMode


class NoteAdded(Event, frozen=True, kw_only=True, tag="note:added"):
    """Somebody noted something; its words stay in the core."""

    note_id: NoteId
    student_id: UserId
    by_id: UserId
    visibility: NoteVisibility


DurableEvent = (
    ExerciseStarted
    | ExerciseSubmitted
    | ExerciseGraded
    | HelpRequested
    | HelpUpdated
    | ContentAssigned
    | ContentWithdrawn
    | MessageSent
    | AttendanceMarked
    | SessionStarted
    | SessionEnded
    | SessionChanged
    | MemberAdded
    | MemberRemoved
    | PanelChanged
    | NoteAdded
)


class StudentUpdated(Outgoing, frozen=True, kw_only=True, tag="student:update"):
    """Live, for staff; conflated to the latest of each student."""

    student_id: UserId
    activity: ActivitySnapshot


class StudentJoined(Outgoing, frozen=True, kw_only=True, tag="student:joined"):
    """Live, for staff: a student came, or was heard again; the enrolment is the one they work on."""

    student_id: UserId
    enrollment: EnrollmentSnapshot | None


class StudentLeft(Outgoing, frozen=True, kw_only=True, tag="student:left"):
    """Live, for staff: a student is offline."""

    student_id: UserId


class TutorPresence(Outgoing, frozen=True, kw_only=True, tag="tutor:presence"):
    """Live, for everyone: whether any tutor is connected."""

    online: bool


class DraftChanged(Outgoing, frozen=True, kw_only=True, tag="answers:draft"):
    """Live, for staff, and for the student when the change came from elsewhere; conflated."""

    student_id: UserId
    attempt_id: AttemptId
    revision: int
    answers: Answers


class SessionSync(Outgoing, frozen=True, kw_only=True, tag="session:sync"):
    """The whole state of what the member may see, durable facts up to `seq` and live ones of now.

    It replaces the client's students. Events at or below `seq` that follow it after a resume were already counted
    in: they are for lists and notices, not for these states.
    """

    seq: Seq
    students: dict[UserId, StudentState]
    tutor_online: bool
    status: SessionStatus


LiveMessage = StudentUpdated | StudentJoined | StudentLeft | TutorPresence | DraftChanged | SessionSync
