"""Marking one student.

The good case: the tutor marks, both courses of the student follow, the room learns of it. The bad ones: people who
have nothing to do with the session, students who are not in it, values that do not exist.
"""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.audit.models import AuditLog
from core_service.sessions.models import SessionEvent, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from tests.core_service.conftest import NOW, World, json_of
from tests.factories import content, sessions
from tests.factories.people import TestPerson


def mark(client: FlaskClient, world: World, who: TestPerson, **body: Any) -> Any:
    """Of Riverside's first student, unless told otherwise."""
    wanted = {"studentId": str(world.riverside.student1.id), "status": "PRESENT"} | body
    return client.post(f"/api/sessions/{world.session_id}/attendance", headers=who.headers, json=wanted)


def places(db: Session, world: World) -> list[StudentSessionEnrollment]:
    """Of the first student in the session."""
    return list(
        db.scalars(
            sa.select(StudentSessionEnrollment)
            .where(
                StudentSessionEnrollment.session_id == world.session_id,
                StudentSessionEnrollment.student_id == world.riverside.student1.id,
            )
            .execution_options(populate_existing=True)
        )
    )


def test_anonymous_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.post(f"/api/sessions/{world.session_id}/attendance", json={}).status_code == 401


@pytest.mark.parametrize("who", ["student1", "parent", "assessor"])
def test_wrong_role_is_refused(client: FlaskClient, world: World, who: str) -> None:
    """403, naming the permission."""
    answer = mark(client, world, world.riverside.people[who])
    assert (answer.status_code, json_of(answer)["permissions"]) == (403, ["ATTENDANCE_MARK"])


def test_wrong_centre_sees_nothing(client: FlaskClient, world: World) -> None:
    """404, as for a session that does not exist."""
    assert mark(client, world, world.hillcrest.tutor).status_code == 404


def test_another_tutor_has_no_say(client: FlaskClient, world: World) -> None:
    """403: sees the session, lacks the relation."""
    answer = mark(client, world, world.riverside.tutor2)
    assert (answer.status_code, json_of(answer)["code"]) == (403, "relation_missing")


@pytest.mark.parametrize("status", ["HERE", "", 5, {}, ["PRESENT"]])
def test_unknown_status_is_refused(client: FlaskClient, world: World, status: object) -> None:
    """422 with its path."""
    answer = mark(client, world, world.riverside.tutor, status=status)
    assert answer.status_code == 422
    assert json_of(answer)["errors"][0]["path"] == "status"


def test_stranger_cannot_be_marked(client: FlaskClient, world: World) -> None:
    """422: a student of the other centre is not enrolled."""
    answer = mark(client, world, world.riverside.tutor, studentId=str(world.hillcrest.student1.id))
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, "studentId")


def test_cancelled_session_cannot_be_marked(client: FlaskClient, world: World, db: Session) -> None:
    """409."""
    db.get_one(TutoringSession, world.session_id).status = SessionStatus.CANCELLED
    db.commit()
    assert mark(client, world, world.riverside.tutor).status_code == 409


@pytest.mark.parametrize("who", ["tutor", "supervisor", "admin"])
def test_staff_of_the_session_mark(client: FlaskClient, world: World, db: Session, who: str) -> None:
    """The room learns it, the booking follows, the audit says as what they acted."""
    person = world.riverside.people[who]
    answer = mark(client, world, person, status="LATE", note="Missed the bus")
    assert answer.status_code == 200
    assert json_of(answer)["status"] == "LATE"
    assert json_of(answer)["note"] == "Missed the bus"
    event = db.scalars(sa.select(SessionEvent).where(SessionEvent.session_id == world.session_id)).one()
    student_id = str(world.riverside.student1.id)
    assert event.event == {"type": "attendance:marked", "studentId": student_id, "status": "LATE"}
    assert event.member_ids == [world.riverside.student1.id]
    row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "ATTENDANCE_MARK")).one()
    assert (row.user_id, row.acting_role, row.after) == (person.id, "TEACHER", {"status": "LATE"})
    assert "bus" not in str(row.details)


def test_alias_of_present(client: FlaskClient, world: World) -> None:
    """C05: ATTENDING is accepted, and shown as PRESENT."""
    assert json_of(mark(client, world, world.riverside.tutor, status="ATTENDING"))["status"] == "PRESENT"


def test_every_course_of_the_student_follows(client: FlaskClient, world: World, db: Session) -> None:
    """C10: one mark for two courses; absent ones are ABSENT in both."""
    other = content.course(db)
    session = db.get_one(TutoringSession, world.session_id)
    sessions.enrollment(db, session, world.riverside.student1, other, seat="A1")
    db.commit()
    mark(client, world, world.riverside.tutor, status="ABSENT")
    assert [place.status for place in places(db, world)] == [EnrollmentStatus.ABSENT] * 2
    assert all(place.attendance_marked and place.attendance_time == NOW for place in places(db, world))
    assert db.scalar(sa.select(sa.func.count()).select_from(AttendanceRecord)) == 1


def test_null_takes_the_mark_back(client: FlaskClient, world: World, db: Session) -> None:
    """Unmarked is not absent: the record goes, the booking is as before, the room learns it."""
    mark(client, world, world.riverside.tutor)
    answer = mark(client, world, world.riverside.tutor, status=None)
    assert (json_of(answer)["status"], json_of(answer)["markedAt"]) == (None, None)
    assert db.scalar(sa.select(sa.func.count()).select_from(AttendanceRecord)) == 0
    place = places(db, world)[0]
    assert (place.status, place.attendance_marked, place.attendance_time) == (EnrollmentStatus.ENROLLED, False, None)
    events = db.scalars(sa.select(SessionEvent.event).order_by(SessionEvent.seq)).all()
    assert [event["status"] for event in events] == ["PRESENT", None]


def test_same_mark_again_changes_nothing(client: FlaskClient, world: World, db: Session) -> None:
    """No second event, no second audit row."""
    for _ in range(2):
        assert mark(client, world, world.riverside.tutor).status_code == 200
    assert db.scalar(sa.select(sa.func.count()).select_from(SessionEvent)) == 1
    marked = sa.select(sa.func.count()).select_from(AuditLog).where(AuditLog.action == "ATTENDANCE_MARK")
    assert db.scalar(marked) == 1


def test_marking_after_the_lesson(client: FlaskClient, world: World, db: Session) -> None:
    """Late paperwork is still paperwork."""
    db.get_one(TutoringSession, world.session_id).status = SessionStatus.COMPLETED
    db.commit()
    assert mark(client, world, world.riverside.tutor, status="EXCUSED").status_code == 200
