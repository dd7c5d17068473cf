"""Reports (R270 to R273, C28).

Good: a question, its rows, its figures and one sentence that can be read aloud. Bad: a tutor must not see a
colleague's sessions, an assessor not a colleague's reviews; a centre that is not one's own looks like none; a year of
days, not more; a centre without anything still gets a sentence.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
import sqlalchemy.exc
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.assessment.models import AssessmentReview
from core_service.assessment.rules.states import AssessmentStatus
from core_service.attendance.rules import AttendanceStatus
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.runtime import Runtime
from core_service.identity.models import CentreMember, UserRole
from core_service.reporting.queries.report_catalogue import REPORTS
from core_service.sessions.models import TutoringSession, WaitlistEntry
from core_service.sessions.rules import SessionStatus
from core_service.work.rules.states import AttemptStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.reporting import rows
from tests.core_service.statements import statements_of
from tests.factories import people, sessions
from tests.factories.people import TestCentre, TestPerson

NAMES = sorted(REPORTS)


def ask(client: FlaskClient, who: TestPerson, name: str, **query: object) -> Any:
    """The answer."""
    return client.get(f"/api/reports/{name}", query_string=query, headers=who.headers)


def report(client: FlaskClient, who: TestPerson, name: str, **query: object) -> Any:
    """The report."""
    answer = ask(client, who, name, **query)
    assert answer.status_code == 200, answer.json
    return json_of(answer)


def query_for(world: World, name: str) -> dict[str, object]:
    """What a report cannot be asked without."""
    return {"studentId": world.riverside.student1.id} if name == "student-levels" else {}


@pytest.fixture
def super_admin(db: Session, world: World, run: Runtime) -> TestPerson:
    """Answers for the franchise."""
    where = TestCentre(FRANCHISE_ID, world.riverside.room_id)
    with run.database.open(DataScope(frozenset({FRANCHISE_ID}))) as franchise:
        person = people.person(franchise, where, "super_admin", Role.SUPER_ADMIN, now=NOW)
        franchise.commit()
    return person


def held(db: Session, world: World, days_ago: int, tutor: TestPerson | None = None) -> UUID:
    """A past lesson with both students, an hour and a half from half past four."""
    where = world.riverside
    both = [(where.student1, world.course), (where.student2, world.course)]
    made = sessions.session(
        db,
        where,
        tutor or where.tutor,
        starts_at=NOW - timedelta(days=days_ago),
        status=SessionStatus.COMPLETED,
        students=both,
    )
    db.commit()
    return made


@pytest.mark.parametrize("name", NAMES)
def test_anonymous_and_families(client: FlaskClient, world: World, name: str) -> None:
    """401 and 403."""
    assert client.get(f"/api/reports/{name}").status_code == 401
    for who in ("student1", "parent"):
        assert ask(client, world.riverside.people[who], name).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_another_centre_looks_like_none(client: FlaskClient, world: World, name: str) -> None:
    """404 for both."""
    for id in (world.hillcrest.id, new_id()):
        answer = ask(client, world.riverside.supervisor, name, centreId=id, **query_for(world, name))
        assert answer.status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_days_that_cannot_be(client: FlaskClient, world: World, name: str) -> None:
    """422 with the field: an end before the start, more than a year, no date at all."""
    supervisor, needed = world.riverside.supervisor, query_for(world, name)
    if "since" in REPORTS[name].takes:
        for since, until in (("2026-11-02", "2026-11-01"), ("2024-01-01", "2026-11-01"), ("soon", "2026-11-01")):
            answer = ask(client, supervisor, name, since=since, until=until, **needed)
            assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, "since")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "franchise"])
def test_nothing_happened_is_a_sentence_too(client: FlaskClient, world: World, name: str) -> None:
    """A centre without a past gets an answer, not an error."""
    found = report(client, world.hillcrest.supervisor, name, **_of_hillcrest(world, name))
    assert found["reading"].endswith(".")
    assert (found["isLimited"], found["rowCount"]) == (False, len(found["rows"]))
    assert [centre["name"] for centre in found["centres"]] == ["Hillcrest"]


def _of_hillcrest(world: World, name: str) -> dict[str, object]:
    return {"studentId": world.hillcrest.student1.id} if name == "student-levels" else {}


def test_the_list_says_what_there_is(client: FlaskClient, world: World) -> None:
    """With questions and filters."""
    listed = json_of(client.get("/api/reports", headers=world.riverside.tutor.headers))["items"]
    assert {each["name"] for each in listed} == set(REPORTS)
    [seats] = [each for each in listed if each["name"] == "seats"]
    assert (seats["question"], seats["filters"]) == ("Are the seats used?", ["since", "until", "tutorId", "cohortId"])


def test_a_childs_levels(client: FlaskClient, world: World, db: Session) -> None:
    """Each step, how long the level has stood, and a stall by name after eight weeks."""
    where, child = world.riverside, world.riverside.student1
    rows.level_step(db, world, child, None, 3, NOW - timedelta(days=200))
    rows.level_step(db, world, child, 3, 4, NOW - timedelta(weeks=9))
    found = report(client, where.supervisor, "student-levels", studentId=child.id)
    assert [(step["previousLevel"], step["level"]) for step in found["rows"]] == [(None, 3), (3, 4)]
    [course] = found["figures"]["courses"]
    assert (course["levelThen"], course["level"], course["weeksAtLevel"], course["movement"]) == (3, 4, 9, "STALLED")
    assert found["reading"] == "Student1 has stood at level 4 in Mathematics for 9 weeks."


def test_whose_child_one_may_look_at(client: FlaskClient, world: World, db: Session) -> None:
    """Whoever teaches or has marked them; a colleague is refused, a foreign id looks like none, no id is a mistake."""
    where, child = world.riverside, world.riverside.student1
    assert ask(client, where.tutor, "student-levels", studentId=child.id).status_code == 200
    for stranger in (where.tutor2, where.assessor):
        refused = ask(client, stranger, "student-levels", studentId=child.id)
        assert (refused.status_code, json_of(refused)["code"]) == (403, "relation_missing")
    _reviewed(db, world, child, 1, by=where.assessor)
    assert ask(client, where.assessor, "student-levels", studentId=child.id).status_code == 200
    for unknown in (world.hillcrest.student1.id, new_id()):
        assert ask(client, where.supervisor, "student-levels", studentId=unknown).status_code == 404
    missing = ask(client, where.supervisor, "student-levels")
    assert (missing.status_code, json_of(missing)["errors"][0]["path"]) == (422, "studentId")


def test_who_progresses(client: FlaskClient, world: World, db: Session) -> None:
    """Level now and 90 days ago; a level that was only confirmed does not begin anew."""
    one, two = world.riverside.student1, world.riverside.student2
    rows.level_step(db, world, one, None, 3, NOW - timedelta(days=100))
    rows.level_step(db, world, one, 3, 4, NOW - timedelta(days=10))
    rows.level_step(db, world, two, None, 4, NOW - timedelta(days=150))
    rows.level_step(db, world, two, 4, 4, NOW - timedelta(days=5))
    found = report(client, world.riverside.supervisor, "progress")
    told = [(row["studentName"], row["levelThen"], row["level"], row["movement"]) for row in found["rows"]]
    assert told == [("Student1", 3, 4, "PROGRESSING"), ("Student2", 4, 4, "STALLED")]
    assert found["figures"] == {"progressing": 1, "steady": 0, "stalled": 1, "slipped": 0, "new": 0}
    assert report(client, world.riverside.tutor2, "progress")["rows"] == []


def test_tutors_load(client: FlaskClient, world: World, db: Session) -> None:
    """Sessions, hours and students per week; a tutor sees their own alone, and is told so."""
    where = world.riverside
    for days in (7, 8):
        held(db, world, days)
    held(db, world, 7, where.tutor2)
    found = report(client, where.supervisor, "tutor-workload")
    told = [(row["tutorName"], row["weekStartsOn"], row["sessions"], row["places"]) for row in found["rows"]]
    assert told == [("Tutor", "2026-11-09", 2, 4), ("Tutor", "2026-11-16", 1, 2), ("Tutor2", "2026-11-09", 1, 2)]
    assert found["rows"][0]["hours"] == 3.0
    assert [each["students"] for each in found["figures"]["distribution"]] == [2, 2]
    own = report(client, where.tutor2, "tutor-workload")
    assert (own["isLimited"], [row["tutorName"] for row in own["rows"]]) == (True, ["Tutor2"])


def test_outcomes_by_tutor(client: FlaskClient, world: World, db: Session) -> None:
    """The share of mastered work with its interval, never without the number that it rests on."""
    where = world.riverside
    session_id = held(db, world, 3)
    for score in (10, 9, 4):
        rows.attempt(db, world, where.student1, NOW - timedelta(days=3), score=score, session_id=session_id)
    found = report(client, where.supervisor, "tutor-outcomes")
    [row] = found["rows"]
    assert (row["attempts"], row["mastered"], row["masteredPercent"], row["meanLevel"]) == (3, 2, 66.7, 4.0)
    assert row["lowPercent"] < 30 < 90 < row["highPercent"]
    assert found["figures"]["mixesDiffer"] is False


def test_seats(client: FlaskClient, world: World, db: Session) -> None:
    """By weekday and hour of the centre's own time; each session once in the totals."""
    held(db, world, 1)
    found = report(client, world.riverside.supervisor, "seats", until="2026-11-16")
    cells = [(row["weekday"], row["hour"], row["places"], row["taken"]) for row in found["rows"]]
    assert cells == [(1, 16, 15, 2), (1, 17, 15, 2)]
    assert found["figures"] == {"sessions": 1, "places": 15, "taken": 2, "came": 0, "takenPercent": 13.3}


