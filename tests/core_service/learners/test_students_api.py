"""A supervisor adds a child without e-mail, corrects a birthday, and lets a child leave and come back.

Bad cases: a tutor tries the same; a centre tries to take over another centre's child by a new sign-in address; a child
who has left keeps a place in tomorrow's lesson.
"""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.access.rules import Role
from core_service.audit.models import AuditLog
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import CentreMember, Credential, Login, UserRole
from core_service.identity.service.departures import STUDENT_LEFT
from core_service.job_runs import carry_out
from core_service.sessions.models import StandingBooking, StudentSessionEnrollment, WaitlistEntry
from core_service.sessions.rules import EnrollmentStatus, SessionStatus
from core_service.sessions.rules.waiting import WaitlistStatus
from shared.events.notices import decoded_revocation
from tests.core_service.conftest import NOW, RecordedNotices, World, json_of
from tests.factories import people, sessions

STUDENTS = "/api/students"


def student_url(world: World, act: str = "") -> str:
    """Of Riverside's first student."""
    return f"{STUDENTS}/{world.riverside.student1.id}{act}"


@pytest.mark.parametrize(
    ("method", "act"), [("POST", ""), ("PATCH", "/x"), ("POST", "/x/deactivate"), ("POST", "/x/reactivate")]
)
@pytest.mark.parametrize(("who", "status"), [(None, 401), ("tutor", 403), ("assessor", 403), ("parent", 403)])
def test_only_those_who_manage_students_change_them(
    client: FlaskClient, world: World, method: str, act: str, who: str | None, status: int
) -> None:
    """Nobody else, whatever they send."""
    url = STUDENTS + act.replace("x", str(world.riverside.student1.id))
    headers = world.riverside.people[who].headers if who else {}
    assert client.open(url, method=method, json={"name": "New"}, headers=headers).status_code == status


def test_another_centres_student_looks_like_none(client: FlaskClient, world: World) -> None:
    """404 for each act; and a student cannot be added to a centre that is not one's own."""
    foreign = world.hillcrest.supervisor.headers
    for method, act in (("PATCH", ""), ("POST", "/deactivate"), ("POST", "/reactivate")):
        assert client.open(student_url(world, act), method=method, json={}, headers=foreign).status_code == 404
    body = {"name": "New", "centreId": str(world.riverside.id)}
    assert client.post(STUDENTS, json=body, headers=foreign).status_code == 403


def test_a_child_needs_no_sign_in(client: FlaskClient, world: World, db: Session) -> None:
    """Name and school class are enough; the age tier follows from the birthday; the audit holds no name."""
    body = {"name": "Kofi Okafor", "schoolGrade": 2, "dateOfBirth": "2019-05-01"}
    answer = client.post(STUDENTS, json=body, headers=world.riverside.supervisor.headers)
    made = json_of(answer)
    assert answer.status_code == 201
    assert (made["name"], made["ageTier"], made["email"], made["isActive"]) == ("Kofi Okafor", "EARLY", None, True)
    roles = db.scalars(sa.select(UserRole.role).where(UserRole.user_id == made["id"])).all()
    assert (roles, db.scalar(sa.select(Credential.id).where(Credential.user_id == made["id"]))) == (
        [Role.STUDENT],
        None,
    )
    [row] = db.scalars(sa.select(AuditLog).where(AuditLog.action == "STUDENT_ADD")).all()
    assert str(row.resource_id) == made["id"]
    assert "Kofi" not in str([row.before, row.after, row.details])


def test_a_student_with_an_address_signs_in(client: FlaskClient, world: World) -> None:
    """With the password that was set; the address is compared without regard to case."""
    body = {"name": "Kofi", "email": "Kofi@Example.test", "password": "learn-together"}
    assert client.post(STUDENTS, json=body, headers=world.riverside.supervisor.headers).status_code == 201
    sign_in = {"email": "kofi@example.test", "password": "learn-together", "transport": "bearer"}
    assert client.post("/api/auth/login", json=sign_in).status_code == 200


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "Kofi\nOkafor"}, "name"),
        ({"name": "K" * 121}, "name"),
        ({"name": "K", "dateOfBirth": f"{NOW.date() + timedelta(days=1)}"}, "dateOfBirth"),
        ({"name": "K", "schoolGrade": 14}, "schoolGrade"),
        ({"name": "K", "schoolGrade": "3"}, "schoolGrade"),
        ({"name": "K", "dateOfBirth": "2190-01-01"}, "dateOfBirth"),
        ({"name": "K", "ageTierOverride": "BABY"}, "ageTierOverride"),
        ({"name": "K", "email": "nonsense"}, "email"),
        ({"name": "K", "password": "learn-together"}, "email"),
        ({"name": "K", "email": "k@example.test", "password": "short"}, "password"),
        ({"name": "K", "isActive": True}, "isActive"),
    ],
)
def test_what_is_wrong_is_named(client: FlaskClient, world: World, body: dict[str, Any], path: str) -> None:
    """422 with the field's path, and nobody is added."""
    answer = client.post(STUDENTS, json=body, headers=world.riverside.supervisor.headers)
    assert answer.status_code == 422
    assert [error["path"] for error in json_of(answer)["errors"]] == [path]


