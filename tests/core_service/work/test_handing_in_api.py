"""Handing in over HTTP, the server's time limit, and whatever is sent instead of answers (R161 to R165, C16, C48)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.catalogue.rules import ExerciseType
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.clock import FixedClock
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.core_service.work.conftest import Events
from tests.core_service.work.stored import activities, of_type, stored
from tests.factories import content
from tests.factories.content import right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE
RIGHT, WRONG = right_answers(CHOICE), wrong_answers(CHOICE)


class TestSubmit:
    """POST /api/exercises/{id}/submit."""

    def test_anonymous_is_refused(self, nobody: Caller, exercise: UUID) -> None:
        """Sign in first."""
        nobody.submit(exercise, RIGHT, status=401)

    def test_staff_submit_nothing(self, tutor: Caller, exercise: UUID) -> None:
        """Exercises are students' work."""
        tutor.submit(exercise, RIGHT, status=403)

    def test_exercise_of_another_centre_does_not_exist(self, student: Caller, db: Session, world: World) -> None:
        """404."""
        foreign = content.course(db, centre_id=world.hillcrest.id)
        db.commit()
        student.submit(foreign.exercises[4][0], RIGHT, status=404)

    def test_objective_work_is_graded_at_once(
        self, student: Caller, db: Session, exercise: UUID, world: World, events: Events
    ) -> None:
        """With marks per question and the explanation; the room learns the score."""
        student.start(exercise, sessionId=world.session_id)
        graded = student.submit(exercise, [RIGHT[0], WRONG[1]], sessionId=world.session_id)
        assert (graded["status"], graded["score"], graded["maxScore"]) == ("AUTO_GRADED", 5, 10)
        assert [answer["isCorrect"] for answer in graded["answers"]] == [True, False]
        assert graded["explanation"] == "SECRET explanation"
        submitted = events(world.session_id)[-1]
        assert (submitted["type"], submitted["score"], submitted["status"]) == ("exercise:submitted", 5, "AUTO_GRADED")
        assert activities(db) == [("COMPLETED", 100)]

    def test_text_waits_for_review_with_its_partial_score(
        self, student: Caller, db: Session, world: World, events: Events
    ) -> None:
        """No explanation yet, and no score for the room (C16)."""
        essay = of_type(db, world, ExerciseType.SHORT_ANSWER)
        student.start(essay, sessionId=world.session_id)
        handed_in = student.submit(essay, right_answers(ExerciseType.SHORT_ANSWER))
        assert (handed_in["status"], handed_in["score"], handed_in["explanation"]) == ("UNDER_REVIEW", 0, None)
        assert "score" not in events(world.session_id)[-1]
        assert "isCorrect" not in handed_in["answers"][0]

    def test_work_on_paper_is_done_on_paper(self, student: Caller, db: Session, world: World) -> None:
        """SUBMITTED without answers and score."""
        sheet = of_type(db, world, ExerciseType.WORKSHEET)
        student.start(sheet)
        handed_in = student.submit(sheet, [])
        assert (handed_in["status"], handed_in["score"]) == ("SUBMITTED", None)

    def test_submitting_again_changes_nothing(
        self, student: Caller, db: Session, exercise: UUID, world: World, events: Events
    ) -> None:
        """The first answers stand; one event, one audit row."""
        student.start(exercise, sessionId=world.session_id)
        first = student.submit(exercise, RIGHT)
        assert student.submit(exercise, WRONG) == first
        assert [event["type"] for event in events(world.session_id)] == ["exercise:started", "exercise:submitted"]
        assert len(db.scalars(sa.select(AuditLog).where(AuditLog.action == "EXERCISE_SUBMIT")).all()) == 1

    def test_submitting_without_a_start_makes_the_attempt(self, student: Caller, exercise: UUID) -> None:
        """A native client that lost its start still delivers."""
        assert student.submit(exercise, RIGHT)["score"] == 10

    def test_new_try_after_a_failed_one(self, student: Caller, exercise: UUID) -> None:
        """A new start, a new attempt."""
        student.start(exercise)
        failed = student.submit(exercise, WRONG)
        student.start(exercise)
        again = student.submit(exercise, RIGHT)
        assert (failed["score"], again["score"]) == (0, 10)
        assert failed["id"] != again["id"]

    def test_new_try_without_a_start_after_something_else(
        self, student: Caller, exercise: UUID, world: World, clock: FixedClock
    ) -> None:
        """What came back is handed in anew, as often as it comes back."""
        tries = []
        for answers in WRONG, WRONG, RIGHT:
            tries.append(student.submit(exercise, answers))
            clock.advance(minutes=1)
            student.submit(world.course.exercises[4][1], RIGHT)
            clock.advance(minutes=1)
        assert [each["score"] for each in tries] == [0, 0, 10]
        assert len({each["id"] for each in tries}) == 3

    @pytest.mark.parametrize(
        ("answers", "path"),
        [
            (None, "answers"),
            ("4", "answers"),
            ([{"questionIndex": 9, "answer": "4"}], "answers.0.questionIndex"),
            ([RIGHT[0], RIGHT[0]], "answers.1.questionIndex"),
            ([{"questionIndex": 1, "answer": ["4"]}], "answers.0.answer"),
            ([{"questionIndex": 1, "answer": 4}], "answers.0.answer"),
        ],
    )
    def test_wrong_shape_keeps_the_draft(
        self, student: Caller, db: Session, exercise: UUID, answers: Any, path: str
    ) -> None:
        """422 with the path; the attempt stays open with what was saved."""
        attempt_id = student.start(exercise)["attemptId"]
        student.draft(attempt_id, 0, RIGHT)
        refused = student.submit(exercise, answers, status=422)
        assert refused["code"] == ("invalid" if path == "answers" else "invalid_answer")
        assert refused["errors"][0]["path"] == path
        kept = stored(db, attempt_id)
        assert (kept.status.value, kept.answers) == ("IN_PROGRESS", RIGHT)

    def test_missing_answers_are_a_missing_field(self, student: Caller, exercise: UUID) -> None:
        """422 for the body's shape."""
        student.send("POST", f"/api/exercises/{exercise}/submit", {}, status=422)

    def test_answers_are_accepted_for_a_day_after_the_session(
        self, student: Caller, db: Session, exercise: UUID, world: World, clock: FixedClock
    ) -> None:
        """Then a new start goes on with the draft at home."""
        attempt_id = student.start(exercise, sessionId=world.session_id)["attemptId"]
        student.draft(attempt_id, 0, RIGHT)
        db.execute(sa.update(TutoringSession).values(status=SessionStatus.COMPLETED, actual_end=NOW))
        db.commit()
        clock.advance(hours=25)
        assert student.submit(exercise, RIGHT, status=409)["code"] == "session_long_over"
        assert student.draft(attempt_id, 1, RIGHT, status=409)["code"] == "session_long_over"
        assert student.start(exercise, status=200)["attempt"]["answers"] == RIGHT
        assert student.submit(exercise, RIGHT)["score"] == 10

    def test_answers_of_yesterdays_session_still_count(
        self, student: Caller, db: Session, exercise: UUID, world: World, clock: FixedClock
    ) -> None:
        """A tablet that was offline delivers late."""
        student.start(exercise, sessionId=world.session_id)
        db.execute(sa.update(TutoringSession).values(status=SessionStatus.COMPLETED, actual_end=NOW))
        db.commit()
        clock.advance(hours=23)
        assert student.submit(exercise, RIGHT)["score"] == 10


