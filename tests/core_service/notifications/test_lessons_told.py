"""What people are told of lessons: soon, changed, called off, a hand that waits, attendance that nobody marked.

Good: everybody whom it concerns is told once, in words of their own. Bad: what no longer holds when the job runs is
not told: a lesson that was moved or called off meanwhile, a hand that somebody took, attendance that was marked.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.notifications.jobs import plan_ahead
from core_service.notifications.service.planning import LOOK_AHEAD, WEEKLY_DIGESTS, look_ahead
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.letters import KeptLetters
from tests.core_service.promises import Keep, told
from tests.factories import sessions

TOMORROW = NOW + timedelta(hours=25)


@pytest.fixture
def lesson_id(run: Runtime, world: World) -> UUID:
    """Tomorrow's, of both students; the one of now is out of the way."""
    places = [(world.riverside.student1, world.course), (world.riverside.student2, world.course)]
    with run.unit_of_work(world.everything) as db:
        db.get_one(TutoringSession, world.session_id).status = SessionStatus.CANCELLED
        return sessions.session(
            db,
            world.riverside,
            world.riverside.tutor,
            starts_at=TOMORROW,
            students=places,
            status=SessionStatus.SCHEDULED,
        )


def look(run: Runtime, world: World, clock: FixedClock) -> None:
    """The centre's hourly look."""
    with run.unit_of_work(world.everything) as db:
        look_ahead(db, centre_id=world.riverside.id, now=clock.now())


def change(client: FlaskClient, world: World, path: str, body: dict[str, Any], method: str = "POST") -> None:
    """By the supervisor."""
    headers = world.riverside.supervisor.headers
    answer = client.open(f"/api/sessions/{path}", method=method, headers=headers, json=body)
    assert answer.status_code in (200, 201), answer.json


def test_everybody_is_reminded_once(
    run: Runtime,
    world: World,
    clock: FixedClock,
    keep_promises: Keep,
    lesson_id: UUID,
    db: Session,
    letters: KeptLetters,
) -> None:
    """A day before: student, parent and tutor, however often the centre looks ahead; the parent by letter too."""
    for _ in range(2):
        look(run, world, clock)
        keep_promises(after=timedelta(hours=1))
    assert told(db, world.riverside.student1.id) == [
        ("SESSION_REMINDER", "Study hall is on Wednesday 18 November at 17:30")
    ]
    assert told(db, world.riverside.parent.id) == [
        ("SESSION_REMINDER", "Student1 has a session on Wednesday 18 November at 17:30")
    ]
    assert told(db, world.riverside.tutor.id) == [
        ("SESSION_REMINDER", "You teach Study hall on Wednesday 18 November at 17:30")
    ]
    [letter] = letters.sent
    assert letter.to == world.riverside.parent.email
    assert f"https://learn.example/dashboard/parent/{world.riverside.student1.id}" in letter.text
    assert "<p>Hello Parent,</p>" in (letter.html or "")


def test_students_hear_when_the_room_opens(
    run: Runtime, world: World, clock: FixedClock, keep_promises: Keep, lesson_id: UUID, db: Session
) -> None:
    """A quarter of an hour before."""
    look(run, world, clock)
    keep_promises(after=timedelta(hours=24, minutes=44))
    assert "SESSION_STARTING" not in dict(told(db, world.riverside.student2.id))
    keep_promises(after=timedelta(minutes=1))
    assert dict(told(db, world.riverside.student2.id))["SESSION_STARTING"] == "Study hall starts at 17:30"
    assert "SESSION_STARTING" not in dict(told(db, world.riverside.parent.id))


def test_reminder_of_a_lesson_that_was_moved_is_dropped(
    client: FlaskClient,
    run: Runtime,
    world: World,
    clock: FixedClock,
    keep_promises: Keep,
    lesson_id: UUID,
    db: Session,
) -> None:
    """The change is told at once, and the new time is reminded of."""
    look(run, world, clock)
    moved = TOMORROW + timedelta(days=1)
    body = {"scheduledStart": moved.isoformat(), "scheduledEnd": (moved + timedelta(hours=1)).isoformat()}
    change(client, world, str(lesson_id), body, "PATCH")
    keep_promises(after=timedelta(hours=2))
    assert told(db, world.riverside.student1.id) == [
        ("SESSION_CHANGED", "Study hall is now on Thursday 19 November at 17:30")
    ]
    clock.advance(days=1)
    look(run, world, clock)
    keep_promises()
    assert [kind for kind, _ in told(db, world.riverside.student1.id)] == ["SESSION_CHANGED", "SESSION_REMINDER"]


def test_cancelled_lesson_is_told_and_not_reminded_of(
    client: FlaskClient,
    run: Runtime,
    world: World,
    clock: FixedClock,
    keep_promises: Keep,
    lesson_id: UUID,
    db: Session,
    letters: KeptLetters,
) -> None:
    """With the reason, to parents and tutor by letter too."""
    look(run, world, clock)
    change(client, world, f"{lesson_id}/cancel", {"reason": "The heating is broken."})
    keep_promises(after=timedelta(hours=3))
    for who in ("student1", "parent", "tutor"):
        assert [kind for kind, _ in told(db, world.riverside.people[who].id)] == ["SESSION_CANCELLED"]
    assert {letter.to for letter in letters.sent} == {world.riverside.parent.email, world.riverside.tutor.email}
    assert all("The heating is broken." in letter.text for letter in letters.sent)


