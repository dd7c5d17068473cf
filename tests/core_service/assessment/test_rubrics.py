"""Rubrics per course, level and type (R187, C55), and reviews by them."""

from typing import Any

import pytest

from core_service.foundation.runtime import Runtime
from shared.ids import new_id
from tests.core_service.assessment.conftest import Desk
from tests.core_service.callers import Caller
from tests.core_service.conftest import World
from tests.core_service.statements import statements_of

RUBRICS = "/api/assessment/rubrics"
CRITERIA: list[dict[str, Any]] = [
    {"name": "Ideas", "description": "Is there one?", "maxPoints": 6, "levels": [{"points": 6, "description": "Many"}]},
    {"name": "Spelling", "maxPoints": 4},
]


def body(desk: Desk, **changes: object) -> dict[str, object]:
    """A rubric for essays at Class 4."""
    base: dict[str, object] = {
        "courseId": str(desk.essays.id),
        "level": 4,
        "exerciseType": "LONG_ANSWER",
        "name": "Essay",
        "criteria": CRITERIA,
    }
    return base | changes


def made(by: Caller, desk: Desk, **changes: object) -> dict[str, Any]:
    """A rubric that is there."""
    return by.send("POST", RUBRICS, body(desk, **changes), status=201)


class TestAccess:
    """Who manages rubrics."""

    def test_nobody_and_the_wrong_role(self, nobody: Caller, tutor: Caller, desk: Desk) -> None:
        """A login, and the permission."""
        assert nobody.send("POST", RUBRICS, body(desk), status=401)["code"] == "not_signed_in"
        assert tutor.send("POST", RUBRICS, body(desk), status=403)["code"] == "permission_missing"

    def test_another_centres_looks_like_none(self, assessor: Caller, stranger: Caller, desk: Desk) -> None:
        """To read, to change and to retire."""
        theirs = f"{RUBRICS}/{made(assessor, desk)['id']}"
        for method in ("GET", "PATCH", "DELETE"):
            sent: dict[str, object] | None = {} if method == "PATCH" else None
            foreign = stranger.send(method, theirs, sent, status=404)
            unknown = stranger.send(method, f"{RUBRICS}/{new_id()}", sent, status=404)
            assert foreign["code"] == unknown["code"] == "not_found"
        assert stranger.send("GET", RUBRICS)["items"] == []

    def test_centre_cannot_change_the_franchises(
        self, assessor: Caller, franchise: Caller, stranger: Caller, desk: Desk
    ) -> None:
        """But every centre sees it."""
        shared = made(franchise, desk, centreId=None)
        assert shared["centreId"] is None
        assert stranger.send("GET", RUBRICS)["items"][0]["id"] == shared["id"]
        refused = assessor.send("PATCH", f"{RUBRICS}/{shared['id']}", {"name": "Mine"}, status=403)
        assert refused["code"] == "permission_missing"
        assert assessor.send("POST", RUBRICS, body(desk, centreId=None), status=403)["code"] == "permission_missing"


class TestForms:
    """Made, changed, retired."""

    def test_maximum_is_the_sum_of_the_criteria(self, assessor: Caller, desk: Desk, world: World) -> None:
        """And the answer is as it is stored."""
        rubric = made(assessor, desk)
        assert (rubric["maxScore"], rubric["centreId"]) == (10, str(world.riverside.id))
        assert rubric["criteria"][1] == {"name": "Spelling", "description": None, "maxPoints": 4, "levels": []}
        assert assessor.send("GET", f"{RUBRICS}/{rubric['id']}") == rubric

    def test_one_per_course_level_and_type(self, assessor: Caller, desk: Desk) -> None:
        """A second one is told which to change."""
        rubric = made(assessor, desk)
        refused = assessor.send("POST", RUBRICS, body(desk), status=409)
        assert (refused["code"], refused["rubricId"]) == ("rubric_exists", rubric["id"])
        assert made(assessor, desk, level=5)["level"] == 5

    def test_change_and_stale_edit(self, assessor: Caller, desk: Desk, world: World) -> None:
        """If-Match with an older version is 412; without one the edit is accepted."""
        rubric = made(assessor, desk)
        path, headers = f"{RUBRICS}/{rubric['id']}", world.riverside.assessor.headers
        tag = assessor.client.get(path, headers=headers).headers["ETag"]
        changed = assessor.client.patch(path, json={"name": "Story"}, headers=headers | {"If-Match": tag})
        assert changed.status_code == 200
        assert changed.headers["ETag"] != tag
        stale = assessor.client.patch(path, json={"name": "Tale"}, headers=headers | {"If-Match": tag})
        assert (stale.status_code, stale.json["code"]) == (412, "stale_edit")  # type: ignore[index]
        again = assessor.send("PATCH", path, {"criteria": CRITERIA[:1]})
        assert (again["name"], again["maxScore"]) == ("Story", 6)

    def test_retired_rubric_is_listed_on_demand_and_can_come_back(self, assessor: Caller, desk: Desk) -> None:
        """It is never deleted: reviews point at it."""
        rubric = made(assessor, desk)
        path = f"{RUBRICS}/{rubric['id']}"
        assert assessor.client.delete(path, headers=assessor.person.headers).status_code == 204  # type: ignore[union-attr]
        assert assessor.send("GET", RUBRICS)["items"] == []
        assert len(assessor.send("GET", RUBRICS, includeInactive="true")["items"]) == 1
        assert assessor.send("POST", RUBRICS, body(desk), status=409)["isActive"] is False
        assert assessor.send("PATCH", path, {"isActive": True})["isActive"] is True

    def test_list_is_filtered_and_paged(self, assessor: Caller, desk: Desk, run: Runtime) -> None:
        """Oldest first, by course, level and type, at the cost of one."""
        first = made(assessor, desk)
        with statements_of(run) as one:
            assessor.send("GET", RUBRICS)
        second = made(assessor, desk, level=5)
        third = made(assessor, desk, exerciseType="SHORT_ANSWER")
        with statements_of(run) as three:
            page = assessor.send("GET", RUBRICS, limit=2)
        assert len(one) == len(three)
        assert [each["id"] for each in page["items"]] == [first["id"], second["id"]]
        rest = assessor.send("GET", RUBRICS, limit=2, cursor=page["nextCursor"])
        assert ([each["id"] for each in rest["items"]], rest["nextCursor"]) == ([third["id"]], None)
        for wanted, found in (({"level": 5}, second), ({"exerciseType": "SHORT_ANSWER"}, third)):
            items = assessor.send("GET", RUBRICS, courseId=desk.essays.id, **wanted)["items"]
            assert [each["id"] for each in items] == [found["id"]]

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"courseId": str(new_id())}, "courseId"),
            ({"level": 99}, "level"),
            ({"criteria": []}, "criteria"),
            ({"criteria": [{"name": "A", "maxPoints": 0}]}, "criteria.0.maxPoints"),
            ({"criteria": [{"name": "A", "maxPoints": 1}, {"name": "a", "maxPoints": 1}]}, "criteria.1.name"),
            (
                {"criteria": [{"name": "A", "maxPoints": 1, "levels": [{"points": 2, "description": "?"}]}]},
                "criteria.0.levels.0.points",
            ),
            ({"name": ""}, "name"),
        ],
    )
    def test_bad_input_names_its_place(
        self, assessor: Caller, desk: Desk, changes: dict[str, object], path: str
    ) -> None:
        """422."""
        refused = assessor.send("POST", RUBRICS, body(desk, **changes), status=422)
        assert [each["path"] for each in refused["errors"]] == [path]


