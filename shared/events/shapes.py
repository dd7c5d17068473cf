"""The shapes that several messages share: a student's activity, enrolment, open help request, draft and state."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from shared.events.values import (
    ActivityStatus,
    AttemptId,
    AttendanceStatus,
    ClientTime,
    ContentType,
    Count,
    CourseId,
    EnrollmentId,
    ExerciseId,
    ExerciseType,
    HelpPriority,
    HelpRequestId,
    HelpStatus,
    PanelMode,
    Percent,
)

AnswerText = Annotated[str, Meta(max_length=20_000)]
PartText = Annotated[str, Meta(max_length=2000)]
Number = Annotated[int, Meta(ge=-(2**53), le=2**53)] | float
AnswerValue = (
    AnswerText
    | Number
    | Annotated[list[PartText | None], Meta(max_length=200)]
    | Annotated[dict[PartText, PartText | None], Meta(max_length=200)]
    | None
)
"""Text, number, one text per blank, or left side → option; None is blank."""


class Shape(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """A value inside messages: camelCase on the wire, what is optional and absent is left out."""


class Answer(Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question's answer so far."""

    question_index: Annotated[int, Meta(ge=0, le=999)]
    answer: AnswerValue


Answers = Annotated[tuple[Answer, ...], Meta(max_length=200)]


class ActivitySnapshot(Shape, frozen=True, kw_only=True):
    """What a student is at; `ts` is the client's, handed back unchanged."""

    enrollment_id: EnrollmentId
    status: ActivityStatus
    attempt_id: AttemptId | None = None
    exercise_id: ExerciseId | None = None
    exercise_title: str | None = None
    exercise_type: ExerciseType | None = None
    lesson_title: str | None = None
    content_type: ContentType | None = None
    estimated_mins: int | None = None
    progress_pct: Percent
    answered_count: Count
    question_count: Count
    question_index: Count | None = None
    started_at: datetime | None
    status_since: datetime
    ts: ClientTime | None = None


class EnrollmentSnapshot(Shape, frozen=True, kw_only=True):
    """One course of a student in this session; `level` is the class they work at, `school_grade` their age's."""

    enrollment_id: EnrollmentId
    course_id: CourseId
    course_name: str
    level: int | None
    school_grade: int | None


class HelpSnapshot(Shape, frozen=True, kw_only=True):
    """A hand that is up."""

    request_id: HelpRequestId
    status: HelpStatus
    priority: HelpPriority
    requested_at: datetime
    message: str | None = None
    exercise_id: ExerciseId | None = None
    picture: str | None = None


class DraftSnapshot(Shape, frozen=True, kw_only=True):
    """The answers of an attempt that is not submitted; `revision` grows by one with each accepted change."""

    attempt_id: AttemptId
    revision: Annotated[int, Meta(ge=0)]
    answers: Answers


class RosterStudent(Shape, frozen=True, kw_only=True):
    """A student as the core knows them when a room opens."""

    name: str
    avatar_url: str | None = None
    seat: str | None
    attendance: AttendanceStatus | None
    mode: PanelMode
    help: HelpSnapshot | None = None
    enrollments: tuple[EnrollmentSnapshot, ...]
    activity: ActivitySnapshot | None = None
    draft: DraftSnapshot | None = None


class StudentState(Shape, frozen=True, kw_only=True):
    """A student as the room shows them.

    `activity.status` is NOT_STARTED, WORKING or COMPLETED, overlaid by WAITING_HELP while the hand is up, else by
    IDLE while quiet. A card shows the first that holds of: not here (not `online`, and never `has_joined` or
    attendance ABSENT or EXCUSED), hand up, offline (not `online`), quiet, finished, working, not started.
    """

    name: str
    avatar_url: str | None = None
    seat: str | None
    attendance: AttendanceStatus | None
    online: bool
    has_joined: bool
    mode: PanelMode
    help: HelpSnapshot | None = None
    enrollments: tuple[EnrollmentSnapshot, ...]
    activity: ActivitySnapshot | None
    draft: DraftSnapshot | None = None
