"""The ids, enumerations and bounded texts that messages are made of."""

from enum import StrEnum
from typing import Annotated, Literal, NewType

from msgspec import Meta

UserId = NewType("UserId", str)
SessionId = NewType("SessionId", str)
CentreId = NewType("CentreId", str)
LoginId = NewType("LoginId", str)
ConnectionId = NewType("ConnectionId", str)
CommandId = NewType("CommandId", str)
AttemptId = NewType("AttemptId", str)
ExerciseId = NewType("ExerciseId", str)
LessonId = NewType("LessonId", str)
EnrollmentId = NewType("EnrollmentId", str)
CourseId = NewType("CourseId", str)
AssignmentId = NewType("AssignmentId", str)
HelpRequestId = NewType("HelpRequestId", str)
MessageId = NewType("MessageId", str)
NoteId = NewType("NoteId", str)
ReplicaId = NewType("ReplicaId", str)

UUID_PATTERN = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
ShortText = Annotated[str, Meta(min_length=1, max_length=2000)]
LongText = Annotated[str, Meta(min_length=1, max_length=10_000)]
Percent = Annotated[int, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0, le=1000)]
Seq = Annotated[int, Meta(ge=0, le=2**53)]
ClientTime = int | float
"""A client's own clock, in its own unit; it is only ever handed back."""

Version = tuple[int, int]
"""(epoch, counter) of a live fact: its single writer counts up, a newer writer has a higher epoch (ARCHITECTURE 2)."""

Audience = Literal["everyone", "staff"] | tuple[UserId, ...]
"""Who may see an event: `everyone`, `staff`, or these users and the staff."""


class RoomRole(StrEnum):
    """What a ticket lets its holder be in one session."""

    TUTOR = "tutor"
    STUDENT = "student"
    OBSERVER = "observer"

    @property
    def is_staff(self) -> bool:
        """Whether the member sees every student."""
        return self is not RoomRole.STUDENT


class SessionStatus(StrEnum):
    """Where a session stands (R021): planned, on, over, or called off before it began."""

    SCHEDULED = "SCHEDULED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


class AttendanceStatus(StrEnum):
    """What staff mark, once for all of a student's courses (R023); D2's ATTENDING is accepted as PRESENT (C05)."""

    PRESENT = "PRESENT"
    LATE = "LATE"
    ABSENT = "ABSENT"
    EXCUSED = "EXCUSED"

    @classmethod
    def _missing_(cls, value: object) -> "AttendanceStatus | None":
        return cls.PRESENT if value == "ATTENDING" else None


class ActivityStatus(StrEnum):
    """How far a student is with what they are at (R024); WAITING_HELP and IDLE are derived by the hub (C38)."""

    NOT_STARTED = "NOT_STARTED"
    WORKING = "WORKING"
    WAITING_HELP = "WAITING_HELP"
    COMPLETED = "COMPLETED"
    IDLE = "IDLE"


class ExerciseType(StrEnum):
    """How a question is answered, and with it how it is graded (R025)."""

    MULTIPLE_CHOICE = "MULTIPLE_CHOICE"
    FILL_IN_BLANK = "FILL_IN_BLANK"
    SHORT_ANSWER = "SHORT_ANSWER"
    LONG_ANSWER = "LONG_ANSWER"
    NUMERICAL = "NUMERICAL"
    MATCHING = "MATCHING"
    WORKSHEET = "WORKSHEET"


class ContentType(StrEnum):
    """What a lesson mostly is (R028)."""

    READING = "READING"
    EXERCISE = "EXERCISE"
    WORKSHEET = "WORKSHEET"
    VIDEO_LESSON = "VIDEO_LESSON"
    INTERACTIVE = "INTERACTIVE"


class AttemptStatus(StrEnum):
    """From the start to the marks (R026): SUBMITTED waits for a scan, UNDER_REVIEW for an assessor."""

    IN_PROGRESS = "IN_PROGRESS"
    SUBMITTED = "SUBMITTED"
    AUTO_GRADED = "AUTO_GRADED"
    UNDER_REVIEW = "UNDER_REVIEW"
    GRADED = "GRADED"


class HelpStatus(StrEnum):
    """Where a raised hand stands (R027); D1's spelling IN_PROGRESS is accepted as ACKNOWLEDGED (C06)."""

    PENDING = "PENDING"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"
    CANCELLED = "CANCELLED"

    @classmethod
    def _missing_(cls, value: object) -> "HelpStatus | None":
        return cls.ACKNOWLEDGED if value == "IN_PROGRESS" else None

    @property
    def is_open(self) -> bool:
        """Whether the hand is still up."""
        return self in (HelpStatus.PENDING, HelpStatus.ACKNOWLEDGED)


class HelpPriority(StrEnum):
    """How soon a hand is answered; set by staff alone."""

    NORMAL = "NORMAL"
    URGENT = "URGENT"


class PanelMode(StrEnum):
    """Whether the tutor teaches a student or watches (R034), for each student by themselves (C37)."""

    TEACH = "TEACH"
    OBSERVE = "OBSERVE"


class MessageKind(StrEnum):
    """Words to be read, or praise that is shown for a moment (R211)."""

    MESSAGE = "message"
    ENCOURAGEMENT = "encouragement"


class AssignmentScope(StrEnum):
    """Whether an assignment ends with its session."""

    SESSION = "session"
    PERSISTENT = "persistent"


class NoteVisibility(StrEnum):
    """Who reads a note (C45): its writer alone, staff, or the student's parents too."""

    PRIVATE = "private"
    STAFF = "staff"
    PARENT = "parent"
