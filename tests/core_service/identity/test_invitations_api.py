"""Invitations: from the supervisor's form to the new colleague's first page.

The good case: a parent is invited for their child, opens the letter's link, gives name and password, and sees the
child. The bad ones: the link was used, revoked or came too late (410); an address that has an account must sign in
(409); one row of a list is wrong (422 with the row's path, and nobody is invited).
"""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser, GuardianLink, Invitation, UserRole
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.conftest import World, json_of
from tests.core_service.identity.conftest import Deliver, Send
from tests.core_service.letters import KeptLetters
from tests.core_service.statements import statements_of
from tests.factories.people import PASSWORD, TestCentre

ACCEPT = {"name": "Ada Byron", "password": "analytical-engine", "transport": "bearer"}


def invite(send: Send, **body: Any) -> dict[str, Any]:
    """A successful invitation, by default of a tutor."""
    answer = send("POST", "/api/invitations", {"email": "ada@example.test", "role": "TEACHER"} | body)
    assert answer.status_code == 201, json_of(answer)
    made: dict[str, Any] = json_of(answer)
    return made


class TestSending:
    """What those who manage a centre do."""

    def test_nobody(self, client: FlaskClient, world: World) -> None:
        """401."""
        assert client.get("/api/invitations").status_code == 401
        assert client.post("/api/invitations", json={}).status_code == 401

    def test_wrong_role(self, send: Send, world: World) -> None:
        """A tutor invites nobody; a supervisor no admin."""
        body = {"email": "x@example.test", "role": "STUDENT"}
        assert send("POST", "/api/invitations", body, as_=world.riverside.tutor).status_code == 403
        answer = send("POST", "/api/invitations", body | {"role": "ADMIN"})
        assert (answer.status_code, json_of(answer)["code"]) == (403, "may_not_grant")

    def test_wrong_centre(self, send: Send, world: World) -> None:
        """Neither into another centre, nor at its invitations."""
        made = invite(send)
        foreign = {"email": "x@example.test", "role": "TEACHER", "centreId": str(world.hillcrest.id)}
        assert send("POST", "/api/invitations", foreign).status_code == 403
        them = world.hillcrest.supervisor
        assert json_of(send("GET", "/api/invitations", as_=them))["items"] == []
        for invitation_id in (made["id"], new_id()):
            assert send("POST", f"/api/invitations/{invitation_id}/resend", as_=them).status_code == 404
            assert send("DELETE", f"/api/invitations/{invitation_id}", as_=them).status_code == 404

    def test_letter_holds_the_only_token(
        self, send: Send, world: World, deliver: Deliver, letters: KeptLetters, db: Session
    ) -> None:
        """Until it is written there is none; it lies in no job and no answer, and in the table only as a hash."""
        made = invite(send, email=" Ada@Example.TEST ")
        assert (made["email"], made["status"], made["sentAt"]) == ("ada@example.test", "OPEN", None)
        [token] = deliver()
        [letter] = letters.sent
        assert letter.to == "ada@example.test"
        assert "Supervisor invites you to join Riverside as a tutor" in letter.text
        jobs = db.scalars(sa.select(PendingJob)).all()
        assert all(token not in str(job.arguments) for job in jobs)
        assert json_of(send("GET", "/api/invitations"))["items"][0]["sentAt"] is not None

    def test_list_by_status(self, send: Send, world: World, clock: FixedClock) -> None:
        """Newest first; what was not taken in time has expired."""
        invite(send, email="one@example.test")
        clock.advance(days=15)
        invite(send, email="two@example.test")
        send("DELETE", f"/api/invitations/{invite(send, email='three@example.test')['id']}")

        def found(status: str) -> list[str]:
            return [each["email"][:3] for each in json_of(send("GET", f"/api/invitations?status={status}"))["items"]]

        assert (found("OPEN"), found("EXPIRED"), found("REVOKED"), found("ACCEPTED")) == (["two"], ["one"], ["thr"], [])

    def test_several_or_none(self, send: Send, world: World, db: Session) -> None:
        """Each wrong row has its path; then nobody is invited."""
        child = str(world.riverside.student1.id)
        invite(send, email="known@example.test")
        rows = [
            {"email": "a@example.test", "role": "PARENT", "studentId": child},
            {"email": "known@example.test", "role": "TEACHER"},
            {"email": "b@example.test", "role": "TEACHER", "studentId": child},
            {"email": "c@example.test", "role": "PARENT", "studentId": str(world.hillcrest.student1.id)},
            {"email": "A@example.test", "role": "PARENT", "studentId": child},
            {"email": world.riverside.tutor.email, "role": "TEACHER"},
        ]
        answer = send("POST", "/api/invitations/bulk", {"invitations": rows})
        paths = [each["path"] for each in json_of(answer)["errors"]]
        assert (answer.status_code, paths) == (
            422,
            [
                "invitations.1.email",
                "invitations.2.studentId",
                "invitations.3.studentId",
                "invitations.4.email",
                "invitations.5.email",
            ],
        )
        malformed = send("POST", "/api/invitations/bulk", {"invitations": [rows[0], {"email": "x", "role": "KING"}]})
        assert {each["path"] for each in json_of(malformed)["errors"]} == {"invitations.1.email", "invitations.1.role"}
        assert db.scalar(sa.select(sa.func.count()).select_from(Invitation)) == 1
        made = send("POST", "/api/invitations/bulk", {"invitations": [rows[0]]})
        assert (made.status_code, len(json_of(made)["items"])) == (201, 1)

    def test_addresses_of_any_script(
        self, send: Send, client: FlaskClient, deliver: Deliver, letters: KeptLetters
    ) -> None:
        """One account however its accents are written; ß is not ss; what no letter can reach is a 422."""
        made = invite(send, email="JO\u0308RG@Straße.example")
        assert made["email"] == "jörg@straße.example"
        [token] = deliver()
        assert letters.sent[0].to == "jörg@straße.example"
        assert client.post(f"/api/auth/invitations/{token}", json=ACCEPT).status_code == 200
        login = {"email": "Jörg@STRAße.example", "password": ACCEPT["password"], "transport": "bearer"}
        assert client.post("/api/auth/login", json=login).status_code == 200
        for email in ("a..b@x.example", "a@x..example", "jörg@-é.example", "j\u202eörg@x.example"):
            answer = send("POST", "/api/invitations", {"email": email, "role": "TEACHER"})
            assert [each["path"] for each in json_of(answer)["errors"]] == ["email"], email

    def test_statements_do_not_grow(self, send: Send, world: World, run: Runtime) -> None:
        """But for the rows themselves, thirty take as many as two."""

        def statements(first: int, last: int) -> int:
            rows = [{"email": f"p{number}@example.test", "role": "PARENT"} for number in range(first, last)]
            with statements_of(run) as sent:
                assert send("POST", "/api/invitations/bulk", {"invitations": rows}).status_code == 201
            return len(sent)

        assert statements(0, 2) == statements(2, 32)


