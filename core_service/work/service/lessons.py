"""Lessons that a student has read (C17: an assigned reading is done when it is marked read)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record
from core_service.catalogue.models import ContentUnit, Lesson
from core_service.catalogue.queries import lesson_view
from core_service.work.models import ContentAssignment, LessonCompletion
from core_service.work.service.activities import add_reading
from core_service.work.service.places import Place, student_place
from shared.ids import new_id


def complete_lesson(
    db: Session,
    actor: Actor,
    *,
    lesson_id: UUID,
    session_id: UUID | None,
    assignment_id: UUID | None,
    centre_id: UUID | None,
    now: datetime,
) -> LessonCompletion:
    """Marks a lesson as read by the actor and ends its assignments, or only the one that is named.

    Read again, the first time stays. Raises NotFound, RelationMissing, WrongSessionStatus, ChooseCentre.
    """
    view = lesson_view(db, actor, lesson_id)
    place = _place(db, actor, view.lesson, view.unit, session_id, centre_id)
    completion, is_first = _completion(db, actor, place, view.lesson, now=now)
    ended = _end_assignments(db, actor, place, lesson_id, assignment_id, now=now)
    if not is_first and not ended:
        return completion
    if place.enrollment is not None:
        add_reading(db, place.enrollment, lesson_id=lesson_id, content_centre_id=view.lesson.centre_id, now=now)
    record(
        db,
        actor,
        Permission.OWN_WORK,
        "LESSON_COMPLETE",
        centre_id=place.centre_id,
        resource_type="Lesson",
        resource_id=lesson_id,
        after={"assignmentsEnded": ended},
    )
    return completion


def _place(
    db: Session, actor: Actor, lesson: Lesson, unit: ContentUnit, session_id: UUID | None, centre_id: UUID | None
) -> Place:
    return student_place(
        db,
        actor,
        session_id=session_id,
        centre_id=centre_id,
        content_centre_id=lesson.centre_id,
        course_id=unit.course_id,
    )


def _completion(
    db: Session, actor: Actor, place: Place, lesson: Lesson, *, now: datetime
) -> tuple[LessonCompletion, bool]:
    added = db.execute(
        insert(LessonCompletion)
        .values(
            id=new_id(),
            created_at=now,
            centre_id=place.centre_id,
            content_centre_id=lesson.centre_id,
            student_id=actor.user_id,
            lesson_id=lesson.id,
            completed_at=now,
        )
        .on_conflict_do_nothing(index_elements=["centre_id", "student_id", "lesson_id"])
        .returning(LessonCompletion.id)
    ).first()
    stored = sa.select(LessonCompletion).where(
        LessonCompletion.centre_id == place.centre_id,
        LessonCompletion.student_id == actor.user_id,
        LessonCompletion.lesson_id == lesson.id,
    )
    return db.scalars(stored).one(), added is not None


def _end_assignments(
    db: Session, actor: Actor, place: Place, lesson_id: UUID, assignment_id: UUID | None, *, now: datetime
) -> int:
    ended = (
        sa.update(ContentAssignment)
        .where(
            ContentAssignment.centre_id == place.centre_id,
            ContentAssignment.student_id == actor.user_id,
            ContentAssignment.lesson_id == lesson_id,
            ContentAssignment.is_active,
        )
        .values(is_active=False, ended_at=now, updated_at=now)
        .returning(ContentAssignment.id)
        .execution_options(synchronize_session=False)
    )
    if assignment_id is not None:
        ended = ended.where(ContentAssignment.id == assignment_id)
    return len(db.scalars(ended).all())
