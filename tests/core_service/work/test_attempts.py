"""Starting and reading attempts over HTTP (R162, R167, C48)."""

from datetime import datetime
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.catalogue.models import Exercise
from core_service.catalogue.rules import ExerciseType
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, RecordedNotices, World
from tests.core_service.work.conftest import Events
from tests.core_service.work.stored import activities, stored
from tests.factories import content, people
from tests.factories.content import right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE
RIGHT, WRONG = right_answers(CHOICE), wrong_answers(CHOICE)


class TestStart:
    """POST /api/exercises/{id}/start."""

    def test_anonymous_is_refused(self, nobody: Caller, exercise: UUID) -> None:
        """Sign in first."""
        assert nobody.start(exercise, status=401)["code"] == "not_signed_in"

    def test_staff_start_nothing(self, tutor: Caller, exercise: UUID) -> None:
        """Exercises are students' work."""
        assert tutor.start(exercise, status=403)["code"] == "permission_missing"

    def test_exercise_of_another_centre_does_not_exist(self, student: Caller, db: Session, world: World) -> None:
        """404, as for an id that was never given."""
        foreign = content.course(db, centre_id=world.hillcrest.id)
        db.commit()
        student.start(foreign.exercises[4][0], status=404)
        student.start(new_id(), status=404)

    def test_session_of_another_centre_does_not_exist(self, student: Caller, exercise: UUID, world: World) -> None:
        """Nor does its session."""
        student.start(exercise, sessionId=world.foreign_session_id, status=404)

    def test_start_opens_an_attempt(
        self, student: Caller, db: Session, exercise: UUID, world: World, enrollment_id: UUID
    ) -> None:
        """With its questions, without their answers."""
        started = student.start(exercise, sessionId=world.session_id)
        assert started["attemptId"] == started["attempt"]["id"]
        assert started["attempt"]["status"] == "IN_PROGRESS"
        assert started["attempt"]["enrollmentId"] == str(enrollment_id)
        assert datetime.fromisoformat(started["attempt"]["startedAt"]) == NOW
        assert len(started["exercise"]["questions"]) == 2
        assert "expectedAnswers" not in started["exercise"]
        assert activities(db) == [("WORKING", 0)]

    def test_room_learns_of_the_start(
        self, student: Caller, exercise: UUID, world: World, events: Events, notices: RecordedNotices
    ) -> None:
        """One event, for the student and the staff, published after the commit."""
        started = student.start(exercise, sessionId=world.session_id)
        (event,) = events(world.session_id)
        assert (event["type"], event["attemptId"]) == ("exercise:started", started["attemptId"])
        assert (event["questionCount"], event["seq"]) == (2, 1)
        assert event["members"] == [world.riverside.student1.id]
        assert [channel for channel, _ in notices.sent] == [f"room:{world.session_id}"]

    def test_starting_again_goes_on_with_the_same_attempt(
        self, student: Caller, exercise: UUID, world: World, events: Events
    ) -> None:
        """200, and the room is not told twice."""
        first = student.start(exercise, sessionId=world.session_id)
        again = student.start(exercise, sessionId=world.session_id, status=200)
        assert again["attemptId"] == first["attemptId"]
        assert len(events(world.session_id)) == 1

    def test_returning_to_an_exercise_is_news(
        self, student: Caller, exercise: UUID, world: World, events: Events
    ) -> None:
        """The tutor's card shows what the student is at now."""
        first = student.start(exercise, sessionId=world.session_id)
        student.start(world.course.exercises[4][1], sessionId=world.session_id)
        student.start(exercise, sessionId=world.session_id, status=200)
        assert [event["exerciseId"] for event in events(world.session_id)][::2] == [str(exercise)] * 2
        assert first["attemptId"] == events(world.session_id)[2]["attemptId"]

    def test_work_from_home_goes_on_in_the_session(
        self, student: Caller, db: Session, exercise: UUID, world: World, enrollment_id: UUID
    ) -> None:
        """Begun without a session, it belongs to the one in which it is gone on with."""
        at_home = student.start(exercise)
        assert at_home["attempt"]["enrollmentId"] is None
        student.start(exercise, sessionId=world.session_id, status=200)
        assert stored(db, at_home["attemptId"]).session_enrollment_id == enrollment_id

    def test_session_must_run(self, student: Caller, db: Session, exercise: UUID, world: World) -> None:
        """Not before the start, not after the end."""
        for status in (SessionStatus.SCHEDULED, SessionStatus.COMPLETED):
            db.execute(sa.update(TutoringSession).values(status=status))
            db.commit()
            assert student.start(exercise, sessionId=world.session_id, status=409)["code"] == "wrong_session_status"

    def test_session_must_be_ones_own(self, client: FlaskClient, db: Session, exercise: UUID, world: World) -> None:
        """Another student of the centre sees it and has no place in it."""
        late = people.person(db, world.riverside, "late", Role.STUDENT, now=NOW)
        db.commit()
        refused = Caller(client, late).start(exercise, sessionId=world.session_id, status=403)
        assert refused["code"] == "relation_missing"

    def test_course_must_be_taken_in_the_session(self, student: Caller, db: Session, world: World) -> None:
        """Another course's exercise is 422 there, and fine at home."""
        other = content.course(db)
        db.commit()
        refused = student.start(other.exercises[4][0], sessionId=world.session_id, status=422)
        assert refused["code"] == "not_enrolled_in_course"
        student.start(other.exercises[4][0])

    def test_inactive_exercise_cannot_be_started(self, student: Caller, db: Session, exercise: UUID) -> None:
        """It does not exist for students."""
        db.execute(sa.update(Exercise).where(Exercise.id == exercise).values(is_active=False))
        db.commit()
        student.start(exercise, status=404)

    def test_start_is_audited_once(self, student: Caller, db: Session, exercise: UUID) -> None:
        """As a student, with the attempt."""
        started = student.start(exercise)
        student.start(exercise, status=200)
        rows = db.scalars(sa.select(AuditLog).where(AuditLog.action == "EXERCISE_START")).all()
        assert [(str(row.resource_id), row.acting_role) for row in rows] == [(started["attemptId"], "STUDENT")]


