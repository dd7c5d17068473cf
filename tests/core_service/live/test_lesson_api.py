"""A lesson begins, is joined, and ends.

The good case: the tutor starts, everyone gets a ticket in their own role, the tutor ends, and all that was open ends
with it. The bad ones: too early, over, cancelled, and roles that somebody does not have.
"""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from core_service.audit.models import AuditLog
from core_service.foundation.models import PendingJob
from core_service.live.jobs import end_forgotten
from core_service.live.models import ContactInterval, HelpRequest
from core_service.live.rules import HelpStatus
from core_service.live.service.life_cycle import END_FORGOTTEN
from core_service.sessions.models import SessionStepIn, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ContentAssignment
from shared.clock import FixedClock
from shared.events.values import RoomRole
from shared.settings import CoreSettings
from shared.tickets import RoomTicket, TicketVerifier
from tests.core_service.conftest import NOW, json_of
from tests.core_service.live.lesson import Lesson


def opened(settings: CoreSettings, text: str) -> RoomTicket:
    """As the hub reads it."""
    return TicketVerifier(settings.ticket_public_keys).verify(text)


def test_start_is_told_and_kept(lesson: Lesson) -> None:
    """R142: status, time, event, audit, and the promise to end it if nobody does."""
    lesson.set_status(SessionStatus.SCHEDULED)
    answer = json_of(lesson.post(lesson.tutor, "start"))
    assert (answer["status"], datetime.fromisoformat(answer["actualStart"])) == ("IN_PROGRESS", NOW)
    assert lesson.types() == ["session:started"]
    assert lesson.log()[0].audience == "everyone"
    row = lesson.db.scalars(sa.select(AuditLog).where(AuditLog.action == "SESSION_START")).one()
    assert (row.before, row.after) == ({"status": "SCHEDULED"}, {"status": "IN_PROGRESS"})
    job = lesson.db.scalars(sa.select(PendingJob).where(PendingJob.key == str(lesson.id))).one()
    session = lesson.db.get_one(TutoringSession, lesson.id)
    assert (job.name, job.due_at) == (END_FORGOTTEN, session.scheduled_end + timedelta(hours=2))


def test_starting_a_running_session_changes_nothing(lesson: Lesson) -> None:
    """200, no second event."""
    assert lesson.post(lesson.tutor, "start").status_code == 200
    assert lesson.log() == []


@pytest.mark.parametrize("act", ["start", "end"])
@pytest.mark.parametrize("status", [SessionStatus.COMPLETED, SessionStatus.CANCELLED, SessionStatus.SCHEDULED])
def test_wrong_time_to_start_or_end(lesson: Lesson, act: str, status: SessionStatus) -> None:
    """409 with the status, except where it is the very thing wanted."""
    lesson.set_status(status)
    answer = lesson.post(lesson.tutor, act)
    is_fine = (act, status) in (("start", SessionStatus.SCHEDULED), ("end", SessionStatus.COMPLETED))
    assert answer.status_code == (200 if is_fine else 409)
    if not is_fine:
        assert (json_of(answer)["code"], json_of(answer)["sessionStatus"]) == ("wrong_session_status", status.value)


def test_all_that_is_open_ends_with_the_lesson(lesson: Lesson) -> None:
    """Hands, contact and session-scoped assignments (C17); the room hears of the end last."""
    lesson.raise_hand(message="Stuck")
    student_id = str(lesson.student.id)
    lesson.post(lesson.tutor, "panel-mode", studentId=student_id, mode="TEACH")
    ticket = lesson.ticket(lesson.tutor)
    first, second = lesson.world.course.exercises[4]
    lesson.command(ticket, "content:assign", studentId=student_id, exerciseId=str(first))
    lesson.command(ticket, "content:assign", studentId=student_id, exerciseId=str(second), scope="persistent")
    before = len(lesson.log())
    answer = json_of(lesson.post(lesson.tutor, "end"))
    assert (answer["status"], datetime.fromisoformat(answer["actualEnd"])) == ("COMPLETED", NOW)
    assert lesson.types()[before:] == ["help:updated", "panel:changed", "session:ended"]
    assert lesson.db.scalars(sa.select(HelpRequest.status)).all() == [HelpStatus.CANCELLED]
    assert lesson.count(ContactInterval, ContactInterval.ended_at.is_(None)) == 0
    kept = lesson.db.scalars(sa.select(ContentAssignment.exercise_id).where(ContentAssignment.is_active)).all()
    assert kept == [second]
    assert lesson.post(lesson.tutor, "end").status_code == 200
    assert len(lesson.log()) == before + 3


