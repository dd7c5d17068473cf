"""Tickets: who may join a session's room, and as what (PROTOCOL, Connecting; REQUIREMENTS 26, Joining)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.live.errors import NoRole, TooEarly
from core_service.live.queries.membership import role_in, tutor_ids
from core_service.live.rules import JOIN_WITHIN, RoomRole, ticket_until
from core_service.live.service.taking_part import demand_not_over
from core_service.sessions.models import SessionStepIn, TutoringSession
from core_service.sessions.queries import session_by_id
from core_service.sessions.rules import join_opens_at, may_join
from core_service.sessions.service import record_conduct
from core_service.sessions.service.log import append_event, lock_session
from shared.events.room import SessionChanged
from shared.events.values import CentreId, LoginId, SessionId, UserId
from shared.ids import new_id
from shared.tickets import RoomTicket


def issue_ticket(db: Session, actor: Actor, *, session_id: UUID, wanted: RoomRole | None, now: datetime) -> RoomTicket:
    """A ticket in the strongest role that the actor has, or in the one `wanted`: staff may step in or only observe.

    Raises NotFound, RelationMissing, PermissionMissing, TooEarly, SessionEnded, SessionCancelled.
    """
    session = session_by_id(db, session_id)
    role = role_in(db, actor, session)
    if wanted is RoomRole.TUTOR and role is not RoomRole.TUTOR:
        actor.demand(Permission.SESSION_CONDUCT, session.centre_id)
    elif role is None or (wanted is not None and not role.is_staff):
        raise NoRole
    _demand_open(session, now)
    if wanted is RoomRole.TUTOR and role is not RoomRole.TUTOR:
        session = _step_in(db, actor, session_id, now=now)
    return _ticket(actor, session, wanted or role or RoomRole.TUTOR, now)


def _demand_open(session: TutoringSession, now: datetime) -> None:
    demand_not_over(session)
    if not may_join(session.status, session.scheduled_start, now):
        raise TooEarly(join_opens_at(session.scheduled_start))


def _step_in(db: Session, actor: Actor, session_id: UUID, *, now: datetime) -> TutoringSession:
    """From now on the actor holds the tutor's role in the session; whoever is in the room learns of it."""
    session = lock_session(db, session_id)
    if actor.user_id in tutor_ids(db, session):
        return session
    db.add(SessionStepIn(centre_id=session.centre_id, session_id=session.id, user_id=actor.user_id, stepped_in_at=now))
    db.flush()
    tutors = tuple(UserId(str(tutor_id)) for tutor_id in tutor_ids(db, session))
    append_event(db, session, "everyone", SessionChanged(tutor_ids=tutors), now=now)
    record_conduct(db, actor, "SESSION_STEP_IN", session, None, {"tutorId": actor.user_id})
    return session


def _ticket(actor: Actor, session: TutoringSession, role: RoomRole, now: datetime) -> RoomTicket:
    return RoomTicket(
        id=str(new_id()),
        user_id=UserId(str(actor.user_id)),
        login_id=LoginId(str(actor.login_id)),
        session_id=SessionId(str(session.id)),
        centre_id=CentreId(str(session.centre_id)),
        role=role,
        join_by=int((now + JOIN_WITHIN).timestamp()),
        until=int(ticket_until(session.scheduled_end, session.actual_start).timestamp()),
        name=actor.name,
    )
