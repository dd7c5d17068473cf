"""GET /api/content/next (R088, R170 to R173, C33, C34, C40, C56)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.catalogue.models import Course
from core_service.catalogue.rules import ExerciseType
from core_service.centres.models import Centre
from core_service.foundation.runtime import Runtime
from core_service.learners.models import SubjectAssessment
from core_service.work.models import ContentAssignment
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.core_service.statements import statements_of
from tests.factories import content, people, sessions
from tests.factories.content import TestCourse, right_answers, wrong_answers

CHOICE, NUMBER = ExerciseType.MULTIPLE_CHOICE, ExerciseType.NUMERICAL


@pytest.fixture
def readings(db: Session, world: World) -> TestCourse:
    """A course with a reading before each practice lesson, in which the student works at Class 4."""
    made = content.course(db, units=2, readings=True)
    content.place_at(db, world.riverside, world.riverside.student1, made, 4, by=world.riverside.assessor, now=NOW)
    db.commit()
    return made


def joins_hillcrest(db: Session, world: World) -> None:
    """Riverside's student learns in Hillcrest too."""
    where, student = world.hillcrest, world.riverside.student1
    people.joins(db, where, student, Role.STUDENT)
    content.place_at(db, where, student, world.course, 5, by=where.assessor, now=NOW)
    db.commit()


class TestAccess:
    """Who may ask about whom."""

    def test_anonymous_is_refused(self, nobody: Caller, world: World) -> None:
        """Sign in first."""
        assert nobody.next(world.course.id, status=401)["code"] == "not_signed_in"

    def test_parent_does_not_ask(self, client: FlaskClient, world: World) -> None:
        """The permission is missing."""
        assert Caller(client, world.riverside.parent).next(world.course.id, status=403)["code"] == "permission_missing"

    def test_student_of_another_centre_does_not_exist(self, stranger: Caller, world: World) -> None:
        """404."""
        stranger.next(world.course.id, studentId=world.riverside.student1.id, status=404)

    @pytest.mark.parametrize("who", ["student2", "tutor2"])
    def test_without_relation_it_is_forbidden(self, client: FlaskClient, world: World, who: str) -> None:
        """Another student, or a tutor who never taught this one."""
        asked: dict[str, Any] = {"studentId": world.riverside.student1.id}
        refused = Caller(client, world.riverside.people[who]).next(world.course.id, status=403, **asked)
        assert refused["code"] == "relation_missing"

    @pytest.mark.parametrize("who", ["tutor", "assessor", "supervisor"])
    def test_staff_ask_for_their_students(self, client: FlaskClient, world: World, who: str) -> None:
        """In the session or outside it."""
        caller = Caller(client, world.riverside.people[who])
        assert caller.next(world.course.id, studentId=world.riverside.student1.id)["kind"] == "EXERCISE"

    def test_session_must_be_the_tutors(self, client: FlaskClient, tutor: Caller, world: World) -> None:
        """Another tutor's session is 403, another centre's 404."""
        asked: dict[str, Any] = {"studentId": world.riverside.student1.id, "sessionId": world.session_id}
        tutor.next(world.course.id, **asked)
        Caller(client, world.riverside.tutor2).next(world.course.id, status=403, **asked)
        tutor.next(world.course.id, status=404, **asked | {"sessionId": world.foreign_session_id})

    def test_student_must_sit_in_the_session(
        self, client: FlaskClient, tutor: Caller, db: Session, world: World
    ) -> None:
        """Asked by the student 403, by the tutor 422."""
        session_id = _session_without_students(db, world)
        own = Caller(client, world.riverside.student1)
        assert own.next(world.course.id, sessionId=session_id, status=403)["code"] == "relation_missing"
        tutor.next(world.course.id, sessionId=session_id, studentId=world.riverside.student1.id, status=422)

    def test_course_must_be_taught_there(self, student: Caller, db: Session, world: World) -> None:
        """404 for Hillcrest's own and for none."""
        foreign = content.course(db, centre_id=world.hillcrest.id)
        db.commit()
        student.next(foreign.id, status=404)
        student.next(new_id(), status=404)

    def test_course_must_be_in_use(self, student: Caller, db: Session, world: World) -> None:
        """A retired one serves nothing (R170)."""
        db.execute(sa.update(Course).where(Course.id == world.course.id).values(is_active=False))
        db.commit()
        student.next(world.course.id, status=404)

    @pytest.mark.parametrize("query", [{}, {"courseId": "7"}, {"courseId": str(UUID(int=7)), "studentId": "x"}])
    def test_malformed_question_is_refused(self, student: Caller, query: dict[str, Any]) -> None:
        """422."""
        student.send("GET", "/api/content/next", status=422, **query)


def _session_without_students(db: Session, world: World) -> UUID:
    made = sessions.session(db, world.riverside, world.riverside.tutor, starts_at=NOW + timedelta(days=1))
    db.commit()
    return made


