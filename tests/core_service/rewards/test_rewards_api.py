"""Points and badges as students, parents and staff see them, credited by what lessons promise.

Good: a student comes, masters an exercise, and reads points, streak and badges; a parent and the tutor read the same.
Bad: a mark that was wrong is taken back; the same work twice is worth nothing more; a stranger sees nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.foundation.runtime import Runtime
from core_service.rewards.models import RewardStanding, XpCredit
from core_service.rewards.rules.points import XpReason
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.rewards.efforts import mark, rewards, submit
from tests.core_service.statements import statements_of
from tests.factories import sessions

Keep = Callable[..., int]


def credits_of(db: Session, world: World) -> list[tuple[XpReason, int]]:
    """The first student's ledger, oldest first."""
    own = sa.select(XpCredit).where(XpCredit.student_id == world.riverside.student1.id).order_by(XpCredit.id)
    return [(row.reason, row.points) for row in db.scalars(own)]


def days_in_row(found: dict[str, Any]) -> list[int]:
    """How many days ago the shown sessions of the streak were."""
    return [(NOW - datetime.fromisoformat(at)).days for at in found["newestInRow"]]


def test_nobody_and_the_wrong_role_see_nothing(client: FlaskClient, world: World) -> None:
    """401 without a login, 403 for a tutor who asks for points of their own."""
    assert client.get("/api/rewards/me").status_code == 401
    assert client.get("/api/rewards/me", headers=world.riverside.tutor.headers).status_code == 403


def test_who_did_nothing_yet_has_nothing(client: FlaskClient, world: World) -> None:
    """And sees which badges there are."""
    found = rewards(client, world.riverside.student1)
    assert (found["points"], found["streak"], found["recent"]) == (0, 0, [])
    assert found["level"] == {"number": 1, "beginsAt": 0, "nextAt": 100}
    assert {each["step"] for each in found["badges"]} == {0}


def test_attendance_is_credited_once(client: FlaskClient, world: World, keep_promises: Keep, db: Session) -> None:
    """Ten points; LATE instead of PRESENT, and the job run again, change nothing (C25)."""
    for status in ("PRESENT", "LATE", "PRESENT"):
        mark(client, world, status)
        keep_promises("rewards.")
    assert credits_of(db, world) == [(XpReason.ATTENDANCE, 10)]
    found = rewards(client, world.riverside.student1)
    assert (found["points"], found["streak"]) == (10, 1)
    assert [(each["title"], each["points"]) for each in found["recent"]] == [("Study hall", 10)]


@pytest.mark.parametrize("after", [None, "ABSENT", "EXCUSED"])
def test_withdrawn_mark_is_taken_back(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any, after: str | None
) -> None:
    """By a row of its own: the ledger is never changed. Marked again, it is credited again."""
    for status in ("PRESENT", after, "PRESENT"):
        mark(client, world, status)
        clock.advance(seconds=1)
        keep_promises("rewards.")
    assert credits_of(db, world) == [(XpReason.ATTENDANCE, 10), (XpReason.ATTENDANCE, -10), (XpReason.ATTENDANCE, 10)]
    assert rewards(client, world.riverside.student1)["points"] == 10


def test_streak_grows_and_a_late_correction_mends_it(
    client: FlaskClient, world: World, keep_promises: Keep, run: Runtime, clock: Any
) -> None:
    """Three sessions in a row, each with its day; then the middle one turns out to have been missed, then excused."""
    places = [(world.riverside.student1, world.course)]
    with run.unit_of_work(world.everything) as one:
        ids = [
            sessions.session(
                one, world.riverside, world.riverside.tutor, starts_at=NOW - timedelta(days=d), students=places
            )
            for d in (3, 2, 1)
        ]
    for session_id in ids:
        mark(client, world, "PRESENT", session_id)
    keep_promises("rewards.")
    found = rewards(client, world.riverside.student1)
    assert (found["points"], found["streak"]) == (30 + 10 + 15, 3)
    assert days_in_row(found) == [3, 2, 1]
    assert next(each for each in found["badges"] if each["badge"] == "STREAK")["step"] == 1
    for status, points, streak in (("ABSENT", 20, 1), ("EXCUSED", 20 + 10, 2)):
        clock.advance(seconds=1)
        mark(client, world, status, ids[1])
        keep_promises("rewards.")
        found = rewards(client, world.riverside.student1)
        assert (found["points"], found["streak"], found["longestStreak"]) == (points, streak, 3)
        assert days_in_row(found) == [3, 1][-streak:]
    assert next(each for each in found["badges"] if each["badge"] == "STREAK")["step"] == 1


