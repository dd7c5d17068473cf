"""Who teaches a session (C28); whether somebody teaches a student: has had, or will have, them in a lesson (R283)."""

from uuid import UUID

import sqlalchemy as sa

from core_service.sessions.models import SessionStepIn, StudentSessionEnrollment, TutoringSession

_Id = UUID | sa.ColumnElement[UUID] | sa.orm.InstrumentedAttribute[UUID]


def taught_by() -> sa.ColumnElement[UUID]:
    """A session's substitute, else its tutor.

    Not by `coalesce`: PostgreSQL does not count it among what tells nothing of its arguments, so that a person found by
    it is looked for among all persons of the franchise, past the index (policies are asked first). CASE is counted.
    """
    substitute = TutoringSession.substitute_tutor_id
    return sa.case((substitute.is_(None), TutoringSession.tutor_id), else_=substitute)


def teaches(person_id: UUID) -> sa.ColumnElement[bool]:
    """Whether the person is a session's tutor or substitute, or stepped in."""
    stepped_in = sa.select(SessionStepIn.session_id).where(SessionStepIn.user_id == person_id)
    return sa.or_(TutoringSession.names_as_tutor(person_id), TutoringSession.id.in_(stepped_in))


def is_taught_by(tutor_id: UUID, *, centre_id: _Id, student_id: _Id) -> sa.ColumnElement[bool]:
    """For one student in one centre, or for those of the surrounding statement's row."""
    place, session = StudentSessionEnrollment, TutoringSession
    return sa.exists(
        sa.select(sa.literal(1))
        .select_from(place)
        .join(session, session.id == place.session_id)
        .where(
            place.centre_id == centre_id,
            place.student_id == student_id,
            session.names_as_tutor(tutor_id),
        )
        .correlate_except(place, session)
    )
