"""The search in the record of acts (R285).

Good: "were they acting as assessor or supervisor?" is answered in one request. Bad: another centre's acts are not
there; a page goes on exactly where the last one ended, though many acts have the same second.
"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.runtime import Runtime
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.statements import statements_of
from tests.factories.people import TestCentre, TestPerson

URL = "/api/audit"


def entries(client: FlaskClient, who: TestPerson, **query: object) -> Any:
    """One page."""
    return json_of(client.get(URL, query_string=query, headers=who.headers))


def act(
    db: Session, where: TestCentre, who: TestPerson, action: str, *, days_ago: int = 0, role: Role = Role.SUPERVISOR
) -> AuditLog:
    """One line of the record."""
    row = AuditLog(
        id=new_id(),
        centre_id=where.id,
        user_id=who.id,
        action=action,
        acting_role=role,
        resource_type="Thing",
        resource_id=new_id(),
        after={"level": 4},
        created_at=NOW - timedelta(days=days_ago),
    )
    db.add(row)
    db.commit()
    return row


def test_anonymous_and_those_who_manage_nothing(client: FlaskClient, world: World) -> None:
    """401 and 403."""
    assert client.get(URL).status_code == 401
    for who in ("student1", "parent", "tutor", "assessor"):
        assert client.get(URL, headers=world.riverside.people[who].headers).status_code == 403


def test_another_centres_acts_are_not_there(client: FlaskClient, world: World, db: Session) -> None:
    """Nor is its id told apart from none."""
    act(db, world.hillcrest, world.hillcrest.supervisor, "SECRET_ACT")
    own = act(db, world.riverside, world.riverside.supervisor, "OWN_ACT")
    shown = entries(client, world.riverside.supervisor)["items"]
    assert [each["id"] for each in shown] == [str(own.id)]
    for id in (world.hillcrest.id, new_id()):
        answer = client.get(f"{URL}?centreId={id}", headers=world.riverside.admin.headers)
        assert answer.status_code == 404


def test_who_acted_as_what(client: FlaskClient, world: World, db: Session) -> None:
    """Each filter alone and all together; the actor has a name."""
    where = world.riverside
    marked = act(db, where, where.supervisor, "REVIEW_COMPLETE", role=Role.ASSESSOR)
    planned = act(db, where, where.supervisor, "SESSION_CREATE", days_ago=3)
    act(db, where, where.tutor, "ATTENDANCE_MARK", role=Role.TEACHER)
    reader = where.admin

    def found(**query: object) -> set[str]:
        return {each["id"] for each in entries(client, reader, **query)["items"]}

    assert found(actingRole="ASSESSOR") == {str(marked.id)}
    assert found(actorId=where.supervisor.id) == {str(marked.id), str(planned.id)}
    assert found(action="SESSION_CREATE") == {str(planned.id)}
    assert found(resourceType="Thing", resourceId=planned.resource_id) == {str(planned.id)}
    assert found(until=(NOW - timedelta(days=1)).isoformat()) == {str(planned.id)}
    assert found(since=(NOW - timedelta(days=1)).isoformat(), actorId=where.supervisor.id) == {str(marked.id)}
    [shown] = entries(client, reader, action="REVIEW_COMPLETE")["items"]
    assert (shown["actorName"], shown["actingRole"], shown["after"]) == ("Supervisor", "ASSESSOR", {"level": 4})
    assert client.get(f"{URL}?actingRole=KING", headers=reader.headers).status_code == 422


def test_moments_are_written_like_everywhere(client: FlaskClient, world: World) -> None:
    """With Z: a program that reads `createdAt` reads the moments in an act's facts too."""
    where, invited = world.riverside, {"email": "new@example.test", "role": "TEACHER"}
    made = json_of(client.post("/api/invitations", json=invited, headers=where.supervisor.headers))
    [shown] = entries(client, where.supervisor, resourceId=made["id"])["items"]
    assert shown["after"]["expiresAt"] == made["expiresAt"]


def test_pages_follow_each_other(client: FlaskClient, world: World, db: Session) -> None:
    """Newest first, each act once, though all happened in the same second."""
    where = world.riverside
    made = {str(act(db, where, where.tutor, "ACT").id) for _ in range(7)}
    seen: list[str] = []
    cursor: dict[str, object] = {}
    while True:
        shown = entries(client, where.supervisor, limit=3, **cursor)
        seen += [each["id"] for each in shown["items"]]
        if shown["nextCursor"] is None:
            break
        cursor = {"cursor": shown["nextCursor"]}
    assert (len(seen), set(seen)) == (7, made)
    assert client.get(f"{URL}?cursor=nonsense", headers=where.supervisor.headers).status_code == 422


@pytest.mark.parametrize("query", [{}, {"action": "ACT"}, {"since": (NOW - timedelta(days=9)).isoformat()}])
def test_the_newest_are_read_from_the_end_of_an_index(
    client: FlaskClient, world: World, db: Session, run: Runtime, query: dict[str, object]
) -> None:
    """One statement after who asks is known, and its plan sorts no centre's whole record."""
    for _ in range(3):
        act(db, world.riverside, world.riverside.tutor, "ACT")
    with statements_of(run) as statements:
        entries(client, world.riverside.supervisor, **query)
    [search] = [each for each in statements if "audit_log" in each]
    assert "LATERAL" in search
    with run.database.open(world.everything) as opened:
        opened.execute(sa.text("SET LOCAL enable_seqscan = off"))
        opened.execute(sa.text("SET LOCAL enable_bitmapscan = off"))
        opened.execute(sa.text("SET LOCAL enable_sort = off"))  # a table of three rows may be sorted as well
        log = AuditLog
        newest = sa.select(log.id).where(log.centre_id == world.riverside.id)
        newest = newest.order_by(log.created_at.desc(), log.id.desc()).limit(51)
        compiled = newest.compile(opened.get_bind(), compile_kwargs={"literal_binds": True})
        plan = "\n".join(opened.scalars(sa.text(f"EXPLAIN {compiled}")))
    assert "ix_audit_log_centre_id_created_at_id" in plan
    assert "Sort" not in plan