def test_demand(client: FlaskClient, world: World, db: Session) -> None:
    """Places by course, and who waits for one still."""
    where = world.riverside
    coming = sessions.session(
        db, where, where.tutor, starts_at=NOW + timedelta(days=2), status=SessionStatus.SCHEDULED, max_capacity=1
    )
    entry = WaitlistEntry(
        centre_id=where.id,
        content_centre_id=world.course.centre_id,
        session_id=coming,
        student_id=where.student1.id,
        course_id=world.course.id,
        waits_since=NOW,
    )
    db.add(entry)
    db.commit()
    held(db, world, 1)
    found = report(client, where.supervisor, "demand")
    [row] = found["rows"]
    assert (row["places"], row["students"], row["waited"], row["waiting"]) == (4, 2, 1, 1)
    assert [week["places"] for week in found["figures"]["weeks"]] == [4]
    assert "1 student waits" in found["reading"]


def _reviewed(db: Session, world: World, student: TestPerson, days_ago: int, *, by: TestPerson) -> None:
    submitted = NOW - timedelta(days=days_ago, hours=6)
    attempt = rows.attempt(db, world, student, submitted, status=AttemptStatus.GRADED, score=9)
    review = AssessmentReview(
        centre_id=world.riverside.id,
        assessor_id=by.id,
        student_id=student.id,
        exercise_attempt_id=attempt.id,
        status=AssessmentStatus.COMPLETED,
        reviewed_at=NOW - timedelta(days=days_ago),
    )
    db.add(review)
    db.commit()


