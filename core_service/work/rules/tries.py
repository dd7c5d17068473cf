"""What a student has done of a course, as plain values, and what follows from it for one exercise (R170, C20)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from core_service.centres.rules import CentreSettings
from core_service.work.rules.states import AttemptStatus

GRADED_STATES = frozenset({AttemptStatus.AUTO_GRADED, AttemptStatus.GRADED})
AWAITING_STATES = frozenset({AttemptStatus.SUBMITTED, AttemptStatus.UNDER_REVIEW})


@dataclass(frozen=True, slots=True)
class MasteryPolicy:
    """What counts as mastered, and what as far too hard; a centre may set its own (R174, R185, C18)."""

    threshold: float = 0.8
    streak: int = 3
    stuck_after_tries: int = 4
    regression_threshold: float = 0.4
    regression_streak: int = 4
    regression_stuck: int = 3

    @classmethod
    def of_centre(cls, settings: CentreSettings) -> Self:
        """As the centre has set it."""
        return cls(
            threshold=settings.mastery_threshold,
            streak=settings.mastery_streak,
            stuck_after_tries=settings.stuck_after_tries,
            regression_threshold=settings.regression_threshold,
            regression_streak=settings.regression_streak,
            regression_stuck=settings.regression_stuck,
        )


DEFAULT_POLICY = MasteryPolicy()


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt; `ratio` = score ÷ maximum, None until it is marked, or for ever where a tutor marked it complete.

    `is_returned`: an assessor gave it back, and it is open again.
    """

    exercise_id: UUID
    status: AttemptStatus
    ratio: float | None
    started_at: datetime
    submitted_at: datetime | None
    is_returned: bool = False

    @property
    def is_marked(self) -> bool:
        """Graded with a score, by whomever."""
        return self.status in GRADED_STATES and self.ratio is not None

    @property
    def is_awaiting(self) -> bool:
        """Handed in, and a person still has to look at it."""
        return self.status in AWAITING_STATES

    @property
    def is_ticked_off(self) -> bool:
        """Marked complete by a tutor: done, but no proof of mastery."""
        return self.status in GRADED_STATES and self.ratio is None

    def is_mastered(self, policy: MasteryPolicy) -> bool:
        """At or above the threshold (C18, C20)."""
        return self.status in GRADED_STATES and self.ratio is not None and self.ratio >= policy.threshold

    def is_failed(self, policy: MasteryPolicy) -> bool:
        """Marked, and below the threshold."""
        return self.status in GRADED_STATES and self.ratio is not None and self.ratio < policy.threshold


@dataclass(frozen=True, slots=True)
class Record:
    """What a student's tries at one exercise amount to."""

    is_mastered: bool = False
    is_ticked_off: bool = False
    is_awaiting: bool = False
    is_open: bool = False
    failed_tries: int = 0
    is_stuck: bool = False

    @property
    def is_finished(self) -> bool:
        """Never served again by the sequence, unless a review turns out below the threshold."""
        return self.is_mastered or self.is_ticked_off or self.is_awaiting


UNTRIED = Record()


def records_of(tries: Iterable[Try], policy: MasteryPolicy) -> dict[UUID, Record]:
    """A record for every exercise that was tried."""
    by_exercise: dict[UUID, list[Try]] = {}
    for each in tries:
        by_exercise.setdefault(each.exercise_id, []).append(each)
    return {exercise_id: _record(of_exercise, policy) for exercise_id, of_exercise in by_exercise.items()}


def _record(tries: Sequence[Try], policy: MasteryPolicy) -> Record:
    newest = max(tries, key=lambda each: each.started_at)
    failed = sum(each.is_failed(policy) for each in tries)
    is_mastered = any(each.is_mastered(policy) for each in tries)
    is_done = is_mastered or newest.is_awaiting or newest.is_ticked_off
    return Record(
        is_mastered=is_mastered,
        is_ticked_off=newest.is_ticked_off,
        is_awaiting=newest.is_awaiting,
        is_open=newest.status is AttemptStatus.IN_PROGRESS,
        failed_tries=failed,
        is_stuck=failed >= policy.stuck_after_tries and not is_done,
    )


def last_exercise(tries: Iterable[Try]) -> UUID | None:
    """The exercise that was handed in last: the next one is another."""
    handed_in = [(each.submitted_at, each.exercise_id) for each in tries if each.submitted_at is not None]
    return max(handed_in, key=lambda pair: pair[0])[1] if handed_in else None
