"""Catch-up packages: made and withdrawn by marks, followed by students and tutors, decided on by staff.

The good case: an absent student finds what they missed, does it anywhere, and it is ticked. The bad ones: other
students, other tutors, other centres, stale edits, times that have passed.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.attendance.models import CatchUpItem, CatchUpPackage
from core_service.attendance.service.catch_ups import REMIND
from core_service.audit.models import AuditLog
from core_service.catalogue.rules import ExerciseType
from core_service.centres.models import Centre
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.sessions.models import TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.clock import FixedClock
from shared.ids import new_id
from tests.core_service.conftest import NOW, World, json_of
from tests.core_service.live.lesson import Lesson
from tests.core_service.statements import statements_of
from tests.factories import content, sessions
from tests.factories.people import TestPerson

PATH = "/api/academic/catchups"


@dataclass(frozen=True, slots=True)
class CatchUps:
    """Riverside's first student misses the running session."""

    client: FlaskClient
    world: World
    db: Session

    @property
    def student(self) -> TestPerson:
        """Who is absent."""
        return self.world.riverside.student1

    @property
    def tutor(self) -> TestPerson:
        """Teaches the session."""
        return self.world.riverside.tutor

    def mark(self, status: str | None, student: TestPerson | None = None) -> None:
        """By the tutor."""
        body = {"studentId": str((student or self.student).id), "status": status}
        path = f"/api/sessions/{self.world.session_id}/attendance"
        answer = self.client.post(path, headers=self.tutor.headers, json=body)
        assert answer.status_code == 200, answer.json

    def packages(self) -> list[CatchUpPackage]:
        """All there are."""
        found = sa.select(CatchUpPackage).order_by(CatchUpPackage.id)
        return list(self.db.scalars(found.execution_options(populate_existing=True)))

    def exercises(self) -> list[UUID | None]:
        """Of all packages, in their order."""
        return list(self.db.scalars(sa.select(CatchUpItem.exercise_id).order_by(CatchUpItem.position)))

    def get(self, who: TestPerson, path: str = "") -> Any:
        """The list, or what is below it."""
        return self.client.get(PATH + path, headers=who.headers)

    def patch(self, who: TestPerson, headers: dict[str, str] | None = None, **body: Any) -> Any:
        """The only package."""
        path = f"{PATH}/{self.packages()[0].id}"
        return self.client.patch(path, headers=who.headers | (headers or {}), json=body)

    def do(self, exercise_id: UUID, kind: ExerciseType = ExerciseType.MULTIPLE_CHOICE) -> None:
        """At home."""
        self.start(exercise_id)
        body = {"answers": content.right_answers(kind)}
        answer = self.client.post(f"/api/exercises/{exercise_id}/submit", headers=self.student.headers, json=body)
        assert answer.status_code == 200, answer.json

    def start(self, exercise_id: UUID) -> None:
        """At home."""
        path = f"/api/exercises/{exercise_id}/start"
        assert self.client.post(path, headers=self.student.headers, json={}).status_code == 201

    def state(self) -> str:
        """As the student's list shows it."""
        return str(json_of(self.get(self.student))["items"][0]["state"])


@pytest.fixture
def caught(client: FlaskClient, world: World, db: Session) -> CatchUps:
    """Nobody is marked yet."""
    return CatchUps(client, world, db)


def test_anonymous_is_asked_to_sign_in(client: FlaskClient) -> None:
    """401."""
    assert client.get(PATH).status_code == 401
    assert client.get(f"{PATH}/{new_id()}").status_code == 401
    assert client.patch(f"{PATH}/{new_id()}", json={}).status_code == 401


def test_wrong_role_is_refused(caught: CatchUps) -> None:
    """403: parents and assessors do not follow packages here, students do not decide about them."""
    caught.mark("ABSENT")
    for who in ("parent", "assessor"):
        assert caught.get(caught.world.riverside.people[who]).status_code == 403
    assert caught.patch(caught.student, decision="COMPLETED").status_code == 403


def test_wrong_centre_sees_nothing(caught: CatchUps) -> None:
    """404 for one, an empty list for all."""
    caught.mark("ABSENT")
    package = caught.packages()[0]
    for who in ("tutor", "supervisor", "student1"):
        stranger = caught.world.hillcrest.people[who]
        assert caught.get(stranger, f"/{package.id}").status_code == 404
        assert json_of(caught.get(stranger))["items"] == []
    headers = caught.world.hillcrest.tutor.headers
    answer = caught.client.patch(f"{PATH}/{package.id}", headers=headers, json={"decision": "EXCUSED"})
    assert answer.status_code == 404


