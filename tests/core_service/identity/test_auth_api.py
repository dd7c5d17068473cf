"""Signing in and out.

The good case: a tutor signs in on a page, gets a cookie and works until they sign out. The bad ones: a wrong
password (401, and a pause after ten), a forged request from another site (403), a login that was ended elsewhere (401).
"""

from datetime import timedelta

import msgspec
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.identity.models import AppUser, UserRole
from core_service.identity.rules import FAILURES_ALLOWED, LOGIN_HOLDS_FOR
from shared.clock import FixedClock
from shared.events.notices import CONTROL_CHANNEL, Revocation
from tests.core_service.conftest import RecordedNotices, World, json_of
from tests.factories.people import PASSWORD


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, transport: str = "cookie") -> dict[str, object]:
    """The body of a successful sign-in."""
    answer = client.post("/api/auth/login", json={"email": email, "password": password, "transport": transport})
    assert answer.status_code == 200, json_of(answer)
    body: dict[str, object] = json_of(answer)
    return body


def test_page_signs_in_with_a_cookie(client: FlaskClient, world: World) -> None:
    """The token stays in an HttpOnly, SameSite=Lax cookie; the page gets only the CSRF token."""
    tutor = world.riverside.tutor
    answer = client.post("/api/auth/login", json={"email": tutor.email, "password": PASSWORD, "transport": "cookie"})
    assert set(json_of(answer)) == {"user", "csrfToken"}
    assert json_of(answer)["user"]["name"] == tutor.name
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    me = client.get("/api/auth/me")
    assert json_of(me)["csrfToken"] == json_of(answer)["csrfToken"]
    assert json_of(me)["roles"] == [{"role": "TEACHER", "centreId": str(world.riverside.id)}]
    assert [centre["name"] for centre in json_of(me)["centres"]] == ["Riverside"]
    assert "SESSION_CONDUCT" in json_of(me)["permissions"][0]["permissions"]


def test_program_signs_in_with_a_bearer_token(client: FlaskClient, world: World) -> None:
    """Other clients get the token itself and no cookie."""
    body = sign_in(client, world.riverside.tutor.email.upper(), transport="bearer")
    assert client.get("/api/auth/me").status_code == 401
    headers = {"Authorization": f"Bearer {body['token']}"}
    assert client.get("/api/auth/me", headers=headers).status_code == 200


@pytest.mark.parametrize("email", ["nobody@example.test", None])
def test_wrong_password_and_unknown_account_look_the_same(client: FlaskClient, world: World, email: str | None) -> None:
    """401 with one code for both."""
    body = {"email": email or world.riverside.tutor.email, "password": "wrong", "transport": "cookie"}
    answer = client.post("/api/auth/login", json=body)
    assert answer.status_code == 401
    assert json_of(answer)["code"] == "bad_credentials"


