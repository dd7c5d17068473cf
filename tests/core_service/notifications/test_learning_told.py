"""What students and parents are told of absence, missed work, marks and levels, and of a week.

Good: a parent learns of an absence when it is no slip, finds the missed work, hears of a new level, and reads one
letter a week for all children. Bad: an absence that was un-marked, work that is done, news of last week, a parent who
left.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.attendance.models import CatchUpPackage
from core_service.attendance.rules.catch_ups import CatchUpDecision
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser, GuardianLink
from core_service.notifications.models import Notification
from core_service.notifications.service.digest import write_digest
from core_service.notifications.service.planning import promise_digests
from core_service.sessions.rules import SessionStatus
from shared.clock import FixedClock
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.letters import KeptLetters
from tests.core_service.promises import Keep, told
from tests.core_service.statements import statements_of
from tests.core_service.work.stored import of_type
from tests.factories import content, people, sessions
from tests.factories.content import right_answers
from tests.factories.people import TestPerson


def mark(client: FlaskClient, world: World, status: str | None) -> None:
    """The tutor's word on the first student."""
    body = {"studentId": str(world.riverside.student1.id), "status": status}
    path = f"/api/sessions/{world.session_id}/attendance"
    assert client.post(path, headers=world.riverside.tutor.headers, json=body).status_code == 200


def test_parent_learns_of_an_absence_after_a_quarter_of_an_hour(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, letters: KeptLetters
) -> None:
    """By letter too, and that the missed work waits; the student hears of the work alone."""
    mark(client, world, "ABSENT")
    keep_promises(after=timedelta(minutes=14))
    assert told(db, world.riverside.parent.id) == []
    keep_promises(after=timedelta(minutes=1))
    assert sorted(told(db, world.riverside.parent.id)) == [
        ("ABSENCE", "Student1 was not in Study hall on Tuesday 17 November"),
        ("CATCH_UP_MADE", "Student1 can catch up on Study hall"),
    ]
    assert [kind for kind, _ in told(db, world.riverside.student1.id)] == ["CATCH_UP_MADE"]
    [letter] = letters.sent
    assert letter.to == world.riverside.parent.email
    assert "What was missed waits on Student1's page" in letter.text


@pytest.mark.parametrize("status", [None, "PRESENT", "EXCUSED"])
def test_absence_that_was_a_slip_is_not_told(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, status: str | None
) -> None:
    """Un-marked or marked otherwise in time."""
    mark(client, world, "ABSENT")
    mark(client, world, status)
    keep_promises(after=timedelta(hours=1))
    assert "ABSENCE" not in dict(told(db, world.riverside.parent.id))


def test_absence_marked_again_is_told_a_quarter_of_an_hour_later(
    client: FlaskClient, world: World, keep_promises: Keep, clock: FixedClock, db: Session
) -> None:
    """The second mark has its own time, and is told once."""
    mark(client, world, "ABSENT")
    clock.advance(minutes=10)
    mark(client, world, None)
    mark(client, world, "ABSENT")
    keep_promises(after=timedelta(minutes=5))
    assert "ABSENCE" not in dict(told(db, world.riverside.parent.id))
    keep_promises(after=timedelta(minutes=30))
    assert [kind for kind, _ in told(db, world.riverside.parent.id)].count("ABSENCE") == 1


def test_last_weeks_absence_is_no_news(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, letters: KeptLetters
) -> None:
    """The worker was away for days."""
    mark(client, world, "ABSENT")
    keep_promises("notifications.absence", after=timedelta(days=4))
    assert told(db, world.riverside.parent.id) == []


def test_catch_up_is_remembered_and_overdue(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session
) -> None:
    """The day before it is due, and when it is: then the tutor hears of it too."""
    mark(client, world, "ABSENT")
    due_at = db.scalars(sa.select(CatchUpPackage.due_at)).one()
    keep_promises(after=due_at - NOW - timedelta(hours=24))
    assert [kind for kind, _ in told(db, world.riverside.student1.id)][-1] == "CATCH_UP_DUE"
    keep_promises(after=timedelta(hours=24))
    assert [kind for kind, _ in told(db, world.riverside.student1.id)][-1] == "CATCH_UP_OVERDUE"
    assert ("CATCH_UP_OVERDUE", "Student1's catch-up is overdue") in told(db, world.riverside.tutor.id)


def test_catch_up_that_is_settled_is_left_in_peace(
    client: FlaskClient, run: Runtime, world: World, keep_promises: Keep, db: Session
) -> None:
    """Excused by staff."""
    mark(client, world, "ABSENT")
    keep_promises(after=timedelta(minutes=15))
    with run.unit_of_work(world.everything) as one:
        one.execute(sa.update(CatchUpPackage).values(decision=CatchUpDecision.EXCUSED))
    keep_promises(after=timedelta(days=30))
    assert [kind for kind, _ in told(db, world.riverside.student1.id)] == ["CATCH_UP_MADE"]


def test_student_hears_of_returned_and_of_marked_work(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session
) -> None:
    """With the assessor's words and the points; the parents hear nothing of each piece."""
    here, exercise = world.riverside, of_type(db, world, ExerciseType.SHORT_ANSWER)

    def post(who: TestPerson, path: str, **body: object) -> Any:
        answer = client.post(f"/api/{path}", json=body, headers=who.headers)
        assert answer.status_code == 200, answer.text
        return json_of(answer)

    def review(words: str, **verdict: object) -> Notification:
        answers = right_answers(ExerciseType.SHORT_ANSWER)
        attempt_id = post(here.student1, f"exercises/{exercise}/submit", answers=answers)["id"]
        claimed = post(here.assessor, "assessment/claim", attemptId=attempt_id)
        post(here.assessor, "assessment/review", reviewId=claimed["id"], feedback=words, **verdict)
        keep_promises()
        newest = sa.select(Notification).where(Notification.user_id == here.student1.id)
        return db.scalars(newest.order_by(Notification.id.desc()).limit(1)).one()

    returned = review("Say why.", decision="return")
    marked = review("Well argued.", overallScore=7)
    assert [each.kind.value for each in (returned, marked)] == ["WORK_RETURNED", "WORK_MARKED"]
    assert ("Say why." in returned.text, "Well argued." in marked.text, "7 of 10" in marked.title) == (True, True, True)
    assert told(db, here.parent.id) == []


