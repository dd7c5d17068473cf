"""People and their roles, as those who manage a centre see and change them.

The good case: a supervisor finds a tutor by name, makes them an assessor too, and locks out somebody who has left; that
person's next request is refused and their room closes. The bad ones: a supervisor reaches for an admin's account (403),
for a person who also works elsewhere (409), or for their own (409).
"""

from uuid import UUID

import msgspec
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import ApiToken, CentreMember, UserRole
from core_service.identity.service.departures import STUDENT_LEFT
from shared.events.notices import Revocation
from shared.ids import new_id
from tests.core_service.conftest import NOW, RecordedNotices, World, json_of
from tests.core_service.identity.conftest import Send
from tests.core_service.statements import statements_of
from tests.factories import people
from tests.factories.people import PASSWORD, TestCentre, TestPerson


def revocations(notices: RecordedNotices) -> list[Revocation]:
    """What went out to the hubs."""
    return [msgspec.json.decode(message, type=Revocation) for _, message in notices.sent]


def role_of(db: Session, person: TestPerson, role: Role) -> UserRole:
    """That role of the person."""
    return db.scalars(sa.select(UserRole).where(UserRole.user_id == person.id, UserRole.role == role)).one()


class TestAccess:
    """Who gets in."""

    def test_nobody(self, client: FlaskClient, world: World) -> None:
        """401."""
        for method, path in (
            ("GET", "/api/users"),
            ("GET", f"/api/users/{world.riverside.tutor.id}"),
            ("PATCH", f"/api/users/{world.riverside.tutor.id}"),
            ("POST", f"/api/users/{world.riverside.tutor.id}/roles"),
        ):
            assert client.open(path, method=method, json=None if method == "GET" else {}).status_code == 401

    @pytest.mark.parametrize("who", ["tutor", "assessor", "parent", "student1"])
    def test_wrong_role(self, send: Send, world: World, who: str) -> None:
        """403."""
        answer = send("GET", "/api/users", as_=world.riverside.people[who])
        assert (answer.status_code, json_of(answer)["code"]) == (403, "permission_missing")

    def test_wrong_centre(self, send: Send, world: World) -> None:
        """Another centre's people are not in the list, and answer one by one like ids that do not exist."""
        listed = json_of(send("GET", "/api/users?limit=100", as_=world.hillcrest.supervisor))["items"]
        assert {each["id"] for each in listed} == {str(each.id) for each in world.hillcrest.people.values()}
        for person_id in (world.riverside.tutor.id, new_id()):
            for method, path, body in (
                ("GET", "", None),
                ("PATCH", "", {"name": "Stolen"}),
                ("POST", "/deactivate", None),
                ("POST", "/roles", {"role": "TEACHER"}),
                ("DELETE", f"/roles/{new_id()}", None),
            ):
                answer = send(method, f"/api/users/{person_id}{path}", body, as_=world.hillcrest.supervisor)
                assert (answer.status_code, json_of(answer)["code"]) == (404, "not_found"), (method, path)


