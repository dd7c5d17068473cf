"""Waiting for a place: first come, first served; what is offered is kept for a while, then goes on to the next."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.foundation.db import DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.sessions.jobs import end_offer
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service.offers import EXPIRE_OFFER
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.sessions.conftest import Send
from tests.core_service.statements import statements_of
from tests.factories import content, people, sessions
from tests.factories.people import TestPerson

TUESDAY = NOW + timedelta(days=7)


@pytest.fixture
def third(db: Session, world: World) -> TestPerson:
    """One more student of Riverside's."""
    made = people.person(db, world.riverside, "student3", Role.STUDENT, now=NOW, school_grade=6)
    content.place_at(db, world.riverside, made, world.course, 4, by=world.riverside.assessor, now=NOW)
    db.commit()
    return made


@pytest.fixture
def full(db: Session, world: World) -> UUID:
    """Next week's session with one place, which the second student has."""
    where = world.riverside
    made = sessions.session(
        db,
        where,
        where.tutor2,
        starts_at=TUESDAY,
        status=SessionStatus.SCHEDULED,
        students=[(where.student2, world.course)],
        max_capacity=1,
    )
    db.commit()
    return made


def wait(send: Send, world: World, session_id: UUID, student: TestPerson) -> Any:
    """By the supervisor."""
    body = {"studentId": str(student.id), "courseId": str(world.course.id)}
    return send("POST", f"/api/sessions/{session_id}/waitlist", body)


def free_the_place(send: Send, db: Session, session_id: UUID, student: TestPerson) -> None:
    """The student leaves."""
    place = StudentSessionEnrollment
    found = sa.select(place.id).where(place.session_id == session_id, place.student_id == student.id)
    assert send("DELETE", f"/api/enrollments/{db.scalars(found).one()}").status_code == 204


def own(send: Send, who: str) -> list[tuple[str, str]]:
    """What somebody sees of their own waiting: student and status."""
    items = json_of(send("GET", "/api/waitlist", who=who))["items"]
    return [(item["student"]["name"], item["status"]) for item in items]


def test_only_planners_put_somebody_in_line(client: FlaskClient, send: Send, world: World, full: UUID) -> None:
    """401, 403, and 404 from another centre."""
    url, body = f"/api/sessions/{full}/waitlist", {"studentId": str(world.riverside.student1.id)}
    body["courseId"] = str(world.course.id)
    assert client.post(url, json=body).status_code == 401
    assert send("POST", url, body, "tutor2").status_code == 403
    assert client.post(url, json=body, headers=world.hillcrest.supervisor.headers).status_code == 404


def test_a_place_that_is_free_is_offered_first_come_first(
    send: Send, world: World, db: Session, full: UUID, third: TestPerson
) -> None:
    """Two wait; one place; the first is offered it, takes it, and the other waits on."""
    first = json_of(wait(send, world, full, world.riverside.student1))
    assert wait(send, world, full, third).status_code == 201
    assert first["status"] == "WAITING"
    assert json_of(send("POST", f"/api/waitlist/{first['id']}/accept", {}, "student1"))["code"] == "nothing_offered"
    free_the_place(send, db, full, world.riverside.student2)
    assert (own(send, "student1"), own(send, "student3")) == ([("Student1", "OFFERED")], [("Student3", "WAITING")])
    taken = send("POST", f"/api/waitlist/{first['id']}/accept", {}, "student1")
    assert (taken.status_code, json_of(taken)["studentId"]) == (201, str(world.riverside.student1.id))
    line = json_of(send("GET", f"/api/sessions/{full}/waitlist"))["items"]
    assert [(item["student"]["name"], item["status"]) for item in line] == [("Student3", "WAITING")]


def test_what_is_offered_is_kept(send: Send, world: World, db: Session, full: UUID, third: TestPerson) -> None:
    """Nobody else gets the place meanwhile."""
    wait(send, world, full, world.riverside.student1)
    free_the_place(send, db, full, world.riverside.student2)
    body = {"studentId": str(third.id), "courseId": str(world.course.id)}
    assert json_of(send("POST", f"/api/sessions/{full}/enrollments", body))["code"] == "session_full"


def test_a_parent_decides_for_their_child_alone(
    send: Send, world: World, db: Session, full: UUID, third: TestPerson
) -> None:
    """They see and take their own child's offer; another family's looks like none."""
    ours = json_of(wait(send, world, full, world.riverside.student1))
    theirs = json_of(wait(send, world, full, third))
    free_the_place(send, db, full, world.riverside.student2)
    assert own(send, "parent") == [("Student1", "OFFERED")]
    assert send("POST", f"/api/waitlist/{theirs['id']}/accept", {}, "parent").status_code == 404
    assert send("POST", f"/api/waitlist/{theirs['id']}/leave", {}, "student1").status_code == 404
    assert send("POST", f"/api/waitlist/{ours['id']}/accept", {}, "parent").status_code == 201


def test_who_declines_makes_way(send: Send, world: World, db: Session, full: UUID, third: TestPerson) -> None:
    """The next is offered the place at once; leaving twice is leaving once."""
    first = json_of(wait(send, world, full, world.riverside.student1))
    wait(send, world, full, third)
    free_the_place(send, db, full, world.riverside.student2)
    for _ in range(2):
        left = send("POST", f"/api/waitlist/{first['id']}/leave", {}, "student1")
        assert (left.status_code, json_of(left)["status"]) == (200, "LEFT")
    assert (own(send, "student1"), own(send, "student3")) == ([], [("Student3", "OFFERED")])
    assert json_of(wait(send, world, full, world.riverside.student1))["status"] == "WAITING"


