"""Who may change something in a session now: the first step of every act in it (R283, REQUIREMENTS 26, Joining).

These refusals have the codes of PROTOCOL, since the hub passes them on; what planning and work refuse for a session's
status is WrongSessionStatus, over REST (`sessions.errors`).
"""

from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import RelationMissing
from core_service.access.rules import Permission
from core_service.live.errors import NotInSession, SessionCancelled, SessionEnded, SessionNotStarted
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import is_enrolled
from core_service.sessions.rules import SessionStatus
from core_service.sessions.service.log import lock_session


def hold_as_student(db: Session, actor: Actor, session_id: UUID) -> TutoringSession:
    """The running session, locked, for a student who has a place in it.

    Raises NotFound, RelationMissing, SessionNotStarted, SessionEnded, SessionCancelled.
    """
    session = lock_session(db, session_id)
    if not actor.may(Permission.OWN_WORK, session.centre_id) or not is_enrolled(db, session_id, actor.user_id):
        raise RelationMissing("You are not enrolled in this session.")
    if session.status is SessionStatus.SCHEDULED:
        raise SessionNotStarted
    demand_not_over(session)
    return session


def demand_not_over(session: TutoringSession) -> None:
    """Raises SessionEnded or SessionCancelled; before the start staff may prepare."""
    if session.status is SessionStatus.COMPLETED:
        raise SessionEnded
    if session.status is SessionStatus.CANCELLED:
        raise SessionCancelled


def demand_student_of(db: Session, session: TutoringSession, student_id: UUID) -> None:
    """Raises NotInSession."""
    if not is_enrolled(db, session.id, student_id):
        raise NotInSession
