"""Commands as the hub passes them on: with the member's ticket, and no more rights than the member has.

First what is refused; then every durable command of the protocol, with the same result as its REST twin.
"""

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core_service.attendance.models import AttendanceRecord
from core_service.audit.models import AuditLog
from core_service.identity.models import AppUser, Login, UserRole
from core_service.live.models import HelpRequest, SessionMessage, TutorNote
from core_service.sessions.models import SessionEvent
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.rules.states import AttemptStatus
from shared.clock import FixedClock
from shared.events.commands import StudentCommand, TutorCommand
from shared.ids import new_id
from shared.settings import CoreSettings
from shared.tickets import TicketSigner, TicketVerifier
from tests.core_service.conftest import NOW, RecordedNotices, json_of
from tests.core_service.live.lesson import Lesson

TAGS_OF_STUDENTS = {kind.__struct_config__.tag for kind in StudentCommand.__args__}
TAGS_OF_TUTORS = {kind.__struct_config__.tag for kind in TutorCommand.__args__}

Fields = dict[str, Any]


def fields_for(lesson: Lesson) -> dict[str, Fields]:
    """Every durable command with fields that would do in a fresh lesson; requests and assignments do not exist."""
    student, exercise = str(lesson.student.id), str(lesson.world.course.exercises[4][0])
    unknown = str(new_id())
    return {
        "activity:start": {"exerciseId": exercise, "timestamp": 1},
        "help:request": {"message": "Why?"},
        "help:cancel": {},
        "message:reply": {"text": "Thanks"},
        "content:assign": {"studentId": student, "exerciseId": exercise},
        "content:withdraw": {"assignmentId": unknown},
        "activity:mark-complete": {"studentId": student, "exerciseId": exercise},
        "help:acknowledge": {"requestId": unknown},
        "help:resolve": {"requestId": unknown},
        "help:reopen": {"requestId": unknown},
        "message:send": {"text": "Hello"},
        "attendance:mark": {"studentId": student, "status": "PRESENT"},
        "session:start": {},
        "session:end": {},
        "note:add": {"studentId": student, "text": "Good", "visibility": "staff"},
        "panel:mode": {"studentId": student, "mode": "TEACH"},
    }


def test_every_command_is_tested(lesson: Lesson) -> None:
    """The protocol's, and no others."""
    assert set(fields_for(lesson)) == TAGS_OF_STUDENTS | TAGS_OF_TUTORS


@pytest.mark.parametrize(
    "authorization", ["", "Ticket", "Ticket x", "Ticket a.b", "Bearer x", "Ticket é", "Ticket \u2713"]
)
def test_without_a_ticket(lesson: Lesson, authorization: str) -> None:
    """401; a login's token is no ticket."""
    headers = {"Authorization": authorization.encode("utf-8").decode("latin-1"), "Idempotency-Key": str(new_id())}
    answer = lesson.client.post(f"/api/sessions/{lesson.id}/commands", headers=headers, json={})
    assert answer.status_code == 401


def test_login_is_no_ticket(lesson: Lesson) -> None:
    """The tutor's own token opens REST, not this."""
    body = {"type": "session:end", "id": str(new_id())}
    answer = lesson.client.post(f"/api/sessions/{lesson.id}/commands", headers=lesson.tutor.headers, json=body)
    assert (answer.status_code, lesson.log()) == (401, [])


def test_forged_ticket(lesson: Lesson, settings: CoreSettings) -> None:
    """Signed with another key: 401."""
    key = Ed25519PrivateKey.generate()
    no_password = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password).decode()
    genuine = TicketVerifier(settings.ticket_public_keys).verify(lesson.ticket(lesson.tutor))
    answer = lesson.command(TicketSigner(pem).sign(genuine), "session:end")
    assert (answer.status_code, json_of(answer)["code"]) == (401, "bad_ticket")


def test_ticket_of_another_session(lesson: Lesson) -> None:
    """401."""
    ticket = lesson.ticket(lesson.tutor)
    headers = {"Authorization": f"Ticket {ticket}", "Idempotency-Key": str(new_id())}
    path = f"/api/sessions/{lesson.world.foreign_session_id}/commands"
    answer = lesson.client.post(path, headers=headers, json={"type": "session:end"})
    assert (answer.status_code, json_of(answer)["code"]) == (401, "bad_ticket")


def test_ticket_holds_until_its_time(lesson: Lesson, clock: FixedClock) -> None:
    """Long after it could still join; not a second past `until`."""
    ticket = lesson.ticket(lesson.tutor)
    clock.advance(hours=3, minutes=30)
    assert lesson.command(ticket, "message:send", text="Still here").status_code == 200
    clock.advance(hours=1)
    answer = lesson.command(ticket, "message:send", text="Too late")
    assert (answer.status_code, json_of(answer)["code"]) == (401, "ticket_expired")


