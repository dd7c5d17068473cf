"""Centre tablets and sign-in by pictures (REQUIREMENTS 26, Centre tablets).

The good case: a supervisor pairs a tablet, a tutor gives Oliver his picture and a code, Oliver taps his name and four
pictures, works, and is signed out when he walks away. The bad ones: another device (401), a wrong code (401, and a
pause after five), the tablet is unpaired while he is signed in (401 with the next request).
"""

from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.guard import CSRF_HEADER, DEVICE_COOKIE, LOGIN_COOKIE
from core_service.audit.models import AuditLog
from core_service.centres.models import Centre
from core_service.identity.models import AppUser, Login, PictureSignIn
from core_service.identity.rules import AgeTier
from core_service.identity.service.tablets import note_presence
from shared.clock import FixedClock
from shared.events.notices import Revocation
from shared.events.reports import PresenceReport
from shared.events.values import CentreId, ConnectionId, SessionId, UserId
from shared.ids import new_id
from tests.core_service.conftest import NOW, RecordedNotices, World, json_of
from tests.core_service.identity.conftest import Send
from tests.factories.people import PASSWORD

CODE = ["cat", "sun", "cat", "star"]


@pytest.fixture
def tablet(send: Send, world: World) -> dict[str, str]:
    """A tablet that the supervisor has paired; its headers."""
    made = send("POST", "/api/devices", {"label": "Blue tablet", "transport": "bearer"})
    assert made.status_code == 201, json_of(made)
    return {"Authorization": f"Bearer {json_of(made)['token']}"}


@pytest.fixture
def child(send: Send, world: World, db: Session) -> str:
    """Riverside's first student, young enough, with picture and code."""
    person = db.get_one(AppUser, world.riverside.student1.id)
    person.age_tier_override = AgeTier.EARLY
    db.commit()
    body = {"picture": "fish", "code": CODE}
    given = send("PUT", f"/api/users/{person.id}/pictures", body, as_=world.riverside.tutor)
    assert (given.status_code, json_of(given)["picture"]) == (200, "fish")
    return str(person.id)


def tap(client: FlaskClient, tablet: dict[str, str], child: str, code: list[str] | None = None) -> Any:
    """A child's sign-in."""
    body = {"studentId": child, "code": code or CODE, "transport": "bearer"}
    return client.post("/api/auth/pictures", json=body, headers=tablet)


def signed_in(client: FlaskClient, tablet: dict[str, str], child: str) -> dict[str, str]:
    """The headers of a child who is signed in."""
    answer = tap(client, tablet, child)
    assert answer.status_code == 200, json_of(answer)
    return {"Authorization": f"Bearer {json_of(answer)['token']}"}


