"""The one queue of work that waits for an assessor (R091, R180, C19)."""

import pytest
from sqlalchemy.orm import Session

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.runtime import Runtime
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.assessment.conftest import CHOICE, LONG, SHORT, Desk
from tests.core_service.callers import Caller
from tests.core_service.conftest import World
from tests.core_service.statements import statements_of
from tests.factories import content
from tests.factories.content import right_answers


class TestAccess:
    """Who sees it."""

    def test_nobody(self, nobody: Caller) -> None:
        """Has to sign in."""
        assert nobody.send("GET", "/api/assessment/queue", status=401)["code"] == "not_signed_in"

    def test_wrong_role(self, tutor: Caller) -> None:
        """Tutors do not assess."""
        assert tutor.send("GET", "/api/assessment/queue", status=403)["code"] == "permission_missing"

    def test_another_centre_sees_nothing_of_it(self, stranger: Caller, desk: Desk) -> None:
        """Not even that there is something."""
        attempt_id = desk.hand_in()
        assert stranger.queue() == []
        assert stranger.claim(attempt_id, status=404)["code"] == stranger.claim(new_id(), status=404)["code"]


class TestContents:
    """What waits, in which order."""

    def test_work_for_a_person_waits_oldest_first(self, assessor: Caller, desk: Desk, world: World) -> None:
        """What the core marked by itself does not (C19)."""
        first, second = desk.hand_in(0), desk.hand_in(1, right_answers(SHORT))
        desk.hand_in(2, right_answers(CHOICE))
        items = assessor.queue()
        assert [each["attemptId"] for each in items] == [first, second]
        assert items[0]["student"]["name"] == world.riverside.student1.name
        assert {name: items[0][name] for name in ("status", "urgency", "level", "claim", "reviewId")} == {
            "status": "PENDING",
            "urgency": "NEW",
            "level": 4,
            "claim": None,
            "reviewId": None,
        }

    def test_filters(self, assessor: Caller, desk: Desk, world: World) -> None:
        """Course, level, tutor, student, enrolment and urgency (R180, R128)."""
        at_home = desk.hand_in(0)
        in_session = desk.hand_in(1, right_answers(SHORT), session_id=world.session_id)
        enrollment_id = desk.student.send("GET", f"/api/attempts/{in_session}")["enrollmentId"]
        for wanted, found in (
            ({"courseId": desk.essays.id}, [at_home, in_session]),
            ({"courseId": world.course.id}, []),
            ({"level": 4}, [at_home, in_session]),
            ({"level": 5}, []),
            ({"tutorId": world.riverside.tutor.id}, [in_session]),
            ({"tutorId": world.riverside.tutor2.id}, []),
            ({"studentId": world.riverside.student2.id}, []),
            ({"enrollmentId": enrollment_id}, [in_session]),
            ({"urgency": "NEW"}, [at_home, in_session]),
            ({"urgency": "URGENT"}, []),
        ):
            assert [each["attemptId"] for each in assessor.queue(**wanted)] == found, wanted

    def test_urgency_grows(self, assessor: Caller, desk: Desk, clock: FixedClock) -> None:
        """Two days are too long."""
        attempt_id = desk.hand_in()
        clock.advance(days=1)
        assert assessor.queue(urgency="SOON")[0]["attemptId"] == attempt_id
        clock.advance(days=1)
        assert assessor.queue()[0]["urgency"] == "URGENT"

    def test_paper_and_samples_on_demand(self, assessor: Caller, desk: Desk, db: Session) -> None:
        """Work done on paper, and what was marked automatically."""
        sheet = content.exercise(db, desk.essays.centre_id, desk.essays.lessons[4][0], 9, ExerciseType.WORKSHEET)
        db.commit()
        desk.student.start(sheet)
        on_paper = desk.student.submit(sheet, [])["id"]
        automatic = desk.hand_in(2, right_answers(CHOICE))
        assert [each["attemptId"] for each in assessor.queue(kind="PAPER")] == [on_paper]
        assert [each["attemptId"] for each in assessor.queue(kind="SAMPLE")] == [automatic]
        desk.clock.advance(days=8)
        assert assessor.queue(kind="SAMPLE") == []

    def test_pages_go_on_where_they_stopped(self, assessor: Caller, desk: Desk, db: Session) -> None:
        """Nothing twice, nothing left out, one's own resubmissions first."""
        more = [content.exercise(db, desk.essays.centre_id, desk.essays.lessons[4][0], order, LONG) for order in (7, 8)]
        db.commit()
        desk.essays.exercises[4] += more
        waiting = [desk.hand_in(number) for number in (0, 3, 4)]
        assessor.review(waiting[2], decision="return", feedback="Tell more.")
        desk.hand_in(1, right_answers(SHORT))
        desk.clock.advance(minutes=1)
        desk.student.submit(more[1], right_answers(LONG))
        seen: list[str] = []
        cursor = None
        while True:
            page = assessor.send("GET", "/api/assessment/queue", limit=1, cursor=cursor or "")
            seen += [each["attemptId"] for each in page["items"]]
            cursor = page["nextCursor"]
            if cursor is None:
                break
        assert (seen[0], seen[1:3], len(seen)) == (waiting[2], waiting[:2], 4)

    @pytest.mark.parametrize("cursor", ["x", "mzzz", "m", "o!!"])
    def test_foreign_cursor_is_refused(self, assessor: Caller, cursor: str) -> None:
        """One that this list has not given out."""
        refused = assessor.send("GET", "/api/assessment/queue", cursor=cursor, status=422)
        assert refused["errors"][0]["path"] == "cursor"

    @pytest.mark.parametrize("wanted", [{"urgency": "LATE"}, {"level": 0}, {"tutorId": "me"}])
    def test_wrong_filters_are_refused(self, assessor: Caller, wanted: dict[str, object]) -> None:
        """With their path."""
        refused = assessor.send("GET", "/api/assessment/queue", status=422, **wanted)
        assert [each["path"] for each in refused["errors"]] == list(wanted)


