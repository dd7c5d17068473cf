"""Marking a room in one request.

The good case: everyone is marked at once, absent students have their work. The bad ones: one row that does not fit
refuses all of them; strangers, other centres, doubled rows.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.models import AttendanceRecord, CatchUpItem, CatchUpPackage
from core_service.audit.models import AuditLog
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.sessions.models import SessionEvent, TutoringSession
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.statements import statements_of
from tests.factories import content, people, sessions
from tests.factories.people import TestPerson


def bulk(client: FlaskClient, world: World, who: TestPerson, *records: Any, **body: Any) -> Any:
    """Of Riverside's running session, unless told otherwise."""
    wanted = {"sessionId": str(world.session_id), "records": list(records)} | body
    return client.post("/api/academic/attendance/bulk", headers=who.headers, json=wanted)


def row(student: TestPerson | UUID, status: str | None, **more: Any) -> dict[str, Any]:
    """One student's."""
    return {"studentId": str(student.id if isinstance(student, TestPerson) else student), "status": status} | more


def count(db: Session, table: Any, *conditions: Any) -> int:
    """Rows of a table."""
    return db.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0


def test_anonymous_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.post("/api/academic/attendance/bulk", json={}).status_code == 401


@pytest.mark.parametrize("who", ["student1", "parent", "assessor"])
def test_wrong_role_is_refused(client: FlaskClient, world: World, who: str) -> None:
    """403, naming the permission."""
    answer = bulk(client, world, world.riverside.people[who], row(world.riverside.student1, "PRESENT"))
    assert (answer.status_code, json_of(answer)["permissions"]) == (403, ["ATTENDANCE_MARK"])


def test_wrong_centre_sees_nothing(client: FlaskClient, world: World) -> None:
    """404, as for a session that does not exist."""
    answer = bulk(client, world, world.hillcrest.tutor, row(world.riverside.student1, "PRESENT"))
    assert answer.status_code == 404


def test_another_tutor_has_no_say(client: FlaskClient, world: World) -> None:
    """403."""
    answer = bulk(client, world, world.riverside.tutor2, row(world.riverside.student1, "PRESENT"))
    assert (answer.status_code, json_of(answer)["code"]) == (403, "relation_missing")


def test_room_is_marked_at_once(client: FlaskClient, world: World, db: Session) -> None:
    """The marks come back in their order; each has its event, its audit row, and its reward."""
    one, two = world.riverside.student1, world.riverside.student2
    answer = bulk(client, world, world.riverside.tutor, row(two, "LATE", notes="Bus"), row(one, "PRESENT"))
    assert answer.status_code == 200
    assert [(each["studentId"], each["status"], each["note"]) for each in json_of(answer)["records"]] == [
        (str(two.id), "LATE", "Bus"),
        (str(one.id), "PRESENT", None),
    ]
    events = db.scalars(sa.select(SessionEvent).order_by(SessionEvent.seq)).all()
    assert [(event.seq, event.event["status"]) for event in events] == [(1, "LATE"), (2, "PRESENT")]
    assert [event.member_ids for event in events] == [[two.id], [one.id]]
    assert count(db, AuditLog, AuditLog.action == "ATTENDANCE_MARK") == 2
    assert count(db, PendingJob, PendingJob.name == "rewards.attendance") == 2
    assert count(db, CatchUpPackage) == 0


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        ({"status": "HERE"}, "records.1.status"),
        ({"status": None, "notes": 5}, "records.1.notes"),
        ({"status": "PRESENT", "mood": "good"}, "records.1.mood"),
        ({"status": "PRESENT", "studentId": "nobody"}, "records.1.studentId"),
    ],
)
def test_bad_row_refuses_all(client: FlaskClient, world: World, db: Session, bad: dict[str, Any], path: str) -> None:
    """422 with its path; nothing is marked."""
    second = row(world.riverside.student2, "PRESENT") | bad
    answer = bulk(client, world, world.riverside.tutor, row(world.riverside.student1, "ABSENT"), second)
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, path)
    assert count(db, AttendanceRecord) == count(db, CatchUpPackage) == count(db, SessionEvent) == 0


def test_strangers_and_doubled_rows_refuse_all(client: FlaskClient, world: World, db: Session) -> None:
    """422: a student of another centre, and one who is named twice, each with the place of the row."""
    one = world.riverside.student1
    answer = bulk(
        client,
        world,
        world.riverside.tutor,
        row(one, "PRESENT"),
        row(world.hillcrest.student1, "PRESENT"),
        row(one, "ABSENT"),
    )
    assert answer.status_code == 422
    assert [error["path"] for error in json_of(answer)["errors"]] == ["records.1.studentId", "records.2.studentId"]
    assert count(db, AttendanceRecord) == 0


@pytest.mark.parametrize("records", [[], None, "all", [None], [[]]])
def test_records_that_are_none(client: FlaskClient, world: World, records: object) -> None:
    """422."""
    assert bulk(client, world, world.riverside.tutor, records=records).status_code == 422


def test_parent_is_told_after_a_while(client: FlaskClient, world: World, db: Session) -> None:
    """15 minutes after the mark, for ABSENT only; the job's runner looks whether it still holds."""
    one, two = world.riverside.student1, world.riverside.student2
    bulk(client, world, world.riverside.tutor, row(one, "ABSENT"), row(two, "EXCUSED"))
    job = db.scalars(sa.select(PendingJob).where(PendingJob.name == "notifications.absence")).one()
    assert job.due_at == NOW + timedelta(minutes=15)
    assert job.arguments == {"sessionId": str(world.session_id), "studentId": str(one.id)}


def test_statements_do_not_grow_with_the_room(client: FlaskClient, world: World, db: Session, run: Runtime) -> None:
    """Two absent students or ten: the same number of statements, packages included."""
    session = db.get_one(TutoringSession, world.session_id)
    more = [people.person(db, world.riverside, f"more{n}", Role.STUDENT, now=NOW, school_grade=6) for n in range(8)]
    other = content.course(db, readings=True)
    for number, student in enumerate(more):
        content.place_at(db, world.riverside, student, world.course, 4, by=world.riverside.assessor, now=NOW)
        sessions.enrollment(db, session, student, world.course if number % 2 else other, seat=f"C{number}")
    db.commit()
    counts = []
    for students in ([world.riverside.student1, world.riverside.student2], more):
        with statements_of(run) as sent:
            records = [row(each, "ABSENT") for each in students]
            assert bulk(client, world, world.riverside.tutor, *records).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] < 45
    assert count(db, CatchUpPackage) == 10
    assert count(db, CatchUpItem) >= 10
