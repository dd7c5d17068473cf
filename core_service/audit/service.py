"""Writes the record of who did what, in the transaction of the deed (R285, C30)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.audit.models import AuditLog
from shared.clock import wire_time


def record(
    db: Session,
    actor: Actor | None,
    permission: Permission | None,
    action: str,
    *,
    centre_id: UUID,
    resource_type: str,
    resource_id: UUID,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Adds one row. `actor` None is the system; `permission` is the one that allowed the act (None: own account).

    `before`, `after` and `details` hold ids, enums, numbers and times; of a free text only "changed". What a program
    did names its API token in the details.
    """
    role = actor.acts_as(permission, centre_id) if actor and permission else None
    if actor and actor.api_token_id:
        details = {**(details or {}), "apiTokenId": actor.api_token_id}
    db.add(
        AuditLog(
            centre_id=centre_id,
            user_id=actor.user_id if actor else None,
            action=action,
            acting_role=role,
            resource_type=resource_type,
            resource_id=resource_id,
            request_id=actor.request_id if actor else None,
            before=_plain(before),
            after=_plain(after),
            details=_plain(details),
        )
    )


class RowOfCentre(Protocol):
    """A row that belongs to a centre, as audit names it."""

    @property
    def id(self) -> UUID:
        """What its audit rows name as `resource_id`."""
        ...

    @property
    def centre_id(self) -> UUID:
        """In whose record its acts stand."""
        ...


def record_row(
    db: Session,
    actor: Actor | None,
    permission: Permission | None,
    action: str,
    row: RowOfCentre,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """The same for an act on one row of a centre: centre, kind and id are the row's own."""
    record(
        db,
        actor,
        permission,
        action,
        centre_id=row.centre_id,
        resource_type=type(row).__name__,
        resource_id=row.id,
        before=before,
        after=after,
        details=details,
    )


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: Any) -> str | float | None:
    if value is None or isinstance(value, int | float):
        return value
    return wire_time(value) if isinstance(value, datetime) else str(value)
