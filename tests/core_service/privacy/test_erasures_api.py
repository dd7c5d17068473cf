"""A family leaves and asks to be forgotten: the supervisor looks at what goes, asks, and two weeks later it is gone.

Bad cases: a name is left somewhere; another child loses something; the append-only logs can be changed by other ways;
somebody is erased who still has lessons to give; nobody can take it back.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import redis
import sqlalchemy as sa
import sqlalchemy.exc
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.models import AttendanceRecord
from core_service.audit.models import AuditLog
from core_service.foundation.db import Base, DataScope
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser
from core_service.learners.models import AcademicProfileLog
from core_service.privacy.models import PersonErasure
from core_service.privacy.service.erasures import ERASE
from core_service.privacy.service.exports import MAKE_EXPORT
from core_service.sessions.models import SessionEvent, StudentSessionEnrollment
from core_service.work.models import ExerciseAttempt
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.privacy.conftest import NAME
from tests.factories import people
from tests.factories.people import TestPerson

ERASURES = "/api/privacy/erasures"
RunJobs = Callable[[str], int]


def ask(client: FlaskClient, who: TestPerson, person: TestPerson, **more: Any) -> Any:
    """That a person be forgotten."""
    return client.post(ERASURES, json={"personId": str(person.id)} | more, headers=who.headers)


def erase(client: FlaskClient, world: World, person: TestPerson, clock: FixedClock, run_jobs: RunJobs) -> str:
    """Asked for by Riverside's supervisor, and carried out when its time has come; its id."""
    asked = ask(client, world.riverside.supervisor, person)
    assert asked.status_code == 201, asked.text
    clock.advance(days=15)
    assert run_jobs(ERASE) == 1
    return str(json_of(asked)["id"])


def where_stands(db: Session, words: str) -> set[str]:
    """Every column of every table in which the words stand, whatever its type."""
    found = set()
    for table in Base.metadata.sorted_tables:
        for column in table.c:
            told = sa.cast(column, sa.Text).icontains(words, autoescape=True)
            if db.scalar(sa.select(sa.func.count()).select_from(table).where(told)):
                found.add(f"{table.name}.{column.name}")
    return found


def in_redis(client: redis.Redis, words: str) -> list[bytes]:
    """Every key that has the words in its name or value."""
    found = []
    for key in client.scan_iter():
        kind = client.type(key)
        value = client.hgetall(key) if kind == b"hash" else client.get(key) if kind == b"string" else b""
        if words.encode() in key + str(value).encode():
            found.append(key)
    return found


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("tutor", 403), ("parent", 403), ("student1", 403)])
@pytest.mark.parametrize(("method", "act"), [("GET", "/preview"), ("POST", ""), ("GET", "")])
def test_erasing_is_for_those_who_manage_people(
    client: FlaskClient, world: World, who: str | None, status: int, method: str, act: str
) -> None:
    """A family asks the centre."""
    headers = world.riverside.people[who].headers if who else {}
    body = {"personId": str(world.riverside.student1.id)}
    sent: dict[str, Any] = {"json": body} if method == "POST" else {"query_string": body if act else {}}
    assert client.open(ERASURES + act, method=method, headers=headers, **sent).status_code == status


def test_another_centres_people_look_like_none(client: FlaskClient, world: World) -> None:
    """404 for the person, the preview, the erasure and its end."""
    here, foreign = world.riverside, world.hillcrest.supervisor
    assert ask(client, foreign, here.student1).status_code == 404
    preview = {"personId": str(here.student1.id)}
    assert client.get(f"{ERASURES}/preview", query_string=preview, headers=foreign.headers).status_code == 404
    made = json_of(ask(client, here.supervisor, here.student1))["id"]
    assert client.get(f"{ERASURES}/{made}", headers=foreign.headers).status_code == 404
    assert client.post(f"{ERASURES}/{made}/cancel", headers=foreign.headers).status_code == 404


def test_what_goes_is_shown_beforehand(client: FlaskClient, world: World, known_child: UUID) -> None:
    """By kind, with numbers and whether rows go or lose their words."""
    query = {"personId": str(known_child)}
    answer = client.get(f"{ERASURES}/preview", query_string=query, headers=world.riverside.supervisor.headers)
    shown = {each["label"]: (each["fate"], each["rows"]) for each in json_of(answer)["whatGoes"]}
    assert shown["Notes on their work"] == ("DELETED", 4)
    assert shown["Answers"] == ("ANONYMISED", 1)
    assert shown["Sign-in"] == ("DELETED", 1)
    assert "Drafts" not in shown
    assert json_of(answer)["personName"] == NAME


