"""Exports and erasures that were asked for, and what an erasure would take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, newest_first
from core_service.foundation.personal import Fate
from core_service.identity.models import AppUser
from core_service.identity.rules import FORMER_MEMBER
from core_service.privacy.models import PersonErasure, PersonExport
from core_service.privacy.queries.parts import lives_elsewhere, parts_that_go, rows_of
from core_service.privacy.queries.people import Subject, may_export
from core_service.sessions.models import SessionTemplate, TutoringSession
from core_service.sessions.rules import PLANNED

MANAGES_PEOPLE = (Permission.STUDENT_MANAGE, Permission.CENTRE_MANAGE)

Request = TypeVar("Request", PersonExport, PersonErasure)


@dataclass(frozen=True, slots=True)
class Named:
    """A request with the name of whom it is about."""

    request: PersonExport | PersonErasure
    person_name: str


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """One kind of rows that an erasure takes, or takes the words of."""

    label: str
    fate: Fate
    rows: int


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What an erasure would do; `lessons` and `templates` are still to be given by somebody else."""

    subject: Subject
    lives_elsewhere: bool
    what_goes: Sequence[WhatGoes]
    lessons: int
    templates: int


def export_by_id(db: Session, actor: Actor, export_id: UUID) -> PersonExport:
    """For those who asked, and those who manage the person, as long as they could ask again.

    Raises NotFound, LoginNeeded.
    """
    export = db.get(PersonExport, export_id)
    if export is None or not _concerns(actor, export):
        raise NotFound("export")
    if not may_export(db, actor, person_id=export.subject_id, centre_id=export.centre_id):
        raise NotFound("export")
    return export


def _concerns(actor: Actor, request: PersonExport) -> bool:
    manages = any(actor.may(each, request.centre_id) for each in MANAGES_PEOPLE)
    return manages or request.requested_by_id == actor.user_id


def erasure_by_id(db: Session, erasure_id: UUID) -> PersonErasure:
    """Raises NotFound."""
    erasure = db.get(PersonErasure, erasure_id)
    if erasure is None:
        raise NotFound("erasure")
    return erasure


def requests_page(
    db: Session,
    actor: Actor,
    kind: type[Request],
    *,
    person_id: UUID | None,
    cursor: Cursor | None,
    limit: int,
) -> Sequence[Request]:
    """`limit` + 1 requests of the centres that the actor manages, and their own, newest first."""
    managed = actor.centres_with(*MANAGES_PEOPLE)
    is_theirs = sa.or_(kind.centre_id.in_(managed), kind.requested_by_id == actor.user_id)
    found = newest_first(sa.select(kind).where(is_theirs), (kind.created_at, kind.id), cursor, limit)
    if person_id is not None:
        found = found.where(kind.subject_id == person_id)
    return db.scalars(found).all()


def with_names(db: Session, requests: Sequence[PersonExport] | Sequence[PersonErasure]) -> Sequence[Named]:
    """Each with the name of whom it is about, or a former member's; in one statement."""
    ids = {each.subject_id for each in requests}
    names = dict(db.execute(sa.select(AppUser.id, AppUser.name).where(AppUser.id.in_(ids))).all())
    return [Named(each, names.get(each.subject_id, FORMER_MEMBER)) for each in requests]


def erasure_preview(db: Session, subject: Subject, *, now: datetime) -> ErasurePreview:
    """Counts by kind, one statement each, whatever number of rows there is."""
    person_id, centre_id = subject.person.id, subject.centre_id
    elsewhere = lives_elsewhere(db, person_id, centre_id)
    what_goes = []
    for part in parts_that_go(with_the_person=not elsewhere):
        counted = sa.select(sa.func.count()).select_from(part.model).where(rows_of(part, person_id, centre_id))
        rows = db.scalar(counted) or 0
        if rows:
            what_goes.append(WhatGoes(part.label, part.fate, rows))
    lessons, templates = still_teaches(db, person_id, centre_id, now=now)
    return ErasurePreview(subject, elsewhere, what_goes, lessons, templates)


def still_teaches(db: Session, person_id: UUID, centre_id: UUID, *, now: datetime) -> tuple[int, int]:
    """How many lessons to come and weekly templates name the person as their tutor."""
    session, template = TutoringSession, SessionTemplate
    lessons = sa.select(sa.func.count()).where(
        session.centre_id == centre_id,
        session.status.in_(PLANNED),
        session.scheduled_end > now,
        session.names_as_tutor(person_id),
    )
    templates = sa.select(sa.func.count()).where(
        template.centre_id == centre_id, template.tutor_id == person_id, template.is_active
    )
    return db.scalar(lessons) or 0, db.scalar(templates) or 0