class TestPairing:
    """What staff do."""

    def test_nobody_and_wrong_role(self, client: FlaskClient, send: Send, world: World) -> None:
        """Pairing is for those who set up the centre, codes are for whoever teaches too."""
        assert client.post("/api/devices", json={"label": "x"}).status_code == 401
        for who in ("tutor", "assessor", "student1", "parent"):
            assert send("POST", "/api/devices", {"label": "x"}, as_=world.riverside.people[who]).status_code == 403
        body = {"picture": "fish", "code": CODE}
        for who in ("assessor", "student1", "parent"):
            path = f"/api/users/{world.riverside.student1.id}/pictures"
            assert send("PUT", path, body, as_=world.riverside.people[who]).status_code == 403

    def test_wrong_centre(self, send: Send, world: World, tablet: dict[str, str], child: str) -> None:
        """Another centre's tablets and children answer like none."""
        them = world.hillcrest.supervisor
        [listed] = json_of(send("GET", "/api/devices"))["items"]
        assert json_of(send("GET", "/api/devices", as_=them))["items"] == []
        for device_id in (listed["id"], new_id()):
            assert send("DELETE", f"/api/devices/{device_id}", as_=them).status_code == 404
        for student_id in (child, new_id()):
            body = {"picture": "dog", "code": CODE}
            assert send("PUT", f"/api/users/{student_id}/pictures", body, as_=them).status_code == 404
            assert send("DELETE", f"/api/users/{student_id}/pictures", as_=them).status_code == 404

    def test_page_pairs_with_a_cookie(self, client: FlaskClient, world: World) -> None:
        """The token stays in an HttpOnly cookie; the answer does not hold it."""
        paired = client.post("/api/devices", json={"label": "Red tablet"}, headers=world.riverside.supervisor.headers)
        assert set(json_of(paired)) == {"id", "centreId", "label", "createdAt"}
        cookie = paired.headers["Set-Cookie"]
        assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/api;"))
        assert client.get("/api/auth/pictures").status_code == 200

    def test_pairing_anew_ends_the_pairing_before(
        self, client: FlaskClient, send: Send, world: World, child: str
    ) -> None:
        """The tablet has another secret now: whoever was signed in there is out, and one tablet is listed."""
        supervisor = world.riverside.supervisor.headers
        client.post("/api/devices", json={"label": "Red tablet"}, headers=supervisor)
        assert client.post("/api/auth/pictures", json={"studentId": child, "code": CODE}).status_code == 200
        assert client.get("/api/auth/me").status_code == 200
        client.post("/api/devices", json={"label": "Red tablet, mended"}, headers=supervisor)
        assert client.get("/api/auth/me").status_code == 401
        assert [each["label"] for each in json_of(send("GET", "/api/devices"))["items"]] == ["Red tablet, mended"]
        theirs = world.hillcrest.supervisor.headers
        client.post("/api/devices", json={"label": "Lent"}, headers=theirs)
        assert len(json_of(send("GET", "/api/devices"))["items"]) == 1

    def test_code_is_for_the_youngest(self, send: Send, world: World, db: Session) -> None:
        """By the centre's own ages; nobody who is no student gets one."""
        path = f"/api/users/{world.riverside.student1.id}/pictures"
        refused = send("PUT", path, {"picture": "fish", "code": CODE})
        assert (refused.status_code, json_of(refused)["code"]) == (409, "too_old_for_pictures")
        db.get_one(Centre, world.riverside.id).settings = {"earlyBelowAge": 12}
        db.commit()
        assert send("PUT", path, {"picture": "fish", "code": CODE}).status_code == 200
        assert (
            send(
                "PUT", f"/api/users/{world.riverside.tutor.id}/pictures", {"picture": "fish", "code": CODE}
            ).status_code
            == 404
        )

    @pytest.mark.parametrize(
        ("wrong", "path"),
        [({"code": CODE[:3]}, "code"), ({"code": [*CODE[:3], "dragon"]}, "code.3"), ({"picture": "dragon"}, "picture")],
    )
    def test_wrong_pictures(self, send: Send, world: World, wrong: dict[str, Any], path: str) -> None:
        """422 with the place."""
        body = {"picture": "fish", "code": CODE} | wrong
        answer = send("PUT", f"/api/users/{world.riverside.student1.id}/pictures", body)
        assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, path)


