"""Reads of catch-up packages: a student's own, and those that staff follow (R101, R152)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.attendance.models import CatchUpItem, CatchUpPackage
from core_service.attendance.queries.packages import is_begun, is_done, progress_of
from core_service.attendance.rules.catch_ups import CatchUpDecision, CatchUpState, Progress, state_of
from core_service.catalogue.models import Course, Exercise, Lesson
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, in_order
from core_service.identity.models import AppUser
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries import Person
from core_service.work.models import ExerciseAttempt
from core_service.work.queries.relations import demand_view
from core_service.work.rules.states import AttemptStatus


@dataclass(frozen=True, slots=True)
class CatchUpView:
    """A package as lists show it."""

    package: CatchUpPackage
    student: Person
    session: TutoringSession
    progress: Progress
    state: CatchUpState


@dataclass(frozen=True, slots=True)
class CatchUpItemView:
    """An item with names; the attempt is the newest since the package was made, None before the first."""

    item: CatchUpItem
    course_name: str
    lesson_title: str
    exercise_title: str | None
    is_done: bool
    attempt_id: UUID | None
    attempt_status: AttemptStatus | None


@dataclass(frozen=True, slots=True)
class CatchUpWanted:
    """Which packages a list shows; what is None is not asked for."""

    state: CatchUpState | None = None
    student_id: UUID | None = None
    session_id: UUID | None = None
    course_id: UUID | None = None


def catch_ups(
    db: Session, actor: Actor, wanted: CatchUpWanted, *, now: datetime, cursor: Cursor | None, limit: int
) -> Sequence[CatchUpView]:
    """`limit` + 1 packages by their due times: own ones, those of students whom the actor teaches or oversees."""
    package = CatchUpPackage
    found = in_order(_packages().where(_concerns(actor)), (package.due_at, package.id), cursor, limit)
    if wanted.state is not None:
        found = found.where(_is_in(wanted.state, now))
    if wanted.student_id is not None:
        found = found.where(package.student_id == wanted.student_id)
    if wanted.session_id is not None:
        found = found.where(package.session_id == wanted.session_id)
    if wanted.course_id is not None:
        found = found.where(_item_where(CatchUpItem.course_id == wanted.course_id))
    return _views(db, found, now)


def catch_ups_due(
    db: Session, students: sa.Select[UUID], *, before: datetime, now: datetime, limit: int
) -> Sequence[CatchUpView]:
    """At most `limit` packages of these students that are still to do and due by then, longest due first."""
    package = CatchUpPackage
    found = _packages().where(package.student_id.in_(students), package.due_at <= before, _is_to_do())
    return _views(db, found.order_by(package.due_at, package.id).limit(limit), now)


def open_catch_ups(db: Session, student_ids: Collection[UUID], *, now: datetime) -> Sequence[CatchUpView]:
    """All that these students still have to do, longest due first."""
    found = _packages().where(CatchUpPackage.student_id.in_(student_ids), _is_to_do())
    return _views(db, found.order_by(CatchUpPackage.due_at, CatchUpPackage.id), now)


def open_catch_ups_of(
    db: Session, student_id: UUID, centre_ids: Collection[UUID], *, now: datetime
) -> Sequence[CatchUpView]:
    """A student's packages that are not done yet, the next due one first, for whoever may look at the student."""
    package = CatchUpPackage
    found = _packages().where(package.student_id == student_id, package.centre_id.in_(centre_ids), _is_to_do())
    return _views(db, found.order_by(package.due_at, package.id), now)


def catch_up_by_id(db: Session, actor: Actor, package_id: UUID, *, now: datetime) -> CatchUpView:
    """Raises NotFound, also for another student's; RelationMissing for staff who do not teach the student."""
    found = _views(db, _packages().where(CatchUpPackage.id == package_id), now)
    if not found:
        raise NotFound("catch-up package")
    package = found[0].package
    if package.student_id != actor.user_id and not actor.may(Permission.SESSION_VIEW_STUDENTS, package.centre_id):
        raise NotFound("catch-up package")
    demand_view(db, actor, student_id=package.student_id, centre_id=package.centre_id)
    return found[0]


