"""How a crowd's students came to their levels, and what is recommended for some of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any  # columns by name
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.assessment.models import ProgressRecommendation
from core_service.assessment.rules.states import RecommendationKind
from core_service.foundation.db import FRANCHISE_ID
from core_service.learners.models import AcademicProfileLog, SubjectAssessment
from core_service.learners.rules import ProfileMetric, ProfileUpdateType
from seed.copying import copy_rows
from seed.large.population import CrowdCentre, Person
from shared.ids import new_id

Row = dict[str, Any]
_RECOMMENDED_PER_CENTRE = 3


def write_standing(db: Session, centres: Sequence[CrowdCentre], levels: dict[int, UUID], *, now: datetime) -> None:
    """Where everybody stands, the log of how they came there, and open recommendations."""
    standing = [
        (new_id(), centre, student, course_id, level)
        for centre in centres
        for student in centre.students
        for course_id, level in student.levels.items()
    ]
    copy_rows(db, SubjectAssessment, (_standing_row(*each, levels, now) for each in standing))
    copy_rows(db, AcademicProfileLog, (row for each in standing for row in _log_rows(*each, now)))
    copy_rows(db, ProgressRecommendation, (row for centre in centres for row in _recommendation_rows(centre)))


def _of_course(centre: CrowdCentre, student: Person, course_id: UUID) -> Row:
    return {
        "centre_id": centre.id,
        "content_centre_id": FRANCHISE_ID,
        "student_id": student.id,
        "course_id": course_id,
    }


def _standing_row(
    id: UUID, centre: CrowdCentre, student: Person, course_id: UUID, level: int, levels: dict[int, UUID], now: datetime
) -> Row:
    return _of_course(centre, student, course_id) | {
        "id": id,
        "grade_level_id": levels[level],
        "last_assessed_at": now,
        "assessed_by_id": centre.assessor.id,
    }


def _log_rows(
    id: UUID, centre: CrowdCentre, student: Person, course_id: UUID, level: int, now: datetime
) -> Iterator[Row]:
    """Placed a year ago one level lower, and raised since, at any time."""
    random = Random(id.int)
    steps = [(None, level, 365)] if level == 1 else [(None, level - 1, 365), (level - 1, level, random.randint(1, 300))]
    for previous, reached, days_ago in steps:
        yield _of_course(centre, student, course_id) | {
            "subject_assessment_id": id,
            "metric": ProfileMetric.LEVEL,
            "previous_value": previous,
            "new_value": reached,
            "update_type": ProfileUpdateType.LEVEL_ADVANCEMENT if previous else ProfileUpdateType.DIAGNOSTIC_TEST,
            "updated_by_id": centre.assessor.id,
            "created_at": now - timedelta(days=days_ago),
        }


def _recommendation_rows(centre: CrowdCentre) -> Iterator[Row]:
    for student in centre.students[:_RECOMMENDED_PER_CENTRE]:
        course_id, level = next(iter(student.levels.items()))
        yield _of_course(centre, student, course_id) | {
            "kind": RecommendationKind.LEVEL_UP,
            "from_level": level,
            "to_level": level + 1,
            "words": "All units of the level are mastered.",
        }
