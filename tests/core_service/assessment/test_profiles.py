"""Academic profiles and placements (R093, R184, C21, C34, C49)."""

import pytest
import sqlalchemy as sa
import sqlalchemy.exc
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.runtime import Runtime
from core_service.learners.models import AcademicProfileLog
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.assessment.conftest import look_at_progress
from tests.core_service.callers import Caller
from tests.core_service.conftest import World
from tests.factories import content, sessions
from tests.factories.content import TestCourse, right_answers, wrong_answers

PLACEMENTS = "/api/assessment/placements"


def profile_path(world: World) -> str:
    """The first student's."""
    return f"/api/students/{world.riverside.student1.id}/academic-profile"


class TestReading:
    """Who sees a profile."""

    def test_nobody_and_parents(self, nobody: Caller, world: World) -> None:
        """A parent's view is another route's matter."""
        parent = Caller(nobody.client, world.riverside.parent)
        assert nobody.send("GET", profile_path(world), status=401)["code"] == "not_signed_in"
        assert parent.send("GET", profile_path(world), status=403)["code"] == "permission_missing"

    def test_another_centre_and_another_tutor(self, stranger: Caller, world: World) -> None:
        """A foreign student looks like none; one's own centre's is not everybody's."""
        unknown = f"/api/students/{new_id()}/academic-profile"
        foreign = stranger.send("GET", profile_path(world), status=404)
        assert foreign["code"] == stranger.send("GET", unknown, status=404)["code"]
        other = Caller(stranger.client, world.riverside.tutor2)
        assert other.send("GET", profile_path(world), status=403)["code"] == "relation_missing"
        classmate = Caller(stranger.client, world.riverside.student2)
        assert classmate.send("GET", profile_path(world), status=403)["code"] == "relation_missing"

    def test_own_profile_without_the_reasons(self, assessor: Caller, student: Caller, world: World) -> None:
        """Staff read why; the student reads what."""
        student_id = world.riverside.student1.id
        assessor.set_profile(student_id, courseId=str(world.course.id), newLevel=5, reason="Ready")
        for reader, reason in ((student, None), (assessor, "Ready")):
            shown = reader.send("GET", profile_path(world))
            assert shown["courses"][0]["level"] == {"level": 5, "label": "Class 5"}
            assert (shown["log"][0]["newValue"], shown["log"][0]["reason"]) == (5, reason)
            assert shown["student"]["schoolGrade"] == 6

    def test_notes_are_for_staff(
        self, assessor: Caller, student: Caller, tutor: Caller, world: World, db: Session
    ) -> None:
        """Beside the level, kept until they are written anew, taken away by empty ones; on record as changed (R044)."""
        student_id, course_id = world.riverside.student1.id, str(world.course.id)
        assessor.set_profile(student_id, courseId=course_id, notes="Reads aloud first.", reason="Seen")
        assessor.set_profile(student_id, courseId=course_id, newLevel=5, reason="Ready")
        for reader, notes in ((assessor, "Reads aloud first."), (tutor, "Reads aloud first."), (student, None)):
            assert reader.send("GET", profile_path(world))["courses"][0]["notes"] == notes
        assessor.set_profile(student_id, courseId=course_id, notes="", reason="Settled")
        assert assessor.send("GET", profile_path(world))["courses"][0]["notes"] is None
        acts = db.scalars(sa.select(AuditLog).where(AuditLog.action == "PROFILE_UPDATE").order_by(AuditLog.id))
        assert [(each.after or {}).get("notes") for each in acts] == ["changed", None, "changed"]

    def test_log_is_paged_newest_first(self, assessor: Caller, tutor: Caller, world: World, clock: FixedClock) -> None:
        """For the tutor too."""
        for level in (5, 4, 5):
            clock.advance(days=1)
            assessor.set_profile(
                world.riverside.student1.id, courseId=str(world.course.id), newLevel=level, reason="So"
            )
        path = f"{profile_path(world)}/log"
        page = tutor.send("GET", path, limit=2, courseId=world.course.id)
        rest = tutor.send("GET", path, limit=2, cursor=page["nextCursor"])
        values = [each["newValue"] for each in page["items"] + rest["items"]]
        assert (values, rest["nextCursor"]) == ([5, 4, 5], None)
        assert tutor.send("GET", path, courseId=new_id())["items"] == []


