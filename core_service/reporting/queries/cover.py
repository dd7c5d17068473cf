"""Sessions of the next days that nobody covers (R146)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.access.rules import PERMISSIONS_OF, Permission, Role
from core_service.identity.models import AppUser, CentreMember, UserRole
from core_service.reporting.rules.cover import LATE_AFTER, LOOKS_AHEAD, CoverProblem, cover_problem
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries import Person, person_or_former, persons
from core_service.sessions.queries.teaching import taught_by
from core_service.sessions.rules import LONGEST_SESSION, SessionStatus

_TEACHING = [role for role in Role if Permission.SESSION_CONDUCT in PERMISSIONS_OF[role]]
_MOST = 50


@dataclass(frozen=True, slots=True)
class UncoveredSession:
    """A session, what is wrong, and who should have taught it."""

    session: TutoringSession
    problem: CoverProblem
    tutor: Person


def uncovered_sessions(db: Session, *, now: datetime) -> Sequence[UncoveredSession]:
    """The first fifty of the next seven days, in the centres in view."""
    session, tutor_id = TutoringSession, taught_by()
    is_near = sa.and_(
        session.status == SessionStatus.SCHEDULED,
        session.scheduled_start > now - LONGEST_SESSION,
        session.scheduled_start < now + LOOKS_AHEAD,
        session.scheduled_end > now,
    )
    absent = _who_may_not_teach(db, is_near)
    is_uncovered = sa.tuple_(session.centre_id, tutor_id).in_(absent)
    found = (
        sa.select(session, tutor_id)
        .where(is_near, sa.or_(is_uncovered, session.scheduled_start <= now - LATE_AFTER))
        .order_by(session.scheduled_start, session.id)
        .limit(_MOST)
    )
    rows = db.execute(found).all()
    people = persons(db, [row[1] for row in rows])
    return [
        UncoveredSession(row, problem, person_or_former(people, tutor))
        for row, tutor in rows
        if (problem := _problem(row, tutor, (row.centre_id, tutor) not in absent, now))
    ]


def _problem(session: TutoringSession, tutor_id: UUID, teaches: bool, now: datetime) -> CoverProblem | None:
    return cover_problem(
        session.status,
        session.scheduled_start,
        session.scheduled_end,
        tutor_id,
        teaching={tutor_id} if teaches else set(),
        now=now,
    )


def _who_may_not_teach(db: Session, is_near: sa.ColumnElement[bool]) -> set[tuple[UUID, UUID]]:
    """Centre and tutor of those sessions, without who is still a member, active, and in a role that teaches.

    Two statements: in one, the planner reads the roles, members and persons of the whole franchise.
    """
    planned = {
        (row[0], row[1])
        for row in db.execute(sa.select(TutoringSession.centre_id, taught_by()).where(is_near).distinct())
    }
    able = (
        sa.select(UserRole.centre_id, UserRole.user_id)
        .join(
            CentreMember,
            sa.and_(CentreMember.centre_id == UserRole.centre_id, CentreMember.user_id == UserRole.user_id),
        )
        .join(AppUser, AppUser.id == UserRole.user_id)
        .where(
            UserRole.user_id.in_({tutor for _, tutor in planned}),
            UserRole.role.in_(_TEACHING),
            UserRole.is_active,
            CentreMember.left_at.is_(None),
            AppUser.is_active,
        )
    )
    return planned - {(row[0], row[1]) for row in db.execute(able)}
