"""A parent says that a child will not come: it prefills EXCUSED, and staff still mark (R250)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.attendance.models import AbsenceNotice
from core_service.audit.service import record_row
from core_service.foundation.errors import NotFound
from core_service.identity.queries.families import is_parent_of
from core_service.sessions.errors import WrongSessionStatus
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import is_enrolled
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service.log import lock_session
from shared.ids import new_id


def give_notice(
    db: Session, actor: Actor, *, session_id: UUID, student_id: UUID, reason: str | None, now: datetime
) -> tuple[AbsenceNotice, bool]:
    """The notice, and whether it is new; given again, it has the newest reason.

    Raises NotFound unless the session has a place for the actor's own child, WrongSessionStatus once it has begun.
    """
    session = lock_session(db, session_id)
    _demand_child(db, actor, session, student_id)
    _demand_planned(session)
    standing = db.scalar(
        sa.select(AbsenceNotice).where(AbsenceNotice.session_id == session_id, AbsenceNotice.student_id == student_id)
    )
    if standing is not None and standing.reason == reason:
        return standing, False
    notice = standing or AbsenceNotice(
        id=new_id(), centre_id=session.centre_id, session_id=session_id, student_id=student_id
    )
    notice.reason, notice.given_at, notice.given_by_id = reason, now, actor.user_id
    db.add(notice)
    db.flush()
    _record(db, actor, "ABSENCE_NOTICE", notice)
    return notice, standing is None


def withdraw_notice(db: Session, actor: Actor, *, notice_id: UUID) -> None:
    """The child comes after all. Raises NotFound, also for another's child, and WrongSessionStatus."""
    stored = db.get(AbsenceNotice, notice_id)
    if stored is None:
        raise NotFound("absence notice")
    session = lock_session(db, stored.session_id)
    _demand_child(db, actor, session, stored.student_id)
    _demand_planned(session)
    _record(db, actor, "ABSENCE_NOTICE_WITHDRAW", stored)
    db.delete(stored)


def _demand_child(db: Session, actor: Actor, session: TutoringSession, student_id: UUID) -> None:
    """Other people's children look as if they were not there."""
    is_theirs = is_parent_of(actor.user_id, centre_id=session.centre_id, student_id=student_id)
    if not db.scalar(sa.select(is_theirs)) or not is_enrolled(db, session.id, student_id):
        raise NotFound("lesson of your child")


def _demand_planned(session: TutoringSession) -> None:
    if session.status is not SessionStatus.SCHEDULED:
        raise WrongSessionStatus(session.status, "excused from")


def _record(db: Session, actor: Actor, action: str, notice: AbsenceNotice) -> None:
    record_row(
        db,
        actor,
        Permission.CHILD_VIEW,
        action,
        notice,
        details={"studentId": notice.student_id, "sessionId": notice.session_id},
    )