class TestAccepting:
    """What whoever got the letter does; nobody is signed in."""

    def test_new_person(self, send: Send, client: FlaskClient, world: World, deliver: Deliver, db: Session) -> None:
        """A parent is shown centre, role and address; with name and password they are in, and have their child."""
        invite(send, role="PARENT", studentId=str(world.riverside.student1.id))
        [token] = deliver()
        offer = json_of(client.get(f"/api/auth/invitations/{token}"))
        assert {key: offer[key] for key in ("centreName", "role", "email", "hasAccount")} == {
            "centreName": "Riverside",
            "role": "PARENT",
            "email": "ada@example.test",
            "hasAccount": False,
        }
        accepted = client.post(f"/api/auth/invitations/{token}", json=ACCEPT)
        assert (accepted.status_code, json_of(accepted)["user"]["name"]) == (200, "Ada Byron")
        headers = {"Authorization": f"Bearer {json_of(accepted)['token']}"}
        me = json_of(client.get("/api/auth/me", headers=headers))
        assert me["roles"] == [{"role": "PARENT", "centreId": str(world.riverside.id)}]
        link = db.scalars(sa.select(GuardianLink).where(GuardianLink.guardian_id == me["user"]["id"])).one()
        assert link.student_id == world.riverside.student1.id
        row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "INVITATION_ACCEPT")).one()
        assert (str(row.user_id), row.centre_id) == (me["user"]["id"], world.riverside.id)

    def test_only_once(self, send: Send, client: FlaskClient, world: World, deliver: Deliver) -> None:
        """The second time is 410, with the reason; a token that never was is 404."""
        invite(send)
        [token] = deliver()
        assert client.post(f"/api/auth/invitations/{token}", json=ACCEPT).status_code == 200
        for answer in (
            client.get(f"/api/auth/invitations/{token}"),
            client.post(f"/api/auth/invitations/{token}", json=ACCEPT),
        ):
            assert (answer.status_code, json_of(answer)["reason"]) == (410, "accepted")
        assert client.get("/api/auth/invitations/nothing").status_code == 404

    def test_revoked_expired_resent(
        self, send: Send, client: FlaskClient, world: World, deliver: Deliver, clock: FixedClock
    ) -> None:
        """Resending voids the link of before and gives the full time again."""
        made = invite(send)
        [first] = deliver()
        clock.advance(days=15)
        assert json_of(client.get(f"/api/auth/invitations/{first}"))["reason"] == "expired"
        assert send("POST", f"/api/invitations/{made['id']}/resend").status_code == 200
        assert client.get(f"/api/auth/invitations/{first}").status_code == 404
        [_, second] = deliver()
        assert client.get(f"/api/auth/invitations/{second}").status_code == 200
        assert send("DELETE", f"/api/invitations/{made['id']}").status_code == 204
        assert json_of(client.get(f"/api/auth/invitations/{second}"))["reason"] == "revoked"
        over = send("POST", f"/api/invitations/{made['id']}/resend")
        assert (over.status_code, json_of(over)["code"]) == (410, "invitation_over")

    def test_known_person_signs_in(
        self, send: Send, client: FlaskClient, world: World, deliver: Deliver, db: Session
    ) -> None:
        """Hillcrest's tutor joins Riverside by their own word alone; neither name nor password changes."""
        tutor = world.hillcrest.tutor
        invite(send, email=tutor.email, role="ASSESSOR")
        [token] = deliver()
        path = f"/api/auth/invitations/{token}"
        assert json_of(client.get(path))["hasAccount"] is True
        nobody = client.post(path, json=ACCEPT)
        assert (nobody.status_code, json_of(nobody)["code"]) == (409, "sign_in_to_accept")
        other = client.post(path, json={}, headers=world.hillcrest.supervisor.headers)
        assert (other.status_code, json_of(other)["code"]) == (403, "anothers_invitation")
        assert client.post(path, json={}, headers=tutor.headers).status_code == 204
        roles = {role["role"] for role in json_of(client.get("/api/auth/me", headers=tutor.headers))["roles"]}
        assert roles == {"TEACHER", "ASSESSOR"}
        assert db.get_one(AppUser, tutor.id).name == tutor.name
        login = {"email": tutor.email, "password": PASSWORD, "transport": "bearer"}
        assert client.post("/api/auth/login", json=login).status_code == 200

    @pytest.mark.parametrize(
        ("body", "path"),
        [
            ({"name": "Ada"}, "password"),
            ({"password": "analytical-engine"}, "name"),
            (ACCEPT | {"password": "short"}, "password"),
        ],
    )
    def test_missing_values(
        self, send: Send, client: FlaskClient, world: World, deliver: Deliver, body: dict[str, str], path: str
    ) -> None:
        """422 at the field; the invitation still holds."""
        invite(send)
        [token] = deliver()
        answer = client.post(f"/api/auth/invitations/{token}", json=body)
        assert (answer.status_code, [each["path"] for each in json_of(answer)["errors"]]) == (422, [path])
        assert client.get(f"/api/auth/invitations/{token}").status_code == 200

    def test_super_admin_is_invited_to_no_centre(
        self, send: Send, client: FlaskClient, franchise: TestCentre, deliver: Deliver, db: Session
    ) -> None:
        """By one of them, without a centre."""
        body = {"email": "chief@example.test", "role": "SUPER_ADMIN"}
        made = send("POST", "/api/invitations", body, as_=franchise.first)
        assert (made.status_code, json_of(made)["centreId"]) == (201, None)
        [token] = deliver()
        assert json_of(client.get(f"/api/auth/invitations/{token}"))["centreName"] is None
        assert client.post(f"/api/auth/invitations/{token}", json=ACCEPT).status_code == 200
        held = sa.select(sa.func.count()).select_from(UserRole).where(UserRole.role == Role.SUPER_ADMIN)
        assert db.scalar(held) == 3