class TestList:
    """Finding somebody."""

    def test_by_name_page_by_page(self, send: Send, world: World) -> None:
        """Sorted, each once."""
        seen: list[dict[str, str]] = []
        cursor: str | None = ""
        while cursor is not None:
            body = json_of(send("GET", f"/api/users?limit=3&cursor={cursor}"))
            seen += body["items"]
            cursor = body["nextCursor"]
        assert [each["name"] for each in seen] == sorted(each.name for each in world.riverside.people.values())

    def test_filters(self, send: Send, world: World) -> None:
        """By role, words in the name, the start of the address, and whether they may come in."""

        def found(query: str) -> set[str]:
            return {each["name"] for each in json_of(send("GET", f"/api/users?{query}"))["items"]}

        assert found("role=TEACHER") == {"Tutor", "Tutor2"}
        assert found("q=tUtOr2") == {"Tutor2"}
        assert found(f"q={world.riverside.parent.email[:12]}") == {"Parent"}
        assert found("q=%25") == set()
        assert found("isActive=false") == set()
        assert found(f"centreId={world.hillcrest.id}") == set()

    def test_row(self, send: Send, world: World) -> None:
        """Name, address, roles with their centre."""
        row = json_of(send("GET", f"/api/users/{world.riverside.student1.id}"))
        assert (row["name"], row["email"], row["schoolGrade"]) == ("Student1", world.riverside.student1.email, 6)
        [role] = row["roles"]
        assert (role["role"], role["centreId"], row["isActive"]) == ("STUDENT", str(world.riverside.id), True)

    def test_age_tier(self, send: Send, world: World, db: Session) -> None:
        """The one in effect, by the ages of the centre in which they learn, beside what was set by hand; in the list
        as for one. Class 6 is JUNIOR, in a centre where the youngest are below twelve EARLY; staff have the SENIOR.
        """
        student = world.riverside.student1.id

        def tiers(user_id: UUID) -> tuple[str, str | None]:
            shown = json_of(send("GET", f"/api/users/{user_id}"))
            listed = {each["id"]: each for each in json_of(send("GET", "/api/users?limit=100"))["items"]}
            for name in ("ageTier", "ageTierOverride"):
                assert listed[str(user_id)][name] == shown[name]
            return shown["ageTier"], shown["ageTierOverride"]

        assert tiers(world.riverside.tutor.id) == ("SENIOR", None)
        assert tiers(student) == ("JUNIOR", None)
        send("PATCH", f"/api/centres/{world.riverside.id}/settings", {"earlyBelowAge": 12})
        assert tiers(student) == ("EARLY", None)
        send("PATCH", f"/api/students/{student}", {"ageTierOverride": "SENIOR"})
        assert tiers(student) == ("SENIOR", "SENIOR")

    def test_other_centres_roles_stay_unknown(self, send: Send, world: World, db: Session) -> None:
        """A parent in Riverside who teaches in Hillcrest is a parent there, and no more."""
        people.joins(db, world.riverside, world.hillcrest.tutor, Role.PARENT)
        db.commit()
        row = json_of(send("GET", f"/api/users/{world.hillcrest.tutor.id}"))
        assert [each["role"] for each in row["roles"]] == ["PARENT"]

    def test_statements_do_not_grow(self, send: Send, run: Runtime, world: World, db: Session) -> None:
        """As many for a hundred as for one."""
        with statements_of(run) as few:
            send("GET", "/api/users?limit=1")
        for number in range(20):
            people.person(db, world.riverside, f"more{number}", Role.STUDENT, Role.PARENT, now=NOW)
        db.commit()
        with statements_of(run) as many:
            assert len(json_of(send("GET", "/api/users?limit=100"))["items"]) > 20
        assert len(few) == len(many)

    @pytest.mark.parametrize(("query", "where"), [("role=KING", "role"), ("cursor=x", "cursor"), ("limit=0", "limit")])
    def test_wrong_queries(self, send: Send, query: str, where: str) -> None:
        """422 with the parameter's name."""
        answer = send("GET", f"/api/users?{query}")
        assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, where)


