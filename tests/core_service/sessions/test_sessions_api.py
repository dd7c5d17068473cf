"""Planning sessions.

The good case: a supervisor makes a session with its students, the tutor and the students find it in their day.
The bad ones: a student too many, a student who is elsewhere at that time, somebody of another centre.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.sessions.models import SessionEvent, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.clock import wire_time
from tests.core_service.conftest import NOW, World, json_of
from tests.factories.people import TestPerson

TOMORROW = NOW + timedelta(days=1)


def wish(world: World, *students: TestPerson, start: datetime = TOMORROW, **more: Any) -> dict[str, Any]:
    """A session of Riverside's second tutor."""
    return {
        "name": "Reading circle",
        "tutorId": str(world.riverside.tutor2.id),
        "scheduledStart": start.isoformat(),
        "scheduledEnd": (start + timedelta(hours=1)).isoformat(),
        "sessionMode": "PHYSICAL",
        "enrollments": [{"studentId": str(each.id), "courseId": str(world.course.id)} for each in students],
    } | more


def create(client: FlaskClient, world: World, body: dict[str, Any]) -> Any:
    """As the supervisor."""
    return client.post("/api/academic/sessions", headers=world.riverside.supervisor.headers, json=body)


def test_anonymous_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.post("/api/academic/sessions", json=wish(world)).status_code == 401


@pytest.mark.parametrize("who", ["tutor", "assessor", "parent", "student1"])
def test_planning_is_for_those_who_manage_the_schedule(client: FlaskClient, world: World, who: str) -> None:
    """403, naming the permission."""
    headers = world.riverside.people[who].headers
    answer = client.post("/api/academic/sessions", headers=headers, json=wish(world))
    assert answer.status_code == 403
    assert json_of(answer)["permissions"] == ["SCHEDULE_MANAGE"]


def test_another_centre_is_out_of_reach(client: FlaskClient, world: World) -> None:
    """Its supervisor sees nothing of ours, and centreId cannot be used to get in."""
    foreign = world.hillcrest.supervisor.headers
    assert client.get(f"/api/sessions/{world.session_id}", headers=foreign).status_code == 404
    answer = client.post("/api/academic/sessions", headers=foreign, json=wish(world, centreId=str(world.riverside.id)))
    assert answer.status_code == 403


def test_supervisor_makes_a_session(client: FlaskClient, world: World, db: Session) -> None:
    """201 with what lists show, enrolled with the level of now, audited as SUPERVISOR."""
    answer = create(client, world, wish(world, world.riverside.student1, roomId=str(world.riverside.room_id)))
    assert answer.status_code == 201, json_of(answer)
    assert json_of(answer)["status"] == "SCHEDULED"
    assert json_of(answer)["room"]["name"] == "Room 1"
    assert [student["name"] for student in json_of(answer)["students"]] == ["Student1"]
    assert json_of(answer)["joinOpensAt"] == wire_time(TOMORROW - timedelta(minutes=15))
    place = db.scalars(
        sa.select(StudentSessionEnrollment).where(StudentSessionEnrollment.session_id == json_of(answer)["id"])
    ).one()
    assert place.assessed_level_id == world.course.levels[4]
    row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "SESSION_CREATE")).one()
    assert row.acting_role == "SUPERVISOR"


def test_day_is_each_persons_own(client: FlaskClient, world: World) -> None:
    """The tutor's and the student's days hold their session, the other tutor's does not, the supervisor sees all."""
    path = f"/api/academic/sessions?date={TOMORROW.date()}"
    create(client, world, wish(world, world.riverside.student1))
    seen = {
        who: [item["name"] for item in json_of(client.get(path, headers=world.riverside.people[who].headers))["items"]]
        for who in ("tutor", "tutor2", "student1", "student2", "supervisor")
    }
    assert seen == {
        "tutor": [],
        "tutor2": ["Reading circle"],
        "student1": ["Reading circle"],
        "student2": [],
        "supervisor": ["Reading circle"],
    }


def test_today_is_the_centres_own_day(client: FlaskClient, world: World) -> None:
    """Without a date, the running session is today's."""
    answer = client.get("/api/academic/sessions", headers=world.riverside.tutor.headers)
    assert [item["id"] for item in json_of(answer)["items"]] == [str(world.session_id)]


def test_student_sees_no_other_student(client: FlaskClient, world: World) -> None:
    """Neither in lists nor in the session itself."""
    headers = world.riverside.student1.headers
    shown = client.get(f"/api/sessions/{world.session_id}", headers=headers)
    assert [student["id"] for student in json_of(shown)["students"]] == [str(world.riverside.student1.id)]
    assert json_of(shown)["notes"] is None


