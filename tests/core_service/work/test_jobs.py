"""The time limit's job: promised at the start, run at least once, harmless when it comes twice (C48)."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.work.jobs import JOBS
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.core_service.work.conftest import Events
from tests.core_service.work.stored import stored
from tests.factories import content
from tests.factories.content import right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE
RIGHT = right_answers(CHOICE)


@pytest.fixture
def attempt_id(student: Caller, db: Session, world: World) -> str:
    """Begun in the session, with ten minutes and one of two answers saved."""
    timed = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, CHOICE, time_limit=10)
    db.commit()
    begun: str = student.start(timed, sessionId=world.session_id)["attemptId"]
    student.draft(begun, 0, [RIGHT[0]])
    return begun


def promised(db: Session) -> PendingJob:
    """The only job there is."""
    return db.scalars(sa.select(PendingJob).where(PendingJob.name == "work.submit_at_limit")).one()


def run_job(run: Runtime, world: World, job: PendingJob, now: datetime) -> None:
    """As the worker does it: in the job's centre."""
    with run.unit_of_work(DataScope(frozenset({world.riverside.id}))) as db:
        JOBS[job.name](db, job.arguments, now=now)


def test_job_is_promised_with_the_start(db: Session, world: World, attempt_id: str) -> None:
    """Once, due shortly after the limit, for the attempt's centre."""
    job = promised(db)
    assert (job.centre_id, job.key, job.arguments) == (world.riverside.id, attempt_id, {"attemptId": attempt_id})
    assert job.due_at == NOW + timedelta(minutes=10, seconds=15)


def test_exercise_without_limit_promises_nothing(student: Caller, db: Session, world: World) -> None:
    """Most have none."""
    student.start(world.course.exercises[4][0])
    assert db.scalars(sa.select(PendingJob)).all() == []


def test_saved_draft_is_handed_in_at_the_limit(
    run: Runtime, db: Session, world: World, attempt_id: str, events: Events
) -> None:
    """By the system, with the time of the limit; the room learns of it."""
    job = promised(db)
    run_job(run, world, job, job.due_at)
    done = stored(db, attempt_id)
    assert (done.status.value, done.score, done.submitted_at) == ("AUTO_GRADED", 5, NOW + timedelta(minutes=10))
    assert [event["type"] for event in events(world.session_id)] == ["exercise:started", "exercise:submitted"]
    audited = db.scalars(sa.select(AuditLog).where(AuditLog.action == "EXERCISE_SUBMIT")).one()
    assert (audited.user_id, audited.acting_role) == (None, None)


def test_job_that_comes_twice_does_it_once(
    run: Runtime, db: Session, world: World, attempt_id: str, events: Events
) -> None:
    """Jobs are enqueued at least once."""
    job = promised(db)
    for _ in range(2):
        run_job(run, world, job, job.due_at)
    assert len(events(world.session_id)) == 2


def test_job_that_comes_early_waits(run: Runtime, db: Session, world: World, attempt_id: str) -> None:
    """The deadline decides, not the job."""
    run_job(run, world, promised(db), NOW + timedelta(minutes=9))
    assert stored(db, attempt_id).status.value == "IN_PROGRESS"


def test_what_was_handed_in_before_stays(
    student: Caller, run: Runtime, db: Session, world: World, attempt_id: str
) -> None:
    """The job finds nothing to do."""
    student.submit(stored(db, attempt_id).exercise_id, wrong_answers(CHOICE))
    run_job(run, world, promised(db), NOW + timedelta(minutes=11))
    assert stored(db, attempt_id).score == 0


def test_unreadable_answer_of_a_draft_is_kept_and_earns_nothing(
    run: Runtime, db: Session, world: World, attempt_id: str
) -> None:
    """One answer of a wrong shape does not cost the others."""
    stored(db, attempt_id).answers = [RIGHT[0], {"questionIndex": 1, "answer": {"a": "b"}}]
    db.commit()
    run_job(run, world, promised(db), NOW + timedelta(minutes=11))
    done = stored(db, attempt_id)
    assert done.score == 5
    assert done.answers[1] == {"questionIndex": 1, "answer": {"a": "b"}, "isCorrect": False, "score": 0}
