"""A class's attendance over twelve weeks (R155)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given, strategies as st
from sqlalchemy.orm import Session

from core_service.attendance.models import AttendanceRecord
from core_service.attendance.rules import AttendanceStatus
from core_service.attendance.rules.trends import WEEKS, first_day, trend
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.factories import sessions
from tests.factories.people import TestPerson

STATUSES = st.sampled_from(list(AttendanceStatus))
DATES = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def cohort(db: Session, world: World) -> ClassCohort:
    """The first student since the first of November, in two stretches: only their own days count."""
    made = ClassCohort(id=new_id(), centre_id=world.riverside.id, name="Year 6", is_active=True)
    db.add(made)
    db.flush()
    for starts_on, ends_on in ((date(2026, 11, 1), date(2026, 11, 8)), (date(2026, 11, 9), None)):
        db.add(
            ClassMembership(
                centre_id=world.riverside.id,
                content_centre_id=world.course.centre_id,
                cohort_id=made.id,
                student_id=world.riverside.student1.id,
                course_id=world.course.id,
                starts_on=starts_on,
                ends_on=ends_on,
            )
        )
    db.commit()
    return made


def held(db: Session, world: World, on: datetime, student: TestPerson, status: AttendanceStatus) -> None:
    """A lesson in which the student was marked."""
    where = world.riverside
    session_id = sessions.session(db, where, where.tutor, starts_at=on, status=SessionStatus.COMPLETED)
    db.add(
        AttendanceRecord(
            centre_id=where.id,
            session_id=session_id,
            student_id=student.id,
            status=status,
            marked_at=on,
            marked_by_id=where.tutor.id,
        )
    )
    db.commit()


def test_anonymous_and_families_do_not_get_there(client: FlaskClient, world: World, cohort: ClassCohort) -> None:
    """401, 403, and 404 from another centre."""
    url = f"/api/academic/classes/{cohort.id}/attendance-trend"
    assert client.get(url).status_code == 401
    assert client.get(url, headers=world.riverside.parent.headers).status_code == 403
    assert client.get(url, headers=world.hillcrest.supervisor.headers).status_code == 404


def test_marks_of_members_are_counted_by_week(
    client: FlaskClient, world: World, db: Session, cohort: ClassCohort
) -> None:
    """Inside their days in the class; weeks without a mark are there, and empty."""
    one, two = world.riverside.student1, world.riverside.student2
    for on, student, status in (
        (NOW - timedelta(days=14), one, AttendanceStatus.PRESENT),
        (NOW - timedelta(days=13), one, AttendanceStatus.LATE),
        (NOW - timedelta(days=12), one, AttendanceStatus.ABSENT),
        (NOW - timedelta(days=7), one, AttendanceStatus.EXCUSED),
        (NOW - timedelta(days=7), two, AttendanceStatus.PRESENT),
        (NOW - timedelta(days=20), one, AttendanceStatus.PRESENT),
    ):
        held(db, world, on, student, status)
    url = f"/api/academic/classes/{cohort.id}/attendance-trend"
    weeks = json_of(client.get(url, headers=world.riverside.tutor.headers))["weeks"]
    assert (len(weeks), weeks[0]["startsOn"], weeks[-1]["startsOn"]) == (12, "2026-08-31", "2026-11-16")
    assert weeks[9] == {
        "startsOn": "2026-11-02",
        "present": 1,
        "late": 1,
        "absent": 1,
        "excused": 0,
        "attendedPercent": 66.7,
    }
    assert (weeks[10]["excused"], weeks[10]["attendedPercent"]) == (1, 0.0)
    assert weeks[8]["attendedPercent"] is None


def test_next_session_is_the_one_planned_for_the_class(
    client: FlaskClient, world: World, db: Session, cohort: ClassCohort
) -> None:
    """Not one that is over, and not another's; none where nothing is planned."""
    where, url = world.riverside, f"/api/academic/classes/{cohort.id}/attendance-trend"
    assert json_of(client.get(url, headers=where.tutor.headers))["nextSession"] is None
    planned = []
    for days, status in ((-7, SessionStatus.COMPLETED), (14, SessionStatus.SCHEDULED), (7, SessionStatus.SCHEDULED)):
        made = sessions.session(db, where, where.tutor, starts_at=NOW + timedelta(days=days), status=status)
        db.get_one(TutoringSession, made).cohort_id = cohort.id
        planned.append(str(made))
    db.commit()
    assert json_of(client.get(url, headers=where.tutor.headers))["nextSession"]["id"] == planned[-1]


@given(st.lists(st.tuples(DATES, STATUSES, st.integers(0, 9))), DATES)
def test_each_mark_is_in_its_own_week_once(marks: list[tuple[date, AttendanceStatus, int]], today: date) -> None:
    """Monday to Sunday, twelve of them, today's the last; what is outside is left out."""
    weeks = trend(marks, today)
    assert len(weeks) == WEEKS
    assert weeks[-1].starts_on <= today < weeks[-1].starts_on + timedelta(days=7)
    assert all(week.starts_on.weekday() == 0 for week in weeks)
    end = weeks[-1].starts_on + timedelta(days=7)
    assert sum(week.marked for week in weeks) == sum(count for day, _, count in marks if first_day(today) <= day < end)


def test_today_may_be_any_day() -> None:
    """A Sunday belongs to the week of the Monday before."""
    assert first_day(datetime(2026, 11, 22, tzinfo=UTC).date()) == date(2026, 8, 31)