class TestChanging:
    """An assessor's word (R093)."""

    def test_nobody_and_tutors(self, nobody: Caller, tutor: Caller, world: World) -> None:
        """Tutors propose, never set (C21)."""
        body = {"courseId": str(world.course.id), "newLevel": 5, "reason": "Ready"}
        assert nobody.set_profile(world.riverside.student1.id, status=401, **body)["code"] == "not_signed_in"
        assert tutor.set_profile(world.riverside.student1.id, status=403, **body)["code"] == "permission_missing"

    def test_level_up_down_and_metrics_are_logged(
        self, assessor: Caller, world: World, clock: FixedClock, db: Session
    ) -> None:
        """Each with its type and its previous value (R184, C49)."""
        course, student_id = str(world.course.id), world.riverside.student1.id
        assessor.set_profile(student_id, courseId=course, newLevel=5, reason="Up")
        clock.advance(days=1)
        assessor.set_profile(student_id, courseId=course, newLevel=4, reason="Down")
        clock.advance(days=1)
        shown = assessor.set_profile(student_id, courseId=course, metrics={"numeracyAge": 9.5}, reason="Test")
        assert (shown["courses"][0]["numeracyAge"], shown["courses"][0]["level"]["level"]) == (9.5, 4)
        log = db.scalars(sa.select(AcademicProfileLog).order_by(AcademicProfileLog.created_at)).all()
        assert [(each.metric.value, each.previous_value, each.new_value, each.update_type.value) for each in log] == [
            ("LEVEL", 4, 5, "LEVEL_ADVANCEMENT"),
            ("LEVEL", 5, 4, "LEVEL_REGRESSION"),
            ("NUMERACY_AGE", None, 9.5, "ASSESSMENT_RESULT"),
        ]

    def test_same_values_again_log_nothing(self, assessor: Caller, world: World, db: Session) -> None:
        """There is no change to remember."""
        assessor.set_profile(world.riverside.student1.id, courseId=str(world.course.id), newLevel=4, reason="Same")
        assert db.scalars(sa.select(AcademicProfileLog)).all() == []

    def test_log_is_for_ever(self, assessor: Caller, world: World, db: Session) -> None:
        """The database itself refuses to change it (R184)."""
        assessor.set_profile(world.riverside.student1.id, courseId=str(world.course.id), newLevel=5, reason="Up")
        with pytest.raises(sqlalchemy.exc.ProgrammingError, match="permission denied"), db.begin_nested():
            db.execute(sa.update(AcademicProfileLog).values(new_value=9))

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"reason": ""}, "reason"),
            ({"newLevel": 77}, "newLevel"),
            ({"newLevel": "5"}, "newLevel"),
            ({"metrics": {"readingAge": 8}}, "readingAge"),
            ({"metrics": {"numeracyAge": 50}}, "numeracyAge"),
            ({"metrics": {"height": 1}}, "metrics.height"),
        ],
    )
    def test_bad_input_names_its_place(
        self, assessor: Caller, world: World, changes: dict[str, object], path: str
    ) -> None:
        """422."""
        body = {"courseId": str(world.course.id), "newLevel": 5, "reason": "Ready", **changes}
        refused = assessor.set_profile(world.riverside.student1.id, status=422, **body)
        assert [each["path"] for each in refused["errors"]] == [path]

    def test_foreign_course_and_student_look_like_none(self, stranger: Caller, world: World) -> None:
        """404 for both."""
        body = {"courseId": str(world.course.id), "newLevel": 5, "reason": "Ready"}
        assert stranger.set_profile(world.riverside.student1.id, status=404, **body)["code"] == "not_found"
        unknown = body | {"courseId": str(new_id())}
        assert stranger.set_profile(world.hillcrest.student1.id, status=404, **unknown)["code"] == "not_found"


