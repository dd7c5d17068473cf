"""Writing exercises: checked, tried, published, and never changed under a student who is at them (R050, C03).

The good case: an author writes a question, tries it, publishes it, and mends it while a student works on the first
version. The bad ones: a wrong key is published, a tutor edits, a student asks for the key.
"""

import json
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.catalogue.models import Exercise, ExerciseRevision
from core_service.catalogue.rules import ExerciseType
from core_service.work.models import ExerciseAttempt
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.factories import content
from tests.factories.content import TestCourse, right_answers

CHOICE = {"question": "2 + 2?", "type": "MULTIPLE_CHOICE", "options": ["3", "4"]}
KEY = {"answer": "4", "explanation": "Count on from two."}
EXERCISES = "/api/exercises"


@pytest.fixture
def own(db: Session, world: World) -> TestCourse:
    """A course of Riverside's own, with a choice and a long answer per level."""
    kinds = (ExerciseType.MULTIPLE_CHOICE, ExerciseType.LONG_ANSWER)
    made = content.course(db, centre_id=world.riverside.id, kinds=kinds)
    db.commit()
    return made


def body(lesson_id: object, **more: Any) -> dict[str, Any]:
    """A good exercise."""
    return {
        "lessonId": str(lesson_id),
        "title": "Sums",
        "exerciseType": "MULTIPLE_CHOICE",
        "questions": [CHOICE],
        "expectedAnswers": [KEY],
        **more,
    }


class TestAccess:
    """Who writes, who tries, who reads keys."""

    def test_nobody_and_the_wrong_role(self, nobody: Caller, tutor: Caller, student: Caller, own: TestCourse) -> None:
        """Writing needs CENTRE_MANAGE; trying is for staff."""
        path = f"{EXERCISES}/{own.exercises[4][0]}"
        writes: list[tuple[str, str, object]] = [
            ("POST", EXERCISES, body(own.lessons[4][0])),
            ("PATCH", path, {"title": "X"}),
            ("DELETE", path, None),
            ("POST", f"{path}/move", {"position": 1}),
            ("POST", f"{path}/duplicate", {}),
        ]
        for method, where, sent in writes:
            assert nobody.send(method, where, sent, status=401)["code"] == "not_signed_in"
            assert tutor.send(method, where, sent, status=403)["code"] == "permission_missing"
        for where in (f"{path}/try", f"{EXERCISES}/try", f"{EXERCISES}/check"):
            assert student.send("POST", where, {"answers": []}, status=403)["code"] == "permission_missing"
        assert student.send("GET", f"{path}/preview", status=403)["code"] == "permission_missing"

    def test_another_centres_looks_like_none(self, client: FlaskClient, world: World, own: TestCourse) -> None:
        """To read, try and change."""
        stranger = Caller(client, world.hillcrest.supervisor)
        path = f"{EXERCISES}/{own.exercises[4][0]}"
        for method, where, sent in (
            ("GET", path, None),
            ("GET", f"{path}/preview", None),
            ("PATCH", path, {"title": "X"}),
            ("POST", f"{path}/try", {"answers": []}),
        ):
            assert stranger.send(method, where, sent, status=404)["code"] == "not_found"
        refused = stranger.send("POST", EXERCISES, body(own.lessons[4][0]), status=422)
        assert refused["errors"][0]["path"] == "lessonId"

    def test_franchise_content_is_not_a_centres_to_change(self, author: Caller, world: World) -> None:
        """It is read, tried, and copied into an own lesson."""
        path = f"{EXERCISES}/{world.course.exercises[4][0]}"
        assert author.send("PATCH", path, {"title": "X"}, status=403)["code"] == "permission_missing"
        assert author.send("POST", f"{path}/try", {"answers": []})["score"] == 0

    def test_preview_is_what_a_student_receives(self, author: Caller, own: TestCourse) -> None:
        """No key in it, at any depth, also for what is out of use."""
        path = f"{EXERCISES}/{own.exercises[4][0]}"
        author.send("PATCH", path, {"isActive": False})
        shown = author.send("GET", f"{path}/preview")
        assert "SECRET" not in json.dumps(shown)
        assert "expectedAnswers" not in shown
        assert len(shown["questions"]) == 2


