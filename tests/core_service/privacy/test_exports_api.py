"""A parent asks for all that is known of their child, waits a moment, and opens a ZIP that they can read.

Bad cases: another family's child; staff notes in a family's file; a link that somebody else opens days later.
"""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.models import JobProgress, PendingJob
from core_service.identity.models import GuardianLink
from core_service.privacy.service.exports import EXPIRE_EXPORT, MAKE_EXPORT
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.privacy.conftest import NAME
from tests.factories import people
from tests.factories.people import TestPerson

EXPORTS = "/api/privacy/exports"
RunJobs = Callable[[str], int]


def ask(client: FlaskClient, who: TestPerson, person: TestPerson, **more: Any) -> Any:
    """For a person's export."""
    return client.post(EXPORTS, json={"personId": str(person.id)} | more, headers=who.headers)


def exported(client: FlaskClient, who: TestPerson, person: TestPerson, run_jobs: RunJobs) -> dict[str, Any]:
    """The files of the ZIP that the person gets."""
    export = json_of(ask(client, who, person))
    assert run_jobs(MAKE_EXPORT) == 1
    ready = json_of(client.get(f"{EXPORTS}/{export['id']}", headers=who.headers))
    assert (ready["status"], ready["progressPct"]) == ("READY", 100)
    answer = client.get(ready["downloadUrl"])
    assert (answer.status_code, len(answer.data)) == (200, ready["sizeBytes"])
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_anonymous_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.post(EXPORTS, json={"personId": str(world.riverside.student1.id)}).status_code == 401


def test_not_too_many_in_an_hour(client: FlaskClient, world: World) -> None:
    """Thirty; then 429 with the time to wait."""
    here = world.riverside
    answers = [ask(client, here.supervisor, here.student1) for _ in range(31)]
    assert [each.status_code for each in answers] == [201, *[200] * 29, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("supervisor", 201), ("admin", 201), ("parent", 201), ("student1", 201), ("tutor", 403), ("student2", 404)],
)
def test_who_may_ask_about_a_child(client: FlaskClient, world: World, who: str, status: int) -> None:
    """Those who manage students, the parents, the child; staff who do not see the person, and are told so."""
    assert ask(client, world.riverside.people[who], world.riverside.student1).status_code == status


def test_foreign_people_look_like_none(client: FlaskClient, world: World) -> None:
    """Another centre's, another family's; and what somebody else asked for."""
    here, there = world.riverside, world.hillcrest
    for who in (there.supervisor, there.parent):
        assert ask(client, who, here.student1).status_code == 404
    assert ask(client, here.parent, here.student2).status_code == 404
    made = json_of(ask(client, here.parent, here.student1))["id"]
    for who in (there.supervisor, here.tutor, here.student2):
        assert client.get(f"{EXPORTS}/{made}", headers=who.headers).status_code == 404


def test_an_adult_is_for_those_who_manage_the_centre(client: FlaskClient, world: World) -> None:
    """And for themselves."""
    here = world.riverside
    assert ask(client, here.supervisor, here.tutor).status_code == 201
    assert ask(client, here.tutor, here.tutor).status_code == 201
    assert ask(client, here.tutor2, here.tutor).status_code == 403


def test_staff_get_everything(client: FlaskClient, world: World, known_child: UUID, run_jobs: RunJobs) -> None:
    """All kinds of records, readable, without secrets; other people by their ids only."""
    files = exported(client, world.riverside.supervisor, world.riverside.student1, run_jobs)
    assert json.loads(files["app_user.json"])[0]["name"] == NAME
    notes = {note["visibility"] for note in json.loads(files["tutor_note.json"])}
    assert notes == {"private", "staff", "parent"}
    [attempt] = json.loads(files["exercise_attempt.json"])
    assert attempt["answers"][0]["answer"] == NAME[:10]
    assert [change["reason"] for change in json.loads(files["academic_profile_log.json"])][-1] == f"{NAME} is quick"
    whole = "".join(files.values())
    assert "password_hash" not in whole
    assert "token_hash" not in whole
    for other in (world.riverside.tutor, world.riverside.student2):
        assert other.email not in whole


def test_a_family_gets_no_staff_notes(
    client: FlaskClient, world: World, db: Session, known_child: UUID, run_jobs: RunJobs
) -> None:
    """Neither notes nor reasons between staff, nor the other parent's thread and address (C45)."""
    here = world.riverside
    other = people.person(db, here, "other_parent", Role.PARENT, now=NOW)
    people.guardian(db, here, other, here.student1)
    db.commit()
    body = {"studentId": str(known_child), "text": "between us"}
    assert client.post("/api/threads", json=body, headers=other.headers).status_code == 201
    files = exported(client, here.parent, here.student1, run_jobs)
    assert [note["visibility"] for note in json.loads(files["tutor_note.json"])] == ["parent"]
    assert "reason" not in json.loads(files["academic_profile_log.json"])[0]
    assert "notes" not in json.loads(files["subject_assessment.json"])[0]
    assert f"How is {NAME}?" in files["thread_message.json"]
    whole = "".join(files.values())
    assert "between us" not in whole
    assert str(other.id) not in whole


