"""The weekly timetable.

The good case: a template, a standing booking, and the sessions are there, enrolled, week after week; an edit moves
those that have not begun. The bad ones: a closure, a tutor who is elsewhere, an edit of a version that is old.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.foundation.db import DataScope
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.sessions.jobs import PLAN_AHEAD, make_ahead, plan_ahead
from core_service.sessions.models import SessionEvent, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from core_service.sessions.service.generation import GENERATE, generate
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.sessions.conftest import Send
from tests.core_service.statements import statements_of
from tests.factories.people import TestPerson

TEMPLATES = "/api/academic/templates"
GENERATION = "/api/academic/sessions/generate"


def wish(world: World, **more: Any) -> dict[str, Any]:
    """Thursdays at four, by Riverside's second tutor."""
    return {
        "name": "Readers",
        "tutorId": str(world.riverside.tutor2.id),
        "dayOfWeek": "THURSDAY",
        "startTime": "16:00",
        "endTime": "17:30",
        "sessionMode": "PHYSICAL",
    } | more


def template(send: Send, world: World, **more: Any) -> str:
    """Its id."""
    made = send("POST", TEMPLATES, wish(world, **more))
    assert made.status_code == 201, json_of(made)
    return str(json_of(made)["id"])


def book(send: Send, world: World, template_id: str, student: TestPerson, **more: Any) -> Any:
    """A standing booking from the first of September."""
    body = {"studentId": str(student.id), "courseId": str(world.course.id), "validFrom": "2026-09-01"} | more
    return send("POST", f"{TEMPLATES}/{template_id}/bookings", body)


def sessions_of(db: Session, template_id: str) -> list[TutoringSession]:
    """In the order of their days."""
    found = sa.select(TutoringSession).where(TutoringSession.template_id == template_id)
    return list(db.scalars(found.order_by(TutoringSession.scheduled_start).execution_options(populate_existing=True)))


def places_of(db: Session, template_id: str, student: TestPerson) -> list[date]:
    """The days on which the student has a place."""
    place = StudentSessionEnrollment
    found = (
        sa.select(TutoringSession.date)
        .join(place, place.session_id == TutoringSession.id)
        .where(
            TutoringSession.template_id == template_id,
            place.student_id == student.id,
            place.status != EnrollmentStatus.WITHDRAWN,
        )
    )
    return list(db.scalars(found.order_by(TutoringSession.date)))


def test_anonymous_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.post(TEMPLATES, json=wish(world)).status_code == 401


@pytest.mark.parametrize("who", ["tutor", "assessor", "parent", "student1"])
def test_the_timetable_is_for_those_who_manage_it(send: Send, world: World, who: str) -> None:
    """403, naming the permission."""
    answer = send("POST", TEMPLATES, wish(world), who)
    assert (answer.status_code, json_of(answer)["permissions"]) == (403, ["SCHEDULE_MANAGE"])


