"""GET /api/attempts/{id}/marks: what a tutor sees of a draft, and nobody else (UI 5; UI 18.12).

The good case: a tutor sees while a student types which answers are right, wrong, or for a person to decide.
Bad ones: a student asks for it, a tutor who does not teach them, somebody of another centre.
"""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.catalogue.rules import ExerciseType
from core_service.work.models import ExerciseAttempt
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.factories import content, people
from tests.factories.content import right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE


def marks(caller: Caller, attempt_id: object, status: int = 200) -> dict[str, Any]:
    """Asks for them."""
    return caller.send("GET", f"/api/attempts/{attempt_id}/marks", status=status)


@pytest.fixture
def attempt_id(student: Caller, world: World) -> str:
    """Two questions; the first is answered rightly, the second is open."""
    begun: str = student.start(world.course.exercises[4][0], sessionId=world.session_id)["attemptId"]
    student.draft(begun, 0, right_answers(CHOICE)[:1])
    return begun


def test_anonymous_is_refused(nobody: Caller, attempt_id: str) -> None:
    """Sign in first."""
    marks(nobody, attempt_id, 401)


def test_students_never_see_them(student: Caller, classmate: Caller, attempt_id: str) -> None:
    """Neither their own nor another's: a draft's marks would tell the answers."""
    assert marks(student, attempt_id, 403)["code"] == "permission_missing"
    assert marks(classmate, attempt_id, 403)["code"] == "permission_missing"


def test_a_tutor_who_learns_does_not_see_their_own(client: FlaskClient, db: Session, world: World) -> None:
    """Whoever holds both roles gets no marks of their own work."""
    both = people.person(db, world.riverside, "both", Role.STUDENT, Role.TEACHER, now=NOW)
    begun = new_id()
    db.add(
        ExerciseAttempt(
            id=begun,
            centre_id=world.riverside.id,
            content_centre_id=world.course.centre_id,
            student_id=both.id,
            exercise_id=world.course.exercises[4][0],
            answers=[],
            draft_revision=0,
            max_score=10,
            status="IN_PROGRESS",
            started_at=NOW,
            auto_graded=False,
        )
    )
    db.commit()
    assert marks(Caller(client, both), begun, 403)["code"] == "relation_missing"


def test_other_centre_sees_nothing(stranger: Caller, attempt_id: str) -> None:
    """404, as for an id that was never given."""
    marks(stranger, attempt_id, 404)
    marks(stranger, new_id(), 404)


def test_a_tutor_who_does_not_teach_the_student_is_refused(
    client: FlaskClient, db: Session, world: World, attempt_id: str
) -> None:
    """The attempt exists in their centre, but is none of their business."""
    colleague = people.person(db, world.riverside, "colleague", Role.TEACHER, now=NOW)
    db.commit()
    assert marks(Caller(client, colleague), attempt_id, 403)["code"] == "relation_missing"


def test_tells_right_from_wrong_and_leaves_out_what_is_open(
    student: Caller, tutor: Caller, attempt_id: str, db: Session
) -> None:
    """Of the newest revision; nothing is written for it."""
    written = db.scalar(sa.select(sa.func.count()).select_from(AuditLog))
    first = marks(tutor, attempt_id)
    assert first["revision"] == 1
    assert [(each["questionIndex"], each["isCorrect"]) for each in first["answers"]] == [(0, True)]
    assert db.scalar(sa.select(sa.func.count()).select_from(AuditLog)) == written
    student.draft(attempt_id, 1, wrong_answers(CHOICE))
    second = marks(tutor, attempt_id)
    assert second["revision"] == 2
    assert [each["isCorrect"] for each in second["answers"]] == [False, False]


def test_leaves_written_answers_to_a_person(student: Caller, tutor: Caller, db: Session, world: World) -> None:
    """Neither right nor wrong."""
    written: UUID = content.exercise(
        db, world.course.centre_id, world.course.lessons[4][0], 9, ExerciseType.LONG_ANSWER
    )
    db.commit()
    begun = student.start(written, sessionId=world.session_id)["attemptId"]
    student.draft(begun, 0, [{"questionIndex": 0, "answer": "Once upon a time"}])
    assert [(each["isCorrect"], each["score"]) for each in marks(tutor, begun)["answers"]] == [(None, None)]