def test_an_address_that_is_in_use_is_refused(client: FlaskClient, world: World, db: Session) -> None:
    """Wherever its owner is: they join by an invitation; nobody is left half made."""
    before = db.scalar(sa.select(sa.func.count()).select_from(CentreMember))
    body = {"name": "Kofi", "email": world.hillcrest.student1.email.upper()}
    answer = client.post(STUDENTS, json=body, headers=world.riverside.supervisor.headers)
    assert (answer.status_code, json_of(answer)["code"]) == (409, "email_taken")
    assert db.scalar(sa.select(sa.func.count()).select_from(CentreMember)) == before


def test_a_student_is_changed_from_the_newest_version(client: FlaskClient, world: World) -> None:
    """What is left out stays; an older version is refused."""
    headers = world.riverside.supervisor.headers
    first = client.patch(student_url(world), json={"schoolGrade": 7}, headers=headers)
    assert (first.status_code, json_of(first)["schoolGrade"], json_of(first)["name"]) == (200, 7, "Student1")
    matching = headers | {"If-Match": first.headers["ETag"]}
    assert client.patch(student_url(world), json={"ageTierOverride": "EARLY"}, headers=matching).status_code == 200
    assert client.patch(student_url(world), json={"name": "Other"}, headers=matching).status_code == 412


def test_a_sign_in_is_given_changed_and_taken(client: FlaskClient, world: World) -> None:
    """By the centre that the student belongs to alone."""
    headers = world.riverside.supervisor.headers
    new = json_of(client.patch(student_url(world), json={"email": "new@example.test"}, headers=headers))
    assert new["email"] == "new@example.test"
    assert json_of(client.patch(student_url(world), json={"email": None}, headers=headers))["email"] is None


def test_no_centre_takes_over_a_person_of_another(client: FlaskClient, world: World, db: Session) -> None:
    """Who is also in Hillcrest keeps their own sign-in, whatever Riverside sends."""
    student = world.riverside.student1
    people.joins(db, world.hillcrest, student, Role.PARENT)
    db.commit()
    answer = client.patch(
        student_url(world), json={"email": "mine@example.test"}, headers=world.riverside.supervisor.headers
    )
    assert (answer.status_code, json_of(answer)["code"]) == (409, "belongs_elsewhere")


def test_leaving_takes_effect_at_once(client: FlaskClient, world: World, db: Session, notices: RecordedNotices) -> None:
    """The student's next request is refused, their sockets are closed; coming back they sign in again."""
    student, headers = world.riverside.student1, world.riverside.supervisor.headers
    assert client.get("/api/auth/me", headers=student.headers).status_code == 200
    left = client.post(student_url(world, "/deactivate"), json={}, headers=headers)
    assert (left.status_code, json_of(left)["isActive"]) == (200, False)
    assert client.get("/api/auth/me", headers=student.headers).status_code == 401
    assert any(str(student.login_id).encode() in message for _, message in notices.sent)
    assert client.post(student_url(world, "/deactivate"), json={}, headers=headers).status_code == 200
    assert db.scalar(sa.select(sa.func.count()).where(AuditLog.action == "ROLE_END")) == 1
    back = client.post(student_url(world, "/reactivate"), json={}, headers=headers)
    assert json_of(back)["isActive"] is True
    sign_in = {"email": student.email, "password": "learn-together", "transport": "bearer"}
    assert client.post("/api/auth/login", json=sign_in).status_code == 200