def test_substitute_learns_that_they_teach(
    client: FlaskClient, world: World, keep_promises: Keep, lesson_id: UUID, db: Session
) -> None:
    """And the tutor that they do not."""
    change(client, world, f"{lesson_id}/substitute", {"tutorId": str(world.riverside.tutor2.id)})
    keep_promises()
    when = "Study hall on Wednesday 18 November at 17:30"
    assert told(db, world.riverside.tutor2.id) == [("TUTOR_CHANGED", f"You teach {when}")]
    assert told(db, world.riverside.tutor.id) == [("TUTOR_CHANGED", f"Tutor2 teaches {when}")]


def test_waiting_hand_becomes_the_supervisors_matter(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session
) -> None:
    """After the centre's wait, if nobody has taken it (R225)."""
    headers = world.riverside.student1.headers
    assert client.post(f"/api/sessions/{world.session_id}/help-request", headers=headers, json={}).status_code == 201
    keep_promises(after=timedelta(minutes=4))
    assert told(db, world.riverside.supervisor.id) == []
    keep_promises(after=timedelta(minutes=1))
    assert told(db, world.riverside.supervisor.id) == [("HAND_WAITING", "Student1 has waited 5 minutes for help")]
    assert told(db, world.hillcrest.supervisor.id) == []


def test_hand_that_was_taken_is_not_escalated(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session
) -> None:
    """The tutor is on the way."""
    path = f"/api/sessions/{world.session_id}/help-request"
    raised = json_of(client.post(path, headers=world.riverside.student1.headers, json={}))
    taken = client.patch(
        f"/api/help-requests/{raised['id']}/acknowledge", headers=world.riverside.tutor.headers, json={}
    )
    assert taken.status_code == 200, taken.json
    keep_promises(after=timedelta(minutes=10))
    assert told(db, world.riverside.supervisor.id) == []


def test_tutor_is_reminded_of_attendance(
    client: FlaskClient, run: Runtime, world: World, clock: FixedClock, keep_promises: Keep, db: Session
) -> None:
    """Half an hour after the lesson's planned end, while anybody is unmarked; once."""
    look(run, world, clock)
    body = {"studentId": str(world.riverside.student1.id), "status": "PRESENT"}
    path = f"/api/sessions/{world.session_id}/attendance"
    assert client.post(path, headers=world.riverside.tutor.headers, json=body).status_code == 200
    keep_promises(after=timedelta(minutes=90))
    assert told(db, world.riverside.tutor.id) == [("ATTENDANCE_UNMARKED", "Who came to Study hall?")]


def test_quiet_hours_hold_letters_not_the_list(
    client: FlaskClient,
    run: Runtime,
    world: World,
    clock: FixedClock,
    keep_promises: Keep,
    lesson_id: UUID,
    db: Session,
    letters: KeptLetters,
) -> None:
    """At eleven in the evening the parent's list knows; the letter leaves at seven."""
    clock.move_to(NOW.replace(hour=23, minute=0))
    change(client, world, f"{lesson_id}/cancel", {"reason": "Snow."})
    keep_promises()
    assert len(told(db, world.riverside.parent.id)) == 1
    keep_promises(after=timedelta(hours=7, minutes=59))
    assert letters.sent == []
    keep_promises(after=timedelta(minutes=1))
    assert len(letters.sent) == 2


def test_each_centre_is_looked_after_once_an_hour(run: Runtime, world: World, clock: FixedClock) -> None:
    """One look per centre and hour, one digest per centre and week, however many workers promise them."""
    with run.unit_of_work(world.everything) as db:
        for _ in range(2):
            plan_ahead(db, {}, now=clock.now())
        counted = (
            sa.select(PendingJob.name, sa.func.count())
            .where(PendingJob.centre_id == world.riverside.id, PendingJob.name.in_([LOOK_AHEAD, WEEKLY_DIGESTS]))
            .group_by(PendingJob.name)
        )
        assert dict(db.execute(counted).all()) == {LOOK_AHEAD: 1, WEEKLY_DIGESTS: 1}


def test_letter_that_fails_is_sent_by_the_next_try(
    client: FlaskClient, world: World, keep_promises: Keep, lesson_id: UUID, letters: KeptLetters, db: Session
) -> None:
    """The mail server was away: the notification stands, and the letter is not marked as sent."""
    change(client, world, f"{lesson_id}/cancel", {"reason": None})
    keep_promises("notifications.session")
    letters.fails = True
    with pytest.raises(OSError, match="away"):
        keep_promises()
    letters.fails = False
    keep_promises()
    assert len(letters.sent) == 2
    assert len({letter.key for letter in letters.sent}) == 2
    assert db.get_one(TutoringSession, lesson_id).status is SessionStatus.CANCELLED
