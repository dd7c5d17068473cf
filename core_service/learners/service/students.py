"""Students join a centre, change, leave and come back (REQUIREMENTS 27, issue "Centres and people")."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import sqlalchemy.exc
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission, Role
from core_service.audit.service import record
from core_service.identity.errors import HasLeft
from core_service.identity.models import AppUser, Credential, UserRole
from core_service.identity.passwords import hash_password
from core_service.identity.queries.people import active_roles
from core_service.identity.rules import AgeTier, normal_email
from core_service.identity.service import give_role
from core_service.identity.service.departures import end_role, restore_role
from core_service.learners.errors import BelongsElsewhere, EmailTaken
from shared.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStudent:
    """A student; without an e-mail address they have no sign-in, without a password they set it by a reset."""

    name: str
    school_grade: int | None = None
    date_of_birth: date | None = None
    age_tier_override: AgeTier | None = None
    email: str | None = None
    password: str | None = None


def add_student(db: Session, actor: Actor, *, centre_id: UUID, new: NewStudent, now: datetime) -> UserRole:
    """A new person as a student of the centre. Raises EmailTaken."""
    person = AppUser(
        id=new_id(),
        name=new.name,
        school_grade=new.school_grade,
        date_of_birth=new.date_of_birth,
        age_tier_override=new.age_tier_override,
        is_active=True,
    )
    db.add(person)
    db.flush()
    if new.email is not None:
        _give_sign_in(db, person.id, new.email, new.password, now=now)
    give_role(db, actor, centre_id=centre_id, user_id=person.id, role=Role.STUDENT)
    grant = db.scalars(
        sa.select(UserRole).where(
            UserRole.centre_id == centre_id, UserRole.user_id == person.id, UserRole.role == Role.STUDENT
        )
    ).one()
    after = {"schoolGrade": new.school_grade, "hasSignIn": int(new.email is not None)}
    _record(db, actor, "STUDENT_ADD", grant, after=after)
    return grant


def change_student(db: Session, actor: Actor, *, grant: UserRole, values: Mapping[str, Any], now: datetime) -> None:
    """Changes a person's facts, and the address with which they sign in (null: they no longer do).

    Raises EmailTaken, BelongsElsewhere, HasLeft.
    """
    if not grant.is_active:
        raise HasLeft
    person = db.get_one(AppUser, grant.user_id)
    before: dict[str, object] = {}
    for name in values.keys() - {"email"}:
        before[name] = _audited(name, getattr(person, name))
        setattr(person, name, values[name])
    if "email" in values:
        _change_sign_in(db, grant, values["email"], now=now)
    person.updated_at = now
    db.flush()
    after = {name: _audited(name, value) for name, value in values.items()}
    _record(db, actor, "STUDENT_CHANGE", grant, before=before, after=after)


def deactivate_student(db: Session, actor: Actor, *, grant: UserRole, now: datetime) -> None:
    """The student leaves the centre at once; places to come are given up by a job. Again changes nothing."""
    end_role(db, actor, Permission.STUDENT_MANAGE, grant=grant, now=now)


def reactivate_student(db: Session, actor: Actor, *, grant: UserRole) -> None:
    """The student comes back; bookings that were given up are not made again by themselves."""
    restore_role(db, actor, Permission.STUDENT_MANAGE, grant=grant)


def _change_sign_in(db: Session, grant: UserRole, email: str | None, *, now: datetime) -> None:
    """Whoever may set an address may sign in with it: so only for a student of this centre alone."""
    credential = db.scalar(sa.select(Credential).where(Credential.user_id == grant.user_id))
    if email is not None and credential is not None and credential.email == normal_email(email):
        return
    if any(role.id != grant.id for role in active_roles(db, grant.user_id)):
        raise BelongsElsewhere
    if credential is not None:
        db.delete(credential)
        db.flush()
    if email is not None:
        _give_sign_in(db, grant.user_id, email, None, now=now)


def _give_sign_in(db: Session, user_id: UUID, email: str, password: str | None, *, now: datetime) -> None:
    credential = Credential(
        user_id=user_id,
        email=normal_email(email),
        password_hash=hash_password(password or secrets.token_urlsafe(32)),
        password_changed_at=now,
    )
    try:
        with db.begin_nested():
            db.add(credential)
            db.flush()
    except sqlalchemy.exc.IntegrityError:
        raise EmailTaken from None


def _audited(name: str, value: object) -> object:
    """Names, birthdays and addresses are not for the audit."""
    return value if name in ("school_grade", "age_tier_override") else "changed"


def _record(
    db: Session,
    actor: Actor,
    action: str,
    grant: UserRole,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    record(
        db,
        actor,
        Permission.STUDENT_MANAGE,
        action,
        centre_id=grant.centre_id,
        resource_type="AppUser",
        resource_id=grant.user_id,
        before=before,
        after=after,
    )
