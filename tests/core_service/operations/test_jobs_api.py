"""Jobs for operators: seen with their errors, counted, tried again.

Good: a supervisor finds the letter that failed, sees why, and has it tried again. Bad: another centre's job, one that
is not given up, a wrong filter.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.db import FRANCHISE_ID, NOTHING
from core_service.foundation.jobs import ENQUEUE_AGAIN_AFTER
from core_service.foundation.models import JobProgress, PendingJob
from core_service.foundation.runtime import Runtime
from core_service.operations.rules import JobState, job_state
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.statements import statements_of
from tests.factories import people

STATES: dict[str, dict[str, Any]] = {
    "SCHEDULED": {"due_at": NOW + timedelta(hours=1)},
    "QUEUED": {"due_at": NOW},
    "RETRYING": {"due_at": NOW, "error": "OSError: away", "tries": 2},
    "FAILED": {"due_at": NOW, "error": "OSError: away", "tries": 5, "failed_at": NOW},
    "DONE": {"due_at": NOW, "done_at": NOW},
}


def promise(run: Runtime, centre_id: UUID, state: str, name: str = "test.job") -> UUID:
    """A job in this state."""
    job_id = new_id()
    with run.unit_of_work(NOTHING) as db:
        values = {"name": name, "centre_id": centre_id, "key": str(job_id), "arguments": {}} | STATES[state]
        db.add(PendingJob(id=job_id, created_at=NOW, **values))
    return job_id


def seen(client: FlaskClient, world: World, path: str = "?name=test.job", who: str = "supervisor") -> Any:
    """What somebody of Riverside sees."""
    return json_of(client.get(f"/api/jobs{path}", headers=world.riverside.people[who].headers))


def test_jobs_are_for_who_looks_after_the_centre(client: FlaskClient, world: World) -> None:
    """401 for nobody, 403 for tutors, students and parents."""
    assert client.get("/api/jobs").status_code == 401
    for who in ("tutor", "student1", "parent", "assessor"):
        assert client.get("/api/jobs", headers=world.riverside.people[who].headers).status_code == 403


def test_another_centres_job_looks_like_none(client: FlaskClient, run: Runtime, world: World) -> None:
    """Neither listed nor found nor tried again; the franchise's likewise."""
    headers = world.riverside.supervisor.headers
    for centre_id in (world.hillcrest.id, FRANCHISE_ID):
        job_id = promise(run, centre_id, "FAILED")
        assert seen(client, world)["items"] == []
        assert seen(client, world, f"?centreId={centre_id}")["items"] == []
        assert client.get(f"/api/jobs/{job_id}", headers=headers).status_code == 404
        assert client.post(f"/api/jobs/{job_id}/retry", headers=headers).status_code == 404


def test_super_admin_sees_the_franchises(client: FlaskClient, run: Runtime, world: World, db: Session) -> None:
    """With no centre's name."""
    with run.unit_of_work(world.everything) as one:
        franchise = people.TestCentre(FRANCHISE_ID, new_id())
        people.person(one, franchise, "super", Role.SUPER_ADMIN, now=NOW)
    job_id = promise(run, FRANCHISE_ID, "QUEUED")
    headers = franchise.people["super"].headers
    found = json_of(client.get("/api/jobs?name=test.job", headers=headers))["items"]
    assert [(each["id"], each["centreId"]) for each in found] == [(str(job_id), None)]


@pytest.mark.parametrize("state", list(STATES))
def test_state_is_told_and_filtered(client: FlaskClient, run: Runtime, world: World, state: str) -> None:
    """In words and in the database alike."""
    ids = {each: promise(run, world.riverside.id, each) for each in STATES}
    found = seen(client, world, f"?name=test.job&state={state}")["items"]
    assert [(each["id"], each["state"]) for each in found] == [(str(ids[state]), state)]


def test_counts_by_state(client: FlaskClient, run: Runtime, world: World) -> None:
    """Of the centres that one looks after."""
    before = {each["state"]: each["count"] for each in seen(client, world, "/counts")["items"]}
    for state in STATES:
        promise(run, world.riverside.id, state)
        promise(run, world.hillcrest.id, state)
    after = {each["state"]: each["count"] for each in seen(client, world, "/counts")["items"]}
    assert after == {state: count + 1 for state, count in before.items()}
    assert set(after) == set(STATES)


