"""What the tutor's and the student's pages open with, and the log that they go on from.

Who may is tested with every other route in test_access.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from core_service.access.rules import Role
from core_service.attendance.service import record_presence
from core_service.foundation.runtime import Runtime
from core_service.live.models import HelpRequest
from core_service.live.rules import HelpPriority
from core_service.sessions.models import TutoringSession
from shared.clock import FixedClock, wire_time
from shared.events.reports import PresenceReport
from shared.events.values import CentreId, ConnectionId, SessionId, UserId
from shared.ids import new_id
from tests.core_service.conftest import NOW, json_of
from tests.core_service.live.lesson import Lesson
from tests.factories import content, people, sessions
from tests.factories.people import TestPerson


@contextmanager
def statements(run: Runtime) -> Iterator[list[str]]:
    """What was sent to the database, transaction control aside."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append(statement)

    event.listen(run.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(run.database.engine, "before_cursor_execute", note)


def class_of(lesson: Lesson, students: int) -> tuple[UUID, list[TestPerson]]:
    """A running session of so many students, each with something of everything; their hands went up in this order."""
    where, made = lesson.world.riverside, lesson.world.course
    with lesson.db.begin_nested():
        members = []
        for number in range(students):
            student = people.person(
                lesson.db, where, f"pupil{students}_{number}", Role.STUDENT, now=NOW, school_grade=6
            )
            content.place_at(lesson.db, where, student, made, 4, by=where.assessor, now=NOW)
            members.append(student)
        session_id = sessions.session(
            lesson.db, where, where.tutor, starts_at=NOW, students=[(member, made) for member in members]
        )
    lesson.db.commit()
    exercise_id = str(made.exercises[4][0])
    for member in members:
        path = f"/api/sessions/{session_id}"
        start = f"/api/exercises/{exercise_id}/start"
        lesson.client.post(start, headers=member.headers, json={"sessionId": str(session_id)})
        lesson.client.post(f"{path}/help-request", headers=member.headers, json={"message": "Help"})
        body = {"studentId": str(member.id)}
        headers = where.tutor.headers
        lesson.client.post(f"{path}/attendance", headers=headers, json=body | {"status": "PRESENT"})
        lesson.client.post(f"{path}/panel-mode", headers=headers, json=body | {"mode": "TEACH"})
        lesson.client.post(f"{path}/message", headers=headers, json=body | {"text": "Hello"})
    return session_id, members


def test_dashboard_needs_as_many_statements_for_fifteen_as_for_three(lesson: Lesson, run: Runtime) -> None:
    """R080, R316: a fixed number, and everything of everyone is in it."""
    counts = []
    for students in (3, 15):
        session_id, _ = class_of(lesson, students)
        path = f"/api/sessions/{session_id}/dashboard"
        lesson.db.rollback()
        with statements(run) as sent:
            shown = json_of(lesson.client.get(path, headers=lesson.tutor.headers))
        counts.append(len(sent))
        for part in ("enrollments", "helpRequests", "attendance", "timers", "messages"):
            assert len(shown[part]) == students, part
        assert all(each["activity"]["status"] == "WORKING" for each in shown["enrollments"])
    assert counts[0] == counts[1]
    assert counts[0] <= 22


def test_dashboard_shows_the_lesson(lesson: Lesson) -> None:
    """One student at work, with level of enrolling and of now, hand, mark and messages."""
    exercise_id = str(lesson.world.course.exercises[4][0])
    lesson.client.post(
        f"/api/exercises/{exercise_id}/start", headers=lesson.student.headers, json={"sessionId": str(lesson.id)}
    )
    hand = lesson.raise_hand(message="Why?")
    shown = json_of(lesson.get(lesson.tutor, "dashboard"))
    assert shown["seq"] == len(lesson.log()) == 2
    assert (shown["session"]["id"], len(shown["session"]["students"])) == (str(lesson.id), 2)
    first, second = shown["enrollments"]
    student = {"id": str(lesson.student.id), "name": "Student1", "avatarUrl": None, "schoolGrade": 6}
    assert (first["student"], first["seat"], first["status"]) == (student, "A1", "ENROLLED")
    assert first["assessedLevel"] == first["currentLevel"] == {"level": 4, "label": "Class 4"}
    activity = first["activity"]
    assert (activity["exerciseId"], activity["exerciseTitle"]) == (exercise_id, "Multiple Choice 1")
    assert (activity["questionCount"], activity["progressPct"], activity["maxScore"]) == (2, 0, 10)
    assert activity["lessonTitle"] == "Exercise 1.2"
    assert second["activity"] is None
    assert shown["helpRequests"] == [hand]
    assert shown["assignments"] == shown["messages"] == shown["attendance"] == []


def test_acknowledged_hands_stay_on_the_screen(lesson: Lesson, clock: FixedClock) -> None:
    """C36: oldest first, until they are down."""
    first = lesson.raise_hand(lesson.world.riverside.student2)
    clock.advance(seconds=1)
    second = lesson.raise_hand()
    lesson.change_hand(lesson.tutor, first, "acknowledge")
    shown = json_of(lesson.get(lesson.tutor, "dashboard"))["helpRequests"]
    assert [each["id"] for each in shown] == [first["id"], second["id"]]
    lesson.change_hand(lesson.tutor, first, "resolve")
    shown = json_of(lesson.get(lesson.tutor, "dashboard"))["helpRequests"]
    assert [each["id"] for each in shown] == [second["id"]]


def test_dashboard_tells_how_long_students_have_been_here(lesson: Lesson) -> None:
    """R117: finished visits in seconds, the one that goes on by its start."""
    reports = [
        PresenceReport(
            session_id=SessionId(str(lesson.id)),
            centre_id=CentreId(str(lesson.world.riverside.id)),
            user_id=UserId(str(lesson.student.id)),
            version=(1, 1),
            connection_id=ConnectionId(str(new_id())),
            joined_at=NOW - timedelta(minutes=joined),
            seen_at=NOW - timedelta(minutes=seen),
            left_at=NOW - timedelta(minutes=seen) if has_left else None,
        )
        for joined, seen, has_left in ((20, 10, True), (5, 0, False))
    ]
    record_presence(lesson.db, reports)
    lesson.db.commit()
    timers = {each["studentId"]: each for each in json_of(lesson.get(lesson.tutor, "dashboard"))["timers"]}
    mine, other = timers[str(lesson.student.id)], timers[str(lesson.world.riverside.student2.id)]
    assert (mine["presentSeconds"], mine["presentSince"]) == (600, wire_time(NOW - timedelta(minutes=5)))
    assert (other["presentSeconds"], other["presentSince"], other["mode"]) == (0, None, "OBSERVE")


def test_student_sees_themself_alone(lesson: Lesson) -> None:
    """R081: own places with what comes next; nothing of the other student, no notes, no answers."""
    lesson.db.get_one(TutoringSession, lesson.id).notes = "For the staff"
    lesson.db.commit()
    lesson.raise_hand(lesson.world.riverside.student2, message="Not yours")
    lesson.post(lesson.tutor, "message", studentId=str(lesson.world.riverside.student2.id), text="Not yours either")
    lesson.post(lesson.tutor, "message", text="For all")
    lesson.post(lesson.student, "reply", text="Mine")
    answer = lesson.get(lesson.student, "student-view")
    view = json_of(answer)
    assert [each["text"] for each in view["messages"]] == ["For all", "Mine"]
    assert (view["help"], view["attempt"], view["attendance"], view["mode"]) == (None, None, None, "OBSERVE")
    assert (view["session"]["notes"], len(view["session"]["students"])) == (None, 1)
    assert view["tutor"]["name"] == "Tutor"
    [place] = view["enrollments"]
    assert (place["problem"], place["next"]["kind"]) == (None, "EXERCISE")
    assert place["next"]["exercise"]["id"] == str(lesson.world.course.exercises[4][0])
    for secret in ("Student2", "Not yours", "For the staff", "expectedAnswers", "SECRET"):
        assert secret not in answer.text


def test_student_comes_back_to_their_work(lesson: Lesson) -> None:
    """The open attempt with its draft, and the hand that is up."""
    exercise_id = str(lesson.world.course.exercises[4][0])
    headers = lesson.student.headers
    started = json_of(
        lesson.client.post(f"/api/exercises/{exercise_id}/start", headers=headers, json={"sessionId": str(lesson.id)})
    )
    draft = {"base": 0, "answers": [{"questionIndex": 0, "answer": "4"}]}
    lesson.client.put(f"/api/attempts/{started['attemptId']}/draft", headers=headers, json=draft)
    lesson.raise_hand(message="Why?")
    lesson.post(lesson.tutor, "attendance", studentId=str(lesson.student.id), status="LATE")
    view = json_of(lesson.get(lesson.student, "student-view"))
    assert (view["attempt"]["id"], view["attempt"]["draftRevision"]) == (started["attemptId"], 1)
    assert view["attempt"]["answers"][0]["answer"] == "4"
    assert (view["help"]["message"], view["attendance"]) == ("Why?", "LATE")


def test_student_knows_how_many_hands_are_answered_first(lesson: Lesson, clock: FixedClock) -> None:
    """UI 6: "you are next", "1 before you"; nothing is told of who that is, and a hand with an adult is not waiting."""
    other = lesson.world.riverside.student2
    first = lesson.raise_hand(other, message="Earlier")
    clock.advance(seconds=20)
    assert json_of(lesson.get(lesson.student, "student-view"))["handsAhead"] is None
    mine = lesson.raise_hand()
    assert json_of(lesson.get(lesson.student, "student-view"))["handsAhead"] == 1
    assert json_of(lesson.get(other, "student-view"))["handsAhead"] == 0
    lesson.change_hand(lesson.tutor, first, "acknowledge")
    assert json_of(lesson.get(lesson.student, "student-view"))["handsAhead"] == 0
    lesson.change_hand(lesson.tutor, mine, "acknowledge")
    assert json_of(lesson.get(lesson.student, "student-view"))["handsAhead"] is None


def test_urgent_hands_are_answered_before_older_ones(lesson: Lesson, clock: FixedClock) -> None:
    """UI 5: urgent, then longest wait; in the same order for those who wait."""
    other = lesson.world.riverside.student2
    lesson.raise_hand()
    clock.advance(seconds=20)
    urgent = lesson.raise_hand(other)
    lesson.db.get_one(HelpRequest, UUID(urgent["id"])).priority = HelpPriority.URGENT
    lesson.db.commit()
    assert json_of(lesson.get(lesson.student, "student-view"))["handsAhead"] == 1
    assert json_of(lesson.get(other, "student-view"))["handsAhead"] == 0


def test_place_among_hands_needs_as_many_statements_for_fifteen_as_for_three(lesson: Lesson, run: Runtime) -> None:
    """R316: they are counted where they are."""
    counts = []
    for students in (3, 15):
        session_id, members = class_of(lesson, students)
        path = f"/api/sessions/{session_id}/student-view"
        lesson.db.rollback()
        with statements(run) as sent:
            view = json_of(lesson.client.get(path, headers=members[-1].headers))
        assert view["handsAhead"] == students - 1
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_student_without_a_level_is_told(lesson: Lesson) -> None:
    """C34: where the course has nothing to place them with, the page says so instead of failing."""
    where = lesson.world.riverside
    other = content.course(lesson.db, levels=())
    sessions.enrollment(lesson.db, lesson.db.get_one(TutoringSession, lesson.id), where.student1, other, seat="A1")
    lesson.db.commit()
    places = json_of(lesson.get(lesson.student, "student-view"))["enrollments"]
    unplaced = next(each for each in places if each["course"]["id"] == str(other.id))
    assert (unplaced["problem"], unplaced["next"], unplaced["currentLevel"]) == ("needs_placement", None, None)


def test_log_is_shown_as_far_as_one_may_see(lesson: Lesson) -> None:
    """Staff all of it; a student what is for everyone or names them; the head is the same for all."""
    one, other = lesson.student, lesson.world.riverside.student2
    lesson.post(lesson.tutor, "message", text="All")
    lesson.post(lesson.tutor, "message", studentId=str(one.id), text="One")
    lesson.post(lesson.tutor, "message", studentId=str(other.id), text="Other")
    lesson.post(lesson.tutor, "panel-mode", studentId=str(one.id), mode="TEACH")
    seen = {who.id: json_of(lesson.get(who, "events")) for who in (lesson.tutor, one, other)}
    assert [each["seq"] for each in seen[lesson.tutor.id]["events"]] == [1, 2, 3, 4]
    assert [each["text"] for each in seen[one.id]["events"]] == ["All", "One"]
    assert [each["text"] for each in seen[other.id]["events"]] == ["All", "Other"]
    assert {page["head"] for page in seen.values()} == {4}
    first = seen[one.id]["events"][0]
    assert (first["type"], first["at"], first["kind"]) == ("message:new", "2026-11-17T16:30:00Z", "message")


def test_log_goes_on_after_a_seq(lesson: Lesson) -> None:
    """In pages."""
    for number in range(5):
        lesson.post(lesson.tutor, "message", text=str(number))
    page = json_of(lesson.get(lesson.student, "events?after=1&limit=2"))
    assert [each["text"] for each in page["events"]] == ["1", "2"]
    assert page["head"] == 5
    assert json_of(lesson.get(lesson.student, "events?after=5"))["events"] == []


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=501", "limit=-5", f"after={2**70}"])
def test_senseless_places_in_the_log(lesson: Lesson, query: str) -> None:
    """422, never a database error."""
    assert lesson.get(lesson.tutor, f"events?{query}").status_code == 422


def test_log_outlives_the_lesson(lesson: Lesson) -> None:
    """It is the timeline for later (R066)."""
    lesson.post(lesson.tutor, "end")
    assert [each["type"] for each in json_of(lesson.get(lesson.student, "events"))["events"]] == ["session:ended"]
    found = sa.select(TutoringSession.actual_end).where(TutoringSession.id == lesson.id)
    assert lesson.db.scalars(found).one() == NOW


def test_dashboard_tells_what_was_handed_in_and_in_which_role_one_looks(lesson: Lesson, clock: FixedClock) -> None:
    """Every exercise of the session, oldest first; the tutor's own role, a supervisor's until they step in."""
    for number in (0, 1):
        exercise_id = lesson.world.course.exercises[4][number]
        body: dict[str, Any] = {"answers": [], "sessionId": str(lesson.id)}
        path = f"/api/exercises/{exercise_id}/submit"
        clock.advance(minutes=1)
        assert lesson.client.post(path, headers=lesson.student.headers, json=body).status_code == 200
    shown = json_of(lesson.get(lesson.tutor, "dashboard"))
    handed_in = [result["exerciseId"] for result in shown["results"]]
    assert handed_in == [str(each) for each in lesson.world.course.exercises[4][:2]]
    assert {(each["studentId"], each["status"], each["score"]) for each in shown["results"]} == {
        (str(lesson.student.id), "AUTO_GRADED", 0)
    }
    supervisor = lesson.world.riverside.supervisor
    assert shown["role"] == "tutor"
    assert json_of(lesson.get(supervisor, "dashboard"))["role"] == "observer"
    lesson.ticket(supervisor, **{"as": "tutor"})
    assert json_of(lesson.get(supervisor, "dashboard"))["role"] == "tutor"


def test_dashboard_tells_when_the_tutor_was_last_by(lesson: Lesson, clock: FixedClock) -> None:
    """Null for never, and while they are there for the first time."""

    def last() -> Any:
        timers = json_of(lesson.get(lesson.tutor, "dashboard"))["timers"]
        return next(each for each in timers if each["studentId"] == str(lesson.student.id))["lastContactAt"]

    assert last() is None
    lesson.post(lesson.tutor, "panel-mode", studentId=str(lesson.student.id), mode="TEACH")
    assert last() is None
    clock.advance(minutes=3)
    lesson.post(lesson.tutor, "panel-mode", studentId=str(lesson.student.id), mode="OBSERVE")
    assert last() == wire_time(NOW + timedelta(minutes=3))
