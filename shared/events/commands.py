"""Client → hub: what members may say; unknown fields and unknown types are refused.

Each class says what survives: a Durable command is done by the core and acknowledged, a Live message is kept in the
room and reported, a Control message concerns the connection alone.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from shared.events.shapes import Answers
from shared.events.values import (
    UUID_PATTERN,
    AssignmentId,
    AssignmentScope,
    AttemptId,
    AttendanceStatus,
    ClientTime,
    CommandId,
    Count,
    ExerciseId,
    HelpPriority,
    HelpRequestId,
    LessonId,
    LongText,
    MessageKind,
    NoteVisibility,
    PanelMode,
    Percent,
    RoomRole,
    Seq,
    ShortText,
    UserId,
)

PROTOCOL_VERSION = 1

_REFERENCE = Meta(min_length=1, max_length=64)
_UUID = Meta(pattern=UUID_PATTERN, max_length=36)  # Python's `$` alone would let a line break follow
Uuid = Annotated[str, _UUID]
CommandKey = Annotated[CommandId, _UUID]
StudentRef = Annotated[UserId, _REFERENCE]
ExerciseRef = Annotated[ExerciseId, _REFERENCE]
LessonRef = Annotated[LessonId, _REFERENCE]
AttemptRef = Annotated[AttemptId, _REFERENCE]
AssignmentRef = Annotated[AssignmentId, _REFERENCE]
HelpRequestRef = Annotated[HelpRequestId, _REFERENCE]
Remark = Annotated[str, Meta(max_length=2000)]
"""May be empty, as its REST twin takes it."""
PictureName = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9-]{0,63}(?!\n)$")]


class _Message(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True, forbid_unknown_fields=True
):
    pass


class Durable(_Message, frozen=True, kw_only=True):
    """Done by the core; `id` is its idempotency key and names it in the answer."""

    id: CommandKey


class Live(_Message, frozen=True, kw_only=True):
    """Kept in the room, conflated, reported; lost with a hub unless reported."""


class Control(_Message, frozen=True, kw_only=True):
    """About the connection, not the lesson."""


class ResumePoint(_Message, frozen=True, kw_only=True):
    """Up to where the client has been served before."""

    seq: Seq


class Hello(Control, frozen=True, kw_only=True, tag="hello"):
    """The first message; `device` is a random id that the browser keeps."""

    ticket: Annotated[str, Meta(max_length=4096)]
    device: Uuid
    protocol: int
    resume: ResumePoint | None = None


class Pong(Control, frozen=True, kw_only=True, tag="pong"):
    """The answer to a ping, with its seq."""

    seq: Seq


class Resync(Control, frozen=True, kw_only=True, tag="resync"):
    """Asks for a fresh snapshot."""


class Heartbeat(Live, frozen=True, kw_only=True, tag="heartbeat"):
    """Every 10 s; `is_active` tells whether there was input since the last one."""

    is_active: bool


class ReportProgress(Live, frozen=True, kw_only=True, tag="activity:progress"):
    """How far the open exercise has come."""

    exercise_id: ExerciseRef
    progress_pct: Percent
    answered_count: Count
    question_index: Count | None = None
    ts: ClientTime | None = None


class CompleteActivity(Live, frozen=True, kw_only=True, tag="activity:complete"):
    """The student is through; a score is accepted and ignored: the core grades."""

    exercise_id: ExerciseRef
    score: float | None = None


class SaveDraft(Live, frozen=True, kw_only=True, tag="answers:draft"):
    """All answers so far, on top of revision `base`; an `id`, if given, comes back in the answer."""

    attempt_id: AttemptRef
    base: Annotated[int, Meta(ge=0, le=2**31)]
    answers: Answers
    id: CommandKey | None = None


class StartActivity(Durable, frozen=True, kw_only=True, tag="activity:start"):
    """Open an exercise; `timestamp` is the client's and decides nothing."""

    exercise_id: ExerciseRef
    timestamp: ClientTime


class RequestHelp(Durable, frozen=True, kw_only=True, tag="help:request"):
    """Raise a hand, or change the one that is up; a student's `priority` is ignored."""

    message: ShortText | None = None
    exercise_id: ExerciseRef | None = None
    picture: PictureName | None = None
    priority: HelpPriority | None = None


class CancelHelp(Durable, frozen=True, kw_only=True, tag="help:cancel"):
    """Lower one's hand."""


