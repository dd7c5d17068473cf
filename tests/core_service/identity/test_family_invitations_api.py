"""One letter for the parent of several children, also in different centres (issue 3, 7 and 11; R060).

Good: an admin of two centres invites Ada as the mother of Ben in Riverside and Mia in Hillcrest; she accepts once and
sees both. She has an account already: she signs in, and only then has the child. Bad: a child whom the inviter may not
manage, the same child twice, somebody's account linked without their word, a child who has left meanwhile.
"""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.identity.models import GuardianLink, Invitation, UserRole
from core_service.privacy.service.erasures import ERASE
from shared.clock import FixedClock
from tests.core_service.conftest import World, json_of
from tests.core_service.identity.conftest import Deliver, Send
from tests.core_service.identity.test_invitations_api import ACCEPT
from tests.core_service.letters import KeptLetters
from tests.core_service.privacy.conftest import run_jobs as run_jobs
from tests.factories import people
from tests.factories.people import TestCentre, TestPerson

URL = "/api/invitations"


@pytest.fixture
def admin(world: World, db: Session) -> TestPerson:
    """Riverside's admin, who looks after Hillcrest too."""
    people.joins(db, world.hillcrest, world.riverside.admin, Role.ADMIN)
    db.commit()
    return world.riverside.admin


@pytest.fixture
def family(world: World) -> dict[str, Any]:
    """A child in each centre."""
    children = [
        {"studentId": str(world.riverside.student1.id)},
        {"studentId": str(world.hillcrest.student1.id), "centreId": str(world.hillcrest.id)},
    ]
    return {"email": "ada@example.test", "role": "PARENT", "centreId": str(world.riverside.id), "children": children}


def open_to(send: Send, who: TestPerson) -> list[tuple[str | None, str]]:
    """What somebody who manages a centre sees: whose parent, and how it stands."""
    found = json_of(send("GET", URL, as_=who))["items"]
    return sorted((each["studentName"], each["status"]) for each in found)


def children_of(db: Session, guardian_id: str) -> set[str]:
    """Of a person, in whatever centre."""
    found = sa.select(GuardianLink.student_id).where(GuardianLink.guardian_id == guardian_id)
    return {str(each) for each in db.scalars(found)}


def test_one_letter_and_one_word_for_all(
    send: Send,
    client: FlaskClient,
    world: World,
    admin: TestPerson,
    family: dict[str, Any],
    deliver: Deliver,
    letters: KeptLetters,
    db: Session,
) -> None:
    """The letter says where and how many, no names; each centre sees its own child's, and records it."""
    made = send("POST", URL, family, as_=admin)
    assert (made.status_code, json_of(made)["studentName"]) == (201, "Student1"), json_of(made)
    [token] = deliver()
    [letter] = letters.sent
    assert "to join Riverside and Hillcrest as the parent of 2 children" in letter.text
    assert open_to(send, world.riverside.supervisor) == [("Student1", "OPEN")]
    assert open_to(send, world.hillcrest.supervisor) == [("Student1", "OPEN")]
    offer = json_of(client.get(f"/api/auth/invitations/{token}"))
    assert (offer["centreNames"], offer["children"]) == (["Hillcrest", "Riverside"], 2)
    accepted = client.post(f"/api/auth/invitations/{token}", json=ACCEPT)
    assert accepted.status_code == 200
    headers = {"Authorization": f"Bearer {json_of(accepted)['token']}"}
    seen = json_of(client.get("/api/parent/children", headers=headers))
    names = {(each["child"]["id"], each["child"]["centres"][0]["name"]) for each in seen["items"]}
    assert names == {
        (str(world.riverside.student1.id), "Riverside"),
        (str(world.hillcrest.student1.id), "Hillcrest"),
    }
    acts = sa.select(AuditLog.centre_id).where(AuditLog.action == "INVITATION_ACCEPT")
    assert set(db.scalars(acts)) == {world.riverside.id, world.hillcrest.id}
    assert client.get(f"/api/auth/invitations/{token}").status_code == 410


def test_a_parent_who_is_here_gets_the_further_child_by_their_own_word(
    send: Send,
    client: FlaskClient,
    world: World,
    admin: TestPerson,
    family: dict[str, Any],
    deliver: Deliver,
    db: Session,
) -> None:
    """Nothing is linked before they have signed in and accepted; nobody else can accept for them."""
    parent = world.hillcrest.parent
    assert send("POST", URL, family | {"email": parent.email}, as_=admin).status_code == 201
    [token] = deliver()
    assert children_of(db, str(parent.id)) == set()
    path = f"/api/auth/invitations/{token}"
    assert client.post(path, json=ACCEPT).status_code == 409
    assert client.post(path, json={}, headers=world.riverside.parent.headers).status_code == 403
    assert children_of(db, str(parent.id)) == set()
    assert client.post(path, json={}, headers=parent.headers).status_code == 204
    assert children_of(db, str(parent.id)) == {str(world.riverside.student1.id), str(world.hillcrest.student1.id)}
    roles = sa.select(UserRole.centre_id).where(UserRole.user_id == parent.id, UserRole.role == Role.PARENT)
    assert set(db.scalars(roles)) == {world.riverside.id, world.hillcrest.id}


