"""Reviews: completed, returned, and what follows from them (R092, R181, R182, R186, C20, C50)."""

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.catalogue.models import Exercise
from core_service.catalogue.rules import ExerciseType
from core_service.identity.models import UserRole
from core_service.learners.models import AcademicProfileLog
from core_service.sessions.models import SessionEvent, TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt
from core_service.work.service.marking import EXERCISE_DONE, LOOK_AT_PROGRESS
from shared.ids import new_id
from tests.core_service.assessment.conftest import CHOICE, ESSAY, SHORT, Desk, promised
from tests.core_service.callers import Caller
from tests.core_service.conftest import NOW, World
from tests.factories import content
from tests.factories.content import QUESTIONS, right_answers

REVIEW = "/api/assessment/review"


def graded_events(db: Session, world: World) -> list[dict[str, Any]]:
    """What the room was told of marks."""
    logged = sa.select(SessionEvent).where(SessionEvent.session_id == world.session_id).order_by(SessionEvent.seq)
    return [row.event for row in db.scalars(logged) if row.event["type"] == "exercise:graded"]


class TestAccess:
    """Who reviews."""

    def test_nobody_and_the_wrong_role(self, nobody: Caller, tutor: Caller, desk: Desk) -> None:
        """A login, and the permission to review."""
        attempt_id = desk.hand_in()
        assert nobody.review(attempt_id, status=401)["code"] == "not_signed_in"
        assert tutor.review(attempt_id, status=403)["code"] == "permission_missing"

    def test_another_centres_work_looks_like_none(self, stranger: Caller, desk: Desk) -> None:
        """By attempt and by review."""
        attempt_id = desk.hand_in()
        assert stranger.review(attempt_id, status=404) | {"requestId": ""} == stranger.review(new_id(), status=404) | {
            "requestId": ""
        }
        assert stranger.send("POST", REVIEW, {"reviewId": str(new_id())}, status=404)["code"] == "not_found"

    def test_supervisor_acts_as_assessor(self, supervisor: Caller, desk: Desk, db: Session) -> None:
        """The least privileged role that grants it (C46)."""
        supervisor.review(desk.hand_in(), overallScore=8)
        acted = db.scalars(sa.select(AuditLog.acting_role).where(AuditLog.action == "REVIEW_COMPLETE")).one()
        assert acted is Role.ASSESSOR


