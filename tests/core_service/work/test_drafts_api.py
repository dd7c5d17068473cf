"""Saving answers over HTTP while an attempt runs (R166)."""

from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.catalogue.rules import ExerciseType
from shared.ids import new_id
from tests.core_service.callers import Caller
from tests.core_service.conftest import RecordedNotices, World
from tests.core_service.work.conftest import Events
from tests.core_service.work.stored import stored
from tests.factories.content import right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE
RIGHT, WRONG = right_answers(CHOICE), wrong_answers(CHOICE)


class TestDraft:
    """PUT /api/attempts/{id}/draft."""

    def test_anonymous_is_refused(self, nobody: Caller) -> None:
        """Sign in first."""
        nobody.draft(new_id(), 0, [], status=401)

    def test_staff_write_no_answers(self, student: Caller, tutor: Caller, exercise: UUID) -> None:
        """Not even in their own session."""
        tutor.draft(student.start(exercise)["attemptId"], 0, RIGHT, status=403)

    def test_another_student_has_no_part_in_it(self, student: Caller, classmate: Caller, exercise: UUID) -> None:
        """403 within the centre."""
        attempt_id = student.start(exercise)["attemptId"]
        assert classmate.draft(attempt_id, 0, RIGHT, status=403)["code"] == "relation_missing"

    def test_attempt_of_another_centre_does_not_exist(
        self, student: Caller, client: FlaskClient, exercise: UUID, world: World
    ) -> None:
        """404."""
        attempt_id = student.start(exercise)["attemptId"]
        Caller(client, world.hillcrest.student1).draft(attempt_id, 0, RIGHT, status=404)

    def test_draft_is_saved_with_a_new_revision(self, student: Caller, db: Session, exercise: UUID) -> None:
        """On top of the one that the client knows."""
        attempt_id = student.start(exercise)["attemptId"]
        assert student.draft(attempt_id, 0, [RIGHT[0]]) == {"attemptId": attempt_id, "revision": 1}
        assert student.draft(attempt_id, 1, RIGHT)["revision"] == 2
        assert stored(db, attempt_id).answers == RIGHT

    def test_older_base_is_a_conflict(self, student: Caller, exercise: UUID) -> None:
        """With what stands now, so that the client can merge."""
        attempt_id = student.start(exercise)["attemptId"]
        student.draft(attempt_id, 0, RIGHT)
        refused = student.draft(attempt_id, 0, WRONG, status=409)
        assert refused["code"] == "draft_conflict"
        assert refused["current"] == {"revision": 1, "answers": RIGHT}

    def test_base_of_the_room_may_be_ahead(self, student: Caller, exercise: UUID) -> None:
        """The hub has accepted drafts whose reports are still on their way: the newest word counts."""
        attempt_id = student.start(exercise)["attemptId"]
        assert student.draft(attempt_id, 7, RIGHT)["revision"] == 8
        assert student.draft(attempt_id, 6, WRONG, status=409)["current"]["revision"] == 8

    @pytest.mark.parametrize("base", [-1, "0", 1.5, True, None, 2**31])
    def test_base_must_be_a_revision(self, student: Caller, exercise: UUID, base: Any) -> None:
        """422."""
        student.draft(student.start(exercise)["attemptId"], base, RIGHT, status=422)

    def test_draft_of_the_wrong_shape_is_refused(self, student: Caller, db: Session, exercise: UUID) -> None:
        """With its path; what was saved stays."""
        attempt_id = student.start(exercise)["attemptId"]
        student.draft(attempt_id, 0, RIGHT)
        refused = student.draft(attempt_id, 1, [{"questionIndex": 0, "answer": 4}], status=422)
        assert (refused["code"], refused["errors"][0]["path"]) == ("invalid_answer", "answers.0.answer")
        assert stored(db, attempt_id).answers == RIGHT

    def test_submitted_work_takes_no_draft(self, student: Caller, exercise: UUID) -> None:
        """It is handed in."""
        attempt_id = student.start(exercise)["attemptId"]
        student.submit(exercise, RIGHT)
        assert student.draft(attempt_id, 0, WRONG, status=409)["code"] == "already_submitted"

    def test_room_sees_the_draft(
        self, student: Caller, exercise: UUID, world: World, notices: RecordedNotices, events: Events
    ) -> None:
        """By a notice, not in the log."""
        attempt_id = student.start(exercise, sessionId=world.session_id)["attemptId"]
        student.draft(attempt_id, 0, RIGHT)
        channel, message = notices.sent[-1]
        assert channel == f"room:{world.session_id}"
        assert b'"kind":"draft"' in message
        assert len(events(world.session_id)) == 1
