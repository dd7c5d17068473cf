"""Recommendations: made by the job, decided by assessors, proposed by tutors (R174, R182, C18, C21, C49)."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.assessment.models import ProgressRecommendation
from core_service.catalogue.rules import ExerciseType
from core_service.centres.models import Centre
from core_service.foundation.runtime import Runtime
from core_service.learners.models import AcademicProfileLog, UnitMastery
from core_service.learners.service import LEVEL_ADVANCED
from core_service.work.models import ExerciseAttempt
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.assessment.conftest import look_at_progress, promised
from tests.core_service.callers import Caller
from tests.core_service.conftest import World
from tests.core_service.statements import statements_of
from tests.factories.content import right_answers, wrong_answers

KINDS = (ExerciseType.MULTIPLE_CHOICE, ExerciseType.NUMERICAL)


@pytest.fixture
def finished(student: Caller, world: World, clock: FixedClock, run: Runtime, db: Session) -> None:
    """The student has mastered all of Class 4: one unit of two exercises."""
    _work(student, world, clock, [True, True])
    look_at_progress(run, db, world, clock.now())


def _work(student: Caller, world: World, clock: FixedClock, results: list[bool]) -> None:
    for number, is_right in enumerate(results):
        exercise, kind = world.course.exercises[4][number % 2], KINDS[number % 2]
        clock.advance(minutes=1)
        student.start(exercise)
        student.submit(exercise, right_answers(kind) if is_right else wrong_answers(kind))


def by_kind(assessor: Caller, **wanted: Any) -> dict[str, dict[str, object]]:
    """What is recommended."""
    return {each["kind"]: each for each in assessor.recommendations(**wanted)}


class TestMaking:
    """By the job alone."""

    def test_mastered_unit_and_level_with_words_and_evidence(
        self, assessor: Caller, world: World, finished: None
    ) -> None:
        """The level itself stays as it was (C21)."""
        made = by_kind(assessor)
        assert set(made) == {"UNIT_MASTERED", "LEVEL_UP"}
        assert made["UNIT_MASTERED"]["words"] == "Every exercise of “Unit 1” was done with 80% or better."
        assert (made["LEVEL_UP"]["fromLevel"], made["LEVEL_UP"]["toLevel"]) == (4, 5)
        evidence = made["LEVEL_UP"]["evidence"]
        assert isinstance(evidence, list)
        assert [(each["title"], each["percent"]) for each in evidence] == [
            ("Multiple Choice 1", 100),
            ("Numerical 2", 100),
        ]

    def test_looking_again_changes_nothing(
        self, assessor: Caller, world: World, finished: None, run: Runtime, db: Session, clock: FixedClock
    ) -> None:
        """Jobs may come twice."""
        before = assessor.recommendations()
        look_at_progress(run, db, world, clock.now())
        assert assessor.recommendations() == before

    def test_what_no_longer_holds_is_withdrawn(
        self, assessor: Caller, world: World, finished: None, run: Runtime, db: Session, clock: FixedClock
    ) -> None:
        """The centre asks for more from now on."""
        stricter = sa.update(Centre).where(Centre.id == world.riverside.id)
        db.execute(stricter.values(settings={"masteryThreshold": 0.95}))
        db.execute(sa.update(ExerciseAttempt).values(score=ExerciseAttempt.max_score * 0.9))
        db.commit()
        look_at_progress(run, db, world, clock.now())
        assert assessor.recommendations() == []
        assert len(assessor.recommendations(outcome="WITHDRAWN")) == 2

    def test_level_that_is_too_hard(
        self, assessor: Caller, world: World, run: Runtime, db: Session, clock: FixedClock, student: Caller
    ) -> None:
        """A regression is recommended where there is a lower level (R185)."""
        assessor.set_profile(world.riverside.student1.id, courseId=str(world.course.id), newLevel=5, reason="Try")
        for number in range(4):
            clock.advance(minutes=1)
            student.start(world.course.exercises[5][number % 2])
            student.submit(world.course.exercises[5][number % 2], wrong_answers(KINDS[number % 2]))
        look_at_progress(run, db, world, clock.now())
        made = by_kind(assessor)
        assert (made["LEVEL_DOWN"]["toLevel"], made["LEVEL_DOWN"]["words"]) == (
            4,
            "The last 4 tries in Class 5 all stayed below 40%.",
        )


class TestDeciding:
    """An assessor's word."""

    def test_nobody_and_the_wrong_role(self, nobody: Caller, tutor: Caller) -> None:
        """Tutors propose, never set."""
        assert nobody.decide(new_id(), decision="confirm", status=401)["code"] == "not_signed_in"
        assert tutor.decide(new_id(), decision="confirm", status=403)["code"] == "permission_missing"

    def test_another_centres_looks_like_none(self, assessor: Caller, stranger: Caller, finished: None) -> None:
        """And is not listed."""
        theirs = assessor.recommendations()[0]["id"]
        assert stranger.recommendations() == []
        assert stranger.decide(theirs, decision="confirm", status=404)["code"] == "not_found"

    def test_confirmed_level_is_set_and_logged(
        self, assessor: Caller, student: Caller, world: World, finished: None, db: Session
    ) -> None:
        """What else was open for the course is over; the reward is promised."""
        decided = assessor.decide(by_kind(assessor)["LEVEL_UP"]["id"], decision="confirm")["recommendation"]
        assert (decided["status"], decided["decidedLevel"]) == ("CONFIRMED", 5)
        assert student.next(world.course.id)["level"]["level"] == 5
        entry = db.scalars(sa.select(AcademicProfileLog)).one()
        assert (entry.update_type.value, entry.previous_value, entry.new_value) == ("LEVEL_ADVANCEMENT", 4, 5)
        assert entry.reason == "Nothing is left to do in Class 4, and nothing is stuck."
        assert [job.arguments for job in promised(db, LEVEL_ADVANCED)] == [{"profileLogId": str(entry.id)}]
        assert assessor.recommendations() == []

    def test_confirmed_unit_is_passed_over(self, assessor: Caller, world: World, finished: None, db: Session) -> None:
        """A row that the sequence reads; the level waits for its own decision."""
        assessor.decide(by_kind(assessor)["UNIT_MASTERED"]["id"], decision="confirm")
        assert len(db.scalars(sa.select(UnitMastery)).all()) == 1
        assert set(by_kind(assessor)) == {"LEVEL_UP"}

    def test_regression_opens_confirmed_units_again(
        self, assessor: Caller, world: World, finished: None, db: Session
    ) -> None:
        """What is to be learnt again is not skipped."""
        student_id = world.riverside.student1.id
        assessor.decide(by_kind(assessor)["UNIT_MASTERED"]["id"], decision="confirm")
        assessor.set_profile(student_id, courseId=str(world.course.id), newLevel=5, reason="Up")
        assert db.scalars(sa.select(UnitMastery)).one().ended_at is None
        assessor.set_profile(student_id, courseId=str(world.course.id), newLevel=4, reason="Down")
        db.expire_all()
        assert db.scalars(sa.select(UnitMastery)).one().ended_at is not None

    def test_adjusted_to_another_level(self, assessor: Caller, student: Caller, world: World, finished: None) -> None:
        """The assessor's own level; without one it is refused, and for a unit too."""
        made = by_kind(assessor)
        refused = assessor.decide(made["LEVEL_UP"]["id"], decision="adjust", status=422)
        assert refused["errors"][0]["path"] == "newLevel"
        refused = assessor.decide(made["UNIT_MASTERED"]["id"], decision="adjust", newLevel=5, status=422)
        assert refused["errors"][0]["path"] == "decision"
        unknown = assessor.decide(made["LEVEL_UP"]["id"], decision="adjust", newLevel=77, status=422)
        assert unknown["errors"][0]["path"] == "newLevel"
        decided = assessor.decide(made["LEVEL_UP"]["id"], decision="adjust", newLevel=5, reason="Yes")
        assert decided["recommendation"]["status"] == "ADJUSTED"
        assert student.next(world.course.id)["level"]["level"] == 5

    def test_declined_is_not_recommended_again_at_once(
        self, assessor: Caller, world: World, finished: None, run: Runtime, db: Session, clock: FixedClock
    ) -> None:
        """And changes nothing."""
        for each in assessor.recommendations():
            assessor.decide(each["id"], decision="decline", reason="Not yet")
        look_at_progress(run, db, world, clock.now())
        assert assessor.recommendations() == []
        assert db.scalars(sa.select(AcademicProfileLog)).all() == []

    def test_decided_once(self, assessor: Caller, finished: None) -> None:
        """The second word is told what became of it."""
        found = by_kind(assessor)["LEVEL_UP"]["id"]
        assessor.decide(found, decision="decline")
        refused = assessor.decide(found, decision="confirm", status=409)
        assert (refused["code"], refused["recommendationStatus"]) == ("already_decided", "DECLINED")

    def test_list_is_filtered_and_paged(
        self, assessor: Caller, world: World, finished: None, run: Runtime, db: Session
    ) -> None:
        """Oldest first, at the cost of one statement."""
        path = "/api/assessment/recommendations"
        page = assessor.send("GET", path, limit=1)
        rest = assessor.send("GET", path, limit=1, cursor=page["nextCursor"])
        assert len({each["recommendation"]["id"] for each in page["items"] + rest["items"]}) == 2
        assert rest["nextCursor"] is None
        assert page["items"][0]["studentName"] == world.riverside.student1.name
        assert set(by_kind(assessor, kind="LEVEL_UP", studentId=world.riverside.student1.id)) == {"LEVEL_UP"}
        assert by_kind(assessor, studentId=world.riverside.student2.id) == {}
        with statements_of(run) as two:
            assessor.recommendations()
        db.execute(sa.update(ProgressRecommendation).values(status="DECLINED"))
        db.commit()
        with statements_of(run) as none:
            assert assessor.recommendations() == []
        assert len(two) == len(none)


