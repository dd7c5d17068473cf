"""Reports of hubs that ingest has set aside: seen by whoever looks after their centre, and taken in again.

Bad: a tutor, another centre's supervisor, an id that does not exist, text that is no report.
"""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from core_service.foundation.runtime import Runtime
from shared.events.reports import DEAD_STREAM, REPORT_FIELD, REPORTS_STREAM
from tests.core_service.conftest import World, json_of

PATH = "/api/jobs/dead-reports"


def set_aside(run: Runtime, world: World, text: bytes | None = None) -> str:
    """A presence report of Riverside's, or this text."""
    report = {
        "type": "presence",
        "centreId": str(world.riverside.id),
        "sessionId": str(world.session_id),
        "answers": "SECRET",
    }
    fields: Any = {"id": "1-1", REPORT_FIELD: text or json.dumps(report).encode(), "error": "IntegrityError: no place"}
    entry: Any = run.redis.xadd(DEAD_STREAM, fields)
    return str(entry.decode())


def test_report_is_seen_with_its_error(client: FlaskClient, run: Runtime, world: World) -> None:
    """And without what a child wrote."""
    entry = set_aside(run, world)
    answer = client.get(PATH, headers=world.riverside.supervisor.headers)
    [found] = json_of(answer)["items"]
    assert (found["id"], found["kind"], found["error"]) == (entry, "presence", "IntegrityError: no place")
    assert found["sessionId"] == str(world.session_id)
    assert b"SECRET" not in answer.data


def test_report_is_taken_in_again(client: FlaskClient, run: Runtime, world: World) -> None:
    """It goes back to the stream that ingest reads, once."""
    entry = set_aside(run, world)
    headers = world.riverside.supervisor.headers
    assert client.post(f"{PATH}/{entry}/retry", headers=headers).status_code == 200
    back: Any = run.redis.xrange(REPORTS_STREAM)
    assert json.loads(back[0][1][REPORT_FIELD.encode()])["type"] == "presence"
    assert client.post(f"{PATH}/{entry}/retry", headers=headers).status_code == 404
    assert run.redis.xlen(REPORTS_STREAM) == 1


@pytest.mark.parametrize("text", [None, b"no report", b"[]", b'{"centreId": 5}'])
def test_others_see_none(client: FlaskClient, run: Runtime, world: World, text: bytes | None) -> None:
    """Another centre's; and what cannot be read belongs to nobody but the super-admin."""
    entry = set_aside(run, world, text)
    headers = world.hillcrest.supervisor.headers
    assert json_of(client.get(PATH, headers=headers))["items"] == []
    assert client.post(f"{PATH}/{entry}/retry", headers=headers).status_code == 404
    assert client.get(PATH, headers=world.riverside.tutor.headers).status_code == 403


@pytest.mark.parametrize("entry", ["1-1", "x", "-", "+", "1"])
def test_unknown_report_is_none(client: FlaskClient, world: World, entry: str) -> None:
    """404, whatever stands there."""
    answer = client.post(f"{PATH}/{entry}/retry", headers=world.riverside.supervisor.headers)
    assert answer.status_code == 404
