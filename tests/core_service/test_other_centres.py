"""Every id that a request can name, in its path, query or body: another centre's is like none (R008, R284, R322)."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core_service.access.rules import PERMISSIONS_OF, Role
from core_service.foundation.runtime import Runtime
from shared.ids import new_id
from tests.core_service.conftest import NOW, World
from tests.core_service.id_spots import Spot, spots, undone
from tests.core_service.test_routes import PERSON_OF, routes
from tests.factories import people
from tests.factories.everything import Rows, one_of_everything
from tests.factories.people import TestPerson

BLIND = {
    "POST /api/centres body.settingsFrom",
    "GET /api/assessment/placements query.courseId",
    "POST /api/assessment/review body.advice.recommendationId",
    "POST /api/lessons/{lesson_id}/complete body.assignmentId",
}
"""Where nobody of a centre is told more about an id of their own: only super-admins make centres; nobody waits for a
placement in the centre's course; advice goes with a finished review alone; the reading of an assignment is not told.
"""

BETWEEN_CENTRES = (
    (Role.SUPERVISOR, Role.PARENT),
    (Role.TEACHER, Role.PARENT),
    (Role.ASSESSOR, Role.TEACHER),
    (Role.PARENT, Role.TEACHER),
)
"""Roles of one person: in the centre from which they ask, and in the one whose ids they name."""

_ANY_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(slots=True)
class Centres:
    """Both centres' rows, and a client whose requests leave nothing behind."""

    world: World
    riverside: Rows
    hillcrest: Rows
    run: Runtime
    client: FlaskClient

    def ask(self, spot: Spot, who: TestPerson, own: Rows, planted: UUID) -> tuple[int, object]:
        """Status and body, from which the request's id, new ids and the planted one are taken out."""
        answer = self._send(spot, who, own, planted)
        text = answer.get_data(as_text=True).replace(str(planted), "(planted)")
        if answer.status_code < 300 and spot.route.method != "GET":
            text = _ANY_ID.sub("(new)", text)
        return answer.status_code, re.sub(r'"requestId":\s*"[^"]*"', "", text)

    def tells_apart(self, spot: Spot, who: TestPerson) -> bool:
        """Whether an id of Riverside is answered otherwise than one that does not exist."""
        if spot.kind is None:
            return False
        foreign = self.ask(spot, who, self.hillcrest, self.riverside[spot.kind])
        return foreign != self.ask(spot, who, self.hillcrest, new_id())

    def is_seen(self, spot: Spot) -> bool:
        """Whether somebody of Hillcrest is answered otherwise about an id of Hillcrest than about none."""
        own, kind = self.hillcrest, spot.kind or ""
        most_able_first = reversed(PERSON_OF.items())
        able = [self.world.hillcrest.people[name] for role, name in most_able_first if spot.route.is_for(role)]
        return any(self.ask(spot, who, own, own[kind]) != self.ask(spot, who, own, new_id()) for who in able)

    def _send(self, spot: Spot, who: TestPerson, own: Rows, planted: UUID) -> TestResponse:
        where, *inside = spot.place
        path = spot.own_ids(spot.route.rule.arguments, own)
        query = spot.query(own)
        if where == "path":
            path[inside[0]] = planted
        if where == "query":
            query[inside[0]] = str(planted)
        place = (tuple(inside), str(planted)) if where == "body" else ((), "")
        with undone(self.run):
            return self.client.open(
                spot.route.path(**path),
                method=spot.route.method,
                query_string=query,
                json=spot.body(own, *place),
                headers=who.headers,
            )


@pytest.fixture
def centres(run: Runtime, client: FlaskClient, world: World, db: Session) -> Centres:
    """One of everything in each centre."""
    riverside = one_of_everything(db, world.riverside, world.session_id, now=NOW)
    hillcrest = one_of_everything(db, world.hillcrest, world.foreign_session_id, now=NOW)
    db.commit()
    for where, rows in ((world.riverside, riverside), (world.hillcrest, hillcrest)):
        words = {"studentId": str(where.student1.id), "text": "Well done", "kind": "encouragement"}
        said = client.post(f"/api/sessions/{rows['session']}/message", json=words, headers=where.tutor.headers)
        assert said.status_code == 201
    return Centres(world, riverside, hillcrest, run, client)


