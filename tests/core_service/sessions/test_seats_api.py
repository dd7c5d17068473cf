"""PUT /api/sessions/{id}/seats: the tutor seats the class, and it stays so for the weeks to come (UI 5, Grid).

The good case: two students swap during the lesson, the room learns it, next week's session has it too.
Bad ones: a colleague does it, a seat is given twice, the lesson is over, next week somebody else sits there.
"""

from datetime import time, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.runtime import Runtime
from core_service.sessions.models import (
    SessionEvent,
    SessionTemplate,
    StandingBooking,
    StudentSessionEnrollment,
    TutoringSession,
)
from core_service.sessions.rules import DayOfWeek, SessionMode, SessionStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.sessions.conftest import Send
from tests.core_service.statements import statements_of
from tests.factories import people, sessions


def seats_in(db: Session, session_id: UUID) -> dict[str, str | None]:
    """Who sits where."""
    db.expire_all()
    rows = db.scalars(sa.select(StudentSessionEnrollment).where(StudentSessionEnrollment.session_id == session_id))
    return {str(row.student_id): row.seat for row in rows}


@pytest.fixture
def weekly(db: Session, world: World) -> tuple[UUID, list[UUID]]:
    """Riverside's running session as one of a template's, and two more in the weeks to come."""
    centre = world.riverside
    template = SessionTemplate(
        id=new_id(),
        centre_id=centre.id,
        name="Tuesday",
        tutor_id=centre.tutor.id,
        room_id=centre.room_id,
        day_of_week=DayOfWeek.TUESDAY,
        start_time=time(16),
        end_time=time(17, 30),
        session_mode=SessionMode.PHYSICAL,
        max_capacity=15,
    )
    db.add(template)
    db.flush()
    students = [(centre.student1, world.course), (centre.student2, world.course)]
    ahead = [
        sessions.session(
            db,
            centre,
            centre.tutor,
            starts_at=NOW + timedelta(weeks=week),
            minutes=60,
            status=SessionStatus.SCHEDULED,
            students=students,
        )
        for week in (1, 2)
    ]
    for id in (world.session_id, *ahead):
        row = db.get_one(TutoringSession, id)
        row.template_id, row.occurrence_date = template.id, row.date
    for student, seat in ((centre.student1, "A1"), (centre.student2, "A2")):
        db.add(
            StandingBooking(
                id=new_id(),
                centre_id=centre.id,
                content_centre_id=world.course.centre_id,
                template_id=template.id,
                student_id=student.id,
                course_id=world.course.id,
                seat=seat,
                valid_from=NOW.date(),
            )
        )
    db.commit()
    return template.id, ahead


@pytest.fixture
def swap(world: World) -> dict[str, str]:
    """The two students change places."""
    return {str(world.riverside.student1.id): "A2", str(world.riverside.student2.id): "A1"}


def test_others_do_not_get_there(
    client: FlaskClient, send: Send, db: Session, world: World, swap: dict[str, str]
) -> None:
    """Nobody 401, a student 403, a colleague without a relation 403, another centre's tutor 404."""
    url, body = f"/api/sessions/{world.session_id}/seats", {"seats": swap}
    people.person(db, world.riverside, "colleague", Role.TEACHER, now=NOW)
    db.commit()
    assert client.put(url, json=body).status_code == 401
    assert json_of(send("PUT", url, body, "student1"))["code"] == "permission_missing"
    assert json_of(send("PUT", url, body, "colleague"))["code"] == "relation_missing"
    assert client.put(url, json=body, headers=world.hillcrest.tutor.headers).status_code == 404


