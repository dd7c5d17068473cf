"""Reading the catalogue over HTTP: what staff choose from, and what a student never receives."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.catalogue.models import Exercise, Lesson
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.db import FRANCHISE_ID, DataScope
from core_service.foundation.runtime import Runtime
from shared.ids import new_id
from tests.core_service.conftest import World
from tests.core_service.statements import statements_of
from tests.factories import content
from tests.factories.content import TestCourse
from tests.factories.people import TestPerson

Json = dict[str, Any]


def get(client: FlaskClient, person: TestPerson | None, path: str, status: int = 200, **query: Any) -> Json:
    """A GET by a person, or by nobody."""
    answer = client.get(path, headers=person.headers if person else {}, query_string=query)
    assert answer.status_code == status, answer.text
    body: Json = answer.get_json()
    return body


@pytest.fixture
def own_course(run: Runtime, world: World) -> TestCourse:
    """A course that only Hillcrest teaches."""
    with run.database.open(DataScope(frozenset({world.hillcrest.id, FRANCHISE_ID}))) as db:
        made = content.course(db, centre_id=world.hillcrest.id)
        db.commit()
    return made


@pytest.fixture
def wide_course(run: Runtime) -> TestCourse:
    """A course of three levels and four units each, with five types of exercise and a reading."""
    kinds = tuple(ExerciseType)[:5]
    with run.database.open(DataScope(frozenset({FRANCHISE_ID}))) as db:
        made = content.course(db, levels=(1, 2, 3), units=4, kinds=kinds, readings=True)
        db.commit()
    return made


@pytest.mark.parametrize(
    "path", ["/api/courses", "/api/levels", "/api/exercises", "/api/exercises/{exercise}", "/api/lessons/{lesson}"]
)
def test_anonymous_is_refused(client: FlaskClient, world: World, path: str) -> None:
    """Nothing of the catalogue is public."""
    named = path.format(exercise=world.course.exercises[4][0], lesson=world.course.lessons[4][0])
    assert get(client, None, named, 401)["code"] == "not_signed_in"


def test_scale_of_levels_is_the_same_everywhere(client: FlaskClient, world: World) -> None:
    """From the lowest, for staff and students alike."""
    for person in (world.riverside.tutor, world.hillcrest.student1):
        items = get(client, person, "/api/levels")["items"]
        assert {4, 5} <= {each["level"] for each in items}
        assert items == sorted(items, key=lambda each: each["level"])


@pytest.mark.parametrize("who", ["student1", "parent"])
def test_picker_is_for_staff(client: FlaskClient, world: World, who: str) -> None:
    """Students and parents choose nothing."""
    assert get(client, world.riverside.people[who], "/api/exercises", 403)["code"] == "permission_missing"


def test_parent_reads_no_exercise(client: FlaskClient, world: World) -> None:
    """Neither exercises nor lessons are a parent's."""
    get(client, world.riverside.parent, f"/api/exercises/{world.course.exercises[4][0]}", 403)
    get(client, world.riverside.parent, f"/api/lessons/{world.course.lessons[4][0]}", 403)


@pytest.mark.parametrize("who", ["tutor", "supervisor", "student1"])
def test_content_of_another_centre_does_not_exist(
    client: FlaskClient, world: World, own_course: TestCourse, who: str
) -> None:
    """Hillcrest's own course is 404 in Riverside, and not in its lists."""
    person = world.riverside.people[who]
    get(client, person, f"/api/exercises/{own_course.exercises[4][0]}", 404)
    get(client, person, f"/api/lessons/{own_course.lessons[4][0]}", 404)
    assert str(own_course.id) not in {course["id"] for course in get(client, person, "/api/courses")["items"]}


def test_centre_sees_its_own_course_beside_the_shared_ones(
    client: FlaskClient, world: World, own_course: TestCourse
) -> None:
    """Both kinds in one list (C03)."""
    ids = {course["id"] for course in get(client, world.hillcrest.tutor, "/api/courses", limit=100)["items"]}
    assert {str(own_course.id), str(world.course.id)} <= ids