class TestCompletion:
    """Marks that count."""

    def test_attempt_is_graded_and_the_student_goes_on(
        self, assessor: Caller, desk: Desk, db: Session, world: World
    ) -> None:
        """Score, feedback, right or not yet per question, the author's explanation (C20)."""
        attempt_id = desk.hand_in()
        done = assessor.review(
            attempt_id,
            scores=[{"questionIndex": 0, "score": 1}, {"questionIndex": 1, "score": 0.5}],
            feedback="A lively story.",
        )
        assert (done["status"], done["overallScore"], done["maxScore"], done["attemptScore"]) == (
            "COMPLETED",
            1.5,
            2,
            7.5,
        )
        seen = desk.student.send("GET", f"/api/attempts/{attempt_id}")
        assert (seen["status"], seen["score"], seen["feedback"]) == ("GRADED", 7.5, "A lively story.")
        assert [each["isCorrect"] for each in seen["answers"]] == [True, False]
        assert seen["explanation"] == "SECRET explanation"
        assert assessor.queue() == []
        assert [job.arguments for job in promised(db, EXERCISE_DONE)] == [{"attemptId": attempt_id}]
        wanted = {"studentId": str(world.riverside.student1.id), "courseId": str(desk.essays.id)}
        assert [job.arguments for job in promised(db, LOOK_AT_PROGRESS)] == [wanted]

    def test_room_is_told_while_the_session_runs(self, assessor: Caller, desk: Desk, db: Session, world: World) -> None:
        """And only then."""
        first = desk.hand_in(0, session_id=world.session_id)
        second = desk.hand_in(1, right_answers(SHORT), session_id=world.session_id)
        assessor.review(first, overallScore=9)
        (told,) = graded_events(db, world)
        assert (told["attemptId"], told["status"], told["score"]) == (first, "GRADED", 9)
        ended = sa.update(TutoringSession).where(TutoringSession.id == world.session_id)
        db.execute(ended.values(status=SessionStatus.COMPLETED, actual_end=NOW))
        db.commit()
        assessor.review(second, overallScore=9)
        assert len(graded_events(db, world)) == 1

    def test_objective_questions_arrive_scored_and_can_be_adjusted(
        self, assessor: Caller, desk: Desk, db: Session
    ) -> None:
        """One of the two is a choice."""
        exercise = db.get_one(Exercise, desk.essays.exercises[4][0])
        exercise.questions = [QUESTIONS[CHOICE][0], exercise.questions[1]]
        exercise.expected_answers = [QUESTIONS[CHOICE][1], (exercise.expected_answers or [])[1]]
        db.commit()
        attempt_id = desk.hand_in(0, [{"questionIndex": 0, "answer": "3"}, ESSAY[1]])
        claimed = assessor.claim(attempt_id)
        assert claimed["givenScores"] == [{"questionIndex": 0, "score": 0}]
        incomplete = assessor.review(attempt_id, status=422)
        assert "question 1 has no score yet" in incomplete["errors"][0]["message"]
        half = assessor.save(claimed["id"], scores=[{"questionIndex": 1, "score": 1}])
        assert half["status"] == "IN_REVIEW"
        scores = [{"questionIndex": 0, "score": 1}, {"questionIndex": 1, "score": 1}]
        assert assessor.review(attempt_id, scores=scores)["attemptScore"] == 10

    def test_saved_draft_is_what_counts(self, assessor: Caller, desk: Desk) -> None:
        """The review need not repeat it."""
        review_id = assessor.claim(desk.hand_in())["id"]
        assessor.save(review_id, overallScore=6, feedback="Good.")
        done = assessor.send("POST", REVIEW, {"reviewId": review_id, "decision": "complete"})
        assert (done["attemptScore"], done["feedback"]) == (6, "Good.")

    def test_review_happens_once(self, assessor: Caller, colleague: Caller, desk: Desk) -> None:
        """Nobody marks it a second time."""
        attempt_id = desk.hand_in()
        assessor.review(attempt_id, overallScore=6)
        for person in (assessor, colleague):
            assert person.review(attempt_id, overallScore=9, status=409)["code"] == "already_reviewed"
        assert assessor.claim(attempt_id, status=409)["code"] == "already_reviewed"

    def test_work_that_another_holds_cannot_be_reviewed(self, assessor: Caller, colleague: Caller, desk: Desk) -> None:
        """Two assessors never mark the same work."""
        attempt_id = desk.hand_in()
        assessor.claim(attempt_id)
        assert colleague.review(attempt_id, overallScore=6, status=409)["code"] == "claimed_by_another"

    def test_same_key_answers_the_same(self, assessor: Caller, desk: Desk, world: World) -> None:
        """A repeated request is answered as before; another body under the key is refused."""
        attempt_id = desk.hand_in()
        headers = world.riverside.assessor.headers | {"Idempotency-Key": "once"}
        body = {"attemptId": attempt_id, "overallScore": 6}
        answers = [assessor.client.post(REVIEW, json=body, headers=headers) for _ in range(2)]
        assert answers[0].json == answers[1].json
        other = assessor.client.post(REVIEW, json=body | {"overallScore": 7}, headers=headers)
        assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")  # type: ignore[index]

    def test_automatic_marks_can_be_corrected_from_a_sample(self, assessor: Caller, desk: Desk) -> None:
        """The attempt is GRADED then."""
        attempt_id = desk.hand_in(2, [{"questionIndex": 0, "answer": "four"}, {"questionIndex": 1, "answer": "4"}])
        done = assessor.review(attempt_id, scores=[{"questionIndex": 0, "score": 1}])
        assert (done["attemptStatus"], done["attemptScore"]) == ("GRADED", 10)

    def test_paper_is_scored_by_hand(self, assessor: Caller, desk: Desk, db: Session) -> None:
        """A blank on a worksheet is no zero."""
        kind = ExerciseType.WORKSHEET
        sheet = content.exercise(db, desk.essays.centre_id, desk.essays.lessons[4][0], 9, kind)
        db.commit()
        desk.student.start(sheet)
        on_paper = desk.student.submit(sheet, [])["id"]
        assert assessor.claim(on_paper)["givenScores"] == []
        assert assessor.review(on_paper, overallScore=9)["attemptScore"] == 9

    def test_nobody_reviews_their_own_work(self, desk: Desk, db: Session, world: World, student: Caller) -> None:
        """Even with the permission."""
        attempt_id = desk.hand_in()
        db.add(UserRole(centre_id=world.riverside.id, user_id=world.riverside.student1.id, role=Role.ASSESSOR))
        db.commit()
        assert student.review(attempt_id, overallScore=10, status=403)["code"] == "relation_missing"