def test_only_children_whom_one_may_manage(send: Send, world: World, family: dict[str, Any], db: Session) -> None:
    """A supervisor names no other centre, and another centre's child is like none; then nobody is invited."""
    foreign_centre = send("POST", URL, family)
    assert (foreign_centre.status_code, json_of(foreign_centre)["code"]) == (403, "may_not_grant")
    for student_id in (str(world.hillcrest.student1.id), str(world.riverside.tutor.id)):
        answer = send("POST", URL, family | {"children": [family["children"][0], {"studentId": student_id}]})
        assert [each["path"] for each in json_of(answer)["errors"]] == ["children.1.studentId"]
    assert db.scalars(sa.select(Invitation)).all() == []


def test_what_is_wrong_is_said_at_the_child(send: Send, world: World, family: dict[str, Any]) -> None:
    """Named twice, invited so already, theirs already; both forms at once; another role."""
    first, second = ({"studentId": str(each.id)} for each in (world.riverside.student1, world.riverside.student2))

    def faults(**body: Any) -> list[str]:
        answer = send("POST", f"{URL}/bulk", {"invitations": [{"email": "x@example.test", "role": "PARENT"} | body]})
        assert answer.status_code == 422, json_of(answer)
        return [each["path"].removeprefix("invitations.0.") for each in json_of(answer)["errors"]]

    assert faults(children=[first, first]) == ["children.1.studentId"]
    assert faults(children=[first], studentId=first["studentId"]) == ["children"]
    assert faults(children=[first], role="TEACHER") == ["children.0.studentId"]
    assert faults(children=[second, first], email=world.riverside.parent.email) == ["children.1.studentId"]
    assert faults(children=[first] * 21) == ["children"]
    assert send("POST", URL, {"email": "x@example.test", "role": "PARENT", **first}).status_code == 201
    assert faults(children=[second, first]) == ["children.1.studentId"]


def test_one_child_is_taken_back_and_the_others_stay(
    send: Send,
    client: FlaskClient,
    world: World,
    admin: TestPerson,
    family: dict[str, Any],
    deliver: Deliver,
    db: Session,
) -> None:
    """By the child's own centre; the letter's link opens what is left, also when its first one went."""
    first = json_of(send("POST", URL, family, as_=admin))
    [token] = deliver()
    assert send("DELETE", f"{URL}/{first['id']}").status_code == 204
    offer = json_of(client.get(f"/api/auth/invitations/{token}"))
    assert (offer["centreNames"], offer["children"]) == (["Hillcrest"], 1)
    accepted = json_of(client.post(f"/api/auth/invitations/{token}", json=ACCEPT))
    assert children_of(db, accepted["user"]["id"]) == {str(world.hillcrest.student1.id)}


@pytest.mark.parametrize("is_written", [True, False])
def test_one_child_is_forgotten_and_the_others_letter_holds(
    is_written: bool,
    send: Send,
    client: FlaskClient,
    world: World,
    admin: TestPerson,
    family: dict[str, Any],
    deliver: Deliver,
    clock: FixedClock,
    run_jobs: Callable[[str], int],
) -> None:
    """Erased is the child whose invitation has the letter: the link that was sent opens what is left, without a word
    from anybody; a letter that waits for the mail server still leaves.
    """
    child = {"personId": str(world.riverside.student1.id)}
    assert send("POST", "/api/privacy/erasures", child).status_code == 201
    clock.advance(days=15)
    send("POST", URL, family, as_=admin)
    if is_written:
        deliver()
    assert run_jobs(ERASE) == 1
    [token] = deliver()
    offer = json_of(client.get(f"/api/auth/invitations/{token}"))
    assert (offer["centreNames"], offer["children"]) == (["Hillcrest"], 1)


def test_sent_again_it_is_one_letter_still(
    send: Send,
    client: FlaskClient,
    world: World,
    admin: TestPerson,
    family: dict[str, Any],
    deliver: Deliver,
    db: Session,
) -> None:
    """Whichever of them is sent again; another centre's keeps its own time."""
    send("POST", URL, family, as_=admin)
    [old] = deliver()
    [theirs] = json_of(send("GET", URL, as_=world.hillcrest.supervisor))["items"]
    assert send("POST", f"{URL}/{theirs['id']}/resend", as_=world.hillcrest.supervisor).status_code == 200
    new = deliver()[-1]
    assert client.get(f"/api/auth/invitations/{old}").status_code == 404
    assert json_of(client.get(f"/api/auth/invitations/{new}"))["children"] == 2
    letter = {each["letterId"] for each in json_of(send("GET", URL, as_=admin))["items"]}
    assert letter == {theirs["id"]}
    acts = sa.select(AuditLog.centre_id).where(AuditLog.action == "INVITATION_RESEND")
    assert db.scalars(acts).all() == [world.hillcrest.id]


def test_a_child_who_has_left_meanwhile_gets_no_parent(
    send: Send, client: FlaskClient, world: World, admin: TestPerson, family: dict[str, Any], deliver: Deliver
) -> None:
    """The others do; with nobody left the link says why."""
    send("POST", URL, family, as_=admin)
    [token] = deliver()
    path = f"/api/auth/invitations/{token}"

    def leave(where: TestCentre) -> TestResponse:
        gone = client.post(f"/api/students/{where.student1.id}/deactivate", json={}, headers=where.supervisor.headers)
        assert gone.status_code == 200
        return client.get(path)

    assert json_of(leave(world.riverside))["children"] == 1
    nobody = leave(world.hillcrest)
    assert (nobody.status_code, json_of(nobody)["reason"]) == (410, "child_left")
