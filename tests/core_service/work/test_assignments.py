"""Assigning, withdrawing, reading and marking complete over HTTP (R090, R119, R170 to R172, C17, C39)."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.catalogue.rules import ExerciseType
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ContentAssignment, LessonCompletion, StudentSessionActivity
from core_service.work.service.assignments import end_session_assignments
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.core_service.work.conftest import Events
from tests.factories import content
from tests.factories.content import TestCourse, right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE


@pytest.fixture
def chosen(world: World) -> UUID:
    """An exercise above the student's level, which the sequence would not serve."""
    return world.course.exercises[5][0]


@pytest.fixture
def readings(db: Session, world: World) -> TestCourse:
    """The session's course has no readings: another one, which the student takes at Class 4 at home."""
    made = content.course(db, readings=True)
    content.place_at(db, world.riverside, world.riverside.student1, made, 4, by=world.riverside.assessor, now=NOW)
    db.commit()
    return made


def served(caller: Caller, world: World) -> str | None:
    """The exercise that comes next in the session."""
    exercise: dict[str, Any] | None = caller.next(world.course.id, sessionId=world.session_id)["exercise"]
    return exercise["id"] if exercise else None


class TestAssign:
    """PATCH /api/enrollments/{id}/assign."""

    def test_anonymous_is_refused(self, nobody: Caller, enrollment_id: UUID, chosen: UUID) -> None:
        """Sign in first."""
        nobody.assign(enrollment_id, exerciseId=chosen, status=401)

    @pytest.mark.parametrize("who", ["student1", "parent", "assessor"])
    def test_only_who_may_assign_does(
        self, client: FlaskClient, world: World, enrollment_id: UUID, chosen: UUID, who: str
    ) -> None:
        """Tutors and supervisors."""
        refused = Caller(client, world.riverside.people[who]).assign(enrollment_id, exerciseId=chosen, status=403)
        assert refused["code"] == "permission_missing"

    def test_enrolment_of_another_centre_does_not_exist(
        self, stranger: Caller, enrollment_id: UUID, chosen: UUID
    ) -> None:
        """404."""
        stranger.assign(enrollment_id, exerciseId=chosen, status=404)

    def test_another_tutors_session_is_theirs(
        self, client: FlaskClient, world: World, enrollment_id: UUID, chosen: UUID
    ) -> None:
        """403; a supervisor may."""
        Caller(client, world.riverside.tutor2).assign(enrollment_id, exerciseId=chosen, status=403)
        Caller(client, world.riverside.supervisor).assign(enrollment_id, exerciseId=chosen)

    def test_assignment_comes_first_and_the_room_learns_of_it(
        self, student: Caller, tutor: Caller, world: World, enrollment_id: UUID, chosen: UUID, events: Events
    ) -> None:
        """With the tutor's reason in the student's answer."""
        made = tutor.assign(enrollment_id, exerciseId=chosen, reason="try something harder")
        assert (made["scope"], made["isActive"], made["assignedById"]) == (
            "session",
            True,
            str(world.riverside.tutor.id),
        )
        answer = student.next(world.course.id, sessionId=world.session_id)
        assert (answer["source"], answer["exercise"]["id"], answer["assignmentId"]) == (
            "TUTOR_OVERRIDE",
            str(chosen),
            made["id"],
        )
        assert answer["reason"]["text"] == "Tutor chose this: try something harder"
        (event,) = events(world.session_id)
        assert (event["type"], event["exerciseId"], event["scope"]) == ("content:assigned", str(chosen), "session")

    def test_override_is_served_exactly_once(
        self, student: Caller, tutor: Caller, db: Session, world: World, enrollment_id: UUID, chosen: UUID
    ) -> None:
        """Done at submission, mastered or not; then the sequence goes on (C17)."""
        before = served(student, world)
        made = tutor.assign(enrollment_id, exerciseId=chosen, scope="persistent")
        student.start(chosen, sessionId=world.session_id)
        student.submit(chosen, wrong_answers(CHOICE))
        assert served(student, world) == before
        db.expire_all()
        ended = db.get_one(ContentAssignment, UUID(made["id"]))
        assert (ended.is_active, ended.ended_at) == (False, NOW)

    def test_session_override_ends_with_its_session(
        self, student: Caller, tutor: Caller, db: Session, world: World, enrollment_id: UUID, chosen: UUID
    ) -> None:
        """A persistent one stays; at home only that one counts (C17)."""
        tutor.assign(enrollment_id, exerciseId=chosen)
        kept = tutor.assign(enrollment_id, exerciseId=world.course.exercises[5][1], scope="persistent")
        assert student.next(world.course.id)["assignmentId"] == kept["id"]
        end_session_assignments(db, session=db.get_one(TutoringSession, world.session_id), now=NOW)
        db.commit()
        active = db.scalars(sa.select(ContentAssignment.id).where(ContentAssignment.is_active)).all()
        assert [str(each) for each in active] == [kept["id"]]

    def test_same_assignment_again_changes_nothing(
        self, tutor: Caller, world: World, enrollment_id: UUID, chosen: UUID, events: Events
    ) -> None:
        """A second click is the first (C39)."""
        first = tutor.assign(enrollment_id, exerciseId=chosen)
        assert tutor.assign(enrollment_id, exerciseId=chosen) == first
        assert len(events(world.session_id)) == 1

    def test_course_comes_from_the_content(self, tutor: Caller, db: Session, enrollment_id: UUID) -> None:
        """A student who does not take it there: 422."""
        other = content.course(db)
        db.commit()
        refused = tutor.assign(enrollment_id, exerciseId=other.exercises[4][0], status=422)
        assert refused["code"] == "not_enrolled_in_course"

    def test_content_of_another_centre_does_not_exist(
        self, tutor: Caller, db: Session, world: World, enrollment_id: UUID
    ) -> None:
        """404, as for no content at all."""
        foreign = content.course(db, centre_id=world.hillcrest.id)
        db.commit()
        tutor.assign(enrollment_id, exerciseId=foreign.exercises[4][0], status=404)
        tutor.assign(enrollment_id, lessonId=new_id(), status=404)

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"exerciseId": str(UUID(int=1)), "lessonId": str(UUID(int=2))},
            {"exerciseId": "1"},
            {"exerciseId": str(UUID(int=1)), "scope": "for ever"},
            {"exerciseId": str(UUID(int=1)), "reason": "x" * 501},
            {"exerciseId": str(UUID(int=1)), "colour": "red"},
        ],
    )
    def test_malformed_assignment_is_refused(self, tutor: Caller, enrollment_id: UUID, body: dict[str, Any]) -> None:
        """422."""
        tutor.assign(enrollment_id, status=422, **body)

    def test_ended_session_takes_no_assignment(
        self, tutor: Caller, db: Session, enrollment_id: UUID, chosen: UUID
    ) -> None:
        """409."""
        db.execute(sa.update(TutoringSession).values(status=SessionStatus.COMPLETED))
        db.commit()
        assert tutor.assign(enrollment_id, exerciseId=chosen, status=409)["code"] == "wrong_session_status"

    def test_assignment_is_audited_as_teaching(
        self, client: FlaskClient, db: Session, world: World, enrollment_id: UUID, chosen: UUID
    ) -> None:
        """A supervisor who assigns acts as a tutor (C46)."""
        Caller(client, world.riverside.supervisor).assign(enrollment_id, exerciseId=chosen)
        row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "CONTENT_ASSIGN")).one()
        assert (row.acting_role, row.centre_id) == ("TEACHER", world.riverside.id)

    def test_practice_lesson_is_assigned_as_a_whole(
        self, student: Caller, tutor: Caller, world: World, enrollment_id: UUID, clock: FixedClock
    ) -> None:
        """Its exercises in turn, then it is done."""
        tutor.assign(enrollment_id, lessonId=world.course.lessons[5][0])
        for exercise in world.course.exercises[5]:
            assert served(student, world) == str(exercise)
            clock.advance(minutes=1)
            student.start(exercise, sessionId=world.session_id)
            student.submit(exercise, [])
        assert served(student, world) == str(world.course.exercises[4][0])