def test_login_that_has_ended(lesson: Lesson) -> None:
    """401: whoever signs out takes their tickets with them."""
    ticket = lesson.ticket(lesson.tutor)
    lesson.db.get_one(Login, lesson.tutor.login_id).ended_at = NOW
    lesson.db.commit()
    assert lesson.command(ticket, "session:end").status_code == 401


def test_person_who_was_deactivated(lesson: Lesson) -> None:
    """401."""
    ticket = lesson.ticket(lesson.tutor)
    lesson.db.get_one(AppUser, lesson.tutor.id).is_active = False
    lesson.db.commit()
    assert lesson.command(ticket, "session:end").status_code == 401


def test_role_that_was_taken_away(lesson: Lesson) -> None:
    """403: the ticket says tutor, the centre does not any more."""
    ticket = lesson.ticket(lesson.tutor)
    lesson.db.execute(sa.update(UserRole).where(UserRole.user_id == lesson.tutor.id).values(is_active=False))
    lesson.db.commit()
    answer = lesson.command(ticket, "session:end")
    assert (answer.status_code, json_of(answer)["code"]) == (403, "role_changed")


def test_student_whose_place_was_taken_away(lesson: Lesson) -> None:
    """403."""
    ticket = lesson.ticket(lesson.student)
    supervisor = lesson.world.riverside.supervisor
    place = json_of(lesson.get(supervisor, "dashboard"))["enrollments"][0]
    lesson.client.delete(f"/api/enrollments/{place['id']}", headers=supervisor.headers)
    answer = lesson.command(ticket, "help:request")
    assert (answer.status_code, json_of(answer)["code"]) == (403, "role_changed")


