"""What a student did: drafts and answers go, scores stay."""

from uuid import UUID

import sqlalchemy as sa

from core_service.foundation.personal import Fate, PersonalRows
from core_service.sessions.models import StudentSessionEnrollment
from core_service.work.models import ContentAssignment, ExerciseAttempt, LessonCompletion, StudentSessionActivity


def _in_their_lessons(person_id: UUID) -> sa.ColumnElement[bool]:
    places = sa.select(StudentSessionEnrollment.id).where(StudentSessionEnrollment.student_id == person_id)
    return StudentSessionActivity.enrollment_id.in_(places)


PERSONAL = (
    PersonalRows(
        model=ExerciseAttempt,
        label="Answers",
        subject=("student_id",),
        fate=Fate.ANONYMISED,
        blank={"answers": [], "answer_seconds": [], "feedback": None},
    ),
    PersonalRows(model=StudentSessionActivity, label="Work in lessons", of=_in_their_lessons),
    PersonalRows(model=LessonCompletion, label="Lessons read", subject=("student_id",)),
    PersonalRows(
        model=ContentAssignment,
        label="Assignments",
        subject=("student_id",),
        acts=("tutor_id",),
        fate=Fate.ANONYMISED,
        blank={"reason": None},
        staff_only=("reason",),
    ),
)