def test_what_an_adult_did_is_listed_by_ids(
    client: FlaskClient, world: World, known_child: UUID, run_jobs: RunJobs
) -> None:
    """A tutor's own file names no child and no words about one."""
    files = exported(client, world.riverside.tutor, world.riverside.tutor, run_jobs)
    acts = json.loads(files["acts.json"])
    assert {("tutor_note", "tutor_id"), ("attendance_record", "marked_by_id")} <= {
        (act["table"], act["as"]) for act in acts
    }
    assert NAME not in "".join(files.values())


def test_asking_twice_makes_one(client: FlaskClient, world: World, db: Session, run_jobs: RunJobs) -> None:
    """While it is being made; the job that comes twice makes one file; it is on record."""
    here = world.riverside
    first, again = ask(client, here.parent, here.student1), ask(client, here.parent, here.student1)
    assert (again.status_code, json_of(again)["id"]) == (200, json_of(first)["id"])
    assert run_jobs(MAKE_EXPORT) == 1
    assert db.scalar(sa.select(sa.func.count()).where(AuditLog.action == "PERSON_EXPORT")) == 1


def test_progress_is_seen_while_it_is_made(client: FlaskClient, world: World, db: Session) -> None:
    """In whole percent, before the job has ended."""
    here = world.riverside
    made = json_of(ask(client, here.parent, here.student1))
    assert (made["status"], made["progressPct"], made["downloadUrl"]) == ("PENDING", 0, None)
    job_id = db.scalars(sa.select(PendingJob.id).where(PendingJob.key == made["id"])).one()
    db.add(JobProgress(job_id=job_id, progress=2, total=5, updated_at=NOW))
    db.commit()
    shown = json_of(client.get(f"{EXPORTS}/{made['id']}", headers=here.parent.headers))
    assert (shown["status"], shown["progressPct"]) == ("RUNNING", 40)


def test_the_job_tells_how_far_it_is(client: FlaskClient, world: World, db: Session, run_jobs: RunJobs) -> None:
    """One step for each kind of record."""
    made = json_of(ask(client, world.riverside.parent, world.riverside.student1))["id"]
    run_jobs(MAKE_EXPORT)
    told = sa.select(JobProgress).join(PendingJob, PendingJob.id == JobProgress.job_id).where(PendingJob.key == made)
    progress = db.scalars(told).one()
    assert 1 < progress.progress <= progress.total


def test_a_file_goes_after_a_week(client: FlaskClient, world: World, clock: FixedClock, run_jobs: RunJobs) -> None:
    """And its link after minutes; the record that it was made stays."""
    here = world.riverside
    made = json_of(ask(client, here.parent, here.student1))["id"]
    run_jobs(MAKE_EXPORT)
    link = json_of(client.get(f"{EXPORTS}/{made}", headers=here.parent.headers))["downloadUrl"]
    clock.advance(minutes=10)
    assert client.get(link).status_code == 404
    clock.advance(days=8)
    assert run_jobs(EXPIRE_EXPORT) == 1
    shown = json_of(client.get(f"{EXPORTS}/{made}", headers=here.parent.headers))
    assert (shown["status"], shown["downloadUrl"]) == ("EXPIRED", None)
    assert client.get(link).status_code == 404


def test_an_unlinked_parent_gets_no_file(client: FlaskClient, world: World, db: Session, run_jobs: RunJobs) -> None:
    """Though they had asked for it."""
    made = json_of(ask(client, world.riverside.parent, world.riverside.student1))["id"]
    run_jobs(MAKE_EXPORT)
    db.execute(sa.delete(GuardianLink))
    db.commit()
    assert client.get(f"{EXPORTS}/{made}", headers=world.riverside.parent.headers).status_code == 404


def test_a_person_of_two_centres_says_which(client: FlaskClient, world: World, db: Session) -> None:
    """Each centre gives out what it knows."""
    tutor = world.riverside.tutor
    people.joins(db, world.hillcrest, tutor, Role.PARENT)
    db.commit()
    assert json_of(ask(client, tutor, tutor))["code"] == "choose_centre"
    made = ask(client, tutor, tutor, centreId=str(world.hillcrest.id))
    assert json_of(made)["centreId"] == str(world.hillcrest.id)


def test_exports_are_listed_for_those_who_may(client: FlaskClient, world: World) -> None:
    """One's own, and all of the centres that one manages."""
    here = world.riverside
    ask(client, here.parent, here.student1)
    ask(client, here.tutor, here.tutor)
    for who, count in ((here.parent, 1), (here.tutor, 1), (here.supervisor, 2), (world.hillcrest.supervisor, 0)):
        assert len(json_of(client.get(EXPORTS, headers=who.headers))["items"]) == count