class TestTimeLimit:
    """The server runs the time limit (C48)."""

    def test_attempt_names_its_deadline(self, student: Caller, timed: UUID) -> None:
        """Ten minutes from the start."""
        deadline = datetime.fromisoformat(student.start(timed)["attempt"]["deadlineAt"])
        assert deadline == NOW + timedelta(minutes=10)

    def test_answers_at_the_limit_count(self, student: Caller, timed: UUID, clock: FixedClock) -> None:
        """The network may cost some seconds."""
        student.start(timed)
        clock.advance(minutes=10, seconds=10)
        assert student.submit(timed, RIGHT)["score"] == 10

    def test_after_the_limit_the_saved_draft_counts(self, student: Caller, timed: UUID, clock: FixedClock) -> None:
        """What is sent later is not graded."""
        attempt_id = student.start(timed)["attemptId"]
        student.draft(attempt_id, 0, [RIGHT[0]])
        clock.advance(minutes=11)
        assert student.draft(attempt_id, 1, RIGHT, status=409)["code"] == "time_is_up"
        graded = student.submit(timed, RIGHT)
        assert (graded["status"], graded["score"]) == ("AUTO_GRADED", 5)
        assert datetime.fromisoformat(graded["submittedAt"]) == NOW + timedelta(minutes=10)

    def test_start_after_the_limit_is_a_new_attempt(
        self, student: Caller, db: Session, timed: UUID, clock: FixedClock
    ) -> None:
        """The old one is handed in first."""
        old = student.start(timed)["attemptId"]
        clock.advance(minutes=11)
        new = student.start(timed)["attemptId"]
        assert stored(db, old).status.value == "AUTO_GRADED"
        assert stored(db, new).deadline_at == NOW + timedelta(minutes=21)


class TestUnusualInput:
    """Whatever is sent is a 4xx with a stable code, never a 500 and never a lost draft."""

    @pytest.mark.parametrize(
        "answer",
        [2**53 + 1, 2**63, 10**400, -1e308, True, [], {}, [[]], {"a": {}}, "x" * 501, {"": None}, [None], [1.5]],
    )
    @pytest.mark.parametrize("kind", [ExerciseType.NUMERICAL, ExerciseType.MATCHING, ExerciseType.FILL_IN_BLANK])
    def test_strange_answer_is_saved_or_refused(
        self, student: Caller, db: Session, world: World, kind: ExerciseType, answer: Any
    ) -> None:
        """As a draft in a session, where the room is told, and as a submission."""
        exercise = of_type(db, world, kind)
        attempt_id = student.start(exercise, sessionId=world.session_id)["attemptId"]
        answers = [{"questionIndex": 0, "answer": answer}]
        for method, path, body in (
            ("PUT", f"/api/attempts/{attempt_id}/draft", {"base": 0, "answers": answers}),
            ("POST", f"/api/exercises/{exercise}/submit", {"answers": answers}),
        ):
            sent = student.client.open(path, method=method, headers=world.riverside.student1.headers, json=body)
            assert sent.status_code in (200, 400, 422), sent.text
            if sent.status_code != 200:
                assert sent.get_json()["code"] in ("invalid_answer", "bad_request")