class TestReviews:
    """Work that is marked by a rubric."""

    def test_criteria_make_the_score(self, assessor: Caller, desk: Desk) -> None:
        """With the maxima of the time kept beside them."""
        rubric = made(assessor, desk)
        attempt_id = desk.hand_in()
        assert assessor.claim(attempt_id)["rubric"]["id"] == rubric["id"]
        partly = [{"criterionName": "Ideas", "score": 5, "comment": "Lively"}]
        missing = assessor.review(attempt_id, criteriaScores=partly, status=422)
        assert missing["errors"] == [{"path": "criteriaScores", "message": "“Spelling” has no score yet"}]
        overall = assessor.review(attempt_id, overallScore=5, status=422)
        assert overall["errors"][0]["path"] == "overallScore"
        done = assessor.review(attempt_id, criteriaScores=[*partly, {"criterionName": "Spelling", "score": 2}])
        assert (done["overallScore"], done["maxScore"], done["attemptScore"]) == (7, 10, 7)
        assert done["criteriaScores"][0] == {
            "criterionName": "Ideas",
            "score": 5,
            "maxScore": 6,
            "comment": "Lively",
        }

    def test_centres_own_rubric_wins(self, assessor: Caller, franchise: Caller, desk: Desk) -> None:
        """Over the franchise's, while it is in use (C55)."""
        shared = made(franchise, desk, centreId=None, name="For all")
        attempt_id = desk.hand_in()
        assert assessor.claim(attempt_id)["rubric"]["id"] == shared["id"]
        own = made(assessor, desk, name="Ours")
        desk.student.start(desk.essays.exercises[4][0])
        second = desk.student.submit(desk.essays.exercises[4][0], [])["id"]
        assert assessor.claim(second)["rubric"]["id"] == own["id"]


class TestNotesBeforePoints:
    """An assessor often knows what to say before they know how much it is worth."""

    def test_note_alone_is_kept_with_the_draft(self, assessor: Caller, desk: Desk) -> None:
        """And is there again on another device; points come later, the note stays."""
        made(assessor, desk)
        review_id = assessor.claim(desk.hand_in())["id"]
        note = {"criterionName": "Ideas", "score": None, "comment": "Which fox?"}
        assessor.save(review_id, criteriaScores=[note])
        kept = assessor.send("GET", f"/api/assessment/reviews/{review_id}")["criteriaScores"]
        assert kept == [{**note, "maxScore": 6}]
        assessor.save(review_id, criteriaScores=[note | {"score": 4}])
        kept = assessor.send("GET", f"/api/assessment/reviews/{review_id}")["criteriaScores"]
        assert kept == [{**note, "score": 4, "maxScore": 6}]

    def test_note_is_no_score(self, assessor: Caller, desk: Desk) -> None:
        """The review cannot be completed with it, and says which criterion is meant; to give work back it is enough."""
        made(assessor, desk)
        attempt_id = desk.hand_in()
        scores = [
            {"criterionName": "Ideas", "score": None, "comment": "Which fox?"},
            {"criterionName": "Spelling", "score": 4},
        ]
        refused = assessor.review(attempt_id, criteriaScores=scores, status=422)
        assert [each["message"] for each in refused["errors"]] == ["“Ideas” has no score yet"]
        back = assessor.review(attempt_id, criteriaScores=scores, feedback="Tell me.", decision="return")
        assert (back["status"], back["criteriaScores"][0]["comment"]) == ("RETURNED", "Which fox?")