def test_courses_come_in_pages(client: FlaskClient, world: World, wide_course: TestCourse) -> None:
    """A page's cursor leads to the next one."""
    first = get(client, world.riverside.student1, "/api/courses", limit=1)
    second = get(client, world.riverside.student1, "/api/courses", limit=1, cursor=first["nextCursor"])
    assert [len(first["items"]), len(second["items"])] == [1, 1]
    assert first["items"] != second["items"]


def test_picker_filters_by_course_level_and_words(client: FlaskClient, world: World, wide_course: TestCourse) -> None:
    """All that is given must hold."""
    found = get(client, world.riverside.tutor, "/api/exercises", courseId=wide_course.id, level=2, q="numerical")[
        "items"
    ]
    assert {each["exerciseType"] for each in found} == {"NUMERICAL"}
    assert {each["level"] for each in found} == {2}
    assert len(found) == 4


def test_picker_shows_what_a_tutor_chooses_by(client: FlaskClient, world: World) -> None:
    """The summary's fields, no questions and no answers."""
    first = get(client, world.riverside.tutor, "/api/exercises", courseId=world.course.id, level=4)["items"][0]
    assert first == {
        "id": str(world.course.exercises[4][0]),
        "title": "Multiple Choice 1",
        "exerciseType": "MULTIPLE_CHOICE",
        "difficulty": 2,
        "level": 4,
        "courseId": str(world.course.id),
        "lessonId": str(world.course.lessons[4][0]),
        "lessonTitle": "Exercise 1.2",
        "unitTitle": "Unit 1",
        "questionCount": 2,
        "maxScore": 10,
        "timeLimit": None,
        "estimatedMins": 2,
        "isActive": True,
        "centreId": None,
    }


def test_picker_goes_through_everything_in_order(client: FlaskClient, world: World, wide_course: TestCourse) -> None:
    """Page by page, each exercise once, in the order in which it is taught."""
    seen: list[str] = []
    cursor = None
    while True:
        query: Json = {"courseId": wide_course.id, "limit": 7} | ({"cursor": cursor} if cursor else {})
        answer = get(client, world.riverside.tutor, "/api/exercises", **query)
        seen += [each["id"] for each in answer["items"]]
        cursor = answer["nextCursor"]
        if cursor is None:
            break
    assert seen == [str(exercise) for level in (1, 2, 3) for exercise in wide_course.exercises[level]]


def test_picker_takes_signs_of_patterns_literally(client: FlaskClient, world: World) -> None:
    """A per cent sign finds per cent signs."""
    assert get(client, world.riverside.tutor, "/api/exercises", q="%")["items"] == []


def test_picker_sends_as_many_statements_for_many_rows(
    client: FlaskClient, run: Runtime, world: World, wide_course: TestCourse
) -> None:
    """Sixty exercises cost what one does."""
    query: Json = {"courseId": wide_course.id}
    with statements_of(run) as few:
        assert len(get(client, world.riverside.tutor, "/api/exercises", limit=1, **query)["items"]) == 1
    with statements_of(run) as many:
        assert len(get(client, world.riverside.tutor, "/api/exercises", limit=100, **query)["items"]) == 60
    assert len(few) == len(many) <= 7


def test_picker_for_a_student_of_another_centre_is_empty_handed(client: FlaskClient, world: World) -> None:
    """The student does not exist there."""
    get(client, world.riverside.tutor, "/api/exercises", 404, studentId=world.hillcrest.student1.id)
    assert get(client, world.riverside.tutor, "/api/exercises", studentId=world.riverside.student1.id)["items"]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"cursor": "nonsense"}, "cursor"),
        ({"level": "0"}, "level"),
        ({"level": "four"}, "level"),
        ({"courseId": "7"}, "courseId"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "101"}, "limit"),
    ],
)
def test_picker_refuses_what_it_does_not_know(client: FlaskClient, world: World, query: Json, path: str) -> None:
    """422 with the field."""
    refused = get(client, world.riverside.tutor, "/api/exercises", 422, **query)
    assert [error["path"] for error in refused["errors"]] == [path]


def test_cursor_of_another_list_is_refused(client: FlaskClient, world: World, wide_course: TestCourse) -> None:
    """Rather than starting over."""
    foreign = get(client, world.riverside.tutor, "/api/courses", limit=1)["nextCursor"]
    get(client, world.riverside.tutor, "/api/exercises", 422, cursor=foreign)


