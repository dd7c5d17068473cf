"""A student as a person of a centre, and their family (R060)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import CentreMissing
from core_service.access.rules import Permission, Role
from core_service.centres.queries import settings_of_centre
from core_service.foundation.errors import NotFound
from core_service.identity.models import AppUser, Credential, GuardianLink, UserRole
from core_service.identity.queries import age_tier_of
from core_service.identity.rules import AgeTier


@dataclass(frozen=True, slots=True)
class StudentRecord:
    """A student's own facts; `grant` is their role in one centre, `email` None where they cannot sign in."""

    person: AppUser
    grant: UserRole
    email: str | None
    age_tier: AgeTier


@dataclass(frozen=True, slots=True)
class Guardian:
    """A parent or guardian; `email` only for those who manage students."""

    link: GuardianLink
    person: AppUser
    email: str | None


def student_grants(db: Session, student_id: UUID, centre_ids: Collection[UUID]) -> Sequence[UserRole]:
    """The student's roles in these centres, ended ones too, but last. Raises NotFound where there is none."""
    found = sa.select(UserRole).where(
        UserRole.user_id == student_id, UserRole.role == Role.STUDENT, UserRole.centre_id.in_(centre_ids)
    )
    grants = db.scalars(found.order_by(UserRole.is_active.desc(), UserRole.created_at, UserRole.id)).all()
    if not grants:
        raise NotFound("student")
    return grants


def managed_grant(db: Session, actor: Actor, student_id: UUID, *, centre_id: UUID | None) -> UserRole:
    """The student's role in the centre that is meant, where the actor manages students.

    Raises NotFound, and CentreMissing where several centres are possible and none is named.
    """
    grants = student_grants(db, student_id, actor.centres_with(Permission.STUDENT_MANAGE))
    if centre_id is not None:
        grants = [grant for grant in grants if grant.centre_id == centre_id]
    if not grants:
        raise NotFound("student")
    if len(grants) > 1:
        raise CentreMissing
    return grants[0]


def student_record(db: Session, grant: UserRole, *, today: date) -> StudentRecord:
    """The person behind a student's role."""
    person = db.get_one(AppUser, grant.user_id)
    email = db.scalar(sa.select(Credential.email).where(Credential.user_id == grant.user_id))
    tier = age_tier_of(person, settings_of_centre(db, grant.centre_id), today)
    return StudentRecord(person, grant, email, tier)


def guardians_of(
    db: Session, student_id: UUID, *, centre_ids: Collection[UUID], with_email_in: Collection[UUID]
) -> Sequence[Guardian]:
    """By name, in one statement; e-mail addresses only of links in the centres `with_email_in`."""
    found = (
        sa.select(GuardianLink, AppUser, Credential.email)
        .join(AppUser, AppUser.id == GuardianLink.guardian_id)
        .outerjoin(Credential, Credential.user_id == GuardianLink.guardian_id)
        .where(GuardianLink.student_id == student_id, GuardianLink.centre_id.in_(centre_ids))
        .order_by(AppUser.name, GuardianLink.id)
    )
    return [
        Guardian(link, person, email if link.centre_id in with_email_in else None)
        for link, person, email in db.execute(found)
    ]


def guardian_link(db: Session, *, centre_id: UUID, student_id: UUID, guardian_id: UUID) -> GuardianLink:
    """Raises NotFound."""
    link = db.scalar(
        sa.select(GuardianLink).where(
            GuardianLink.centre_id == centre_id,
            GuardianLink.student_id == student_id,
            GuardianLink.guardian_id == guardian_id,
        )
    )
    if link is None:
        raise NotFound("guardian")
    return link