class TestTapping:
    """What a child does."""

    def test_only_on_a_paired_tablet(self, client: FlaskClient, world: World, child: str) -> None:
        """Neither pictures nor children are shown elsewhere, and the code opens nothing."""
        for headers in ({}, {"Authorization": "Bearer nothing"}, world.riverside.student1.headers):
            for answer in (client.get("/api/auth/pictures", headers=headers), tap(client, headers, child)):
                assert (answer.status_code, json_of(answer)["code"]) == (401, "device_not_paired")

    def test_tablet_shows_the_youngest_who_have_a_code(
        self, client: FlaskClient, world: World, tablet: dict[str, str], child: str
    ) -> None:
        """Name and own picture, no more; nobody else of the centre."""
        shown = json_of(client.get("/api/auth/pictures", headers=tablet))
        assert shown["children"] == [{"id": child, "name": "Student1", "picture": "fish"}]
        assert (shown["centreName"], shown["codeLength"], len(shown["pictures"])) == ("Riverside", 4, 24)

    def test_signs_in(self, client: FlaskClient, send: Send, tablet: dict[str, str], child: str, db: Session) -> None:
        """As a student like any other; the login is marked with its tablet, and on record."""
        headers = signed_in(client, tablet, child)
        me = json_of(client.get("/api/auth/me", headers=headers))
        assert (me["user"]["id"], me["user"]["ageTier"], me["roles"][0]["role"]) == (child, "EARLY", "STUDENT")
        [login] = [
            each for each in json_of(client.get("/api/auth/logins", headers=headers))["items"] if each["isCurrent"]
        ]
        assert login["onTablet"] is True
        row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "LOGIN")).one()
        assert "deviceId" in (row.details or {})

    def test_a_copied_cookie_opens_nothing_elsewhere(
        self, client: FlaskClient, app: Flask, world: World, child: str
    ) -> None:
        """A page's login holds beside its tablet's own cookie alone; another tablet's does not stand in for it."""
        tablet, other, thief = client, app.test_client(), app.test_client()
        for each in (tablet, other):
            each.post("/api/devices", json={"label": "x"}, headers=world.riverside.supervisor.headers)
        assert tablet.post("/api/auth/pictures", json={"studentId": child, "code": CODE}).status_code == 200
        login = tablet.get_cookie(LOGIN_COOKIE)
        assert login is not None
        assert tablet.get("/api/auth/me").status_code == 200
        for elsewhere in (thief, other):
            elsewhere.set_cookie(LOGIN_COOKIE, login.value)
            assert elsewhere.get("/api/auth/me").status_code == 401
            assert elsewhere.get("/api/auth/me", headers={"Authorization": f"Bearer {login.value}"}).status_code == 401
        assert tablet.post(f"/api/sessions/{world.session_id}/ticket", json={}).status_code == 403
        csrf = {CSRF_HEADER: json_of(tablet.get("/api/auth/me"))["csrfToken"]}
        assert tablet.post(f"/api/sessions/{world.session_id}/ticket", json={}, headers=csrf).status_code == 200

    def test_a_tablet_of_the_release_before_goes_on(self, client: FlaskClient, world: World, child: str) -> None:
        """Its cookie went to the sign-in alone: the next child's sign-in brings it to where it is needed."""
        client.post("/api/devices", json={"label": "x"}, headers=world.riverside.supervisor.headers)
        kept = client.get_cookie(DEVICE_COOKIE, path="/api")
        assert kept is not None
        client.delete_cookie(DEVICE_COOKIE, path="/api")
        client.set_cookie(DEVICE_COOKIE, kept.value, path="/api/auth")
        assert client.post("/api/auth/pictures", json={"studentId": child, "code": CODE}).status_code == 200
        assert client.get("/api/centres").status_code == 200
        assert client.get_cookie(DEVICE_COOKIE, path="/api/auth") is None

    def test_guessing_is_stopped(self, client: FlaskClient, world: World, tablet: dict[str, str], child: str) -> None:
        """Wrong codes and unknown children look the same; after five the right one waits, on this tablet."""
        wrong = tap(client, tablet, child, ["dog"] * 4)
        unknown = tap(client, tablet, str(new_id()))
        assert (wrong.status_code, json_of(wrong)["code"]) == (unknown.status_code, json_of(unknown)["code"])
        for _ in range(4):
            assert tap(client, tablet, child, ["dog"] * 4).status_code == 401
        stopped = tap(client, tablet, child)
        assert stopped.status_code == 429
        assert int(stopped.headers["Retry-After"]) > 0

    def test_other_centres_child(self, client: FlaskClient, world: World, tablet: dict[str, str], db: Session) -> None:
        """Cannot sign in here, whatever their code."""
        theirs = world.hillcrest.student1
        db.get_one(AppUser, theirs.id).age_tier_override = AgeTier.EARLY
        db.commit()
        client.put(
            f"/api/users/{theirs.id}/pictures",
            json={"picture": "dog", "code": CODE},
            headers=world.hillcrest.supervisor.headers,
        )
        assert tap(client, tablet, str(theirs.id)).status_code == 401


