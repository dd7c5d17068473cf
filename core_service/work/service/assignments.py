"""What a tutor wants a student to do next: assigned, taken back, closed with its session (R170 to R172, C17, C39)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.models import ContentUnit, Course, Exercise, Lesson
from core_service.foundation.errors import Invalid, NotFound
from core_service.sessions.errors import WrongSessionStatus
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import PLANNED
from core_service.sessions.service import hold_as_staff
from core_service.sessions.service.log import append_event
from core_service.work.models import ContentAssignment
from core_service.work.rules.assignments import LONGEST_REASON
from core_service.work.rules.states import AssignmentScope
from core_service.work.service.places import Place, place_in
from shared.events.room import ContentAssigned, ContentWithdrawn
from shared.events.values import AssignmentId, ExerciseId, LessonId, UserId
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssignment:
    """Exactly one of exercise and lesson."""

    exercise_id: UUID | None = None
    lesson_id: UUID | None = None
    scope: AssignmentScope = AssignmentScope.SESSION
    reason: str | None = None
    overrides_auto_sequence: bool = True


@dataclass(frozen=True, slots=True)
class Assigning:
    """An assignment and the `seq` of what was told to the room, None if nothing changed."""

    assignment: ContentAssignment
    seq: int | None


@dataclass(frozen=True, slots=True)
class _Target:
    centre_id: UUID
    course_id: UUID


def assign_content(
    db: Session, actor: Actor, *, session_id: UUID, student_id: UUID, new: NewAssignment, now: datetime
) -> Assigning:
    """Assigns to a student of the session; the same again while it is open changes nothing (C39).

    The course comes from the content. Raises NotFound, RelationMissing, NotEnrolledInCourse, WrongSessionStatus,
    Invalid for a reason that is too long.
    """
    if new.reason is not None and len(new.reason) > LONGEST_REASON:
        raise Invalid.field("reason", f"has at most {LONGEST_REASON} characters")
    session = hold_as_staff(db, actor, session_id, Permission.CONTENT_ASSIGN)
    if session.status not in PLANNED:
        raise WrongSessionStatus(session.status, "given content")
    target = _target(db, new)
    place = place_in(db, session, student_id=student_id, content_centre_id=target.centre_id, course_id=target.course_id)
    same = _same_open(db, place, student_id, new)
    if same is not None:
        return Assigning(same, None)
    assignment = _add(db, actor, place, student_id, target, new, now=now)
    member = UserId(str(student_id))
    event = ContentAssigned(
        assignment_id=AssignmentId(str(assignment.id)),
        student_id=member,
        exercise_id=ExerciseId(str(new.exercise_id)) if new.exercise_id else None,
        lesson_id=LessonId(str(new.lesson_id)) if new.lesson_id else None,
        scope=new.scope,
    )
    return Assigning(assignment, append_event(db, session, (member,), event, now=now))


def _target(db: Session, new: NewAssignment) -> _Target:
    """Where the content belongs, if it is in use."""
    found = (
        sa.select(Lesson.centre_id, ContentUnit.course_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(Lesson.is_active, ContentUnit.is_active, Course.is_active)
    )
    if new.exercise_id is not None:
        found = found.join(Exercise, Exercise.lesson_id == Lesson.id)
        found = found.where(Exercise.id == new.exercise_id, Exercise.is_active)
    else:
        found = found.where(Lesson.id == new.lesson_id)
    row = db.execute(found).one_or_none()
    if row is None:
        raise NotFound("exercise" if new.exercise_id else "lesson")
    return _Target(row.centre_id, row.course_id)


def _same_open(db: Session, place: Place, student_id: UUID, new: NewAssignment) -> ContentAssignment | None:
    enrollment_id = place.enrollment.id if place.enrollment else None
    return db.scalar(
        sa.select(ContentAssignment)
        .where(
            ContentAssignment.student_id == student_id,
            ContentAssignment.session_enrollment_id == enrollment_id,
            ContentAssignment.exercise_id.is_not_distinct_from(new.exercise_id),
            ContentAssignment.lesson_id.is_not_distinct_from(new.lesson_id),
            ContentAssignment.scope == new.scope,
            ContentAssignment.overrides_auto_sequence == new.overrides_auto_sequence,
            ContentAssignment.is_active,
        )
        .limit(1)
    )


def _add(
    db: Session, actor: Actor, place: Place, student_id: UUID, target: _Target, new: NewAssignment, *, now: datetime
) -> ContentAssignment:
    assignment = ContentAssignment(
        id=new_id(),
        centre_id=place.centre_id,
        content_centre_id=target.centre_id,
        tutor_id=actor.user_id,
        student_id=student_id,
        course_id=target.course_id,
        session_enrollment_id=place.enrollment.id if place.enrollment else None,
        lesson_id=new.lesson_id,
        exercise_id=new.exercise_id,
        scope=new.scope,
        overrides_auto_sequence=new.overrides_auto_sequence,
        reason=new.reason,
        is_active=True,
        assigned_at=now,
    )
    db.add(assignment)
    db.flush()
    content = {"exerciseId": new.exercise_id} if new.exercise_id else {"lessonId": new.lesson_id}
    _record(db, actor, "CONTENT_ASSIGN", assignment, after={"studentId": student_id, "scope": new.scope, **content})
    return assignment


def withdraw_assignment(
    db: Session, actor: Actor, *, assignment_id: UUID, session_id: UUID | None, now: datetime
) -> Assigning:
    """Takes an assignment back, in the session that it was made in or in the one that is named.

    One that is over already stays as it is. Raises NotFound, RelationMissing.
    """
    stored = db.get(ContentAssignment, assignment_id)
    if stored is None:
        raise NotFound("assignment")
    session = hold_as_staff(db, actor, session_id or _session_id_of(db, stored), Permission.CONTENT_ASSIGN)
    if session.centre_id != stored.centre_id or not _attends(db, session, stored.student_id):
        raise NotFound("assignment")
    db.refresh(stored)
    if not stored.is_active:
        return Assigning(stored, None)
    stored.is_active, stored.ended_at = False, now
    _record(db, actor, "CONTENT_WITHDRAW", stored, before={"isActive": True}, after={"isActive": False})
    member = UserId(str(stored.student_id))
    event = ContentWithdrawn(assignment_id=AssignmentId(str(stored.id)), student_id=member)
    return Assigning(stored, append_event(db, session, (member,), event, now=now))


def _session_id_of(db: Session, assignment: ContentAssignment) -> UUID:
    return db.scalars(
        sa.select(StudentSessionEnrollment.session_id).where(
            StudentSessionEnrollment.id == assignment.session_enrollment_id
        )
    ).one()


def _attends(db: Session, session: TutoringSession, student_id: UUID) -> bool:
    found = sa.select(StudentSessionEnrollment.id).where(
        StudentSessionEnrollment.session_id == session.id, StudentSessionEnrollment.student_id == student_id
    )
    return db.scalar(found.limit(1)) is not None


def end_session_assignments(db: Session, *, session: TutoringSession, now: datetime) -> None:
    """Closes what was assigned for a session that ends now (C17); the session's own end tells the room."""
    places = sa.select(StudentSessionEnrollment.id).where(StudentSessionEnrollment.session_id == session.id)
    db.execute(
        sa.update(ContentAssignment)
        .where(
            ContentAssignment.session_enrollment_id.in_(places),
            ContentAssignment.scope == AssignmentScope.SESSION,
            ContentAssignment.is_active,
        )
        .values(is_active=False, ended_at=now, updated_at=now)
        .execution_options(synchronize_session=False)
    )


def _record(
    db: Session,
    actor: Actor,
    action: str,
    assignment: ContentAssignment,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record_row(db, actor, Permission.CONTENT_ASSIGN, action, assignment, before=before, after=after)
