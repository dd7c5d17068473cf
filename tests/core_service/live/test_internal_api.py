"""What the hub asks: a room to open, its log, all rooms' positions. The service key is tested in test_access."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
import sqlalchemy as sa

from core_service.access.rules import Role
from core_service.identity.models import AppUser, Login, UserRole
from core_service.sessions.models import StudentSessionEnrollment
from shared.clock import FixedClock
from shared.events.notices import EventsPage, PositionsAnswer, Revocation, RoomBootstrap, event_in
from shared.events.room import ExerciseStarted, MessageSent
from shared.events.shapes import Answer, DraftSnapshot, EnrollmentSnapshot
from shared.events.values import (
    ActivityStatus,
    AttemptId,
    AttendanceStatus,
    CourseId,
    EnrollmentId,
    HelpStatus,
    PanelMode,
    SessionStatus,
    UserId,
)
from shared.ids import new_id
from shared.settings import CoreSettings
from tests.core_service.conftest import NOW, json_of
from tests.core_service.live.lesson import Lesson


class Hub:
    """Asks with the service key."""

    def __init__(self, lesson: Lesson, settings: CoreSettings) -> None:
        self.lesson = lesson
        self.headers = {"X-Service-Key": settings.service_key}

    def get(self, session_id: object, path: str = "", **query: Any) -> Any:
        """Below a room."""
        asked = {"centreId": str(self.lesson.world.riverside.id)} | query
        address = f"/api/internal/rooms/{session_id}{path}"
        return self.lesson.client.get(address, headers=self.headers, query_string=asked)

    def bootstrap(self) -> RoomBootstrap:
        """As the hub reads it."""
        return msgspec.json.decode(self.get(self.lesson.id).data, type=RoomBootstrap)

    def look(self, cursor: str | None, *rooms: tuple[UUID, UUID]) -> PositionsAnswer:
        """One look; without rooms, at the lesson's."""
        asked = rooms or ((self.lesson.id, self.lesson.world.riverside.id),)
        body = [{"sessionId": str(session), "centreId": str(centre), "seq": 0} for session, centre in asked]
        answer = self.lesson.client.post(
            "/api/internal/rooms/positions", headers=self.headers, json={"cursor": cursor, "rooms": body}
        )
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.data, type=PositionsAnswer)


@pytest.fixture
def hub(lesson: Lesson, settings: CoreSettings) -> Hub:
    """With Riverside's lesson."""
    return Hub(lesson, settings)


@pytest.mark.parametrize("path", ["", "/events"])
def test_room_of_another_centre_is_not_there(hub: Hub, path: str) -> None:
    """404 where the hub's word about the centre does not fit the session, as for one that does not exist."""
    foreign = hub.lesson.world.foreign_session_id
    assert hub.get(foreign, path).status_code == 404
    assert hub.get(hub.lesson.id, path, centreId=str(hub.lesson.world.hillcrest.id)).status_code == 404
    assert hub.get(new_id(), path).status_code == 404


@pytest.mark.parametrize("centre", ["", "x", "00000000"])
def test_centre_must_be_named(hub: Hub, centre: str) -> None:
    """422."""
    assert hub.get(hub.lesson.id, centreId=centre).status_code == 422


def test_room_as_it_opens(hub: Hub, settings: CoreSettings) -> None:
    """Who supervises, when, and nothing begun yet."""
    room = hub.bootstrap()
    world = hub.lesson.world
    assert (room.session_id, room.centre_id) == (str(world.session_id), str(world.riverside.id))
    assert (room.status, room.seq, room.tutor_ids) == (SessionStatus.IN_PROGRESS, 0, (str(world.riverside.tutor.id),))
    assert room.scheduled_end - room.scheduled_start == timedelta(minutes=90)
    assert (room.quiet_seconds, room.offline_seconds) == (settings.quiet_seconds, settings.offline_seconds)
    assert set(room.students) == {str(world.riverside.student1.id), str(world.riverside.student2.id)}
    student = room.students[UserId(str(world.riverside.student1.id))]
    assert (student.name, student.seat, student.attendance) == ("Student1", "A1", None)
    assert (student.mode, student.help, student.activity, student.draft) == (PanelMode.OBSERVE, None, None, None)
    place = hub.lesson.db.scalars(
        sa.select(StudentSessionEnrollment.id).where(
            StudentSessionEnrollment.session_id == world.session_id,
            StudentSessionEnrollment.student_id == world.riverside.student1.id,
        )
    ).one()
    assert student.enrollments == (
        EnrollmentSnapshot(
            enrollment_id=EnrollmentId(str(place)),
            course_id=CourseId(str(world.course.id)),
            course_name="Mathematics",
            level=4,
            school_grade=6,
        ),
    )


