"""No read asks the database once per row: every GET, with few rows and with many (TRAPS, "Flask stack")."""

from collections import Counter
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.foundation.runtime import Runtime
from tests.core_service.conftest import NOW, World
from tests.core_service.id_spots import UNGUESSABLE, Spot, operations, undone
from tests.core_service.statements import statements_of
from tests.core_service.test_routes import PERSON_OF
from tests.factories.everything import Rows, more_of_everything, one_of_everything

TIMES = 3
"""How often the rows are multiplied."""


def test_reads_send_as_many_statements_for_many_rows(
    app: Flask, client: FlaskClient, run: Runtime, world: World, db: Session
) -> None:
    """As each role that may read it; most of them answer with more than they did."""
    rows = one_of_everything(db, world.riverside, world.session_id, now=NOW)
    db.commit()
    few = dict(_counted(app, client, run, world, rows))
    for _ in range(TIMES):
        more_of_everything(db, world.riverside, rows, now=NOW)
        for words in ("Well done", "Ten more minutes"):
            said = client.post(
                f"/api/sessions/{world.session_id}/message", json={"text": words}, headers=world.riverside.tutor.headers
            )
            assert said.status_code == 201
    db.commit()
    many = dict(_counted(app, client, run, world, rows))
    assert {
        key: Counter(many[key][0]) - Counter(few[key][0]) for key in few if len(many[key][0]) > len(few[key][0])
    } == {}
    assert len({route for route, role in few if many[route, role][1] > few[route, role][1]}) > 55


def _counted(
    app: Flask, client: FlaskClient, run: Runtime, world: World, rows: Rows
) -> Iterator[tuple[tuple[str, str], tuple[list[str], int]]]:
    """By route and role: the statements, and the answer's length."""
    for route, operation in operations(app):
        if route.method != "GET" or route.rule.arguments & UNGUESSABLE:
            continue
        spot = Spot(route, operation, ())
        for role, name in PERSON_OF.items():
            if route.is_for(role):
                path, query = route.path(**spot.own_ids(route.rule.arguments, rows)), spot.query(rows)
                with undone(run), statements_of(run) as sent:
                    answer = client.get(path, query_string=query, headers=world.riverside.people[name].headers)
                assert answer.status_code < 500
                yield (str(operation), role), (sent, len(answer.data))