def test_another_centres_template_looks_like_none(client: FlaskClient, send: Send, world: World) -> None:
    """404 for each act; and nothing can be made in a foreign centre."""
    made = template(send, world)
    foreign = world.hillcrest.supervisor.headers
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/preview"), ("GET", "/bookings")):
        body: dict[str, Any] | None = {} if method in ("PATCH", "POST") else None
        assert client.open(f"{TEMPLATES}/{made}{path}", method=method, headers=foreign, json=body).status_code == 404
    smuggled = wish(world, centreId=str(world.riverside.id))
    assert client.post(TEMPLATES, headers=foreign, json=smuggled).status_code == 403


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"endTime": "16:00"}, "endTime"),
        ({"startTime": "4pm"}, "startTime"),
        ({"dayOfWeek": "SOMEDAY"}, "dayOfWeek"),
        ({"tutorId": "00000000-0000-7000-8000-000000000000"}, "tutorId"),
        ({"roomId": "00000000-0000-7000-8000-000000000000"}, "roomId"),
        ({"maxCapacity": 0}, "maxCapacity"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_wrong_values_are_named(send: Send, world: World, change: dict[str, Any], path: str) -> None:
    """422 with the path."""
    answer = send("POST", TEMPLATES, wish(world) | change)
    assert answer.status_code == 422
    assert [error["path"] for error in json_of(answer)["errors"]] == [path]


def test_sessions_are_made_ahead_and_enrolled(send: Send, world: World, db: Session) -> None:
    """Four weeks of Thursdays, at four in London, with the standing student at their level; the second time none."""
    made = template(send, world, roomId=str(world.riverside.room_id))
    assert book(send, world, made, world.riverside.student1, seat="A1").status_code == 201
    first = json_of(send("POST", GENERATION, {}))
    assert (len(first["sessionIds"]), first["problems"]) == (4, [])
    assert json_of(send("POST", GENERATION, {}))["sessionIds"] == []
    sessions = sessions_of(db, made)
    assert [session.scheduled_start for session in sessions] == [
        datetime(2026, 11, 19, 16, tzinfo=UTC) + timedelta(weeks=number) for number in range(4)
    ]
    places = db.scalars(
        sa.select(StudentSessionEnrollment).where(
            StudentSessionEnrollment.session_id.in_([session.id for session in sessions])
        )
    ).all()
    assert {(place.student_id, place.seat, place.assessed_level_id) for place in places} == {
        (world.riverside.student1.id, "A1", world.course.levels[4])
    }
    assert len(places) == 4
    rows = db.scalars(sa.select(AuditLog).where(AuditLog.action == "SESSION_CREATE")).all()
    assert [row.acting_role for row in rows] == ["SUPERVISOR"] * 4


def test_both_changes_of_the_clocks_keep_the_local_time(run: Runtime, send: Send, world: World, db: Session) -> None:
    """Sunday lessons at four: 16:00 UTC in winter, 15:00 UTC in summer."""
    made = template(send, world, dayOfWeek="SUNDAY")
    for now, until in (
        (datetime(2027, 3, 15, tzinfo=UTC), date(2027, 4, 4)),
        (datetime(2027, 10, 18, tzinfo=UTC), date(2027, 11, 7)),
    ):
        with run.unit_of_work(DataScope(frozenset({world.riverside.id}))) as job:
            generate(job, None, centre_id=world.riverside.id, until=until, now=now)
    hours = [(session.occurrence_date, session.scheduled_start.hour) for session in sessions_of(db, made)]
    assert hours == [
        (date(2027, 3, 21), 16),
        (date(2027, 3, 28), 15),
        (date(2027, 4, 4), 15),
        (date(2027, 10, 24), 15),
        (date(2027, 10, 31), 16),
        (date(2027, 11, 7), 16),
    ]


def test_closures_are_skipped(send: Send, world: World, db: Session) -> None:
    """And said; the closure's both ends count."""
    made = template(send, world)
    closure = {"startsOn": "2026-11-26", "endsOn": "2026-12-03", "reason": "Inspection"}
    assert send("POST", "/api/academic/closures", closure).status_code == 201
    assert json_of(send("POST", f"{GENERATION}/preview", {}))["skipped"] == ["2026-11-26", "2026-12-03"]
    assert sessions_of(db, made) == []
    send("POST", GENERATION, {})
    assert [session.date for session in sessions_of(db, made)] == [date(2026, 11, 19), date(2026, 12, 10)]


def test_a_taken_tutor_leaves_the_day_out(send: Send, world: World, db: Session) -> None:
    """With what it collides with; the other weeks are made, and the day too once the tutor is free."""
    made = template(send, world)
    one_off = {
        "name": "Parents' evening",
        "tutorId": str(world.riverside.tutor2.id),
        "scheduledStart": "2026-11-26T17:00:00Z",
        "scheduledEnd": "2026-11-26T18:00:00Z",
        "sessionMode": "PHYSICAL",
    }
    other = json_of(send("POST", "/api/academic/sessions", one_off))
    answer = json_of(send("POST", GENERATION, {}))
    assert len(answer["sessionIds"]) == 3
    [problem] = answer["problems"]
    assert (problem["code"], problem["date"], problem["studentId"]) == ("tutor_booked", "2026-11-26", None)
    [collision] = problem["collisions"]
    assert collision["sessionId"] == other["id"]
    assert (collision["start"], collision["end"]) == (one_off["scheduledStart"], one_off["scheduledEnd"])
    assert send("POST", f"/api/sessions/{other['id']}/cancel", {}).status_code == 200
    assert len(json_of(send("POST", GENERATION, {}))["sessionIds"]) == 1
    assert len(sessions_of(db, made)) == 4


def test_a_moved_lesson_is_not_made_again(send: Send, world: World, db: Session) -> None:
    """It keeps the day that it stands for."""
    made = template(send, world)
    send("POST", GENERATION, {})
    moved = sessions_of(db, made)[0]
    body = {"scheduledStart": "2026-11-20T09:00:00Z", "scheduledEnd": "2026-11-20T10:00:00Z"}
    assert send("PATCH", f"/api/sessions/{moved.id}", body).status_code == 200
    assert json_of(send("POST", GENERATION, {}))["sessionIds"] == []
    assert sessions_of(db, made)[0].date == date(2026, 11, 20)


def test_bookings_hold_on_their_days_alone(send: Send, world: World, db: Session) -> None:
    """Both ends included; given and taken back in the sessions that exist already."""
    made = template(send, world)
    send("POST", GENERATION, {})
    student = world.riverside.student1
    until = book(send, world, made, student, validFrom="2026-11-26", validUntil="2026-12-03")
    assert (until.status_code, json_of(until)["problems"]) == (201, [])
    assert places_of(db, made, student) == [date(2026, 11, 26), date(2026, 12, 3)]
    path = f"/api/academic/bookings/{json_of(until)['booking']['id']}"
    assert send("PATCH", path, {"validFrom": "2026-11-01", "validUntil": "2026-11-26"}).status_code == 200
    assert places_of(db, made, student) == [date(2026, 11, 19), date(2026, 11, 26)]
    assert send("DELETE", path).status_code == 204
    assert places_of(db, made, student) == []
    events = db.scalars(sa.select(SessionEvent.event["type"].astext).order_by(SessionEvent.session_id)).all()
    assert set(events) == {"member:added", "member:removed"}


def test_a_booking_that_does_not_fit_says_where(send: Send, world: World, db: Session) -> None:
    """A full session and one at which the student is elsewhere are named, the other weeks are booked."""
    made = template(send, world, maxCapacity=1)
    send("POST", GENERATION, {})
    student, other = world.riverside.student1, world.riverside.student2
    full = sessions_of(db, made)[0]
    walk_in = {"studentId": str(other.id), "courseId": str(world.course.id)}
    assert send("POST", f"/api/sessions/{full.id}/enrollments", walk_in).status_code == 201
    elsewhere = {
        "name": "Trip",
        "tutorId": str(world.riverside.tutor.id),
        "scheduledStart": "2026-11-26T15:00:00Z",
        "scheduledEnd": "2026-11-26T19:00:00Z",
        "sessionMode": "PHYSICAL",
        "enrollments": [{"studentId": str(student.id), "courseId": str(world.course.id)}],
    }
    assert send("POST", "/api/academic/sessions", elsewhere).status_code == 201
    answer = json_of(book(send, world, made, student))
    assert [(each["date"], each["code"]) for each in answer["problems"]] == [
        ("2026-11-19", "session_full"),
        ("2026-11-26", "student_booked"),
    ]
    assert places_of(db, made, student) == [date(2026, 12, 3), date(2026, 12, 10)]


def test_nobody_is_booked_twice_for_a_day(send: Send, world: World) -> None:
    """Neither the student for the course, nor the seat."""
    made = template(send, world, roomId=str(world.riverside.room_id))
    assert book(send, world, made, world.riverside.student1, seat="A1").status_code == 201
    again = book(send, world, made, world.riverside.student1, validFrom="2027-01-01")
    assert (again.status_code, json_of(again)["code"]) == (409, "already_booked")
    for seat in ("A1", "Z9"):
        taken = book(send, world, made, world.riverside.student2, seat=seat)
        assert (taken.status_code, json_of(taken)["errors"][0]["path"]) == (422, "seat")


def test_an_edit_is_previewed_and_then_moves_what_has_not_begun(send: Send, world: World, db: Session) -> None:
    """To Friday at five; the one that was moved by hand keeps its time; the preview changed nothing."""
    made = template(send, world)
    send("POST", GENERATION, {})
    by_hand = sessions_of(db, made)[1]
    times = {"scheduledStart": "2026-11-26T10:00:00Z", "scheduledEnd": "2026-11-26T11:00:00Z"}
    send("PATCH", f"/api/sessions/{by_hand.id}", times)
    edit = {"dayOfWeek": "FRIDAY", "startTime": "17:00", "endTime": "18:00", "name": "Keen readers"}
    preview = json_of(send("POST", f"{TEMPLATES}/{made}/preview", edit))
    assert [each["effect"] for each in preview["sessions"]] == ["CHANGE"] * 4
    assert {session.name for session in sessions_of(db, made)} == {"Readers"}
    edited = json_of(send("PATCH", f"{TEMPLATES}/{made}", edit))
    assert edited["sessions"] == preview["sessions"]
    after = sessions_of(db, made)
    assert [session.scheduled_start.isoformat()[:16] for session in after] == [
        "2026-11-20T17:00",
        "2026-11-26T10:00",
        "2026-12-04T17:00",
        "2026-12-11T17:00",
    ]
    assert [session.occurrence_date for session in after][1] == date(2026, 11, 27)
    assert {session.name for session in after} == {"Keen readers"}
    assert json_of(send("POST", GENERATION, {"until": "2026-12-11"}))["sessionIds"] == []
    changed = db.scalars(sa.select(SessionEvent.event).where(SessionEvent.session_id == after[0].id)).all()
    assert [(event["type"], event["scheduledStart"]) for event in changed] == [
        ("session:changed", "2026-11-20T17:00:00Z")
    ]


def test_an_edit_that_collides_keeps_that_session(send: Send, world: World, db: Session) -> None:
    """And says with what; the others follow."""
    made = template(send, world)
    send("POST", GENERATION, {})
    other = template(send, world, dayOfWeek="FRIDAY")
    send("POST", GENERATION, {"until": "2026-11-20"})
    edited = json_of(send("PATCH", f"{TEMPLATES}/{made}", {"dayOfWeek": "FRIDAY"}))
    assert [each["effect"] for each in edited["sessions"]] == ["KEEP", "CHANGE", "CHANGE", "CHANGE"]
    [problem] = edited["sessions"][0]["problems"]
    assert problem["code"] == "tutor_booked"
    assert problem["collisions"][0]["sessionId"] == str(sessions_of(db, other)[0].id)
    assert sessions_of(db, made)[0].date == date(2026, 11, 19)


def test_a_begun_session_is_not_touched(send: Send, world: World, db: Session, clock: FixedClock) -> None:
    """Whoever teaches now is not moved."""
    made = template(send, world)
    send("POST", GENERATION, {})
    clock.move_to(datetime(2026, 11, 19, 15, 50, tzinfo=UTC))
    first = sessions_of(db, made)[0]
    assert send("POST", f"/api/sessions/{first.id}/start", {}, "tutor2").status_code == 200
    edited = json_of(send("PATCH", f"{TEMPLATES}/{made}", {"name": "New"}))
    assert str(first.id) not in {each["sessionId"] for each in edited["sessions"]}
    assert [session.name for session in sessions_of(db, made)] == ["Readers", "New", "New", "New"]


def test_a_removed_template_takes_its_sessions_along(send: Send, world: World, db: Session) -> None:
    """They are cancelled, and no more are made; a second removal changes nothing."""
    made = template(send, world)
    send("POST", GENERATION, {})
    for _ in range(2):
        assert send("DELETE", f"{TEMPLATES}/{made}").status_code == 204
    assert {session.status for session in sessions_of(db, made)} == {SessionStatus.CANCELLED}
    assert json_of(send("POST", GENERATION, {}))["sessionIds"] == []
    assert json_of(send("GET", TEMPLATES))["items"] == []


def test_an_old_version_cannot_be_edited(send: Send, world: World) -> None:
    """412; without If-Match the edit is taken."""
    made = template(send, world)
    tag = send("GET", f"{TEMPLATES}/{made}").headers["ETag"]
    first = send("PATCH", f"{TEMPLATES}/{made}", {"name": "One"}, **{"If-Match": tag})
    assert first.status_code == 200
    stale = send("PATCH", f"{TEMPLATES}/{made}", {"name": "Two"}, **{"If-Match": tag})
    assert (stale.status_code, json_of(stale)["code"]) == (412, "stale_edit")
    again = send("PATCH", f"{TEMPLATES}/{made}", {"name": "Two"}, **{"If-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert send("PATCH", f"{TEMPLATES}/{made}", {"name": "Three"}).status_code == 200


def test_every_centre_is_generated_for_once_a_day(run: Runtime, world: World, clock: FixedClock) -> None:
    """At three in the morning of its own zone, however often the hour strikes."""
    with run.database.open(world.everything) as db:
        for now in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1)):
            plan_ahead(db, {}, now=now)
        ours = sa.select(PendingJob.due_at).where(
            PendingJob.name == GENERATE, PendingJob.centre_id == world.riverside.id, PendingJob.key == ""
        )
        due = db.scalars(ours.order_by(PendingJob.due_at)).all()
    assert due == [datetime(2026, 11, 17, 3, tzinfo=UTC), datetime(2026, 11, 18, 3, tzinfo=UTC)]
    assert PLAN_AHEAD != GENERATE


def test_the_job_makes_what_the_route_makes(run: Runtime, send: Send, world: World, db: Session) -> None:
    """In the centre's own scope, by nobody in person; twice is once."""
    made = template(send, world)
    for _ in range(2):
        with run.unit_of_work(DataScope(frozenset({world.riverside.id}))) as job:
            make_ahead(job, {}, now=NOW)
    assert len(sessions_of(db, made)) == 4
    rows = db.scalars(sa.select(AuditLog).where(AuditLog.action == "SESSION_CREATE")).all()
    assert {(row.user_id, row.acting_role) for row in rows} == {(None, None)}


def test_statements_do_not_grow_with_the_term(
    run: Runtime, send: Send, world: World, more_students: list[TestPerson]
) -> None:
    """Twelve weeks of fifteen students take as many as one week of one; so do an edit and a booking."""
    made = template(send, world)
    book(send, world, made, more_students[0])
    with statements_of(run) as small:
        send("POST", GENERATION, {"until": "2026-11-19"})
    with statements_of(run) as small_edit:
        send("PATCH", f"{TEMPLATES}/{made}", {"name": "Once"})
    for student in more_students[1:]:
        book(send, world, made, student)
    with statements_of(run) as large:
        assert len(json_of(send("POST", GENERATION, {"until": "2027-02-11"}))["sessionIds"]) == 12
    with statements_of(run) as large_edit:
        assert len(json_of(send("PATCH", f"{TEMPLATES}/{made}", {"name": "Twice"}))["sessions"]) == 13
    assert len(large) == len(small)
    assert len(large_edit) == len(small_edit)
    with statements_of(run) as listed:
        send("GET", TEMPLATES)
    for _ in range(3):
        template(send, world)
    with statements_of(run) as listed_more:
        send("GET", TEMPLATES)
    assert len(listed) == len(listed_more)
