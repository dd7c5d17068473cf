"""What a student did in a lesson of the demo's past, or at home instead: pieces of work, hands, notes, catch-ups."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any  # columns by name
from uuid import UUID

from sqlalchemy.orm import DeclarativeBase

from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.states import AssessmentStatus
from core_service.attendance.models import CatchUpItem, CatchUpPackage
from core_service.attendance.rules.catch_ups import CatchUpDecision
from core_service.foundation.db import FRANCHISE_ID
from core_service.live.models import ContactInterval, HelpRequest, TutorNote
from core_service.live.rules import HelpStatus, NoteVisibility, PanelMode
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from seed.demo.centres import KnownCentre
from seed.demo.past_lessons import PastExercise, PastLesson
from shared.ids import new_id

Row = dict[str, Any]
Rows = dict[type[DeclarativeBase], list[Row]]
"""What is to be written, by table."""

_NOTES = (
    "Worked with patience today and explained one task to the others.",
    "Asked for help at the right moment, and then went on alone.",
    "A quiet day. Five minutes of reading aloud at home would help.",
    "Found two mistakes without being told that there were any.",
)


def write_catch_up(
    rows: Rows,
    of_student: Row,
    lesson: PastLesson,
    course_id: UUID,
    exercise: PastExercise,
) -> None:
    """It was done at home, and a tutor has ticked it off."""
    package_id = new_id()
    rows[CatchUpPackage].append(
        of_student
        | {
            "id": package_id,
            "session_id": lesson.id,
            "decision": CatchUpDecision.COMPLETED,
            "assigned_at": lesson.ends_at,
            "due_at": lesson.ends_at + timedelta(days=7),
            "decided_at": lesson.ends_at + timedelta(days=5),
            "decided_by_id": lesson.tutor_id,
        }
    )
    rows[CatchUpItem].append(
        {
            "centre_id": of_student["centre_id"],
            "content_centre_id": FRANCHISE_ID,
            "package_id": package_id,
            "position": 1,
            "course_id": course_id,
            "lesson_id": exercise.lesson_id,
            "exercise_id": exercise.id,
            "estimated_mins": 15,
        }
    )


def write_work(
    rows: Rows,
    centre: KnownCentre,
    of_student: Row,
    lesson: PastLesson,
    place_id: UUID,
    exercises: Sequence[PastExercise],
    joined_at: datetime,
    random: Random,
) -> None:
    """Two pieces, if there is time for them; what a person marks was marked within three days."""
    at = max(lesson.starts_at, joined_at) + timedelta(minutes=random.randint(3, 9))
    for exercise in random.sample(exercises, min(2, len(exercises))):
        submitted_at = at + timedelta(minutes=random.randint(8, 25))
        if submitted_at > lesson.ends_at:
            return
        graded_at = submitted_at
        if not exercise.is_auto_gradable:
            graded_at += timedelta(hours=random.choice((3, 9, 20, 26, 44, 70)))
        score = round(exercise.max_score * random.choice((0.5, 0.7, 0.8, 0.9, 1.0, 1.0)), 1)
        attempt_id = new_id()
        rows[ExerciseAttempt].append(
            of_student
            | {
                "id": attempt_id,
                "content_centre_id": FRANCHISE_ID,
                "exercise_id": exercise.id,
                "session_enrollment_id": place_id,
                "score": score,
                "max_score": exercise.max_score,
                "status": AttemptStatus.AUTO_GRADED if exercise.is_auto_gradable else AttemptStatus.GRADED,
                "started_at": at,
                "submitted_at": submitted_at,
                "graded_at": graded_at,
                "auto_graded": exercise.is_auto_gradable,
            }
        )
        if not exercise.is_auto_gradable:
            rows[AssessmentReview].append(_review_row(centre, of_student, attempt_id, score, exercise, graded_at))
        at = submitted_at + timedelta(minutes=1)


def _review_row(
    centre: KnownCentre, of_student: Row, attempt_id: UUID, score: float, exercise: PastExercise, at: datetime
) -> Row:
    return of_student | {
        "assessor_id": centre.assessor_id,
        "exercise_attempt_id": attempt_id,
        "overall_score": score,
        "max_score": exercise.max_score,
        "status": AssessmentStatus.COMPLETED,
        "reviewed_at": at,
    }


def write_words(
    rows: Rows,
    of_student: Row,
    lesson: PastLesson,
    place_id: UUID,
    number: int,
    joined_at: datetime,
    random: Random,
) -> None:
    """Some minutes with the tutor, now and then since a hand was up, most of them answered soon; a note for parents.

    `number` is the student's, so that the tutor goes from one to the next.
    """
    each = (lesson.minutes - 15) / len(lesson.students)
    in_turn = lesson.starts_at + timedelta(minutes=round(10 + number * each))
    turned_at = max(in_turn, joined_at + timedelta(minutes=8))
    turned_away_at = turned_at + timedelta(minutes=random.choice((2, 3, 4)))
    rows[ContactInterval].append(
        of_student
        | {
            "session_id": lesson.id,
            "tutor_id": lesson.tutor_id,
            "mode": PanelMode.TEACH,
            "started_at": turned_at,
            "ended_at": turned_away_at,
        }
    )
    if random.random() < 0.3:
        rows[HelpRequest].append(
            of_student
            | {
                "content_centre_id": FRANCHISE_ID,
                "session_id": lesson.id,
                "status": HelpStatus.RESOLVED,
                "requested_at": turned_at - timedelta(seconds=random.choice((20, 45, 70, 110, 150, 240, 420))),
                "acknowledged_at": turned_at,
                "acknowledged_by_id": lesson.tutor_id,
                "resolved_at": turned_away_at,
                "resolved_by_id": lesson.tutor_id,
            }
        )
    if random.random() < 0.4:
        at = lesson.ends_at
        rows[TutorNote].append(
            {
                "centre_id": of_student["centre_id"],
                "enrollment_id": place_id,
                "tutor_id": lesson.tutor_id,
                "content": random.choice(_NOTES),
                "visibility": NoteVisibility.PARENT,
                "created_at": at,
                "updated_at": at,
            }
        )
