"""Parents of the demo who have said beforehand that a child will not come (R250)."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.attendance.models import AbsenceNotice
from core_service.attendance.service.absence_notices import give_notice
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import is_enrolled
from core_service.sessions.rules import SessionStatus
from seed.demo.centres import KnownCentre

_BEFORE = timedelta(hours=20)


def excuse(db: Session, centre: KnownCentre, session: TutoringSession) -> UUID | None:
    """The eldest child, on the day before a lesson that is not held yet; None where no parent has two."""
    children = _children(centre)
    if len(children) < 2:
        return None
    reason = "We have an appointment at the dentist's."
    give_notice(
        db,
        _parent(centre),
        session_id=session.id,
        student_id=children[0],
        reason=reason,
        now=session.scheduled_start - _BEFORE,
    )
    return children[0]


def excuse_ahead(db: Session, centre: KnownCentre, *, now: datetime) -> None:
    """The youngest child from the next weekly lesson, unless a notice for a lesson to come was ever given."""
    children = _children(centre)
    given = sa.select(AbsenceNotice.id).where(
        AbsenceNotice.centre_id == centre.id, AbsenceNotice.student_id == children[-1]
    )
    if len(children) < 2 or db.scalar(given.limit(1)) is not None:
        return
    weekly = sa.select(TutoringSession).where(
        TutoringSession.centre_id == centre.id,
        TutoringSession.template_id.is_not(None),
        TutoringSession.status == SessionStatus.SCHEDULED,
        TutoringSession.scheduled_start > now,
    )
    for session in db.scalars(weekly.order_by(TutoringSession.scheduled_start, TutoringSession.id)):
        if is_enrolled(db, session.id, children[-1]):
            reason = "A birthday in the family."
            give_notice(db, _parent(centre), session_id=session.id, student_id=children[-1], reason=reason, now=now)
            return


def _children(centre: KnownCentre) -> list[UUID]:
    """Of the first parent, the eldest first."""
    parent = next(person for person in centre.cast.staff if person.role is Role.PARENT)
    return [centre.people[account] for account in parent.children]


def _parent(centre: KnownCentre) -> Actor:
    return centre.actor(centre.cast.account_of(Role.PARENT), Role.PARENT)
