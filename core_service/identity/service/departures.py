"""A role that ends or comes back, and what follows for rooms, sign-in and places to come (REQUIREMENTS 27)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import OPENS_ROOMS, Permission, Role
from core_service.audit.service import record_row
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.jobs import schedule
from core_service.identity.models import AppUser, CentreMember, Login, UserRole
from core_service.identity.queries.people import active_roles
from core_service.identity.service import begin_again
from core_service.identity.service.sign_in import end_logins, revoke
from shared.events.notices import Revocation
from shared.events.values import CentreId, UserId

STUDENT_LEFT = "sessions.student_left"
"""Promised when a student leaves a centre: their places to come are given up; its arguments are `{studentId}`."""


def end_role(db: Session, actor: Actor, permission: Permission, *, grant: UserRole, now: datetime) -> None:
    """Takes the role away; one that had ended before is left alone.

    Whoever may be in no room of the centre any more leaves them all at once. A student's sign-in ends with their last
    role anywhere; staff and parents keep theirs, by which they accept another invitation.
    """
    if not grant.is_active:
        return
    grant.is_active = False
    db.flush()
    held = active_roles(db, grant.user_id)
    _leave_rooms(db, grant, {each.role for each in held if grant.centre_id in (each.centre_id, FRANCHISE_ID)})
    if all(each.centre_id != grant.centre_id for each in held):
        db.get_one(CentreMember, (grant.centre_id, grant.user_id)).left_at = now
    if grant.role is Role.STUDENT:
        promise_leaving(db, centre_id=grant.centre_id, student_id=grant.user_id, now=now)
        if not held:
            db.execute(sa.update(AppUser).where(AppUser.id == grant.user_id).values(is_active=False))
            end_all_logins(db, grant.user_id, now=now)
    _record(db, actor, permission, "ROLE_END", grant)


def restore_role(db: Session, actor: Actor, permission: Permission, *, grant: UserRole) -> None:
    """Gives an ended role back, and the sign-in that ended with it; one that had not ended is left alone."""
    if grant.is_active:
        return
    begin_again(db, grant)
    _record(db, actor, permission, "ROLE_RESTORE", grant)


def promise_leaving(db: Session, *, centre_id: UUID, student_id: UUID, now: datetime) -> None:
    """What stands above in the timetable follows by a job."""
    arguments = {"studentId": str(student_id)}
    schedule(db, STUDENT_LEFT, centre_id=centre_id, due_at=now, key=str(student_id), arguments=arguments)


def end_all_logins(db: Session, user_id: UUID, *, now: datetime) -> None:
    """Signs the person out everywhere."""
    end_logins(db, Login.user_id == user_id, reason="deactivated", now=now)


def _leave_rooms(db: Session, grant: UserRole, still: set[Role]) -> None:
    """Unless a role that is `still` held there opens them too; a role of the franchise opens those of every centre."""
    if still.isdisjoint(OPENS_ROOMS):
        centre_id = None if grant.centre_id == FRANCHISE_ID else CentreId(str(grant.centre_id))
        revoke(db, Revocation(user_id=UserId(str(grant.user_id)), centre_id=centre_id, reason="role removed"))


def _record(db: Session, actor: Actor, permission: Permission, action: str, grant: UserRole) -> None:
    record_row(
        db,
        actor,
        permission,
        action,
        grant,
        after={"userId": grant.user_id, "role": grant.role, "isActive": int(grant.is_active)},
    )