def test_an_offer_that_nobody_takes_goes_on(
    run: Runtime, send: Send, world: World, db: Session, full: UUID, third: TestPerson, clock: FixedClock
) -> None:
    """After a day, by the promised job; before that, and for the second time, the job changes nothing."""
    first = json_of(wait(send, world, full, world.riverside.student1))
    wait(send, world, full, third)
    free_the_place(send, db, full, world.riverside.student2)
    job = db.scalars(sa.select(PendingJob).where(PendingJob.name == EXPIRE_OFFER)).one()
    assert (job.arguments, job.due_at) == ({"entryId": first["id"]}, NOW + timedelta(hours=24))
    for hours, statuses in ((23, "OFFERED"), (24, None), (24, None)):
        clock.move_to(NOW + timedelta(hours=hours))
        with run.unit_of_work(DataScope(frozenset({world.riverside.id}))) as work:
            end_offer(work, job.arguments, now=clock.now())
        assert own(send, "student1") == ([("Student1", statuses)] if statuses else [])
    assert own(send, "student3") == [("Student3", "OFFERED")]
    late = send("POST", f"/api/waitlist/{first['id']}/accept", {}, "student1")
    assert json_of(late)["code"] == "nothing_offered"


def test_a_higher_capacity_is_offered(send: Send, world: World, full: UUID, third: TestPerson) -> None:
    """To as many as there are places; a place that is free already is offered on joining."""
    wait(send, world, full, world.riverside.student1)
    assert send("PATCH", f"/api/sessions/{full}", {"maxCapacity": 3}).status_code == 200
    assert own(send, "student1") == [("Student1", "OFFERED")]
    assert json_of(wait(send, world, full, third))["status"] == "OFFERED"


def test_who_sits_there_need_not_wait(send: Send, world: World, full: UUID) -> None:
    """409; a stranger and a foreign student are 422 alike; a session that is over is waited for by nobody."""
    assert json_of(wait(send, world, full, world.riverside.student2))["code"] == "already_enrolled"
    foreign = wait(send, world, full, world.hillcrest.student1)
    assert (foreign.status_code, json_of(foreign)["errors"][0]["path"]) == (422, "studentId")
    assert send("POST", f"/api/sessions/{full}/cancel", {}).status_code == 200
    assert json_of(wait(send, world, full, world.riverside.student1))["code"] == "wrong_session_status"


def test_planners_see_all_who_wait_in_their_centre(
    send: Send, world: World, db: Session, full: UUID, third: TestPerson
) -> None:
    """UI 9: first come first; another centre's planner sees none of them, and who teaches only may not ask."""
    wait(send, world, full, world.riverside.student1)
    wait(send, world, full, third)
    assert own(send, "supervisor") == [("Student1", "WAITING"), ("Student3", "WAITING")]
    path = f"/api/sessions/{full}/waitlist"
    assert send("GET", "/api/waitlist", who="tutor").status_code == send("GET", path, who="tutor").status_code == 403
    assert own(send, "student1") == [("Student1", "WAITING")]


def test_who_waits_is_narrowed_to_a_class(send: Send, world: World, db: Session, full: UUID) -> None:
    """UI 9: those who wait for a session that was planned for the class."""
    wait(send, world, full, world.riverside.student1)
    made = json_of(send("POST", "/api/academic/classes", {"name": "Writers"}))
    path = f"/api/waitlist?cohortId={made['id']}"
    assert json_of(send("GET", path))["items"] == []
    db.get_one(TutoringSession, full).cohort_id = UUID(made["id"])
    db.commit()
    assert [item["student"]["name"] for item in json_of(send("GET", path))["items"]] == ["Student1"]


def test_the_line_is_read_in_as_many_statements_however_long(
    run: Runtime, send: Send, world: World, full: UUID, more_students: list[TestPerson]
) -> None:
    """And paged."""
    wait(send, world, full, more_students[0])
    with statements_of(run) as short:
        send("GET", f"/api/sessions/{full}/waitlist")
    for each in more_students[1:]:
        wait(send, world, full, each)
    with statements_of(run) as long:
        first = json_of(send("GET", f"/api/sessions/{full}/waitlist?limit=10"))
    assert len(short) == len(long)
    rest = json_of(send("GET", f"/api/sessions/{full}/waitlist?limit=10&cursor={first['nextCursor']}"))
    names = [item["student"]["name"] for item in first["items"] + rest["items"]]
    assert (names, rest["nextCursor"]) == ([each.name for each in more_students], None)


def test_who_is_given_a_place_by_hand_waits_no_more(send: Send, world: World, db: Session, full: UUID) -> None:
    """A planner makes room and books the student at once: no offer of what they have, and no line in the list."""
    where = world.riverside
    assert wait(send, world, full, where.student1).status_code == 201
    db.get_one(TutoringSession, full).max_capacity = 2
    db.commit()
    body = {"studentId": str(where.student1.id), "courseId": str(world.course.id)}
    assert send("POST", f"/api/sessions/{full}/enrollments", body).status_code == 201
    assert own(send, "student1") == []
    assert json_of(send("GET", f"/api/sessions/{full}/waitlist"))["items"] == []


def test_nobody_waits_for_what_is_called_off_or_over(
    send: Send, world: World, db: Session, full: UUID, third: TestPerson, clock: FixedClock
) -> None:
    """It goes from the lists of those who wait and of those who plan."""
    wait(send, world, full, world.riverside.student1)
    assert own(send, "student1") == [("Student1", "WAITING")]
    clock.advance(days=8)
    assert own(send, "student1") == own(send, "supervisor") == []
    clock.advance(days=-8)
    assert send("POST", f"/api/sessions/{full}/cancel", {}).status_code == 200
    assert own(send, "student1") == own(send, "supervisor") == []
