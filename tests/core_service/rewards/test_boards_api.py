"""Boards: only for who wants to be on one, under a made-up name, and never across levels (C27).

Good: two students of one level join and see each other's nicknames. Bad: not joined; another level; a name of one's
own; a name that somebody has; a centre without a board of effort.
"""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.centres.models import Centre
from core_service.foundation.runtime import Runtime
from core_service.learners.models import SubjectAssessment
from tests.core_service.conftest import World, json_of
from tests.core_service.rewards.efforts import mark, submit
from tests.factories.people import TestPerson

Keep = Callable[..., int]
MEMBERSHIP = "/api/rewards/boards/membership"


def join(client: FlaskClient, person: TestPerson, nickname: str, **more: Any) -> Any:
    """Ask to be on boards."""
    return client.put(MEMBERSHIP, headers=person.headers, json={"nickname": nickname, "effortBoard": True, **more})


def board(client: FlaskClient, person: TestPerson, path: str) -> Any:
    """A board as somebody sees it."""
    return json_of(client.get(f"/api/rewards/boards{path}", headers=person.headers))


def of_course(world: World) -> str:
    """The course's board."""
    return f"?courseId={world.course.id}"


def test_boards_are_for_students(client: FlaskClient, world: World) -> None:
    """401 for nobody, 403 for parents and tutors."""
    assert client.get(f"/api/rewards/boards{of_course(world)}").status_code == 401
    for who in ("parent", "tutor"):
        answer = client.get(MEMBERSHIP, headers=world.riverside.people[who].headers)
        assert answer.status_code == 403


def test_nobody_is_on_a_board_who_has_not_asked(client: FlaskClient, world: World) -> None:
    """To look is to be looked at: whoever has not joined sees no line."""
    assert join(client, world.riverside.student2, "Amber Fox").status_code == 200
    found = board(client, world.riverside.student1, of_course(world))
    assert (found["isShown"], found["isMember"], found["level"], found["items"]) == (True, False, 4, [])
    choice = json_of(client.get(MEMBERSHIP, headers=world.riverside.student1.headers))
    assert (choice["nickname"], choice["courseBoards"], choice["effortBoard"]) == (None, False, False)
    assert "Amber Fox" not in choice["choices"]
    assert len(choice["choices"]) == 12


def test_members_of_one_level_see_nicknames(client: FlaskClient, world: World, keep_promises: Keep) -> None:
    """Points of the course alone: to have come counts on the board of effort."""
    join(client, world.riverside.student1, "Jade Owl")
    join(client, world.riverside.student2, "Amber Fox")
    submit(client, world)
    mark(client, world, "PRESENT")
    keep_promises("rewards.")
    found = board(client, world.riverside.student2, of_course(world))
    assert found["items"] == [
        {"rank": 1, "nickname": "Jade Owl", "points": 20, "isMe": False},
        {"rank": 2, "nickname": "Amber Fox", "points": 0, "isMe": True},
    ]


def test_other_levels_are_never_compared(client: FlaskClient, run: Runtime, world: World) -> None:
    """One level apart is another board; so is another centre."""
    with run.unit_of_work(world.everything) as db:
        db.execute(
            sa.update(SubjectAssessment)
            .where(SubjectAssessment.student_id == world.riverside.student2.id)
            .values(grade_level_id=world.course.levels[5])
        )
    for person in (world.riverside.student1, world.riverside.student2, world.hillcrest.student1):
        join(client, person, "Teal Wolf" if person is world.riverside.student1 else "Ruby Seal")
        lines = board(client, person, of_course(world))["items"]
        assert [line["isMe"] for line in lines] == [True]


def test_effort_counts_coming_at_whatever_level(
    client: FlaskClient, run: Runtime, world: World, keep_promises: Keep
) -> None:
    """Where the centre shows it; not before."""
    join(client, world.riverside.student1, "Jade Owl")
    mark(client, world, "PRESENT")
    submit(client, world)
    keep_promises("rewards.")
    assert board(client, world.riverside.student1, "/effort") | {"since": ""} == {
        "isShown": False,
        "isMember": True,
        "since": "",
        "level": None,
        "items": [],
    }
    with run.unit_of_work(world.everything) as db:
        db.get_one(Centre, world.riverside.id).settings = {"effortBoard": True}
    lines = board(client, world.riverside.student1, "/effort")["items"]
    assert [(line["nickname"], line["points"]) for line in lines] == [("Jade Owl", 10)]


@pytest.mark.parametrize("nickname", ["Student1", "", "Amber Foxx"])
def test_name_is_one_of_the_list(client: FlaskClient, world: World, nickname: str) -> None:
    """Nobody's own name, and no other word."""
    answer = join(client, world.riverside.student1, nickname)
    assert answer.status_code == 422
    assert [each["path"] for each in json_of(answer)["errors"]] == ["nickname"]


def test_name_is_had_by_one(client: FlaskClient, world: World) -> None:
    """At a centre; one's own can be kept while the boards change."""
    assert join(client, world.riverside.student1, "Amber Fox").status_code == 200
    taken = join(client, world.riverside.student2, "Amber Fox")
    assert (taken.status_code, json_of(taken)["code"]) == (409, "nickname_taken")
    assert join(client, world.hillcrest.student1, "Amber Fox").status_code == 200
    assert json_of(join(client, world.riverside.student1, "Amber Fox", courseBoards=False))["courseBoards"] is False


def test_whoever_leaves_is_gone(client: FlaskClient, world: World, db: Session) -> None:
    """And leaving again changes nothing; both are on record."""
    join(client, world.riverside.student1, "Amber Fox")
    for _ in range(2):
        assert client.delete(MEMBERSHIP, headers=world.riverside.student1.headers).status_code == 204
    assert board(client, world.riverside.student1, of_course(world))["isMember"] is False
    acts = sa.select(AuditLog.action).where(AuditLog.user_id == world.riverside.student1.id).order_by(AuditLog.id)
    assert db.scalars(acts).all() == ["BOARDS_JOIN", "BOARDS_LEAVE"]
