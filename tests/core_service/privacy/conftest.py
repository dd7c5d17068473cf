"""A child about whom every kind of record speaks, under a name that nobody else has."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core_service.attendance.models import PresenceInterval
from core_service.foundation.models import PendingJob
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser
from core_service.job_runs import carry_out
from core_service.known_jobs import JOBS
from core_service.learners.models import SubjectAssessment
from core_service.live.models import TutorNote
from core_service.live.rules import NoteVisibility
from core_service.privacy.jobs import file_jobs
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import SessionStatus
from shared.ids import new_id
from tests.core_service.conftest import NOW, World
from tests.factories import sessions

NAME = "Zephyrine Quillfeather"
"""Whole and in part it stands nowhere else."""


@pytest.fixture
def run_jobs(run: Runtime, db: Session) -> Callable[[str], int]:
    """Carries out the pending jobs of a name; how many."""

    def carry(name: str) -> int:
        db.commit()
        ids = db.scalars(sa.select(PendingJob.id).where(PendingJob.name == name, PendingJob.done_at.is_(None))).all()
        for job_id in ids:
            carry_out(run, job_id, {**JOBS, **file_jobs(run.media, run.redis)})
        db.commit()
        failed = db.scalars(sa.select(PendingJob.error).where(PendingJob.id.in_(ids))).all()
        db.commit()
        assert failed == [None] * len(ids)
        return len(ids)

    return carry


@pytest.fixture
def known_child(client: FlaskClient, world: World, db: Session, run: Runtime) -> UUID:
    """Riverside's first student with work, notes, messages, a hand, a catch-up, a thread and live facts."""
    child = world.riverside.student1
    person = db.get_one(AppUser, child.id)
    person.name, person.date_of_birth, person.avatar_url = NAME, date(2015, 3, 1), "/portraits/zephyrine.png"
    db.commit()
    _in_the_lesson(client, world)
    _around_the_lesson(client, world)
    _rows(db, world)
    run.redis.hset(f"live:{world.session_id}:hub", f"progress:{child.id}", f'{{"userId": "{child.id}", "answer": "z"}}')
    run.redis.set(f"rate:thread-messages:{child.id}", 3)
    return child.id


def _post(client: FlaskClient, url: str, who: Any, **body: Any) -> Any:
    answer = client.post(url, json=body, headers=who.headers)
    assert answer.status_code in (200, 201, 204), (url, answer.text)
    return answer


def _in_the_lesson(client: FlaskClient, world: World) -> None:
    here, child, lesson = world.riverside, world.riverside.student1, f"/api/sessions/{world.session_id}"
    about = {"studentId": str(child.id)}
    _post(client, f"{lesson}/help-request", child, message=f"{NAME} is stuck")
    _post(client, f"{lesson}/message", here.tutor, **about, text=f"Well done {NAME}", kind="message")
    _post(client, f"{lesson}/reply", child, text=f"Thanks, says {NAME}")
    for visibility in NoteVisibility:
        _post(client, f"{lesson}/notes", here.tutor, **about, text=f"{visibility} about {NAME}", visibility=visibility)
    _post(client, f"{lesson}/attendance", here.tutor, **about, status="PRESENT")
    exercise = world.course.exercises[4][0]
    answers = [{"questionIndex": 0, "answer": NAME[:10]}, {"questionIndex": 1, "answer": "4"}]
    body = {"answers": answers, "sessionId": str(world.session_id)}
    _post(client, f"/api/exercises/{exercise}/submit", child, **body)
    profile = f"/api/students/{child.id}/academic-profile"
    change = {"courseId": str(world.course.id), "newLevel": 5, "reason": f"{NAME} is quick"}
    assert client.patch(profile, json=change, headers=here.assessor.headers).status_code == 200


def _around_the_lesson(client: FlaskClient, world: World) -> None:
    here, child = world.riverside, world.riverside.student1
    thread = {"studentId": str(child.id), "text": f"How is {NAME}?"}
    _post(client, "/api/threads", here.parent, **thread)
    headers = here.supervisor.headers | {"Idempotency-Key": "renamed"}
    body = {"studentId": str(child.id), "text": f"The centre greets {NAME}"}
    assert client.post("/api/threads", json=body, headers=headers).status_code in (200, 201)


def _rows(db: Session, world: World) -> None:
    here, child = world.riverside, world.riverside.student1
    of = {"centre_id": here.id, "student_id": child.id}
    missed = sessions.session(
        db,
        here,
        here.tutor,
        starts_at=NOW - timedelta(days=2),
        students=[(child, world.course)],
        status=SessionStatus.COMPLETED,
    )
    coming = sessions.session(
        db,
        here,
        here.tutor2,
        starts_at=NOW + timedelta(days=60),
        students=[(child, world.course)],
        status=SessionStatus.SCHEDULED,
    )
    db.get_one(TutoringSession, missed).notes = f"{NAME} was away; the others were fine."
    db.scalars(sa.select(SubjectAssessment).filter_by(**of)).one().notes = f"{NAME} reads well"
    place = db.scalars(sa.select(StudentSessionEnrollment).filter_by(**of, session_id=coming)).one()
    db.add(
        PresenceInterval(
            centre_id=here.id, session_id=missed, user_id=child.id, connection_id=new_id(), joined_at=NOW, seen_at=NOW
        )
    )
    db.add(TutorNote(centre_id=here.id, enrollment_id=place.id, tutor_id=here.tutor.id, content=f"Later: {NAME}"))
    db.commit()
