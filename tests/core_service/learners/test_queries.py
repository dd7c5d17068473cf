"""The working level (R005, C33)."""

from sqlalchemy.orm import Session

from core_service.learners.queries import working_level
from core_service.learners.rules import Learner
from tests.core_service.conftest import World


def test_level_is_the_centres_own(db: Session, world: World) -> None:
    """A student placed in one centre has no level in another."""
    student, course = world.riverside.student1, world.course
    found = working_level(db, Learner(world.riverside.id, student.id, course.id))
    assert found is not None
    assert found.label == "Class 4"
    assert working_level(db, Learner(world.hillcrest.id, student.id, course.id)) is None
