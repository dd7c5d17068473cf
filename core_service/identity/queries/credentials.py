"""Reads of logins, API tokens and tablets; none of these tables has a wall, so each read says whose rows."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.foundation.errors import NotFound
from core_service.foundation.paging import Cursor, newest_first
from core_service.identity.models import ApiToken, CentreDevice, Login


def open_logins(db: Session, user_id: UUID, *, now: datetime) -> Sequence[Login]:
    """A person's, newest first; at most a hundred."""
    found = sa.select(Login).where(Login.user_id == user_id, Login.ended_at.is_(None), Login.expires_at > now)
    return db.scalars(found.order_by(Login.created_at.desc(), Login.id.desc()).limit(100)).all()


def own_tokens(db: Session, user_id: UUID, *, cursor: Cursor | None, limit: int) -> Sequence[ApiToken]:
    """`limit` + 1 of a person's tokens that were not revoked, newest first."""
    return _tokens(db, ApiToken.user_id == user_id, cursor, limit)


def tokens_in_centre(db: Session, centre_id: UUID, *, cursor: Cursor | None, limit: int) -> Sequence[ApiToken]:
    """The same for all that act in a centre."""
    return _tokens(db, ApiToken.centre_id == centre_id, cursor, limit)


def _tokens(db: Session, which: sa.ColumnElement[bool], cursor: Cursor | None, limit: int) -> Sequence[ApiToken]:
    found = sa.select(ApiToken).where(which, ApiToken.ended_at.is_(None))
    return db.scalars(newest_first(found, (ApiToken.created_at, ApiToken.id), cursor, limit)).all()


def devices_page(
    db: Session, centre_ids: Collection[UUID], *, cursor: Cursor | None, limit: int
) -> Sequence[CentreDevice]:
    """`limit` + 1 of the centres' paired tablets, newest first."""
    found = sa.select(CentreDevice).where(CentreDevice.centre_id.in_(list(centre_ids)), CentreDevice.ended_at.is_(None))
    return db.scalars(newest_first(found, (CentreDevice.created_at, CentreDevice.id), cursor, limit)).all()


def device_by_id(db: Session, centre_ids: Collection[UUID], device_id: UUID) -> CentreDevice:
    """A paired tablet of these centres. Raises NotFound."""
    device = db.scalar(sa.select(CentreDevice).where(CentreDevice.id == device_id).with_for_update())
    if device is None or device.centre_id not in centre_ids or device.ended_at is not None:
        raise NotFound("tablet")
    return device
