"""What a device asks for in advance, and what it sends when its network is back (issue 5.3, UI 6).

Good: what comes next and what follows it is told in one answer, without any answer key; an exercise that was begun on
the device begins here under the id that the device knows. Bad: sent twice, after it was handed in, while the exercise
is open elsewhere, with another student's name for it; somebody else's session.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.catalogue.rules import ExerciseType
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.factories import sessions
from tests.factories.content import right_answers

BEGUN_AS = UUID("0198a3f0-1111-4222-8333-444455556666")
RIGHT = right_answers(ExerciseType.MULTIPLE_CHOICE)


def begun_id(world: World, exercise: UUID, student: str = "student1") -> str:
    """The id that the student's device knows."""
    where = world.riverside
    return str(uuid5(where.people[student].id, f"{where.id}/{exercise}/{BEGUN_AS}"))


class TestAhead:
    """GET /api/content/ahead."""

    def test_anonymous_is_refused(self, nobody: Caller, world: World) -> None:
        """Sign in first."""
        assert nobody.ahead(world.course.id, status=401)["code"] == "not_signed_in"

    def test_only_who_teaches_the_student_asks(
        self, client: FlaskClient, classmate: Caller, tutor: Caller, stranger: Caller, world: World
    ) -> None:
        """No parent, no classmate, no tutor of another centre; a tutor has nothing of their own ahead."""
        theirs: dict[str, Any] = {"studentId": world.riverside.people["student1"].id, "sessionId": world.session_id}
        Caller(client, world.riverside.people["parent"]).ahead(world.course.id, **theirs, status=403)
        classmate.ahead(world.course.id, **theirs, status=403)
        stranger.ahead(world.course.id, **theirs, status=404)
        tutor.ahead(world.course.id, sessionId=world.session_id, status=403)

    def test_session_must_be_the_students(self, student: Caller, world: World, db: Session) -> None:
        """One without them is 403, another centre's 404."""
        where = world.riverside
        others = sessions.session(db, where, where.tutor, starts_at=NOW + timedelta(days=1))
        db.commit()
        assert student.ahead(world.course.id, sessionId=others, status=403)["code"] == "relation_missing"
        student.ahead(world.course.id, sessionId=world.foreign_session_id, status=404)

    def test_next_and_what_follows(self, student: Caller, world: World) -> None:
        """The first is what comes next; then the level's rest, then previews."""
        told = student.ahead(world.course.id, sessionId=world.session_id)["items"]
        assert told[0] == student.next(world.course.id, sessionId=world.session_id)
        expected = [*world.course.exercises[4], *world.course.exercises[5]]
        assert [each["exercise"]["id"] for each in told][: len(expected)] == [str(each) for each in expected]

    def test_the_tutor_is_told_the_same(self, student: Caller, tutor: Caller, world: World) -> None:
        """What follows the exercise that the student is at, so that it can be changed in time (UI 5, Panel)."""
        student.start(world.course.exercises[4][0], sessionId=world.session_id)
        theirs: dict[str, Any] = {"studentId": world.riverside.people["student1"].id, "sessionId": world.session_id}
        told = tutor.ahead(world.course.id, **theirs)["items"]
        assert told == student.ahead(world.course.id, sessionId=world.session_id)["items"]
        assert [each["exercise"]["id"] for each in told[:2]] == [str(each) for each in world.course.exercises[4][:2]]

    def test_no_answer_is_told(self, student: Caller, world: World) -> None:
        """Neither here nor with the exercises that it names (UI 18.12)."""
        ahead = student.ahead(world.course.id)
        exercises = [student.send("GET", f"/api/exercises/{each['exercise']['id']}") for each in ahead["items"]]
        assert exercises
        for secret in ("expectedAnswers", "isCorrect", "acceptableVariants", "explanation"):
            assert f"'{secret}'" not in str([ahead, *exercises])


class TestBegunBefore:
    """POST /api/exercises/{id}/start with `begunAs`."""

    def test_it_has_the_id_that_the_device_knows(self, student: Caller, world: World) -> None:
        """So that drafts and the page need not be told another one."""
        exercise = world.course.exercises[4][0]
        started = student.start(exercise, sessionId=world.session_id, begunAs=BEGUN_AS)
        assert started["attempt"]["id"] == begun_id(world, exercise)
        assert student.draft(started["attemptId"], 0, RIGHT)["revision"] == 1

    def test_sent_again_it_changes_nothing(self, student: Caller, world: World, db: Session) -> None:
        """Neither while it is open nor once it is handed in."""
        exercise = world.course.exercises[4][0]
        student.start(exercise, begunAs=BEGUN_AS)
        student.start(exercise, begunAs=BEGUN_AS, status=200)
        student.submit(exercise, RIGHT)
        again = student.start(exercise, begunAs=BEGUN_AS, status=200)
        assert (again["attemptId"], again["attempt"]["status"]) == (begun_id(world, exercise), "AUTO_GRADED")
        assert db.scalar(sa.select(sa.func.count()).select_from(ExerciseAttempt)) == 1

    def test_another_try_is_another_attempt(self, student: Caller, world: World, clock: FixedClock) -> None:
        """The one that is handed in stays as it is."""
        exercise = world.course.exercises[4][0]
        student.submit(exercise, [])
        clock.advance(minutes=1)
        student.start(exercise, begunAs=BEGUN_AS)
        clock.advance(minutes=1)
        handed_in = student.submit(exercise, RIGHT)
        assert (handed_in["id"], handed_in["score"]) == (begun_id(world, exercise), 10)

    def test_what_is_open_already_is_gone_on_with(self, student: Caller, world: World) -> None:
        """Begun on another tablet meanwhile: one open attempt, and the answer names it."""
        exercise = world.course.exercises[4][0]
        elsewhere = student.start(exercise)["attemptId"]
        assert student.start(exercise, begunAs=BEGUN_AS, status=200)["attemptId"] == elsewhere

    def test_two_students_never_meet(self, client: FlaskClient, student: Caller, world: World, db: Session) -> None:
        """The same name is another attempt for another one."""
        exercise = world.course.exercises[4][0]
        student.start(exercise, begunAs=BEGUN_AS)
        other = Caller(client, world.riverside.people["student2"])
        assert other.start(exercise, begunAs=BEGUN_AS)["attemptId"] == begun_id(world, exercise, "student2")

    def test_malformed_name_is_refused(self, student: Caller, world: World) -> None:
        """422 at the field."""
        refused = student.start(world.course.exercises[4][0], begunAs="yesterday", status=422)
        assert [each["path"] for each in refused["errors"]] == ["begunAs"]

    def test_after_the_lesson_it_begins_at_home(self, student: Caller, world: World, db: Session) -> None:
        """The lesson refuses, the centre takes it, and it is handed in once."""
        exercise = world.course.exercises[4][0]
        ended = sa.update(TutoringSession).where(TutoringSession.id == world.session_id)
        db.execute(ended.values(status=SessionStatus.COMPLETED))
        db.commit()
        refused = student.start(exercise, sessionId=world.session_id, begunAs=BEGUN_AS, status=409)
        assert refused["code"] == "wrong_session_status"
        student.start(exercise, centreId=world.riverside.id, begunAs=BEGUN_AS)
        assert student.submit(exercise, RIGHT, sessionId=world.session_id)["id"] == begun_id(world, exercise)

    def test_unknown_exercise_stays_unknown(self, student: Caller) -> None:
        """404."""
        student.start(new_id(), begunAs=BEGUN_AS, status=404)