def test_the_tutor_seats_the_class(
    send: Send, db: Session, world: World, weekly: tuple[UUID, list[UUID]], swap: dict[str, str]
) -> None:
    """Now and for the weeks to come; every room learns it, each student of their own seat; again, nothing happens."""
    url = f"/api/sessions/{world.session_id}/seats"
    answer = send("PUT", url, {"seats": swap}, "tutor")
    assert answer.status_code == 200, answer.text
    assert json_of(answer) == {"seats": swap, "isKept": True}
    for session_id in (world.session_id, *weekly[1]):
        assert seats_in(db, session_id) == swap
        events = sa.select(SessionEvent).where(SessionEvent.session_id == session_id).order_by(SessionEvent.seq)
        told = [(list(map(str, row.member_ids)), row.event.get("seats")) for row in db.scalars(events)][-len(swap) :]
        assert told == [([student_id], {student_id: seat}) for student_id, seat in swap.items()]
    bookings = db.scalars(sa.select(StandingBooking).where(StandingBooking.template_id == weekly[0]))
    assert {str(booking.student_id): booking.seat for booking in bookings} == swap
    written = sa.select(sa.func.count()).where(AuditLog.action == "SEATS_CHANGE")
    assert db.scalar(written) == 3
    assert json_of(send("PUT", url, {"seats": swap}, "tutor"))["seats"] == {}
    assert db.scalar(written) == 3


def test_only_for_today(
    send: Send, db: Session, world: World, weekly: tuple[UUID, list[UUID]], swap: dict[str, str]
) -> None:
    """`keep: false` leaves the weeks to come alone."""
    before = seats_in(db, weekly[1][0])
    body = {"seats": swap, "keep": False}
    assert json_of(send("PUT", f"/api/sessions/{world.session_id}/seats", body, "tutor"))["isKept"] is False
    assert seats_in(db, weekly[1][0]) == before


def test_a_seat_that_another_booking_has_is_for_today_only(
    send: Send, db: Session, world: World, weekly: tuple[UUID, list[UUID]]
) -> None:
    """Nobody loses the seat that they are promised."""
    absent = people.person(db, world.riverside, "absent", Role.STUDENT, now=NOW)
    booked = db.scalars(sa.select(StandingBooking).where(StandingBooking.template_id == weekly[0])).first()
    assert booked is not None
    db.add(
        StandingBooking(
            id=new_id(),
            centre_id=booked.centre_id,
            content_centre_id=booked.content_centre_id,
            template_id=booked.template_id,
            student_id=absent.id,
            course_id=booked.course_id,
            seat="C5",
            valid_from=NOW.date(),
        )
    )
    db.commit()
    body = {"seats": {str(world.riverside.student1.id): "C5"}}
    assert json_of(send("PUT", f"/api/sessions/{world.session_id}/seats", body, "tutor"))["isKept"] is False
    assert "C5" not in seats_in(db, weekly[1][0]).values()


def test_seats_that_cannot_be_given_are_named(send: Send, world: World) -> None:
    """No such seat, a seat for two, a student of another session."""
    url, one = f"/api/sessions/{world.session_id}/seats", str(world.riverside.student1.id)
    stranger = str(world.hillcrest.student1.id)
    two = str(world.riverside.student2.id)
    for seats, paths in (
        ({one: "Z9"}, {f"seats.{one}"}),
        ({one: "A5", two: "A5"}, {f"seats.{one}", f"seats.{two}"}),
        ({stranger: "A5"}, {f"seats.{stranger}"}),
    ):
        answer = send("PUT", url, {"seats": seats}, "tutor")
        assert answer.status_code == 422
        assert {error["path"] for error in json_of(answer)["errors"]} == paths


def test_a_session_that_is_over_keeps_its_seats(send: Send, db: Session, world: World, swap: dict[str, str]) -> None:
    """409."""
    db.get_one(TutoringSession, world.session_id).status = SessionStatus.COMPLETED
    db.commit()
    answer = send("PUT", f"/api/sessions/{world.session_id}/seats", {"seats": swap}, "tutor")
    assert answer.status_code == 409


def test_statements_do_not_grow_with_the_weeks(
    send: Send, run: Runtime, db: Session, world: World, weekly: tuple[UUID, list[UUID]], swap: dict[str, str]
) -> None:
    """Two weeks ahead or one: as many statements."""
    url, back = f"/api/sessions/{world.session_id}/seats", dict(zip(swap, reversed(list(swap.values())), strict=True))
    with statements_of(run) as many:
        send("PUT", url, {"seats": swap}, "tutor")
    db.get_one(TutoringSession, weekly[1][1]).status = SessionStatus.CANCELLED
    db.commit()
    with statements_of(run) as few:
        send("PUT", url, {"seats": back}, "tutor")
    assert len(many) == len(few)
