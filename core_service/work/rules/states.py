"""The states that a piece of work passes through (R024, R026, R171)."""

from enum import StrEnum


class AttemptStatus(StrEnum):
    """Where an attempt stands (R026)."""

    IN_PROGRESS = "IN_PROGRESS"
    SUBMITTED = "SUBMITTED"
    AUTO_GRADED = "AUTO_GRADED"
    UNDER_REVIEW = "UNDER_REVIEW"
    GRADED = "GRADED"


class ActivityStatus(StrEnum):
    """What a student is doing in a session (R024); WAITING_HELP and IDLE are derived by the hub (C38)."""

    NOT_STARTED = "NOT_STARTED"
    WORKING = "WORKING"
    WAITING_HELP = "WAITING_HELP"
    COMPLETED = "COMPLETED"
    IDLE = "IDLE"


class AssignmentScope(StrEnum):
    """How long an override lasts: for its session, or until it is done or withdrawn (R171)."""

    SESSION = "session"
    PERSISTENT = "persistent"