def test_the_queue_keeps_up(client: FlaskClient, world: World, db: Session) -> None:
    """In, out, what waits at each week's end; hours until the mark; an assessor's own reviews alone."""
    where = world.riverside
    _reviewed(db, world, where.student1, 2, by=where.assessor)
    _reviewed(db, world, where.student2, 9, by=where.supervisor)
    waiting = NOW - timedelta(days=20)
    rows.attempt(db, world, where.student1, waiting, status=AttemptStatus.UNDER_REVIEW, score=None)
    found = report(client, where.supervisor, "assessment-queue", since="2026-11-02")
    told = [(row["cameIn"], row["wentOut"], row["backlog"]) for row in found["rows"]]
    assert told == [(1, 1, 1), (1, 1, 1), (0, 0, 1)]
    figures = found["figures"]
    assert (figures["backlogBefore"], figures["waiting"], figures["medianHours"]) == (1, 1, 6.0)
    assert [(bar["fromHours"], bar["count"]) for bar in figures["histogram"] if bar["count"]] == [(4, 2)]
    own = report(client, where.assessor, "assessment-queue", since="2026-11-02")
    assert sum(row["wentOut"] for row in own["rows"]) == 1


def test_attendance(client: FlaskClient, world: World, db: Session) -> None:
    """Weeks with their mean of four; one child's days."""
    where = world.riverside
    for days, status in ((14, AttendanceStatus.PRESENT), (7, AttendanceStatus.ABSENT), (1, AttendanceStatus.LATE)):
        rows.mark(db, where, held(db, world, days), where.student1, status, NOW)
    found = report(client, where.supervisor, "attendance", since="2026-11-02", studentId=where.student1.id)
    told = [(row["attendedPercent"], row["fourWeekMean"]) for row in found["rows"]]
    assert told == [(100.0, 100.0), (0.0, 50.0), (100.0, 66.7)]
    assert [day["status"] for day in found["figures"]["days"]] == ["PRESENT", "ABSENT", "LATE"]
    assert report(client, where.tutor2, "attendance")["figures"]["marked"] == 0