def test_room_of_a_lesson_that_runs(hub: Hub) -> None:
    """Everything that a hub which starts in the middle needs to show each student as they are."""
    lesson = hub.lesson
    student_id, exercise_id = str(lesson.student.id), str(lesson.world.course.exercises[4][0])
    started = json_of(
        lesson.client.post(
            f"/api/exercises/{exercise_id}/start",
            headers=lesson.student.headers,
            json={"sessionId": str(lesson.id)},
        )
    )
    draft = {"base": 0, "answers": [{"questionIndex": 0, "answer": "4"}]}
    lesson.client.put(f"/api/attempts/{started['attemptId']}/draft", headers=lesson.student.headers, json=draft)
    hand = lesson.raise_hand(message="Why?")
    lesson.change_hand(lesson.tutor, hand, "acknowledge")
    lesson.post(lesson.tutor, "attendance", studentId=student_id, status="LATE")
    lesson.post(lesson.tutor, "panel-mode", studentId=student_id, mode="TEACH")
    lesson.ticket(lesson.world.riverside.tutor2, **{"as": "tutor"})
    room = hub.bootstrap()
    assert room.seq == len(lesson.log())
    assert room.tutor_ids == (str(lesson.tutor.id), str(lesson.world.riverside.tutor2.id))
    student = room.students[UserId(student_id)]
    assert (student.attendance, student.mode) == (AttendanceStatus.LATE, PanelMode.TEACH)
    assert student.help is not None
    assert (student.help.status, student.help.message) == (HelpStatus.ACKNOWLEDGED, "Why?")
    assert student.activity is not None
    assert (student.activity.status, student.activity.question_count) == (ActivityStatus.WORKING, 2)
    assert (student.activity.attempt_id, student.activity.started_at) == (started["attemptId"], NOW)
    page = msgspec.json.decode(hub.get(lesson.id, "/events", after=0).data, type=EventsPage)
    told = next(event for event in map(event_in, page.events) if isinstance(event, ExerciseStarted))
    of_lesson = (student.activity.lesson_title, student.activity.content_type, student.activity.estimated_mins)
    assert of_lesson == (told.lesson_title, told.content_type, told.estimated_mins)
    assert of_lesson[0] is not None, "a hub that was there shows the lesson too"
    assert student.draft == DraftSnapshot(
        attempt_id=AttemptId(started["attemptId"]), revision=1, answers=(Answer(question_index=0, answer="4"),)
    )


def test_work_that_was_handed_in_has_no_draft(hub: Hub) -> None:
    """Shown as finished; what the student started last counts."""
    lesson = hub.lesson
    exercise_id = lesson.world.course.exercises[4][0]
    body = {"sessionId": str(lesson.id)}
    headers = lesson.student.headers
    lesson.client.post(f"/api/exercises/{exercise_id}/start", headers=headers, json=body)
    answers = [{"questionIndex": index, "answer": "4"} for index in (0, 1)]
    lesson.client.post(f"/api/exercises/{exercise_id}/submit", headers=headers, json=body | {"answers": answers})
    student = hub.bootstrap().students[UserId(str(lesson.student.id))]
    assert student.activity is not None
    assert (student.activity.status, student.activity.progress_pct) == (ActivityStatus.COMPLETED, 100)
    assert student.draft is None


def test_whole_log_for_the_hub(hub: Hub) -> None:
    """With audiences, in order, after a seq."""
    lesson = hub.lesson
    lesson.post(lesson.tutor, "message", text="All")
    lesson.post(lesson.tutor, "message", studentId=str(lesson.student.id), text="One")
    lesson.post(lesson.tutor, "notes", studentId=str(lesson.student.id), text="Hm")
    page = msgspec.json.decode(hub.get(lesson.id, "/events", after=0).data, type=EventsPage)
    assert ([each.seq for each in page.events], page.head) == ([1, 2, 3], 3)
    assert [each.audience for each in page.events] == ["everyone", (str(lesson.student.id),), "staff"]
    first = event_in(page.events[0])
    assert isinstance(first, MessageSent)
    assert (first.text, first.seq, first.at) == ("All", 1, NOW)
    rest = msgspec.json.decode(hub.get(lesson.id, "/events", after=2).data, type=EventsPage)
    assert ([each.seq for each in rest.events], rest.head) == ([3], 3)


