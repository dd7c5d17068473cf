"""Work ahead of the confirmed level earns its points when an assessor confirms that level (C34, C40).

Good: a preview of Class 5 is mastered, nothing happens; the assessor advances the student, and its points come with
those of the level. Bad: a tutor's own choice is kept waiting; a student who is placed later loses what they did before;
going back a level takes away what was earned; another course's points are touched.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.learners.models import SubjectAssessment
from core_service.rewards.models import XpCredit
from core_service.rewards.rules.points import XpReason
from core_service.sessions.models import StudentSessionEnrollment
from tests.core_service.conftest import World
from tests.core_service.rewards.efforts import rewards, submit

Keep = Callable[..., int]
COMPLETION, LEVEL = (XpReason.COMPLETION, 20), (XpReason.LEVEL, 100)


def credits_of(db: Session, world: World) -> list[tuple[XpReason, int]]:
    """The first student's ledger, by reason."""
    own = sa.select(XpCredit).where(XpCredit.student_id == world.riverside.student1.id)
    return sorted((row.reason, row.points) for row in db.scalars(own))


def set_level(client: FlaskClient, world: World, level: int) -> None:
    """By the assessor."""
    path = f"/api/students/{world.riverside.student1.id}/academic-profile"
    body = {"courseId": str(world.course.id), "newLevel": level, "reason": "Seen at work."}
    answer = client.patch(path, headers=world.riverside.assessor.headers, json=body)
    assert answer.status_code == 200, answer.json


def test_preview_counts_once_its_level_is_confirmed(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any
) -> None:
    """Until then it is worth nothing, and no badge; then once, whatever is handed in again."""
    submit(client, world, level=5)
    keep_promises("rewards.")
    assert credits_of(db, world) == []
    assert {each["step"] for each in rewards(client, world.riverside.student1)["badges"]} == {0}
    clock.advance(minutes=1)
    set_level(client, world, 5)
    keep_promises("rewards.")
    assert credits_of(db, world) == [COMPLETION, LEVEL]
    clock.advance(minutes=1)
    submit(client, world, level=5)
    keep_promises("rewards.")
    assert rewards(client, world.riverside.student1)["points"] == 120


def test_going_back_a_level_takes_nothing_away(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any
) -> None:
    """What was confirmed once was confirmed: the same work handed in again changes nothing."""
    for level in (5, 4):
        set_level(client, world, level)
        clock.advance(minutes=1)
    submit(client, world, level=5)
    keep_promises("rewards.")
    assert credits_of(db, world) == [COMPLETION, LEVEL]


def test_what_a_tutor_chose_counts_at_once(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any
) -> None:
    """It is no preview, however far above the level it lies."""
    place = sa.select(StudentSessionEnrollment.id).where(
        StudentSessionEnrollment.session_id == world.session_id,
        StudentSessionEnrollment.student_id == world.riverside.student1.id,
    )
    path = f"/api/enrollments/{db.scalars(place).one()}/assign"
    body = {"exerciseId": str(world.course.exercises[5][0])}
    assert client.patch(path, headers=world.riverside.tutor.headers, json=body).status_code == 200
    submit(client, world, level=5)
    keep_promises("rewards.")
    assert credits_of(db, world) == [COMPLETION]


def test_work_before_placement_counts_when_the_student_is_placed(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any
) -> None:
    """Without the points of an advance: the first level is a place to begin at."""
    db.execute(sa.delete(SubjectAssessment).where(SubjectAssessment.student_id == world.riverside.student1.id))
    db.commit()
    submit(client, world)
    keep_promises("rewards.")
    assert credits_of(db, world) == []
    clock.advance(minutes=1)
    set_level(client, world, 4)
    keep_promises("rewards.")
    assert credits_of(db, world) == [COMPLETION]
