"""Two assessors never hold the same work, and a death between two steps loses nothing (C50; issue 3, item 5)."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from core_service.access.rules import Role
from core_service.assessment.jobs import JOBS
from core_service.assessment.models import AssessmentReview, ProgressRecommendation
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID, Database, DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.job_runs import carry_out
from core_service.work.models import ExerciseAttempt
from core_service.work.service.marking import LOOK_AT_PROGRESS
from tests.core_service.conftest import NOW
from tests.engines import TestRun, fresh_database, postgres_server
from tests.factories import content, people
from tests.factories.content import TestCourse, right_answers
from tests.factories.people import TestCentre, TestPerson

ASSESSORS = 6
KIND = ExerciseType.LONG_ANSWER


@dataclass(frozen=True, slots=True)
class Office:
    """A centre of its own with six assessors, whose rows are committed: parallel transactions must see them."""

    database: Database
    centre: TestCentre
    course: TestCourse
    send: Callable[[TestPerson, str, dict[str, object]], tuple[int, dict[str, object]]]

    @property
    def scope(self) -> DataScope:
        """The centre's rows."""
        return DataScope(frozenset({self.centre.id}))

    @property
    def assessors(self) -> list[TestPerson]:
        """All of them."""
        return [self.centre.people[f"assessor{number}"] for number in range(ASSESSORS)]

    def hand_in(self, number: int) -> str:
        """An attempt that waits for its marks."""
        path = f"/api/exercises/{self.course.exercises[4][number]}/submit"
        _, attempt = self.send(self.centre.student, path, {"answers": right_answers(KIND)})
        assert attempt["status"] == "UNDER_REVIEW"
        return str(attempt["id"])


@pytest.fixture(scope="module")
def committed_database(test_run: TestRun, worker_id: str) -> Iterator[Database]:
    """Apart from the one in which every other test is undone."""
    made = fresh_database(postgres_server(test_run, os.environ), f"{worker_id}_claims")
    database = Database(made.url, pool_size=10)
    yield database
    database.close()


@pytest.fixture
def office(app: Flask, run: Runtime, committed_database: Database) -> Iterator[Office]:
    """One student at Class 4 of a course that only this centre has."""
    with committed_database.open(DataScope(frozenset({FRANCHISE_ID}))) as db:
        centre = people.centre(db, "Parallel")
        for number in range(ASSESSORS):
            people.person(db, centre, f"assessor{number}", Role.ASSESSOR, now=NOW)
        student = people.person(db, centre, "student", Role.STUDENT, now=NOW)
        course = content.course(db, centre_id=centre.id, kinds=(KIND,) * 5)
        content.place_at(db, centre, student, course, 4, by=centre.assessor0, now=NOW)
        db.commit()
    app.extensions["runtime"] = replace(run, database=committed_database)

    def send(person: TestPerson, path: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
        answer = app.test_client().post(path, json=body, headers=person.headers)
        return answer.status_code, answer.get_json()

    yield Office(committed_database, centre, course, send)
    app.extensions["runtime"] = run


def test_one_of_many_gets_the_work(office: Office) -> None:
    """All claim every piece at the same moment: each piece has one holder, who is told so."""
    attempts = [office.hand_in(number) for number in range(4)]
    wanted = [(person, attempt_id) for attempt_id in attempts for person in office.assessors]
    with ThreadPoolExecutor(ASSESSORS) as pool:
        answers = list(
            pool.map(lambda pair: office.send(pair[0], "/api/assessment/claim", {"attemptId": pair[1]}), wanted)
        )
    assert {status for status, _ in answers} == {200, 409}
    assert {body["code"] for status, body in answers if status == 409} == {"claimed_by_another"}
    winners = [(body["attemptId"], body["assessorId"]) for status, body in answers if status == 200]
    assert len(winners) == len(attempts) == len(set(winners))
    with office.database.open(office.scope) as db:
        held = db.execute(sa.select(AssessmentReview.exercise_attempt_id, AssessmentReview.assessor_id)).all()
    assert {(str(attempt), str(assessor)) for attempt, assessor in held} == set(winners)


def test_one_of_many_reviews_is_the_review(office: Office) -> None:
    """Six verdicts at once, without a claim before: one counts, and the attempt has its score."""
    attempt_id = office.hand_in(0)

    def mark(number: int) -> tuple[int, dict[str, object]]:
        body: dict[str, object] = {"attemptId": attempt_id, "overallScore": number + 1}
        return office.send(office.assessors[number], "/api/assessment/review", body)

    with ThreadPoolExecutor(ASSESSORS) as pool:
        answers = list(pool.map(mark, range(ASSESSORS)))
    (done,) = [body for status, body in answers if status == 200]
    assert {body["code"] for status, body in answers if status != 200} <= {"already_reviewed", "claimed_by_another"}
    with office.database.open(office.scope) as db:
        assert db.get_one(ExerciseAttempt, UUID(attempt_id)).score == done["attemptScore"]
        jobs = sa.select(PendingJob).where(PendingJob.centre_id == office.centre.id)
        assert len([job for job in db.scalars(jobs) if job.name == LOOK_AT_PROGRESS]) == 1


def test_review_that_dies_before_its_commit_leaves_the_work_waiting(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it has happened; the claim and the draft from before are still there."""
    attempt_id, assessor = office.hand_in(0), office.assessors[0]
    _, claimed = office.send(assessor, "/api/assessment/claim", {"attemptId": attempt_id})

    def die(*_: object, **__: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("core_service.assessment.service.reviews.record_review", die)
        status, _ = office.send(
            assessor, "/api/assessment/review", {"attemptId": attempt_id, "overallScore": 9, "feedback": "Good."}
        )
    assert status == 500
    with office.database.open(office.scope) as db:
        attempt, review = (
            db.get_one(ExerciseAttempt, UUID(attempt_id)),
            db.get_one(AssessmentReview, UUID(str(claimed["id"]))),
        )
        assert (attempt.status.value, attempt.score, review.status.value) == ("UNDER_REVIEW", 0, "IN_REVIEW")
    status, done = office.send(assessor, "/api/assessment/review", {"attemptId": attempt_id, "overallScore": 9})
    assert (status, done["attemptScore"]) == (200, 9)


def test_job_that_dies_is_done_when_it_comes_again(office: Office, run: Runtime) -> None:
    """And several at once recommend once."""
    for number in range(5):
        body: dict[str, object] = {"attemptId": office.hand_in(number), "overallScore": 10}
        office.send(office.assessors[0], "/api/assessment/review", body)
    committed = replace(run, database=office.database)
    with office.database.open() as db:
        wanted = sa.select(PendingJob.id).where(
            PendingJob.centre_id == office.centre.id, PendingJob.name == LOOK_AT_PROGRESS
        )
        jobs = list(db.scalars(wanted))

    def die(*_: object, **__: object) -> None:
        JOBS[LOOK_AT_PROGRESS](*_, **__)  # type: ignore[arg-type]  # as the worker calls it
        raise RuntimeError("killed after the work, before the commit")

    carry_out(committed, jobs[0], {LOOK_AT_PROGRESS: die})
    with office.database.open(office.scope) as db:
        assert db.scalars(sa.select(ProgressRecommendation)).all() == []
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda job: carry_out(committed, job), jobs * 4))
    with office.database.open(office.scope) as db:
        kinds = [each.kind.value for each in db.scalars(sa.select(ProgressRecommendation))]
        done = [job.done_at is not None for job in db.scalars(sa.select(PendingJob).where(PendingJob.id.in_(jobs)))]
    assert sorted(kinds) == ["LEVEL_UP", "UNIT_MASTERED"]
    assert all(done)
