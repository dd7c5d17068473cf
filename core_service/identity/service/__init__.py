"""People, what they are in which centre, and whose parents they are."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Role
from core_service.audit.service import record
from core_service.identity.models import AppUser, CentreMember, Credential, GuardianLink, UserRole
from core_service.identity.passwords import hash_password
from core_service.identity.queries.people import active_roles
from core_service.identity.rules import AgeTier, normal_email
from core_service.identity.rules.granting import needed_for
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person with their sign-in."""

    name: str
    email: str
    password: str
    avatar_url: str | None = None
    school_grade: int | None = None
    date_of_birth: date | None = None
    age_tier_override: AgeTier | None = None


def add_person(db: Session, new: NewPerson, *, now: datetime) -> AppUser:
    """A person who belongs to no centre yet."""
    person = AppUser(
        id=new_id(),
        name=new.name,
        avatar_url=new.avatar_url,
        school_grade=new.school_grade,
        date_of_birth=new.date_of_birth,
        age_tier_override=new.age_tier_override,
    )
    db.add(person)
    db.flush()
    db.add(
        Credential(
            user_id=person.id,
            email=normal_email(new.email),
            password_hash=hash_password(new.password),
            password_changed_at=now,
        )
    )
    db.flush()
    return person


def give_role(db: Session, actor: Actor | None, *, centre_id: UUID, user_id: UUID, role: Role) -> UserRole:
    """Makes a person a member of the centre in a role; giving it again changes nothing. `actor` None: the system."""
    member = db.get(CentreMember, (centre_id, user_id)) or CentreMember(centre_id=centre_id, user_id=user_id)
    member.left_at = None
    db.add(member)
    db.flush()
    held = db.scalar(
        sa.select(UserRole).where(UserRole.centre_id == centre_id, UserRole.user_id == user_id, UserRole.role == role)
    )
    if held is not None and held.is_active:
        return held
    if held is not None:
        begin_again(db, held)
    grant = held or UserRole(id=new_id(), centre_id=centre_id, user_id=user_id, role=role)
    db.add(grant)
    db.flush()
    record(
        db,
        actor,
        needed_for(role),
        "ROLE_GRANT",
        centre_id=centre_id,
        resource_type="UserRole",
        resource_id=grant.id,
        after={"userId": user_id, "role": role},
    )
    return grant


def begin_again(db: Session, grant: UserRole) -> None:
    """An ended role holds again; whose sign-in had ended with their last role may sign in again."""
    if not active_roles(db, grant.user_id):
        db.execute(sa.update(AppUser).where(AppUser.id == grant.user_id).values(is_active=True))
    grant.is_active = True
    db.get_one(CentreMember, (grant.centre_id, grant.user_id)).left_at = None
    db.flush()


def link_guardian(db: Session, *, centre_id: UUID, guardian_id: UUID, student_id: UUID) -> None:
    """Makes a person the parent of a child in a centre."""
    db.add(GuardianLink(centre_id=centre_id, guardian_id=guardian_id, student_id=student_id))
    db.flush()
