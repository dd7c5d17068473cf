"""Changes of a student's profile: only by a person's word, each in the log for ever (R183, R184, C21)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.catalogue.models import ContentUnit, Course, GradeLevel
from core_service.foundation.db import FRANCHISE_ID, hold
from core_service.foundation.errors import Invalid, NotFound
from core_service.foundation.jobs import schedule
from core_service.learners.models import AcademicProfileLog, SubjectAssessment, UnitMastery
from core_service.learners.rules import Learner, ProfileMetric, metric_problems, update_type_of
from shared.ids import new_id

LEVEL_ADVANCED = "rewards.level_advanced"
"""Promised for each level that is set above the one before, the first one too; its arguments are `{profileLogId}`."""

LEVEL_CHANGED = "notifications.level_changed"
"""Promised for each level that is set, the first one too; its arguments are `{profileLogId}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEdit:
    """What an assessor decided: a level, metrics, notes, or several; `reason` is for the log."""

    level: int | None = None
    metrics: Mapping[ProfileMetric, float] = field(default_factory=dict)
    reason: str | None = None
    notes: str | None = None
    """On the student's standing, for staff; None leaves them, "" takes them away."""
    is_proposal: bool = False
    """A tutor proposed it (TUTOR_OVERRIDE, C49)."""
    review_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """The profile as it stands; the level before, None where this was the placement; what was logged."""

    assessment: SubjectAssessment
    level_before: int | None
    level_after: int
    log: tuple[AcademicProfileLog, ...]


def hold_profile(db: Session, learner: Learner) -> SubjectAssessment | None:
    """One change of a student's standing in a course at a time; taken after the session and the exercise.

    The standing as it is now, None before the placement.
    """
    hold(db, f"profile {learner.centre_id} {learner.student_id} {learner.course_id}")
    return db.scalar(
        sa.select(SubjectAssessment)
        .where(
            SubjectAssessment.centre_id == learner.centre_id,
            SubjectAssessment.student_id == learner.student_id,
            SubjectAssessment.course_id == learner.course_id,
        )
        .execution_options(populate_existing=True)
    )


def change_profile(db: Session, actor: Actor, *, learner: Learner, edit: ProfileEdit, now: datetime) -> ProfileChanged:
    """Sets level and metrics and logs each that is different; the first level is the placement (C34).

    Raises NotFound for a foreign course, Invalid for a level that does not exist, a first change without a level, and
    metrics that do not fit. Changes by the advance of a level promise `rewards.level_advanced`.
    """
    actor.demand(Permission.ACADEMIC_PROFILE_UPDATE, learner.centre_id)
    course = db.get(Course, learner.course_id)
    if course is None or course.centre_id not in (learner.centre_id, FRANCHISE_ID):
        raise NotFound("course")
    if problems := list(metric_problems(course.subject_area, edit.metrics)):
        raise Invalid("Some metrics do not fit.", errors=problems)
    stored = hold_profile(db, learner)
    wanted = _level(db, edit.level) if edit.level is not None else None
    if stored is None and wanted is None:
        raise Invalid.field("newLevel", "is needed first: the student has no level in this course yet")
    before = db.get_one(GradeLevel, stored.grade_level_id).level if stored else None
    if stored is None and wanted is not None:
        stored = SubjectAssessment(
            id=new_id(),
            centre_id=learner.centre_id,
            content_centre_id=course.centre_id,
            student_id=learner.student_id,
            course_id=learner.course_id,
            grade_level_id=wanted.id,
        )
    assert stored is not None
    after = wanted.level if wanted else before
    assert after is not None
    log = _apply(db, actor, stored, before, after, edit, now=now)
    if wanted is not None and log:
        stored.grade_level_id = wanted.id
    return ProfileChanged(stored, before, after, log)


def _level(db: Session, number: int) -> GradeLevel:
    found = db.scalar(sa.select(GradeLevel).where(GradeLevel.level == number))
    if found is None:
        raise Invalid.field("newLevel", "is no level that there is")
    return found


def _apply(
    db: Session,
    actor: Actor,
    stored: SubjectAssessment,
    before: int | None,
    after: int,
    edit: ProfileEdit,
    *,
    now: datetime,
) -> tuple[AcademicProfileLog, ...]:
    previous: dict[ProfileMetric, float | None] = {metric: _metric(stored, metric) for metric in edit.metrics}
    wanted: dict[ProfileMetric, float] = {ProfileMetric.LEVEL: after, **edit.metrics}
    changes = {
        metric: (was, value)
        for metric, value in wanted.items()
        if (was := before if metric is ProfileMetric.LEVEL else previous[metric]) != value
    }
    has_new_notes = edit.notes is not None and stored.notes != (edit.notes or None)
    if not changes and not has_new_notes:
        return ()
    if has_new_notes:
        stored.notes = edit.notes or None
    for metric in edit.metrics:
        setattr(stored, metric.value.lower(), wanted[metric])
    stored.last_assessed_at, stored.assessed_by_id = now, actor.user_id
    db.add(stored)
    db.flush()
    log = tuple(
        _entry(stored, actor, metric, was, value, edit, is_placement=before is None, now=now)
        for metric, (was, value) in changes.items()
    )
    db.add_all(log)
    db.flush()
    _promise_what_follows(db, log, before, after, now=now)
    _audit(db, actor, stored, changes, edit, has_new_notes=has_new_notes)
    return log


def _metric(stored: SubjectAssessment, metric: ProfileMetric) -> float | None:
    value: float | None = getattr(stored, metric.value.lower())
    return value


def _entry(
    stored: SubjectAssessment,
    actor: Actor,
    metric: ProfileMetric,
    was: float | None,
    value: float,
    edit: ProfileEdit,
    *,
    is_placement: bool,
    now: datetime,
) -> AcademicProfileLog:
    return AcademicProfileLog(
        id=new_id(),
        created_at=now,
        centre_id=stored.centre_id,
        content_centre_id=stored.content_centre_id,
        student_id=stored.student_id,
        course_id=stored.course_id,
        subject_assessment_id=stored.id,
        metric=metric,
        previous_value=was,
        new_value=value,
        update_type=update_type_of(metric, was, value, is_placement=is_placement, is_proposal=edit.is_proposal),
        reason=edit.reason,
        updated_by_id=actor.user_id,
        assessment_review_id=edit.review_id,
    )


def _promise_what_follows(
    db: Session, log: tuple[AcademicProfileLog, ...], before: int | None, after: int, *, now: datetime
) -> None:
    entry = next((each for each in log if each.metric is ProfileMetric.LEVEL), None)
    if entry is None:
        return
    arguments = {"profileLogId": str(entry.id)}
    schedule(db, LEVEL_CHANGED, centre_id=entry.centre_id, due_at=now, key=str(entry.id), arguments=arguments)
    if before is not None and after < before:
        return
    schedule(db, LEVEL_ADVANCED, centre_id=entry.centre_id, due_at=now, key=str(entry.id), arguments=arguments)


def _audit(
    db: Session,
    actor: Actor,
    stored: SubjectAssessment,
    changes: Mapping[ProfileMetric, tuple[float | None, float]],
    edit: ProfileEdit,
    *,
    has_new_notes: bool,
) -> None:
    record_row(
        db,
        actor,
        Permission.ACADEMIC_PROFILE_UPDATE,
        "PROFILE_UPDATE",
        stored,
        before={metric.value: was for metric, (was, _) in changes.items()},
        after={metric.value: value for metric, (_, value) in changes.items()}
        | ({"notes": "changed"} if has_new_notes else {}),
        details={"studentId": stored.student_id, "courseId": stored.course_id, "reviewId": edit.review_id},
    )


def confirm_unit(db: Session, actor: Actor, *, centre_id: UUID, student_id: UUID, unit_id: UUID, now: datetime) -> None:
    """An assessor's word that a unit is mastered: the sequence passes it over (C18). Again, nothing changes."""
    unit = db.get_one(ContentUnit, unit_id)
    stands = {"confirmed_by_id": actor.user_id, "confirmed_at": now, "ended_at": None, "updated_at": now}
    new = insert(UnitMastery).values(
        id=new_id(),
        created_at=now,
        centre_id=centre_id,
        content_centre_id=unit.centre_id,
        student_id=student_id,
        unit_id=unit_id,
        **stands,
    )
    db.execute(new.on_conflict_do_update(index_elements=["centre_id", "student_id", "unit_id"], set_=stands))


def reopen_units(db: Session, learner: Learner, *, from_level: int, now: datetime) -> None:
    """After a regression, units of the new level and above are worked through again."""
    units = (
        sa.select(ContentUnit.id)
        .join(GradeLevel, GradeLevel.id == ContentUnit.grade_level_id)
        .where(ContentUnit.course_id == learner.course_id, GradeLevel.level >= from_level)
    )
    db.execute(
        sa.update(UnitMastery)
        .where(
            UnitMastery.centre_id == learner.centre_id,
            UnitMastery.student_id == learner.student_id,
            UnitMastery.unit_id.in_(units),
            UnitMastery.ended_at.is_(None),
        )
        .values(ended_at=now, updated_at=now)
        .execution_options(synchronize_session=False)
    )