def test_who_stays_in_another_centre_stays_signed_in(
    client: FlaskClient, world: World, db: Session, notices: RecordedNotices
) -> None:
    """A student of two centres leaves one, and its rooms: the other's lessons go on."""
    student = world.riverside.student1
    people.joins(db, world.hillcrest, student, Role.STUDENT)
    db.commit()
    client.post(student_url(world, "/deactivate"), json={}, headers=world.riverside.supervisor.headers)
    me = client.get("/api/auth/me", headers=student.headers)
    assert [role["centreId"] for role in json_of(me)["roles"]] == [str(world.hillcrest.id)]
    assert db.scalar(sa.select(Login.ended_at).where(Login.id == student.login_id)) is None
    [(_, message)] = notices.sent
    assert decoded_revocation(message).centre_id == str(world.riverside.id)


def test_a_manager_of_two_centres_says_which(client: FlaskClient, world: World, db: Session) -> None:
    """409 choose_centre, and with a centre only that one is left."""
    student, admin = world.riverside.student1, world.riverside.admin
    for person, role in ((student, Role.STUDENT), (admin, Role.ADMIN)):
        people.joins(db, world.hillcrest, person, role)
    db.commit()
    unclear = client.post(student_url(world, "/deactivate"), json={}, headers=admin.headers)
    assert (unclear.status_code, json_of(unclear)["code"]) == (409, "choose_centre")
    body = {"centreId": str(world.hillcrest.id)}
    left = json_of(client.post(student_url(world, "/deactivate"), json=body, headers=admin.headers))
    assert (left["centreId"], left["isActive"]) == (str(world.hillcrest.id), False)


def test_what_is_to_come_is_given_up_by_the_job(client: FlaskClient, world: World, db: Session, run: Runtime) -> None:
    """Tomorrow's place, the standing booking and the line are left; the lesson of now and its work stay."""
    here = world.riverside
    places = [(here.student1, world.course), (here.student2, world.course)]
    tomorrow = sessions.session(
        db, here, here.tutor, starts_at=NOW + timedelta(days=1), students=places, status=SessionStatus.SCHEDULED
    )
    full = sessions.session(
        db, here, here.tutor2, starts_at=NOW + timedelta(days=2), students=[], status=SessionStatus.SCHEDULED
    )
    entry = WaitlistEntry(
        centre_id=here.id,
        content_centre_id=world.course.centre_id,
        session_id=full,
        student_id=here.student1.id,
        course_id=world.course.id,
        waits_since=NOW,
        status=WaitlistStatus.WAITING,
    )
    db.add(entry)
    db.commit()
    client.post(student_url(world, "/deactivate"), json={}, headers=here.supervisor.headers)
    jobs = db.scalars(sa.select(PendingJob.id).where(PendingJob.name == STUDENT_LEFT)).all()
    for job_id in [*jobs, *jobs]:
        carry_out(run, job_id)
    db.commit()
    db.expire_all()
    place = StudentSessionEnrollment
    stands = {
        (row.session_id, row.student_id): row.status
        for row in db.scalars(sa.select(place).where(place.centre_id == here.id))
    }
    assert stands[tomorrow, here.student1.id] is EnrollmentStatus.WITHDRAWN
    assert stands[tomorrow, here.student2.id] is EnrollmentStatus.ENROLLED
    assert stands[world.session_id, here.student1.id] is not EnrollmentStatus.WITHDRAWN
    assert entry.status is WaitlistStatus.LEFT
    assert db.scalar(sa.select(sa.func.count()).select_from(StandingBooking)) == 0


def test_who_comes_back_before_the_job_keeps_everything(
    client: FlaskClient, world: World, db: Session, run: Runtime
) -> None:
    """A click on the wrong row is taken back."""
    here = world.riverside
    tomorrow = sessions.session(
        db,
        here,
        here.tutor,
        starts_at=NOW + timedelta(days=1),
        students=[(here.student1, world.course)],
        status=SessionStatus.SCHEDULED,
    )
    db.commit()
    for act in ("/deactivate", "/reactivate"):
        client.post(student_url(world, act), json={}, headers=here.supervisor.headers)
    [job_id] = db.scalars(sa.select(PendingJob.id).where(PendingJob.name == STUDENT_LEFT))
    carry_out(run, job_id)
    db.commit()
    kept = sa.select(StudentSessionEnrollment.status).where(StudentSessionEnrollment.session_id == tomorrow)
    assert db.scalars(kept).all() == [EnrollmentStatus.ENROLLED]