def test_student_finds_their_own_seat_in_the_list(client: FlaskClient, world: World) -> None:
    """For the Join card; staff have no seat."""
    [session] = json_of(client.get("/api/academic/sessions", headers=world.riverside.student1.headers))["items"]
    assert session["ownSeat"] == "A1"
    [shown] = json_of(client.get("/api/academic/sessions", headers=world.riverside.tutor.headers))["items"]
    assert shown["ownSeat"] is None


def test_tutor_of_another_session_is_told_why_not(client: FlaskClient, world: World) -> None:
    """They see that it exists, but it is not theirs: 403."""
    answer = client.get(f"/api/sessions/{world.session_id}", headers=world.riverside.tutor2.headers)
    assert answer.status_code == 403
    assert json_of(answer)["code"] == "relation_missing"


def test_sixteenth_student_is_refused(client: FlaskClient, world: World) -> None:
    """C01: the capacity counts students; a second course of the same student takes no place."""
    both = (world.riverside.student1, world.riverside.student2)
    full = create(client, world, wish(world, *both, maxCapacity=1))
    assert full.status_code == 409
    assert full.json["code"] == "session_full"
    assert create(client, world, wish(world, *both, maxCapacity=2)).status_code == 201


def test_nobody_is_in_two_places(client: FlaskClient, world: World) -> None:
    """Student, tutor and room: each collision says with what; touching times are fine."""
    student = world.riverside.student1
    assert create(client, world, wish(world, student, roomId=str(world.riverside.room_id))).status_code == 201
    half_past = TOMORROW + timedelta(minutes=30)
    tutor = str(world.riverside.tutor.id)
    for body in (
        wish(world, start=half_past),
        wish(world, student, start=half_past, tutorId=tutor),
        wish(world, start=half_past, tutorId=tutor, roomId=str(world.riverside.room_id)),
    ):
        answer = create(client, world, body)
        assert answer.status_code == 409
        assert json_of(answer)["code"] == "double_booked"
        assert json_of(answer)["collisions"][0]["name"] == "Reading circle"
    later = wish(world, student, start=TOMORROW + timedelta(hours=1))
    assert create(client, world, later).status_code == 201


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"scheduledEnd": NOW.isoformat()}, "scheduledEnd"),
        ({"scheduledStart": "2026-11-18T16:00:00"}, "scheduledStart"),
        ({"maxCapacity": "15"}, "maxCapacity"),
        ({"maxCapacity": 1.9}, "maxCapacity"),
        ({"sessionMode": "TELEPATHY"}, "sessionMode"),
        ({"videoMeetingUrl": "javascript:alert(1)"}, "videoMeetingUrl"),
        ({"roomId": "00000000-0000-7000-8000-000000000000"}, "roomId"),
        ({"tutorId": "00000000-0000-7000-8000-000000000000"}, "tutorId"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_wrong_values_are_named(client: FlaskClient, world: World, change: dict[str, Any], path: str) -> None:
    """422 with the path, and nothing is made."""
    answer = create(client, world, wish(world) | change)
    assert answer.status_code == 422, json_of(answer)
    assert [error["path"] for error in json_of(answer)["errors"]] == [path]


def test_student_of_another_centre_looks_like_nobody(client: FlaskClient, world: World) -> None:
    """The same answer for a foreign student as for an id that does not exist."""
    foreign = create(client, world, wish(world, world.hillcrest.student1))
    body = wish(world, world.riverside.student1)
    body["enrollments"][0]["studentId"] = "00000000-0000-7000-8000-000000000000"
    unknown = create(client, world, body)
    assert foreign.status_code == unknown.status_code == 422
    assert foreign.json["errors"] == unknown.json["errors"]
    assert foreign.json["errors"][0]["path"] == "enrollments.0.studentId"


def test_walk_in_is_told_to_the_room_and_can_leave_again(client: FlaskClient, world: World, db: Session) -> None:
    """member:added with the enrolments, then member:removed, with gapless seq."""
    headers = world.riverside.supervisor.headers
    made = create(client, world, wish(world)).json
    body = {"studentId": str(world.riverside.student1.id), "courseId": str(world.course.id), "seat": "A1"}
    added = client.post(f"/api/sessions/{made['id']}/enrollments", headers=headers, json=body)
    assert added.status_code == 201
    again = client.post(f"/api/sessions/{made['id']}/enrollments", headers=headers, json=body)
    assert json_of(again)["code"] == "already_enrolled"
    assert client.delete(f"/api/enrollments/{json_of(added)['id']}", headers=headers).status_code == 204
    events = db.scalars(
        sa.select(SessionEvent).where(SessionEvent.session_id == made["id"]).order_by(SessionEvent.seq)
    ).all()
    assert [(event.seq, event.event["type"]) for event in events] == [(1, "member:added"), (2, "member:removed")]
    assert events[0].event["enrollments"][0]["level"] == 4


def test_who_had_a_place_in_a_lesson_that_is_over_stays_on_record(
    client: FlaskClient, world: World, db: Session
) -> None:
    """No planner takes a past place away; taking one away twice is once."""
    headers = world.riverside.supervisor.headers
    place = sa.select(StudentSessionEnrollment).where(
        StudentSessionEnrollment.session_id == world.session_id,
        StudentSessionEnrollment.student_id == world.riverside.student1.id,
    )
    path = f"/api/enrollments/{db.scalars(place).one().id}"
    db.get_one(TutoringSession, world.session_id).status = SessionStatus.COMPLETED
    db.commit()
    refused = client.delete(path, headers=headers)
    assert (refused.status_code, json_of(refused)["code"]) == (409, "wrong_session_status")
    db.get_one(TutoringSession, world.session_id).status = SessionStatus.IN_PROGRESS
    db.commit()
    assert [client.delete(path, headers=headers).status_code for _ in range(2)] == [204, 204]
    acts = sa.select(sa.func.count()).select_from(AuditLog).where(AuditLog.action == "WITHDRAW")
    assert db.scalar(acts) == 1


def test_repeated_request_is_done_once(client: FlaskClient, world: World) -> None:
    """With an Idempotency-Key the second answer is the first one's; another body with the key is refused."""
    headers = world.riverside.supervisor.headers | {"Idempotency-Key": "make-it-once"}
    first = client.post("/api/academic/sessions", headers=headers, json=wish(world))
    second = client.post("/api/academic/sessions", headers=headers, json=wish(world))
    assert first.status_code == second.status_code == 201
    assert first.json == second.json
    other = client.post("/api/academic/sessions", headers=headers, json=wish(world, name="Another"))
    assert other.status_code == 422
    assert json_of(other)["code"] == "idempotency_key_reused"


def test_lists_are_paged(client: FlaskClient, world: World) -> None:
    """By cursor, without a gap; a cursor of somebody's own making is refused."""
    for hour in range(3):
        create(client, world, wish(world, start=TOMORROW + timedelta(hours=hour), name=f"Lesson {hour}"))
    headers = world.riverside.tutor2.headers
    path = f"/api/academic/sessions?date={TOMORROW.date()}&limit=2"
    first = json_of(client.get(path, headers=headers))
    rest = json_of(client.get(f"{path}&cursor={first['nextCursor']}", headers=headers))
    assert [item["name"] for item in first["items"] + rest["items"]] == ["Lesson 0", "Lesson 1", "Lesson 2"]
    assert rest["nextCursor"] is None
    for wrong in ("cursor=bm9uc2Vuc2U", "limit=0", "limit=-1", "limit=1000", "date=yesterday"):
        assert client.get(f"/api/academic/sessions?{wrong}", headers=headers).status_code == 422


def test_several_days_are_listed_in_one_go(client: FlaskClient, world: World) -> None:
    """From the first to the last, both included; of one tutor, or in one room."""
    create(client, world, wish(world, world.riverside.student1, roomId=str(world.riverside.room_id)))
    path, who = "/api/academic/sessions", world.riverside.supervisor.headers
    both = f"{path}?first={NOW.date()}&last={TOMORROW.date()}"

    def names(query: str) -> list[str]:
        return [each["name"] for each in json_of(client.get(query, headers=who))["items"]]

    assert names(both) == ["Study hall", "Reading circle"]
    assert names(f"{path}?first={TOMORROW.date()}&last={TOMORROW.date()}") == ["Reading circle"]
    assert names(f"{both}&tutorId={world.riverside.tutor2.id}") == ["Reading circle"]
    assert names(f"{both}&roomId={world.riverside.room_id}") == ["Study hall", "Reading circle"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("first=2026-11-16", "last"),
        ("last=2026-11-16", "first"),
        ("first=2026-11-16&last=2026-11-15", "last"),
        ("first=2026-11-16&last=2027-11-15", "last"),
        ("first=2026-11-16&last=2026-11-17&date=2026-11-16", "date"),
    ],
)
def test_days_that_make_no_sense_are_named(client: FlaskClient, world: World, query: str, field: str) -> None:
    """422 with the field."""
    answer = client.get(f"/api/academic/sessions?{query}", headers=world.riverside.supervisor.headers)
    assert answer.status_code == 422
    assert [error["path"] for error in json_of(answer)["errors"]] == [field]
