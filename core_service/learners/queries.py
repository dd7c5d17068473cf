"""At which level a student works in a course now (R005, C33)."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.catalogue.models import GradeLevel
from core_service.learners.models import SubjectAssessment


def working_level(db: Session, *, centre_id: UUID, student_id: UUID, course_id: UUID) -> GradeLevel | None:
    """The student's level in the course at this centre; None until they are placed (C34, C47)."""
    return db.scalar(
        sa.select(GradeLevel)
        .join(SubjectAssessment, SubjectAssessment.grade_level_id == GradeLevel.id)
        .where(
            SubjectAssessment.centre_id == centre_id,
            SubjectAssessment.student_id == student_id,
            SubjectAssessment.course_id == course_id,
        )
    )
