"""Messages, replies, notes, and to whom the tutor turns.

Who may is tested with every other route in test_access; here stands what happens, and what is refused.
"""

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from core_service.audit.models import AuditLog
from core_service.live.models import ContactInterval, SessionMessage, TutorNote
from core_service.sessions.rules import SessionStatus
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, json_of
from tests.core_service.live.lesson import Lesson


def test_message_to_one_student(lesson: Lesson) -> None:
    """Nobody else of the students sees it; the audit holds no words."""
    student_id = str(lesson.student.id)
    answer = lesson.post(lesson.tutor, "message", studentId=student_id, text="Look again", kind="encouragement")
    assert answer.status_code == 201
    message = json_of(answer)
    assert (message["fromName"], message["studentId"], message["kind"]) == ("Tutor", student_id, "encouragement")
    assert datetime.fromisoformat(message["sentAt"]) == NOW
    [row] = lesson.log()
    assert row.member_ids == [lesson.student.id]
    assert row.event == {
        "type": "message:new",
        "messageId": message["id"],
        "fromId": str(lesson.tutor.id),
        "studentId": student_id,
        "text": "Look again",
        "kind": "encouragement",
    }
    audit = lesson.db.scalars(sa.select(AuditLog).where(AuditLog.action == "MESSAGE_SEND")).one()
    assert "Look" not in str(audit.after)


def test_message_to_everyone(lesson: Lesson) -> None:
    """Without a student; before the start too."""
    lesson.set_status(SessionStatus.SCHEDULED)
    answer = lesson.post(lesson.tutor, "message", text="We begin soon")
    assert (answer.status_code, json_of(answer)["studentId"]) == (201, None)
    assert lesson.log()[0].audience == "everyone"


def test_reply_goes_to_the_tutor_alone(lesson: Lesson) -> None:
    """To the staff and back to the student themself."""
    answer = lesson.post(lesson.student, "reply", text="I see!")
    assert (answer.status_code, json_of(answer)["fromId"]) == (201, str(lesson.student.id))
    [row] = lesson.log()
    assert (row.audience, row.member_ids) == ("members", [lesson.student.id])


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("message", {"text": ""}, "text"),
        ("message", {"text": "x" * 2001}, "text"),
        ("message", {}, "text"),
        ("message", {"text": "Hello", "kind": "SHOUT"}, "kind"),
        ("message", {"text": "Hello", "fromId": "me"}, "fromId"),
        ("notes", {"studentId": "STUDENT", "text": "x", "visibility": "world"}, "visibility"),
        ("notes", {"studentId": "STUDENT", "text": "x" * 10_001}, "text"),
        ("panel-mode", {"studentId": "STUDENT", "mode": "SLEEP"}, "mode"),
        ("panel-mode", {"mode": "TEACH"}, "studentId"),
    ],
)
def test_wrong_values_name_their_field(lesson: Lesson, path: str, body: dict[str, Any], field: str) -> None:
    """422."""
    filled = {name: str(lesson.student.id) if value == "STUDENT" else value for name, value in body.items()}
    answer = lesson.post(lesson.tutor, path, **filled)
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, field)
    assert lesson.log() == []


@pytest.mark.parametrize(
    ("path", "body"),
    [("message", {"text": "Hello"}), ("notes", {"text": "Hm"}), ("panel-mode", {"mode": "TEACH"})],
)
def test_stranger_is_no_student_of_the_session(lesson: Lesson, path: str, body: dict[str, Any]) -> None:
    """422 for a student of another centre, and for a colleague."""
    for stranger in (lesson.world.hillcrest.student1, lesson.world.riverside.tutor2):
        answer = lesson.post(lesson.tutor, path, studentId=str(stranger.id), **body)
        assert (answer.status_code, json_of(answer)["code"]) == (422, "not_in_session")


@pytest.mark.parametrize(
    ("who", "path", "body"),
    [
        ("tutor", "message", {"text": "Bye"}),
        ("tutor", "panel-mode", {"studentId": "STUDENT", "mode": "TEACH"}),
        ("student1", "reply", {"text": "Bye"}),
    ],
)
def test_after_the_end(lesson: Lesson, who: str, path: str, body: dict[str, Any]) -> None:
    """409 with a code that says so."""
    lesson.set_status(SessionStatus.COMPLETED)
    filled = {name: str(lesson.student.id) if value == "STUDENT" else value for name, value in body.items()}
    answer = lesson.post(lesson.world.riverside.people[who], path, **filled)
    assert (answer.status_code, json_of(answer)["code"]) == (409, "session_ended")