def test_it_waits_and_can_be_taken_back(
    client: FlaskClient, world: World, db: Session, clock: FixedClock, known_child: UUID, run_jobs: RunJobs
) -> None:
    """Nothing happens before its time, nor after it was cancelled; asking twice is 409 until then."""
    here = world.riverside
    made = json_of(ask(client, here.supervisor, here.student1))
    assert made["dueAt"].startswith("2026-12-01")
    again = ask(client, here.admin, here.student1)
    assert (json_of(again)["code"], json_of(again)["erasureId"]) == ("erasure_waiting", made["id"])
    run_jobs(ERASE)
    assert where_stands(db, NAME)
    cancelled = client.post(f"{ERASURES}/{made['id']}/cancel", headers=here.supervisor.headers)
    assert json_of(cancelled)["status"] == "CANCELLED"
    clock.advance(days=15)
    run_jobs(ERASE)
    assert db.get_one(AppUser, known_child).name == NAME
    assert ask(client, here.supervisor, here.student1).status_code == 201


def test_an_erased_child_leaves_no_name_anywhere(
    client: FlaskClient,
    world: World,
    db: Session,
    run: Runtime,
    clock: FixedClock,
    known_child: UUID,
    run_jobs: RunJobs,
) -> None:
    """Not in any column of any table, nor in Redis, nor in a file."""
    child = world.riverside.student1
    before = where_stands(db, NAME)
    assert len(before) >= 10, before
    assert in_redis(run.redis, str(child.id))
    export = {"personId": str(child.id)}
    made = json_of(client.post("/api/privacy/exports", json=export, headers=world.riverside.supervisor.headers))
    run_jobs(MAKE_EXPORT)
    key = f"{world.riverside.id}/exports/{made['id']}.zip"
    assert b"".join(run.media.pieces(key))
    erase(client, world, child, clock, run_jobs)
    assert where_stands(db, NAME) == set()
    assert where_stands(db, "Zephyrine") == set()
    assert where_stands(db, child.email) == set()
    assert in_redis(run.redis, str(child.id)) == []
    assert client.get("/api/auth/me", headers=child.headers).status_code == 401
    with pytest.raises(Exception, match="no such file"):
        run.media.pieces(key)


def test_statistics_and_the_audit_stay(
    client: FlaskClient, world: World, db: Session, clock: FixedClock, known_child: UUID, run_jobs: RunJobs
) -> None:
    """Marks, scores, steps of levels, places and the order of the log, all by an id that tells nothing."""
    events = db.scalar(sa.select(sa.func.count()).select_from(SessionEvent))
    acts = db.scalars(sa.select(AuditLog.id).where(AuditLog.user_id == known_child)).all()
    places = db.scalar(sa.select(sa.func.count()).where(StudentSessionEnrollment.student_id == known_child))
    db.commit()
    erasure_id = erase(client, world, world.riverside.student1, clock, run_jobs)
    assert db.scalar(sa.select(sa.func.count()).select_from(SessionEvent)) == events
    assert set(acts) <= set(db.scalars(sa.select(AuditLog.id).where(AuditLog.user_id == known_child)))
    assert db.scalar(sa.select(sa.func.count()).where(StudentSessionEnrollment.student_id == known_child)) == places
    [attempt] = db.scalars(sa.select(ExerciseAttempt).where(ExerciseAttempt.student_id == known_child)).all()
    assert (attempt.answers, attempt.score is not None) == ([], True)
    [mark] = db.scalars(sa.select(AttendanceRecord).where(AttendanceRecord.student_id == known_child)).all()
    assert mark.status.value == "PRESENT"
    steps = db.scalars(sa.select(AcademicProfileLog).where(AcademicProfileLog.student_id == known_child)).all()
    assert {step.reason for step in steps} == {None}
    assert db.get_one(PersonErasure, UUID(erasure_id)).counts["tutor_note"] == 4


def test_nobody_else_loses_anything(
    client: FlaskClient, world: World, db: Session, clock: FixedClock, known_child: UUID, run_jobs: RunJobs
) -> None:
    """The classmate in the same lesson keeps level, place and name; the lesson's page goes on."""
    other = world.riverside.student2
    erase(client, world, world.riverside.student1, clock, run_jobs)
    assert db.get_one(AppUser, other.id).name == "Student2"
    shown = client.get(f"/api/students/{other.id}", headers=world.riverside.supervisor.headers)
    assert json_of(shown)["courses"][0]["level"]["level"] == 4
    dashboard = client.get(f"/api/sessions/{world.session_id}/dashboard", headers=world.riverside.tutor.headers)
    assert dashboard.status_code == 200
    assert client.get(f"/api/students/{known_child}", headers=world.riverside.supervisor.headers).status_code == 404


def test_a_second_run_does_nothing(
    client: FlaskClient, world: World, db: Session, clock: FixedClock, known_child: UUID, run_jobs: RunJobs
) -> None:
    """And what is done cannot be taken back."""
    erasure_id = erase(client, world, world.riverside.student1, clock, run_jobs)
    again = client.post(f"{ERASURES}/{erasure_id}/cancel", headers=world.riverside.supervisor.headers)
    assert (again.status_code, json_of(again)["code"]) == (409, "erasure_over")
    assert db.scalar(sa.select(sa.func.count()).where(AuditLog.action == "PERSON_ERASE")) == 1


