"""Who is to be told: active people of a centre, by what they are to the lesson or the child."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.identity.models import AppUser, CentreMember, GuardianLink, UserRole
from core_service.notifications.models import NotificationPreference
from core_service.notifications.rules.kinds import Channels, NotificationKind, Reader
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession

_READER_OF = {Role.STUDENT: Reader.STUDENT, Role.PARENT: Reader.PARENT}


@dataclass(frozen=True, slots=True)
class Child:
    """A student with the parents who are told about them."""

    id: UUID
    name: str
    parent_ids: tuple[UUID, ...]


def children(db: Session, centre_id: UUID, student_ids: Collection[UUID]) -> Sequence[Child]:
    """Active students with their active parents, by name, in two statements."""
    rows = db.execute(_active(centre_id).add_columns(AppUser.name).where(AppUser.id.in_(student_ids)))
    names: dict[UUID, str] = {id: name for id, name in rows}  # noqa: C416 - rows are no pairs to mypy
    linked = (
        sa.select(GuardianLink.student_id, GuardianLink.guardian_id)
        .where(GuardianLink.centre_id == centre_id, GuardianLink.student_id.in_(names))
        .where(GuardianLink.guardian_id.in_(_active(centre_id)))
        .order_by(GuardianLink.guardian_id)
    )
    parents: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for student_id, guardian_id in db.execute(linked):
        parents[student_id].append(guardian_id)
    return [Child(id, name, tuple(parents[id])) for id, name in sorted(names.items(), key=lambda each: each[1])]


def child(db: Session, centre_id: UUID, student_id: UUID) -> Child | None:
    """The same for one; None if they are not active any more."""
    found = children(db, centre_id, [student_id])
    return found[0] if found else None


def students_of(db: Session, session_id: UUID) -> Sequence[UUID]:
    """Who has a place in the session."""
    place = StudentSessionEnrollment
    found = sa.select(place.student_id).where(place.session_id == session_id, place.is_taken)
    return db.scalars(found.distinct().order_by(place.student_id)).all()


def tutors_of(session: TutoringSession) -> tuple[UUID, ...]:
    """Who teaches it: the substitute, if there is one."""
    return (session.taught_by_id,)


def overseers(db: Session, centre_id: UUID) -> Sequence[UUID]:
    """The centre's active supervisors; its admins where it has none."""
    found = sa.select(UserRole.user_id, UserRole.role).where(
        UserRole.centre_id == centre_id,
        UserRole.role.in_([Role.SUPERVISOR, Role.ADMIN]),
        UserRole.is_active,
        UserRole.user_id.in_(_active(centre_id)),
    )
    rows = db.execute(found.order_by(UserRole.user_id)).all()
    supervisors = [user_id for user_id, role in rows if role is Role.SUPERVISOR]
    return supervisors or [user_id for user_id, _ in rows]


def _active(centre_id: UUID) -> sa.Select[UUID]:
    return (
        sa.select(AppUser.id)
        .join(CentreMember, CentreMember.user_id == AppUser.id)
        .where(CentreMember.centre_id == centre_id, CentreMember.left_at.is_(None), AppUser.is_active)
    )


def active_among(db: Session, centre_id: UUID, user_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these who still belong to the centre."""
    return frozenset(db.scalars(_active(centre_id).where(AppUser.id.in_(user_ids))))


def readers_as(actor: Actor) -> frozenset[Reader]:
    """As whom the actor is told, by their roles."""
    return frozenset(_READER_OF.get(grant.role, Reader.STAFF) for grant in actor.grants)


def preferences(db: Session, user_ids: Collection[UUID]) -> Mapping[tuple[UUID, NotificationKind], Channels]:
    """What these people have said, of every kind."""
    found = sa.select(NotificationPreference).where(NotificationPreference.user_id.in_(user_ids))
    return {(row.user_id, row.kind): Channels(row.in_app, row.email) for row in db.scalars(found)}