class TestRead:
    """GET /api/attempts/{id}."""

    def test_anonymous_is_refused(self, nobody: Caller) -> None:
        """Sign in first."""
        nobody.send("GET", f"/api/attempts/{new_id()}", status=401)

    def test_parent_reads_no_attempt(self, client: FlaskClient, student: Caller, exercise: UUID, world: World) -> None:
        """Reports are for parents, answers are not."""
        attempt_id = student.start(exercise)["attemptId"]
        Caller(client, world.riverside.parent).send("GET", f"/api/attempts/{attempt_id}", status=403)

    def test_attempt_of_another_centre_does_not_exist(self, student: Caller, stranger: Caller, exercise: UUID) -> None:
        """404."""
        stranger.send("GET", f"/api/attempts/{student.start(exercise)['attemptId']}", status=404)

    @pytest.mark.parametrize("who", ["student2", "tutor2"])
    def test_without_relation_it_is_forbidden(
        self, client: FlaskClient, student: Caller, exercise: UUID, world: World, who: str
    ) -> None:
        """Another student, or a tutor who never taught this one."""
        attempt_id = student.start(exercise)["attemptId"]
        refused = Caller(client, world.riverside.people[who]).send("GET", f"/api/attempts/{attempt_id}", status=403)
        assert refused["code"] == "relation_missing"

    @pytest.mark.parametrize("who", ["tutor", "assessor", "supervisor", "admin"])
    def test_staff_see_it_with_the_expected_answers(
        self, client: FlaskClient, student: Caller, exercise: UUID, world: World, who: str
    ) -> None:
        """Beside the student's own."""
        attempt_id = student.start(exercise)["attemptId"]
        shown = Caller(client, world.riverside.people[who]).send("GET", f"/api/attempts/{attempt_id}")
        assert shown["exercise"]["expectedAnswers"] == [{"answer": "4"}] * 2

    def test_student_never_sees_expected_answers(self, student: Caller, exercise: UUID) -> None:
        """Neither before nor after grading; the explanation only after."""
        attempt_id = student.start(exercise)["attemptId"]
        before = student.send("GET", f"/api/attempts/{attempt_id}")
        student.submit(exercise, WRONG)
        after = student.send("GET", f"/api/attempts/{attempt_id}")
        assert (before["explanation"], after["explanation"]) == (None, "SECRET explanation")
        for shown in (before, after):
            assert "expectedAnswers" not in str(shown)
            assert "acceptableVariants" not in str(shown)
            assert "explanation" not in shown["exercise"]

    def test_explanations_of_questions_come_after_grading(self, student: Caller, db: Session, exercise: UUID) -> None:
        """Each beside its question."""
        told = [{"answer": "4", "explanation": "Two and two."}, {"answer": "4"}]
        db.execute(sa.update(Exercise).where(Exercise.id == exercise).values(expected_answers=told))
        db.commit()
        assert student.start(exercise)["attempt"]["questionResults"] == []
        assert student.submit(exercise, WRONG)["questionResults"] == [
            {"questionIndex": 0, "explanation": "Two and two."},
            {"questionIndex": 1, "explanation": None},
        ]
