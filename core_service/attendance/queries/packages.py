"""How far a package is, read from what its student has done since: wherever that was (C42)."""

from collections.abc import Collection, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.attendance.models import CatchUpItem, CatchUpPackage
from core_service.attendance.rules.catch_ups import Progress
from core_service.work.models import ExerciseAttempt, LessonCompletion


def is_done() -> sa.ColumnElement[bool]:
    """Whether an item of a joined package is done: handed in since it was assigned, or read."""
    return sa.or_(
        _attempted(ExerciseAttempt.submitted_at >= CatchUpPackage.assigned_at),
        sa.and_(CatchUpItem.exercise_id.is_(None), _read()),
    )


def is_begun() -> sa.ColumnElement[bool]:
    """Whether an item of a joined package is begun or done."""
    since = CatchUpPackage.assigned_at
    return sa.or_(
        _attempted(sa.or_(ExerciseAttempt.started_at >= since, ExerciseAttempt.submitted_at >= since)),
        sa.and_(CatchUpItem.exercise_id.is_(None), _read()),
    )


def _attempted(when: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            ExerciseAttempt.centre_id == CatchUpItem.centre_id,
            ExerciseAttempt.student_id == CatchUpPackage.student_id,
            ExerciseAttempt.exercise_id == CatchUpItem.exercise_id,
            when,
        )
        .correlate(CatchUpItem, CatchUpPackage)
    )


def _read() -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            LessonCompletion.centre_id == CatchUpItem.centre_id,
            LessonCompletion.student_id == CatchUpPackage.student_id,
            LessonCompletion.lesson_id == CatchUpItem.lesson_id,
        )
        .correlate(CatchUpItem, CatchUpPackage)
    )


def progress_of(db: Session, package_ids: Collection[UUID]) -> Mapping[UUID, Progress]:
    """Per package, in one statement."""
    found = (
        sa.select(
            CatchUpPackage.id,
            sa.func.count(),
            sa.func.count().filter(is_begun()),
            sa.func.count().filter(is_done()),
            sa.func.sum(CatchUpItem.estimated_mins),
        )
        .join(CatchUpItem, CatchUpItem.package_id == CatchUpPackage.id)
        .where(CatchUpPackage.id.in_(package_ids))
        .group_by(CatchUpPackage.id)
    )
    return {id: Progress(items, begun, done, minutes) for id, items, begun, done, minutes in db.execute(found)}


def packages_of(db: Session, session_id: UUID, students: Collection[UUID]) -> dict[UUID, tuple[UUID, bool]]:
    """What these students have from a session: the package's id, and whether its student has begun it."""
    begun = sa.exists().where(CatchUpItem.package_id == CatchUpPackage.id, is_begun()).correlate(CatchUpPackage)
    found = sa.select(CatchUpPackage.student_id, CatchUpPackage.id, begun).where(
        CatchUpPackage.session_id == session_id, CatchUpPackage.student_id.in_(students)
    )
    return {student: (id, has_begun) for student, id, has_begun in db.execute(found)}
