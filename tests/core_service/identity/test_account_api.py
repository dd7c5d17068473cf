"""One's own account: name, logins, and the tokens of one's programs.

The good case: a tutor makes a token that may only mark attendance, a script marks with it, and the record says which
token it was. The bad ones: the script reaches further than it may (403); its owner is locked out or the token revoked
(401 with the next request); somebody asks for a token that outdoes them (422).
"""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.audit.models import AuditLog
from core_service.foundation.models import IdempotencyKey
from core_service.identity.models import ApiToken
from core_service.identity.rules import API_TOKEN_PREFIX
from shared.clock import FixedClock
from shared.events.notices import Revocation
from shared.ids import new_id
from tests.core_service.conftest import NOW, RecordedNotices, World, json_of
from tests.core_service.identity.conftest import Send
from tests.factories.people import PASSWORD, TestCentre, TestPerson


def token_of(send: Send, person: TestPerson, *permissions: str, **more: Any) -> dict[str, Any]:
    """A token that was just made."""
    body = {"label": "Register script", "permissions": list(permissions)} | more
    answer = send("POST", "/api/auth/tokens", body, as_=person)
    assert answer.status_code == 201, json_of(answer)
    made: dict[str, Any] = json_of(answer)
    return made


def bearer(token: dict[str, Any]) -> dict[str, str]:
    """As a program sends it."""
    return {"Authorization": f"Bearer {token['token']}"}


class TestOwn:
    """Name and logins."""

    def test_nobody(self, client: FlaskClient, world: World) -> None:
        """401."""
        assert client.patch("/api/auth/me", json={"name": "x"}).status_code == 401
        for path in ("/api/auth/logins", "/api/auth/tokens"):
            assert client.get(path).status_code == 401

    def test_name(self, send: Send, world: World) -> None:
        """One's own, trimmed; not blank."""
        tutor = world.riverside.tutor
        assert json_of(send("PATCH", "/api/auth/me", {"name": " Helen "}, as_=tutor))["name"] == "Helen"
        assert send("PATCH", "/api/auth/me", {"name": " "}, as_=tutor).status_code == 422
        assert json_of(send("GET", "/api/auth/me", as_=tutor))["user"]["name"] == "Helen"

    def test_logins(self, send: Send, client: FlaskClient, world: World, notices: RecordedNotices) -> None:
        """Where one is signed in, with what; ending one closes its sockets and leaves the others."""
        tutor = world.riverside.tutor
        body = {"email": tutor.email, "password": PASSWORD, "transport": "bearer"}
        other = json_of(client.post("/api/auth/login", json=body, headers={"User-Agent": "Tablet 7"}))
        items = json_of(send("GET", "/api/auth/logins", as_=tutor))["items"]
        by_client = {each["userAgent"]: (each["id"], each["isCurrent"], each["onTablet"]) for each in items}
        login_id = by_client["Tablet 7"][0]
        assert by_client == {"Tablet 7": (login_id, False, False), None: (str(tutor.login_id), True, False)}
        assert send("DELETE", f"/api/auth/logins/{login_id}", as_=tutor).status_code == 204
        assert client.get("/api/auth/me", headers={"Authorization": f"Bearer {other['token']}"}).status_code == 401
        assert send("GET", "/api/auth/me", as_=tutor).status_code == 200
        assert [msgspec.json.decode(m, type=Revocation).login_id for _, m in notices.sent] == [login_id]

    def test_other_peoples_logins(self, send: Send, world: World) -> None:
        """Answer like none."""
        for login_id in (world.riverside.tutor2.login_id, new_id()):
            assert send("DELETE", f"/api/auth/logins/{login_id}", as_=world.riverside.tutor).status_code == 404