class TestReviewing:
    """A recommendation decided together with a review (R182)."""

    def test_review_confirms_what_it_names(
        self, assessor: Caller, world: World, finished: None, student: Caller, db: Session
    ) -> None:
        """The log points at the review; another student's recommendation is refused."""
        student.start(world.course.exercises[4][0])
        attempt_id = student.submit(world.course.exercises[4][0], [])["id"]
        advice = {"decision": "confirm", "recommendationId": by_kind(assessor)["LEVEL_UP"]["id"]}
        other = world.riverside.student2
        db.execute(sa.update(ProgressRecommendation).values(student_id=other.id))
        db.commit()
        refused = assessor.review(attempt_id, advice=advice, status=422)
        assert refused["errors"][0]["path"] == "advice.recommendationId"
        db.execute(sa.update(ProgressRecommendation).values(student_id=world.riverside.student1.id))
        db.commit()
        done = assessor.review(attempt_id, advice={"decision": "confirm"})
        assert str(db.scalars(sa.select(AcademicProfileLog.assessment_review_id)).one()) == done["id"]
        assert assessor.recommendations(outcome="CONFIRMED")[0]["reviewId"] == done["id"]


class TestProposing:
    """Tutors propose (C21)."""

    def propose(self, by: Caller, world: World, *, status: int = 201, **changes: object) -> dict[str, object]:
        """A level for the first student."""
        body = {"courseId": str(world.course.id), "newLevel": 5, "reason": "Bored.", **changes}
        path = f"/api/students/{world.riverside.student1.id}/level-proposals"
        return by.send("POST", path, body, status=status)

    def test_who_may(self, nobody: Caller, student: Caller, stranger: Caller, world: World) -> None:
        """Tutors of the student; not the student."""
        assert self.propose(nobody, world, status=401)["code"] == "not_signed_in"
        assert self.propose(student, world, status=403)["code"] == "permission_missing"
        assert self.propose(stranger, world, status=403)["code"] == "permission_missing"
        other = Caller(nobody.client, world.riverside.tutor2)
        assert self.propose(other, world, status=403)["code"] == "relation_missing"
        foreign = Caller(nobody.client, world.hillcrest.tutor)
        assert self.propose(foreign, world, status=404)["code"] == "not_found"

    def test_proposal_changes_nothing_until_it_is_confirmed(
        self, tutor: Caller, assessor: Caller, student: Caller, world: World, db: Session
    ) -> None:
        """Then it is a TUTOR_OVERRIDE (C49)."""
        self.propose(tutor, world, newLevel=5)
        assert student.next(world.course.id)["level"]["level"] == 4
        (mine,) = tutor.recommendations()
        assert (mine["kind"], mine["words"], mine["proposedById"]) == (
            "PROPOSAL",
            "Bored.",
            str(world.riverside.tutor.id),
        )
        assessor.decide(mine["id"], decision="confirm")
        assert db.scalars(sa.select(AcademicProfileLog)).one().update_type.value == "TUTOR_OVERRIDE"
        assert student.next(world.course.id)["level"]["level"] == 5

    def test_newer_proposal_replaces_the_older(self, tutor: Caller, supervisor: Caller, world: World) -> None:
        """One is open per student and course."""
        self.propose(tutor, world, newLevel=5)
        self.propose(supervisor, world, newLevel=5, reason="Indeed.")
        assert [each["words"] for each in supervisor.recommendations()] == ["Indeed."]

    @pytest.mark.parametrize(("changes", "path"), [({"newLevel": 4}, "newLevel"), ({"newLevel": 88}, "newLevel")])
    def test_level_must_be_another_that_exists(
        self, tutor: Caller, world: World, changes: dict[str, object], path: str
    ) -> None:
        """422."""
        refused = self.propose(tutor, world, status=422, **changes)
        assert refused["errors"][0]["path"] == path  # type: ignore[index]
