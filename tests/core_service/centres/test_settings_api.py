"""What a centre sets for itself.

The good case: a supervisor asks for 90 % and a later hour for parents' notes, and the next exercise is chosen by that.
The bad ones: a tutor tries (403); two edit at once (412 for the second); a number makes no sense (422 at its field).
"""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.centres.models import Centre
from core_service.centres.queries import settings_of_centre
from shared.ids import new_id
from tests.core_service.conftest import World, json_of


def path(world: World) -> str:
    """Riverside's settings."""
    return f"/api/centres/{world.riverside.id}/settings"


def test_nobody(client: FlaskClient, world: World) -> None:
    """401."""
    assert client.get(path(world)).status_code == 401
    assert client.patch(path(world), json={}).status_code == 401


@pytest.mark.parametrize("who", ["tutor", "assessor", "parent", "student1"])
def test_wrong_role(client: FlaskClient, world: World, who: str) -> None:
    """403 with the permission's name."""
    answer = client.patch(path(world), headers=world.riverside.people[who].headers, json={"masteryStreak": 5})
    assert (answer.status_code, json_of(answer)["code"]) == (403, "permission_missing")


def test_wrong_centre(client: FlaskClient, world: World) -> None:
    """Another centre's answers exactly like one that does not exist."""
    headers = world.hillcrest.supervisor.headers
    foreign = client.get(path(world), headers=headers)
    unknown = client.get(f"/api/centres/{new_id()}/settings", headers=headers)
    assert (foreign.status_code, json_of(foreign)["code"]) == (404, json_of(unknown)["code"])
    assert client.patch(path(world), headers=headers, json={}).status_code == 404


def test_all_settings_are_shown(client: FlaskClient, world: World) -> None:
    """With the usual value where none was set."""
    shown = json_of(client.get(path(world), headers=world.riverside.supervisor.headers))
    assert (shown["masteryThreshold"], shown["masteryStreak"], shown["catchUpForExcused"]) == (0.8, 3, True)
    assert (shown["parentNotesAt"], shown["quietFrom"], shown["quietUntil"]) == ("20:00", "21:00", "07:00")
    assert (shown["earlyBelowAge"], shown["photographRetentionDays"]) == (8, 365)


def test_change_holds_and_leaves_the_rest(client: FlaskClient, world: World, db: Session) -> None:
    """What else stands in the column too; the audit has numbers, before and after."""
    db.get_one(Centre, world.riverside.id).settings = {"elsewhere": 1, "masteryStreak": 4}
    db.commit()
    wanted = {"masteryThreshold": 0.9, "parentNotesAt": "19:30", "catchUpForExcused": False}
    answer = client.patch(path(world), headers=world.riverside.supervisor.headers, json=wanted)
    assert answer.status_code == 200, answer.json
    assert json_of(answer) | wanted | {"masteryStreak": 4} == json_of(answer)
    held = settings_of_centre(db, world.riverside.id)
    assert (held.mastery_threshold, held.mastery_streak, held.catch_up_for_excused) == (0.9, 4, False)
    db.expire_all()
    assert db.get_one(Centre, world.riverside.id).settings["elsewhere"] == 1
    row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "CENTRE_SETTINGS_CHANGE")).one()
    assert (row.before or {})["masteryThreshold"] == 0.8
    assert (row.after or {}).keys() == wanted.keys()
    assert row.acting_role == "SUPERVISOR"


def test_stale_edit(client: FlaskClient, world: World) -> None:
    """Whoever edits what has changed meanwhile is told."""
    headers = world.riverside.supervisor.headers
    etag = client.get(path(world), headers=headers).headers["ETag"]
    first = client.patch(path(world), headers=headers | {"If-Match": etag}, json={"masteryStreak": 5})
    second = client.patch(path(world), headers=headers | {"If-Match": etag}, json={"masteryStreak": 6})
    assert (first.status_code, second.status_code, json_of(second)["code"]) == (200, 412, "stale_edit")
    again = client.patch(path(world), headers=headers | {"If-Match": first.headers["ETag"]}, json={"masteryStreak": 6})
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"masteryThreshold": 1.2}, "masteryThreshold"),
        ({"masteryThreshold": True}, "masteryThreshold"),
        ({"masteryStreak": 2.5}, "masteryStreak"),
        ({"parentNotesAt": "8pm"}, "parentNotesAt"),
        ({"catchUpForExcused": "yes"}, "catchUpForExcused"),
        ({"colour": "green"}, "colour"),
        ({"regressionThreshold": 0.9}, "regressionThreshold"),
        ({"earlyBelowAge": 13}, "earlyBelowAge"),
    ],
)
def test_wrong_values(client: FlaskClient, world: World, body: dict[str, Any], where: str) -> None:
    """422 with the field's path; nothing changes."""
    headers = world.riverside.supervisor.headers
    before = json_of(client.get(path(world), headers=headers))
    answer = client.patch(path(world), headers=headers, json=body)
    assert (answer.status_code, [each["path"] for each in json_of(answer)["errors"]]) == (422, [where])
    assert json_of(client.get(path(world), headers=headers)) == before


def test_everybody_sees_their_own_centres(client: FlaskClient, world: World) -> None:
    """By list and one by one; a foreign one is 404."""
    for who in ("supervisor", "tutor", "student1"):
        headers = world.riverside.people[who].headers
        listed = json_of(client.get("/api/centres", headers=headers))
        assert [centre["id"] for centre in listed["items"]] == [str(world.riverside.id)]
        assert client.get(f"/api/centres/{world.riverside.id}", headers=headers).status_code == 200
        assert client.get(f"/api/centres/{world.hillcrest.id}", headers=headers).status_code == 404
