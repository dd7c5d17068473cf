"""A student as the room keeps them: what the core said, what they are at, and whether they are there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from shared.events.commands import CompleteActivity, ReportProgress
from shared.events.replicas import ProgressFact
from shared.events.shapes import (
    ActivitySnapshot,
    DraftSnapshot,
    EnrollmentSnapshot,
    HelpSnapshot,
    RosterStudent,
    StudentState,
)
from shared.events.values import (
    ActivityStatus,
    AttemptId,
    AttendanceStatus,
    ClientTime,
    ConnectionId,
    ContentType,
    EnrollmentId,
    ExerciseId,
    ExerciseType,
    PanelMode,
    UserId,
    Version,
)

Stamp = tuple[int, str, int]
"""(epoch, replica, counter) of a live fact: the order in which replicas settle who wrote last (ARCHITECTURE 2)."""

NEVER: Stamp = (0, "", 0)


class StudentStatus(StrEnum):
    """What a card shows, in this order the first that holds (REQUIREMENTS 26, Status)."""

    NOT_HERE = "not here"
    HAND_UP = "hand up"
    OFFLINE = "offline"
    QUIET = "quiet"
    FINISHED = "finished"
    WORKING = "working"
    NOT_STARTED = "not started"


def moment(seconds: float) -> datetime:
    """The room counts seconds since 1970; messages carry UTC times."""
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(slots=True)
class Work:
    """What a student is at; `status` is NOT_STARTED, WORKING or COMPLETED."""

    enrollment_id: EnrollmentId
    status: ActivityStatus
    attempt_id: AttemptId | None = None
    exercise_id: ExerciseId | None = None
    exercise_title: str | None = None
    exercise_type: ExerciseType | None = None
    lesson_title: str | None = None
    content_type: ContentType | None = None
    estimated_mins: int | None = None
    progress_pct: int = 0
    answered_count: int = 0
    question_count: int = 0
    question_index: int | None = None
    started_at: datetime | None = None
    ts: ClientTime | None = None
    is_handed_in: bool = False


@dataclass(slots=True)
class Student:
    """Mutable, owned by one room. `is_followed`: another replica says whether they are there and quiet."""

    id: UserId
    name: str
    avatar_url: str | None
    seat: str | None
    attendance: AttendanceStatus | None
    mode: PanelMode
    help: HelpSnapshot | None
    enrollments: tuple[EnrollmentSnapshot, ...]
    status_since: datetime
    work: Work | None = None
    open_attempts: set[AttemptId] = field(default_factory=set)
    drafts: dict[AttemptId, DraftSnapshot] = field(default_factory=dict)
    unsaved_drafts: dict[AttemptId, DraftSnapshot] = field(default_factory=dict)
    online: bool = False
    has_joined: bool = False
    is_connected: bool = False
    heard_at: float = 0.0
    input_at: float = 0.0
    absent_since: float | None = None
    status: StudentStatus = StudentStatus.NOT_HERE
    reported_at: float = float("-inf")
    has_unreported_work: bool = False
    early: tuple[ReportProgress | CompleteActivity, ConnectionId, float] | None = None
    epoch: int = 0
    counter: int = 0
    fact_counter: int = 0
    is_followed: bool = False
    is_quiet: bool = False
    told_status: tuple[str, datetime] | None = None
    presence_stamp: Stamp = NEVER
    progress_stamp: Stamp = NEVER
    progress_fact: ProgressFact | None = None
    draft_stamps: dict[AttemptId, Stamp] = field(default_factory=dict)
    handed_in: set[AttemptId] = field(default_factory=set)

    def next_version(self) -> Version:
        """The version of the next live fact about this student."""
        self.counter += 1
        return (self.epoch, self.counter)

    def activity(self) -> ActivitySnapshot | None:
        """What clients see; a student who has begun nothing shows their first course; None without any course."""
        work = self.work
        if work is None:
            if not self.enrollments:
                return None
            work = Work(self.enrollments[0].enrollment_id, ActivityStatus.NOT_STARTED)
        return ActivitySnapshot(
            enrollment_id=work.enrollment_id,
            status=self._shown_status(work),
            attempt_id=work.attempt_id,
            exercise_id=work.exercise_id,
            exercise_title=work.exercise_title,
            exercise_type=work.exercise_type,
            lesson_title=work.lesson_title,
            content_type=work.content_type,
            estimated_mins=work.estimated_mins,
            progress_pct=work.progress_pct,
            answered_count=work.answered_count,
            question_count=work.question_count,
            question_index=work.question_index,
            started_at=work.started_at,
            status_since=self.status_since,
            ts=work.ts,
        )

    def _shown_status(self, work: Work) -> ActivityStatus:
        if self.status is StudentStatus.HAND_UP:
            return ActivityStatus.WAITING_HELP
        if self.status is StudentStatus.QUIET:
            return ActivityStatus.IDLE
        return work.status

    def draft(self) -> DraftSnapshot | None:
        """The saved answers of what they are at; a room that opens later knows of attempts without any, too."""
        if self.work is None or self.work.attempt_id is None:
            return None
        found = self.drafts.get(self.work.attempt_id)
        return None if found is None or found.revision == 0 else found

    def enrollment_at_work(self) -> EnrollmentSnapshot | None:
        """The course they are at, else their first."""
        for enrollment in self.enrollments:
            if self.work is not None and enrollment.enrollment_id == self.work.enrollment_id:
                return enrollment
        return self.enrollments[0] if self.enrollments else None

    def state(self) -> StudentState:
        """Everything, for a snapshot."""
        return StudentState(
            name=self.name,
            avatar_url=self.avatar_url,
            seat=self.seat,
            attendance=self.attendance,
            online=self.online,
            has_joined=self.has_joined,
            mode=self.mode,
            help=self.help,
            enrollments=self.enrollments,
            activity=self.activity(),
            draft=self.draft(),
        )


def student_from_roster(student_id: UserId, known: RosterStudent, since: float) -> Student:
    """A student as the core knows them; who has been at something before is taken to have been here."""
    student = Student(
        id=student_id,
        name=known.name,
        avatar_url=known.avatar_url,
        seat=known.seat,
        attendance=known.attendance,
        mode=known.mode,
        help=known.help,
        enrollments=known.enrollments,
        status_since=moment(since),
        has_joined=known.activity is not None and known.activity.started_at is not None,
    )
    if known.activity is not None:
        student.work = _work_from(known.activity)
        if student.work.attempt_id is not None:
            attempts = student.handed_in if student.work.is_handed_in else student.open_attempts
            attempts.add(student.work.attempt_id)
    if known.draft is not None:
        student.drafts[known.draft.attempt_id] = known.draft
        student.open_attempts.add(known.draft.attempt_id)
    return student


def _work_from(activity: ActivitySnapshot) -> Work:
    is_begun = activity.status not in (ActivityStatus.NOT_STARTED, ActivityStatus.COMPLETED)
    return Work(
        enrollment_id=activity.enrollment_id,
        status=ActivityStatus.WORKING if is_begun else activity.status,
        attempt_id=activity.attempt_id,
        exercise_id=activity.exercise_id,
        exercise_title=activity.exercise_title,
        exercise_type=activity.exercise_type,
        lesson_title=activity.lesson_title,
        content_type=activity.content_type,
        estimated_mins=activity.estimated_mins,
        progress_pct=activity.progress_pct,
        answered_count=activity.answered_count,
        question_count=activity.question_count,
        question_index=activity.question_index,
        started_at=activity.started_at,
        is_handed_in=activity.status is ActivityStatus.COMPLETED,
    )