@pytest.mark.parametrize("who", ["tutor", "assessor", "supervisor"])
def test_staff_see_expected_answers(client: FlaskClient, world: World, who: str) -> None:
    """With the explanation."""
    shown = get(client, world.riverside.people[who], f"/api/exercises/{world.course.exercises[4][0]}")
    assert shown["expectedAnswers"] == [{"answer": "4"}, {"answer": "4"}]
    assert shown["explanation"] == "SECRET explanation"


def test_student_receives_questions_without_answers(client: FlaskClient, world: World) -> None:
    """Neither expected answers nor the explanation, not even as null."""
    shown = get(client, world.riverside.student1, f"/api/exercises/{world.course.exercises[4][0]}")
    assert shown["questions"][0] == {"question": "2 + 2?", "type": "MULTIPLE_CHOICE", "options": ["3", "4", "5"]}
    assert not {"expectedAnswers", "explanation"} & shown.keys()


def test_fields_of_a_question_that_could_tell_the_answer_stay_here(
    client: FlaskClient, db: Session, world: World
) -> None:
    """Only known fields leave, whatever an import has stored."""
    told: Json = {"question": "2 + 2?", "type": "MULTIPLE_CHOICE", "answer": "4", "hint": "4"}
    told |= {"options": [{"text": "3", "imageAlt": "three"}, {"text": "4", "isCorrect": True}]}
    exercise = _centre_exercise(db, world, questions=[told])
    shown = get(client, world.riverside.student1, f"/api/exercises/{exercise}")
    assert shown["questions"] == [
        {
            "question": "2 + 2?",
            "type": "MULTIPLE_CHOICE",
            "options": [{"text": "3", "imageAlt": "three"}, {"text": "4"}],
        }
    ]


def _centre_exercise(db: Session, world: World, **changes: Any) -> UUID:
    """An exercise of a course of Riverside's own, with changes."""
    made = content.course(db, centre_id=world.riverside.id)
    db.execute(sa.update(Exercise).where(Exercise.id == made.exercises[4][0]).values(**changes))
    db.commit()
    return made.exercises[4][0]


def test_inactive_exercise_is_only_for_staff(client: FlaskClient, db: Session, world: World) -> None:
    """It is in no list, and a student does not find it."""
    exercise = _centre_exercise(db, world, is_active=False)
    get(client, world.riverside.student1, f"/api/exercises/{exercise}", 404)
    get(client, world.riverside.tutor, f"/api/exercises/{exercise}")
    listed = get(client, world.riverside.tutor, "/api/exercises", limit=100)["items"]
    assert str(exercise) not in {each["id"] for each in listed}


def test_lesson_shows_its_text_and_exercises(client: FlaskClient, world: World, wide_course: TestCourse) -> None:
    """A reading has its blocks, a practice lesson its exercises in order."""
    reading = get(client, world.riverside.student1, f"/api/lessons/{wide_course.lessons[1][0]}")
    assert (reading["contentType"], reading["exercises"], reading["level"]) == ("READING", [], 1)
    assert reading["content"]["blocks"] == [{"kind": "paragraph", "text": "Read this."}]
    practice = get(client, world.riverside.student1, f"/api/lessons/{wide_course.lessons[1][1]}")
    assert [each["id"] for each in practice["exercises"]] == [str(each) for each in wide_course.exercises[1][:5]]


def test_inactive_lesson_is_only_for_staff(client: FlaskClient, db: Session, world: World) -> None:
    """As with exercises."""
    made = content.course(db, centre_id=world.riverside.id)
    db.execute(sa.update(Lesson).where(Lesson.id == made.lessons[4][0]).values(is_active=False))
    db.commit()
    get(client, world.riverside.student1, f"/api/lessons/{made.lessons[4][0]}", 404)
    get(client, world.riverside.tutor, f"/api/lessons/{made.lessons[4][0]}")
    get(client, world.riverside.student1, f"/api/exercises/{made.exercises[4][0]}", 404)


def test_what_does_not_exist_is_not_found(client: FlaskClient, world: World) -> None:
    """404 for any other id."""
    get(client, world.riverside.tutor, f"/api/exercises/{new_id()}", 404)
    get(client, world.riverside.tutor, f"/api/lessons/{new_id()}", 404)
