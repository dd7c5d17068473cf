"""A tutor's day (R100, R110, R224).

Good: between two lessons the tutor sees what comes next and when, what the last ones still ask for, and what to know
about the students. Bad: somebody else's sessions must not be in it; a covered lesson must ask for nothing; a day
without lessons still says when the next one is.
"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.assessment.models import AssessmentReview, ProgressRecommendation
from core_service.assessment.rules.states import AssessmentStatus, RecommendationKind
from core_service.attendance.models import AbsenceNotice, PresenceInterval
from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.runtime import Runtime
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.rules.states import AttemptStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.reporting import rows
from tests.core_service.statements import statements_of
from tests.factories import people, sessions
from tests.factories.people import TestPerson

URL = "/api/academic/tutor/my-day"


def day_of(client: FlaskClient, who: TestPerson) -> Any:
    """As the API tells it."""
    return json_of(client.get(URL, headers=who.headers))


def held(db: Session, world: World, days_ago: int) -> Any:
    """A past lesson of the tutor's with both students."""
    where = world.riverside
    both = [(where.student1, world.course), (where.student2, world.course)]
    starts_at = NOW - timedelta(days=days_ago)
    made = sessions.session(db, where, where.tutor, starts_at=starts_at, status=SessionStatus.COMPLETED, students=both)
    db.commit()
    return made


def planned(db: Session, world: World, starts_at: datetime) -> Any:
    """A lesson to come with both students."""
    where = world.riverside
    both = [(where.student1, world.course), (where.student2, world.course)]
    made = sessions.session(db, where, where.tutor, starts_at=starts_at, status=SessionStatus.SCHEDULED, students=both)
    db.commit()
    return made


def test_anonymous_and_those_who_do_not_teach(client: FlaskClient, world: World) -> None:
    """401 and 403."""
    assert client.get(URL).status_code == 401
    for who in ("student1", "parent", "assessor"):
        assert client.get(URL, headers=world.riverside.people[who].headers).status_code == 403


def test_others_days_are_not_mine(client: FlaskClient, world: World) -> None:
    """Neither a colleague's nor another centre's lesson is in it; the day is empty and still has its figures."""
    for who in (world.riverside.tutor2, world.riverside.supervisor):
        day = day_of(client, who)
        assert (day["nextSession"], day["today"], day["openHands"], day["facts"]) == (None, [], [], [])
        assert day["stats"]["attendedPercent"] is None
    [own] = day_of(client, world.hillcrest.tutor)["today"]
    assert own["session"]["id"] == str(world.foreign_session_id)


def test_the_lesson_that_runs(client: FlaskClient, world: World, db: Session) -> None:
    """Its countdown, its hands before everything else, who is in the room, who is not marked yet."""
    where = world.riverside
    rows.hand(db, where, world.session_id, where.student1, NOW - timedelta(minutes=4), answered_after=None)
    rows.hand(db, where, world.session_id, where.student2, NOW - timedelta(minutes=20), answered_after=90)
    rows.mark(db, where, world.session_id, where.student1, AttendanceStatus.LATE, NOW)
    _connect(db, world, where.student2, NOW - timedelta(seconds=20))
    _connect(db, world, where.student1, NOW - timedelta(minutes=10))
    day = day_of(client, where.tutor)
    [lesson] = day["today"]
    assert day["nextSession"] == lesson
    assert (lesson["part"], lesson["isOpen"]) == ("TUTOR", True)
    assert (lesson["startsInSeconds"], lesson["endsInSeconds"]) == (-1800, 3600)
    assert lesson["hands"] == {"open": 1, "answered": 1, "longestWaitSeconds": 90}
    assert lesson["attendance"] == {"present": 0, "late": 1, "absent": 0, "excused": 0, "unmarked": 1}
    assert [person["id"] for person in lesson["inRoom"]] == [str(where.student2.id)]
    assert [hand["studentId"] for hand in day["openHands"]] == [str(where.student1.id)]
    [task] = day["toDo"]["unmarkedAttendance"]
    assert [person["id"] for person in task["students"]] == [str(where.student2.id)]
    assert day["toDo"]["notesToWrite"] == []


def _connect(db: Session, world: World, who: TestPerson, seen_at: datetime) -> None:
    row = PresenceInterval(
        centre_id=world.riverside.id,
        session_id=world.session_id,
        user_id=who.id,
        connection_id=new_id(),
        joined_at=NOW - timedelta(minutes=15),
        seen_at=seen_at,
    )
    db.add(row)
    db.commit()


