"""A lesson begins and ends, with all that ends in it (R142, C17)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.foundation.jobs import schedule
from core_service.identity.service.tablets import leave_tablets
from core_service.live.models import HelpRequest
from core_service.live.rules import OPEN_STATUSES, HelpStatus, forgotten_at
from core_service.live.service.help_requests import close_request
from core_service.live.service.panels import end_contact
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import enrollments_of
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service import close_session, hold_as_staff, start_session
from core_service.sessions.service.log import lock_session
from core_service.work.service.assignments import end_session_assignments

END_FORGOTTEN = "live.end_forgotten"
"""The pending job that ends a session which is left open; its arguments are `{sessionId}`."""


def start(db: Session, actor: Actor, *, session_id: UUID, now: datetime) -> tuple[TutoringSession, int | None]:
    """Begins the lesson; the `seq` is None if it runs already. Raises WrongSessionStatus once it is over."""
    session = hold_as_staff(db, actor, session_id, Permission.SESSION_CONDUCT)
    seq = start_session(db, actor, session=session, now=now)
    if seq is not None:
        _promise_end(db, session)
    return session, seq


def _promise_end(db: Session, session: TutoringSession) -> None:
    schedule(
        db,
        END_FORGOTTEN,
        centre_id=session.centre_id,
        due_at=forgotten_at(session.scheduled_end, session.actual_start),
        key=str(session.id),
        arguments={"sessionId": str(session.id)},
    )


def end(db: Session, actor: Actor, *, session_id: UUID, now: datetime) -> tuple[TutoringSession, int | None]:
    """Ends the lesson for everyone; the `seq` is None if it has ended already."""
    session = hold_as_staff(db, actor, session_id, Permission.SESSION_CONDUCT)
    return session, _end(db, actor, session, now=now)


def end_forgotten(db: Session, *, session_id: UUID, now: datetime) -> None:
    """The system's job: ends a session that still runs two hours after its planned end, which may have moved."""
    session = lock_session(db, session_id)
    if session.status is not SessionStatus.IN_PROGRESS:
        return
    if now < forgotten_at(session.scheduled_end, session.actual_start):
        _promise_end(db, session)
    else:
        _end(db, None, session, now=now)


def _end(db: Session, actor: Actor | None, session: TutoringSession, *, now: datetime) -> int | None:
    """Hands go down, contact and session-scoped assignments end; `session:ended` comes last."""
    if session.status is SessionStatus.IN_PROGRESS:
        for request in _open_requests(db, session):
            close_request(db, actor, session, request, HelpStatus.CANCELLED, now=now)
        end_contact(db, session, now=now)
        end_session_assignments(db, session=session, now=now)
        leave_tablets(db, {place.student_id for place in enrollments_of(db, session.id)}, now=now)
    return close_session(db, actor, session=session, now=now)


def _open_requests(db: Session, session: TutoringSession) -> list[HelpRequest]:
    open_ones = sa.select(HelpRequest).where(
        HelpRequest.session_id == session.id, HelpRequest.status.in_(OPEN_STATUSES)
    )
    return list(db.scalars(open_ones.order_by(HelpRequest.requested_at, HelpRequest.id)))