class TestRoles:
    """Giving and ending roles."""

    def test_role_counts_at_once(self, send: Send, world: World, db: Session, notices: RecordedNotices) -> None:
        """A tutor who is made an assessor opens the queue with the login that they have; and no more when it ends.

        Their lesson goes on meanwhile.
        """
        tutor = world.riverside.tutor
        assert send("GET", "/api/assessment/queue", as_=tutor).status_code == 403
        given = send("POST", f"/api/users/{tutor.id}/roles", {"role": "ASSESSOR"})
        assert (given.status_code, json_of(given)["centreId"]) == (201, str(world.riverside.id))
        assert send("GET", "/api/assessment/queue", as_=tutor).status_code == 200
        assert send("DELETE", f"/api/users/{tutor.id}/roles/{json_of(given)['id']}").status_code == 204
        assert send("GET", "/api/assessment/queue", as_=tutor).status_code == 403
        actions = sa.select(AuditLog.action, AuditLog.acting_role).order_by(AuditLog.created_at, AuditLog.id)
        told = db.execute(actions.where(AuditLog.user_id == world.riverside.supervisor.id)).all()
        assert told == [("ROLE_GRANT", "SUPERVISOR"), ("ROLE_END", "SUPERVISOR")]
        assert revocations(notices) == []

    def test_giving_again_changes_nothing(self, send: Send, world: World) -> None:
        """The same role, the same id."""
        path, body = f"/api/users/{world.riverside.tutor.id}/roles", {"role": "ASSESSOR"}
        assert json_of(send("POST", path, body))["id"] == json_of(send("POST", path, body))["id"]

    def test_last_role_closes_sockets(self, send: Send, world: World, db: Session, notices: RecordedNotices) -> None:
        """Who is nothing any more leaves the room; the membership says since when."""
        tutor = world.riverside.tutor
        ended = send("DELETE", f"/api/users/{tutor.id}/roles/{role_of(db, tutor, Role.TEACHER).id}")
        assert ended.status_code == 204
        gone_from = [(notice.user_id, notice.centre_id) for notice in revocations(notices)]
        assert gone_from == [(str(tutor.id), str(world.riverside.id))]
        db.expire_all()
        assert db.get_one(CentreMember, (world.riverside.id, tutor.id)).left_at == NOW
        again = send("POST", f"/api/users/{tutor.id}/roles", {"role": "TEACHER"})
        assert again.status_code == 201
        db.expire_all()
        assert db.get_one(CentreMember, (world.riverside.id, tutor.id)).left_at is None

    def test_student_leaves_by_it(self, send: Send, client: FlaskClient, world: World, db: Session) -> None:
        """As by leaving the centre: signed out, and places to come are given up; given again, they sign in again."""
        student = world.riverside.student1
        roles = f"/api/users/{student.id}/roles"
        assert send("DELETE", f"{roles}/{role_of(db, student, Role.STUDENT).id}").status_code == 204
        assert send("GET", "/api/auth/me", as_=student).status_code == 401
        assert db.scalar(sa.select(sa.func.count()).where(PendingJob.name == STUDENT_LEFT)) == 1
        sign_in = {"email": student.email, "password": PASSWORD, "transport": "bearer"}
        assert client.post("/api/auth/login", json=sign_in).status_code == 401
        assert send("POST", roles, {"role": "STUDENT"}).status_code == 201
        assert client.post("/api/auth/login", json=sign_in).status_code == 200

    def test_role_that_is_given_again_lets_in_nobody_who_is_locked_out(
        self, send: Send, client: FlaskClient, world: World, db: Session
    ) -> None:
        """Who holds another role was not signed out by losing this one, but by somebody's word."""
        student = world.riverside.student1
        roles = f"/api/users/{student.id}/roles"
        assert send("POST", roles, {"role": "PARENT"}).status_code == 201
        assert send("POST", f"/api/users/{student.id}/deactivate").status_code == 200
        assert send("DELETE", f"{roles}/{role_of(db, student, Role.STUDENT).id}").status_code == 204
        assert send("POST", roles, {"role": "STUDENT"}).status_code == 201
        sign_in = {"email": student.email, "password": PASSWORD, "transport": "bearer"}
        assert client.post("/api/auth/login", json=sign_in).status_code == 401

    def test_supervisor_makes_no_admin(self, send: Send, world: World, db: Session) -> None:
        """Nor ends one's role; an admin may do both."""
        tutor, admin = world.riverside.tutor, world.riverside.admin
        given = send("POST", f"/api/users/{tutor.id}/roles", {"role": "ADMIN"})
        assert (given.status_code, json_of(given)["code"]) == (403, "may_not_grant")
        ended = send("DELETE", f"/api/users/{admin.id}/roles/{role_of(db, admin, Role.ADMIN).id}")
        assert (ended.status_code, json_of(ended)["code"]) == (403, "may_not_grant")
        assert send("POST", f"/api/users/{tutor.id}/roles", {"role": "ADMIN"}, as_=admin).status_code == 201

    def test_further_centre_needs_an_invitation(self, send: Send, world: World, db: Session) -> None:
        """An admin of both centres cannot put a person of one into the other."""
        people.joins(db, world.hillcrest, world.riverside.admin, Role.ADMIN)
        db.commit()
        body = {"role": "TEACHER", "centreId": str(world.hillcrest.id)}
        answer = send("POST", f"/api/users/{world.riverside.tutor.id}/roles", body, as_=world.riverside.admin)
        assert (answer.status_code, json_of(answer)["code"]) == (409, "invitation_needed")
        unnamed = send(
            "POST", f"/api/users/{world.riverside.tutor.id}/roles", {"role": "TEACHER"}, as_=world.riverside.admin
        )
        assert (unnamed.status_code, json_of(unnamed)["code"]) == (409, "choose_centre")

    def test_foreign_centre_is_refused(self, send: Send, world: World) -> None:
        """One cannot give a role where one manages nothing."""
        body = {"role": "TEACHER", "centreId": str(world.hillcrest.id)}
        assert send("POST", f"/api/users/{world.riverside.tutor.id}/roles", body).status_code == 403

    def test_own_roles_are_others_to_end(self, send: Send, world: World, db: Session) -> None:
        """409."""
        me = world.riverside.supervisor
        answer = send("DELETE", f"/api/users/{me.id}/roles/{role_of(db, me, Role.SUPERVISOR).id}")
        assert (answer.status_code, json_of(answer)["code"]) == (409, "own_account")

    def test_super_admin_is_a_role_of_the_franchise(self, send: Send, world: World, franchise: TestCentre) -> None:
        """Only in the franchise, and only by one of them."""
        body = {"role": "SUPER_ADMIN", "centreId": str(world.riverside.id)}
        wrong = send("POST", f"/api/users/{world.riverside.admin.id}/roles", body, as_=franchise.first)
        assert (wrong.status_code, json_of(wrong)["errors"][0]["path"]) == (422, "role")
        refused = send(
            "POST", f"/api/users/{world.riverside.tutor.id}/roles", {"role": "SUPER_ADMIN"}, as_=world.riverside.admin
        )
        assert (refused.status_code, json_of(refused)["code"]) == (403, "may_not_grant")

    def test_one_super_admin_is_always_left(self, send: Send, franchise: TestCentre, db: Session) -> None:
        """The other one may go; oneself stays."""
        second, first = franchise.second, franchise.first
        gone = send("DELETE", f"/api/users/{second.id}/roles/{role_of(db, second, Role.SUPER_ADMIN).id}", as_=first)
        assert gone.status_code == 204
        own = send("DELETE", f"/api/users/{first.id}/roles/{role_of(db, first, Role.SUPER_ADMIN).id}", as_=first)
        assert json_of(own)["code"] == "own_account"


