"""A parent opens their phone and sees how each child gets on, in every centre.

Bad cases: a teacher of A who is a parent in B sees A's children as a parent; a staff note slips through; a note is
read before the evening; the other parent's words are shown; another child answers.
"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.foundation.runtime import Runtime
from core_service.live.models import TutorNote
from core_service.live.rules import NoteVisibility
from core_service.sessions.models import StudentSessionEnrollment
from core_service.sessions.rules import SessionStatus
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.statements import statements_of
from tests.factories import content, people, sessions
from tests.factories.people import TestPerson

CHILDREN = "/api/parent/children"
RIGHT = [{"questionIndex": 0, "answer": "4"}, {"questionIndex": 1, "answer": "3"}]


def child_url(student: TestPerson, rest: str = "") -> str:
    """Of one child."""
    return f"{CHILDREN}/{student.id}{rest}"


def note(db: Session, world: World, text: str, visibility: NoteVisibility) -> None:
    """About the first student's place in the session of now."""
    place = StudentSessionEnrollment
    found = sa.select(place).where(
        place.session_id == world.session_id, place.student_id == world.riverside.student1.id
    )
    row = db.scalars(found).one()
    db.add(
        TutorNote(
            centre_id=row.centre_id,
            enrollment_id=row.id,
            tutor_id=world.riverside.tutor.id,
            content=text,
            visibility=visibility,
        )
    )
    db.commit()


@pytest.mark.parametrize("path", ["", "/x", "/x/sessions", "/x/work"])
@pytest.mark.parametrize(("who", "status"), [(None, 401), ("tutor", 403), ("supervisor", 403), ("student1", 403)])
def test_only_parents_have_children(client: FlaskClient, world: World, path: str, who: str | None, status: int) -> None:
    """Staff have their own pages."""
    url = CHILDREN + path.replace("x", str(world.riverside.student1.id))
    headers = world.riverside.people[who].headers if who else {}
    assert client.get(url, headers=headers).status_code == status


@pytest.mark.parametrize("rest", ["", "/sessions", "/work"])
def test_another_child_looks_like_none(client: FlaskClient, world: World, rest: str) -> None:
    """The classmate, the foreign one and nobody answer alike."""
    for student in (world.riverside.student2, world.hillcrest.student1):
        answer = client.get(child_url(student, rest), headers=world.riverside.parent.headers)
        assert (answer.status_code, json_of(answer)["detail"]) == (404, "There is no such child.")
    foreign = client.get(child_url(world.riverside.student1, rest), headers=world.hillcrest.parent.headers)
    assert foreign.status_code == 404


def test_children_of_every_centre_in_one_list(client: FlaskClient, world: World, db: Session) -> None:
    """By name, with levels and the next lesson, in as many statements for two as for one."""
    here, there = world.riverside, world.hillcrest
    people.joins(db, there, here.parent, Role.PARENT)
    people.guardian(db, there, here.parent, there.student1)
    tomorrow = NOW + timedelta(days=1)
    places = [(there.student1, world.course)]
    sessions.session(db, there, there.tutor, starts_at=tomorrow, students=places, status=SessionStatus.SCHEDULED)
    db.commit()
    items = json_of(client.get(CHILDREN, headers=here.parent.headers))["items"]
    assert [item["child"]["centres"][0]["name"] for item in items] == ["Riverside", "Hillcrest"]
    assert [item["courses"][0]["level"]["level"] for item in items] == [4, 4]
    assert items[1]["nextSession"]["scheduledStart"].startswith("2026-11-18")


def test_a_child_of_two_centres_is_one_child(client: FlaskClient, world: World, db: Session) -> None:
    """With the courses and lessons of both, if the parent is linked in both; else of the linked one."""
    here, there, child = world.riverside, world.hillcrest, world.riverside.student1
    people.joins(db, there, child, Role.STUDENT)
    people.joins(db, there, here.parent, Role.PARENT)
    content.place_at(db, there, child, world.course, 5, by=there.assessor, now=NOW)
    past = [(child, world.course)]
    sessions.session(
        db, there, there.tutor, starts_at=NOW - timedelta(days=3), students=past, status=SessionStatus.COMPLETED
    )
    db.commit()
    one = json_of(client.get(child_url(child), headers=here.parent.headers))
    assert ([each["level"]["level"] for each in one["subjects"]], len(one["sessions"]["items"])) == ([4], 1)
    people.guardian(db, there, here.parent, child)
    db.commit()
    both = json_of(client.get(child_url(child), headers=here.parent.headers))
    assert sorted(each["level"]["level"] for each in both["subjects"]) == [4, 5]
    assert {each["centreId"] for each in both["sessions"]["items"]} == {str(here.id), str(there.id)}
    [row] = json_of(client.get(CHILDREN, headers=here.parent.headers))["items"]
    assert len(row["child"]["centres"]) == 2