def test_others_of_the_centre_see_nothing(caught: CatchUps) -> None:
    """Another student: 404. A tutor who does not teach the student: 403 and an empty list."""
    caught.mark("ABSENT")
    package, stranger = caught.packages()[0], caught.world.riverside.tutor2
    assert caught.get(caught.world.riverside.student2, f"/{package.id}").status_code == 404
    assert json_of(caught.get(caught.world.riverside.student2))["items"] == []
    assert json_of(caught.get(stranger))["items"] == []
    assert json_of(caught.get(stranger, f"/{package.id}"))["code"] == "relation_missing"
    assert json_of(caught.patch(stranger, decision="EXCUSED"))["code"] == "relation_missing"


def test_absence_makes_a_package(caught: CatchUps) -> None:
    """R151, C42: the sequence's next items; due in 14 days without further sessions, with reminders and audit."""
    caught.mark("ABSENT")
    package = caught.packages()[0]
    assert caught.exercises()[:2] == caught.world.course.exercises[4]
    assert (package.student_id, package.session_id) == (caught.student.id, caught.world.session_id)
    assert (package.assigned_at, package.due_at) == (NOW, NOW + timedelta(days=14))
    jobs = caught.db.scalars(sa.select(PendingJob).where(PendingJob.name == "notifications.catch_up_due")).all()
    assert {job.due_at for job in jobs} == {package.due_at, package.due_at - timedelta(days=1)}
    assert all(job.arguments == {"packageId": str(package.id)} for job in jobs)
    made = caught.db.scalars(sa.select(AuditLog).where(AuditLog.action == "CATCH_UP_MAKE")).one()
    assert made.resource_id == package.id


def test_socket_and_rest_are_one(caught: CatchUps) -> None:
    """The room's command makes the same package."""
    lesson = Lesson(caught.client, caught.world, caught.db)
    ticket = lesson.ticket(caught.tutor)
    answer = lesson.command(ticket, "attendance:mark", studentId=str(caught.student.id), status="ABSENT")
    assert answer.status_code == 200, answer.json
    assert len(caught.packages()) == 1


def test_due_before_the_second_next_session(caught: CatchUps) -> None:
    """C42: two courses in one session are one session; a cancelled one does not count."""
    one = [(caught.student, caught.world.course)]
    both = [*one, (caught.student, content.course(caught.db))]
    planned = SessionStatus.SCHEDULED
    for days, students, status in ((2, both, planned), (4, one, SessionStatus.CANCELLED), (9, one, planned)):
        sessions.session(
            caught.db,
            caught.world.riverside,
            caught.tutor,
            starts_at=NOW + timedelta(days=days),
            status=status,
            students=students,
        )
    caught.db.commit()
    caught.mark("ABSENT")
    assert caught.packages()[0].due_at == NOW + timedelta(days=9)


def test_two_courses_share_the_missed_time(caught: CatchUps) -> None:
    """C42: both courses are in the one package."""
    other = content.course(caught.db, readings=True)
    session = caught.db.get_one(TutoringSession, caught.world.session_id)
    sessions.enrollment(caught.db, session, caught.student, other)
    content.place_at(
        caught.db, caught.world.riverside, caught.student, other, 4, by=caught.world.riverside.assessor, now=NOW
    )
    caught.db.commit()
    caught.mark("ABSENT")
    assert len(caught.packages()) == 1
    assert set(caught.db.scalars(sa.select(CatchUpItem.course_id))) == {caught.world.course.id, other.id}
    readings = sa.select(CatchUpItem.lesson_id).where(CatchUpItem.exercise_id.is_(None))
    assert other.lessons[4][0] in set(caught.db.scalars(readings))


def test_marking_again_never_duplicates(caught: CatchUps) -> None:
    """R157: whatever the way from absent to absent."""
    for status in ("ABSENT", "ABSENT", "EXCUSED", "ABSENT"):
        caught.mark(status)
    assert len(caught.packages()) == 1


@pytest.mark.parametrize("status", [None, "PRESENT", "LATE"])
def test_untouched_package_goes_with_the_absence(caught: CatchUps, status: str | None) -> None:
    """R157: the slip leaves no trace but the audit's."""
    caught.mark("ABSENT")
    caught.mark(status)
    assert (caught.packages(), caught.exercises()) == ([], [])
    row = caught.db.scalars(sa.select(AuditLog).where(AuditLog.action == "CATCH_UP_WITHDRAW")).one()
    assert row.details == {"studentId": str(caught.student.id)}