class TestClaims:
    """Whose it is."""

    def test_claim_holds_for_fifteen_minutes(
        self, assessor: Caller, colleague: Caller, desk: Desk, world: World
    ) -> None:
        """Others are told by whom and until when; afterwards it is free again."""
        attempt_id = desk.hand_in()
        claimed = assessor.claim(attempt_id)
        assert (claimed["status"], claimed["assessorId"]) == ("IN_REVIEW", str(world.riverside.assessor.id))
        refused = colleague.claim(attempt_id, status=409)
        assert (refused["code"], refused["assessor"]) == ("claimed_by_another", "Assessor")
        held = colleague.queue()[0]
        assert (held["status"], held["claim"]["isMine"], held["claim"]["until"]) == (
            "IN_REVIEW",
            False,
            refused["until"],
        )
        assert colleague.queue(available="true") == []
        desk.clock.advance(minutes=15)
        assert colleague.queue(available="true")[0]["status"] == "PENDING"
        assert colleague.claim(attempt_id)["assessorName"] == "Colleague"

    def test_activity_renews_the_claim_and_drafts_outlive_it(
        self, assessor: Caller, colleague: Caller, desk: Desk
    ) -> None:
        """What was entered is there for whoever goes on."""
        attempt_id = desk.hand_in()
        review_id = assessor.claim(attempt_id)["id"]
        desk.clock.advance(minutes=14)
        assessor.save(review_id, scores=[{"questionIndex": 0, "score": 0.5}], feedback="So far.")
        desk.clock.advance(minutes=14)
        assert colleague.claim(attempt_id, status=409)["code"] == "claimed_by_another"
        desk.clock.advance(minutes=2)
        found = colleague.claim(attempt_id)
        assert (found["id"], found["scores"], found["feedback"]) == (
            review_id,
            [{"questionIndex": 0, "score": 0.5}],
            "So far.",
        )
        assert assessor.save(review_id, status=409)["code"] == "claimed_by_another"

    def test_released_work_is_free_at_once(self, assessor: Caller, colleague: Caller, desk: Desk) -> None:
        """Only who holds a claim lets go of it; again changes nothing."""
        attempt_id = desk.hand_in()
        review_id = assessor.claim(attempt_id)["id"]
        path = f"/api/assessment/reviews/{review_id}/release"
        assert colleague.send("POST", path, {}, status=403)["code"] == "relation_missing"
        for _ in range(2):
            assert assessor.send("POST", path, {})["status"] == "PENDING"
        colleague.claim(attempt_id)

    def test_only_work_that_is_handed_in_can_be_claimed(self, assessor: Caller, desk: Desk) -> None:
        """An open attempt is the student's."""
        begun = desk.student.start(desk.essays.exercises[4][0])["attemptId"]
        assert assessor.claim(begun, status=409)["code"] == "nothing_to_review"

    def test_claim_names_one_piece_of_work(self, assessor: Caller) -> None:
        """An attempt, or uploaded work, of which there is none yet."""
        assert assessor.send("POST", "/api/assessment/claim", {}, status=422)["errors"][0]["path"] == "attemptId"
        unknown = assessor.send("POST", "/api/assessment/claim", {"uploadId": str(new_id())}, status=404)
        assert unknown["code"] == "upload_not_found"

    def test_review_shows_the_work_beside_its_key(self, assessor: Caller, stranger: Caller, desk: Desk) -> None:
        """With what the core gave; another centre's answers like none."""
        review_id = assessor.claim(desk.hand_in())["id"]
        shown = assessor.send("GET", f"/api/assessment/reviews/{review_id}")
        assert shown["exercise"]["expectedAnswers"][0]["answer"] == "A story."
        assert (shown["answers"][0]["answer"], shown["givenScores"], shown["rubric"]) == ("A story.", [], None)
        foreign = stranger.send("GET", f"/api/assessment/reviews/{review_id}", status=404)
        assert foreign["code"] == stranger.send("GET", f"/api/assessment/reviews/{new_id()}", status=404)["code"]


def test_statements_do_not_grow_with_the_queue(assessor: Caller, desk: Desk, run: Runtime, db: Session) -> None:
    """A long queue costs what a short one costs."""
    desk.hand_in(0)
    with statements_of(run) as short:
        assessor.queue()
    for order in range(20, 26):
        made = content.exercise(db, desk.essays.centre_id, desk.essays.lessons[4][0], order, LONG)
        db.commit()
        desk.essays.exercises[4].append(made)
        assessor.claim(desk.hand_in(len(desk.essays.exercises[4]) - 1))
    with statements_of(run) as long:
        assert len(assessor.queue()) == 7
    assert len(short) == len(long)