def test_a_person_of_two_centres_stays_in_the_other(
    client: FlaskClient,
    world: World,
    db: Session,
    run: Runtime,
    clock: FixedClock,
    known_child: UUID,
    run_jobs: RunJobs,
) -> None:
    """Riverside forgets and no longer sees the name; Hillcrest keeps the person with their sign-in."""
    child, there = world.riverside.student1, world.hillcrest
    people.joins(db, there, child, Role.STUDENT)
    db.commit()
    erase(client, world, child, clock, run_jobs)
    assert where_stands(db, NAME) == {"app_user.name"}
    assert client.get("/api/auth/me", headers=child.headers).status_code == 200
    with run.database.open(DataScope(frozenset({world.riverside.id}))) as riverside:
        assert riverside.get(AppUser, child.id) is None
    with run.database.open(DataScope(frozenset({there.id}))) as hillcrest:
        assert hillcrest.get_one(AppUser, child.id).name == NAME


def test_adults_are_erased_by_those_above_them(
    client: FlaskClient, world: World, db: Session, clock: FixedClock, run_jobs: RunJobs
) -> None:
    """Not oneself, not an admin by a supervisor, nobody who still has lessons to give."""
    here = world.riverside
    assert ask(client, here.supervisor, here.supervisor).status_code == 403
    assert ask(client, here.supervisor, here.admin).status_code == 403
    teaching = ask(client, here.supervisor, here.tutor)
    assert (teaching.status_code, json_of(teaching)["code"], json_of(teaching)["lessons"]) == (409, "still_teaches", 1)
    erase(client, world, here.parent, clock, run_jobs)
    assert where_stands(db, here.parent.email) == set()
    assert db.get_one(AppUser, here.parent.id).name == "A former member"


def test_the_app_cannot_change_the_logs_otherwise(run: Runtime, world: World, known_child: UUID) -> None:
    """The owner's function refuses where no erasure of the person is running, and young audit stays."""
    with run.database.open(DataScope(frozenset({world.riverside.id}))) as db:
        for statement, match in (
            (sa.text("SELECT forget_in_logs(:it)"), "no erasure of this person is running"),
            (sa.text("SELECT forget_audit(:it, now() - interval '300 days')"), "kept for a year"),
            (sa.text("UPDATE session_event SET event = '{}' WHERE session_id = :it"), "permission denied"),
        ):
            with pytest.raises(sqlalchemy.exc.DBAPIError, match=match), db.begin_nested():
                db.execute(statement, {"it": known_child})


def test_an_erasure_reaches_only_its_own_centre(
    run: Runtime, client: FlaskClient, world: World, db: Session, known_child: UUID
) -> None:
    """Even the owner's function sees the centre's context alone."""
    ask(client, world.riverside.supervisor, world.riverside.student1)
    db.execute(sa.update(PersonErasure).values(status="RUNNING"))
    db.commit()
    forgetting = sa.text("SELECT forget_in_logs(:it)")
    with (
        run.database.open(DataScope(frozenset({world.hillcrest.id}))) as foreign,
        pytest.raises(sqlalchemy.exc.DBAPIError, match="no erasure"),
        foreign.begin_nested(),
    ):
        foreign.execute(forgetting, {"it": known_child})


def test_a_centre_lets_go_of_its_own_audit_alone(run: Runtime, world: World, db: Session) -> None:
    """Called from Hillcrest's context the owner's function finds nothing of Riverside's, however old."""
    here, there = world.riverside.id, world.hillcrest.id
    long_ago = NOW - timedelta(days=3000)
    old = new_id()
    db.add(
        AuditLog(id=old, centre_id=here, action="OLD", resource_type="AppUser", resource_id=old, created_at=long_ago)
    )
    db.commit()
    forgetting = sa.text("SELECT forget_audit(:centre, now() - interval '366 days')")
    kept = {}
    for context in (there, here):
        with run.database.transaction(DataScope(frozenset({context}))) as caller:
            caller.execute(forgetting, {"centre": here})
        kept[context] = db.scalar(sa.select(sa.func.count()).where(AuditLog.id == old))
    assert kept == {there: 1, here: 0}


def test_erasures_are_listed(client: FlaskClient, world: World, db: Session) -> None:
    """Newest first, of one's own centres."""
    here = world.riverside
    extra = people.person(db, here, "extra", Role.STUDENT, now=NOW)
    db.commit()
    for person in (here.student1, extra):
        ask(client, here.supervisor, person)
    items = json_of(client.get(ERASURES, headers=here.admin.headers))["items"]
    assert {each["personName"] for each in items} == {"Student1", "Extra"}
    query = {"personId": str(extra.id)}
    assert len(json_of(client.get(ERASURES, query_string=query, headers=here.admin.headers))["items"]) == 1
    assert json_of(client.get(ERASURES, headers=world.hillcrest.supervisor.headers))["items"] == []
