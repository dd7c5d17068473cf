"""Names of people whom a statement finds by an expression."""

from uuid import UUID

import sqlalchemy as sa

from core_service.identity.models import AppUser


def name_of(person_id: sa.ColumnElement[UUID]) -> sa.ColumnElement[str | None]:
    """Looked up by key for each row, since the planner cannot see through the policy on `app_user` and joins it whole;
    null for somebody who is not seen.
    """
    return sa.select(AppUser.name).where(AppUser.id == person_id).scalar_subquery()