def test_heads_of_rooms_that_are_what_the_hub_says(hub: Hub) -> None:
    """A wrong centre, or no session at all, gets no head."""
    lesson = hub.lesson
    lesson.post(lesson.tutor, "message", text="One")
    riverside, hillcrest = lesson.world.riverside.id, lesson.world.hillcrest.id
    answer = hub.look(
        None,
        (lesson.id, riverside),
        (lesson.world.foreign_session_id, riverside),
        (new_id(), hillcrest),
    )
    assert [(room.session_id, room.head) for room in answer.rooms] == [(str(lesson.id), 1)]


def test_first_look_revokes_nobody(hub: Hub) -> None:
    """A hub that starts has let nobody in yet; without rooms there is still a cursor."""
    hub.lesson.client.post("/api/auth/logout", headers=hub.lesson.student.headers)
    assert hub.look(None).revoked == ()
    body: dict[str, object] = {"cursor": None, "rooms": []}
    empty = hub.lesson.client.post("/api/internal/rooms/positions", headers=hub.headers, json=body)
    assert json_of(empty)["cursor"]


def test_login_that_ended_is_revoked(hub: Hub, clock: FixedClock) -> None:
    """Told again for a while, since it may have been committed late; then no more."""
    cursor = hub.look(None).cursor
    clock.advance(seconds=1)
    login_id = hub.lesson.student.login_id
    hub.lesson.db.get_one(Login, login_id).ended_at = clock.now()
    hub.lesson.db.commit()
    clock.advance(seconds=1)
    answer = hub.look(cursor)
    assert answer.revoked == (Revocation(login_id=str(login_id), reason="signed out"),)  # type: ignore[arg-type]
    assert hub.look(answer.cursor).revoked == answer.revoked
    clock.advance(minutes=1)
    assert hub.look(clock.now().isoformat()).revoked == ()


def test_place_that_was_taken_away_is_revoked(hub: Hub) -> None:
    """For this session alone, and only from whoever has no other place in it."""
    lesson = hub.lesson
    supervisor = lesson.world.riverside.supervisor
    cursor = hub.look(None).cursor
    place = json_of(lesson.get(supervisor, "dashboard"))["enrollments"][0]
    lesson.client.delete(f"/api/enrollments/{place['id']}", headers=supervisor.headers)
    [revoked] = hub.look(cursor).revoked
    assert (revoked.user_id, revoked.session_id, revoked.reason) == (
        place["student"]["id"],
        str(lesson.id),
        "unenrolled",
    )
    body = {"studentId": place["student"]["id"], "courseId": place["course"]["id"]}
    again = lesson.client.post(f"/api/sessions/{lesson.id}/enrollments", headers=supervisor.headers, json=body)
    assert again.status_code == 201
    assert hub.look(cursor).revoked == ()


def test_role_that_was_taken_away_is_revoked(hub: Hub) -> None:
    """Unless another role in the same centre lets into rooms too."""
    lesson = hub.lesson
    cursor = hub.look(None).cursor
    taken = sa.update(UserRole).where(UserRole.user_id == lesson.tutor.id).values(is_active=False)
    lesson.db.execute(taken)
    lesson.db.commit()
    [revoked] = hub.look(cursor).revoked
    assert (revoked.user_id, revoked.session_id) == (str(lesson.tutor.id), str(lesson.id))
    lesson.db.add(UserRole(user_id=lesson.tutor.id, centre_id=lesson.world.riverside.id, role=Role.SUPERVISOR))
    lesson.db.commit()
    assert hub.look(cursor).revoked == ()


def test_person_who_was_deactivated_is_revoked(hub: Hub) -> None:
    """Everywhere."""
    cursor = hub.look(None).cursor
    hub.lesson.db.get_one(AppUser, hub.lesson.student.id).is_active = False
    hub.lesson.db.commit()
    [revoked] = hub.look(cursor).revoked
    assert (revoked.user_id, revoked.session_id) == (str(hub.lesson.student.id), None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"rooms":[]}',
        b'{"cursor":"yesterday","rooms":[]}',
        b'{"cursor":"2026-01-01T00:00:00","rooms":[]}',
        b'{"cursor":null,"rooms":[{"sessionId":"x","centreId":"y","seq":0}]}',
    ],
)
def test_question_that_makes_no_sense(hub: Hub, body: bytes) -> None:
    """422, never a 500."""
    answer = hub.lesson.client.post("/api/internal/rooms/positions", headers=hub.headers, data=body)
    assert answer.status_code == 422
