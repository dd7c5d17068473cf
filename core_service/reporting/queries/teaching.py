"""Who teaches what: the sessions and students that are a person's own (C28)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from core_service.sessions.models import SessionStepIn, StudentSessionEnrollment, TutoringSession
from core_service.sessions.rules import EnrollmentStatus


def teaches(user_id: UUID) -> sa.ColumnElement[bool]:
    """Whether the person is a session's tutor or substitute, or stepped in."""
    stepped_in = sa.select(SessionStepIn.session_id).where(SessionStepIn.user_id == user_id)
    return sa.or_(
        TutoringSession.tutor_id == user_id,
        TutoringSession.substitute_tutor_id == user_id,
        TutoringSession.id.in_(stepped_in),
    )


def students_taught(user_id: UUID, *, since: datetime, until: datetime) -> sa.Select[UUID]:
    """Students with a place in a session of the person's in that time."""
    place = StudentSessionEnrollment
    return (
        sa.select(place.student_id)
        .join(TutoringSession, TutoringSession.id == place.session_id)
        .where(
            teaches(user_id),
            TutoringSession.scheduled_start >= since,
            TutoringSession.scheduled_start <= until,
            place.status != EnrollmentStatus.WITHDRAWN,
        )
        .distinct()
    )