def test_what_ended_lessons_still_ask_for(client: FlaskClient, world: World, db: Session) -> None:
    """A note for the parents of each who came; nothing for who was away, nothing after a week."""
    where = world.riverside
    yesterday, long_ago = held(db, world, 1), held(db, world, 8)
    for session_id in (yesterday, long_ago):
        rows.mark(db, where, session_id, where.student1, AttendanceStatus.PRESENT, NOW)
    rows.mark(db, where, yesterday, where.student2, AttendanceStatus.ABSENT, NOW)
    tasks = day_of(client, where.tutor)["toDo"]
    [note] = tasks["notesToWrite"]
    assert (note["sessionId"], note["count"]) == (str(yesterday), 1)
    assert [person["name"] for person in note["students"]] == ["Student1"]
    rows.parent_note(db, where, yesterday, where.student1)
    assert day_of(client, where.tutor)["toDo"]["notesToWrite"] == []


def test_a_lesson_that_a_colleague_takes_over(client: FlaskClient, world: World, db: Session) -> None:
    """The tutor sees who covers, the substitute has it as their next one; both have the same lesson."""
    where = world.riverside
    session = db.get_one(TutoringSession, world.session_id)
    session.substitute_tutor_id = where.tutor2.id
    db.commit()
    covered = day_of(client, where.tutor)
    assert (covered["nextSession"], covered["today"][0]["part"]) == (None, "COVERED")
    assert covered["today"][0]["session"]["substituteTutor"]["id"] == str(where.tutor2.id)
    assert covered["toDo"]["unmarkedAttendance"] == []
    mine = day_of(client, where.tutor2)
    assert (mine["nextSession"]["part"], mine["toDo"]["unmarkedAttendance"][0]["count"]) == ("SUBSTITUTE", 2)


def test_days_to_come(client: FlaskClient, world: World, db: Session) -> None:
    """In the order of time, up to fourteen days; when nothing runs, the first is next."""
    db.get_one(TutoringSession, world.session_id).status = SessionStatus.COMPLETED
    later = planned(db, world, NOW + timedelta(days=3))
    sooner = planned(db, world, NOW + timedelta(days=1))
    planned(db, world, NOW + timedelta(days=15))
    day = day_of(client, world.riverside.tutor)
    assert [each["session"]["id"] for each in day["nextDays"]] == [str(sooner), str(later)]
    assert day["nextSession"]["session"]["id"] == str(sooner)
    assert (day["date"], day["timezone"]) == ("2026-11-17", "Europe/London")


def test_catch_ups_to_follow(client: FlaskClient, world: World, db: Session) -> None:
    """Overdue ones and those due today, of students whom the tutor teaches; what is done is gone."""
    where = world.riverside
    earlier, other = held(db, world, 5), held(db, world, 4)
    rows.catch_up(db, world, earlier, where.student1, assigned_at=NOW - timedelta(days=5), due_at=NOW - timedelta(1))
    rows.catch_up(db, world, other, where.student2, assigned_at=NOW, due_at=NOW + timedelta(hours=2))
    rows.catch_up(db, world, earlier, where.student2, assigned_at=NOW, due_at=NOW + timedelta(days=2))
    tasks = day_of(client, where.tutor)["toDo"]
    [overdue], [today] = tasks["catchUpsOverdue"], tasks["catchUpsDueToday"]
    assert (overdue["student"]["id"], overdue["itemsDone"], overdue["items"]) == (str(where.student1.id), 0, 1)
    assert today["student"]["id"] == str(where.student2.id)
    assert day_of(client, where.tutor2)["toDo"]["catchUpsOverdue"] == []


def test_work_that_waits_for_marks(client: FlaskClient, world: World, db: Session) -> None:
    """A tutor sees what their own lessons brought, a supervisor all that they may mark."""
    where = world.riverside
    waiting = NOW - timedelta(hours=30)
    rows.attempt(db, world, where.student1, waiting, status=AttemptStatus.UNDER_REVIEW, session_id=world.session_id)
    rows.attempt(db, world, where.student2, NOW, status=AttemptStatus.UNDER_REVIEW)
    mine = day_of(client, where.tutor)["toDo"]["waitingWork"]
    assert (mine["count"], mine["mayMark"]) == (1, False)
    assert datetime.fromisoformat(mine["oldestSubmittedAt"]) == waiting
    everything = day_of(client, where.supervisor)["toDo"]["waitingWork"]
    assert (everything["count"], everything["mayMark"]) == (2, True)


