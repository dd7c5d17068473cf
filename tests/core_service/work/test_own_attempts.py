"""A student's own work as a list (GET /api/attempts, UI 15).

The good case: a child finds what was marked, with the assessor's words, newest first. The bad ones: another child's
work, an answer key before its time, a list that asks once per row.
"""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.runtime import Runtime
from core_service.work.models import ExerciseAttempt
from core_service.work.service.marking import give_back
from shared.clock import FixedClock
from tests.core_service.callers import Caller, Json
from tests.core_service.conftest import World
from tests.core_service.statements import statements_of
from tests.factories import content
from tests.factories.content import right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE


@pytest.fixture
def exercises(world: World) -> list[UUID]:
    """A handful of them."""
    return [each for of_level in world.course.exercises.values() for each in of_level]


def own(caller: Caller, query: str = "", *, status: int = 200) -> Json:
    """The list."""
    return caller.send("GET", f"/api/attempts?{query}", status=status)


def hand_in(student: Caller, exercise_id: UUID, *, is_right: bool = True) -> Json:
    """Started at home and handed in."""
    student.start(exercise_id)
    return student.submit(exercise_id, right_answers(CHOICE) if is_right else wrong_answers(CHOICE))


def test_anonymous_is_refused(nobody: Caller) -> None:
    """Sign in first."""
    assert own(nobody, status=401)["code"] == "not_signed_in"


def test_staff_have_no_own_work(tutor: Caller) -> None:
    """They look at students' work elsewhere."""
    assert own(tutor, status=403)["code"] == "permission_missing"


def test_other_students_see_nothing_of_it(
    student: Caller, classmate: Caller, stranger: Caller, exercises: list[UUID]
) -> None:
    """Neither a classmate nor another centre's people."""
    hand_in(student, exercises[0])
    assert own(classmate)["items"] == []
    own(stranger, status=403)


def test_marked_work_has_its_marks_and_names(student: Caller, exercises: list[UUID]) -> None:
    """Enough for a row: what it was, how it went, which questions are worth another look; no answers at all."""
    handed_in = hand_in(student, exercises[0], is_right=False)
    (item,) = own(student)["items"]
    assert item["id"] == handed_in["id"]
    assert item["status"] == "AUTO_GRADED"
    assert (item["score"], item["maxScore"]) == (handed_in["score"], handed_in["maxScore"])
    assert item["questionsToRevisit"]
    assert {"exerciseTitle", "courseName", "unitTitle"} <= item.keys()
    assert not {"answers", "expectedAnswers", "explanation", "questionResults"} & item.keys()


def test_unmarked_work_shows_no_marks(student: Caller, db: Session, world: World) -> None:
    """What a person still has to read keeps its partial score to itself."""
    made = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, ExerciseType.SHORT_ANSWER)
    db.commit()
    student.start(made)
    student.submit(made, right_answers(ExerciseType.SHORT_ANSWER))
    (item,) = own(student)["items"]
    assert item["status"] == "UNDER_REVIEW"
    assert (item["score"], item["feedback"], item["questionsToRevisit"]) == (None, None, [])


def test_returned_work_is_found_with_its_words(student: Caller, db: Session, world: World) -> None:
    """It is open again, and says what to do."""
    made = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, ExerciseType.SHORT_ANSWER)
    db.commit()
    student.start(made)
    attempt_id = UUID(student.submit(made, right_answers(ExerciseType.SHORT_ANSWER))["id"])
    give_back(db, attempt=db.get_one(ExerciseAttempt, attempt_id), feedback="Say why, too.")
    db.commit()
    (item,) = own(student, "returned=true")["items"]
    assert (item["isReturned"], item["feedback"], item["status"]) == (True, "Say why, too.", "IN_PROGRESS")
    assert own(student, "handedIn=true")["items"] == []


def test_begun_work_is_not_handed_in(student: Caller, exercises: list[UUID]) -> None:
    """Nor is it returned."""
    student.start(exercises[0])
    assert own(student, "handedIn=true")["items"] == []
    assert own(student, "returned=true")["items"] == []
    assert [item["status"] for item in own(student, "status=IN_PROGRESS")["items"]] == ["IN_PROGRESS"]


def test_newest_first_page_by_page(student: Caller, exercises: list[UUID], clock: FixedClock) -> None:
    """Each attempt on exactly one page."""
    ids = []
    for exercise_id in exercises[:3]:
        ids.append(hand_in(student, exercise_id)["id"])
        clock.advance(minutes=1)
    first = own(student, "limit=2")
    second = own(student, f"limit=2&cursor={first['nextCursor']}")
    assert [item["id"] for item in first["items"] + second["items"]] == ids[::-1]
    assert second["nextCursor"] is None


@pytest.mark.parametrize("query", ["limit=0", "cursor=!", "status=LOST", "returned=perhaps"])
def test_bad_query_is_explained(student: Caller, query: str) -> None:
    """With the field's name."""
    assert own(student, query, status=422)["errors"][0]["path"] == query.partition("=")[0]


def test_statements_do_not_grow_with_rows(student: Caller, exercises: list[UUID], run: Runtime) -> None:
    """One statement for the list, however long it is."""
    hand_in(student, exercises[0])
    with statements_of(run) as few:
        own(student)
    for exercise_id in exercises[1:3]:
        hand_in(student, exercise_id)
    with statements_of(run) as more:
        assert len(own(student)["items"]) == 3
    assert len(more) == len(few)
