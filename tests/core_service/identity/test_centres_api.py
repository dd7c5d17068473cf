"""Making and closing centres.

The good case: a super-admin opens a third centre with Riverside's settings, and its supervisor gets a letter. The bad
ones: a supervisor tries (403); the slug is taken (409); a centre closes while people work: their next request is
refused, their rooms close, and when it opens again they go on as before.
"""

import msgspec
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.centres.models import Centre
from core_service.foundation.models import PendingJob
from core_service.identity.models import Invitation
from core_service.identity.service.invitations import WRITE_INVITATION
from core_service.live.queries.positions import positions
from shared.events.notices import Revocation
from shared.ids import new_id
from tests.core_service.conftest import NOW, RecordedNotices, World, json_of
from tests.core_service.identity.conftest import Send
from tests.factories import people
from tests.factories.people import PASSWORD, TestCentre

NEW = {"name": "Lakeside", "slug": "lakeside", "timezone": "Europe/Berlin"}


def test_nobody(client: FlaskClient, world: World) -> None:
    """401."""
    for path in ("", f"/{world.riverside.id}/deactivate", f"/{world.riverside.id}/reactivate"):
        assert client.post(f"/api/centres{path}", json={}).status_code == 401


@pytest.mark.parametrize(
    ("who", "code"), [("tutor", "permission_missing"), ("supervisor", "franchise_only"), ("admin", "franchise_only")]
)
def test_only_super_admins(send: Send, world: World, who: str, code: str) -> None:
    """Make, close and reopen centres; a supervisor may rename their own."""
    person = world.riverside.people[who]
    for method, path, body in (
        ("POST", "", NEW),
        ("POST", f"/{world.riverside.id}/deactivate", None),
        ("POST", f"/{world.riverside.id}/reactivate", None),
        ("PATCH", f"/{world.riverside.id}", {"isActive": False}),
        ("PATCH", f"/{world.riverside.id}", {"slug": "mine"}),
    ):
        answer = send(method, f"/api/centres{path}", body, as_=person)
        assert (answer.status_code, json_of(answer)["code"]) == (403, code), path


def test_wrong_centre(send: Send, world: World) -> None:
    """404, as for one that does not exist."""
    for centre_id in (world.hillcrest.id, new_id()):
        assert send("PATCH", f"/api/centres/{centre_id}", {"name": "Ours"}).status_code == 404
        assert send("POST", f"/api/centres/{centre_id}/deactivate").status_code == 404


def test_new_centre(send: Send, world: World, franchise: TestCentre, db: Session) -> None:
    """With copied settings and a promise of its supervisor's letter, all on record."""
    db.get_one(Centre, world.riverside.id).settings = {"masteryStreak": 5, "elsewhere": 1}
    db.commit()
    body = NEW | {"settingsFrom": str(world.riverside.id), "supervisorEmail": "Ada@Lakeside.example"}
    made = send("POST", "/api/centres", body, as_=franchise.first)
    assert (made.status_code, json_of(made)["timezone"], json_of(made)["isActive"]) == (201, "Europe/Berlin", True)
    centre = db.scalars(sa.select(Centre).where(Centre.slug == "lakeside")).one()
    assert centre.settings == {"masteryStreak": 5}
    [invitation] = db.scalars(sa.select(Invitation).where(Invitation.centre_id == centre.id))
    assert (invitation.email, invitation.role, invitation.token_hash) == ("ada@lakeside.example", "SUPERVISOR", None)
    [job] = db.scalars(sa.select(PendingJob).where(PendingJob.name == WRITE_INVITATION))
    assert (job.centre_id, job.arguments) == (centre.id, {"invitationId": str(invitation.id)})
    listed = json_of(send("GET", "/api/centres", as_=franchise.first))["items"]
    assert {each["name"] for each in listed} >= {"Lakeside", "Riverside", "Hillcrest"}


