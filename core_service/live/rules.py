"""The closed sets of the live lesson (R027, R034, C06, C45) and which change of a raised hand is possible."""

from enum import StrEnum


class HelpRequestStatus(StrEnum):
    """Where a raised hand stands (R027)."""

    PENDING = "PENDING"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"
    CANCELLED = "CANCELLED"


OPEN_STATUSES = (HelpRequestStatus.PENDING, HelpRequestStatus.ACKNOWLEDGED)
"""A hand that is still up: acknowledged ones stay on the tutor's screen (C36)."""

ALIASES = {"IN_PROGRESS": HelpRequestStatus.ACKNOWLEDGED}
"""Older words that are accepted for a status (C06)."""


class HelpPriority(StrEnum):
    """Set by staff alone (R222)."""

    NORMAL = "NORMAL"
    URGENT = "URGENT"


class MessageKind(StrEnum):
    """What a tutor sends (R211)."""

    MESSAGE = "MESSAGE"
    ENCOURAGEMENT = "ENCOURAGEMENT"


class NoteVisibility(StrEnum):
    """Who may read a tutor's note (C45)."""

    PRIVATE = "private"
    STAFF = "staff"
    PARENT = "parent"


class PanelMode(StrEnum):
    """Whether the tutor teaches a student or watches (R034, C37)."""

    TEACH = "TEACH"
    OBSERVE = "OBSERVE"


_MAY_BECOME = {
    HelpRequestStatus.PENDING: {
        HelpRequestStatus.ACKNOWLEDGED,
        HelpRequestStatus.RESOLVED,
        HelpRequestStatus.CANCELLED,
    },
    HelpRequestStatus.ACKNOWLEDGED: {HelpRequestStatus.RESOLVED, HelpRequestStatus.CANCELLED},
    HelpRequestStatus.RESOLVED: {HelpRequestStatus.PENDING},
    HelpRequestStatus.CANCELLED: set[HelpRequestStatus](),
}


def may_become(current: HelpRequestStatus, wanted: HelpRequestStatus) -> bool:
    """Whether a hand may change so; a resolved one can be reopened, a cancelled one is over."""
    return wanted in _MAY_BECOME[current]
