"""Staff find a student by name, class, course and level, and see on one page what they need.

Bad cases: a tutor sees a colleague's students; a centre sees another's; the list asks once per student.
"""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.cohorts.models import ClassCohort, ClassMembership
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser
from core_service.sessions.models import SessionTemplate, StandingBooking
from core_service.sessions.rules import DayOfWeek, SessionMode
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.statements import statements_of
from tests.factories import content, people

STUDENTS = "/api/students"


def listed(client: FlaskClient, who: Any, **query: Any) -> list[str]:
    """The names that the person is shown."""
    return [row["name"] for row in json_of(client.get(STUDENTS, query_string=query, headers=who.headers))["items"]]


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("parent", 403), ("student1", 403), ("tutor", 200)])
def test_students_are_listed_for_staff(client: FlaskClient, world: World, who: str | None, status: int) -> None:
    """Neither families nor strangers."""
    headers = world.riverside.people[who].headers if who else {}
    assert client.get(STUDENTS, headers=headers).status_code == status
    assert client.get(f"{STUDENTS}/{world.riverside.student1.id}", headers=headers).status_code == status


def test_each_sees_their_own(client: FlaskClient, world: World) -> None:
    """Supervisors and assessors the centre's, tutors those whom they teach; nobody another centre's."""
    for who in ("supervisor", "admin", "assessor", "tutor"):
        assert listed(client, world.riverside.people[who]) == ["Student1", "Student2"]
    assert listed(client, world.riverside.tutor2) == []
    profile = f"{STUDENTS}/{world.riverside.student1.id}"
    colleague = client.get(profile, headers=world.riverside.tutor2.headers)
    assert (colleague.status_code, json_of(colleague)["code"]) == (403, "relation_missing")
    assert client.get(profile, headers=world.hillcrest.supervisor.headers).status_code == 404


def test_a_name_is_found_whatever_is_in_it(client: FlaskClient, world: World) -> None:
    """Without regard to case; a percent sign is a letter like others."""
    assert listed(client, world.riverside.supervisor, search="DENT1") == ["Student1"]
    assert listed(client, world.riverside.supervisor, search="%") == []


def test_filters_narrow_the_list(client: FlaskClient, world: World, db: Session) -> None:
    """Class of today, course, level, centre, and those who have left."""
    here = world.riverside
    cohort = ClassCohort(id=new_id(), centre_id=here.id, name="Year 6", is_active=True)
    db.add(cohort)
    db.flush()
    of_class = {"centre_id": here.id, "content_centre_id": world.course.centre_id, "cohort_id": cohort.id}
    for student, ends_on in ((here.student1, None), (here.student2, date(2026, 11, 1))):
        db.add(
            ClassMembership(
                **of_class,
                student_id=student.id,
                course_id=world.course.id,
                starts_on=date(2026, 9, 1),
                ends_on=ends_on,
            )
        )
    third = people.person(db, here, "third", Role.STUDENT, now=NOW, school_grade=3)
    content.place_at(db, here, third, world.course, 5, by=here.assessor, now=NOW)
    db.commit()
    supervisor = here.supervisor
    assert listed(client, supervisor, cohortId=cohort.id) == ["Student1"]
    assert listed(client, supervisor, courseId=world.course.id) == ["Student1", "Student2", "Third"]
    assert listed(client, supervisor, courseId=world.course.id, level=5) == ["Third"]
    assert listed(client, supervisor, level=9) == []
    assert listed(client, supervisor, centreId=world.hillcrest.id) == []
    client.post(f"{STUDENTS}/{third.id}/deactivate", json={}, headers=supervisor.headers)
    assert listed(client, supervisor, isActive="false") == ["Third"]
    assert listed(client, supervisor) == ["Student1", "Student2"]


def test_pages_follow_each_other_by_name(client: FlaskClient, world: World, db: Session) -> None:
    """Also where two have one name; nobody twice, nobody left out; a strange cursor is 422."""
    for number in range(5):
        people.person(db, world.riverside, f"extra{number}", Role.STUDENT, now=NOW)
    for person in db.query(AppUser).filter(AppUser.name.like("Extra%")):
        person.name = "Ada | Lovelace"
    db.commit()
    seen, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        answer = json_of(client.get(STUDENTS, query_string=query, headers=world.riverside.supervisor.headers))
        seen += [row["id"] for row in answer["items"]]
        cursor = answer["nextCursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 7
    strange = client.get(STUDENTS, query_string={"cursor": "x"}, headers=world.riverside.supervisor.headers)
    assert strange.status_code == 422


def test_rows_show_levels_and_classes(client: FlaskClient, world: World) -> None:
    """The course with its level beside the school class (R006)."""
    [first, _] = json_of(client.get(STUDENTS, headers=world.riverside.supervisor.headers))["items"]
    assert (first["schoolGrade"], first["ageTier"], first["classes"]) == (6, "JUNIOR", [])
    assert [(each["courseName"], each["level"]["level"]) for each in first["levels"]] == [("Mathematics", 4)]


def test_a_profile_holds_all_that_staff_need(client: FlaskClient, world: World, db: Session) -> None:
    """Levels with history, lessons, work, attendance, catch-ups, family, bookings."""
    here = world.riverside
    template = SessionTemplate(
        id=new_id(),
        centre_id=here.id,
        name="Tuesday",
        tutor_id=here.tutor.id,
        day_of_week=DayOfWeek.TUESDAY,
        start_time=NOW.time(),
        end_time=NOW.replace(hour=18).time(),
        session_mode=SessionMode.PHYSICAL,
    )
    db.add(template)
    db.flush()
    db.add(
        StandingBooking(
            centre_id=here.id,
            content_centre_id=world.course.centre_id,
            template_id=template.id,
            student_id=here.student1.id,
            course_id=world.course.id,
            seat="A1",
            valid_from=date(2026, 9, 1),
        )
    )
    db.commit()
    mark = {"studentId": str(here.student1.id), "status": "PRESENT"}
    client.post(f"/api/sessions/{world.session_id}/attendance", json=mark, headers=here.tutor.headers)
    profile = json_of(client.get(f"{STUDENTS}/{here.student1.id}", headers=here.supervisor.headers))
    assert profile["student"]["email"] == here.student1.email
    assert [each["level"]["level"] for each in profile["courses"]] == [4]
    assert [each["attendance"] for each in profile["recentSessions"]] == ["PRESENT"]
    assert profile["attendance"]["present"] == 1
    assert [each["name"] for each in profile["guardians"]] == ["Parent"]
    assert [(each["dayOfWeek"], each["seat"]) for each in profile["standingBookings"]] == [("TUESDAY", "A1")]
    as_tutor = json_of(client.get(f"{STUDENTS}/{here.student1.id}", headers=here.tutor.headers))
    assert (as_tutor["student"]["email"], as_tutor["student"]["dateOfBirth"]) == (None, None)
    assert [each["email"] for each in as_tutor["guardians"]] == [None]


def test_statements_do_not_grow_with_the_list(run: Runtime, client: FlaskClient, world: World, db: Session) -> None:
    """Two students or twelve."""
    counts = []
    for number in range(2):
        with statements_of(run) as sent:
            client.get(STUDENTS, headers=world.riverside.supervisor.headers)
        counts.append(len(sent))
        for extra in range(10):
            student = people.person(db, world.riverside, f"more{number}_{extra}", Role.STUDENT, now=NOW)
            content.place_at(db, world.riverside, student, world.course, 4, by=world.riverside.assessor, now=NOW)
        db.commit()
    assert counts[0] == counts[1]