def test_every_id_that_a_request_names_has_a_row(app: Flask, centres: Centres) -> None:
    """A new kind of id fails here until `tests/factories/everything.py` writes a row of it."""
    found = list(spots(app))
    assert {spot.name for spot in found if spot.kind is not None and spot.kind not in centres.riverside} == set()
    assert len(found) > 300


@pytest.mark.parametrize("role", PERSON_OF)
def test_another_centres_id_is_answered_like_none(app: Flask, centres: Centres, role: Role) -> None:
    """Status, code and every word: whoever asks, with the permission there; without it the id is not even looked at."""
    who = centres.world.hillcrest.people[PERSON_OF[role]]
    asked = [spot for spot in spots(app) if spot.route.is_for(role)]
    assert len(asked) > (30 if role is Role.PARENT else 40)
    assert [str(spot) for spot in asked if centres.tells_apart(spot, who)] == []


@pytest.mark.parametrize(("here", "there"), BETWEEN_CENTRES)
def test_a_permission_counts_in_its_own_centre_alone(
    app: Flask, centres: Centres, db: Session, here: Role, there: Role
) -> None:
    """Who holds it in Hillcrest, and in Riverside a role without it, is answered as by a centre they never saw; but
    that the centre itself exists they know.
    """
    who = centres.world.hillcrest.people[PERSON_OF[here]]
    people.joins(db, centres.world.riverside, who, there)
    db.commit()
    asked = [spot for spot in spots(app) if spot.route.is_for(here) and not spot.route.is_for(there)]
    asked = [spot for spot in asked if spot.place != ("path", "centre_id")]
    assert len(asked) >= 10
    assert [str(spot) for spot in asked if centres.tells_apart(spot, who)] == []


@pytest.mark.parametrize(("here", "there"), BETWEEN_CENTRES)
def test_lists_hold_what_the_permission_shows(
    app: Flask, centres: Centres, db: Session, here: Role, there: Role
) -> None:
    """Whatever is read without naming an id holds none of the other centre's rows."""
    who = centres.world.hillcrest.people[PERSON_OF[here]]
    people.joins(db, centres.world.riverside, who, there)
    db.commit()
    hidden = {str(row) for kind, row in centres.riverside.items() if kind != "centre"}
    for route in routes(app):
        if route.method != "GET" or route.rule.arguments or not route.is_for(here) or route.is_for(there):
            continue
        answer = centres.client.get(route.path(), headers=who.headers)
        assert not hidden & set(_ANY_ID.findall(answer.text)), str(route)


def test_a_token_stays_in_its_own_centre(app: Flask, centres: Centres, db: Session) -> None:
    """Of somebody who is supervisor in both: neither lists nor ids in an address show the other one to the program."""
    who = centres.world.hillcrest.supervisor
    people.joins(db, centres.world.riverside, who, Role.SUPERVISOR)
    script = people.program(db, who, centres.world.hillcrest.id, PERMISSIONS_OF[Role.SUPERVISOR], now=NOW)
    hidden = {str(row) for row in centres.riverside.values()}
    seen = {"person": 0, "script": 0}
    for spot in spots(app):
        if spot.route.method == "GET" and spot.place[0] == "path" and spot.route.is_for(Role.SUPERVISOR):
            assert not centres.tells_apart(spot, script), str(spot)
            seen["person"] += centres.tells_apart(spot, who)
    for route in routes(app):
        if route.method == "GET" and not route.rule.arguments and route.is_for(Role.SUPERVISOR):
            answer = centres.client.get(route.path(), headers=script.headers)
            assert not hidden & set(_ANY_ID.findall(answer.text)), str(route)
            seen["script"] += answer.status_code == 200
    assert min(seen.values()) > 20


def test_own_ids_are_answered_otherwise(app: Flask, centres: Centres) -> None:
    """The comparisons above see something: for each place of an id, some role is told more about one of their own."""
    assert {str(spot) for spot in spots(app) if spot.kind and not centres.is_seen(spot)} == BLIND
