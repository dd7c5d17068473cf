"""The students whom a person teaches (C28)."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from core_service.sessions.queries.teaching import teaches


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
            place.is_taken,
        )
        .distinct()
    )
