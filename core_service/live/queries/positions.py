"""Answers the hub's look every two seconds: where its rooms' logs end, and who is to leave (ARCHITECTURE 5)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from core_service.access.rules import OPENS_ROOMS
from core_service.centres.models import Centre
from core_service.foundation.errors import Invalid
from core_service.identity.models import ApiToken, AppUser, Login, UserRole
from core_service.sessions.models import SessionLogHead, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus
from shared.events.notices import PositionsAnswer, PositionsQuestion, Revocation, RoomHead
from shared.events.values import LoginId, SessionId, UserId

LOOKS_BACK = timedelta(seconds=15)
"""Changes are found by their time, and may be committed later than others of the same time: each look overlaps
the one before. What is told twice is harmless: only what still holds is told."""


def room_ids(question: PositionsQuestion) -> dict[UUID, UUID]:
    """Session → centre, as the hub has it from verified tickets. Raises Invalid for what is no id."""
    try:
        return {UUID(room.session_id): UUID(room.centre_id) for room in question.rooms}
    except ValueError:
        raise Invalid.field("rooms", "name a session or centre by something that is no id") from None


def positions(db: Session, rooms: Mapping[UUID, UUID], *, cursor: str | None, now: datetime) -> PositionsAnswer:
    """Heads of the rooms that are in the centre that the hub says, and revocations since the cursor's look.

    `rooms` are those of `room_ids`; a first look, without a cursor, tells of no revocations.
    """
    since = _since(cursor)
    return PositionsAnswer(
        cursor=now.isoformat(),
        rooms=tuple(_heads(db, rooms)),
        revoked=tuple(_revoked(db, list(rooms), since - LOOKS_BACK)) if since else (),
    )


def _since(cursor: str | None) -> datetime | None:
    if cursor is None:
        return None
    try:
        since = datetime.fromisoformat(cursor)
    except ValueError:
        since = None
    if since is None or since.tzinfo is None:
        raise Invalid.field("cursor", "is not one that this route has given out")
    return since


def _heads(db: Session, rooms: Mapping[UUID, UUID]) -> Iterator[RoomHead]:
    head = SessionLogHead
    found = sa.select(head.session_id, head.centre_id, head.last_seq).where(head.session_id.in_(rooms))
    for session_id, centre_id, last_seq in db.execute(found.order_by(head.session_id)):
        if rooms[session_id] == centre_id:
            yield RoomHead(session_id=SessionId(str(session_id)), head=last_seq)


def _revoked(db: Session, session_ids: Sequence[UUID], since: datetime) -> Iterator[Revocation]:
    for login_id in db.scalars(sa.select(Login.id).where(Login.ended_at > since)):
        yield Revocation(login_id=LoginId(str(login_id)), reason="signed out")
    for token_id in db.scalars(sa.select(ApiToken.id).where(ApiToken.ended_at > since)):
        yield Revocation(login_id=LoginId(str(token_id)), reason="token revoked")
    inactive = sa.select(AppUser.id).where(AppUser.is_active.is_(False), AppUser.updated_at > since)
    for user_id in db.scalars(inactive):
        yield Revocation(user_id=UserId(str(user_id)), reason="deactivated")
    yield from _without_role(db, session_ids, since)
    yield from _of_closed_centres(db, session_ids, since)
    yield from _unenrolled(db, session_ids, since)


def _without_role(db: Session, session_ids: Sequence[UUID], since: datetime) -> Iterator[Revocation]:
    """Who lost a role that lets into a room and holds no other one like it in the session's centre."""
    other = aliased(UserRole)
    still = sa.exists().where(
        other.user_id == UserRole.user_id,
        other.centre_id == UserRole.centre_id,
        other.role.in_(OPENS_ROOMS),
        other.is_active,
    )
    found = (
        sa.select(UserRole.user_id, TutoringSession.id)
        .join(TutoringSession, TutoringSession.centre_id == UserRole.centre_id)
        .where(
            UserRole.role.in_(OPENS_ROOMS),
            UserRole.is_active.is_(False),
            UserRole.updated_at > since,
            TutoringSession.id.in_(session_ids),
            ~still,
        )
    )
    for user_id, session_id in db.execute(found.distinct()):
        yield _from_room(user_id, session_id, "role removed")


def _of_closed_centres(db: Session, session_ids: Sequence[UUID], since: datetime) -> Iterator[Revocation]:
    """Everybody in the rooms of a centre that was closed."""
    found = (
        sa.select(UserRole.user_id, TutoringSession.id)
        .join(TutoringSession, TutoringSession.centre_id == UserRole.centre_id)
        .join(Centre, Centre.id == UserRole.centre_id)
        .where(TutoringSession.id.in_(session_ids), Centre.is_active.is_(False), Centre.updated_at > since)
    )
    for user_id, session_id in db.execute(found.distinct()):
        yield _from_room(user_id, session_id, "centre closed")


def _unenrolled(db: Session, session_ids: Sequence[UUID], since: datetime) -> Iterator[Revocation]:
    """Who has no place in the session any more."""
    place, other = StudentSessionEnrollment, aliased(StudentSessionEnrollment)
    still = sa.exists().where(
        other.session_id == place.session_id,
        other.student_id == place.student_id,
        other.is_taken,
    )
    found = sa.select(place.student_id, place.session_id).where(
        place.session_id.in_(session_ids),
        place.status == EnrollmentStatus.WITHDRAWN,
        place.updated_at > since,
        ~still,
    )
    for user_id, session_id in db.execute(found.distinct()):
        yield _from_room(user_id, session_id, "unenrolled")


def _from_room(user_id: UUID, session_id: UUID, reason: str) -> Revocation:
    return Revocation(user_id=UserId(str(user_id)), session_id=SessionId(str(session_id)), reason=reason)