class TestWithdraw:
    """POST /api/assignments/{id}/withdraw."""

    @pytest.fixture
    def assignment_id(self, tutor: Caller, enrollment_id: UUID, chosen: UUID) -> str:
        """An assignment in the session."""
        made: str = tutor.assign(enrollment_id, exerciseId=chosen)["id"]
        return made

    def test_anonymous_is_refused(self, nobody: Caller, assignment_id: str) -> None:
        """Sign in first."""
        nobody.send("POST", f"/api/assignments/{assignment_id}/withdraw", {}, status=401)

    def test_student_does_not_withdraw(self, student: Caller, assignment_id: str) -> None:
        """403."""
        student.send("POST", f"/api/assignments/{assignment_id}/withdraw", {}, status=403)

    def test_assignment_of_another_centre_does_not_exist(self, stranger: Caller, assignment_id: str) -> None:
        """404."""
        stranger.send("POST", f"/api/assignments/{assignment_id}/withdraw", {}, status=404)

    def test_withdrawn_assignment_is_not_served(
        self, student: Caller, tutor: Caller, world: World, assignment_id: str, events: Events
    ) -> None:
        """The room learns of it, once."""
        path = f"/api/assignments/{assignment_id}/withdraw"
        assert tutor.send("POST", path, {})["isActive"] is False
        assert tutor.send("POST", path, {})["isActive"] is False
        assert [event["type"] for event in events(world.session_id)] == ["content:assigned", "content:withdrawn"]
        assert served(student, world) == str(world.course.exercises[4][0])