class TestTokens:
    """Programs that act for somebody."""

    def test_does_what_it_may_and_no_more(self, send: Send, client: FlaskClient, world: World, db: Session) -> None:
        """On every route, as its person; the audit names it."""
        token = token_of(send, world.riverside.tutor, "SESSION_CONDUCT", "ATTENDANCE_MARK")
        assert token["token"].startswith(API_TOKEN_PREFIX)
        mark = {"studentId": str(world.riverside.student1.id), "status": "PRESENT"}
        path = f"/api/sessions/{world.session_id}/attendance"
        assert client.post(path, json=mark, headers=bearer(token)).status_code == 200
        row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "ATTENDANCE_MARK")).one()
        assert (row.user_id, (row.details or {})["apiTokenId"]) == (world.riverside.tutor.id, token["id"])
        refused = client.get(f"/api/sessions/{world.session_id}/dashboard", headers=bearer(token))
        assert (refused.status_code, json_of(refused)["code"]) == (403, "permission_missing")

    def test_acts_in_its_centre_alone(
        self, send: Send, client: FlaskClient, world: World, franchise: TestCentre
    ) -> None:
        """A super-admin's token for Riverside opens neither Hillcrest nor the franchise."""
        token = token_of(send, franchise.first, "CENTRE_MANAGE", centreId=str(world.riverside.id))
        listed = json_of(client.get("/api/centres", headers=bearer(token)))["items"]
        assert [each["id"] for each in listed] == [str(world.riverside.id)]
        new = {"name": "X", "slug": "xx", "timezone": "UTC"}
        made = client.post("/api/centres", json=new, headers=bearer(token))
        assert (made.status_code, json_of(made)["code"]) == (403, "franchise_only")

    def test_needs_its_persons_permissions(self, send: Send, world: World) -> None:
        """Nobody makes a token that outdoes them, or one for a centre that is not theirs."""
        body = {"label": "x", "permissions": ["ATTENDANCE_MARK", "CENTRE_MANAGE"]}
        answer = send("POST", "/api/auth/tokens", body, as_=world.riverside.tutor)
        assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, "permissions.1")
        foreign = {"label": "x", "permissions": ["ATTENDANCE_MARK"], "centreId": str(world.hillcrest.id)}
        assert send("POST", "/api/auth/tokens", foreign, as_=world.riverside.tutor).status_code == 403

    def test_changes_no_account(self, send: Send, client: FlaskClient, world: World) -> None:
        """Whoever finds a token can neither prolong it nor take over its person."""
        headers = bearer(token_of(send, world.riverside.tutor, "ATTENDANCE_MARK"))
        passwords = {"currentPassword": PASSWORD, "newPassword": "another-secret"}
        for method, path, body in (
            ("POST", "/api/auth/tokens", {"label": "x", "permissions": ["ATTENDANCE_MARK"]}),
            ("DELETE", f"/api/auth/tokens/{new_id()}", None),
            ("PATCH", "/api/auth/me", {"name": "x"}),
            ("POST", "/api/auth/password", passwords),
            ("POST", "/api/auth/logout-all", None),
            ("DELETE", f"/api/auth/logins/{world.riverside.tutor.login_id}", None),
        ):
            answer = client.open(path, method=method, json=body, headers=headers)
            assert (answer.status_code, json_of(answer)["code"]) == (403, "login_needed"), path

    def test_reads_nothing_of_all_its_persons_centres(self, send: Send, client: FlaskClient, world: World) -> None:
        """Calendar, inbox and the export of oneself hold more than one centre and some permissions."""
        tutor = world.riverside.tutor
        headers = bearer(token_of(send, tutor, "ATTENDANCE_MARK"))
        export = json_of(send("POST", "/api/privacy/exports", {"personId": str(tutor.id)}, as_=tutor))
        for method, path, body in (
            ("POST", "/api/calendar-feed", None),
            ("DELETE", "/api/calendar-feed", None),
            ("GET", "/api/notifications", None),
            ("GET", "/api/notifications/unread-count", None),
            ("POST", "/api/notifications/read-all", {}),
            ("PATCH", "/api/notifications/preferences", {"items": []}),
            ("POST", "/api/privacy/exports", {"personId": str(tutor.id)}),
            ("GET", f"/api/privacy/exports/{export['id']}", None),
        ):
            answer = client.open(path, method=method, json=body, headers=headers)
            assert (answer.status_code, json_of(answer)["code"]) == (403, "login_needed"), path

    def test_is_shown_and_kept_once(self, send: Send, world: World, db: Session) -> None:
        """Its text is in no list, and not among the answers that are kept for repeats."""
        body = {"label": "x", "permissions": ["ATTENDANCE_MARK"]}
        made = json_of(send("POST", "/api/auth/tokens", body, as_=world.riverside.tutor, **{"Idempotency-Key": "k"}))
        [listed] = json_of(send("GET", "/api/auth/tokens", as_=world.riverside.tutor))["items"]
        assert "token" not in listed
        assert (listed["permissions"], listed["lastUsedAt"]) == (["ATTENDANCE_MARK"], None)
        assert db.scalars(sa.select(IdempotencyKey)).all() == []
        stored = db.scalars(sa.select(ApiToken)).one()
        assert made["token"].encode() not in stored.token_hash

    def test_revoking_takes_effect_at_once(
        self, send: Send, client: FlaskClient, world: World, notices: RecordedNotices
    ) -> None:
        """By its person, or by whoever sets up the centre; a foreign one is 404."""
        mine, theirs = (token_of(send, world.riverside.tutor, "ATTENDANCE_MARK") for _ in range(2))
        assert send("DELETE", f"/api/auth/tokens/{mine['id']}", as_=world.riverside.tutor2).status_code == 404
        assert send("DELETE", f"/api/auth/tokens/{mine['id']}", as_=world.riverside.tutor).status_code == 204
        seen = json_of(send("GET", f"/api/auth/tokens?centreId={world.riverside.id}"))["items"]
        assert [each["id"] for each in seen] == [theirs["id"]]
        assert send("DELETE", f"/api/auth/tokens/{theirs['id']}").status_code == 204
        for token in (mine, theirs):
            assert client.get("/api/auth/me", headers=bearer(token)).status_code == 401
        assert {msgspec.json.decode(m, type=Revocation).login_id for _, m in notices.sent} == {mine["id"], theirs["id"]}
        foreign = send("GET", f"/api/auth/tokens?centreId={world.hillcrest.id}")
        assert foreign.status_code == 403

    def test_ends_with_its_time_and_its_persons_rights(
        self, send: Send, client: FlaskClient, world: World, clock: FixedClock
    ) -> None:
        """Ninety days if nothing was said, never more than a year; a role that ends ends what it gave."""
        token = token_of(send, world.riverside.tutor, "ATTENDANCE_MARK")
        soon = token_of(send, world.riverside.tutor, "ATTENDANCE_MARK", expiresAt=(NOW + timedelta(days=1)).isoformat())
        for wrong in (NOW - timedelta(days=1), NOW + timedelta(days=800)):
            body = {"label": "x", "permissions": ["ATTENDANCE_MARK"], "expiresAt": wrong.isoformat()}
            assert send("POST", "/api/auth/tokens", body, as_=world.riverside.tutor).status_code == 422
        clock.advance(days=2)
        assert client.get("/api/auth/me", headers=bearer(soon)).status_code == 401
        assert client.get("/api/auth/me", headers=bearer(token)).status_code == 200
        send("PATCH", f"/api/users/{world.riverside.tutor.id}", {"isActive": False})
        assert client.get("/api/auth/me", headers=bearer(token)).status_code == 401

    def test_opens_a_room_like_its_person(self, send: Send, client: FlaskClient, world: World) -> None:
        """A ticket that a token fetched carries commands, and no more than the token may."""
        token = token_of(send, world.riverside.tutor, "SESSION_CONDUCT", "SESSION_VIEW_STUDENTS")
        ticket = client.post(f"/api/sessions/{world.session_id}/ticket", json={}, headers=bearer(token))
        assert ticket.status_code == 200, json_of(ticket)

    @pytest.mark.parametrize("wrong", [{"label": " "}, {"permissions": []}, {"permissions": ["FLY"]}, {"colour": 1}])
    def test_wrong_values(self, send: Send, world: World, wrong: dict[str, Any]) -> None:
        """422."""
        body = {"label": "x", "permissions": ["ATTENDANCE_MARK"]} | wrong
        assert send("POST", "/api/auth/tokens", body, as_=world.riverside.tutor).status_code == 422
