"""Rubrics per course, level and exercise type; a centre's own wins over the franchise's (R187, C55)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.assessment.errors import RubricExists
from core_service.audit.service import record_row
from core_service.catalogue.models import AssessmentRubric, Course, GradeLevel
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID, hold
from core_service.foundation.errors import FieldError, Invalid, NotFound
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRubric:
    """`criteria` as they are stored: `[{name, description, maxPoints, levels: [{points, description}]}]`."""

    course_id: UUID
    level: int
    exercise_type: ExerciseType
    name: str
    criteria: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricChange:
    """None leaves a field as it is."""

    name: str | None = None
    criteria: Sequence[dict[str, Any]] | None = None
    is_active: bool | None = None


def create_rubric(db: Session, actor: Actor, *, centre_id: UUID, new: NewRubric) -> AssessmentRubric:
    """Raises Invalid for a course or level that the centre has not or criteria that make no rubric, RubricExists."""
    actor.demand(Permission.RUBRIC_MANAGE, centre_id)
    course = db.get(Course, new.course_id)
    if course is None or course.centre_id not in (centre_id, FRANCHISE_ID):
        raise Invalid.field("courseId", "is no course of this centre")
    level_id = db.scalar(sa.select(GradeLevel.id).where(GradeLevel.level == new.level))
    if level_id is None:
        raise Invalid.field("level", "is no level that there is")
    check_criteria(new.criteria)
    _hold_place(db, centre_id, new)
    earlier = _rubric_at(db, centre_id, new, level_id)
    if earlier is not None:
        raise RubricExists(str(earlier.id), is_active=earlier.is_active)
    rubric = AssessmentRubric(
        id=new_id(),
        centre_id=centre_id,
        content_centre_id=course.centre_id,
        course_id=course.id,
        grade_level_id=level_id,
        exercise_type=new.exercise_type,
        name=new.name,
        criteria=list(new.criteria),
        max_score=sum(each["maxPoints"] for each in new.criteria),
        is_active=True,
    )
    db.add(rubric)
    db.flush()
    _record(db, actor, "RUBRIC_CREATE", rubric)
    return rubric


def check_criteria(criteria: Sequence[dict[str, Any]]) -> None:
    """Names are told apart, and no level of a criterion has more than its points. Raises Invalid."""
    problems: list[FieldError] = []
    names: set[str] = set()
    for place, each in enumerate(criteria):
        if each["name"].casefold() in names:
            problems.append(FieldError(f"criteria.{place}.name", "stands twice"))
        names.add(each["name"].casefold())
        problems += [
            FieldError(f"criteria.{place}.levels.{rung}.points", f"is at most {each['maxPoints']}")
            for rung, level in enumerate(each["levels"])
            if level["points"] > each["maxPoints"]
        ]
    if problems:
        raise Invalid("These criteria make no rubric.", errors=problems)


def _hold_place(db: Session, centre_id: UUID, new: NewRubric) -> None:
    """Two at once would meet the unique constraint."""
    key = f"rubric {centre_id} {new.course_id} {new.level} {new.exercise_type}"
    hold(db, key)


def _rubric_at(db: Session, centre_id: UUID, new: NewRubric, level_id: UUID) -> AssessmentRubric | None:
    return db.scalar(
        sa.select(AssessmentRubric).where(
            AssessmentRubric.centre_id == centre_id,
            AssessmentRubric.course_id == new.course_id,
            AssessmentRubric.grade_level_id == level_id,
            AssessmentRubric.exercise_type == new.exercise_type,
        )
    )


def rubric_to_change(db: Session, actor: Actor, rubric_id: UUID) -> AssessmentRubric:
    """Locked until the end of the transaction. Raises NotFound, PermissionMissing for the franchise's."""
    rubric = db.get(AssessmentRubric, rubric_id)
    if rubric is None:
        raise NotFound("rubric")
    actor.demand(Permission.RUBRIC_MANAGE, rubric.centre_id)
    db.refresh(rubric, with_for_update={"key_share": True})
    return rubric


def change_rubric(db: Session, actor: Actor, *, rubric: AssessmentRubric, change: RubricChange) -> None:
    """Changes a rubric that is locked; reviews that are complete keep their scores. Raises Invalid."""
    if change.criteria is not None:
        check_criteria(change.criteria)
        rubric.criteria = list(change.criteria)
        rubric.max_score = sum(each["maxPoints"] for each in change.criteria)
    rubric.name = rubric.name if change.name is None else change.name
    rubric.is_active = rubric.is_active if change.is_active is None else change.is_active
    if db.is_modified(rubric):
        db.flush()
        _record(db, actor, "RUBRIC_UPDATE", rubric)


def retire_rubric(db: Session, actor: Actor, *, rubric: AssessmentRubric) -> None:
    """No new review uses it; reviews that do keep it."""
    if rubric.is_active:
        rubric.is_active = False
        db.flush()
        _record(db, actor, "RUBRIC_RETIRE", rubric)


def _record(db: Session, actor: Actor, action: str, rubric: AssessmentRubric) -> None:
    record_row(
        db,
        actor,
        Permission.RUBRIC_MANAGE,
        action,
        rubric,
        after={"isActive": rubric.is_active, "maxScore": rubric.max_score, "criteria": len(rubric.criteria)},
    )