class TestNewPassword:
    """Whoever forgot theirs."""

    def ask(self, client: FlaskClient, email: str) -> int:
        """The answer's status."""
        return client.post("/api/auth/password-reset", json={"email": email}).status_code

    def test_whole_way(self, client: FlaskClient, world: World, deliver: Deliver, letters: KeptLetters) -> None:
        """A letter, a new password, and every other login ends; the link works once."""
        tutor = world.riverside.tutor
        assert self.ask(client, tutor.email.upper()) == 202
        [token] = deliver()
        assert letters.sent[0].to == tutor.email
        body = {"token": token, "password": "another-secret"}
        assert client.post("/api/auth/password-reset/confirm", json=body).status_code == 204
        assert client.get("/api/auth/me", headers=tutor.headers).status_code == 401
        again = client.post("/api/auth/password-reset/confirm", json=body)
        assert (again.status_code, json_of(again)["code"]) == (410, "reset_over")
        for password, status in ((PASSWORD, 401), ("another-secret", 200)):
            login = {"email": tutor.email, "password": password, "transport": "bearer"}
            assert client.post("/api/auth/login", json=login).status_code == status

    def test_strangers_learn_nothing(self, client: FlaskClient, world: World, run: Runtime, deliver: Deliver) -> None:
        """The same answer and the same statements for an account and for none; no letter for none."""
        with statements_of(run) as for_account:
            known = client.post("/api/auth/password-reset", json={"email": world.riverside.tutor.email})
        with statements_of(run) as for_nobody:
            unknown = client.post("/api/auth/password-reset", json={"email": "nobody@example.test"})
        assert (known.status_code, known.data) == (unknown.status_code, unknown.data) == (202, known.data)
        assert for_account == for_nobody
        assert len(deliver()) == 1

    def test_mailbox_is_not_flooded(self, client: FlaskClient, world: World, deliver: Deliver) -> None:
        """The answer stays the same, the letters stop; only asking for many accounts is refused."""
        assert [self.ask(client, world.riverside.tutor.email) for _ in range(6)] == [202] * 6
        assert len(deliver()) == 3
        answers = [self.ask(client, f"x{number}@example.test") for number in range(26)]
        assert answers[-1] == 429

    def test_later_link_voids_the_earlier(
        self, client: FlaskClient, world: World, deliver: Deliver, clock: FixedClock
    ) -> None:
        """And each ends after an hour."""
        self.ask(client, world.riverside.tutor.email)
        deliver()
        clock.advance(minutes=1)
        self.ask(client, world.riverside.tutor.email)
        first, second = deliver()
        body = {"token": first, "password": "another-secret"}
        assert client.post("/api/auth/password-reset/confirm", json=body).status_code == 410
        clock.advance(minutes=61)
        late = client.post("/api/auth/password-reset/confirm", json=body | {"token": second})
        assert late.status_code == 410

    def test_locked_out_people_get_none(self, send: Send, client: FlaskClient, world: World, deliver: Deliver) -> None:
        """Whoever may not come in."""
        send("PATCH", f"/api/users/{world.riverside.tutor.id}", {"isActive": False})
        self.ask(client, world.riverside.tutor.email)
        assert deliver() == []