class TestLessons:
    """POST /api/lessons/{id}/complete."""

    def test_anonymous_is_refused(self, nobody: Caller, world: World) -> None:
        """Sign in first."""
        nobody.read(world.course.lessons[4][0], status=401)

    def test_staff_read_nothing(self, tutor: Caller, world: World) -> None:
        """403."""
        tutor.read(world.course.lessons[4][0], status=403)

    def test_lesson_of_another_centre_does_not_exist(self, student: Caller, db: Session, world: World) -> None:
        """404."""
        foreign = content.course(db, centre_id=world.hillcrest.id)
        db.commit()
        student.read(foreign.lessons[4][0], status=404)

    def test_reading_is_done_once(self, student: Caller, db: Session, readings: TestCourse, clock: FixedClock) -> None:
        """Read again, the first time stays."""
        first = student.read(readings.lessons[4][0])
        clock.advance(hours=1)
        assert student.read(readings.lessons[4][0]) == first
        assert len(db.scalars(sa.select(LessonCompletion)).all()) == 1
        assert len(db.scalars(sa.select(AuditLog).where(AuditLog.action == "LESSON_COMPLETE")).all()) == 1

    def test_reading_in_a_session_is_kept_as_activity(
        self, student: Caller, db: Session, world: World, enrollment_id: UUID
    ) -> None:
        """It is part of what was done there."""
        student.read(world.course.lessons[4][0], sessionId=world.session_id)
        row = db.scalars(sa.select(StudentSessionActivity)).one()
        assert (row.enrollment_id, row.lesson_id, row.status) == (
            enrollment_id,
            world.course.lessons[4][0],
            "COMPLETED",
        )

    def test_assigned_lesson_is_done_when_it_is_read(
        self, student: Caller, tutor: Caller, db: Session, world: World, enrollment_id: UUID
    ) -> None:
        """Though it had been read before."""
        lesson = world.course.lessons[5][0]
        student.read(lesson)
        made = tutor.assign(enrollment_id, lessonId=lesson)
        student.read(lesson, sessionId=world.session_id, assignmentId=made["id"])
        assert not db.get_one(ContentAssignment, UUID(made["id"])).is_active
        assert served(student, world) == str(world.course.exercises[4][0])


class TestMarkComplete:
    """POST /api/sessions/{id}/mark-complete."""

    @pytest.fixture
    def path(self, world: World) -> str:
        """Of the running session."""
        return f"/api/sessions/{world.session_id}/mark-complete"

    @pytest.fixture
    def body(self, world: World) -> dict[str, str]:
        """The student's first exercise."""
        return {"studentId": str(world.riverside.student1.id), "exerciseId": str(world.course.exercises[4][0])}

    def test_anonymous_is_refused(self, nobody: Caller, path: str, body: dict[str, str]) -> None:
        """Sign in first."""
        nobody.send("POST", path, body, status=401)

    def test_student_marks_nothing(self, student: Caller, path: str, body: dict[str, str]) -> None:
        """403."""
        student.send("POST", path, body, status=403)

    def test_session_of_another_centre_does_not_exist(self, stranger: Caller, path: str, body: dict[str, str]) -> None:
        """404."""
        stranger.send("POST", path, body, status=404)

    def test_another_tutors_session_is_theirs(
        self, client: FlaskClient, world: World, path: str, body: dict[str, str]
    ) -> None:
        """403."""
        Caller(client, world.riverside.tutor2).send("POST", path, body, status=403)

    def test_open_attempt_is_complete_without_a_score(
        self, student: Caller, tutor: Caller, world: World, path: str, body: dict[str, str], events: Events
    ) -> None:
        """GRADED, no mastery, and the sequence goes on."""
        attempt_id = student.start(body["exerciseId"], sessionId=world.session_id)["attemptId"]
        done = tutor.send("POST", path, body)
        assert (done["id"], done["status"], done["score"]) == (attempt_id, "GRADED", None)
        assert events(world.session_id)[-1]["type"] == "exercise:graded"
        answer = student.next(world.course.id, sessionId=world.session_id)
        assert answer["exercise"]["id"] == str(world.course.exercises[4][1])
        assert answer["masteredUnits"] == []

    def test_exercise_that_was_not_begun_is_complete_too(
        self, tutor: Caller, world: World, path: str, body: dict[str, str], events: Events
    ) -> None:
        """Done aloud, say; a second click changes nothing."""
        done = tutor.send("POST", path, body)
        assert tutor.send("POST", path, body) == done
        assert [event["type"] for event in events(world.session_id)] == ["exercise:graded"]

    def test_work_that_awaits_review_is_the_assessors(
        self, student: Caller, tutor: Caller, db: Session, world: World, path: str, body: dict[str, str]
    ) -> None:
        """409: it does not hold the student up anyway."""
        essay = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, ExerciseType.LONG_ANSWER)
        db.commit()
        student.submit(essay, right_answers(ExerciseType.LONG_ANSWER))
        refused = tutor.send("POST", path, body | {"exerciseId": str(essay)}, status=409)
        assert refused["code"] == "awaits_review"

    def test_student_must_take_the_course_there(self, tutor: Caller, path: str, body: dict[str, str]) -> None:
        """422 for somebody who does not sit in the session."""
        refused = tutor.send("POST", path, body | {"studentId": str(new_id())}, status=422)
        assert refused["code"] == "not_enrolled_in_course"