class ReplyToTutor(Durable, frozen=True, kw_only=True, tag="message:reply"):
    """Write to the tutor, to nobody else."""

    text: ShortText


class AssignContent(Durable, frozen=True, kw_only=True, tag="content:assign"):
    """Give a student an exercise or a lesson: exactly one of them."""

    student_id: StudentRef
    exercise_id: ExerciseRef | None = None
    lesson_id: LessonRef | None = None
    scope: AssignmentScope = AssignmentScope.SESSION
    reason: Remark | None = None

    def __post_init__(self) -> None:
        if (self.exercise_id is None) == (self.lesson_id is None):
            raise ValueError("name either exerciseId or lessonId")


class WithdrawContent(Durable, frozen=True, kw_only=True, tag="content:withdraw"):
    """Take an assignment back."""

    assignment_id: AssignmentRef


class MarkComplete(Durable, frozen=True, kw_only=True, tag="activity:mark-complete"):
    """Let a student go on: the attempt becomes GRADED without a score."""

    student_id: StudentRef
    exercise_id: ExerciseRef


class AcknowledgeHelp(Durable, frozen=True, kw_only=True, tag="help:acknowledge"):
    """Take a hand: tell the student that one is coming."""

    request_id: HelpRequestRef


class ResolveHelp(Durable, frozen=True, kw_only=True, tag="help:resolve"):
    """Put a hand down: the student was helped."""

    request_id: HelpRequestRef


class ReopenHelp(Durable, frozen=True, kw_only=True, tag="help:reopen"):
    """Undo a resolution."""

    request_id: HelpRequestRef


class SendMessage(Durable, frozen=True, kw_only=True, tag="message:send"):
    """Write to one student, or to everyone when none is named."""

    text: ShortText
    student_id: StudentRef | None = None
    kind: MessageKind = MessageKind.MESSAGE


class MarkAttendance(Durable, frozen=True, kw_only=True, tag="attendance:mark"):
    """Mark a student; null un-marks."""

    student_id: StudentRef
    status: AttendanceStatus | None
    note: ShortText | None = None


class StartSession(Durable, frozen=True, kw_only=True, tag="session:start"):
    """Begin the lesson."""


class EndSession(Durable, frozen=True, kw_only=True, tag="session:end"):
    """End the lesson for everyone."""


class AddNote(Durable, frozen=True, kw_only=True, tag="note:add"):
    """Note something about a student."""

    student_id: StudentRef
    text: LongText
    visibility: NoteVisibility = NoteVisibility.STAFF


class SetPanelMode(Durable, frozen=True, kw_only=True, tag="panel:mode"):
    """Teach or observe a student: counts contact time."""

    student_id: StudentRef
    mode: PanelMode


StudentCommand = StartActivity | RequestHelp | CancelHelp | ReplyToTutor
TutorCommand = (
    AssignContent
    | WithdrawContent
    | MarkComplete
    | AcknowledgeHelp
    | ResolveHelp
    | ReopenHelp
    | SendMessage
    | MarkAttendance
    | StartSession
    | EndSession
    | AddNote
    | SetPanelMode
)
DurableCommand = StudentCommand | TutorCommand
StudentLive = ReportProgress | CompleteActivity | SaveDraft
RoomMessage = DurableCommand | StudentLive | Heartbeat | Pong | Resync
"""All that may follow the hello."""
ClientMessage = RoomMessage | Hello

_OF_ALL: tuple[type[_Message], ...] = (Heartbeat, Pong, Resync)
_OF_STUDENTS: tuple[type[_Message], ...] = (
    *(StartActivity, RequestHelp, CancelHelp, ReplyToTutor),
    *(ReportProgress, CompleteActivity, SaveDraft),
)
_OF_TUTORS: tuple[type[_Message], ...] = (
    *(AssignContent, WithdrawContent, MarkComplete, AcknowledgeHelp, ResolveHelp, ReopenHelp),
    *(SendMessage, MarkAttendance, StartSession, EndSession, AddNote, SetPanelMode),
)
MESSAGES_OF: dict[RoomRole, frozenset[type[_Message]]] = {
    RoomRole.STUDENT: frozenset(_OF_ALL + _OF_STUDENTS),
    RoomRole.TUTOR: frozenset(_OF_ALL + _OF_TUTORS),
    RoomRole.OBSERVER: frozenset(_OF_ALL),
}
"""Which role may say what (PROTOCOL, Client → hub)."""