def test_guessing_is_stopped_and_success_is_not_counted(client: FlaskClient, world: World) -> None:
    """After ten failures even the right password waits, and the answer says how long; another account does not."""
    tutor, other = world.riverside.tutor, world.riverside.tutor2
    for _ in range(FAILURES_ALLOWED + 5):
        sign_in(client, tutor.email)
    wrong = {"email": tutor.email, "password": "wrong", "transport": "cookie"}
    for _ in range(FAILURES_ALLOWED):
        assert client.post("/api/auth/login", json=wrong).status_code == 401
    answer = client.post("/api/auth/login", json=wrong | {"password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    sign_in(client, other.email)


def test_inactive_person_is_refused_at_once(client: FlaskClient, world: World, db: Session) -> None:
    """Neither a new sign-in nor a running login works for somebody who was deactivated."""
    tutor = world.riverside.tutor
    db.execute(sa.update(AppUser).where(AppUser.id == tutor.id).values(is_active=False))
    db.commit()
    body = {"email": tutor.email, "password": PASSWORD, "transport": "cookie"}
    assert client.post("/api/auth/login", json=body).status_code == 401
    assert client.get("/api/auth/me", headers=tutor.headers).status_code == 401


def test_inactive_role_counts_nothing(client: FlaskClient, world: World, db: Session) -> None:
    """C29: permissions come from active roles alone."""
    tutor = world.riverside.tutor
    db.execute(sa.update(UserRole).where(UserRole.user_id == tutor.id).values(is_active=False))
    db.commit()
    me = client.get("/api/auth/me", headers=tutor.headers)
    assert json_of(me)["permissions"] == []
    assert client.get("/api/academic/sessions", headers=tutor.headers).status_code == 403


def test_cookie_needs_the_csrf_token_for_changes(client: FlaskClient, world: World) -> None:
    """Another site can make the browser send the cookie, but not the header."""
    body = sign_in(client, world.riverside.tutor.email)
    assert client.post("/api/auth/logout").status_code == 403
    wrong = client.post("/api/auth/logout", headers={"X-CSRF-Token": "0" * 64})
    assert json_of(wrong)["code"] == "csrf_missing"
    assert client.post("/api/auth/logout", headers={"X-CSRF-Token": str(body["csrfToken"])}).status_code == 204
    assert client.get("/api/auth/me").status_code == 401


def test_sign_out_everywhere_ends_every_login_and_closes_sockets(
    client: FlaskClient, world: World, notices: RecordedNotices
) -> None:
    """Each ended login is told to the hubs."""
    tutor = world.riverside.tutor
    second = sign_in(client, tutor.email, transport="bearer")
    assert client.post("/api/auth/logout-all", headers=tutor.headers).status_code == 204
    for token in (tutor.token, second["token"]):
        assert client.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    told = [
        msgspec.json.decode(message, type=Revocation) for channel, message in notices.sent if channel == CONTROL_CHANNEL
    ]
    assert str(tutor.login_id) in {notice.login_id for notice in told}
    assert len(told) == 2


def test_password_change_keeps_this_login_only(client: FlaskClient, world: World) -> None:
    """The current password is asked for; other devices have to sign in again, with the new one."""
    tutor = world.riverside.tutor
    other = {"Authorization": f"Bearer {sign_in(client, tutor.email, transport='bearer')['token']}"}
    change = {"currentPassword": "wrong", "newPassword": "another-secret"}
    refused = client.post("/api/auth/password", headers=tutor.headers, json=change)
    assert refused.status_code == 403
    done = client.post("/api/auth/password", headers=tutor.headers, json=change | {"currentPassword": PASSWORD})
    assert done.status_code == 204
    assert client.get("/api/auth/me", headers=tutor.headers).status_code == 200
    assert client.get("/api/auth/me", headers=other).status_code == 401
    sign_in(client, tutor.email, "another-secret")


def test_login_ends_by_itself(client: FlaskClient, world: World, clock: FixedClock) -> None:
    """After thirty days."""
    clock.advance(seconds=(LOGIN_HOLDS_FOR + timedelta(seconds=1)).total_seconds())
    assert client.get("/api/auth/me", headers=world.riverside.tutor.headers).status_code == 401


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"email": "a@b.c"}, "password"),
        ({"email": 7, "password": "x"}, "email"),
        ({"email": "a@b.c", "password": "x", "admin": True}, "admin"),
        ({"email": "a@b.c", "password": "x", "transport": "pigeon"}, "transport"),
    ],
)
def test_wrong_fields_are_named(client: FlaskClient, world: World, body: dict[str, object], path: str) -> None:
    """422 with the path of each."""
    answer = client.post("/api/auth/login", json=body)
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert [error["path"] for error in json_of(answer)["errors"]] == [path]


def test_broken_json_and_other_content_types(client: FlaskClient, world: World) -> None:
    """400 and 415, each as a problem with a request id."""
    broken = client.post("/api/auth/login", data=b"{", content_type="application/json")
    form = client.post("/api/auth/login", data={"email": "x"})
    assert (broken.status_code, form.status_code) == (400, 415)
    assert json_of(broken)["requestId"] == broken.headers["X-Request-Id"]


def test_request_id_of_the_caller_is_kept(client: FlaskClient, world: World) -> None:
    """Browser → core → hub share it; a dangerous one is replaced."""
    kept = client.get("/api/auth/me", headers={"X-Request-Id": "abcd-1234"})
    replaced = client.get("/api/auth/me", headers={"X-Request-Id": "<script>"})
    assert kept.headers["X-Request-Id"] == "abcd-1234"
    assert replaced.headers["X-Request-Id"] != "<script>"


def test_sign_in_and_out_are_audited(client: FlaskClient, world: World, db: Session) -> None:
    """With the request's id; one's own account belongs to no role."""
    client.post("/api/auth/logout", headers=world.riverside.tutor.headers | {"X-Request-Id": "request-of-logout"})
    row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "LOGOUT")).one()
    assert (row.user_id, row.request_id, row.acting_role) == (world.riverside.tutor.id, "request-of-logout", None)


def test_roles_are_the_seven() -> None:
    """R032, C07."""
    assert [role.value for role in Role] == [
        "STUDENT",
        "PARENT",
        "TEACHER",
        "ASSESSOR",
        "SUPERVISOR",
        "ADMIN",
        "SUPER_ADMIN",
    ]
