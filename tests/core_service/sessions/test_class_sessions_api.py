"""Lessons for a whole class: previewed with every conflict, then planned, each member on their own course."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.foundation.runtime import Runtime
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.sessions.conftest import Send
from tests.core_service.statements import statements_of
from tests.factories import content
from tests.factories.people import TestPerson

CLASSES = "/api/academic/classes"


def wish(world: World, **more: Any) -> dict[str, Any]:
    """Mondays and Wednesdays at four, from 23 November to 3 December."""
    return {
        "name": "Year 6",
        "tutorId": str(world.riverside.tutor2.id),
        "daysOfWeek": ["MONDAY", "WEDNESDAY"],
        "first": "2026-11-23",
        "last": "2026-12-03",
        "startTime": "16:00",
        "endTime": "17:00",
        "sessionMode": "PHYSICAL",
    } | more


def cohort(send: Send, *members: dict[str, str]) -> str:
    """Its id."""
    made = send("POST", CLASSES, {"name": "Year 6", "members": list(members)})
    assert made.status_code == 201, json_of(made)
    return str(json_of(made)["id"])


@pytest.mark.parametrize("path", ["sessions", "sessions/preview"])
def test_others_do_not_get_there(client: FlaskClient, send: Send, world: World, path: str) -> None:
    """Nobody 401, a tutor 403, another centre's supervisor 404."""
    url = f"{CLASSES}/{cohort(send)}/{path}"
    assert client.post(url, json=wish(world)).status_code == 401
    assert send("POST", url, wish(world), "tutor").status_code == 403
    assert client.post(url, json=wish(world), headers=world.hillcrest.supervisor.headers).status_code == 404


def test_each_member_is_placed_on_their_own_course_and_level(send: Send, world: World, db: Session) -> None:
    """On the days on which they are members; closed days are skipped and said."""
    science = content.course(db, levels=(5,))
    content.place_at(db, world.riverside, world.riverside.student2, science, 5, by=world.riverside.assessor, now=NOW)
    db.commit()
    one, two = world.riverside.student1, world.riverside.student2
    made = cohort(
        send,
        {"studentId": str(one.id), "courseId": str(world.course.id)},
        {"studentId": str(two.id), "courseId": str(science.id), "startsOn": "2026-11-30"},
    )
    send("POST", "/api/academic/closures", {"startsOn": "2026-11-25", "endsOn": "2026-11-25", "reason": "Inspection"})
    preview = json_of(send("POST", f"{CLASSES}/{made}/sessions/preview", wish(world)))
    assert (preview["skipped"], [len(each["places"]) for each in preview["lessons"]]) == (["2026-11-25"], [1, 2, 2])
    planned = send("POST", f"{CLASSES}/{made}/sessions", wish(world))
    assert (planned.status_code, len(json_of(planned)["sessionIds"])) == (201, 3)
    place = StudentSessionEnrollment
    places = db.execute(
        sa.select(TutoringSession.date, place.student_id, place.assessed_level_id)
        .join(place, place.session_id == TutoringSession.id)
        .where(TutoringSession.cohort_id == made)
    ).all()
    assert sorted((str(day), student == one.id, level) for day, student, level in places) == [
        ("2026-11-23", True, world.course.levels[4]),
        ("2026-11-30", False, science.levels[5]),
        ("2026-11-30", True, world.course.levels[4]),
        ("2026-12-02", False, science.levels[5]),
        ("2026-12-02", True, world.course.levels[4]),
    ]


def test_conflicts_are_shown_first_and_refused_unless_left_out(send: Send, world: World, db: Session) -> None:
    """A student who is elsewhere and a tutor who is: nothing is planned, or the rest."""
    student = {"studentId": str(world.riverside.student1.id), "courseId": str(world.course.id)}
    made = cohort(send, student)
    for day, tutor, places in (("23", "tutor", [student]), ("30", "tutor2", [])):
        body = {
            "name": "Elsewhere",
            "tutorId": str(world.riverside.people[tutor].id),
            "scheduledStart": f"2026-11-{day}T16:30:00Z",
            "scheduledEnd": f"2026-11-{day}T17:30:00Z",
            "sessionMode": "PHYSICAL",
            "enrollments": places,
        }
        assert send("POST", "/api/academic/sessions", body).status_code == 201
    url, expected = f"{CLASSES}/{made}/sessions", [("2026-11-23", "student_booked"), ("2026-11-30", "tutor_booked")]
    preview = json_of(send("POST", f"{url}/preview", wish(world)))
    assert [(each["date"], each["code"]) for lesson in preview["lessons"] for each in lesson["problems"]] == expected
    refused = send("POST", url, wish(world))
    assert (refused.status_code, json_of(refused)["code"]) == (409, "timetable_conflicts")
    assert [(each["date"], each["code"]) for each in json_of(refused)["problems"]] == expected
    mine = sa.select(sa.func.count()).where(TutoringSession.cohort_id == made)
    assert db.scalar(mine) == 0
    left_out = json_of(send("POST", url, wish(world, onConflict="LEAVE_OUT")))
    assert [(each["date"], each["code"]) for each in left_out["problems"]] == expected
    assert db.scalar(mine) == len(left_out["sessionIds"]) == 3


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"last": "2026-11-22"}, "last"),
        ({"last": "2028-11-22"}, "last"),
        ({"endTime": "15:00"}, "endTime"),
        ({"daysOfWeek": []}, "daysOfWeek"),
        ({"daysOfWeek": ["SOMEDAY"]}, "daysOfWeek.0"),
        ({"tutorId": "00000000-0000-7000-8000-000000000000"}, "tutorId"),
        ({"roomId": "00000000-0000-7000-8000-000000000000"}, "roomId"),
        ({"onConflict": "IGNORE"}, "onConflict"),
    ],
)
def test_wrong_values_are_named(send: Send, world: World, change: dict[str, Any], path: str) -> None:
    """422 with the path."""
    answer = send("POST", f"{CLASSES}/{cohort(send)}/sessions", wish(world) | change)
    assert answer.status_code == 422
    assert [error["path"] for error in json_of(answer)["errors"]] == [path]


def test_a_year_of_fifteen_takes_as_many_statements_as_a_lesson_of_one(
    run: Runtime, send: Send, world: World, more_students: list[TestPerson]
) -> None:
    """Neither days nor members are asked for one by one."""
    made = cohort(send, {"studentId": str(more_students[0].id), "courseId": str(world.course.id)})
    with statements_of(run) as small:
        send("POST", f"{CLASSES}/{made}/sessions", wish(world, last="2026-11-23"))
    members = [{"studentId": str(each.id), "courseId": str(world.course.id)} for each in more_students[1:]]
    assert send("POST", f"{CLASSES}/{made}/members", {"members": members}).status_code == 201
    year = wish(world, first="2026-12-01", last="2027-11-30", onConflict="LEAVE_OUT")
    with statements_of(run) as large:
        answer = json_of(send("POST", f"{CLASSES}/{made}/sessions", year))
    assert (len(answer["sessionIds"]), answer["problems"]) == (104, [])
    assert len(large) == len(small)
