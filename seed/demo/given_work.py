"""What the demo's tutor has given to single students, past the sequence (R170 to R172)."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from core_service.work.rules.states import AssignmentScope
from core_service.work.service.assignments import NewAssignment, assign_content
from seed.demo.held_lesson import HeldLesson
from seed.demo.past_lessons import shelf_of_franchise
from seed.demo.stories import Story

_FOR_THE_LESSON, _UNTIL_DONE = 8, 13
"""Places of the students in the cast."""


def given_work(db: Session, lesson: HeldLesson) -> Iterator[Story]:
    """In the first lesson something for that lesson; in the extra one something that still waits to be done."""
    if lesson.number == 0:
        yield _give(db, lesson, _FOR_THE_LESSON, AssignmentScope.SESSION, "You asked for a harder one.")
    if lesson.session.template_id is None:
        yield _give(db, lesson, _UNTIL_DONE, AssignmentScope.PERSISTENT, "Before we go on, I want to see this one.")


def _give(db: Session, lesson: HeldLesson, place: int, scope: AssignmentScope, reason: str) -> Story:
    """The last exercise of the student's level, which the sequence would come to much later."""
    students = lesson.centre.cast.students
    if place >= len(students) or students[place] not in lesson.here:
        return
    student = students[place]
    at = lesson.after(minutes=1 if scope is AssignmentScope.SESSION else 85)
    yield at
    slug, level = student.levels[0]
    exercise = shelf_of_franchise(db)[lesson.centre.courses[slug], level][-1]
    assign_content(
        db,
        lesson.tutor,
        session_id=lesson.session.id,
        student_id=lesson.centre.people[student.account],
        new=NewAssignment(exercise_id=exercise.id, scope=scope, reason=reason),
        now=at,
    )