def test_note_is_for_the_staff_unless_said_otherwise(lesson: Lesson) -> None:
    """C45: kept with the enrolment; the log tells the staff that there is one, not what it says."""
    student_id = str(lesson.student.id)
    note = json_of(lesson.post(lesson.tutor, "notes", studentId=student_id, text="Guesses a lot"))
    assert (note["visibility"], note["byId"], note["studentId"]) == ("staff", str(lesson.tutor.id), student_id)
    [row] = lesson.log()
    assert (row.audience, row.event["type"]) == ("staff", "note:added")
    assert "Guesses" not in str(row.event)
    assert lesson.db.scalars(sa.select(TutorNote.content)).all() == ["Guesses a lot"]


def test_note_after_the_lesson(lesson: Lesson) -> None:
    """Ending asks for the note to the parents."""
    lesson.set_status(SessionStatus.COMPLETED)
    note = {"studentId": str(lesson.student.id), "text": "Well done", "visibility": "parent"}
    assert lesson.post(lesson.tutor, "notes", **note).status_code == 201


def test_teaching_is_counted(lesson: Lesson, clock: FixedClock) -> None:
    """C37: TEACH, OBSERVE, TEACH; the staff see each turn; the same again is no news."""
    student_id = str(lesson.student.id)
    for mode, seconds in (("OBSERVE", 5), ("TEACH", 60), ("TEACH", 30), ("OBSERVE", 600), ("TEACH", 10)):
        assert lesson.post(lesson.tutor, "panel-mode", studentId=student_id, mode=mode).status_code == 200
        clock.advance(seconds=seconds)
    assert [row.event["mode"] for row in lesson.log()] == ["TEACH", "OBSERVE", "TEACH"]
    assert {row.audience for row in lesson.log()} == {"staff"}
    [timer] = [
        each
        for each in json_of(lesson.get(lesson.tutor, "dashboard"))["timers"]
        if each["studentId"] == str(lesson.student.id)
    ]
    assert (timer["contactSeconds"], timer["mode"]) == (90, "TEACH")
    assert (clock.now() - datetime.fromisoformat(timer["contactSince"])).total_seconds() == 10
    assert lesson.count(ContactInterval) == 3


def test_repeated_request_is_answered_as_before(lesson: Lesson) -> None:
    """Idempotency-Key: the same message is not said twice; another one under that key is refused."""
    path = f"/api/sessions/{lesson.id}/message"
    headers = lesson.tutor.headers | {"Idempotency-Key": "a-key-of-the-client"}
    answers = [lesson.client.post(path, headers=headers, json={"text": "Once"}) for _ in range(2)]
    assert json_of(answers[0]) == json_of(answers[1])
    assert lesson.count(SessionMessage) == 1
    other = lesson.client.post(path, headers=headers, json={"text": "Twice"})
    assert (other.status_code, json_of(other)["code"]) == (422, "idempotency_key_reused")


def test_notes_are_read_again_by_those_they_are_for(lesson: Lesson) -> None:
    """A private one by its writer alone; by student, and page by page."""
    about, other = str(lesson.student.id), str(lesson.world.riverside.student2.id)
    lesson.post(lesson.tutor, "notes", studentId=about, text="Slow start", visibility="private")
    lesson.post(lesson.tutor, "notes", studentId=about, text="Well done today", visibility="parent")
    lesson.post(lesson.tutor, "notes", studentId=other, text="Needs glasses?")
    supervisor = lesson.world.riverside.supervisor
    mine, theirs = (json_of(lesson.get(who, "notes"))["items"] for who in (lesson.tutor, supervisor))
    assert [note["text"] for note in mine] == ["Slow start", "Well done today", "Needs glasses?"]
    assert [(note["text"], note["byName"]) for note in theirs] == [
        ("Well done today", "Tutor"),
        ("Needs glasses?", "Tutor"),
    ]
    of_one = json_of(lesson.get(lesson.tutor, f"notes?studentId={other}"))["items"]
    assert [note["text"] for note in of_one] == ["Needs glasses?"]
    first = json_of(lesson.get(lesson.tutor, "notes?limit=2"))
    rest = json_of(lesson.get(lesson.tutor, f"notes?limit=2&cursor={first['nextCursor']}"))
    assert [note["text"] for note in rest["items"]] == ["Needs glasses?"]
    assert rest["nextCursor"] is None