@pytest.mark.parametrize("kind", sorted(TAGS_OF_STUDENTS | TAGS_OF_TUTORS))
def test_observer_only_watches(lesson: Lesson, kind: str) -> None:
    """403, though the same supervisor may do it by REST."""
    ticket = lesson.ticket(lesson.world.riverside.supervisor)
    answer = lesson.command(ticket, kind, **fields_for(lesson)[kind])
    assert (answer.status_code, json_of(answer)["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("kind", sorted(TAGS_OF_TUTORS))
def test_student_does_nothing_of_a_tutors(lesson: Lesson, kind: str) -> None:
    """403."""
    answer = lesson.command(lesson.ticket(lesson.student), kind, **fields_for(lesson)[kind])
    assert (answer.status_code, json_of(answer)["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("kind", sorted(TAGS_OF_STUDENTS))
def test_tutor_does_nothing_of_a_students(lesson: Lesson, kind: str) -> None:
    """403."""
    answer = lesson.command(lesson.ticket(lesson.tutor), kind, **fields_for(lesson)[kind])
    assert (answer.status_code, json_of(answer)["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("kind", sorted(TAGS_OF_STUDENTS))
@pytest.mark.parametrize(
    ("status", "code"),
    [(SessionStatus.SCHEDULED, "session_not_started"), (SessionStatus.COMPLETED, "session_ended")],
)
def test_students_act_in_a_running_session_only(lesson: Lesson, kind: str, status: SessionStatus, code: str) -> None:
    """409: before the start they send only heartbeats, afterwards nothing."""
    ticket = lesson.ticket(lesson.student)
    lesson.set_status(status)
    answer = lesson.command(ticket, kind, **fields_for(lesson)[kind])
    assert (answer.status_code, json_of(answer)["code"]) == (409, code)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"type": "canvas:update"}, 422),
        ({"type": "heartbeat", "isActive": True}, 422),
        ({"type": "message:send"}, 422),
        ({"type": "message:send", "text": ""}, 422),
        ({"type": "message:send", "text": "x" * 2001}, 422),
        ({"type": "message:send", "text": 5}, 422),
        ({"type": "message:send", "text": "Hello", "fromId": "somebody"}, 422),
        ({"type": "message:send", "text": "Hello", "studentId": "nobody"}, 422),
        ({"type": "attendance:mark", "studentId": "x", "status": "HERE"}, 422),
        ({"type": "content:assign", "studentId": "x"}, 422),
        ({"type": "message:send", "text": "Nul \x00"}, 400),
        ({}, 422),
    ],
)
def test_what_is_no_command(lesson: Lesson, fields: Fields, status: int) -> None:
    """4xx with a code; nothing happens."""
    key = str(new_id())
    headers = {"Authorization": f"Ticket {lesson.ticket(lesson.tutor)}", "Idempotency-Key": key}
    answer = lesson.client.post(f"/api/sessions/{lesson.id}/commands", headers=headers, json={"id": key} | fields)
    assert answer.status_code == status, answer.text
    assert lesson.log() == []


@pytest.mark.parametrize(("body", "status"), [(b"", 400), (b"{", 400), (b"[]", 422), (b"\xff", 400), (b"5", 422)])
def test_what_is_no_message(lesson: Lesson, body: bytes, status: int) -> None:
    """4xx."""
    headers = {"Authorization": f"Ticket {lesson.ticket(lesson.tutor)}", "Content-Type": "application/json"}
    path = f"/api/sessions/{lesson.id}/commands"
    assert lesson.client.post(path, headers=headers, data=body).status_code == status
    plain = headers | {"Content-Type": "text/plain"}
    assert lesson.client.post(path, headers=plain, data=body).status_code == 415


@pytest.mark.parametrize("key", [None, "something-else"])
def test_idempotency_key_is_the_commands_id(lesson: Lesson, key: str | None) -> None:
    """422: without it a repetition would be done twice."""
    headers = {"Authorization": f"Ticket {lesson.ticket(lesson.tutor)}"} | ({"Idempotency-Key": key} if key else {})
    body = {"type": "message:send", "id": str(new_id()), "text": "Hello"}
    assert lesson.client.post(f"/api/sessions/{lesson.id}/commands", headers=headers, json=body).status_code == 422
    assert lesson.log() == []


def test_repeated_command_is_answered_as_before(lesson: Lesson) -> None:
    """From another connection, with another ticket: done once."""
    key = str(new_id())
    answers = [
        json_of(lesson.command(lesson.ticket(lesson.tutor), "message:send", id=key, text="Once")) for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert (answers[0]["seq"], lesson.count(SessionMessage)) == (1, 1)


def test_announced_to_the_hubs_after_the_commit(lesson: Lesson, notices: RecordedNotices) -> None:
    """On the session's channel, and in the log with the same seq."""
    answer = json_of(lesson.command(lesson.ticket(lesson.tutor), "message:send", text="Hello"))
    [(channel, notice)] = [each for each in notices.sent if each[0].startswith("room:")]
    assert channel == f"room:{lesson.id}"
    assert f'"seq":{answer["seq"]}'.encode() in notice


def test_request_id_of_the_hub_reaches_the_audit(lesson: Lesson) -> None:
    """It travels browser → hub → core."""
    key = str(new_id())
    headers = {"Authorization": f"Ticket {lesson.ticket(lesson.tutor)}", "Idempotency-Key": key, "X-Request-Id": key}
    body = {"type": "message:send", "id": key, "text": "Hello"}
    lesson.client.post(f"/api/sessions/{lesson.id}/commands", headers=headers, json=body)
    row = lesson.db.scalars(sa.select(AuditLog).where(AuditLog.action == "MESSAGE_SEND")).one()
    assert (row.request_id, row.acting_role) == (key, "TEACHER")


@dataclass(frozen=True)
class Done:
    """A command that was carried out: its answer, and the events that it left."""

    answer: Any
    events: list[SessionEvent]


def do(lesson: Lesson, who: str, tag: str, /, **fields: Any) -> Done:
    """As the hub."""
    before = len(lesson.log())
    answer = lesson.command(lesson.ticket(lesson.world.riverside.people[who]), tag, **fields)
    assert answer.status_code == 200, answer.text
    events = lesson.log()[before:]
    assert json_of(answer)["seq"] == (events[-1].seq if events else None)
    return Done(json_of(answer), events)


def test_activity_start(lesson: Lesson) -> None:
    """Opens the attempt and tells its id; again, the same attempt and no event."""
    fields = fields_for(lesson)["activity:start"]
    first, again = (
        do(lesson, "student1", "activity:start", **fields),
        do(lesson, "student1", "activity:start", **fields),
    )
    attempt = lesson.db.scalars(sa.select(ExerciseAttempt)).one()
    assert first.answer == {"seq": 1, "attemptId": str(attempt.id), "revision": 0}
    assert [row.event["type"] for row in first.events] == ["exercise:started"]
    assert again.answer == first.answer | {"seq": None}


def test_help_from_raising_to_reopening(lesson: Lesson) -> None:
    """request, acknowledge, resolve, reopen, cancel: each names the request."""
    request_id = do(lesson, "student1", "help:request", message="Why?").answer["requestId"]
    for kind, status in (("acknowledge", "ACKNOWLEDGED"), ("resolve", "RESOLVED"), ("reopen", "PENDING")):
        done = do(lesson, "tutor", f"help:{kind}", requestId=request_id)
        assert (done.answer["requestId"], done.events[0].event["status"]) == (request_id, status)
    assert do(lesson, "student1", "help:cancel").events[0].event["status"] == "CANCELLED"
    assert do(lesson, "student1", "help:cancel").answer == {"seq": None}
    assert lesson.count(HelpRequest) == 1


def test_hand_of_another_lesson(lesson: Lesson) -> None:
    """404: the ticket is for this session alone."""
    request = lesson.raise_hand()
    other = lesson.client.post(
        "/api/academic/sessions",
        headers=lesson.world.riverside.supervisor.headers,
        json={
            "name": "Later",
            "tutorId": str(lesson.world.riverside.tutor2.id),
            "scheduledStart": NOW.isoformat(),
            "scheduledEnd": "2026-11-17T18:30:00Z",
            "sessionMode": "PHYSICAL",
        },
    )
    tutor2, key = lesson.world.riverside.tutor2, str(new_id())
    path = f"/api/sessions/{json_of(other)['id']}"
    ticket = json_of(lesson.client.post(f"{path}/ticket", headers=tutor2.headers, json={}))["ticket"]
    headers = {"Authorization": f"Ticket {ticket}", "Idempotency-Key": key}
    body = {"type": "help:resolve", "id": key, "requestId": request["id"]}
    assert lesson.client.post(f"{path}/commands", headers=headers, json=body).status_code == 404


def test_words(lesson: Lesson) -> None:
    """message:send, message:reply, note:add: each names what it made."""
    sent = do(lesson, "tutor", "message:send", text="Hello", kind="encouragement")
    replied = do(lesson, "student1", "message:reply", text="Hi")
    assert {sent.answer["messageId"], replied.answer["messageId"]} == {
        str(id) for id in lesson.db.scalars(sa.select(SessionMessage.id))
    }
    noted = do(lesson, "tutor", "note:add", studentId=str(lesson.student.id), text="Good", visibility="parent")
    assert noted.answer["noteId"] == str(lesson.db.scalars(sa.select(TutorNote.id)).one())
    assert [row.audience for row in noted.events] == ["staff"]


def test_content(lesson: Lesson) -> None:
    """content:assign, content:withdraw, activity:mark-complete."""
    student_id, exercise_id = str(lesson.student.id), str(lesson.world.course.exercises[4][0])
    given = do(lesson, "tutor", "content:assign", studentId=student_id, exerciseId=exercise_id, reason="Try it")
    assert given.events[0].event["assignmentId"] == given.answer["assignmentId"]
    taken = do(lesson, "tutor", "content:withdraw", assignmentId=given.answer["assignmentId"])
    assert [row.event["type"] for row in taken.events] == ["content:withdrawn"]
    marked = do(lesson, "tutor", "activity:mark-complete", studentId=student_id, exerciseId=exercise_id)
    assert [row.event["type"] for row in marked.events] == ["exercise:graded"]
    attempt = lesson.db.scalars(sa.select(ExerciseAttempt)).one()
    assert (attempt.status, attempt.score) == (AttemptStatus.GRADED, None)
    assert marked.answer["attemptId"] == str(attempt.id)


def test_attendance(lesson: Lesson) -> None:
    """With the alias of PRESENT (C05); null un-marks."""
    student_id = str(lesson.student.id)
    marked = do(lesson, "tutor", "attendance:mark", studentId=student_id, status="ATTENDING", note="On time")
    assert marked.events[0].event["status"] == "PRESENT"
    assert lesson.db.scalars(sa.select(AttendanceRecord.note)).all() == ["On time"]
    do(lesson, "tutor", "attendance:mark", studentId=student_id, status=None)
    assert lesson.count(AttendanceRecord) == 0


def test_panel(lesson: Lesson) -> None:
    """panel:mode, for the staff."""
    done = do(lesson, "tutor", "panel:mode", studentId=str(lesson.student.id), mode="TEACH")
    assert [(row.audience, row.event["mode"]) for row in done.events] == [("staff", "TEACH")]


def test_start_and_end(lesson: Lesson) -> None:
    """session:start before the start, session:end; each again changes nothing."""
    lesson.set_status(SessionStatus.SCHEDULED)
    ticket = lesson.ticket(lesson.tutor)
    seqs = [json_of(lesson.command(ticket, kind))["seq"] for kind in ("session:start", "session:start", "session:end")]
    assert seqs == [1, None, 2]
    assert json_of(lesson.command(ticket, "session:end"))["seq"] is None
    assert lesson.types() == ["session:started", "session:ended"]


def test_whoever_stepped_in_does_what_the_tutor_does(lesson: Lesson) -> None:
    """With the ticket that stepping in gave them."""
    ticket = lesson.ticket(lesson.world.riverside.tutor2, **{"as": "tutor"})
    assert lesson.command(ticket, "message:send", text="Hello").status_code == 200