class TestLeaving:
    """A tablet goes from child to child."""

    def test_ten_idle_minutes(self, client: FlaskClient, tablet: dict[str, str], child: str, clock: FixedClock) -> None:
        """Each request begins them anew."""
        headers = signed_in(client, tablet, child)
        for _ in range(3):
            clock.advance(minutes=9)
            assert client.get("/api/auth/me", headers=headers).status_code == 200
        clock.advance(minutes=10)
        assert client.get("/api/auth/me", headers=headers).status_code == 401
        assert client.get("/api/auth/pictures", headers=tablet).status_code == 200

    def test_who_is_in_a_room_is_not_idle(
        self, client: FlaskClient, world: World, tablet: dict[str, str], child: str, clock: FixedClock, db: Session
    ) -> None:
        """Work in a lesson goes by the hub, which tells who is there."""
        headers = signed_in(client, tablet, child)
        clock.advance(minutes=9)
        report = PresenceReport(
            session_id=SessionId(str(world.session_id)),
            centre_id=CentreId(str(world.riverside.id)),
            version=(1, 1),
            user_id=UserId(child),
            connection_id=ConnectionId(str(new_id())),
            joined_at=NOW,
            seen_at=clock.now(),
            left_at=None,
        )
        note_presence(db, [report])
        db.commit()
        clock.advance(minutes=9)
        assert client.get("/api/auth/me", headers=headers).status_code == 200

    def test_lesson_ends(
        self, client: FlaskClient, world: World, tablet: dict[str, str], child: str, clock: FixedClock
    ) -> None:
        """What is on its way still arrives, then the next child may come; other logins go on."""
        headers = signed_in(client, tablet, child)
        tutor = world.riverside.tutor.headers
        client.post(f"/api/sessions/{world.session_id}/start", json={}, headers=tutor)
        assert client.post(f"/api/sessions/{world.session_id}/end", json={}, headers=tutor).status_code == 200
        clock.advance(minutes=1)
        assert client.get("/api/auth/me", headers=headers).status_code == 200
        clock.advance(minutes=1)
        assert client.get("/api/auth/me", headers=headers).status_code == 401
        assert client.get("/api/auth/me", headers=world.riverside.student1.headers).status_code == 200

    def test_unpairing_ends_it(
        self,
        client: FlaskClient,
        send: Send,
        tablet: dict[str, str],
        child: str,
        db: Session,
        notices: RecordedNotices,
    ) -> None:
        """At once, for the tablet and whoever is signed in there; the hubs close the child's sockets."""
        headers = signed_in(client, tablet, child)
        [listed] = json_of(send("GET", "/api/devices"))["items"]
        assert send("DELETE", f"/api/devices/{listed['id']}").status_code == 204
        assert client.get("/api/auth/me", headers=headers).status_code == 401
        assert client.get("/api/auth/pictures", headers=tablet).status_code == 401
        assert json_of(send("GET", "/api/devices"))["items"] == []
        ended = db.scalars(sa.select(Login).where(Login.device_id == listed["id"])).one()
        assert ended.ended_at == NOW
        assert [msgspec.json.decode(m, type=Revocation).login_id for _, m in notices.sent] == [str(ended.id)]

    def test_opens_nothing_that_outlives_it(
        self, client: FlaskClient, tablet: dict[str, str], child: str, world: World
    ) -> None:
        """Whoever stands at the tablet can take away neither a token, a calendar nor all that is known of the child."""
        headers = signed_in(client, tablet, child)
        passwords = {"currentPassword": PASSWORD, "newPassword": "another-secret"}
        for method, path, body in (
            ("POST", "/api/auth/tokens", {"label": "x", "permissions": ["OWN_WORK"]}),
            ("POST", "/api/auth/password", passwords),
            ("PATCH", "/api/auth/me", {"name": "x"}),
            ("POST", "/api/auth/logout-all", None),
            ("DELETE", f"/api/auth/logins/{world.riverside.student1.login_id}", None),
            ("POST", "/api/calendar-feed", None),
            ("POST", "/api/privacy/exports", {"personId": child}),
        ):
            answer = client.open(path, method=method, json=body, headers=headers)
            assert (answer.status_code, json_of(answer)["code"]) == (403, "login_needed"), path
        assert client.get("/api/notifications", headers=headers).status_code == 200
        assert client.post("/api/auth/logout", headers=headers).status_code == 204

    def test_code_is_reset_and_taken_away(
        self, client: FlaskClient, send: Send, tablet: dict[str, str], child: str, db: Session
    ) -> None:
        """A new code voids the old one; without a code there is no sign-in, and running ones end."""
        other = ["dog", "dog", "moon", "key"]
        assert json_of(send("GET", f"/api/users/{child}"))["hasPictures"] is True
        send("PUT", f"/api/users/{child}/pictures", {"picture": "pig", "code": other})
        assert tap(client, tablet, child).status_code == 401
        answer = tap(client, tablet, child, other)
        headers = {"Authorization": f"Bearer {json_of(answer)['token']}"}
        stored = db.scalars(sa.select(PictureSignIn.code_hash)).one()
        assert stored.startswith("$argon2id$")
        assert send("DELETE", f"/api/users/{child}/pictures").status_code == 204
        assert json_of(send("GET", f"/api/users/{child}"))["hasPictures"] is False
        assert client.get("/api/auth/me", headers=headers).status_code == 401
        assert tap(client, tablet, child, other).status_code == 401
        assert json_of(client.get("/api/auth/pictures", headers=tablet))["children"] == []