def catch_up_items(db: Session, package_id: UUID) -> Sequence[CatchUpItemView]:
    """In their order, in one statement."""
    attempt = ExerciseAttempt
    newest = (
        sa.select(attempt.id, attempt.status)
        .where(
            attempt.centre_id == CatchUpItem.centre_id,
            attempt.student_id == CatchUpPackage.student_id,
            attempt.exercise_id == CatchUpItem.exercise_id,
            sa.or_(
                attempt.status == AttemptStatus.IN_PROGRESS,
                attempt.started_at >= CatchUpPackage.assigned_at,
                attempt.submitted_at >= CatchUpPackage.assigned_at,
            ),
        )
        .order_by(attempt.started_at.desc(), attempt.id.desc())
        .limit(1)
        .lateral()
    )
    rows = db.execute(
        sa.select(CatchUpItem, Course.name, Lesson.title, Exercise.title, is_done(), newest.c.id, newest.c.status)
        .join(CatchUpPackage, CatchUpPackage.id == CatchUpItem.package_id)
        .join(Course, Course.id == CatchUpItem.course_id)
        .join(Lesson, Lesson.id == CatchUpItem.lesson_id)
        .outerjoin(Exercise, Exercise.id == CatchUpItem.exercise_id)
        .outerjoin(newest, sa.true())
        .where(CatchUpItem.package_id == package_id)
        .order_by(CatchUpItem.position)
    )
    return [CatchUpItemView(*row) for row in rows]


def _packages() -> sa.Select[CatchUpPackage, UUID, str, str | None, TutoringSession]:
    return (
        sa.select(CatchUpPackage, AppUser.id, AppUser.name, AppUser.avatar_url, TutoringSession)
        .join(AppUser, AppUser.id == CatchUpPackage.student_id)
        .join(TutoringSession, TutoringSession.id == CatchUpPackage.session_id)
    )


def _views(
    db: Session, found: sa.Select[CatchUpPackage, UUID, str, str | None, TutoringSession], now: datetime
) -> Sequence[CatchUpView]:
    rows = db.execute(found).all()
    progress = progress_of(db, [row[0].id for row in rows])
    return [
        CatchUpView(
            package,
            Person(student_id, name, avatar_url),
            session,
            progress[package.id],
            state_of(package.decision, progress[package.id], package.due_at, now),
        )
        for package, student_id, name, avatar_url, session in rows
    ]


def _concerns(actor: Actor) -> sa.ColumnElement[bool]:
    package, place, session = CatchUpPackage, StudentSessionEnrollment, TutoringSession
    taught = (
        sa.select(place.student_id)
        .join(session, session.id == place.session_id)
        .where(
            place.centre_id.in_(actor.centres_with(Permission.SESSION_VIEW_STUDENTS)),
            session.names_as_tutor(actor.user_id),
        )
    )
    return sa.or_(
        package.student_id == actor.user_id,
        package.centre_id.in_(actor.centres_with(Permission.SCHEDULE_MANAGE)),
        sa.and_(
            package.centre_id.in_(actor.centres_with(Permission.SESSION_VIEW_STUDENTS)), package.student_id.in_(taught)
        ),
    )


def _item_where(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(CatchUpItem.package_id == CatchUpPackage.id, condition).correlate(CatchUpPackage)


def _is_to_do() -> sa.ColumnElement[bool]:
    return sa.and_(CatchUpPackage.decision == CatchUpDecision.OPEN, _item_where(sa.not_(is_done())))


def _is_in(state: CatchUpState, now: datetime) -> sa.ColumnElement[bool]:
    """`state_of` once more, for the database."""
    package, is_to_do = CatchUpPackage, _is_to_do()
    match state:
        case CatchUpState.EXCUSED:
            return package.decision == CatchUpDecision.EXCUSED
        case CatchUpState.DONE:
            return sa.and_(package.decision != CatchUpDecision.EXCUSED, sa.not_(is_to_do))
        case CatchUpState.OVERDUE:
            return sa.and_(is_to_do, package.due_at <= now)
        case CatchUpState.IN_PROGRESS:
            return sa.and_(is_to_do, package.due_at > now, _item_where(is_begun()))
        case CatchUpState.DUE:
            return sa.and_(is_to_do, package.due_at > now, sa.not_(_item_where(is_begun())))
