"""Whose parents people are (R060)."""

from uuid import UUID

import sqlalchemy as sa

from core_service.identity.models import GuardianLink

_Id = UUID | sa.ColumnElement[UUID] | sa.orm.InstrumentedAttribute[UUID]


def is_parent_of(guardian_id: UUID, *, centre_id: _Id, student_id: _Id) -> sa.ColumnElement[bool]:
    """Whether the person is the child's parent in the centre: for one child, or for a statement's rows."""
    link = GuardianLink
    return sa.exists(
        sa.select(sa.literal(1))
        .select_from(link)
        .where(link.guardian_id == guardian_id, link.centre_id == centre_id, link.student_id == student_id)
        .correlate_except(link)
    )
