"""Whether somebody teaches a student: has had, or will have, them in a lesson of their own (R283)."""

from uuid import UUID

import sqlalchemy as sa

from core_service.sessions.models import StudentSessionEnrollment, TutoringSession

_Column = sa.ColumnElement[UUID] | sa.orm.InstrumentedAttribute[UUID]


def is_taught_by(tutor_id: UUID, *, centre_id: _Column, student_id: _Column) -> sa.ColumnElement[bool]:
    """For the student and centre of the surrounding statement's row."""
    place, session = StudentSessionEnrollment, TutoringSession
    return sa.exists(
        sa.select(sa.literal(1))
        .select_from(place)
        .join(session, session.id == place.session_id)
        .where(
            place.centre_id == centre_id,
            place.student_id == student_id,
            sa.or_(session.tutor_id == tutor_id, session.substitute_tutor_id == tutor_id),
        )
        .correlate_except(place, session)
    )