@pytest.mark.parametrize(
    ("level", "title", "for_parent"),
    [
        (5, "You have reached level 5 in Mathematics!", "Student1 has reached level 5 in Mathematics"),
        (3, "You now work at level 3 in Mathematics", "Student1 now works at level 3 in Mathematics"),
    ],
)
def test_new_level_is_told_kindly(
    client: FlaskClient,
    run: Runtime,
    world: World,
    keep_promises: Keep,
    db: Session,
    level: int,
    title: str,
    for_parent: str,
) -> None:
    """To the student and the parent, up and down."""
    with run.unit_of_work(world.everything) as one:
        content.level(one, level)
    path = f"/api/students/{world.riverside.student1.id}/academic-profile"
    body = {"courseId": str(world.course.id), "newLevel": level, "reason": "Seen at work."}
    assert client.patch(path, headers=world.riverside.assessor.headers, json=body).status_code == 200
    keep_promises()
    assert told(db, world.riverside.student1.id) == [("LEVEL_CHANGED", title)]
    assert told(db, world.riverside.parent.id) == [("LEVEL_CHANGED", for_parent)]


def test_parent_who_has_left_is_told_nothing(
    client: FlaskClient, run: Runtime, world: World, keep_promises: Keep, db: Session
) -> None:
    """Nor is one whose account was closed."""
    with run.unit_of_work(world.everything) as one:
        one.execute(sa.update(AppUser).where(AppUser.id == world.riverside.parent.id).values(is_active=False))
    mark(client, world, "ABSENT")
    keep_promises(after=timedelta(hours=1))
    assert told(db, world.riverside.parent.id) == []


def digest(run: Runtime, world: World, keep_promises: Keep) -> None:
    """The week ends in both centres."""
    for where in (world.riverside, world.hillcrest):
        with run.unit_of_work(world.everything) as db:
            promise_digests(db, centre_id=where.id, now=NOW)
    keep_promises()


def test_week_of_two_children_in_two_centres_is_one_letter(
    client: FlaskClient, run: Runtime, world: World, keep_promises: Keep, db: Session, letters: KeptLetters
) -> None:
    """A section for each child, with what happened; no other parent's child."""
    parent = world.riverside.parent
    with run.unit_of_work(world.everything) as one:
        people.joins(one, world.hillcrest, parent, Role.PARENT)
        people.guardian(one, world.hillcrest, parent, world.hillcrest.student1)
        sessions.session(
            one,
            world.hillcrest,
            world.hillcrest.tutor,
            starts_at=NOW + timedelta(days=2),
            students=[(world.hillcrest.student1, world.course)],
            status=SessionStatus.SCHEDULED,
        )
    mark(client, world, "PRESENT")
    for _ in range(2):
        digest(run, world, keep_promises)
    mine = [letter for letter in letters.sent if letter.to == parent.email]
    assert len(mine) == 1
    hillcrest = "Student1 at Hillcrest\nNo sessions this week.\nNext session: Thursday 19 November at 16:30."
    assert hillcrest in mine[0].text
    assert "Student1 at Riverside\nCame to 1 of 1 session." in mine[0].text
    assert "Student2" not in mine[0].text
    assert len([each for each in told(db, parent.id) if each[0] == "WEEKLY_DIGEST"]) == 1


def test_a_centre_without_a_child_any_more_keeps_back_no_letter(
    client: FlaskClient, run: Runtime, world: World, keep_promises: Keep, db: Session, letters: KeptLetters
) -> None:
    """The child has changed centres, and the parent still belongs to both: the other one writes."""
    first, second = sorted((world.riverside, world.hillcrest), key=lambda each: each.id)
    parent = second.parent
    with run.unit_of_work(world.everything) as one:
        people.joins(one, first, parent, Role.PARENT)
        one.execute(sa.delete(GuardianLink))
        people.guardian(one, second, parent, second.student1)
        starts_at, places = NOW + timedelta(days=2), [(second.student1, world.course)]
        sessions.session(
            one, second, second.tutor, starts_at=starts_at, students=places, status=SessionStatus.SCHEDULED
        )
    digest(run, world, keep_promises)
    assert [letter.to for letter in letters.sent if letter.to == parent.email] == [parent.email]


def test_week_without_anything_is_no_letter(
    run: Runtime, world: World, keep_promises: Keep, letters: KeptLetters
) -> None:
    """Nobody wants a letter that says nothing."""
    digest(run, world, keep_promises)
    assert letters.sent == []


def test_digest_reads_no_more_for_more_children(run: Runtime, world: World, db: Session) -> None:
    """A fixed number of statements."""
    counts = []
    for child in (None, world.riverside.student2):
        with run.unit_of_work(world.everything) as one:
            if child is not None:
                people.guardian(one, world.riverside, world.riverside.parent, child)
        counts.append(_statements_of_digest(run, world, world.riverside.parent.id))
    assert counts[0] == counts[1]


def _statements_of_digest(run: Runtime, world: World, guardian_id: UUID) -> int:
    with run.unit_of_work(world.everything) as one, statements_of(run) as seen:
        write_digest(one, centre_id=world.riverside.id, guardian_id=guardian_id, until=NOW, now=NOW)
    return len(seen)
