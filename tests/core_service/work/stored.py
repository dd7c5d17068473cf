"""What the database holds of students' work, and exercises of other kinds than the world's."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.rules import ExerciseType
from core_service.work.models import ExerciseAttempt, StudentSessionActivity
from tests.core_service.conftest import World
from tests.factories import content


def of_type(db: Session, world: World, kind: ExerciseType) -> UUID:
    """An exercise of another type."""
    made = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, kind)
    db.commit()
    return made


def stored(db: Session, attempt_id: str) -> ExerciseAttempt:
    """The row as it stands now."""
    db.expire_all()
    return db.get_one(ExerciseAttempt, UUID(attempt_id))


def activities(db: Session) -> list[tuple[str, int]]:
    """Status and progress of what was worked on, oldest first."""
    rows = sa.select(StudentSessionActivity).order_by(StudentSessionActivity.created_at)
    return [(row.status.value, row.progress_pct) for row in db.scalars(rows.execution_options(populate_existing=True))]