def test_a_teacher_here_who_is_a_parent_there(client: FlaskClient, world: World, db: Session) -> None:
    """Sees the own child in Hillcrest as a parent, and none of the students in Riverside so."""
    tutor, there = world.riverside.tutor, world.hillcrest
    people.joins(db, there, tutor, Role.PARENT)
    people.guardian(db, there, tutor, there.student1)
    people.guardian(db, world.riverside, tutor, world.riverside.student1)
    db.commit()
    items = json_of(client.get(CHILDREN, headers=tutor.headers))["items"]
    assert [item["child"]["id"] for item in items] == [str(there.student1.id)]
    assert client.get(child_url(world.riverside.student1), headers=tutor.headers).status_code == 404
    assert client.get(f"/api/students/{there.student1.id}", headers=tutor.headers).status_code == 404


def test_only_notes_for_parents_and_only_in_the_evening(
    client: FlaskClient, world: World, db: Session, clock: FixedClock
) -> None:
    """Staff's and private notes never; the parents' from eight o'clock on (C45)."""
    for visibility in NoteVisibility:
        note(db, world, f"{visibility.value} remark", visibility)
    url, headers = child_url(world.riverside.student1), world.riverside.parent.headers
    before = client.get(url, headers=headers)
    assert "remark" not in before.text
    clock.move_to(NOW.replace(hour=20, minute=0))
    after = client.get(url, headers=headers)
    [card] = json_of(after)["sessions"]["items"]
    assert [(each["content"], each["tutorName"]) for each in card["notes"]] == [("parent remark", "Tutor")]
    assert "staff remark" not in after.text
    assert "private remark" not in after.text


def submit(client: FlaskClient, world: World, answers: list[dict[str, Any]]) -> None:
    """The first student hands in the first exercise in the session of now."""
    body = {"answers": answers, "sessionId": str(world.session_id)}
    url = f"/api/exercises/{world.course.exercises[4][0]}/submit"
    assert client.post(url, json=body, headers=world.riverside.student1.headers).status_code in (200, 201)


def test_a_lesson_says_what_was_done(client: FlaskClient, world: World) -> None:
    """Date, minutes, course, exercises with their marks; and the work itself, right or not yet, without solutions."""
    submit(client, world, RIGHT)
    answer = client.get(child_url(world.riverside.student1), headers=world.riverside.parent.headers)
    page = json_of(answer)
    [card] = page["sessions"]["items"]
    assert (card["date"], card["minutes"], card["courseName"]) == ("2026-11-17", 90, "Mathematics")
    assert card["exercisesCompleted"] == 1
    assert [(each["questionCount"], each["percent"]) for each in card["exercises"]] == [(2, 50)]
    [work] = page["markedWork"]["items"]
    assert [each["isRight"] for each in work["questions"]] == [True, False]
    assert (work["score"], work["maxScore"]) == (5, 10)
    assert page["idea"]["words"].startswith("“Multiple Choice 1” is new ground.")
    assert page["sentence"] == "Student1 finished 1 exercise."
    assert (page["subjects"][0]["unitsTotal"], page["subjects"][0]["unitsLeft"]) == (1, 1)
    assert "SECRET" not in answer.text


def test_levels_have_a_line_and_no_reasons(client: FlaskClient, world: World) -> None:
    """The step line goes up, the newest changes are listed, why is between staff."""
    here = world.riverside
    body = {"courseId": str(world.course.id), "newLevel": 5, "reason": "much too easy"}
    url = f"/api/students/{here.student1.id}/academic-profile"
    assert client.patch(url, json=body, headers=here.assessor.headers).status_code == 200
    answer = client.get(child_url(here.student1), headers=here.parent.headers)
    [subject] = json_of(answer)["subjects"]
    assert subject["level"]["level"] == 5
    assert [each["level"] for each in subject["steps"]][-1] == 5
    assert subject["changes"][0]["updateType"] == "LEVEL_ADVANCEMENT"
    assert "too easy" not in answer.text
    assert json_of(answer)["sentence"] == "Student1 moved up in Mathematics."