def test_first_mastery_alone_is_worth_points(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any
) -> None:
    """A miss is worth none; then ten times the difficulty, once, and a badge for the second try."""
    submit(client, world, right=False)
    keep_promises("rewards.")
    assert credits_of(db, world) == []
    for _ in range(2):
        clock.advance(minutes=1)
        submit(client, world)
        keep_promises("rewards.")
    assert credits_of(db, world) == [(XpReason.COMPLETION, 20)]
    found = rewards(client, world.riverside.student1)
    steps = {each["badge"]: each["step"] for each in found["badges"]}
    assert (steps["TRIED_AGAIN"], steps["UNIT_FINISHED"]) == (1, 0)
    submit(client, world, 1)
    keep_promises("rewards.")
    steps = {each["badge"]: each["step"] for each in rewards(client, world.riverside.student1)["badges"]}
    assert steps["UNIT_FINISHED"] == 1


def test_level_is_credited_once_however_often_it_is_reached(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any
) -> None:
    """Up, down and up again: a hundred points."""
    path = f"/api/students/{world.riverside.student1.id}/academic-profile"
    for level in (5, 4, 5):
        body = {"courseId": str(world.course.id), "newLevel": level, "reason": "Seen at work."}
        answer = client.patch(path, headers=world.riverside.assessor.headers, json=body)
        assert answer.status_code == 200, answer.json
        clock.advance(seconds=1)
        keep_promises("rewards.")
    assert credits_of(db, world) == [(XpReason.LEVEL, 100)]


def test_badge_is_told(client: FlaskClient, world: World, keep_promises: Keep, clock: Any) -> None:
    """In the app, with what it is for."""
    submit(client, world, right=False)
    clock.advance(minutes=1)
    submit(client, world)
    keep_promises("rewards.")
    keep_promises("notifications.")
    told = json_of(client.get("/api/notifications", headers=world.riverside.student1.headers))["items"]
    assert ("BADGE_EARNED", "New badge: Never give up") in [(each["kind"], each["title"]) for each in told]


def test_tutor_and_parent_see_the_same(client: FlaskClient, world: World, keep_promises: Keep) -> None:
    """As the student does."""
    mark(client, world, "PRESENT")
    keep_promises("rewards.")
    own, path = rewards(client, world.riverside.student1), f"students/{world.riverside.student1.id}"
    for who in ("tutor", "parent", "supervisor", "assessor"):
        assert rewards(client, world.riverside.people[who], path) == own


def test_strangers_see_nothing(client: FlaskClient, world: World) -> None:
    """Another's child and an id that does not exist look alike; a tutor who does not teach the student is told so."""
    path = f"/api/rewards/students/{world.riverside.student2.id}"
    for person in (world.riverside.parent, world.hillcrest.parent, world.hillcrest.supervisor):
        foreign = client.get(path, headers=person.headers)
        unknown = client.get(f"/api/rewards/students/{new_id()}", headers=person.headers)
        assert (foreign.status_code, json_of(foreign)["code"]) == (404, json_of(unknown)["code"])
    refused = client.get(path, headers=world.riverside.tutor2.headers)
    assert (refused.status_code, json_of(refused)["code"]) == (403, "relation_missing")


def test_standing_is_what_the_ledger_comes_to(
    client: FlaskClient, world: World, keep_promises: Keep, db: Session, clock: Any
) -> None:
    """After credits and corrections of every kind."""
    for status in ("PRESENT", "ABSENT", "LATE"):
        mark(client, world, status)
        submit(client, world)
        clock.advance(seconds=1)
        keep_promises("rewards.")
    total = sa.select(sa.func.sum(XpCredit.points)).where(XpCredit.student_id == world.riverside.student1.id)
    standing = sa.select(RewardStanding.points).where(RewardStanding.student_id == world.riverside.student1.id)
    assert db.scalar(total) == db.scalar(standing) == 30


def test_statements_do_not_grow(
    client: FlaskClient, world: World, keep_promises: Keep, run: Runtime, clock: Any
) -> None:
    """With what there is in the ledger."""
    counts = []
    for status in ("PRESENT", "ABSENT", "PRESENT"):
        mark(client, world, status)
        clock.advance(seconds=1)
        keep_promises("rewards.")
        with statements_of(run) as seen:
            rewards(client, world.riverside.student1)
        counts.append(len(seen))
    assert len(set(counts)) == 1