def test_facts_about_the_next_lessons_students(client: FlaskClient, world: World, db: Session) -> None:
    """New, announced as away, stuck, work returned, away last time, level changed or under review: in words."""
    where = world.riverside
    one, two = where.student1, where.student2
    missed = held(db, world, 2)
    rows.mark(db, where, missed, two, AttendanceStatus.ABSENT, NOW - timedelta(days=2))
    rows.catch_up(db, world, missed, two, assigned_at=NOW - timedelta(2), due_at=NOW + timedelta(days=9))
    for day in range(4):
        rows.attempt(db, world, one, NOW - timedelta(days=day + 1), score=5)
    back = rows.attempt(db, world, two, NOW, status=AttemptStatus.IN_PROGRESS, score=None)
    review = AssessmentReview(
        centre_id=where.id,
        assessor_id=where.assessor.id,
        student_id=two.id,
        exercise_attempt_id=back.id,
        status=AssessmentStatus.RETURNED,
        returned_at=NOW,
    )
    notice = AbsenceNotice(
        centre_id=where.id,
        session_id=world.session_id,
        student_id=two.id,
        reason="Dentist",
        given_at=NOW,
        given_by_id=where.parent.id,
    )
    advice = ProgressRecommendation(
        centre_id=where.id,
        content_centre_id=world.course.centre_id,
        student_id=one.id,
        course_id=world.course.id,
        kind=RecommendationKind.LEVEL_UP,
        from_level=4,
        to_level=5,
        words="All units of level 4 are mastered.",
    )
    db.add_all([review, notice, advice])
    rows.level_step(db, world, one, 3, 4, NOW - timedelta(days=1))
    day = day_of(client, where.tutor)
    told = {(fact["student"]["name"], fact["kind"]): (fact["words"], fact["detail"]) for fact in day["facts"]}
    assert told == {
        ("Student2", "WILL_BE_AWAY"): ("will not come", "Dentist"),
        ("Student2", "RETURNED_WORK"): ("got Multiple Choice 1 back", "Assessor asks for another go."),
        ("Student1", "STUCK"): ("is stuck on Multiple Choice 1", "4 tries, the best with 50%."),
        ("Student2", "WAS_AWAY"): ("was away last time", "0 of 1 catch-up pieces done."),
        ("Student1", "LEVEL_REVIEW"): ("awaits a review in Mathematics", "It is about a step from level 4 to 5."),
        ("Student1", "LEVEL_CHANGED"): ("moved up in Mathematics", "From level 3 to 4."),
    }
    assert [fact["kind"] for fact in day["facts"]][:2] == ["WILL_BE_AWAY", "RETURNED_WORK"]
    assert [each["words"] for each in day["toDo"]["recommendations"]] == ["All units of level 4 are mastered."]


def test_newcomers_are_announced(client: FlaskClient, world: World) -> None:
    """Nobody has met them before."""
    kinds = [fact["kind"] for fact in day_of(client, world.riverside.tutor)["facts"]]
    assert kinds == ["NEW", "NEW"]


def test_figures(client: FlaskClient, world: World, db: Session) -> None:
    """Attendance of this week beside the last, the usual wait, levels gained by own students."""
    where = world.riverside
    last_week = held(db, world, 7)
    rows.mark(db, where, last_week, where.student1, AttendanceStatus.PRESENT, NOW)
    rows.mark(db, where, last_week, where.student2, AttendanceStatus.ABSENT, NOW)
    rows.mark(db, where, world.session_id, where.student1, AttendanceStatus.LATE, NOW)
    rows.hand(db, where, world.session_id, where.student1, NOW - timedelta(minutes=9), answered_after=30)
    rows.level_step(db, world, where.student1, 4, 5, NOW - timedelta(days=20))
    rows.level_step(db, world, where.student2, 5, 4, NOW - timedelta(days=20))
    assert day_of(client, where.tutor)["stats"] == {
        "studentsThisWeek": 1,
        "attendedPercent": 100.0,
        "attendedPercentLastWeek": 50.0,
        "medianResponseSeconds": 30.0,
        "levelsUp": 1,
        "levelsUpSince": "2026-08-25",
    }


@pytest.mark.parametrize("lessons", [1, 12])
def test_statements_do_not_grow(client: FlaskClient, world: World, db: Session, run: Runtime, lessons: int) -> None:
    """Neither with lessons nor with students nor with what is pending."""
    where = world.riverside
    for number in range(lessons):
        people.person(db, where, f"extra{number}", Role.STUDENT, now=NOW)
        session_id = held(db, world, 1 + number % 6)
        rows.catch_up(db, world, session_id, where.student1, assigned_at=NOW - timedelta(9), due_at=NOW - timedelta(1))
        planned(db, world, NOW + timedelta(days=1, hours=2 * number))
    with statements_of(run) as statements:
        day = day_of(client, where.tutor)
    assert len(day["nextDays"]) == lessons
    assert len(statements) == 35