def test_begun_package_stays(caught: CatchUps) -> None:
    """R157: work that was begun is the student's."""
    caught.mark("ABSENT")
    caught.start(caught.world.course.exercises[4][0])
    caught.mark(None)
    assert len(caught.packages()) == 1


def test_excused_as_the_centre_wants(caught: CatchUps) -> None:
    """C43: yes by default, not where the setting says no."""
    caught.mark("EXCUSED")
    assert len(caught.packages()) == 1
    caught.db.get_one(Centre, caught.world.riverside.id).settings = {"catchUpForExcused": False}
    caught.db.commit()
    caught.mark("EXCUSED", caught.world.riverside.student2)
    assert [package.student_id for package in caught.packages()] == [caught.student.id]


def test_work_done_anywhere_ticks_the_package(caught: CatchUps, clock: FixedClock) -> None:
    """C42: progress is read from attempts, state by state."""
    first, second = caught.world.course.exercises[4]
    caught.mark("ABSENT")
    assert caught.state() == "DUE"
    clock.advance(hours=1)
    caught.start(first)
    assert caught.state() == "IN_PROGRESS"
    answers = {"answers": content.right_answers(ExerciseType.MULTIPLE_CHOICE)}
    caught.client.post(f"/api/exercises/{first}/submit", headers=caught.student.headers, json=answers)
    shown = json_of(caught.get(caught.student, f"/{caught.packages()[0].id}"))
    ticked = {item["exerciseId"]: (item["isDone"], item["attemptStatus"]) for item in shown["items"]}
    assert ticked[str(first)] == (True, "AUTO_GRADED")
    assert ticked[str(second)] == (False, None)
    assert (shown["doneCount"], shown["itemCount"]) == (1, len(ticked))
    kinds = {**dict.fromkeys(caught.exercises(), ExerciseType.NUMERICAL)}
    kinds |= {each[0]: ExerciseType.MULTIPLE_CHOICE for each in caught.world.course.exercises.values()}
    for exercise_id in caught.exercises():
        if exercise_id not in (None, first):
            caught.do(exercise_id, kinds[exercise_id])
    assert caught.state() == "DONE"


def test_list_filters_by_state_and_person(caught: CatchUps, clock: FixedClock) -> None:
    """What SQL finds is what the state says; filters combine, wrong ones are 422."""
    caught.mark("ABSENT")
    caught.mark("ABSENT", caught.world.riverside.student2)
    caught.start(caught.world.course.exercises[4][0])

    def found(query: str) -> list[tuple[str, str]]:
        items = json_of(caught.get(caught.tutor, query))["items"]
        return [(item["student"]["id"], item["state"]) for item in items]

    one, two = str(caught.student.id), str(caught.world.riverside.student2.id)
    assert found("?state=IN_PROGRESS") == [(one, "IN_PROGRESS")]
    assert found("?state=DUE") == [(two, "DUE")]
    assert found("?state=OVERDUE") == found("?state=DONE") == found("?state=EXCUSED") == []
    assert found(f"?studentId={two}&courseId={caught.world.course.id}") == [(two, "DUE")]
    assert found(f"?sessionId={new_id()}") == []
    clock.advance(days=15)
    assert {state for _, state in found("?state=OVERDUE")} == {"OVERDUE"}
    assert len(found("?state=OVERDUE")) == 2
    assert caught.get(caught.tutor, "?state=LOST").status_code == 422


def test_list_goes_on_at_its_cursor(caught: CatchUps, run: Runtime) -> None:
    """One by one, nothing twice; as many statements for two as for one."""
    caught.mark("ABSENT")
    with statements_of(run) as for_one:
        caught.get(caught.tutor)
    caught.mark("ABSENT", caught.world.riverside.student2)
    with statements_of(run) as for_two:
        caught.get(caught.tutor)
    assert len(for_one) == len(for_two)
    first = json_of(caught.get(caught.tutor, "?limit=1"))
    second = json_of(caught.get(caught.tutor, f"?limit=1&cursor={first['nextCursor']}"))
    assert second["nextCursor"] is None
    ids = [item["id"] for item in (*first["items"], *second["items"])]
    assert sorted(ids) == sorted(str(package.id) for package in caught.packages())