class TestPlacement:
    """Students without a level (C34, C47)."""

    @pytest.fixture
    def other(self, db: Session, world: World) -> TestCourse:
        """A course that the student takes in the running session, without a level in it."""
        made = content.course(db, levels=(5, 6, 7))
        session = db.get_one(TutoringSession, world.session_id)
        place_id = sessions.enrollment(db, session, world.riverside.student1, made, seat="C5")
        db.get_one(StudentSessionEnrollment, place_id).assessed_level_id = None
        db.commit()
        return made

    def test_who_may(self, nobody: Caller, tutor: Caller, stranger: Caller, world: World, other: TestCourse) -> None:
        """Assessors of the centre."""
        body = {"studentId": str(world.riverside.student1.id), "courseId": str(other.id), "level": 6}
        assert nobody.send("POST", PLACEMENTS, body, status=401)["code"] == "not_signed_in"
        assert tutor.send("POST", PLACEMENTS, body, status=403)["code"] == "permission_missing"
        assert tutor.send("GET", PLACEMENTS, status=403)["code"] == "permission_missing"
        assert stranger.send("POST", PLACEMENTS, body, status=404)["code"] == "not_found"
        assert stranger.send("GET", PLACEMENTS)["items"] == []

    def test_results_go_to_the_assessor_and_nobody_waits(
        self,
        assessor: Caller,
        student: Caller,
        world: World,
        other: TestCourse,
        clock: FixedClock,
        run: Runtime,
        db: Session,
    ) -> None:
        """Class 6 is too hard, Class 5 is mastered: work goes on in Class 6 until it is confirmed."""
        (waiting,) = assessor.send("GET", PLACEMENTS)["items"]
        assert (waiting["student"]["schoolGrade"], waiting["suggestion"]) == (6, None)
        for level, answers in ((6, wrong_answers), (5, right_answers)):
            for number, kind in enumerate((ExerciseType.MULTIPLE_CHOICE, ExerciseType.NUMERICAL)):
                served = student.next(other.id, sessionId=world.session_id)
                assert (served["exercise"]["level"], served["isPlacement"]) == (level, True)
                clock.advance(minutes=1)
                student.start(served["exercise"]["id"], sessionId=world.session_id)
                student.submit(other.exercises[level][number], answers(kind), sessionId=world.session_id)
        served = student.next(other.id, sessionId=world.session_id)
        assert (served["reason"]["code"], served["exercise"]["level"]) == ("AWAITS_PLACEMENT", 6)
        look_at_progress(run, db, world, clock.now())
        (waiting,) = assessor.send("GET", PLACEMENTS, courseId=other.id)["items"]
        assert waiting["suggestion"]["toLevel"] == 6
        assert waiting["suggestion"]["words"].endswith("Class 6 (Class 6: 0%; Class 5: 100%).")
        assert len(waiting["suggestion"]["evidence"]) == 4

    def test_placement_is_a_diagnostic_test(
        self, assessor: Caller, student: Caller, world: World, other: TestCourse, db: Session
    ) -> None:
        """With its metrics; the session that runs shows the level from now on."""
        body = {"studentId": str(world.riverside.student1.id), "courseId": str(other.id), "level": 6}
        shown = assessor.send("POST", PLACEMENTS, body | {"metrics": {"numeracyAge": 10}}, status=201)
        assert (shown["courses"][0]["level"]["level"], shown["courses"][0]["numeracyAge"]) == (6, 10)
        log = db.scalars(sa.select(AcademicProfileLog)).all()
        assert {(each.previous_value, each.update_type.value) for each in log} == {(None, "DIAGNOSTIC_TEST")}
        assert assessor.send("GET", PLACEMENTS)["items"] == []
        view = student.send("GET", f"/api/sessions/{world.session_id}/student-view")
        (now,) = [each for each in view["enrollments"] if each["course"]["id"] == str(other.id)]
        assert (now["assessedLevel"]["level"], now["problem"]) == (6, None)
        refused = assessor.send("POST", PLACEMENTS, body, status=409)
        assert (refused["code"], refused["level"]) == ("already_placed", 6)

    @pytest.mark.parametrize(("level", "outcome"), [(6, "CONFIRMED"), (7, "ADJUSTED")])
    def test_suggestion_is_decided_with_the_placement(
        self,
        assessor: Caller,
        student: Caller,
        world: World,
        other: TestCourse,
        run: Runtime,
        db: Session,
        clock: FixedClock,
        level: int,
        outcome: str,
    ) -> None:
        """Confirmed, or adjusted to another level."""
        exercise = student.next(other.id)["exercise"]["id"]
        student.submit(exercise, wrong_answers(ExerciseType.MULTIPLE_CHOICE))
        look_at_progress(run, db, world, clock.now())
        body = {"studentId": str(world.riverside.student1.id), "courseId": str(other.id), "level": level}
        assessor.send("POST", PLACEMENTS, body, status=201)
        assert [each["status"] for each in assessor.recommendations(outcome=outcome)] == [outcome]

    def test_metrics_alone_cannot_place(self, assessor: Caller, world: World, other: TestCourse) -> None:
        """The level comes first."""
        refused = assessor.set_profile(
            world.riverside.student1.id,
            courseId=str(other.id),
            metrics={"numeracyAge": 9},
            reason="Test",
            status=422,
        )
        assert refused["errors"][0]["path"] == "newLevel"

    def test_queue_is_paged(self, assessor: Caller, world: World, other: TestCourse, db: Session) -> None:
        """Who waits longest comes first."""
        session = db.get_one(TutoringSession, world.session_id)
        place_id = sessions.enrollment(db, session, world.riverside.student2, other)
        db.get_one(StudentSessionEnrollment, place_id).assessed_level_id = None
        db.commit()
        page = assessor.send("GET", PLACEMENTS, limit=1)
        rest = assessor.send("GET", PLACEMENTS, limit=1, cursor=page["nextCursor"])
        names = [each["student"]["name"] for each in page["items"] + rest["items"]]
        assert (names, rest["nextCursor"]) == (["Student1", "Student2"], None)
