"""The one queue of work that waits for an assessor (R091, R180, C19), in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.claims import RESERVED_FOR, is_held, reserved_until, submitted_within, urgency_of
from core_service.assessment.rules.states import AssessmentStatus, QueueKind, Urgency
from core_service.catalogue.models import ContentUnit, Course, Exercise, ExerciseRevision, GradeLevel, Lesson
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.errors import Invalid
from core_service.foundation.paging import Cursor, cursor_of
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import Person, person_or_former, persons
from core_service.sessions.queries.teaching import taught_by
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.begun import begun_with, title_begun, type_begun
from core_service.work.rules.states import AttemptStatus

_STATUS_OF = {
    QueueKind.WAITING: AttemptStatus.UNDER_REVIEW,
    QueueKind.PAPER: AttemptStatus.SUBMITTED,
    QueueKind.SAMPLE: AttemptStatus.AUTO_GRADED,
}

SAMPLED_FOR = timedelta(days=7)
"""Automatically marked work of so long can be looked at (C19)."""


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of the queue is wanted (R180); `is_available` leaves out what others hold."""

    kind: QueueKind = QueueKind.WAITING
    course_id: UUID | None = None
    level: int | None = None
    urgency: Urgency | None = None
    tutor_id: UUID | None = None
    student_id: UUID | None = None
    enrollment_id: UUID | None = None
    is_available: bool = False


@dataclass(frozen=True, slots=True)
class QueueCursor:
    """Where the queue goes on: whether among one's own resubmissions, which come first, and after which work."""

    is_mine: bool
    after: Cursor

    def text(self) -> str:
        """As a client sends it back."""
        return ("m" if self.is_mine else "o") + self.after.text()


