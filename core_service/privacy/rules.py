"""How far an export or an erasure is, for whom an export is made, and who may erase whom (REQUIREMENTS 27)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from core_service.access.rules import ROLES_BY_PRIVILEGE, Permission, Role


class ExportStatus(StrEnum):
    """How far an export is."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    READY = "READY"
    EXPIRED = "EXPIRED"


class ExportAudience(StrEnum):
    """For whom it is made: a family is given neither private nor staff notes, nor another parent's words (C45)."""

    STAFF = "STAFF"
    FAMILY = "FAMILY"


class ErasureStatus(StrEnum):
    """How far an erasure is."""

    WAITING = "WAITING"
    CANCELLED = "CANCELLED"
    RUNNING = "RUNNING"
    DONE = "DONE"


OPEN_ERASURES = (ErasureStatus.WAITING, ErasureStatus.RUNNING)


def managing_permission(roles: Collection[Role]) -> Permission:
    """What somebody needs who exports or erases a person with these roles: families are easier than colleagues."""
    is_family = set(roles) <= {Role.STUDENT, Role.PARENT}
    return Permission.STUDENT_MANAGE if is_family else Permission.CENTRE_MANAGE


def may_overrule(actor_roles: Collection[Role], roles: Collection[Role]) -> bool:
    """Nobody erases whoever stands above them."""
    return _height(actor_roles) >= _height(roles)


def _height(roles: Collection[Role]) -> int:
    return max((ROLES_BY_PRIVILEGE.index(role) for role in roles), default=-1)


def erased_at(now: datetime, wait_days: int) -> datetime:
    """When an erasure that is asked for now is carried out, unless somebody takes it back."""
    return now + timedelta(days=wait_days)


def percent_done(done: int, total: int) -> int:
    """Whole percent; 100 only when all is done."""
    return 100 * done // total if total else 0
