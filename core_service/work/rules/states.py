"""The states that a piece of work passes through (R024, R026, R171)."""

from shared.events.values import (
    ActivityStatus as ActivityStatus,
    AssignmentScope as AssignmentScope,
    AttemptStatus as AttemptStatus,
)
