"""A centre changes nothing about a person who has left it.

A family moves, and the child is let go. From then on the centre neither renames the child nor gives them places, levels
or parents; it may take them back, give their records out, forget them, and put its own past in order.
"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.foundation.runtime import Runtime
from core_service.identity.models import CentreMember
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.id_spots import Spot, spots, undone
from tests.core_service.test_routes import PERSON_OF
from tests.factories.everything import Rows, one_of_everything

ALLOWED = {
    "PATCH /api/users/{user_id} path.user_id": "an empty change, which changes nothing; for a name see below",
    "DELETE /api/students/{student_id}/guardians/{guardian_id} path.student_id": "ends what a parent still sees",
    "POST /api/academic/attendance/bulk body.records.[].studentId": "a lesson of theirs is put on record",
    "POST /api/sessions/{session_id}/attendance body.studentId": "a lesson of theirs is put on record",
    "POST /api/sessions/{session_id}/mark-complete body.studentId": "a lesson of theirs is put on record",
    "POST /api/sessions/{session_id}/message body.studentId": "a lesson of theirs is put on record",
    "POST /api/sessions/{session_id}/notes body.studentId": "a lesson of theirs is put on record",
    "POST /api/sessions/{session_id}/panel-mode body.studentId": "a lesson of theirs is put on record",
    "POST /api/students/{student_id}/deactivate path.student_id": "again, and nothing changes",
    "POST /api/students/{student_id}/reactivate path.student_id": "takes them back",
    "POST /api/threads body.studentId": "their parents still write to the centre",
    "POST /api/users/{user_id}/roles path.user_id": "takes them back",
}
"""What may still be done, and why."""


@pytest.fixture
def rows(client: FlaskClient, world: World, db: Session) -> Rows:
    """Riverside's; its first student has left."""
    made = one_of_everything(db, world.riverside, world.session_id, now=NOW)
    db.commit()
    leave = f"/api/students/{world.riverside.student1.id}/deactivate"
    assert client.post(leave, json={}, headers=world.riverside.supervisor.headers).status_code == 200
    return made


def about_students(app: Flask) -> Iterator[Spot]:
    """Every place of a request that changes something, where a student is named."""
    for spot in spots(app):
        if spot.route.method != "GET" and spot.name in ("student_id", "studentId", "user_id"):
            yield spot


def is_done(client: FlaskClient, run: Runtime, world: World, rows: Rows, spot: Spot, student: UUID) -> bool:
    """Whether any role that may do it gets it done for the student."""
    path = spot.own_ids(spot.route.rule.arguments, rows)
    where, *inside = spot.place
    if where == "path":
        path[inside[0]] = student
    body = spot.body(rows, tuple(inside) if where == "body" else (), str(student))
    statuses: list[int] = []
    for role, name in PERSON_OF.items():
        if spot.route.is_for(role):
            with undone(run):
                answer = client.open(
                    spot.route.path(**path),
                    method=spot.route.method,
                    query_string=spot.query(rows),
                    json=body,
                    headers=world.riverside.people[name].headers,
                )
            statuses.append(answer.status_code)
    return any(status < 300 for status in statuses)


def test_nothing_about_them_is_changed(app: Flask, client: FlaskClient, run: Runtime, world: World, rows: Rows) -> None:
    """Each request that names them is refused, but for those above."""
    done = {
        str(spot)
        for spot in about_students(app)
        if is_done(client, run, world, rows, spot, world.riverside.student1.id)
    }
    assert done == set(ALLOWED)


def test_a_parent_is_not_linked_to_them(client: FlaskClient, world: World, rows: Rows) -> None:
    """Also a parent who was none of theirs before."""
    here = world.riverside
    links = f"/api/students/{here.student1.id}/guardians"
    assert client.delete(f"{links}/{here.parent.id}", headers=here.supervisor.headers).status_code == 204
    refused = client.post(links, json={"guardianId": str(here.parent.id)}, headers=here.supervisor.headers)
    assert (refused.status_code, json_of(refused)["code"]) == (409, "has_left")


@pytest.mark.parametrize("path", ["/api/students/{}", "/api/users/{}"])
def test_they_keep_their_name_until_they_come_back(client: FlaskClient, world: World, rows: Rows, path: str) -> None:
    """409 with a word on why; once they have come back, the centre renames them as before."""
    student, headers = world.riverside.student1.id, world.riverside.supervisor.headers
    refused = client.patch(path.format(student), json={"name": "Somebody"}, headers=headers)
    assert (refused.status_code, json_of(refused)["code"]) == (409, "has_left")
    assert client.post(f"/api/students/{student}/reactivate", json={}, headers=headers).status_code == 200
    renamed = client.patch(path.format(student), json={"name": "Somebody"}, headers=headers)
    assert json_of(renamed)["name"] == "Somebody"


def test_the_membership_ends_and_begins_again(client: FlaskClient, world: World, rows: Rows, db: Session) -> None:
    """As of the moment of leaving; from the return on there is no such moment any more."""
    student, here = world.riverside.student1.id, world.riverside
    member = db.get_one(CentreMember, (here.id, student))
    assert member.left_at == NOW
    client.post(f"/api/students/{student}/reactivate", json={}, headers=here.supervisor.headers)
    db.refresh(member)
    assert member.left_at is None