class TestCentres:
    """Levels and attempts are per centre."""

    def test_student_of_two_centres_names_one(self, student: Caller, db: Session, world: World) -> None:
        """Or a session; then the level there counts."""
        joins_hillcrest(db, world)
        refused = student.next(world.course.id, status=409)
        assert refused["code"] == "choose_centre"
        assert refused["centres"] == sorted([str(world.riverside.id), str(world.hillcrest.id)])
        assert student.next(world.course.id, sessionId=world.session_id)["level"]["level"] == 4
        assert student.next(world.course.id, centreId=world.hillcrest.id)["level"]["level"] == 5

    def test_work_at_home_needs_the_centre_too(self, student: Caller, db: Session, world: World) -> None:
        """An attempt belongs to one of them."""
        joins_hillcrest(db, world)
        exercise = world.course.exercises[4][0]
        assert student.start(exercise, status=409)["code"] == "choose_centre"
        student.start(exercise, centreId=world.hillcrest.id)
        assert student.next(world.course.id, centreId=world.riverside.id)["reason"]["code"] == "NEXT_IN_SEQUENCE"

    def test_tutor_sees_the_centre_that_they_share(self, tutor: Caller, db: Session, world: World) -> None:
        """Where the student learns besides is not theirs to know."""
        joins_hillcrest(db, world)
        assert tutor.next(world.course.id, studentId=world.riverside.student1.id)["level"]["level"] == 4