class TestReturn:
    """Work that goes back to the student (R186)."""

    def test_same_attempt_is_open_again_with_the_words(
        self, assessor: Caller, desk: Desk, db: Session, world: World
    ) -> None:
        """The answers are its draft; the sequence serves it with the reason."""
        attempt_id = desk.hand_in()
        returned = assessor.review(attempt_id, decision="return", feedback="Tell the end too.")
        assert (returned["status"], returned["attemptStatus"]) == ("RETURNED", "IN_PROGRESS")
        seen = desk.student.send("GET", f"/api/attempts/{attempt_id}")
        assert (seen["feedback"], seen["answers"], seen["score"], seen["draftRevision"]) == (
            "Tell the end too.",
            [{"questionIndex": each["questionIndex"], "answer": each["answer"]} for each in ESSAY],
            None,
            1,
        )
        served = desk.student.next(desk.essays.id)
        assert (served["exercise"]["id"], served["reason"]["code"]) == (str(desk.essays.exercises[4][0]), "RETURNED")
        (job,) = promised(db, "notifications.review_returned")
        assert (job.arguments, job.centre_id) == ({"reviewId": returned["id"]}, world.riverside.id)
        assert assessor.queue() == []

    def test_resubmission_returns_to_its_assessor_first(self, assessor: Caller, colleague: Caller, desk: Desk) -> None:
        """At the top of their queue, for a day theirs alone, then anybody's."""
        attempt_id = desk.hand_in(0)
        older = desk.hand_in(1, right_answers(SHORT))
        assessor.review(attempt_id, decision="return", feedback="More.")
        desk.clock.advance(minutes=5)
        desk.student.submit(desk.essays.exercises[4][0], ESSAY)
        assert [each["attemptId"] for each in assessor.queue()] == [attempt_id, older]
        theirs = colleague.queue()
        assert [each["attemptId"] for each in theirs] == [older, attempt_id]
        assert (theirs[1]["status"], theirs[1]["reserved"]["assessor"]["name"]) == ("RETURNED", "Assessor")
        assert [each["attemptId"] for each in colleague.queue(available="true")] == [older]
        assert colleague.claim(attempt_id, status=409)["code"] == "reserved"
        desk.clock.advance(days=1)
        assert colleague.claim(attempt_id)["status"] == "IN_REVIEW"

    def test_second_round_completes_it(self, assessor: Caller, desk: Desk) -> None:
        """With the same review; what was given by question is forgotten, the rest kept."""
        attempt_id = desk.hand_in()
        first = assessor.review(
            attempt_id, decision="return", feedback="More.", scores=[{"questionIndex": 0, "score": 1}]
        )
        desk.clock.advance(minutes=5)
        desk.student.submit(desk.essays.exercises[4][0], ESSAY)
        again = assessor.claim(attempt_id)
        assert (again["id"], again["scores"], again["feedback"]) == (first["id"], [], "More.")
        assert assessor.review(attempt_id, overallScore=10, feedback="Now it is whole.")["status"] == "COMPLETED"

    def test_return_needs_words(self, assessor: Caller, desk: Desk) -> None:
        """The student must know what to put right."""
        attempt_id = desk.hand_in()
        refused = assessor.review(attempt_id, decision="return", feedback="  ", status=422)
        assert refused["errors"][0]["path"] == "feedback"
        advised = assessor.review(
            attempt_id, decision="return", feedback="More.", advice={"decision": "confirm"}, status=422
        )
        assert advised["errors"][0]["path"] == "decision"

    def test_newer_open_attempt_stands_in_the_way(self, assessor: Caller, desk: Desk) -> None:
        """There is one open attempt per exercise."""
        attempt_id = desk.hand_in()
        desk.student.start(desk.essays.exercises[4][0])
        refused = assessor.review(attempt_id, decision="return", feedback="More.", status=409)
        assert refused["code"] == "newer_attempt_open"

    def test_returned_work_has_no_time_limit(self, assessor: Caller, desk: Desk, db: Session) -> None:
        """The limit was for the first time."""
        db.execute(sa.update(Exercise).where(Exercise.id == desk.essays.exercises[4][0]).values(time_limit=5))
        db.commit()
        attempt_id = desk.hand_in()
        assessor.review(attempt_id, decision="return", feedback="More.")
        desk.clock.advance(hours=2)
        assert desk.student.submit(desk.essays.exercises[4][0], ESSAY)["status"] == "UNDER_REVIEW"
        db.expire_all()
        assert db.get_one(ExerciseAttempt, UUID(attempt_id)).deadline_at is None


