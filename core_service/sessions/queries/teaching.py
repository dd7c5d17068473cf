"""Who teaches a session; whether somebody teaches a student: has had, or will have, them in a lesson (R283)."""

from uuid import UUID

import sqlalchemy as sa

from core_service.sessions.models import StudentSessionEnrollment, TutoringSession

_Column = sa.ColumnElement[UUID] | sa.orm.InstrumentedAttribute[UUID]


def taught_by() -> sa.ColumnElement[UUID]:
    """A session's substitute, else its tutor.

    Not by `coalesce`: PostgreSQL does not count it among what tells nothing of its arguments, so that a person found by
    it is looked for among all persons of the franchise, past the index (policies are asked first). CASE is counted.
    """
    substitute = TutoringSession.substitute_tutor_id
    return sa.case((substitute.is_(None), TutoringSession.tutor_id), else_=substitute)


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