def test_forgotten_session_is_ended_by_the_system(lesson: Lesson) -> None:
    """Two hours after its planned end; the audit names nobody."""
    session = lesson.db.get_one(TutoringSession, lesson.id)
    due = session.scheduled_end + timedelta(hours=2)
    for _ in range(2):
        end_forgotten(lesson.db, {"sessionId": str(lesson.id)}, now=due)
    assert lesson.types() == ["session:ended"]
    row = lesson.db.scalars(sa.select(AuditLog).where(AuditLog.action == "SESSION_END")).one()
    assert (row.user_id, row.acting_role) == (None, None)


def test_session_that_was_moved_is_not_forgotten_yet(lesson: Lesson) -> None:
    """The job comes at the old time: it promises itself for the new one."""
    session = lesson.db.get_one(TutoringSession, lesson.id)
    old_due = session.scheduled_end + timedelta(hours=2)
    session.scheduled_end += timedelta(hours=1)
    end_forgotten(lesson.db, {"sessionId": str(lesson.id)}, now=old_due)
    assert lesson.log() == []
    job = lesson.db.scalars(sa.select(PendingJob).where(PendingJob.key == str(lesson.id))).one()
    assert job.due_at == old_due + timedelta(hours=1)


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("tutor", RoomRole.TUTOR),
        ("supervisor", RoomRole.OBSERVER),
        ("admin", RoomRole.OBSERVER),
        ("student1", RoomRole.STUDENT),
    ],
)
def test_everyone_gets_a_ticket_in_their_own_role(
    lesson: Lesson, settings: CoreSettings, who: str, role: RoomRole
) -> None:
    """PROTOCOL, Connecting: signed by the core, for one joining within two minutes."""
    person = lesson.world.riverside.people[who]
    answer = json_of(lesson.post(person, "ticket"))
    ticket = opened(settings, answer["ticket"])
    assert (ticket.role, ticket.user_id, ticket.login_id) == (role, str(person.id), str(person.login_id))
    assert (ticket.session_id, ticket.centre_id) == (str(lesson.id), str(lesson.world.riverside.id))
    assert ticket.join_by == int(NOW.timestamp()) + 120
    session = lesson.db.get_one(TutoringSession, lesson.id)
    assert ticket.until == int((session.scheduled_end + timedelta(hours=3)).timestamp())
    assert answer["url"] == f"{settings.public_hub_url}/ws/{lesson.id}"
    assert datetime.fromisoformat(answer["joinBy"]).timestamp() == ticket.join_by
    assert answer["ticket"] not in answer["url"]


def test_each_ticket_has_an_id_of_its_own(lesson: Lesson, settings: CoreSettings) -> None:
    """It joins once, so every reconnect needs a new one."""
    ids = {opened(settings, lesson.ticket(lesson.student)).id for _ in range(2)}
    assert len(ids) == 2


def test_substitute_is_a_tutor(lesson: Lesson, settings: CoreSettings) -> None:
    """As the timetable says."""
    substitute = lesson.world.riverside.tutor2
    lesson.db.get_one(TutoringSession, lesson.id).substitute_tutor_id = substitute.id
    lesson.db.commit()
    assert opened(settings, lesson.ticket(substitute)).role is RoomRole.TUTOR


