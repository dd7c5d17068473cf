"""Starting, saving and handing in over HTTP (R161 to R166, C16, C48)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.catalogue.models import Exercise
from core_service.catalogue.rules import ExerciseType
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from core_service.work.models import ExerciseAttempt, StudentSessionActivity
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.conftest import NOW, RecordedNotices, World
from tests.core_service.work.conftest import Events
from tests.core_service.work.requests import Caller
from tests.factories import content, people
from tests.factories.content import right_answers, wrong_answers

CHOICE = ExerciseType.MULTIPLE_CHOICE
RIGHT, WRONG = right_answers(CHOICE), wrong_answers(CHOICE)


@pytest.fixture
def exercise(world: World) -> UUID:
    """The first one at the student's level: two choices for ten points."""
    return world.course.exercises[4][0]


@pytest.fixture
def timed(db: Session, world: World) -> UUID:
    """An exercise of ten minutes."""
    made = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, CHOICE, time_limit=10)
    db.commit()
    return made


def of_type(db: Session, world: World, kind: ExerciseType) -> UUID:
    """An exercise of another type."""
    made = content.exercise(db, world.course.centre_id, world.course.lessons[4][0], 9, kind)
    db.commit()
    return made


def stored(db: Session, attempt_id: str) -> ExerciseAttempt:
    """The row as it stands now."""
    db.expire_all()
    return db.get_one(ExerciseAttempt, UUID(attempt_id))


def activities(db: Session) -> list[tuple[str, int]]:
    """Status and progress of what was worked on, oldest first."""
    rows = sa.select(StudentSessionActivity).order_by(StudentSessionActivity.created_at)
    return [(row.status.value, row.progress_pct) for row in db.scalars(rows.execution_options(populate_existing=True))]


class TestStart:
    """POST /api/exercises/{id}/start."""

    def test_anonymous_is_refused(self, nobody: Caller, exercise: UUID) -> None:
        """Sign in first."""
        assert nobody.start(exercise, status=401)["code"] == "not_signed_in"

    def test_staff_start_nothing(self, tutor: Caller, exercise: UUID) -> None:
        """Exercises are students' work."""
        assert tutor.start(exercise, status=403)["code"] == "permission_missing"

    def test_exercise_of_another_centre_does_not_exist(self, student: Caller, db: Session, world: World) -> None:
        """404, as for an id that was never given."""
        foreign = content.course(db, centre_id=world.hillcrest.id)
        db.commit()
        student.start(foreign.exercises[4][0], status=404)
        student.start(new_id(), status=404)

    def test_session_of_another_centre_does_not_exist(self, student: Caller, exercise: UUID, world: World) -> None:
        """Nor does its session."""
        student.start(exercise, sessionId=world.foreign_session_id, status=404)

    def test_start_opens_an_attempt(
        self, student: Caller, db: Session, exercise: UUID, world: World, enrollment_id: UUID
    ) -> None:
        """With its questions, without their answers."""
        started = student.start(exercise, sessionId=world.session_id)
        assert started["attemptId"] == started["attempt"]["id"]
        assert started["attempt"]["status"] == "IN_PROGRESS"
        assert started["attempt"]["enrollmentId"] == str(enrollment_id)
        assert datetime.fromisoformat(started["attempt"]["startedAt"]) == NOW
        assert len(started["exercise"]["questions"]) == 2
        assert "expectedAnswers" not in started["exercise"]
        assert activities(db) == [("WORKING", 0)]

    def test_room_learns_of_the_start(
        self, student: Caller, exercise: UUID, world: World, events: Events, notices: RecordedNotices
    ) -> None:
        """One event, for the student and the staff, published after the commit."""
        started = student.start(exercise, sessionId=world.session_id)
        (event,) = events(world.session_id)
        assert (event["type"], event["attemptId"]) == ("exercise:started", started["attemptId"])
        assert (event["questionCount"], event["seq"]) == (2, 1)
        assert event["members"] == [world.riverside.student1.id]
        assert [channel for channel, _ in notices.sent] == [f"room:{world.session_id}"]

    def test_starting_again_goes_on_with_the_same_attempt(
        self, student: Caller, exercise: UUID, world: World, events: Events
    ) -> None:
        """200, and the room is not told twice."""
        first = student.start(exercise, sessionId=world.session_id)
        again = student.start(exercise, sessionId=world.session_id, status=200)
        assert again["attemptId"] == first["attemptId"]
        assert len(events(world.session_id)) == 1

    def test_returning_to_an_exercise_is_news(
        self, student: Caller, exercise: UUID, world: World, events: Events
    ) -> None:
        """The tutor's card shows what the student is at now."""
        first = student.start(exercise, sessionId=world.session_id)
        student.start(world.course.exercises[4][1], sessionId=world.session_id)
        student.start(exercise, sessionId=world.session_id, status=200)
        assert [event["exerciseId"] for event in events(world.session_id)][::2] == [str(exercise)] * 2
        assert first["attemptId"] == events(world.session_id)[2]["attemptId"]

    def test_work_from_home_goes_on_in_the_session(
        self, student: Caller, db: Session, exercise: UUID, world: World, enrollment_id: UUID
    ) -> None:
        """Begun without a session, it belongs to the one in which it is gone on with."""
        at_home = student.start(exercise)
        assert at_home["attempt"]["enrollmentId"] is None
        student.start(exercise, sessionId=world.session_id, status=200)
        assert stored(db, at_home["attemptId"]).session_enrollment_id == enrollment_id

    def test_session_must_run(self, student: Caller, db: Session, exercise: UUID, world: World) -> None:
        """Not before the start, not after the end."""
        for status in (SessionStatus.SCHEDULED, SessionStatus.COMPLETED):
            db.execute(sa.update(TutoringSession).values(status=status))
            db.commit()
            assert student.start(exercise, sessionId=world.session_id, status=409)["code"] == "wrong_session_status"

    def test_session_must_be_ones_own(self, client: FlaskClient, db: Session, exercise: UUID, world: World) -> None:
        """Another student of the centre sees it and has no place in it."""
        late = people.person(db, world.riverside, "late", Role.STUDENT, now=NOW)
        db.commit()
        refused = Caller(client, late).start(exercise, sessionId=world.session_id, status=403)
        assert refused["code"] == "relation_missing"

    def test_course_must_be_taken_in_the_session(self, student: Caller, db: Session, world: World) -> None:
        """Another course's exercise is 422 there, and fine at home."""
        other = content.course(db)
        db.commit()
        refused = student.start(other.exercises[4][0], sessionId=world.session_id, status=422)
        assert refused["code"] == "not_enrolled_in_course"
        student.start(other.exercises[4][0])

    def test_inactive_exercise_cannot_be_started(self, student: Caller, db: Session, exercise: UUID) -> None:
        """It does not exist for students."""
        db.execute(sa.update(Exercise).where(Exercise.id == exercise).values(is_active=False))
        db.commit()
        student.start(exercise, status=404)

    def test_start_is_audited_once(self, student: Caller, db: Session, exercise: UUID) -> None:
        """As a student, with the attempt."""
        started = student.start(exercise)
        student.start(exercise, status=200)
        rows = db.scalars(sa.select(AuditLog).where(AuditLog.action == "EXERCISE_START")).all()
        assert [(str(row.resource_id), row.acting_role) for row in rows] == [(started["attemptId"], "STUDENT")]


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
        assert refused["code"] == "invalid_answer"
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