class TestProfile:
    """Level advice and metrics with a review (R182, R184, R188)."""

    def test_level_and_metrics_are_logged_with_the_review(self, assessor: Caller, desk: Desk, db: Session) -> None:
        """An adjustment needs no recommendation."""
        done = assessor.review(
            desk.hand_in(),
            overallScore=10,
            advice={"decision": "adjust", "newLevel": 5, "reason": "Writes freely."},
            metrics={"numeracyAge": 9.5, "writingLevel": 0.7},
        )
        log = db.scalars(sa.select(AcademicProfileLog)).all()
        assert {(each.metric.value, each.update_type.value, each.new_value) for each in log} == {
            ("LEVEL", "LEVEL_ADVANCEMENT", 5),
            ("NUMERACY_AGE", "ASSESSMENT_RESULT", 9.5),
            ("WRITING_LEVEL", "ASSESSMENT_RESULT", 0.7),
        }
        assert {str(each.assessment_review_id) for each in log} == {done["id"]}
        assert desk.student.next(desk.essays.id)["level"]["level"] == 5

    def test_confirming_needs_something_to_confirm(self, assessor: Caller, desk: Desk) -> None:
        """And then nothing of the review happens."""
        attempt_id = desk.hand_in()
        refused = assessor.review(attempt_id, overallScore=10, advice={"decision": "confirm"}, status=422)
        assert refused["errors"][0]["path"] == "advice.recommendationId"
        assert assessor.queue()[0]["attemptId"] == attempt_id

    def test_metrics_of_another_subject_are_refused(self, assessor: Caller, desk: Desk) -> None:
        """Reading age belongs to languages."""
        refused = assessor.review(desk.hand_in(), overallScore=10, metrics={"readingAge": 9}, status=422)
        assert refused["errors"][0]["path"] == "readingAge"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"overallScore": 10.5}, "overallScore"),
        ({"overallScore": "many"}, "overallScore"),
        ({"scores": [{"questionIndex": 0, "score": 1}] * 2}, "scores.1.questionIndex"),
        ({"scores": [{"questionIndex": 0}]}, "scores.0.score"),
        ({"criteriaScores": [{"criterionName": "Style", "score": 1}]}, "criteriaScores.0.criterionName"),
        ({"decision": "maybe"}, "decision"),
        ({"feedback": "x" * 4001}, "feedback"),
        ({"stars": 5}, "stars"),
        ({"uploadId": str(new_id())}, "attemptId"),
    ],
)
def test_bad_input_names_its_place(assessor: Caller, desk: Desk, body: dict[str, object], path: str) -> None:
    """422, and the work still waits."""
    attempt_id = desk.hand_in()
    refused = assessor.review(attempt_id, status=422, **body)
    assert [each["path"] for each in refused["errors"]] == [path]
    assert len(assessor.queue()) == 1


def test_upload_that_does_not_exist_is_not_found(assessor: Caller) -> None:
    """There are none yet."""
    refused = assessor.send("POST", REVIEW, {"uploadId": str(new_id())}, status=404)
    assert refused["code"] == "upload_not_found"