def test_room_opens_fifteen_minutes_before(lesson: Lesson, clock: FixedClock) -> None:
    """Not a second earlier: 409 with the time from which it is open."""
    lesson.set_status(SessionStatus.SCHEDULED)
    start = lesson.db.get_one(TutoringSession, lesson.id).scheduled_start
    clock.move_to(start - timedelta(minutes=15, seconds=1))
    early = lesson.post(lesson.student, "ticket")
    assert (early.status_code, json_of(early)["code"]) == (409, "too_early")
    assert datetime.fromisoformat(json_of(early)["joinOpensAt"]) == start - timedelta(minutes=15)
    clock.advance(seconds=1)
    assert lesson.post(lesson.student, "ticket").status_code == 200


@pytest.mark.parametrize(
    ("status", "code"),
    [(SessionStatus.COMPLETED, "session_ended"), (SessionStatus.CANCELLED, "session_cancelled")],
)
def test_no_ticket_for_what_is_over(lesson: Lesson, status: SessionStatus, code: str) -> None:
    """409, for staff too."""
    lesson.set_status(status)
    for who in (lesson.tutor, lesson.student):
        answer = lesson.post(who, "ticket")
        assert (answer.status_code, json_of(answer)["code"]) == (409, code)


@pytest.mark.parametrize("who", ["tutor2", "supervisor"])
def test_staff_of_the_centre_step_in(lesson: Lesson, settings: CoreSettings, who: str) -> None:
    """From then on they hold the tutor's role, by REST too; the room and the audit know of it."""
    person = lesson.world.riverside.people[who]
    ticket = opened(settings, lesson.ticket(person, **{"as": "tutor"}))
    assert ticket.role is RoomRole.TUTOR
    [event] = lesson.log()
    assert event.event == {"type": "session:changed", "tutorIds": [str(lesson.tutor.id), str(person.id)]}
    assert lesson.count(AuditLog, AuditLog.action == "SESSION_STEP_IN", AuditLog.user_id == person.id) == 1
    assert opened(settings, lesson.ticket(person)).role is RoomRole.TUTOR
    assert lesson.post(person, "message", text="I am here today").status_code == 201


def test_stepping_in_again_is_no_news(lesson: Lesson) -> None:
    """One row, one event."""
    for _ in range(2):
        lesson.ticket(lesson.world.riverside.tutor2, **{"as": "tutor"})
    assert (lesson.types(), lesson.count(SessionStepIn)) == (["session:changed"], 1)


def test_tutor_may_only_watch(lesson: Lesson, settings: CoreSettings) -> None:
    """On a second screen."""
    assert opened(settings, lesson.ticket(lesson.tutor, **{"as": "observer"})).role is RoomRole.OBSERVER


@pytest.mark.parametrize("wanted", ["tutor", "observer"])
def test_student_gets_no_other_role(lesson: Lesson, wanted: str) -> None:
    """403."""
    assert lesson.post(lesson.student, "ticket", **{"as": wanted}).status_code == 403


@pytest.mark.parametrize("wanted", ["student", "god", 1])
def test_unknown_role_is_refused(lesson: Lesson, wanted: object) -> None:
    """422 with its path."""
    answer = lesson.post(lesson.tutor, "ticket", **{"as": wanted})
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, "as")


def test_assessor_has_no_place_in_a_room(lesson: Lesson) -> None:
    """403: neither conducts nor watches lessons."""
    answer = lesson.post(lesson.world.riverside.assessor, "ticket", **{"as": "tutor"})
    assert answer.status_code == 403


def test_step_in_stays_with_its_session(lesson: Lesson) -> None:
    """Whoever stepped into one lesson has no say in the next."""
    other = UUID(int=lesson.id.int ^ 1)
    lesson.ticket(lesson.world.riverside.tutor2, **{"as": "tutor"})
    path = f"/api/sessions/{other}/message"
    answer = lesson.client.post(path, headers=lesson.world.riverside.tutor2.headers, json={"text": "Hello"})
    assert answer.status_code == 404
