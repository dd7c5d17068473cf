"""One of the demo's exercises was improved after it was first given: what it was before is kept (R050)."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.catalogue.models import ContentUnit, Course, Exercise, ExerciseRevision, Lesson
from core_service.catalogue.service.parts import part_to_change
from core_service.foundation.db import FRANCHISE_ID
from core_service.work.service.authoring import rewrite_exercise

_COURSE: Final = "mathematics"
_TITLE: Final = "Adding fractions"
_BEFORE: Final = "Add the two fractions."


def write_revision(db: Session, author: Actor) -> None:
    """Once: its instructions were shorter at first. Needs the franchise's scope and its catalogue."""
    if db.scalar(sa.select(ExerciseRevision.id).limit(1)) is not None:
        return
    found = (
        sa.select(Exercise.id)
        .join(Lesson, Lesson.id == Exercise.lesson_id)
        .join(ContentUnit, ContentUnit.id == Lesson.unit_id)
        .join(Course, Course.id == ContentUnit.course_id)
        .where(Exercise.centre_id == FRANCHISE_ID, Course.slug == _COURSE, Exercise.title == _TITLE)
    )
    exercise = part_to_change(db, author, Exercise, db.scalars(found).one())
    instructions = exercise.instructions
    exercise.instructions = _BEFORE
    db.flush()
    rewrite_exercise(db, author, exercise=exercise, values={"instructions": instructions})