def test_cant_come_and_comes_after_all(client: FlaskClient, world: World, db: Session) -> None:
    """The next lesson carries the notice with its id, by which it is withdrawn; the past takes none."""
    here = world.riverside
    places = [(here.student1, world.course)]
    tomorrow = sessions.session(
        db, here, here.tutor, starts_at=NOW + timedelta(days=1), students=places, status=SessionStatus.SCHEDULED
    )
    db.commit()
    headers, url = here.parent.headers, child_url(here.student1)
    body = {"sessionId": str(tomorrow), "studentId": str(here.student1.id), "reason": "dentist"}
    assert client.post("/api/academic/absence-notices", json=body, headers=headers).status_code == 201
    coming = json_of(client.get(url, headers=headers))["comingSessions"]
    [notice] = [each["absenceNotice"] for each in coming]
    assert notice["reason"] == "dentist"
    other = people.person(db, here, "other_parent", Role.PARENT, now=NOW)
    people.guardian(db, here, other, here.student1)
    db.commit()
    [seen] = json_of(client.get(url, headers=other.headers))["comingSessions"]
    assert (seen["absenceNotice"]["id"], seen["absenceNotice"]["reason"]) == (notice["id"], None)
    assert client.delete(f"/api/academic/absence-notices/{notice['id']}", headers=headers).status_code == 204
    coming = json_of(client.get(url, headers=headers))["comingSessions"]
    assert [each["absenceNotice"] for each in coming] == [None]
    late = body | {"sessionId": str(world.session_id)}
    assert client.post("/api/academic/absence-notices", json=late, headers=headers).status_code == 409


def test_older_lessons_come_by_cursor(client: FlaskClient, world: World, db: Session) -> None:
    """Twenty at first, the rest on demand; one lesson by itself; a foreign one is 404."""
    here = world.riverside
    for days in range(1, 25):
        sessions.session(
            db,
            here,
            here.tutor,
            starts_at=NOW - timedelta(days=days),
            students=[(here.student1, world.course)],
            status=SessionStatus.COMPLETED,
        )
    db.commit()
    headers, url = here.parent.headers, child_url(here.student1, "/sessions")
    first = json_of(client.get(child_url(here.student1), headers=headers))["sessions"]
    assert len(first["items"]) == 20
    rest = json_of(client.get(url, query_string={"cursor": first["nextCursor"]}, headers=headers))
    assert (len(rest["items"]), rest["nextCursor"]) == (5, None)
    seen = {each["sessionId"] for each in first["items"] + rest["items"]}
    assert len(seen) == 25
    [card] = json_of(client.get(f"{url}/{world.session_id}", headers=headers))["items"]
    assert card["sessionId"] == str(world.session_id)
    assert client.get(f"{url}/{world.foreign_session_id}", headers=headers).status_code == 404


def test_who_has_left_is_no_longer_shown(client: FlaskClient, world: World) -> None:
    """At once."""
    here = world.riverside
    url = f"/api/students/{here.student1.id}/deactivate"
    client.post(url, json={}, headers=here.supervisor.headers)
    assert json_of(client.get(CHILDREN, headers=here.parent.headers))["items"] == []
    assert client.get(child_url(here.student1), headers=here.parent.headers).status_code == 404


def test_statements_do_not_grow(run: Runtime, client: FlaskClient, world: World, db: Session) -> None:
    """Neither with children, nor with lessons, courses or work."""
    here = world.riverside
    counts: list[tuple[int, int]] = []
    for number in range(2):
        with statements_of(run) as listed:
            client.get(CHILDREN, headers=here.parent.headers)
        with statements_of(run) as shown:
            client.get(child_url(here.student1), headers=here.parent.headers)
        counts.append((len(listed), len(shown)))
        people.guardian(db, here, here.parent, people.person(db, here, f"child{number}", Role.STUDENT, now=NOW))
        course = content.course(db)
        content.place_at(db, here, here.student1, course, 4, by=here.assessor, now=NOW)
        for days in range(1, 4):
            sessions.session(
                db,
                here,
                here.tutor,
                starts_at=NOW - timedelta(days=days),
                students=[(here.student1, course)],
                status=SessionStatus.COMPLETED,
            )
        db.commit()
        submit(client, world, RIGHT)
    assert counts[0] == counts[1]
