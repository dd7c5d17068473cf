"""Whom an export or erasure is about, and what the actor may do with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.errors import CentreMissing, RelationMissing
from core_service.access.rules import Permission, Role
from core_service.foundation.errors import NotFound
from core_service.identity.models import AppUser, CentreMember, UserRole
from core_service.identity.queries.families import is_parent_of
from core_service.privacy.rules import ExportAudience, managing_permission, may_overrule


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as a member of one centre; `roles` are ended ones too."""

    person: AppUser
    centre_id: UUID
    roles: frozenset[Role]


def subject_of_export(
    db: Session, actor: Actor, *, person_id: UUID, centre_id: UUID | None
) -> tuple[Subject, ExportAudience, Permission | None]:
    """Whom, for whom, and by which permission (None: one's own).

    Raises NotFound, RelationMissing for staff who see the person but do not manage them, CentreMissing, and LoginNeeded
    for oneself by an API token or a centre's tablet.
    """
    found = _subjects(db, actor, person_id, centre_id)
    allowed = [(subject, *right) for subject in found if (right := _export_right(db, actor, subject))]
    if not allowed:
        raise _refusal(actor, found)
    if len(allowed) > 1:
        raise CentreMissing
    return allowed[0]


def may_export(db: Session, actor: Actor, *, person_id: UUID, centre_id: UUID) -> bool:
    """Whether the actor could ask for it now: a parent who was unlinked no longer can. Raises LoginNeeded."""
    return any(_export_right(db, actor, each) for each in _subjects(db, actor, person_id, centre_id))


def subject_of_erasure(
    db: Session, actor: Actor, *, person_id: UUID, centre_id: UUID | None
) -> tuple[Subject, Permission]:
    """Raises NotFound, RelationMissing, CentreMissing; nobody erases themselves or whoever stands above them."""
    found = _subjects(db, actor, person_id, centre_id)
    allowed = []
    for subject in found:
        permission = managing_permission(subject.roles)
        is_above = may_overrule(actor.roles_in(subject.centre_id), subject.roles)
        if actor.may(permission, subject.centre_id) and is_above and person_id != actor.user_id:
            allowed.append((subject, permission))
    if not allowed:
        raise _refusal(actor, found)
    if len(allowed) > 1:
        raise CentreMissing
    return allowed[0]


def _subjects(db: Session, actor: Actor, person_id: UUID, centre_id: UUID | None) -> Sequence[Subject]:
    member = CentreMember
    found = (
        sa.select(AppUser, member.centre_id)
        .join(member, member.user_id == AppUser.id)
        .where(
            AppUser.id == person_id,
            member.erased_at.is_(None),
            member.centre_id.in_({grant.centre_id for grant in actor.grants} | actor.every_centre),
        )
        .order_by(member.created_at)
    )
    if centre_id is not None:
        found = found.where(member.centre_id == centre_id)
    rows = db.execute(found).all()
    held = db.execute(sa.select(UserRole.centre_id, UserRole.role).where(UserRole.user_id == person_id)).all()
    return [
        Subject(person, centre, frozenset(row.role for row in held if row.centre_id == centre))
        for person, centre in rows
    ]


def _export_right(db: Session, actor: Actor, subject: Subject) -> tuple[ExportAudience, Permission | None] | None:
    permission = managing_permission(subject.roles)
    if subject.person.id == actor.user_id:
        actor.demand_login()
        return ExportAudience.FAMILY, None
    if actor.may(permission, subject.centre_id):
        return ExportAudience.STAFF, permission
    is_parent = sa.select(is_parent_of(actor.user_id, centre_id=subject.centre_id, student_id=subject.person.id))
    if actor.may(Permission.CHILD_VIEW, subject.centre_id) and db.scalar(is_parent):
        return ExportAudience.FAMILY, Permission.CHILD_VIEW
    return None


def _refusal(actor: Actor, found: Sequence[Subject]) -> Exception:
    """Staff see who is in their centre; families see nobody else."""
    if any(actor.may(Permission.SESSION_VIEW_STUDENTS, each.centre_id) for each in found):
        return RelationMissing("This is for the person, their parents, and those who manage people in the centre.")
    return NotFound("person")