def test_waits_for_help(client: FlaskClient, world: World, db: Session) -> None:
    """Each answered hand against the limit, without the name of who asked."""
    where = world.riverside
    for seconds in (30, 400):
        at = NOW - timedelta(minutes=20)
        rows.hand(db, where, world.session_id, where.student1, at, answered_after=seconds)
    found = report(client, where.supervisor, "waits")
    assert sorted((row["waitedSeconds"], row["isLate"]) for row in found["rows"]) == [(30.0, False), (400.0, True)]
    assert found["figures"]["late"] == 1
    assert "Student1" not in str(found)


def test_franchise_totals(client: FlaskClient, world: World, super_admin: TestPerson) -> None:
    """Each centre, for whoever answers for all; a supervisor is refused, since it is about other centres too."""
    found = report(client, super_admin, "franchise")
    told = {row["centreName"]: (row["students"], row["staff"], row["sessions"]) for row in found["rows"]}
    assert told == {"Riverside": (2, 5, 1), "Hillcrest": (2, 5, 1)}
    assert found["figures"]["students"] == 4
    refused = ask(client, world.riverside.supervisor, "franchise")
    assert (refused.status_code, json_of(refused)["code"]) == (403, "relation_missing")


def test_several_centres_at_once(client: FlaskClient, world: World, db: Session, run: Runtime) -> None:
    """Who supervises two sees both together, or one of them."""
    supervisor = world.riverside.supervisor
    with run.database.open(world.everything) as both:
        both.execute(_member(world.hillcrest, supervisor))
        both.add(UserRole(centre_id=world.hillcrest.id, user_id=supervisor.id, role=Role.TEACHER))
        both.commit()
    found = report(client, supervisor, "tutor-workload")
    assert ([centre["name"] for centre in found["centres"]], found["isLimited"]) == (["Hillcrest", "Riverside"], True)
    assert [row["tutorName"] for row in found["rows"]] == ["Tutor"]
    assert report(client, supervisor, "tutor-workload", centreId=world.hillcrest.id)["rows"] == []


def _member(where: TestCentre, who: TestPerson) -> Any:
    return sa.insert(CentreMember).values(centre_id=where.id, user_id=who.id, created_at=NOW)


@pytest.mark.parametrize("name", NAMES)
def test_statements_do_not_grow(
    client: FlaskClient, world: World, db: Session, run: Runtime, super_admin: TestPerson, name: str
) -> None:
    """With the number of sessions, marks, hands and pieces of work."""
    counts = []
    for days in (3, 10):
        session_id = held(db, world, days)
        rows.mark(db, world.riverside, session_id, world.riverside.student1, AttendanceStatus.PRESENT, NOW)
        rows.attempt(db, world, world.riverside.student1, NOW - timedelta(days=days), session_id=session_id)
        _reviewed(db, world, world.riverside.student2, days, by=world.riverside.assessor)
        with statements_of(run) as statements:
            report(client, super_admin, name, **query_for(world, name))
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 24


def test_a_report_writes_nothing(db: Session, world: World, run: Runtime) -> None:
    """What reads for a report is in a transaction that refuses writes."""
    with pytest.raises(sqlalchemy.exc.InternalError, match="read-only"), run.reading(db) as reads:
        reads.execute(sa.update(TutoringSession).values(name="Changed"))
    db.get_one(TutoringSession, world.session_id).name = "Can be changed again"
    db.flush()


def test_a_replica_is_read_in_the_callers_scope(db: Session, world: World, run: Runtime) -> None:
    """Where REPORT_DATABASE_URL names one: read-only transactions, the same role, the same walls."""
    with_replica = replace(run, settings=replace(run.settings, report_database_url=run.settings.database_url))
    assert with_replica.report_database is not None
    assert run.report_database is None
    with_replica.report_database.refuse_unsafe_role()
    for opened in (with_replica.reading(db), with_replica.report_snapshot(world.everything)):
        with opened as reads:
            assert reads.scalar(sa.text("SHOW transaction_read_only")) == "on"
            seen = reads.scalar(sa.text("SELECT current_setting('app.centre_ids')"))
            assert set(seen.split(",")) == {str(id) for id in world.everything.centre_ids}