class TestAnswer:
    """What is answered."""

    def test_first_exercise_with_its_reason(self, student: Caller, world: World) -> None:
        """All that a page shows of it."""
        served = student.next(world.course.id)
        assert served["exercise"]["id"] == str(world.course.exercises[4][0])
        assert {name: served[name] for name in ("source", "kind", "position", "isPreview", "assignmentId")} == {
            "source": "AUTO_SEQUENCE",
            "kind": "EXERCISE",
            "position": {"index": 1, "of": 2},
            "isPreview": False,
            "assignmentId": None,
        }
        assert served["reason"] == {"code": "NEXT_IN_SEQUENCE", "text": "Next in “Unit 1”, lesson “Exercise 1.2”."}
        assert served["level"] == {"level": 4, "label": "Class 4"}
        assert served["unit"]["title"] == "Unit 1"

    def test_unplaced_student_gets_placement_exercises(self, student: Caller, db: Session, world: World) -> None:
        """From the level nearest to the school grade, until an assessor has placed them (C34)."""
        other = content.course(db, levels=(4, 6, 7))
        db.commit()
        served = student.next(other.id)
        assert (served["exercise"]["level"], served["reason"]["code"]) == (6, "PLACEMENT")
        assert (served["isPlacement"], served["level"]) == (True, None)

    def test_course_without_exercises_needs_placement(self, student: Caller, db: Session, world: World) -> None:
        """There is nothing to find a level with: 409 until an assessor has placed the student."""
        other = content.course(db, levels=(5,), kinds=())
        db.commit()
        assert student.next(other.id, status=409)["code"] == "needs_placement"

    def test_placed_student_goes_on_at_their_level(self, student: Caller, db: Session, world: World) -> None:
        """Whatever the school grade says."""
        other = content.course(db)
        content.place_at(db, world.riverside, world.riverside.student1, other, 5, by=world.riverside.assessor, now=NOW)
        db.commit()
        assert student.next(other.id)["exercise"]["level"] == 5

    def test_current_level_counts_not_the_snapshot(self, student: Caller, db: Session, world: World) -> None:
        """The enrolment keeps the old one (C33)."""
        moved = sa.update(SubjectAssessment).where(SubjectAssessment.student_id == world.riverside.student1.id)
        db.execute(moved.values(grade_level_id=world.course.levels[5]))
        db.commit()
        assert student.next(world.course.id, sessionId=world.session_id)["exercise"]["level"] == 5

    def test_reading_comes_before_its_exercises(self, student: Caller, readings: TestCourse) -> None:
        """And is followed by them once it is read."""
        served = student.next(readings.id)
        assert (served["kind"], served["lesson"]["id"]) == ("LESSON", str(readings.lessons[4][0]))
        assert (served["exercise"], served["position"], served["lesson"]["contentType"]) == (None, None, "READING")
        student.read(readings.lessons[4][0])
        assert student.next(readings.id)["exercise"]["id"] == str(readings.exercises[4][0])

    def test_open_attempt_is_gone_on_with(self, student: Caller, world: World) -> None:
        """Whatever comes before it in the sequence."""
        student.start(world.course.exercises[4][1])
        served = student.next(world.course.id)
        assert (served["exercise"]["id"], served["reason"]["code"]) == (str(world.course.exercises[4][1]), "BEGUN")

    def test_failed_exercise_comes_back_after_another(self, student: Caller, world: World, clock: FixedClock) -> None:
        """Never twice in a row."""
        first, second = world.course.exercises[4]
        for exercise, answers in ((first, wrong_answers(CHOICE)), (second, right_answers(NUMBER))):
            assert student.next(world.course.id)["exercise"]["id"] == str(exercise)
            clock.advance(minutes=1)
            student.start(exercise)
            student.submit(exercise, answers)
        assert student.next(world.course.id)["reason"]["code"] == "TRY_AGAIN"

    def test_finished_level_previews_the_next(self, student: Caller, world: World, clock: FixedClock) -> None:
        """With the recommendation; a preview does not move the level (C40)."""
        for exercise, kind in zip(world.course.exercises[4], (CHOICE, NUMBER), strict=True):
            clock.advance(minutes=1)
            student.submit(exercise, right_answers(kind))
        served = student.next(world.course.id)
        assert (served["exercise"]["id"], served["isPreview"]) == (str(world.course.exercises[5][0]), True)
        assert (served["advancementRecommended"], served["level"]["level"]) == (True, 4)
        assert served["masteredUnits"][0]["title"] == "Unit 1"

    def test_threshold_is_the_centres(self, student: Caller, db: Session, world: World, clock: FixedClock) -> None:
        """Half of the points are enough where the centre says so."""
        db.execute(sa.update(Centre).where(Centre.id == world.riverside.id).values(settings={"masteryThreshold": 0.5}))
        db.commit()
        student.submit(world.course.exercises[4][0], [right_answers(CHOICE)[0], wrong_answers(CHOICE)[1]])
        clock.advance(minutes=1)
        student.submit(world.course.exercises[4][1], right_answers(NUMBER))
        assert student.next(world.course.id)["isPreview"] is True

    def test_being_stuck_is_told_to_staff_alone(
        self, student: Caller, tutor: Caller, world: World, clock: FixedClock
    ) -> None:
        """Four failed tries; the student is not shown a deficit."""
        first, second = world.course.exercises[4]
        for _ in range(4):
            for exercise in (first, second):
                clock.advance(minutes=1)
                student.start(exercise)
                student.submit(exercise, [])
        told = tutor.next(world.course.id, studentId=world.riverside.student1.id)
        assert {each["id"] for each in told["stuckOn"]} == {str(first), str(second)}
        assert told["reason"]["code"] == "LEVEL_FINISHED_BUT_STUCK"
        assert student.next(world.course.id)["stuckOn"] == []

    def test_assignment_beside_the_sequence_is_listed(
        self, student: Caller, tutor: Caller, world: World, enrollment_id: UUID
    ) -> None:
        """`overridesAutoSequence` false (C56)."""
        extra = world.course.exercises[5][1]
        made = tutor.assign(enrollment_id, exerciseId=extra, scope="persistent", overridesAutoSequence=False)
        served = student.next(world.course.id)
        assert served["exercise"]["id"] == str(world.course.exercises[4][0])
        expected = {"assignmentId": made["id"], "kind": "EXERCISE", "id": str(extra), "title": made["title"]}
        assert served["alsoForYou"] == [expected]

    def test_nothing_is_left_at_the_end(self, student: Caller, db: Session, world: World) -> None:
        """No exercise, no lesson, but a reason."""
        only = content.course(db, levels=(4,), kinds=(CHOICE,))
        content.place_at(db, world.riverside, world.riverside.student1, only, 4, by=world.riverside.assessor, now=NOW)
        db.commit()
        student.submit(only.exercises[4][0], right_answers(CHOICE))
        served = student.next(only.id)
        assert (served["kind"], served["exercise"], served["lesson"]) == ("NOTHING", None, None)
        assert served["reason"]["code"] == "LEVEL_FINISHED"


def test_statements_do_not_grow_with_the_history(
    student: Caller, run: Runtime, db: Session, world: World, readings: TestCourse, clock: FixedClock
) -> None:
    """A long course, many attempts and assignments cost what nothing at all costs (R318)."""
    with statements_of(run) as fresh:
        student.next(world.course.id, sessionId=world.session_id)
    for exercise, kind in zip(world.course.exercises[4] * 3, (CHOICE, NUMBER) * 3, strict=True):
        clock.advance(minutes=1)
        student.start(exercise)
        student.submit(exercise, wrong_answers(kind))
    for exercise_id in world.course.exercises[5]:
        db.add(_assignment(world, exercise_id))
    db.commit()
    with statements_of(run) as later:
        assert student.next(world.course.id, sessionId=world.session_id)["source"] == "TUTOR_OVERRIDE"
    assert len(fresh) == len(later) <= 17


def _assignment(world: World, exercise_id: UUID) -> ContentAssignment:
    return ContentAssignment(
        centre_id=world.riverside.id,
        content_centre_id=world.course.centre_id,
        tutor_id=world.riverside.tutor.id,
        student_id=world.riverside.student1.id,
        course_id=world.course.id,
        exercise_id=exercise_id,
        scope="persistent",
        assigned_at=NOW,
    )
