"""Names of people whom a statement finds by an expression."""

from uuid import UUID

import sqlalchemy as sa

from core_service.identity.models import AppUser


def name_of(person_id: sa.ColumnElement[UUID]) -> sa.ColumnElement[str | None]:
    """Looked up by key for each row; null for somebody who is not seen.

    A join by `coalesce(substitute, tutor)` would read every person of the franchise: the planner knows nothing of the
    expression, and cannot see through the policy on `app_user`.
    """
    return sa.select(AppUser.name).where(AppUser.id == person_id).scalar_subquery()