def test_new_centre_or_nothing(send: Send, world: World, franchise: TestCentre, db: Session) -> None:
    """A slug that is taken, a zone or a centre that does not exist: nothing is made."""
    before = db.scalar(sa.select(sa.func.count()).select_from(Centre))
    taken = db.get_one(Centre, world.riverside.id).slug
    answer = send("POST", "/api/centres", NEW | {"slug": taken}, as_=franchise.first)
    assert (answer.status_code, json_of(answer)["code"]) == (409, "slug_taken")
    for wrong, path in (
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"slug": "Lake Side"}, "slug"),
        ({"settingsFrom": str(new_id())}, "settingsFrom"),
        ({"supervisorEmail": "nobody"}, "supervisorEmail"),
        ({"name": ""}, "name"),
    ):
        answer = send("POST", "/api/centres", NEW | wrong, as_=franchise.first)
        assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, path)
    assert db.scalar(sa.select(sa.func.count()).select_from(Centre)) == before


def test_change(send: Send, world: World, db: Session) -> None:
    """A supervisor renames their centre; a stale form is refused; the audit does not repeat the name."""
    path = f"/api/centres/{world.riverside.id}"
    etag = send("GET", path).headers["ETag"]
    assert send("PATCH", path, {"name": "Riverside East"}, **{"If-Match": etag}).status_code == 200
    assert send("PATCH", path, {"name": "West"}, **{"If-Match": etag}).status_code == 412
    row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "CENTRE_CHANGE")).one()
    assert (row.after, row.acting_role) == ({"name": "changed"}, "SUPERVISOR")


def test_closing_takes_effect_at_once(
    send: Send, client: FlaskClient, world: World, franchise: TestCentre, db: Session, notices: RecordedNotices
) -> None:
    """Open logins are refused with the next request, signing in too; sockets close; reopened, all go on."""
    tutor = world.riverside.tutor
    credentials = {"email": tutor.email, "password": PASSWORD, "transport": "bearer"}
    path = f"/api/centres/{world.riverside.id}"
    assert send("GET", "/api/auth/me", as_=tutor).status_code == 200
    closed = send("POST", f"{path}/deactivate", as_=franchise.first)
    assert (closed.status_code, json_of(closed)["isActive"]) == (200, False)
    assert send("GET", "/api/auth/me", as_=tutor).status_code == 401
    assert client.post("/api/auth/login", json=credentials).status_code == 401
    told = {msgspec.json.decode(message, type=Revocation).user_id for _, message in notices.sent}
    assert told == {str(person.id) for person in world.riverside.people.values()}
    assert send("GET", "/api/auth/me", as_=world.hillcrest.tutor).status_code == 200
    assert send("POST", f"{path}/reactivate", as_=franchise.first).status_code == 200
    assert send("GET", "/api/auth/me", as_=tutor).status_code == 200


def test_whoever_belongs_elsewhere_keeps_their_login(
    send: Send, world: World, franchise: TestCentre, db: Session, notices: RecordedNotices
) -> None:
    """They lose what they were in the closed centre, and its rooms by the hub's own look at positions."""
    tutor = world.riverside.tutor
    people.joins(db, world.hillcrest, tutor, Role.PARENT)
    db.commit()
    send("POST", f"/api/centres/{world.riverside.id}/deactivate", as_=franchise.first)
    me = json_of(send("GET", "/api/auth/me", as_=tutor))
    assert [role["centreId"] for role in me["roles"]] == [str(world.hillcrest.id)]
    assert str(tutor.id) not in {msgspec.json.decode(message, type=Revocation).user_id for _, message in notices.sent}
    db.expire_all()
    seen = db.get_one(Centre, world.riverside.id).updated_at
    answer = positions(db, {world.session_id: world.riverside.id}, cursor=seen.isoformat(), now=NOW)
    gone = {(each.user_id, each.session_id) for each in answer.revoked if each.reason == "centre closed"}
    assert (str(tutor.id), str(world.session_id)) in gone