class TestWriting:
    """Made, checked, published."""

    def test_new_exercise_is_out_of_use_and_may_be_unfinished(self, author: Caller, own: TestCourse) -> None:
        """The last of its lesson; its maximum is the sum of its points."""
        unfinished = body(own.lessons[4][0], questions=[CHOICE | {"points": 3}, CHOICE], expectedAnswers=[])
        made = author.send("POST", EXERCISES, unfinished, status=201)
        assert (made["isActive"], made["maxScore"], made["revision"]) == (False, 4, 1)
        listed = author.send("GET", EXERCISES, lessonId=own.lessons[4][0], includeInactive="true")["items"]
        assert [each["id"] for each in listed][-1] == made["id"]
        assert made["id"] not in [
            each["id"] for each in author.send("GET", EXERCISES, lessonId=own.lessons[4][0])["items"]
        ]

    def test_publishing_demands_that_it_can_be_graded(self, author: Caller, own: TestCourse) -> None:
        """At once and later; every fault is named with its place, and nothing is stored of it."""
        wrong = body(own.lessons[4][0], expectedAnswers=[{"answer": "5"}], isActive=True)
        refused = author.send("POST", EXERCISES, wrong, status=422)
        assert (refused["code"], refused["errors"][0]["path"]) == ("not_gradable", "expectedAnswers.0.answer")
        made = author.send("POST", EXERCISES, wrong | {"isActive": False}, status=201)
        path = f"{EXERCISES}/{made['id']}"
        assert author.send("PATCH", path, {"isActive": True}, status=422)["code"] == "not_gradable"
        mended = author.send("PATCH", path, {"isActive": True, "expectedAnswers": [KEY]})
        assert (mended["isActive"], mended["expectedAnswers"]) == (True, [KEY])
        spoilt = author.send("PATCH", path, {"questions": [CHOICE | {"options": ["3"]}]}, status=422)
        assert {each["path"] for each in spoilt["errors"]} == {"questions.0.options", "expectedAnswers.0.answer"}
        assert author.send("GET", path)["revision"] == 2

    def test_check_tells_the_same_before_anything_is_stored(self, tutor: Caller) -> None:
        """Also to a tutor, who may look."""
        draft = {"exerciseType": "NUMERICAL", "questions": [CHOICE], "expectedAnswers": [KEY]}
        found = tutor.send("POST", f"{EXERCISES}/check", draft)["problems"]
        assert [each["path"] for each in found] == ["exerciseType"]
        assert tutor.send("POST", f"{EXERCISES}/check", draft | {"exerciseType": "MULTIPLE_CHOICE"})["problems"] == []

    @pytest.mark.parametrize(
        ("change", "path"),
        [
            ({"questions": [{"question": "x", "type": "SONG"}]}, "questions.0.type"),
            ({"questions": [{"type": "NUMERICAL"}]}, "questions.0.question"),
            ({"questions": [CHOICE | {"options": [3]}]}, "questions.0.options.0"),
            ({"questions": [CHOICE | {"points": 0}]}, "questions.0.points"),
            ({"questions": [CHOICE | {"answer": "4"}]}, "questions.0.answer"),
            ({"expectedAnswers": [{"answer": 4, "tolerance": -1}]}, "expectedAnswers.0.tolerance"),
            ({"difficulty": 6}, "difficulty"),
            ({"timeLimit": 0}, "timeLimit"),
        ],
    )
    def test_wrong_values_are_named(self, author: Caller, own: TestCourse, change: dict[str, Any], path: str) -> None:
        """Also in what is out of use: pages can show whatever is stored."""
        refused = author.send("POST", EXERCISES, body(own.lessons[4][0], **change), status=422)
        assert refused["errors"][0]["path"].startswith(path)

    def test_order_and_copies(self, author: Caller, own: TestCourse, world: World) -> None:
        """Moved among its siblings, copied beside itself, and from the franchise."""
        first, second = own.exercises[4]
        author.send("POST", f"{EXERCISES}/{second}/move", {"position": 1})
        listed = author.send("GET", EXERCISES, lessonId=own.lessons[4][0])["items"]
        assert [each["id"] for each in listed] == [str(second), str(first)]
        copy = author.send("POST", f"{EXERCISES}/{first}/duplicate", {}, status=201)
        assert (copy["title"], copy["isActive"]) == ("Multiple Choice 1 (copy)", False)
        shared = f"{EXERCISES}/{world.course.exercises[4][0]}/duplicate"
        taken = author.send("POST", shared, {"lessonId": str(own.lessons[4][0])}, status=201)
        assert (taken["centreId"], taken["title"]) == (str(world.riverside.id), "Multiple Choice 1")
        assert author.send("POST", shared, {}, status=403)["code"] == "permission_missing"
        elsewhere = {"position": 1, "lessonId": str(world.course.lessons[4][0])}
        author.send("POST", f"{EXERCISES}/{first}/move", elsewhere, status=422)

    def test_stale_edit(self, author: Caller, own: TestCourse) -> None:
        """If-Match with an older version is 412."""
        path, headers = f"{EXERCISES}/{own.exercises[4][0]}", author.person.headers  # type: ignore[union-attr]
        tag = author.client.get(path, headers=headers).headers["ETag"]
        first = author.client.patch(path, json={"title": "A"}, headers=headers | {"If-Match": tag})
        second = author.client.patch(path, json={"title": "B"}, headers=headers | {"If-Match": tag})
        assert (first.status_code, second.status_code) == (200, 412)
        assert first.headers["ETag"] != tag