@pytest.mark.parametrize("who", ["tutor", "supervisor"])
def test_staff_extend(caught: CatchUps, who: str) -> None:
    """A later time, with new reminders and an audit row."""
    caught.mark("ABSENT")
    later = NOW + timedelta(days=30)
    answer = caught.patch(caught.world.riverside.people[who], dueAt=later.isoformat(), note="Take your time")
    assert answer.status_code == 200
    assert json_of(answer)["note"] == "Take your time"
    assert caught.packages()[0].due_at == later
    row = caught.db.scalars(sa.select(AuditLog).where(AuditLog.action == "CATCH_UP_CHANGE")).one()
    assert row.after is not None
    assert row.after["note"] == "changed"
    due = sa.select(PendingJob.due_at).where(PendingJob.name == "notifications.catch_up_due")
    assert later in set(caught.db.scalars(due))


@pytest.mark.parametrize(("decision", "state"), [("EXCUSED", "EXCUSED"), ("COMPLETED", "DONE")])
def test_staff_decide_and_think_again(caught: CatchUps, decision: str, state: str) -> None:
    """The decision stands whatever was done, until it is taken back; the same again adds no audit row."""
    caught.mark("ABSENT")
    for _ in range(2):
        assert json_of(caught.patch(caught.tutor, decision=decision))["state"] == state
    assert len(caught.db.scalars(sa.select(AuditLog).where(AuditLog.action == "CATCH_UP_CHANGE")).all()) == 1
    assert json_of(caught.get(caught.tutor, f"?state={state}"))["items"][0]["state"] == state
    assert json_of(caught.patch(caught.tutor, decision="OPEN"))["state"] == "DUE"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, "decision"),
        ({"decision": "LOST"}, "decision"),
        ({"dueAt": "2026-11-01T00:00:00Z"}, "dueAt"),
        ({"dueAt": "tomorrow"}, "dueAt"),
        ({"note": ""}, "note"),
        ({"items": []}, "items"),
    ],
)
def test_changes_that_make_no_sense(caught: CatchUps, body: dict[str, Any], path: str) -> None:
    """422 with the path."""
    caught.mark("ABSENT")
    answer = caught.patch(caught.tutor, **body)
    assert (answer.status_code, json_of(answer)["errors"][0]["path"]) == (422, path)


def test_stale_edit_is_refused(caught: CatchUps) -> None:
    """412 for another version than the one that stands; the right one passes."""
    caught.mark("ABSENT")
    etag = caught.get(caught.tutor, f"/{caught.packages()[0].id}").headers["ETag"]
    assert caught.patch(caught.tutor, {"If-Match": etag}, decision="EXCUSED").status_code == 200
    assert caught.patch(caught.tutor, {"If-Match": etag}, decision="OPEN").status_code == 412


def remind(caught: CatchUps, who: TestPerson) -> Any:
    """Of the only package."""
    return caught.client.post(f"{PATH}/{caught.packages()[0].id}/remind", headers=who.headers)


def test_reminding_is_for_staff_who_teach_the_student(caught: CatchUps) -> None:
    """401, 403 for a student and for a tutor without the relation, 404 from another centre."""
    caught.mark("ABSENT")
    assert caught.client.post(f"{PATH}/{new_id()}/remind").status_code == 401
    assert remind(caught, caught.student).status_code == 403
    assert json_of(remind(caught, caught.world.riverside.tutor2))["code"] == "relation_missing"
    assert remind(caught, caught.world.hillcrest.tutor).status_code == 404


def test_reminder_goes_out_once_an_hour_and_is_on_the_record(caught: CatchUps) -> None:
    """Promised for now; asked twice it is promised once."""
    caught.mark("ABSENT")
    assert json_of(remind(caught, caught.tutor))["state"] == "DUE"
    assert remind(caught, caught.tutor).status_code == 200
    promised = sa.select(sa.func.count()).where(PendingJob.name == REMIND, PendingJob.due_at <= NOW)
    assert caught.db.scalar(promised) == 1
    assert caught.db.scalars(sa.select(AuditLog).where(AuditLog.action == "CATCH_UP_REMIND")).first() is not None


def test_nobody_is_reminded_of_what_is_excused(caught: CatchUps) -> None:
    """409."""
    caught.mark("ABSENT")
    caught.patch(caught.tutor, decision="EXCUSED")
    answer = remind(caught, caught.tutor)
    assert (answer.status_code, json_of(answer)["code"]) == (409, "catch_up_is_done")