class TestRead:
    """GET /api/attempts/{id}."""

    def test_anonymous_is_refused(self, nobody: Caller) -> None:
        """Sign in first."""
        nobody.send("GET", f"/api/attempts/{new_id()}", status=401)

    def test_parent_reads_no_attempt(self, client: FlaskClient, student: Caller, exercise: UUID, world: World) -> None:
        """Reports are for parents, answers are not."""
        attempt_id = student.start(exercise)["attemptId"]
        Caller(client, world.riverside.parent).send("GET", f"/api/attempts/{attempt_id}", status=403)

    def test_attempt_of_another_centre_does_not_exist(self, student: Caller, stranger: Caller, exercise: UUID) -> None:
        """404."""
        stranger.send("GET", f"/api/attempts/{student.start(exercise)['attemptId']}", status=404)

    @pytest.mark.parametrize("who", ["student2", "tutor2"])
    def test_without_relation_it_is_forbidden(
        self, client: FlaskClient, student: Caller, exercise: UUID, world: World, who: str
    ) -> None:
        """Another student, or a tutor who never taught this one."""
        attempt_id = student.start(exercise)["attemptId"]
        refused = Caller(client, world.riverside.people[who]).send("GET", f"/api/attempts/{attempt_id}", status=403)
        assert refused["code"] == "relation_missing"

    @pytest.mark.parametrize("who", ["tutor", "assessor", "supervisor", "admin"])
    def test_staff_see_it_with_the_expected_answers(
        self, client: FlaskClient, student: Caller, exercise: UUID, world: World, who: str
    ) -> None:
        """Beside the student's own."""
        attempt_id = student.start(exercise)["attemptId"]
        shown = Caller(client, world.riverside.people[who]).send("GET", f"/api/attempts/{attempt_id}")
        assert shown["exercise"]["expectedAnswers"] == [{"answer": "4"}] * 2

    def test_student_never_sees_expected_answers(self, student: Caller, exercise: UUID) -> None:
        """Neither before nor after grading; the explanation only after."""
        attempt_id = student.start(exercise)["attemptId"]
        before = student.send("GET", f"/api/attempts/{attempt_id}")
        student.submit(exercise, WRONG)
        after = student.send("GET", f"/api/attempts/{attempt_id}")
        assert (before["explanation"], after["explanation"]) == (None, "SECRET explanation")
        for shown in (before, after):
            assert "expectedAnswers" not in str(shown)
            assert "acceptableVariants" not in str(shown)
            assert "explanation" not in shown["exercise"]

    def test_explanations_of_questions_come_after_grading(self, student: Caller, db: Session, exercise: UUID) -> None:
        """Each beside its question."""
        told = [{"answer": "4", "explanation": "Two and two."}, {"answer": "4"}]
        db.execute(sa.update(Exercise).where(Exercise.id == exercise).values(expected_answers=told))
        db.commit()
        assert student.start(exercise)["attempt"]["questionResults"] == []
        assert student.submit(exercise, WRONG)["questionResults"] == [
            {"questionIndex": 0, "explanation": "Two and two."},
            {"questionIndex": 1, "explanation": None},
        ]


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