def test_failed_job_shows_why_and_is_tried_again(client: FlaskClient, run: Runtime, world: World, db: Session) -> None:
    """The next sweep takes it; it is on record who wanted it."""
    job_id = promise(run, world.riverside.id, "FAILED")
    assert seen(client, world, f"/{job_id}")["error"] == "OSError: away"
    headers = world.riverside.supervisor.headers
    again = json_of(client.post(f"/api/jobs/{job_id}/retry", headers=headers))
    assert (again["state"], again["tries"], again["failedAt"]) == ("RETRYING", 0, None)
    acts = sa.select(AuditLog.action).where(AuditLog.resource_id == job_id)
    assert db.scalars(acts).all() == ["JOB_RETRY"]
    twice = client.post(f"/api/jobs/{job_id}/retry", headers=headers)
    assert (twice.status_code, json_of(twice)["code"]) == (409, "not_given_up")


@pytest.mark.parametrize("state", ["SCHEDULED", "QUEUED", "RETRYING", "DONE"])
def test_only_what_was_given_up_is_tried_again(client: FlaskClient, run: Runtime, world: World, state: str) -> None:
    """409: anything else is done, or comes by itself."""
    job_id = promise(run, world.riverside.id, state)
    answer = client.post(f"/api/jobs/{job_id}/retry", headers=world.riverside.supervisor.headers)
    assert (answer.status_code, json_of(answer)["code"]) == (409, "not_given_up")


def test_failed_job_says_when_it_comes_again(client: FlaskClient, run: Runtime, world: World) -> None:
    """A letter that rests for an hour; nothing for one that is on its way, or was given up."""
    at = NOW + timedelta(hours=1)
    resting, others = promise(run, world.riverside.id, "RETRYING"), ("QUEUED", "RETRYING", "FAILED", "DONE")
    with run.unit_of_work(NOTHING) as db:
        db.get_one(PendingJob, resting).enqueued_at = at - ENQUEUE_AGAIN_AFTER
    shown = seen(client, world, f"/{resting}")
    assert (shown["state"], datetime.fromisoformat(shown["nextTryAt"])) == ("RETRYING", at)
    for state in others:
        assert seen(client, world, f"/{promise(run, world.riverside.id, state)}")["nextTryAt"] is None


def test_long_job_shows_how_far_it_is(client: FlaskClient, run: Runtime, world: World) -> None:
    """Others tell nothing."""
    job_id, other = promise(run, world.riverside.id, "QUEUED"), promise(run, world.riverside.id, "QUEUED")
    with run.unit_of_work(world.everything) as one:
        one.add(JobProgress(job_id=job_id, progress=3, total=12, updated_at=NOW))
    shown = {each["id"]: (each["progress"], each["total"]) for each in seen(client, world)["items"]}
    assert shown == {str(job_id): (3, 12), str(other): (None, None)}


def test_pages_are_whole(client: FlaskClient, run: Runtime, world: World) -> None:
    """Each job once, and no more statements for more of them."""
    ids = {str(promise(run, world.riverside.id, state)) for state in STATES}
    found, cursor = set[str](), ""
    answer: dict[str, Any] = {}
    for _ in range(3):
        answer = seen(client, world, f"?name=test.job&limit=2{cursor}")
        found |= {each["id"] for each in answer["items"]}
        cursor = f"&cursor={answer['nextCursor']}"
    assert found == ids
    counts = []
    for limit in (1, 5):
        with statements_of(run) as statements:
            seen(client, world, f"?name=test.job&limit={limit}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("wrong", ["state=LOST", "limit=0", "centreId=1", "cursor=x", "name="])
def test_wrong_filter_is_named(client: FlaskClient, world: World, wrong: str) -> None:
    """422 with its path."""
    answer = client.get(f"/api/jobs?{wrong}", headers=world.riverside.supervisor.headers)
    assert answer.status_code == 422
    assert [each["path"] for each in json_of(answer)["errors"]] == [wrong.partition("=")[0]]


def test_done_wins_over_everything() -> None:
    """A job that failed, was tried again by hand and is done, is done."""
    at: datetime = NOW
    assert job_state(due_at=at, done_at=at, failed_at=None, error="earlier", now=at) is JobState.DONE