class TestTrying:
    """Marked for real, kept nowhere."""

    def test_marks_as_a_students_answers_are_marked(self, author: Caller, own: TestCourse, db: Session) -> None:
        """Question by question, with the explanations; no attempt."""
        draft = {"exerciseType": "MULTIPLE_CHOICE", "questions": [CHOICE, CHOICE], "expectedAnswers": [KEY, KEY]}
        answers = [{"questionIndex": 0, "answer": "4"}, {"questionIndex": 1, "answer": "3"}]
        tried = author.send("POST", f"{EXERCISES}/try", {**draft, "maxScore": 8, "answers": answers})
        assert (tried["status"], tried["score"], tried["maxScore"]) == ("AUTO_GRADED", 4, 8)
        assert [each["isCorrect"] for each in tried["answers"]] == [True, False]
        assert tried["explanations"] == ["Count on from two."] * 2
        stored = author.send("POST", f"{EXERCISES}/{own.exercises[4][0]}/try", {"answers": answers[:1]})
        assert (stored["score"], stored["maxScore"]) == (5, 10)
        assert db.scalar(sa.select(sa.func.count()).select_from(ExerciseAttempt)) == 0

    def test_wrong_shapes_are_named(self, author: Caller, own: TestCourse) -> None:
        """As they are to a student."""
        path = f"{EXERCISES}/{own.exercises[4][0]}/try"
        refused = author.send("POST", path, {"answers": [{"questionIndex": 7, "answer": "4"}]}, status=422)
        assert (refused["code"], refused["errors"][0]["path"]) == ("invalid_answer", "answers.0.questionIndex")
        author.send("POST", f"{EXERCISES}/{new_id()}/try", {"answers": []}, status=404)


class TestRunningAttempts:
    """What was begun goes on as it was."""

    def test_edit_leaves_a_running_attempt_alone(
        self, author: Caller, student: Caller, own: TestCourse, world: World, db: Session
    ) -> None:
        """Shown, drafted and graded by the old questions; the next attempt gets the new ones."""
        content.place_at(db, world.riverside, world.riverside.student1, own, 4, by=world.riverside.assessor, now=NOW)
        db.commit()
        exercise_id = own.exercises[4][0]
        begun = student.start(exercise_id)
        changed = {
            "questions": [CHOICE | {"question": "3 + 3?", "options": ["6", "7"]}],
            "expectedAnswers": [{"answer": "6"}],
        }
        edited = author.send("PATCH", f"{EXERCISES}/{exercise_id}", changed)
        assert (edited["revision"], edited["questionCount"]) == (2, 1)
        shown = student.send("GET", f"/api/attempts/{begun['attemptId']}")
        assert [each["question"] for each in shown["exercise"]["questions"]] == ["2 + 2?"] * 2
        assert student.start(exercise_id, status=200)["exercise"]["questionCount"] == 2
        student.draft(begun["attemptId"], 0, right_answers(ExerciseType.MULTIPLE_CHOICE))
        handed_in = student.submit(exercise_id, right_answers(ExerciseType.MULTIPLE_CHOICE))
        assert (handed_in["status"], handed_in["score"]) == ("AUTO_GRADED", 10)
        again = student.start(exercise_id)
        assert [each["question"] for each in again["exercise"]["questions"]] == ["3 + 3?"]
        assert student.submit(exercise_id, [{"questionIndex": 0, "answer": "6"}])["score"] == 10

    def test_assessor_marks_what_was_answered(
        self, client: FlaskClient, author: Caller, student: Caller, own: TestCourse, world: World
    ) -> None:
        """The review shows the questions as the student saw them."""
        exercise_id = own.exercises[4][1]
        student.start(exercise_id)
        attempt = student.submit(exercise_id, right_answers(ExerciseType.LONG_ANSWER))
        new = {"question": "Sing.", "type": "LONG_ANSWER"}
        author.send("PATCH", f"{EXERCISES}/{exercise_id}", {"questions": [new], "expectedAnswers": []})
        assessor = Caller(client, world.riverside.assessor)
        review = assessor.send("POST", "/api/assessment/claim", {"attemptId": attempt["id"]})
        assert [each["question"] for each in review["exercise"]["questions"]] == ["Tell."] * 2

    def test_only_other_content_makes_a_revision(self, author: Caller, own: TestCourse, db: Session) -> None:
        """Title, difficulty and use do not; the same again does not."""
        path = f"{EXERCISES}/{own.exercises[4][0]}"
        assert author.send("PATCH", path, {"title": "New", "difficulty": 5, "isActive": False})["revision"] == 1
        assert author.send("PATCH", path, {"maxScore": 10})["revision"] == 1
        assert author.send("PATCH", path, {"maxScore": 12})["revision"] == 2
        kept = db.scalars(sa.select(ExerciseRevision.max_score).where(ExerciseRevision.number == 1)).all()
        assert kept == [10]

    def test_retired_exercise_can_be_finished(
        self, client: FlaskClient, author: Caller, student: Caller, own: TestCourse, db: Session
    ) -> None:
        """But not begun."""
        exercise_id = own.exercises[4][0]
        student.start(exercise_id)
        headers = author.person.headers  # type: ignore[union-attr]
        assert client.delete(f"{EXERCISES}/{exercise_id}", headers=headers).status_code == 204
        student.submit(exercise_id, right_answers(ExerciseType.MULTIPLE_CHOICE))
        student.start(exercise_id, status=404)
        assert db.get_one(Exercise, UUID(str(exercise_id))).is_active is False
