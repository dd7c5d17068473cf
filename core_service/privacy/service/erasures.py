"""An erasure is asked for, waits, can be taken back, and is carried out (REQUIREMENTS 27, C44)."""

from datetime import datetime
from uuid import UUID

import redis
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record
from core_service.centres.models import Centre
from core_service.centres.rules import settings_of
from core_service.foundation.jobs import schedule
from core_service.foundation.media import Media
from core_service.privacy.errors import AlreadyAsked, StillTeaches, TooLate
from core_service.privacy.models import PersonErasure
from core_service.privacy.queries.people import subject_of_erasure
from core_service.privacy.queries.requests import still_teaches
from core_service.privacy.rules import OPEN_ERASURES, ErasureStatus, erased_at
from core_service.privacy.service.forgetting import forget
from shared.ids import new_id

ERASE = "privacy.erase"
"""Promised for the end of the waiting time; its arguments are `{erasureId}`."""


def request_erasure(
    db: Session, actor: Actor, *, person_id: UUID, centre_id: UUID | None, now: datetime
) -> PersonErasure:
    """Begins the waiting time. Raises NotFound, RelationMissing, CentreMissing, StillTeaches, AlreadyAsked."""
    subject, permission = subject_of_erasure(db, actor, person_id=person_id, centre_id=centre_id)
    lessons, templates = still_teaches(db, person_id, subject.centre_id, now=now)
    if lessons or templates:
        raise StillTeaches(lessons, templates)
    return begin_waiting(db, actor, permission, centre_id=subject.centre_id, person_id=person_id, now=now)


def begin_waiting(
    db: Session, actor: Actor | None, permission: Permission, *, centre_id: UUID, person_id: UUID, now: datetime
) -> PersonErasure:
    """`actor` None: the system. Raises AlreadyAsked."""
    waiting = sa.select(PersonErasure.id).where(
        PersonErasure.centre_id == centre_id,
        PersonErasure.subject_id == person_id,
        PersonErasure.status.in_(OPEN_ERASURES),
    )
    if (standing := db.scalar(waiting)) is not None:
        raise AlreadyAsked(standing)
    wait_days = settings_of(db.get_one(Centre, centre_id).settings).erasure_wait_days
    erasure = PersonErasure(
        id=new_id(),
        centre_id=centre_id,
        subject_id=person_id,
        requested_by_id=actor.user_id if actor else None,
        status=ErasureStatus.WAITING,
        due_at=erased_at(now, wait_days),
        counts={},
        created_at=now,
    )
    db.add(erasure)
    db.flush()
    arguments = {"erasureId": str(erasure.id)}
    schedule(db, ERASE, centre_id=centre_id, due_at=erasure.due_at, key=str(erasure.id), arguments=arguments)
    _record(db, actor, permission, "PERSON_ERASURE_ASK", erasure)
    return erasure


def cancel_erasure(db: Session, actor: Actor, *, erasure: PersonErasure, now: datetime) -> None:
    """Takes it back; again changes nothing. Raises TooLate once it was carried out."""
    db.refresh(erasure, with_for_update=True)
    if erasure.status is ErasureStatus.CANCELLED:
        return
    if erasure.status is not ErasureStatus.WAITING:
        raise TooLate
    erasure.status, erasure.cancelled_at, erasure.cancelled_by_id = ErasureStatus.CANCELLED, now, actor.user_id
    db.flush()
    permission = Permission.STUDENT_MANAGE
    if not actor.may(permission, erasure.centre_id):
        permission = Permission.CENTRE_MANAGE
    _record(db, actor, permission, "PERSON_ERASURE_CANCEL", erasure)


def carry_out_erasure(db: Session, media: Media, client: redis.Redis, *, erasure_id: UUID, now: datetime) -> None:
    """The job: forgets the person if the waiting time is over and nobody took it back; a second run does nothing."""
    erasure = db.get(PersonErasure, erasure_id, with_for_update=True)
    if erasure is None or erasure.status is not ErasureStatus.WAITING or erasure.due_at > now:
        return
    erasure.status = ErasureStatus.RUNNING
    db.flush()
    counts = forget(db, media, client, centre_id=erasure.centre_id, person_id=erasure.subject_id, now=now)
    erasure.status, erasure.done_at, erasure.counts = ErasureStatus.DONE, now, counts
    _record(db, None, Permission.STUDENT_MANAGE, "PERSON_ERASE", erasure)


def _record(db: Session, actor: Actor | None, permission: Permission, action: str, erasure: PersonErasure) -> None:
    record(
        db,
        actor,
        permission,
        action,
        centre_id=erasure.centre_id,
        resource_type="AppUser",
        resource_id=erasure.subject_id,
        after={"erasureId": erasure.id, "status": erasure.status, "dueAt": erasure.due_at},
    )