class TestDeactivation:
    """Who is locked out is out at once."""

    def test_next_request_is_refused_and_sockets_close(
        self, send: Send, client: FlaskClient, world: World, notices: RecordedNotices, db: Session
    ) -> None:
        """Logins and tokens end, hubs learn of it, signing in fails; coming back takes a new sign-in."""
        tutor = world.riverside.tutor
        db.add(
            ApiToken(centre_id=world.riverside.id, user_id=tutor.id, label="x", permissions=[], token_hash=b"x" * 32)
        )
        db.commit()
        answer = send("PATCH", f"/api/users/{tutor.id}", {"isActive": False})
        assert (answer.status_code, json_of(answer)["isActive"]) == (200, False)
        assert send("GET", "/api/auth/me", as_=tutor).status_code == 401
        told = revocations(notices)
        assert str(tutor.login_id) in {notice.login_id for notice in told}
        assert str(tutor.id) in {notice.user_id for notice in told}
        credentials = {"email": tutor.email, "password": PASSWORD, "transport": "bearer"}
        assert client.post("/api/auth/login", json=credentials).status_code == 401
        db.expire_all()
        assert db.scalars(sa.select(ApiToken.ended_at)).one() == NOW
        assert send("POST", f"/api/users/{tutor.id}/reactivate").status_code == 200
        assert send("GET", "/api/auth/me", as_=tutor).status_code == 401
        assert client.post("/api/auth/login", json=credentials).status_code == 200

    def test_oneself(self, send: Send, world: World) -> None:
        """409."""
        answer = send("PATCH", f"/api/users/{world.riverside.supervisor.id}", {"isActive": False})
        assert (answer.status_code, json_of(answer)["code"]) == (409, "own_account")

    def test_somebody_above(self, send: Send, world: World) -> None:
        """A supervisor cannot lock out an admin, nor rename one."""
        for body in ({"isActive": False}, {"name": "Nobody"}):
            answer = send("PATCH", f"/api/users/{world.riverside.admin.id}", body)
            assert (answer.status_code, json_of(answer)["code"]) == (403, "may_not_grant")

    def test_somebody_who_belongs_elsewhere_too(self, send: Send, world: World, db: Session) -> None:
        """An account is one: another centre's people would lose a colleague."""
        people.joins(db, world.hillcrest, world.riverside.tutor, Role.TEACHER)
        db.commit()
        answer = send("PATCH", f"/api/users/{world.riverside.tutor.id}", {"isActive": False})
        assert (answer.status_code, json_of(answer)["code"]) == (409, "belongs_elsewhere")
        assert send("GET", "/api/auth/me", as_=world.riverside.tutor).status_code == 200

    def test_renaming(self, send: Send, world: World, db: Session) -> None:
        """If-Match is looked at; the audit does not repeat the name."""
        path = f"/api/users/{world.riverside.tutor.id}"
        etag = send("GET", path).headers["ETag"]
        renamed = send("PATCH", path, {"name": "  Helen Marsh "}, **{"If-Match": etag})
        assert (renamed.status_code, json_of(renamed)["name"]) == (200, "Helen Marsh")
        assert send("PATCH", path, {"name": "Other"}, **{"If-Match": etag}).status_code == 412
        row = db.scalars(sa.select(AuditLog).where(AuditLog.action == "PERSON_RENAME")).one()
        assert row.after == {"name": "changed"}
        for wrong in ("", "   ", "a\nb", "x" * 121, 7):
            assert send("PATCH", path, {"name": wrong}).status_code == 422
