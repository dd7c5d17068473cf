"""The closed sets of assessment (R029, C21, C49)."""

from enum import StrEnum


class AssessmentStatus(StrEnum):
    """Where a review stands (R029): RETURNED until the student has handed in again and it is claimed anew."""

    PENDING = "PENDING"
    IN_REVIEW = "IN_REVIEW"
    COMPLETED = "COMPLETED"
    RETURNED = "RETURNED"


class ReviewDecision(StrEnum):
    """What an assessor does with the work."""

    COMPLETE = "complete"
    RETURN = "return"


class AdviceDecision(StrEnum):
    """What an assessor does with a recommendation (R182)."""

    CONFIRM = "confirm"
    ADJUST = "adjust"
    DECLINE = "decline"


class QueueKind(StrEnum):
    """What waits (C19): work for a person's marks; work done on paper; a sample of what was marked automatically."""

    WAITING = "WAITING"
    PAPER = "PAPER"
    SAMPLE = "SAMPLE"


class Urgency(StrEnum):
    """How long work has waited: those that wait longest come first (R180)."""

    NEW = "NEW"
    SOON = "SOON"
    URGENT = "URGENT"


class RecommendationKind(StrEnum):
    """What is recommended; a PROPOSAL is a tutor's (C21)."""

    UNIT_MASTERED = "UNIT_MASTERED"
    LEVEL_UP = "LEVEL_UP"
    LEVEL_DOWN = "LEVEL_DOWN"
    PLACEMENT = "PLACEMENT"
    PROPOSAL = "PROPOSAL"


class RecommendationStatus(StrEnum):
    """What became of it; WITHDRAWN when it no longer holds, or something else was decided."""

    OPEN = "OPEN"
    CONFIRMED = "CONFIRMED"
    ADJUSTED = "ADJUSTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
