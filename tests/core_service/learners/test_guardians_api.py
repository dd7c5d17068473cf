"""A supervisor links a parent to a second child, and unlinks a parent who may no longer see one.

Bad cases: linking somebody who is no parent here; linking a foreign child; linking twice.
"""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from tests.core_service.conftest import World, json_of
from tests.factories.people import TestPerson


def guardians_url(student: TestPerson, guardian: TestPerson | None = None) -> str:
    """Of a student, or one guardian of theirs."""
    return f"/api/students/{student.id}/guardians" + (f"/{guardian.id}" if guardian else "")


def link(client: FlaskClient, world: World, guardian: TestPerson, student: TestPerson) -> Any:
    """As Riverside's supervisor."""
    body = {"guardianId": str(guardian.id)}
    return client.post(guardians_url(student), json=body, headers=world.riverside.supervisor.headers)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("who", "status"), [(None, 401), ("tutor", 403), ("parent", 403), ("student1", 403)])
def test_families_are_for_those_who_manage_students(
    client: FlaskClient, world: World, method: str, who: str | None, status: int
) -> None:
    """A parent does not learn who else is linked to their child."""
    headers = world.riverside.people[who].headers if who else {}
    url = guardians_url(world.riverside.student1)
    body = {"guardianId": str(world.riverside.parent.id)} if method == "POST" else None
    assert client.open(url, method=method, json=body, headers=headers).status_code == status


def test_another_centres_family_looks_like_none(client: FlaskClient, world: World) -> None:
    """404 for the child; our parent is none of theirs."""
    foreign, student = world.hillcrest.supervisor.headers, world.riverside.student1
    assert client.get(guardians_url(student), headers=foreign).status_code == 404
    assert client.delete(guardians_url(student, world.riverside.parent), headers=foreign).status_code == 404
    body = {"guardianId": str(world.riverside.parent.id)}
    refused = client.post(guardians_url(world.hillcrest.student1), json=body, headers=foreign)
    assert [error["path"] for error in json_of(refused)["errors"]] == ["guardianId"]


def test_a_parent_has_several_children(client: FlaskClient, world: World, db: Session) -> None:
    """Linked with their address shown, and on record by ids."""
    people = world.riverside
    made = link(client, world, people.parent, people.student2)
    assert (made.status_code, json_of(made)["email"]) == (201, people.parent.email)
    for student in (people.student1, people.student2):
        shown = json_of(client.get(guardians_url(student), headers=people.supervisor.headers))["items"]
        assert [each["name"] for each in shown] == ["Parent"]
    [row] = db.scalars(sa.select(AuditLog).where(AuditLog.action == "GUARDIAN_LINK")).all()
    assert row.details == {"guardianId": str(people.parent.id), "studentId": str(people.student2.id)}


def test_a_link_is_made_once_and_only_to_a_parent(client: FlaskClient, world: World) -> None:
    """409 the second time; a tutor, the child itself or another student is no parent."""
    people = world.riverside
    assert json_of(link(client, world, people.parent, people.student1))["code"] == "already_guardian"
    for stranger in (people.tutor, people.student1, people.student2, world.hillcrest.parent):
        assert link(client, world, stranger, people.student1).status_code == 422


def test_an_unlinked_parent_sees_the_child_no_more(client: FlaskClient, world: World) -> None:
    """At once; unlinking again is 404."""
    people = world.riverside
    url = guardians_url(people.student1, people.parent)
    assert client.delete(url, headers=people.supervisor.headers).status_code == 204
    assert client.delete(url, headers=people.supervisor.headers).status_code == 404
    notice = {"sessionId": str(world.session_id), "studentId": str(people.student1.id)}
    refused = client.post("/api/academic/absence-notices", json=notice, headers=people.parent.headers)
    assert refused.status_code == 404