def queue_cursor(text: str | None) -> QueueCursor | None:
    """Raises Invalid for anything that is not a cursor of this list."""
    if not text:
        return None
    after = cursor_of(text[1:])
    if text[0] not in "mo" or after is None:
        raise Invalid.field("cursor", "is not one that this list has given out")
    return QueueCursor(text[0] == "m", after)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who marks it, until when; or whose resubmission it is, and until when only theirs."""

    assessor: Person
    until: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class QueueItem:
    """Work that waits; `auto_score` is the part that the core gave."""

    attempt_id: UUID
    review_id: UUID | None
    centre_id: UUID
    status: AssessmentStatus
    urgency: Urgency
    submitted_at: datetime
    student: Person
    tutor: Person | None
    session_id: UUID | None
    exercise_id: UUID
    exercise_title: str
    exercise_type: ExerciseType
    course_id: UUID
    course_name: str
    level: int
    level_label: str
    auto_score: float | None
    max_score: int
    claim: Claim | None
    reserved: Claim | None
    is_my_return: bool

    @property
    def cursor(self) -> QueueCursor:
        """What goes on after it."""
        return QueueCursor(self.is_my_return, Cursor(self.submitted_at, self.attempt_id))


def waiting_work(
    db: Session, actor: Actor, wanted: QueueFilter, *, cursor: QueueCursor | None, now: datetime, limit: int
) -> Sequence[QueueItem]:
    """`limit` + 1 pieces: resubmissions of work that the actor returned, then all others, each oldest first."""
    rows: list[Any] = []
    if cursor is None or cursor.is_mine:
        mine = _work(actor, wanted, now).where(*_is_return_of(actor))
        rows += db.execute(_page(mine, cursor, limit + 1)).all()
    if len(rows) <= limit:
        others = _work(actor, wanted, now).where(_is_no(sa.and_(*_is_return_of(actor))))
        after = None if cursor is None or cursor.is_mine else cursor
        rows += db.execute(_page(others, after, limit + 1 - len(rows))).all()
    people = persons(db, [id for row in rows for id in (row.student_id, row.assessor_id, row.tutor_id) if id])
    return [_item(row, actor, people, now) for row in rows]


def _is_return_of(actor: Actor) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return AssessmentReview.assessor_id == actor.user_id, AssessmentReview.returned_at.is_not(None)


def _is_no(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """False or unknown: without a review its columns are null."""
    return sa.not_(sa.func.coalesce(condition, sa.false()))


def _columns() -> tuple[Any, ...]:
    return (
        ExerciseAttempt.id.label("attempt_id"),
        ExerciseAttempt.centre_id,
        ExerciseAttempt.submitted_at,
        ExerciseAttempt.student_id,
        ExerciseAttempt.score,
        ExerciseAttempt.max_score,
        Exercise.id.label("exercise_id"),
        title_begun().label("title"),
        type_begun().label("exercise_type"),
        Course.id.label("course_id"),
        Course.name.label("course_name"),
        GradeLevel.level,
        GradeLevel.label,
        TutoringSession.id.label("session_id"),
        taught_by().label("tutor_id"),
        AssessmentReview.id.label("review_id"),
        AssessmentReview.assessor_id,
        AssessmentReview.status,
        AssessmentReview.claimed_until,
        AssessmentReview.returned_at,
    )


def _work(actor: Actor, wanted: QueueFilter, now: datetime) -> sa.Select[Any]:
    found = (
        sa.select(*_columns())
        .join(Exercise, Exercise.id == ExerciseAttempt.exercise_id)
        .outerjoin(ExerciseRevision, begun_with())
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .outerjoin(StudentSessionEnrollment, StudentSessionEnrollment.id == ExerciseAttempt.session_enrollment_id)
        .outerjoin(TutoringSession, TutoringSession.id == StudentSessionEnrollment.session_id)
        .outerjoin(AssessmentReview, AssessmentReview.exercise_attempt_id == ExerciseAttempt.id)
        .where(ExerciseAttempt.status == _STATUS_OF[wanted.kind], ExerciseAttempt.submitted_at.is_not(None))
    )
    if wanted.is_available:
        found = found.where(_is_no(_is_anothers(actor, now)))
    return found.where(*_conditions(wanted, now))


def _is_anothers(actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """Held by somebody else, or for a day theirs because they returned it."""
    is_held_by_them = AssessmentReview.claimed_until > now
    resubmitted = ExerciseAttempt.submitted_at >= AssessmentReview.returned_at
    is_reserved = sa.and_(resubmitted, ExerciseAttempt.submitted_at > now - RESERVED_FOR)
    return sa.and_(AssessmentReview.assessor_id != actor.user_id, sa.or_(is_held_by_them, is_reserved))


def _conditions(wanted: QueueFilter, now: datetime) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.kind is QueueKind.SAMPLE:
        conditions.append(ExerciseAttempt.submitted_at > now - SAMPLED_FOR)
    if wanted.course_id is not None:
        conditions.append(Course.id == wanted.course_id)
    if wanted.level is not None:
        conditions.append(GradeLevel.level == wanted.level)
    if wanted.student_id is not None:
        conditions.append(ExerciseAttempt.student_id == wanted.student_id)
    if wanted.enrollment_id is not None:
        conditions.append(ExerciseAttempt.session_enrollment_id == wanted.enrollment_id)
    if wanted.tutor_id is not None:
        conditions.append(TutoringSession.names_as_tutor(wanted.tutor_id))
    if wanted.urgency is not None:
        after, up_to = submitted_within(wanted.urgency, now)
        conditions += [ExerciseAttempt.submitted_at > after] if after else []
        conditions += [ExerciseAttempt.submitted_at <= up_to] if up_to else []
    return conditions


def _page(found: sa.Select[Any], cursor: QueueCursor | None, count: int) -> sa.Select[Any]:
    place = sa.tuple_(ExerciseAttempt.submitted_at, ExerciseAttempt.id)
    if cursor is not None:
        found = found.where(place > sa.tuple_(cursor.after.at, cursor.after.id))
    return found.order_by(ExerciseAttempt.submitted_at, ExerciseAttempt.id).limit(count)


def _item(row: Any, actor: Actor, people: dict[UUID, Person], now: datetime) -> QueueItem:
    is_claimed = is_held(row.claimed_until, now)
    reserved = reserved_until(row.returned_at, row.submitted_at)
    return QueueItem(
        attempt_id=row.attempt_id,
        review_id=row.review_id,
        centre_id=row.centre_id,
        status=_status(row, is_claimed=is_claimed),
        urgency=urgency_of(row.submitted_at, now),
        submitted_at=row.submitted_at,
        student=person_or_former(people, row.student_id),
        tutor=person_or_former(people, row.tutor_id) if row.tutor_id else None,
        session_id=row.session_id,
        exercise_id=row.exercise_id,
        exercise_title=row.title,
        exercise_type=row.exercise_type,
        course_id=row.course_id,
        course_name=row.course_name,
        level=row.level,
        level_label=row.label,
        auto_score=row.score,
        max_score=row.max_score,
        claim=_claim(row, actor, people, row.claimed_until) if is_claimed else None,
        reserved=_claim(row, actor, people, reserved) if reserved and not is_claimed and reserved > now else None,
        is_my_return=row.returned_at is not None and row.assessor_id == actor.user_id,
    )


def _status(row: Any, *, is_claimed: bool) -> AssessmentStatus:
    """A claim that has run out is none."""
    if is_claimed:
        return AssessmentStatus.IN_REVIEW
    return AssessmentStatus.RETURNED if row.returned_at else AssessmentStatus.PENDING


def _claim(row: Any, actor: Actor, people: dict[UUID, Person], until: datetime) -> Claim:
    return Claim(person_or_former(people, row.assessor_id), until, row.assessor_id == actor.user_id)
