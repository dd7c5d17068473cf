"""To whom the tutor turns: counted as contact time (R034, R117, C37)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.service import record_row
from core_service.live.models import ContactInterval
from core_service.live.rules import PanelMode
from core_service.live.service.taking_part import demand_not_over, demand_student_of
from core_service.sessions.models import TutoringSession
from core_service.sessions.service import hold_as_staff
from core_service.sessions.service.log import append_event
from shared.events.room import PanelChanged
from shared.events.values import UserId
from shared.ids import new_id


def set_panel_mode(
    db: Session, actor: Actor, *, session_id: UUID, student_id: UUID, mode: PanelMode, now: datetime
) -> int | None:
    """Turns a student's panel; the event's `seq`, None if it stood so already."""
    session = hold_as_staff(db, actor, session_id, Permission.SESSION_CONDUCT)
    demand_not_over(session)
    demand_student_of(db, session, student_id)
    standing = db.scalar(_open(session).where(ContactInterval.student_id == student_id))
    before = standing.mode if standing else PanelMode.OBSERVE
    if before is mode:
        return None
    if standing is not None:
        standing.ended_at = now
        db.flush()
    turned = ContactInterval(
        id=new_id(),
        centre_id=session.centre_id,
        session_id=session.id,
        student_id=student_id,
        tutor_id=actor.user_id,
        mode=mode,
        started_at=now,
    )
    db.add(turned)
    record_row(
        db,
        actor,
        Permission.SESSION_CONDUCT,
        "PANEL_MODE",
        session,
        before={"mode": before},
        after={"mode": mode},
        details={"studentId": student_id},
    )
    return append_event(db, session, "staff", PanelChanged(student_id=UserId(str(student_id)), mode=mode), now=now)


def end_contact(db: Session, session: TutoringSession, *, now: datetime) -> None:
    """Closes what is open in a locked session that ends."""
    for standing in db.scalars(_open(session).order_by(ContactInterval.started_at, ContactInterval.id)).all():
        standing.ended_at = now
        if standing.mode is PanelMode.TEACH:
            turned = PanelChanged(student_id=UserId(str(standing.student_id)), mode=PanelMode.OBSERVE)
            append_event(db, session, "staff", turned, now=now)


def _open(session: TutoringSession) -> sa.Select[ContactInterval]:
    return sa.select(ContactInterval).where(
        ContactInterval.session_id == session.id, ContactInterval.ended_at.is_(None)
    )
